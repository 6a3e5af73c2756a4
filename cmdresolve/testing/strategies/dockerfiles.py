"""Whole Dockerfiles: stages, what names them, and how lines are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from attrs import evolve, frozen
from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.instructions import (
    Text,
    instructions,
    keyword_spellings,
)

BASES = ("base", "base:tag", "team/other:1")
"""The images that Dockerfiles here start from, beside ``scratch``."""

STAGE_NAMES = ("one", "two", "Three", "x-y_z.1", "build")
"""What most stages here are called."""

_ODD_NAMES = ("1a", "a/b", "$A", "scratch", "context", "", "é")
_FROM_REST = ("# note", "AS", "AS a b", "as as as", "a")
_PLATFORMS = ("", "linux/amd64", "$TARGETPLATFORM", "$NOPE", "linux", "a/b/c/d", "windows/amd64")
# Each gives what the argument holds, whichever base's name that is.
_USES = ("$B", "${B}", "${B:-base}", "${N:-base}", '"$B"', "'base'", "ba\\se", "${B:+base}")
_ODD_USES = (
    "${N}",
    "$N",
    "${B",
    "${B:?no}",
    "${N:?no}",
    "${N:?must set}",
    "${B-base}",
    "${N+base}base",
    "${B#x}",
    "${B##y*}",
    "${B%:tag}",
    "${B%%:*}",
    "${B/x/y}",
    "${B//z/}",
    "${B/:tag/}",
    "${B^}",
    '"$B',
    "$B$N",
)
_BLANKS = ("", "", "\n", " \n", "# CMD no\n", "  # a \\\n", "#\n", "\t\n", "\u00a0\n")
_ENDS = ("\n", "\n", "\n", "\r\n", "\r\r\n", " \n", "\t\n", "\u00a0\n", " \x0b\n")
_GAPS = (" ", " ", " ", "  ", "\t", "\x0b", " \t", "\x0c", "\r")
_COPIES = ("ADD", "COPY")
_INDENTS = ("", "", "", " ", "\t", "\u00a0", "\u3000")
_BREAKS = ("", "", "# note\n", "\n", "  \n", " # a \\\n", "\u2003\n")


_DIRECTIVES = (
    ("`", "# escape=`\n"),
    ("`", "#escape = `\r\n"),
    ("`", "  # ESCAPE=`\n"),
    ("\\", "# escape=\\\n"),
    ("\\", "# note\n# escape=`\n"),
    ("\\", "\n# escape=`\n"),
    ("\\", "#!/bin/x\n# escape=`\n"),
    ("\\", "# foo=bar\n# escape=`\n"),
    ("\\", "# note\n# syntax=docker/dockerfile:1\n"),
    ("\\", "# escape=\n"),
    ("`", "# escape=`\n# check=error=false\n"),
)
_ODD_DIRECTIVES = (
    ("`", "# check=skip=all\n# escape=`\n"),
    ("`", "# escape=`\n# escape=`\n"),
    ("`", "# escape=` # why\n"),
    ("\\", "# escape=x\n"),
)
# What lines are put together of, character by character: where one ends, what of it is a comment,
# what continues it.
_LOOSE_PIECES = (
    *("CMD", "ENTRYPOINT", "ENV", "SHELL", "ONBUILD", "USER", "a", "A=b", "$A", "--", "=", "1"),
    *("\\\n", "\\ \n", "\\\n\n", "\\\n# c\n", "\\\n #c\\\n", "`\n", "\n", "\r\n", "\r", "\\\\\n"),
    *("#", "# c\n", " ", "\t", "\u00a0", "\x0b", "\ufeff", "\\", "\\\\"),
    *("[", "]", '"a"', ",", "'", '"'),
)
# The same of the first lines of a file.
_DIRECTIVE_PIECES = (
    *("#", " ", "escape", "ESCAPE", "check", "=", "`", "\\", "skip=all", "error=true", ";", "x"),
    *("\n", "\r\n", "\n\n", "\t", "\ufeff", "#!", "//", "{", "/* x */", "# \n", "#=\n"),
    *("# escape=`\n", "# escape=\\\n", "#escape=`", "# x=y\n", "# a b=c\n"),
)
_LOOSE_LINES = st.lists(st.sampled_from(_LOOSE_PIECES), min_size=1, max_size=10).map(
    lambda pieces: "".join(pieces) + "\n"
)
_LOOSE_DIRECTIVES = st.lists(st.sampled_from(_DIRECTIVE_PIECES), min_size=1, max_size=7).map(
    lambda pieces: "".join(pieces) + "\n"
)
_FINE_DIRECTIVES = st.sampled_from(_DIRECTIVES)
_ALL_DIRECTIVES = st.sampled_from(_DIRECTIVES + _ODD_DIRECTIVES)


@frozen
class Draft:
    """A Dockerfile, and what a build of it may ask for.

    Attributes:
        content: the file.
        names: the names its stages were given.
        target: the stage that must be built, because what follows it must not be.
    """

    content: bytes
    names: tuple[str, ...]
    target: str | None = None


@frozen
class _Stage:
    head: Text
    body: tuple[Text, ...]
    name: str | None


def dockerfiles(
    *, builder: str = dialects.DEFAULT.builder, bases: Sequence[str] = BASES
) -> st.SearchStrategy[bytes]:
    """Return a Dockerfile, valid or nearly so, byte for byte.

    It starts from ``scratch``, from `bases` and from its own stages.  Shrinks to
    ``FROM scratch``.

    Args:
        builder: who is to read it; what that builder answers at random is left out.
        bases: the images it may start from.
    """
    # A file of which only a part may be built is nothing without the target that says so.
    whole = drafts(builder=builder, bases=bases).filter(lambda draft: draft.target is None)
    return whole.map(lambda draft: draft.content)


@st.composite
def drafts(draw: st.DrawFn, *, builder: str, bases: Sequence[str]) -> Draft:
    """Return a Dockerfile with the names of its stages. Shrinks to ``FROM scratch``."""
    record = dialects.builder(builder)
    valid = draw(below(3)) < 2  # noqa: PLR2004 - most files should come to what is built of them
    stages: list[_Stage] = []
    for _ in range(1 + draw(below(4))):
        stages.append(draw(_stages(record, bases, stages, valid=valid)))
    dead = stages[-1].name is not None and not stages[-1].name.startswith("$") and draw(one_in(10))
    stages[-1] = evolve(
        stages[-1], body=(*stages[-1].body, *draw(_bodies(builder, valid=valid, last=not dead)))
    )
    stages = [
        evolve(stage, body=draw(_copied_to(record, stages, place, stage.body, valid=valid)))
        for place, stage in enumerate(stages)
    ]
    target = stages[-1].name if dead else None
    if dead:
        after = draw(st.lists(instructions(builder=builder, dead=True), max_size=3))
        stages.append(_Stage(Text("FROM", "scratch"), tuple(after), None))
    escape, directives = draw(_directives(record, valid=valid))
    texts = [text for stage in stages for text in (stage.head, *stage.body)]
    global_args = draw(_global_args(valid=valid))
    pieces = [directives]
    for text in (*global_args, *texts):
        blank = draw(pick(*_BLANKS)) if draw(one_in(6)) else ""
        pieces.append(blank + draw(_laid_out(text, escape)))
    if not valid and draw(one_in(6)):
        pieces.insert(-1, draw(_LOOSE_LINES))
    if not valid and draw(one_in(12)):
        pieces.insert(0, draw(_LOOSE_DIRECTIVES))
    content = "".join(pieces)
    if draw(one_in(8)):
        content = content.rstrip("\r\n")
    if draw(one_in(30)):
        content = "\ufeff" + content
    data = content.encode()
    return Draft(
        draw(_spoilt(data)) if draw(one_in(12)) else data,
        tuple(stage.name for stage in stages if stage.name is not None),
        target,
    )


@st.composite
def _stages(
    draw: st.DrawFn,
    builder: Builder,
    bases: Sequence[str],
    before: Sequence[_Stage],
    *,
    valid: bool,
) -> _Stage:
    """Return a stage, but for the instructions only a last one may have."""
    earlier = [stage.name for stage in before if stage.name is not None]
    base = draw(_base_names(builder, bases, earlier, valid=valid))
    platform = f"--platform={draw(pick(*_PLATFORMS))} " if not valid and draw(one_in(12)) else ""
    if platform:
        base = "scratch"
    if not valid and draw(one_in(20)):
        rest = draw(pick(*_FROM_REST))
        return _Stage(Text("FROM", f"{platform}{base} {rest}"), (), None)
    name = draw(_stage_names(builder, earlier, valid=valid))
    if name is None:
        return _Stage(Text("FROM", platform + base), draw(_bodies(builder.key, valid=valid)), None)
    as_word = draw(pick("AS", "AS", "AS", "as", "As"))
    return _Stage(
        Text("FROM", f"{platform}{base} {as_word} {name}"),
        draw(_bodies(builder.key, valid=valid)),
        name,
    )


@st.composite
def _copied_to(
    draw: st.DrawFn,
    builder: Builder,
    stages: Sequence[_Stage],
    place: int,
    body: tuple[Text, ...],
    *,
    valid: bool,
) -> tuple[Text, ...]:
    """Return a stage's instructions, with one among them that copies from a stage, now and then."""
    # A line that is broken may swallow a stage. Buildah takes its number for an image's name then,
    # which no engine has, or goes down; the classic builder does so with its name.
    if builder.copying.looks_up == "when-run-by-name" or not draw(one_in(6)):
        return body
    sources = [str(number) for number in range(place if valid else len(stages) + 2)]
    if builder.copying.looks_up != "when-run":
        reached = stages[: place if valid else None]
        sources += [x.name for x in reached if x.name is not None and "$" not in x.name]
    if not sources:
        return body
    at = draw(below(len(body) + 1))
    copy = Text("COPY", f"--from={draw(pick(*sources))} / /copied/")
    return (*body[:at], copy, *body[at:])


@cache
def _bodies(
    builder: str, *, valid: bool, last: bool = False
) -> st.SearchStrategy[tuple[Text, ...]]:
    one = instructions(builder=builder, valid=valid, last=last)
    return st.lists(one, max_size=4).map(tuple)


@st.composite
def _base_names(
    draw: st.DrawFn,
    builder: Builder,
    bases: Sequence[str],
    earlier: Sequence[str],
    *,
    valid: bool,
) -> str:
    kind = draw(below(12))
    if kind < 3 or not bases:  # noqa: PLR2004 - a quarter
        return "scratch"
    if kind < 7 and earlier:  # noqa: PLR2004 - a third
        name = draw(pick(*earlier))
        # A builder that compares by case takes any other spelling for an image nobody described.
        found = name.lower() if builder.names.lookup != "exact" else name
        return draw(pick(found, found, found if valid else name))
    if kind < 10:  # noqa: PLR2004 - a quarter
        plain = draw(pick(*bases))
        full = plain if "/" in plain else f"library/{plain}"
        return draw(pick(plain, plain, plain, f"docker.io/{full}"))
    return draw(pick(*_USES) | pick(*_USES) | st.sampled_from(_ODD_USES))


@st.composite
def _stage_names(
    draw: st.DrawFn, builder: Builder, earlier: Sequence[str], *, valid: bool
) -> str | None:
    if not draw(below(2)):
        return None
    if not valid and builder.names.checked and draw(one_in(12)):
        return draw(st.sampled_from(_ODD_NAMES))
    taken = {name.lower() for name in earlier}
    free = [name for name in STAGE_NAMES if name.lower() not in taken]
    if not valid and builder.names.duplicates != "random" and draw(one_in(4)):
        free = list(STAGE_NAMES)
    return draw(pick(*free))


@st.composite
def _global_args(draw: st.DrawFn, *, valid: bool) -> tuple[Text, ...]:
    """Return what stands before the first FROM."""
    if not valid and draw(below(2)):
        return ()
    lines = [
        Text("ARG", draw(pick("B=base", "B=base:tag", "B=scratch", "B=base" if valid else "B")))
    ]
    if draw(one_in(4)):
        lines.append(Text("ARG", draw(pick("N=", "N", "B=base", "N=$B", "P=${N:-x}"))))
    if not valid and draw(one_in(12)):
        lines.append(draw(st.sampled_from((Text("CMD", "a"), Text("FOO", "a"), Text("ARG", "")))))
    return tuple(lines)


@st.composite
def _directives(draw: st.DrawFn, builder: Builder, *, valid: bool) -> tuple[str, str]:
    """Return the escape character the file is written with, and its first lines."""
    if not draw(one_in(4)):
        return "\\", ""
    if builder.reading.honours_syntax or not draw(one_in(4)):
        lines: tuple[str, str] = draw(_FINE_DIRECTIVES if valid else _ALL_DIRECTIVES)
        return lines
    return "`", "# syntax=docker/dockerfile:1\n# escape=`\n"


@st.composite
def _laid_out(draw: st.DrawFn, text: Text, escape: str) -> str:
    """Write an instruction down. Shrinks to one line with single blanks."""
    keyword = draw(keyword_spellings(text.keyword))
    odd = draw(one_in(5))
    gap = draw(pick(*_GAPS)) if odd else " "
    line = keyword + gap + text.rest if keyword and text.rest else keyword + text.rest
    # Who breaks a heredoc's line breaks the heredoc, and who breaks that of a copy copies what is
    # not there; who breaks FROM by a character that does not continue lines names an image nobody
    # described.
    if not text.body and text.keyword not in _COPIES and draw(one_in(6)):
        other = draw(one_in(10)) and text.keyword != "FROM"
        line = draw(_broken(line, ("`" if escape == "\\" else "\\") if other else escape))
    if not odd:
        return f"{line}\n{text.body}"
    end = "\n" if text.body else draw(pick(*_ENDS))
    return draw(pick(*_INDENTS)) + line + end + text.body


@st.composite
def _broken(draw: st.DrawFn, line: str, escape: str) -> str:
    """Continue a line on the next, once or twice, with comments and blank lines between."""
    for _ in range(1 + draw(below(2))):
        place = draw(below(len(line) + 1))
        blanks = draw(pick("", "", " ", "\t", "\r"))
        between = draw(pick(*_BREAKS))
        # Blanks between words are free, within one they cut it.
        free = line[place - 1 : place + 1].strip() != line[place - 1 : place + 1]
        indent = draw(pick("", "  ", "\t")) if free or draw(one_in(8)) else ""
        line = f"{line[:place]}{escape}{blanks}\n{between}{indent}{line[place:]}"
    return line


@st.composite
def _spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """Put bytes that are no UTF-8, or a strange character, after the last instruction's text."""
    bad = draw(
        st.sampled_from(
            (b"\xff", b"\xe2\x82", b"\xed\xa0\x80", b"\x85", b"\xa0", b"\x1c", b"\x1f", b"\x0b")
        )
    )
    place = data.rfind(b"CMD")
    if place < 0:
        return data
    place = min(place + draw(below(13)), len(data))
    return data[:place] + bad + data[place:]
