"""Notes on a container's command and args, for the writer of a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.model.trace import Note
from cmdresolve.resolving.shell_script import read_shell
from cmdresolve.starters.kubernetes.objects import Container
from cmdresolve.starters.yaml_nodes import Mapping, Scalar


def hints(container: Container) -> tuple[Note, ...]:
    """Return the notes on a container's command and args."""
    return (
        *_empty(container),
        *_dollars(container),
        *_misspelt(container),
        *_by_controller(container),
    )


def _by_controller(container: Container) -> Iterator[Note]:
    """Note a kind whose controller was read and never run."""
    citation = container.owner.workload.citation
    if citation:
        message = f"{container.owner.kind} is read as in {citation}, which was not run"
        yield Note("controller", message)


def _empty(container: Container) -> Iterator[Note]:
    """Note an empty list, which does not clear what the image has."""
    pairs = (("command", container.command, "ENTRYPOINT"), ("args", container.args, "CMD"))
    for name, words, instruction in pairs:
        if words == ():
            yield Note(
                "empty-is-absent",
                f"an empty {name} counts as absent: the image's {instruction} is used",
                origin=container.place.get(name).origin,
            )


def _dollars(container: Container) -> Iterator[Note]:
    """Note ``$$`` in a shell's script, of which the expansion of ``$(NAME)`` makes one dollar."""
    words = (*(container.command or ()), *(container.args or ()))
    shell = read_shell(words) if container.command else None
    if shell is not None and "$$" in shell.script:
        yield Note(
            "dollars-in-script",
            "Kubernetes makes one $ of $$ in command and args before the shell reads its script; "
            "write $$$$ where the script needs two",
        )


def _misspelt(container: Container) -> Iterator[Note]:
    """Note a field whose name differs from command or args only in case."""
    if container.place.rules.folds_keys or not isinstance(container.place.node, Mapping):
        return
    for entry in container.place.node.entries:
        key = entry.key
        if isinstance(key, Scalar) and key.text.lower() in {"command", "args"} - {key.text}:
            yield Note(
                "field-case",
                f"{key.text} is not a field of a container, and is ignored",
                f"{key.text.lower()}:",
                container.place.get(key.text).origin,
            )
