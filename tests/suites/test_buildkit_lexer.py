"""BuildKit's lexer tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildkit_lexer import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import REFUSED

TESTS = """
func TestShellParser4EnvVars(t *testing.T) {
	envs := EnvsFromSlice([]string{"HOST=h", "NONE="})
}

func TestMore(t *testing.T) {
	shlex := NewLex('\\\\')
	for _, tc := range []struct {
		in, out string
		env     map[string]string
		bad     bool
	}{
		{in: "${A:-b}", out: "b"},
		{in: "$A", out: "1", env: map[string]string{"A": "1"}},
		{in: "${A:?no}", bad: true},
	} {
		result, err := shlex.ProcessWordWithMatches(tc.in, envsFromMap(tc.env))
		if tc.bad {
			require.Error(t, err)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, tc.out, result.Result)
	}
	word, _, err := shlex.ProcessWord("$B", EnvsFromSlice([]string{"B="}))
	require.NoError(t, err)
	require.Empty(t, word)
}
"""


def test_words_are_found_in_tables_and_tests() -> None:
    files = {
        f"{FOLDER}lex_test.go": TESTS,
        f"{FOLDER}envVarTest": "# a comment\nA|x$HOST | xh\nW|$HOST | h\nU|${HOST | error\n",
        f"{FOLDER}wordsTest": "ENV A=1\n# a comment\na$A b | a1,b\n'a | error\n",
    }

    assert found(SUITE, files) == {
        "envVarTest:2": "xh",
        "envVarTest:3": "it is of builders on Windows",
        "envVarTest:4": REFUSED,
        "wordsTest:3": ["a1", "b"],
        "wordsTest:4": REFUSED,
        "TestMore: ${A:-b}": "b",
        "TestMore: $A": "1",
        "TestMore: ${A:?no}": REFUSED,
        "TestMore: $B": "",
    }
