"""What is said of how a command line was read, where it could be meant otherwise."""

from __future__ import annotations

from cmdresolve.cli.language.arguments import nearest_option, verbs_with
from cmdresolve.model.trace import Note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cmdresolve.cli.language.arguments import LateOption

# Values that nobody means for the program in the container.
_OURS_ALONE = {"--base": "=", "--engine": "@", "--builder": "@", "--build-arg": "="}


def of_options(late: Sequence[LateOption], plain: Sequence[str]) -> Iterator[Note]:
    """Say which words among the run arguments of an image were taken as ours, and which not.

    Args:
        late: our options that stand after a run argument.
        plain: the run arguments that no ``--`` stands before.
    """
    names = dict.fromkeys(x.name for x in late if _OURS_ALONE.get(x.name, "\0") not in x.value)
    if names:
        yield Note(
            "own-option",
            f"{' '.join(names)} was read as our own; put -- before the run arguments to pass it on",
        )
    yield from _of_passed(plain)


def of_service_options(late: Sequence[LateOption], plain: Sequence[str]) -> Iterator[Note]:
    """Say the same of the words behind a service, whose name is no run argument."""
    entrypoint = [x for x in late if x.name == "--entrypoint"]
    if entrypoint:
        yield Note(
            "own-option",
            "--entrypoint was read as our own; in docker compose run the same words after the "
            "service are arguments: put -- before them to ask that",
        )
    others = [x for x in late if x.before > 1 and x.name != "--entrypoint"]
    yield from of_options(others, plain[1:])


def _of_passed(plain: Sequence[str]) -> Iterator[Note]:
    for word in dict.fromkeys(plain):
        name = word.partition("=")[0]
        if not name.startswith("--"):
            continue
        close, others = nearest_option(name), verbs_with(name)
        if others:
            yield Note(
                "passed-on", f"{name} was passed on as a run argument; as ours it is of {others}"
            )
        elif close is not None:
            yield Note(
                "passed-on",
                f"{name} is no option of ours and was passed on as a run argument; "
                f"did you mean {close}?",
            )


def of_second_file(word: str) -> Note:
    """Say that a word that names a file was passed on."""
    return Note(
        "file-as-argument",
        f"{word} is a file, and was passed on as a run argument: one FILE is asked about at a time",
    )


def of_neighbours(path: str, others: Sequence[str]) -> Iterator[Note]:
    """Say what else could be asked about in a folder that was looked through."""
    if others:
        named = " and ".join(others)
        yield Note(
            "also-here",
            f"{path} was found here, and {named} beside it: cmdresolve {others[0]} SERVICE",
        )
