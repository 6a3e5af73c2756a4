"""A shell form that stands wholly in quotes, and so is one word to its shell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.quoting import clip
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the scripts of shell forms, and at those after ``-c`` in lists."""
    argv = subject.argv or ()
    found = subject.shell
    if found is None or found.positional:
        return
    text = found.script.strip()
    script = read_script(text)
    if (
        script is None
        or len(script.tokens) != 1
        or text[:1] not in ("'", '"')
        or text[-1] != text[0]
    ):
        return
    inside = text[1:-1]
    if not any(x in inside for x in " \t\n") or text[0] in inside:
        return
    site = subject.site_of(found.after - 1)
    if site is None:
        return
    if site.form == "shell":
        change = site.as_text(inside)
    else:
        place = found.after - 1 - site.at
        raw = raw_words(site, argv)
        bare = raw[place].strip()[1:-1]
        change = site.rewritten([*raw[:place], bare, *raw[place + 1 :]])
    mends: tuple[Proposal, ...] = ()
    if change is not None:
        mends = (Proposal(*change, argv=(*argv[: found.after - 1], inside), safe=True),)
    yield Draft(
        f"{site.name} is quoted as a whole, so its shell looks for one program called "
        f"{clip(text, _SHOWN)}",
        site.origin,
        mends,
    )


RULE = Rule(
    code="quoted-script",
    summary="A shell form is quoted as a whole, which makes it one word for the shell.",
    why="To a shell, quoted text is one word: it looks for a program whose name has blanks.",
    bad="CMD 'make run'",
    good="CMD make run",
    severity="error",
    find=find,
)
