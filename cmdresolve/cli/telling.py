"""What verbs share: exit statuses, refusals, and notes beside an answer."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.printing import print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cmdresolve.checks import Subject
    from cmdresolve.cli.language.arguments import Options
    from cmdresolve.model.errors import CmdResolveError
    from cmdresolve.model.finding import Finding
    from cmdresolve.model.trace import Note
    from cmdresolve.resolving.resolution import Assumption

#: Exit statuses: answered; the engine would refuse; bad usage or input; cannot know.
ANSWERED, REFUSED, BAD_INPUT, UNKNOWN = 0, 1, 2, 3


def refuse(
    error: CmdResolveError,
    *,
    as_json: bool,
    subject: Subject | None = None,
    findings: Sequence[Finding] = (),
) -> int:
    """Print a refusal and return its exit status."""
    from cmdresolve.cli.language.spoken import in_flags  # noqa: PLC0415 - for a refusal only
    from cmdresolve.render import refusal  # noqa: PLC0415 - a renderer loads when asked for

    error = in_flags(error)
    if as_json:
        print_json(refusal.to_json(error, findings))
    else:
        asked = None if subject is None else subject.asked
        image, override = (None, None) if asked is None else (asked.image, asked.override)
        streams.complain(refusal.text(error, image, override, findings))
    return (
        UNKNOWN if refusal.is_unknown(error) else BAD_INPUT if error.stage == "request" else REFUSED
    )


def complain_of(notes: Iterable[Note]) -> None:
    """Print on standard error the notes that an answer for people has at its end."""
    for note in notes:
        streams.complain(f"note: {note.text}")


def complain_of_versions(options: Options) -> None:
    """Print a note for unknown versions on the version that is used instead."""
    from cmdresolve.dialects.asked_version import notes_on_versions  # noqa: PLC0415 - some verbs ask nobody

    for engine in options.engine or ():
        complain_of(notes_on_versions(engine, None))
    for builder in getattr(options, "builder", None) or ():
        complain_of(notes_on_versions(None, builder))


def complain_of_assumption(assumption: Assumption | None) -> None:
    """Print on standard error what an answer for programs assumes."""
    for condition in () if assumption is None else assumption.conditions:
        streams.complain(f"note: assumed: {condition}")
