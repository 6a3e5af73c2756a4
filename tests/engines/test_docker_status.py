"""The statuses 125, 126 and 127 of ``docker run``: no command, not executable, not found."""

from __future__ import annotations

import subprocess

import pytest

from cmdresolve.testing.wire.archive import build_context
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

_LIMIT = 60


def ended(judge: Judge, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the docker program beside the engine."""
    line = [*judge.place.enter, "env", "DOCKER_BUILDKIT=0", "docker", *words]
    return subprocess.run(line, input=given, capture_output=True, timeout=_LIMIT, check=False)


@pytest.mark.parametrize(
    ("lines", "status", "text"),
    [
        ("LABEL a=b", 125, b"o command specified"),
        ('CMD ["/f"]', 126, b"permission denied"),
        ('CMD ["/nope"]', 127, b"no such file or directory"),
        ('CMD ["nope"]', 127, b"executable file not found in $PATH"),
        ('CMD [""]', 127, b"executable file not found in $PATH"),
        # Only the first word is looked for; a CMD under it changes nothing.
        ('ENTRYPOINT ["/nope"]\nCMD ["/f"]', 127, b"no such file or directory"),
    ],
)
def test_docker_run_ends_with_the_status_of_what_went_wrong(
    docker: Judge, lines: str, status: int, text: bytes
) -> None:
    """Source: docker/cli v28.5.2 cli/command/container/run.go toStatusError."""
    context = build_context(f"FROM scratch\nCOPY f /f\n{lines}\n".encode())
    built = ended(docker, "build", "-q", "-", given=context)
    assert built.returncode == 0, built.stderr
    image = built.stdout.decode().strip()
    try:
        run = ended(docker, "run", "--rm", "--network", "none", image)
    finally:
        ended(docker, "image", "rm", "-f", image)

    assert run.returncode == status
    assert text in run.stderr
