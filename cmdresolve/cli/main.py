"""The entry point of the command line: it finds the verb, runs it, and reports its errors."""

from __future__ import annotations

import sys
from importlib import import_module

from cmdresolve.cli import streams
from cmdresolve.cli.language.arguments import format_named, sort_words
from cmdresolve.cli.language.options import VERB, VERSION
from cmdresolve.cli.telling import ANSWERED, refuse
from cmdresolve.model.errors import CmdResolveError, InternalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        argv: the words after the program's name; by default those of this process.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    return streams.ending_well(lambda: _run(words))


def _run(words: list[str]) -> int:
    verb = words[0] if words and words[0] in VERB else "explain"
    rest = words[1:] if words[:1] == [verb] else words
    # Whether a lone word is a file is checked later, as no option can follow it.
    asked = sort_words(rest, lambda _: True, verb=verb)
    as_json = format_named(verb, asked.own) == "json"
    if asked.page == VERSION:
        from cmdresolve import __version__  # noqa: PLC0415 - rarely asked for

        streams.write_text(f"cmdresolve {__version__}")
        return ANSWERED
    if asked.page is not None:
        verb, rest = "help", [] if words == rest else [verb]
    try:
        return run(verb, rest)
    except CmdResolveError as error:
        return refuse(error, as_json=as_json)
    except (OSError, streams.CannotWriteError):
        raise
    except Exception as fault:  # noqa: BLE001 - the backstop: a fault of ours is no refusal
        return refuse(InternalError.of(fault), as_json=as_json)


def run(verb: str, words: list[str]) -> int:
    """Run a verb with the words after it, and return the exit status.

    Only its module is imported (`cmdresolve.cli.verbs`): importing all of them takes longer than
    most of them take to answer.
    """
    status: int = import_module(f"cmdresolve.cli.verbs.{verb}").run(words)
    return status
