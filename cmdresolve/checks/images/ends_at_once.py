"""A service whose command is a shell, which ends where it has no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_mere_shell, is_shell
from cmdresolve.model.origin import InDockerfile, InImage
from cmdresolve.model.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_KEEPS = ("sleep", "infinity")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at services that a Compose file starts."""
    argv = subject.argv
    # The keys are looked at last: the file is read again for them.
    if not argv or not is_mere_shell(argv) or not is_shell(argv[0]):
        return
    word = subject.words[0]
    if word.role != "cmd" or not isinstance(word.origin, InImage | InDockerfile) or subject.is_pod:
        return
    image = subject.container_key("image") or subject.container_key("build")
    if image is None or any(
        subject.container_key(name) for name in ("tty", "stdin_open", "command", "entrypoint")
    ):
        return
    change = image.beside("command", " ".join(_KEEPS))
    yield Draft(
        f"the image's CMD is {printable(argv[0])} alone, which ends at once without a terminal; "
        "a command that keeps running keeps the service up",
        word.origin,
        (Proposal(*change, argv=_KEEPS),),
    )


RULE = Rule(
    code="ends-at-once",
    summary="A service starts only a shell, which ends at once without a terminal.",
    why="`docker compose up` gives no terminal: a shell reads the end of its input and exits with "
    "0, and so does the container.",
    bad="services: {box: {image: debian}}",
    good="services: {box: {image: debian, command: sleep infinity}}",
    severity="info",
    find=find,
)
