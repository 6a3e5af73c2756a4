"""Docker's option tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.docker_cli import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

OPTIONS = """
func TestOptions(t *testing.T) {
	mustParse(t, "--name=a -e B=1")
	flags, _ := setupRunFlags()
	assert.Error(t, flags.Parse([]string{"-z", "img"}), "unknown shorthand flag: 'z' in -z")
	assert.ErrorContains(t, flags.Parse([]string{"--memory=x", "img"}), "invalid argument")
	assert.NilError(t, flags.Parse([]string{"--pid=x", "img"}))
	config, _, _, err := parseRun([]string{"--entrypoint=e", "img", "c"})
	assert.NilError(t, err)
	assert.Check(t, is.DeepEqual(config.Entrypoint, []string{"e"}))
	_, _, _, err = parseRun([]string{"--network", "n"})
	assert.NilError(t, err)
}
"""
RUNS = """
func TestRun(t *testing.T) {
	cmd := newCreateCommand(fake)
	cmd.SetArgs([]string{"--label", "a", "img"})
	assert.NilError(t, cmd.Execute())
	cmd = newOtherCommand(fake)
	cmd.SetArgs([]string{"img"})
}
"""
OUTSIDE = """
func TestOutside(t *testing.T) {
	result := icmd.RunCommand("docker", "run", "--rm", fixtures.AlpineImage, "true")
	result.Assert(t, icmd.Success)
	result = icmd.RunCommand("docker", "ps")
}
"""


def test_lines_are_found() -> None:
    cases = found(
        SUITE,
        {
            f"{FOLDER}opts_test.go": OPTIONS,
            f"{FOLDER}run_test.go": RUNS,
            f"{FOLDER}create_test.go": "",
            "e2e/container/run_test.go": OUTSIDE,
        },
    )

    assert cases == {
        "TestOptions: --name=a -e B=1 ubuntu bash": ACCEPTED,
        "TestOptions: -z img": REFUSED,
        "TestOptions: --memory=x img": "no argv depends on what the value of this flag is worth",
        "TestOptions": "it is the first step of a reading that goes on",
        "TestOptions: --entrypoint=e img c": ["e"],
        "TestOptions: --network n": ACCEPTED,
        "TestRun: --label a img": ACCEPTED,
        "TestRun": "it makes another command",
        "TestOutside: --rm alpine true": ACCEPTED,
    }
