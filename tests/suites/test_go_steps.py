"""Tests of Go, step by step."""

from __future__ import annotations

from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import UNREAD, Assign, Call, Name

SOURCE = """
type row struct {
	text string
	bad  bool
	n    map[string]string
}

var suffix = "!"

func TestTable(t *testing.T) {
	for _, tc := range []row{{text: "a"}, {text: "b", bad: true}, {"c", false, nil}} {
		t.Run(tc.text, func(t *testing.T) {
			got, err := Parse(fmt.Sprintf("%s%s", tc.text, suffix))
			if tc.bad {
				fails(err)
				return
			}
			holds(got, tc.text+suffix)
		})
	}
}

func TestUnknown(t *testing.T) {
	x := Other()
	if x != nil {
		stop(x)
	}
	words := append(strings.Split("a b", " "), "c")
	Parse(strings.Join(words, ","), fmt.Sprintf("%d", 1))
	texts := map[string]string{"k": "v"}
	for k, v := range texts {
		Parse(k, v, texts["k"], x)
	}
	for _, one := range x {
		Parse(one)
	}
}
"""


def calls(name: str, function: str) -> list[list[object]]:
    steps = dict(stepped_tests(SOURCE))[name]
    found = []
    for step in steps:
        values = step.values if isinstance(step, Assign) else [step]
        found += [x.arguments for x in values if isinstance(x, Call) and x.function == function]
    return found


def test_a_table_is_unrolled_with_its_values() -> None:
    assert calls("TestTable", "Parse") == [["a!"], ["b!"], ["c!"]]


def test_a_row_decides_its_branches() -> None:
    assert len(calls("TestTable", "fails")) == 1
    assert calls("TestTable", "holds") == [[Name("got"), "a!"], [Name("got"), "c!"]]


def test_a_condition_that_only_the_run_knows_takes_both_ways() -> None:
    assert calls("TestUnknown", "if") == [["x != nil", Call("!=", [Name("x"), None])]]
    assert calls("TestUnknown", "stop") == [[Name("x")]]


def test_pure_functions_are_computed() -> None:
    joined, of_map, unknown = calls("TestUnknown", "Parse")

    assert joined == ["a,b,c", UNREAD]
    assert of_map == ["k", "v", "v", Name("x")]
    assert unknown == [Name("one")]


def test_a_suite_computes_functions_of_its_own() -> None:
    source = 'func T(t *testing.T) {\n\ta, b := pair("x")\n\tuse(a, b, given)\n}\n'
    told = dict(stepped_tests(source, {"pair": lambda x: (x, x * 2)}, {"given": "g"}))["T"]

    assert told[-1] == Call("use", ["x", "xx", "g"])
