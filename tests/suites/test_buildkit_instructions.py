"""BuildKit's tests of instructions, ports and its lint, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildkit_instructions import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

PARSE_TESTS = """
func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, told string }{
		{text: "COPY a", told: "two"},
		{text: "FOO", told: "unknown"},
	} {
		ast, err := parser.Parse(strings.NewReader(c.text))
		require.NoError(t, err)
		_, err = ParseInstruction(ast.AST.Children[0])
		require.ErrorContains(t, err, c.told)
	}
	for _, word := range []string{"USER"} {
		ast, err := parser.Parse(strings.NewReader(word + " arg"))
		_, err = ParseInstruction(ast.AST.Children[0])
		require.NoError(t, err)
	}
	_, err := ParseInstruction(&parser.Node{Value: "x"})
	require.Error(t, err)
}
"""
EXPOSE_TESTS = """
func TestPorts(t *testing.T) {
	ports, err := ps.parsePorts([]string{"80-82/tcp", "90"})
	require.NoError(t, err)
	_, err = ps.parsePort("host:80:80")
	assert.Error(t, err)
}
"""
LINT_TESTS = """
func testCasing(t *testing.T, sb Sandbox) {
	dockerfile := []byte("FROM scratch as a\\nCOPY b /\\n")
	checkLinterWarnings(t, sb, &lintTestParams{
		Dockerfile: dockerfile,
		Warnings:   []expectedLintWarning{{RuleName: "FromAsCasing", Line: 1}},
	})
	dockerfile = []byte("# check=skip=all\\nFROM scratch as a\\n")
	checkLinterWarnings(t, sb, &lintTestParams{Dockerfile: dockerfile})
	checkLinterWarnings(t, sb, &lintTestParams{
		Dockerfile: []byte("FROM scratch\\nCOPY b /\\n"),
		Warnings:   []expectedLintWarning{{RuleName: "CopyIgnoredFile"}},
	})
}
"""


def test_instructions_ports_and_rules_are_found() -> None:
    folder = f"{FOLDER}instructions/"
    cases = found(
        SUITE,
        {
            f"{folder}parse_test.go": PARSE_TESTS,
            f"{folder}parse_heredoc_test.go": "",
            f"{folder}commands_rundevice_test.go": "",
            f"{FOLDER}dockerfile2llb/convert_expose_test.go": EXPOSE_TESTS,
            f"{FOLDER}dockerfile_check_test.go": LINT_TESTS,
        },
    )

    assert cases["TestErrors: 'COPY a'"] == REFUSED
    assert cases["TestErrors: 'FOO'"] == REFUSED
    assert cases["TestErrors: 'USER arg'"] == ACCEPTED
    assert cases["TestPorts: 80-82/tcp 90"] == ACCEPTED
    assert cases["TestPorts: host:80:80"] == REFUSED
    assert cases["testCasing"] == ["FromAsCasing"]
    assert cases["testCasing #2"] == []
    assert cases["testCasing #3"] == "its rule looks into more than the text"
