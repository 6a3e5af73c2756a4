"""go-shellwords' tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.sampling import found
from tests.suites.shellwords import SUITE
from tests.suites.suite import REFUSED

TESTS = """
var cases = []struct {
	line  string
	words []string
}{
	{`say "a b"`, []string{`say`, `a b`}},
}

func TestWords(t *testing.T) {
	for _, one := range cases {
		args, err := Parse(one.line)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(args, one.words) {
			t.Fatalf("%v", args)
		}
	}
	_, err := Parse(`say "`)
	if err == nil {
		t.Fatal("taken")
	}
}

func TestRun(t *testing.T) {
	parser := NewParser()
	parser.ParseBacktick = true
	parser.ParseEnv = true
	args, err := parser.Parse("say `it`")
	args, err = parser.Parse("say $IT")
	args, err = parser.Parse("say it")
	expected := []string{"say", "it"}
}
"""


def test_lines_and_their_words_are_found() -> None:
    cases = found(SUITE, {"shellwords_test.go": TESTS, "shellwords_security_test.go": ""})

    assert cases["TestWords: 'say \"a b\"'"] == ["say", "a b"]
    assert cases["TestWords: 'say \"'"] == REFUSED
    assert cases["TestRun: 'say `it`'"].startswith("it runs commands")
    assert cases["TestRun: 'say $IT'"].startswith("it replaces variables")
    assert cases["TestRun: 'say it'"] == ["say", "it"]
