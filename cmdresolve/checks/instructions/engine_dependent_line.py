"""A line of which builders make different words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cmdresolve import dialects
from cmdresolve.checks.instructions import text_after_array_ignored
from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.dialects.version import show_version
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, exec_form

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dialects import Builder

_SHOWN = 60
# Each builder reads it anew. The longest of 2,200 in real files has 1,900 characters.
_LONGEST = 8_000
# What every builder reads alike: a list of words, or a script that does not begin like a list; with
# no line of its own in it that holds nothing or a remark, and no here-document.
_CHARACTER = r"(?:[^\"\\]|\\[\"\\/bfnrt])"
_ALIKE = pattern(
    rf"\[[ \t]*\"{_CHARACTER}++\"(?:[ \t]*,[ \t]*\"{_CHARACTER}*+\")*+[ \t]*\]"
    r"|[\w./$:~\"'](?:[^<\\]|<(?!<)|\\(?=.))*+"
)
_ESCAPE = pattern(r"(?:#[^\n]*\n)*?(#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\n)", re.IGNORECASE)
_ODD_LINE = pattern(r"\n[ \t]*(?:#|\r?\n)")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the CMD and the ENTRYPOINT that stand in the image, where they are written oddly.

    Nothing is told of one that is longer than people write them.
    """
    if subject.builder is None or any(True for _ in text_after_array_ignored.find(subject)):
        return
    for place, instruction in subject.set_by.values():
        written = place.source.text[instruction.span.start : instruction.span.end]
        if len(written) > _LONGEST:
            continue
        # One without a word behind it has a rule of its own.
        if not instruction.args or place.trigger is not None:
            continue
        if _ALIKE.fullmatch(instruction.args) and not _ODD_LINE.search(written):
            continue
        made = _made(_alone(place.source.text, written), instruction.keyword)
        if len(set(made.values())) < 2:  # noqa: PLR2004 - two differ
            continue
        readings = "; ".join(
            f"{_as_words(words)} by {', '.join(_named(made, words))}"
            for words in dict.fromkeys(made.values())
        )
        yield Draft(f"builders differ on this {instruction.keyword}: it is {readings}", place)


def _alone(text: str, written: str) -> str:
    """Write an instruction as the only one of a Dockerfile, with the escape that it is read by."""
    escape = _ESCAPE.match(text)
    return f"{escape[1] if escape else ''}FROM scratch\n{written}\n"


def _made(text: str, keyword: str) -> dict[Builder, tuple[str, ...] | None]:
    """Return what each builder makes of the instruction; None where it refuses it."""
    made: dict[Builder, tuple[str, ...] | None] = {}
    for builder in dialects.BUILDERS:
        if builder.variant:
            # Another format or system of the same builder reads the same.
            continue
        try:
            image = Dockerfile.parse(text, builder=builder).image()
            words = image.entrypoint if keyword == "ENTRYPOINT" else image.cmd
        except CmdResolveError:
            made[builder] = None
        else:
            made[builder] = words if isinstance(words, tuple) else ()
    return made


def _as_words(words: tuple[str, ...] | None) -> str:
    if words is None:
        return "refused"
    return clip(exec_form(words), _SHOWN) if words else "nothing"


def _named(
    made: dict[Builder, tuple[str, ...] | None], words: tuple[str, ...] | None
) -> Iterator[str]:
    """Name the builders that make some words of the instruction, their versions in runs."""
    for name, group in groupby(made, key=lambda builder: builder.name):
        records = list(group)
        makes = [made[record] == words for record in records]
        if all(makes):
            yield name
            continue
        at = 0
        for is_one, run in groupby(makes):
            count = len(list(run))
            if is_one:
                yield _run(name, records, at, at + count)
            at += count


def _run(name: str, records: Sequence[Builder], start: int, end: int) -> str:
    if start == 0:
        return f"{name} before {show_version(records[end].version)}"
    since = f"{name} since {show_version(records[start].version)}"
    return (
        since if end == len(records) else f"{since} and before {show_version(records[end].version)}"
    )


RULE = Rule(
    code="engine-dependent-line",
    summary="Builders make different words of one CMD or ENTRYPOINT.",
    why="What starts then depends on who built the image: Docker's BuildKit by its version, its "
    "classic builder, or Buildah, which Podman builds with.",
    bad='CMD ["serve"] # the server',
    good='CMD ["serve"]',
    severity="info",
    find=find,
)
