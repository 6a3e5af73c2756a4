"""Notes on how ambiguous words of a command line were read."""

from __future__ import annotations

from cmdresolve.cli.language.arguments import nearest_option, verbs_with
from cmdresolve.model.trace import Note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cmdresolve.cli.language.arguments import LateOption

# Values that are not meant for the program in the container.
_OURS_ALONE = {"--base": "=", "--engine": "@", "--builder": "@", "--build-arg": "="}


def of_options(late: Sequence[LateOption], plain: Sequence[str]) -> Iterator[Note]:
    """Return notes on run arguments that were taken for options of cmdresolve, or look like them.

    Args:
        late: options of cmdresolve after a run argument.
        plain: the run arguments before any ``--``.
    """
    names = dict.fromkeys(x.name for x in late if _OURS_ALONE.get(x.name, "\0") not in x.value)
    if names:
        yield Note(
            "own-option",
            f"{' '.join(names)} was read as an option of cmdresolve; put -- before the run "
            "arguments to pass it on",
        )
    yield from _of_passed(plain)


def of_service_options(late: Sequence[LateOption], plain: Sequence[str]) -> Iterator[Note]:
    """Return the same notes for the words after a service, whose name is not a run argument."""
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
                "passed-on", f"{name} was passed on as a run argument; it is an option of {others}"
            )
        elif close is not None:
            yield Note(
                "passed-on",
                f"{name} is not an option of cmdresolve and was passed on as a run argument; did "
                f"you mean {close}?",
            )


def of_no_build(option: str) -> Note:
    """Return the note that an option of a build is given where no Dockerfile is built."""
    return Note("not-built", f"{option} bears on nothing: no Dockerfile is built here")


def of_second_file(word: str) -> Note:
    """Return the note that a word that names a file was passed on as an argument."""
    return Note(
        "file-as-argument",
        f"{word} is a file, and was passed on as a run argument: one FILE is asked about at a time",
    )


def of_neighbours(path: str, others: Sequence[str]) -> Iterator[Note]:
    """Return a note on other inputs in the same folder."""
    if others:
        named = " and ".join(others)
        yield Note(
            "also-here",
            f"{path} was found here, and {named} beside it: cmdresolve {others[0]} SERVICE",
        )
