"""Buildah's conformance tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildah_conformance import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import REFUSED

TESTS = r"""
type testCase struct {
	name, dockerfile string
}

var internalTestCases = []testCase{
	{name: "by name", dockerfile: "Dockerfile.one"},
	{
		name:               "in place",
		dockerfileContents: strings.Join([]string{"ARG A", "FROM b", "ENV C=$A"}, "\n"),
		buildArgs:          map[string]string{"A": "1"},
		dockerUseBuildKit:  true,
	},
	{name: "refused", contextDir: "two", shouldFailAt: 2},
	{name: "no file", contextDir: "two", shouldFailAt: 2, failureRegex: "(no such file)"},
	{name: "alone", contextDir: "two", withoutDocker: true},
	{name: "elsewhere", contextDir: "three"},
}
"""


def test_cases_are_found_with_their_dockerfiles() -> None:
    cases = found(
        SUITE,
        {
            f"{FOLDER}conformance_test.go": TESTS,
            f"{FOLDER}testdata/Dockerfile.one": 'FROM a\nENTRYPOINT ["b"]\nONBUILD RUN c\n',
            f"{FOLDER}testdata/two/Dockerfile": "FROM a\nFOO\n",
        },
    )

    assert cases == {
        "by name": "the same config",
        "in place": "the same config",
        "refused": (REFUSED, REFUSED),
        "no file": "the build fails for a file",
        "alone": "Docker is not asked either",
        "elsewhere": "its Dockerfile is computed",
    }
