"""Lines of podman kube play."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.kube_line import KubeLine
from cmdresolve.starters.command_line.typed import read_line


@pytest.mark.parametrize(
    ("text", "engine", "line"),
    [
        ("podman kube play pod.yaml", None, KubeLine("pod.yaml", "kube-play@5.8")),
        ("podman play kube pod.yaml", None, KubeLine("pod.yaml", "kube-play@5.8")),
        ("podman kube play --replace - -q", "podman@5.4", KubeLine("-", "kube-play@5.4")),
        ("podman kube play p --network n", "kube-play@5.4", KubeLine("p", "kube-play@5.4")),
        ("podman --log-level debug kube play p", None, KubeLine("p", "kube-play@5.8")),
    ],
)
def test_a_line_that_plays_a_manifest_is_read(
    text: str, engine: str | None, line: KubeLine
) -> None:
    assert read_line(text.split(" "), engine=engine) == line


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("podman kube play", "which-file"),
        ("podman kube play a.yaml b.yaml", "which-file"),
        ("podman kube play --nope a.yaml", "unknown-flag"),
        ("podman kube play --help", "help"),
    ],
)
def test_what_names_no_one_manifest_is_refused(line: str, code: str) -> None:
    """One is asked about at a time."""
    with pytest.raises(OverrideError) as caught:
        read_line(line)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("engine", "reader"),
    [
        (None, "kube-play@5.8"),
        ("podman@5.4", "kube-play@5.4"),
        ("podman@5.8", "kube-play@5.8"),
        ("kubernetes@1.35", "kubernetes@1.35.1"),
    ],
)
def test_whoever_was_asked_for_reads_it(engine: str | None, reader: str) -> None:
    """A version of Podman stands for its own kube play."""
    line = read_line("podman kube play a.yaml", engine=engine)

    assert isinstance(line, KubeLine)
    assert (line.file, line.engine) == ("a.yaml", reader)
