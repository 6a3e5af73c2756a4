"""An explanation as text: the command line that starts, each word's origin, and the reasons."""

from __future__ import annotations

from cmdresolve.model.image import Unknown
from cmdresolve.model.origin import (
    ByDefault,
    InCommandLine,
    InDockerfile,
    InImage,
    InOverride,
    InYaml,
    Origin,
)
from cmdresolve.model.quoting import (
    clip,
    columns,
    exec_form,
    fit,
    json_word,
    placeholder,
    printable,
    shell_word,
)
from cmdresolve.render.layout import WIDTH, Fragment, TextLine, paragraph, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cmdresolve.model.finding import Finding
    from cmdresolve.model.image import Basis
    from cmdresolve.model.trace import Dropped, Step
    from cmdresolve.resolving.explanation import Word
    from cmdresolve.resolving.resolution import Resolution

_MOST_ROWS = 60
_MOST_STEPS = 12
_MOST_DROPPED = 12
_LONGEST_LINE = 4000
_LONGEST_WORD = 30
_SHORTEST_WORD = 7
_ROOM_FOR_ORIGIN = 20
_CONTINUED = " \\"
_LONGEST_LIST = 2000
_BLANK: TextLine = ()

# Findings about what may be, and not about what is: printed last, in dim text.
_QUIET = frozenset({"on-build-unknown"})

# Sources whose images may have changed since.
_MOVES = frozenset({"atlas"})
_FIELDS = {
    "Entrypoint": "ENTRYPOINT",
    "Cmd": "CMD",
    "entrypoint": "--entrypoint",
    "args": "arguments",
}
_STYLES = {
    InDockerfile: "file",
    InImage: "image",
    InCommandLine: "given",
    InYaml: "given",
    InOverride: "given",
    ByDefault: "default",
}


def explain(
    resolution: Resolution,
    *,
    width: int = WIDTH,
    findings: Iterable[Finding] | None = None,
    verbose: bool = False,
) -> str:
    """Return what starts and why, as plain text.

    Args:
        resolution: the resolution.
        width: the number of columns.
        findings: the findings to print; by default the resolution's notes.
        verbose: whether to include the source lines of words, the rules that fired, and their
            citations.
    """
    return plain(layout(resolution, width=width, findings=findings, verbose=verbose))


def layout(
    resolution: Resolution,
    *,
    width: int = WIDTH,
    findings: Iterable[Finding] | None = None,
    verbose: bool = False,
) -> list[TextLine]:
    """Return the explanation as styled lines; arguments are those of `explain`."""
    assumption = resolution.assumed
    shown = resolution if assumption is None else assumption.resolution
    words = shown.words
    chosen = resolution.notes if findings is None else tuple(findings)
    headline = _headline(shown, words, width)
    if assumption is None:
        headline += _never_read(headline, shown, words, width)
    else:
        headline = _conditional(headline, assumption.conditions, width)
    rows = [*_rows(shown, words, width, sure=assumption is None), *_beside(shown, width)]
    parts = [
        headline,
        *(_framed(finding, width) for finding in chosen if finding.severity != "info"),
        [*rows, *_dropped(shown.dropped, width)],
        *(_note(finding, width) for finding in chosen if _is_note(finding)),
        *(_story(resolution, shown, width) if verbose else ()),
        [
            *_unknown(resolution, width),
            *(line for one in chosen if one.code in _QUIET for line in _aside(one, width)),
        ],
        [*_bases(resolution.bases, width), *_last(resolution, width, verbose=verbose)],
    ]
    lines: list[TextLine] = []
    for part in parts:
        if part:
            lines += [_BLANK, *part] if lines else part
    return lines


def _framed(finding: Finding, width: int) -> list[TextLine]:
    from cmdresolve.render.finding_frame import frame  # noqa: PLC0415 - where something is found

    return frame(finding, width)


def _is_note(finding: Finding) -> bool:
    return finding.severity == "info" and finding.code not in _QUIET


def _story(resolution: Resolution, shown: Resolution, width: int) -> Iterator[list[TextLine]]:
    """Yield the parts of a verbose explanation: source lines, then reasons."""
    from cmdresolve.render.excerpt import excerpts  # noqa: PLC0415 - for the whole story

    yield excerpts(shown.words[:_MOST_ROWS], width, numbered=not resolution.unknown)
    yield _reasons(shown, width)


def _last(resolution: Resolution, width: int, *, verbose: bool) -> list[TextLine]:
    """Return the last line: the engine, and how to get a verbose explanation."""
    line = resolution.engine.key
    if not verbose:
        line += " · cmdresolve -v … for the whole story"
    return paragraph(line, width, style="dim")


def _never_read(
    headline: list[TextLine], resolution: Resolution, words: tuple[Word, ...], width: int
) -> list[TextLine]:
    """Return carets below the words that a script never reads, if the headline is one line."""
    unread = sum(word.unread for word in words)
    if not unread or len(headline) > 1 or resolution.unknown:
        return []
    # Unread words are the last ones, with a blank between each two.
    said = [fragment.text for fragment in headline[0]]
    size = columns("".join(said[-2 * unread + 1 :]))
    left = columns("".join(said)) - size
    mark = "^" * size + " never read"
    return [(Fragment(" " * left), Fragment(mark, "dim"))] if left + len(mark) <= width else []


def style_of(origin: Origin) -> str:
    """Return the style of words of an origin."""
    return _STYLES[type(origin)]


def headline(resolution: Resolution) -> str:
    """Return argv as one line for a shell, with a placeholder for what is not known."""
    return plain(_headline(resolution, resolution.words, _LONGEST_LINE * 2))


def _headline(resolution: Resolution, words: tuple[Word, ...], width: int) -> list[TextLine]:
    r"""Return argv as a command for a shell, on several lines joined by ``\`` if it is too long."""
    pieces: list[Fragment] = []
    heads = sum(word.role == "entrypoint" for word in words)
    shown = [
        Fragment(
            shell_word(clip(x.value, _LONGEST_LINE)), "dim" if x.unread else style_of(x.origin)
        )
        for x in words
    ]
    for value, known in ((resolution.head, shown[:heads]), (resolution.tail, shown[heads:])):
        if isinstance(value, Unknown):
            pieces.append(Fragment(placeholder(value.need), "unknown"))
        pieces += known
    lines: list[TextLine] = []
    line: list[Fragment] = []
    taken = 0
    room = _LONGEST_LINE
    for piece in pieces:
        size = columns(piece.text)
        if line and taken + size + len(" " + _CONTINUED) > width:
            lines.append((*line, Fragment(_CONTINUED, "dim")))
            line, taken = [Fragment("  ")], len("  ")
        elif line:
            line.append(Fragment(" "))
            taken += 1
        line.append(piece)
        taken += size
        room -= len(piece.text) + 1
        if room <= 0:
            line.append(Fragment(" …", "dim"))
            break
    return [*lines, tuple(line)]


def _conditional(
    headline: list[TextLine], conditions: tuple[str, ...], width: int
) -> list[TextLine]:
    """Return a headline marked with ``[?]``, and its conditions."""
    first, *others = headline
    first = (Fragment("[?] ", "unknown"), *first)
    condition = printable("if " + " and ".join(conditions))
    room = width - sum(columns(piece.text) for piece in first) - len("   ")
    if not others and columns(condition) <= room:
        return [(*first, Fragment("   "), Fragment(condition, "dim"))]
    return [first, *others, *paragraph(condition, width, first="    ", rest="    ", style="dim")]


def _rows(
    resolution: Resolution, words: tuple[Word, ...], width: int, *, sure: bool
) -> list[TextLine]:
    heads = sum(word.role == "entrypoint" for word in words)
    if isinstance(resolution.head, Unknown):
        names = ["…"] * len(words)
    else:
        names = [f"argv[{n}]" if sure else "argv[?]" for n in range(len(words))]
        if isinstance(resolution.tail, Unknown):
            names[heads:] = ["…"] * (len(words) - heads)
    name_width = max((len(name) for name in names[:_MOST_ROWS]), default=0)
    room = width - (2 + name_width + 1 + 2) - _ROOM_FOR_ORIGIN
    room = min(max(room, _SHORTEST_WORD), _LONGEST_WORD + 2)
    shown = [fit(json_word(clip(x.value, _LONGEST_WORD)), room) for x in words[:_MOST_ROWS]]
    word_width = max((columns(text) for text in shown), default=0)
    left = 2 + name_width + 1 + word_width + 2
    lines: list[TextLine] = []
    before = None
    for number, (word, text) in enumerate(zip(words, shown, strict=False)):
        said = printable(_said(word.origin))
        cell = "same" if said == before else said
        before = said
        remark = _positional(resolution, word, number)
        if remark:
            cell += f" · {remark}"
        row = paragraph(cell, width, first=" " * left, rest=" " * left)
        lines.append(
            (
                Fragment(f"  {names[number]:<{name_width}} ", "dim"),
                Fragment(text + " " * (word_width - columns(text)), style_of(word.origin)),
                Fragment("  "),
                Fragment(row[0][1].text, "dim" if word.unread else ""),
            )
        )
        lines += row[1:]
    if len(words) > _MOST_ROWS:
        more = f"  … and {len(words) - _MOST_ROWS:,} more words; --format json has them all"
        lines.append((Fragment(more, "dim"),))
    return lines


def _said(origin: Origin) -> str:
    if isinstance(origin, ByDefault) and origin.because is not None:
        because = origin.because
        rule = origin.rule.removesuffix(" of shell form")
        from cmdresolve.render.places import place  # noqa: PLC0415 - to show sources

        return f"{rule}: {because.keyword} at {place(because)} is shell form"
    return origin.describe()


def _positional(resolution: Resolution, word: Word, number: int) -> str:
    shell = resolution.shell
    if shell is None or number < shell.after:
        return ""
    name = number - shell.after
    parameter = f"${name}" if name < 10 else f"${{{name}}}"  # noqa: PLR2004 - as a shell writes it
    return f"{parameter}, never read" if word.unread else parameter


def _beside(resolution: Resolution, width: int) -> list[TextLine]:
    """Return the documented notation if it leaves words out, and PID 1 if it is an init."""
    lines: list[TextLine] = []
    if resolution.shell is not None and resolution.shell.unread:
        line = clip(printable(resolution.documented), _LONGEST_LIST)
        lines += paragraph(line, width, first="  runs as: ", rest=" " * 11)
    if not resolution.unknown and resolution.pid1 != resolution.argv:
        line = clip(" ".join(shell_word(x) for x in resolution.pid1), _LONGEST_LIST)
        lines += paragraph(line, width, first="  PID 1 is: ", rest=" " * 12)
    return [_BLANK, *lines] if lines else []


def _dropped(items: tuple[Dropped, ...], width: int) -> list[TextLine]:
    if not items:
        return []
    lines: list[TextLine] = [_BLANK]
    if len(items) > _MOST_DROPPED:
        lines.append((Fragment(f"  … {len(items) - _MOST_DROPPED:,} before these", "dim"),))
    for item in items[-_MOST_DROPPED:]:
        field = _FIELDS.get(item.field, item.field)
        words = clip(exec_form(item.words), _LONGEST_LIST)
        whence = f" ({_whence(item.origins[0])})" if item.origins else ""
        line = printable(f"{field} {words}{whence}: {item.reason}")
        lines += paragraph(line, width, first="  not used  ", rest=" " * 12)
    return lines


def _whence(origin: Origin) -> str:
    if isinstance(origin, InDockerfile):
        from cmdresolve.render.places import place  # noqa: PLC0415 - to show sources

        return place(origin)
    if isinstance(origin, InImage):
        return f"from {origin.image}" if origin.image is not None else "from the image"
    return origin.describe()


def _reasons(resolution: Resolution, width: int) -> list[TextLine]:
    steps = resolution.steps
    lines: list[TextLine] = [
        (Fragment("Why", "title"), Fragment(f" (started by {resolution.engine.key})", "dim"))
    ]
    if len(steps) > _MOST_STEPS:
        lines.append((Fragment(f"  … {len(steps) - _MOST_STEPS:,} steps before these", "dim"),))
        steps = steps[-_MOST_STEPS:]
    for step in steps:
        lines += paragraph(printable(step_text(step)), width, first="  - ", rest="    ")
    for number, citation in enumerate(dict.fromkeys(step.citation for step in steps)):
        first = " " * 11 if number else "  sources: "
        lines += paragraph(citation, width, first=first, rest=" " * 13, style="dim")
    return lines


def step_text(step: Step) -> str:
    """Return the text of a step with its place."""
    if isinstance(step.origin, InDockerfile):
        from cmdresolve.render.places import place  # noqa: PLC0415 - to show sources

        return f"{step.text} ({place(step.origin)})"
    return step.text


def _note(note: Finding, width: int) -> list[TextLine]:
    end = ":" if note.mend else ""
    lines = paragraph(printable(note.text) + end, width, first="note: ", rest="  ")
    lines[0] = (Fragment("note: ", "note"), lines[0][1])
    for line in (note.mend or "").split("\n"):
        if line:
            lines.append((Fragment("    "), Fragment(printable(line), "mend")))
    return lines


def _aside(note: Finding, width: int) -> list[TextLine]:
    return paragraph(f"({printable(note.text)}.)", width, style="dim")


def _bases(bases: Iterable[Basis], width: int) -> list[TextLine]:
    """Return a line for each image that was looked up, with its source."""
    lines: list[TextLine] = []
    for basis in bases:
        described = basis.described
        if described is None:
            continue
        day = f" as of {described.as_of[:7]}" if described.as_of else ""
        line = f"{printable(basis.reference)}{day}, {described.origin}"
        if described.origin not in _MOVES and described.source:
            line += f" ({printable(described.source)})"
        if basis.supposed:
            line += ", which knows its line only"
        if described.origin in _MOVES:
            line += "; `lock` or `--registry` to be sure"
        lines += paragraph(line, width, rest="  ", style="dim")
    return lines


def _unknown(resolution: Resolution, width: int) -> list[TextLine]:
    if not resolution.unknown:
        return []
    line = "Not known: " + ", ".join(printable(need) for need in resolution.unknown)
    lines = paragraph(line, width, rest="  ")
    lines[0] = (Fragment(lines[0][1].text, "unknown"),)
    images = {x.image: x for x in (resolution.head, resolution.tail) if isinstance(x, Unknown)}
    supposed = {basis.reference for basis in resolution.bases if basis.supposed}
    image = resolution.image
    file = shell_word(image.name) if image.trace is not None and image.name else "…"
    for name in filter(None, images):
        lacking = "only the line is known of" if name in supposed else "nobody described"
        lines += paragraph(f"{lacking} {printable(name)}; ask for it:", width, first="  ")
        lines.append((Fragment("    "), Fragment(f"cmdresolve --registry {file}", "mend")))
        or_else = f"or --ask (your docker), or --base {shell_word(name)}=FILE"
        lines += paragraph(or_else, width, first="      ", rest="      ", style="mend")
    return lines
