"""Kubernetes' expansion, in a sample of its form."""

from __future__ import annotations

from tests.suites.kubernetes import PATH, SUITE
from tests.suites.sampling import found

TESTS = """
func TestOne(t *testing.T) {
	first := map[string]string{"A": "1"}
	second := map[string]string{"A": "2", "B": "3"}
	mapping := MappingFuncFor(first, second)

	doExpansionTest(t, mapping)
}

func doExpansionTest(t *testing.T, mapping func(string) string) {
	cases := []struct{ name, input, expected string }{
		{name: "both", input: "$(A)-$(B)", expected: "1-3"},
		{name: "none", input: "$(C)$$", expected: "$(C)$"},
	}
	for _, tc := range cases {
		expanded := Expand(tc.input, mapping)
		if e, a := tc.expected, expanded; e != a {
			t.Errorf("%v: expected %q, got %q", tc.name, e, a)
		}
	}
}
"""


def test_texts_are_found_under_the_tables_of_variables() -> None:
    assert found(SUITE, {PATH: TESTS}) == {
        "TestOne: '$(A)-$(B)'": "1-3",
        "TestOne: '$(C)$$'": "$(C)$",
    }
