"""compose-go's tests of variables, in a sample of their form."""

from __future__ import annotations

from tests.suites.compose_variables import SUITE
from tests.suites.sampling import found
from tests.suites.suite import REFUSED

TEMPLATES = """
var defaults = map[string]string{"A": "1"}

func TestTemplates(t *testing.T) {
	for _, text := range []string{"x $A", "x ${A}"} {
		result, err := Substitute(text, defaultMapping)
		assert.NilError(t, err)
		assert.Check(t, is.Equal("x 1", result))
	}
	_, err := Substitute("${", defaultMapping)
	assert.ErrorContains(t, err, "Invalid")
	_, err = SubstituteWith("$A", defaultMapping, pattern, check)
}
"""
DOTENV = """
var envMap = map[string]string{"B": "2"}

func TestFiles(t *testing.T) {
	parseAndCompare(t, "A='x y' # z", "A", "x y")
	loadEnvAndCompareValues(t, Load, "fixtures/one.env", map[string]string{"A": "1"}, noopPresets)
	_, err := Parse(strings.NewReader(`A="`))
	assert.ErrorContains(t, err, "unterminated")
	env, err := Parse(strings.NewReader("A=$B"))
	for k, v := range map[string]string{"A": ""} {
		if strings.Compare(env[k], v) != 0 {
			t.Errorf("no")
		}
	}
}

func TestExpand(t *testing.T) {
	result, err := expandVariables("${B:-c}", envMap, notFound)
	require.NoError(t, err)
	assert.Equal(t, "2", result)
}
"""


def test_texts_and_files_are_found() -> None:
    cases = found(
        SUITE,
        {
            "template/template_test.go": TEMPLATES,
            "interpolation/interpolation_test.go": "",
            "dotenv/godotenv_test.go": DOTENV,
            "dotenv/godotenv_var_expansion_test.go": DOTENV,
            "dotenv/parser_test.go": "",
            "dotenv/fixtures/one.env": "export A=1\n",
        },
    )

    assert cases["TestTemplates: x $A"] == "x 1"
    assert cases["TestTemplates: x ${A}"] == "x 1"
    assert cases["TestTemplates: ${"] == REFUSED
    assert cases["TestTemplates: $A"].startswith("it is of a caller")
    assert cases["TestFiles: A='x y' # z"] == {"A": "x y"}
    assert cases["TestFiles: export A=1\n"] == {"A": "1"}
    assert cases['TestFiles: A="'] == REFUSED
    assert cases["TestFiles: A=$B"] == {"A": ""}
    assert cases["TestExpand: ${B:-c}"] == "2"
