"""Options of docker or podman that stand behind the image, where they are the command."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import line, mends

CODE = "options-after-image"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (line("docker run img -p 80:80", {"Cmd": ["web"]}), ["web"]),
        (line("docker run img -e A=1 serve", {"Cmd": ["web"]}), ["serve"]),
        (line("podman run img --port 90", {"Cmd": ["web", "go"]}), ["web", "go", "--port", "90"]),
        (line("docker run img --rm", {"Entrypoint": ["api"]}), ["api"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Options of docker or podman are after the image, where they are the command."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run img --help", {"Entrypoint": ["api"]}),
        line("docker run img -v", {"Entrypoint": ["api"]}),
        line("docker run -p 80:80 img", {"Cmd": ["web"]}),
        line("docker run img serve --rm", {"Cmd": ["web"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
