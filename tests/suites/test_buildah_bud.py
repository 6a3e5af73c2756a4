"""Buildah's build tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildah_bud import SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

TESTS = r"""
@test "builds" {
  run_buildah build $WITH_POLICY_JSON -t x -f $BUDFILES/one/Containerfile.two $BUDFILES/one
  run_buildah bud --build-arg A=scratch $BUDFILES/one
  cat > ${TEST_SCRATCH_DIR}/Dockerfile << EOF
FROM scratch
FOO
EOF
  run_buildah 125 build ${TEST_SCRATCH_DIR}
  expect_output --substring "Unknown instruction"
  run_buildah 125 build $BUDFILES/one
  expect_output --substring "no such file or directory"
  run_buildah build --from other $BUDFILES/one
  run_buildah build $BUDFILES/none
  run_buildah build --label "$(date)" $BUDFILES/one
  run_buildah inspect x
}
"""


def test_builds_are_found_with_their_files() -> None:
    cases = found(
        SUITE,
        {
            "tests/bud.bats": TESTS,
            "tests/bud/one/Containerfile.two": "FROM scratch\nCMD x\n",
            "tests/bud/one/Dockerfile": "ARG A\nFROM $A\nCMD x\n",
        },
    )

    assert list(cases.values()) == [
        ACCEPTED,
        ACCEPTED,
        REFUSED,
        "the build fails for a file, a command, an option or a registry",
        "the base is given anew",
        "its Dockerfile is computed, is not one file, or comes by pipe",
        "a word of its command is computed",
    ]
