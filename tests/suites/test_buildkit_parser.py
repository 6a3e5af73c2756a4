"""BuildKit's parser tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildkit_parser import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import REFUSED

DOCKERFILE = """FROM a AS b
ENV A=1 B='2 3'
ENV C d e
CMD [ "x", "y z" ]
ENTRYPOINT x  y
HEALTHCHECK --retries=2 CMD ["p", "q"]
ONBUILD COPY --from=c d /e
VOLUME /f /g
"""
TREE = r"""(from "a" "AS" "b")
(env "A" "1" "=" "B" "'2 3'" "=")
(env "C" "d e" "")
(cmd "x" "y z")
(entrypoint "x  y")
(healthcheck ["--retries=2"] "CMD" "p" "q")
(onbuild (copy ["--from=c"] "d" "/e"))
(volume "/f" "/g")
"""
PARSER_TESTS = """
func TestParseWords(t *testing.T) {
	tests := []map[string][]string{
		{"input": {"a 'b c'"}, "expect": {"a", "'b c'"}},
	}
	for _, test := range tests {
		words := parseWords(test["input"][0], newDefaultDirectives())
		require.Equal(t, test["expect"], words)
	}
}

func TestParseIncludesLineNumbers(t *testing.T) {
	expected := [][]int{{1, 1}, {3, 4}}
}
"""
JSON_TESTS = """
var invalidJSONArraysOfStrings = []string{`["a", 1]`}
var validJSONArraysOfStrings = map[string][]string{`[ "a" ]`: {"a"}}
"""
HEREDOC_TESTS = r"""
func TestParseExtractsHeredoc(t *testing.T) {
	dockerfile := bytes.NewBufferString("FROM a\nRUN b\nRUN 3<<-E c\n\td\nE\n")
	tests := [][]Heredoc{
		nil,
		{{Name: "E", Content: "\td\n", Expand: true, Chomp: true, FileDescriptor: 3}},
	}
	result, err := Parse(dockerfile)
	require.NoError(t, err)
}

func TestParseJSONHeredoc(t *testing.T) {
	dockerfile := bytes.NewBufferString("FROM a\nRUN [\"<<E\"]\nRUN [\"b\"]\nRUN [\"<<'E'\"]\n")
	result, err := Parse(dockerfile)
}

func TestHeredocsFromLine(t *testing.T) {
	srcs := []struct {
		line  string
		heredocNames []string
	}{
		{line: "RUN <<A <<'B'", heredocNames: []string{"A", "B"}},
		{line: "RUN '<<A'"},
	}
	for _, src := range srcs {
		heredocs, err := heredocsFromLine(src.line)
	}
}
"""
DIRECTIVE_TESTS = """
func TestDetectSyntax(t *testing.T) {
	dt := `# syntax = a/b c
FROM d`
	ref, _, _, ok := DetectSyntax([]byte(dt))
	require.True(t, ok)
	require.Equal(t, "a/b", ref)

	_, _, _, ok = ParseDirective("check", []byte("//check=skip=all"))
	require.False(t, ok)
}
"""


def test_trees_arrays_heredocs_and_directives_are_found() -> None:
    cases = found(
        SUITE,
        {
            f"{FOLDER}testfiles/one/Dockerfile": DOCKERFILE,
            f"{FOLDER}testfiles/one/result": TREE,
            f"{FOLDER}testfiles-negative/two/Dockerfile": "# nothing\n",
            f"{FOLDER}testfile-line/Dockerfile": "FROM a\n\nRUN b \\\n  c\n",
            f"{FOLDER}parser_test.go": PARSER_TESTS,
            f"{FOLDER}json_test.go": JSON_TESTS,
            f"{FOLDER}parser_heredoc_test.go": HEREDOC_TESTS,
            f"{FOLDER}directives_test.go": DIRECTIVE_TESTS,
        },
    )

    assert cases["testfiles/one"] == TREE
    assert cases["testfiles-negative/two"] == REFUSED
    assert cases["testfile-line"] == [[1, 1], [3, 4]]
    assert cases["words a 'b c'"] == ["a", "'b c'"]
    assert cases['array ["a", 1]'] == REFUSED
    assert cases['array [ "a" ]'] == ["a"]
    assert cases["heredocs of instruction 1"] is None
    assert cases["heredocs of instruction 2"][0]["FileDescriptor"] == 3
    assert cases["array 1"] is None
    assert cases["RUN <<A <<'B'"] == ["A", "B"]
    assert cases["RUN '<<A'"] == []
    assert cases["TestDetectSyntax: '# syntax = a/b c\\nFROM d'"] == "a/b"
    assert cases["TestDetectSyntax: '//check=skip=all'"] is None
