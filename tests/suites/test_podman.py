"""Podman's end-to-end tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.podman import SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

CONFIG = 'package integration\n\nconst (\n\tALPINE = "quay.io/libpod/alpine"\n)\n'
TESTS = r"""
var _ = Describe("run", func() {
	It("runs", func() {
		name := made()
		session := podmanTest.Podman([]string{"run", "--name", name, ALPINE, "ls"})
		session.WaitWithDefaultTimeout()
		Expect(session).Should(ExitCleanly())

		podmanTest.BuildImage("FROM a\nENTRYPOINT [\"echo\", \"b\"]\n", "img", "false")
		session = podmanTest.Podman([]string{"run", "img", "c  d"})
		Expect(session).Should(ExitCleanly())
		Expect(session.OutputToString()).To(Equal("b c d"))

		session = podmanTest.Podman([]string{"run", "--nope", ALPINE})
		Expect(session).Should(ExitWithError(125, "unknown flag: --nope"))
		session = podmanTest.Podman([]string{"create", "--cpus", "x", ALPINE})
		Expect(session).Should(ExitWithError(125, "invalid argument"))
		session = podmanTest.Podman([]string{"run", ALPINE, "false"})
		Expect(session).Should(ExitWithError(1, ""))
		session = podmanTest.Podman([]string{"ps"})
		Expect(session).Should(ExitCleanly())
	})
})
"""
BATS = """
@test "in a shell" {
  run_podman run --rm $IMAGE true
  run_podman 125 run --nope $IMAGE
  is "$output" "Error: unknown flag: --nope"
  run_podman 1 run $IMAGE false
}
"""


def test_lines_are_found_with_how_they_end() -> None:
    cases = found(
        SUITE,
        {
            "test/e2e/config.go": CONFIG,
            "test/e2e/run_test.go": TESTS,
            "test/system/030-run.bats": BATS,
        },
    )

    assert cases == {
        "run --name name quay.io/libpod/alpine ls": ACCEPTED,
        "run img c  d": "b c d",
        "run --nope quay.io/libpod/alpine": REFUSED,
        "create --cpus x quay.io/libpod/alpine": (
            "no argv depends on what the value of this flag is worth"
        ),
        "run quay.io/libpod/alpine false": "it fails for more than its words",
        "in a shell: run --rm quay.io/libpod/testimage:20241011 true": ACCEPTED,
        "in a shell": REFUSED,
        "in a shell #2": "it fails for more than its words",
    }
