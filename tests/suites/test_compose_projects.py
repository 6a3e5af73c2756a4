"""compose-go's loader tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.compose_projects import SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

TESTS = """
func TestCommand(t *testing.T) {
	p := load(t, `
services:
  a:
    image: x
    command: b "c d"
`)
	assert.DeepEqual(t, p.Services["a"].Command, types.ShellCommand{"b", "c d"})
}

func TestPlain(t *testing.T) {
	load(t, "services: {a: {image: x}}")
	_, err := loadYAML("services: [a]")
	assert.ErrorContains(t, err, "must be a mapping")
	_, err = loadYAMLWithEnv("services: {a: {image: $X}}", map[string]string{"X": "y"})
	assert.NilError(t, err)
	load(t, made())
}
"""
MERGES = """
func TestMerge(t *testing.T) {
	assertMergeYaml(t, `
services:
  a:
    command: b
`, `
services:
  a:
    command: [c]
`, `
services:
  a:
    command: [c]
`)
	got, err := Merge(unmarshal(t, "services: {}"), left())
}
"""


def test_merges_are_compared_with_what_they_come_to() -> None:
    assert found(SUITE, {"override/merge_test.go": MERGES}) == {
        "TestMerge": [("a", ["c"], None, "x")],
        "TestMerge #2": "its files are computed, or it compares something else",
    }


def test_projects_are_found_with_what_their_services_start() -> None:
    assert found(SUITE, {"loader/tests/command_test.go": TESTS, "loader/loader.go": ""}) == {
        "TestCommand": {("a", ".Command"): ["b", "c d"]},
        "TestPlain": ACCEPTED,
        "TestPlain #2": REFUSED,
        "TestPlain #3": ACCEPTED,
        "TestPlain #4": "its files or its variables are computed",
    }
