"""Parses a logical line into an instruction: keyword, flags and arguments.

Sources: moby/buildkit frontend/dockerfile/parser/{line_parsers,split_command}.go at v0.8.3,
v0.13.2 and v0.25.2; openshift/imagebuilder v1.2.22 dockerfile/parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import (
    KEYWORDS,
    Assignments,
    Instruction,
    LogicalLine,
)
from cmdresolve.dockerfile.reading.plain_arguments import is_plain_copy, plain_assignments
from cmdresolve.dockerfile.reading.skippable_lines import ARGUMENTS, KEYWORD
from cmdresolve.dockerfile.reading.word_lexer import Lexer, SubstitutionError, WordVariables
from cmdresolve.go import json_array
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import BYTE_SPACE, SPACE, lower
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

_COMMENT = pattern(r"(?:\A|[\t ])#")
# The whole lines of comments at the beginning of a text.
_COMMENT_LINES = pattern(r"\A(?:[ \t]*+#[^\n]*+\n)++")
_KEYWORD_END = pattern(r"[\t\v\f\r ]+")
_KEY_VALUE_BLANK = pattern(r"[\t\v\f\r ]+")
# Flags as people write them: quotes, escapes and bytes beyond ASCII are left to the scanner.
PLAIN_FLAGS = pattern(r"(?:--[!#-&(-\[\]-_a-~]++[ \t]++)++(?!--|[ \t\n])(?=[!-~])")
# A line with no match of the first, and of the second if blanks may follow `<<`, has the same words
# when it is split at its blanks.
_QUOTED = pattern(r"['\"$\\`]")
_BLANK_BEHIND = pattern(r"<<-?[\t\n\r ]")
_BLANKS = pattern(f"[{re.escape(SPACE)}]")
_HEREDOC = pattern(r"(\d*)<<(-?)([^<]*)\Z")
_HEREDOC_BLANK = pattern(r"(\d*)<<(-?)[\t\n\f\r ]*([^<]*)\Z")
_PAIR = (
    "(?:[^{space}'\"{escape}]++|{escape}.|'[^']*+(?:'|\\Z)"
    '|"(?:[^"{escape}]++|{escape}.)*+(?:"|(?={escape}\\Z)|\\Z))'
)
_PAIR_WORDS = {
    escape: pattern(
        _PAIR.format(space=SPACE, escape=re.escape(escape)) + rf"++(?:{re.escape(escape)}\Z)?"
        rf"|{re.escape(escape)}\Z",
        re.DOTALL,
    )
    for escape in ("\\", "`")
}
_DANGLING = {
    escape: pattern(
        f"({_PAIR.format(space=SPACE, escape=re.escape(escape))}*+){re.escape(escape)}", re.DOTALL
    )
    for escape in ("\\", "`")
}

# The instructions whose arguments are parsed further (the dispatch table of parser.go init).
_MAYBE_JSON = frozenset({"ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"})
_ASSIGNING = frozenset({"ARG", "ENV", "LABEL"})
# With arguments and without flags, no builder refuses these before they run.
_REFUSED_FOR_FLAGS_ONLY = frozenset(
    {"CMD", "ENTRYPOINT", "MAINTAINER", "RUN", "STOPSIGNAL", "USER", "WORKDIR"}
)
# Nor these, if `plain_assignments` splits their arguments.
_MAYBE_PLAIN = _REFUSED_FOR_FLAGS_ONLY | _ASSIGNING
# Builders read ONBUILD ONBUILD … to its end before they refuse it; nobody writes a longer one.
_MOST_TRIGGERS = 50
_NO_VARIABLES = WordVariables({})

# Keywords are compared lower-cased rune by rune: Kelvin's K spells WORKDIR, the long s spells
# nothing. The upper-case spellings are in it for speed alone.
CANONICAL = {spelling: word for word in KEYWORDS for spelling in (word, word.lower())}

# For each spelling: the keyword, whether it assigns, whether its arguments may be a JSON array, and
# whether it may be plain without flags. One look-up, since `plain` is called for most lines read.
_KINDS = {
    spelling: (word, word in _ASSIGNING, word in _MAYBE_JSON, word in _MAYBE_PLAIN)
    for spelling, word in CANONICAL.items()
}

# Characters that may be a flag's, or a space to a scanner that goes byte by byte.
_MAY_BE_FLAG = frozenset("-\n\udc85\udca0")


class LineParser:
    """Parses the logical lines of one source for one builder."""

    def __init__(self, source: Source, builder: Builder, escape: str = "\\") -> None:
        self.source = source
        self.builder = builder
        self.escape = escape

    def parse(self, line: LogicalLine, at: int, depth: int = 0) -> Instruction:
        """Split a logical line, from `at` on, into keyword, flags and arguments.

        Raises:
            DockerfileError: the arguments are a JSON array with a member that is no string, or ENV
                or LABEL has no pairs.
        """
        whole = line.text
        text = whole[at:] if at else whole
        body = text.strip(SPACE)
        at += len(text) - len(text.lstrip(SPACE))
        gap = _KEYWORD_END.search(body)
        flags: tuple[str, ...] = ()
        if gap is None:
            written, args, args_at = body, "", at + len(body)
        else:
            written = body[: gap.start()]
            rest = body[gap.end() :]
            args_at = at + gap.end()
            if rest[:1] in _MAY_BE_FLAG:
                escape = self.escape if self.builder.reading.flag_escape_is_directive else "\\"
                found, rest, skipped = split_flags(rest, escape)
                flags = tuple(found)
                args_at += skipped
            args = rest.strip(SPACE)
            args_at += len(rest) - len(rest.lstrip(SPACE))
        keyword = CANONICAL.get(written) or CANONICAL.get(lower(written), written)
        if written == keyword:
            written = keyword  # one string object for all instructions of a keyword
        # A line of which nothing was joined or left out is cut from the source again when needed.
        start, end = line.start, line.end
        joined = None if len(whole) == end - start else line
        return self._looked_into(keyword, written, flags, args, args_at, start, end, joined, depth)

    def plain(self, match: re.Match[str]) -> Instruction:
        """Return the instruction at the end of a match of a pattern of `skippable_lines`.

        It is the same that `parse` gives for the line, in less time: the pattern has found keyword,
        flags and arguments, and excludes quotes in flags and escapes other than continuations.

        Raises:
            DockerfileError: as for `parse`.
        """
        written, flags, args = match.groups()
        keyword, assigns, maybe_json, plain = _KINDS[written]
        start = match.start(KEYWORD)
        args_at, end = match.span(ARGUMENTS)
        args_at -= start
        joined: LogicalLine | None = None
        if "\n" in args:
            joined = self._joined(start, end)
            rest = joined.text[args_at:]
            args = rest.lstrip(" \t")
            args_at += len(rest) - len(args)
        args = args.rstrip(" \t")
        flag_words: tuple[str, ...] = ()
        if flags is not None:
            flag_words = tuple(flags.split())
            plain = keyword == "COPY" and is_plain_copy(flag_words, args)
        words: tuple[str, ...] | None = None
        assignments: Assignments = ()
        if assigns:
            assignments = plain_assignments(keyword, args)
            if not assignments:
                plain = False
                line = joined or self._line(start, end)
                assignments = self._assignments(keyword, args, args_at, line)
        elif maybe_json and args[0] == "[":
            words = self._json(args, 0, args_at, start, end, joined)
        return new_tuple(
            Instruction,
            (
                keyword,
                written,
                flag_words,
                args,
                args_at,
                self.source,
                start,
                end,
                joined,
                words,
                assignments,
                (),
                None,
                plain,
            ),
        )

    def _joined(self, start: int, end: int) -> LogicalLine:
        """Join physical lines that end with the escape character alone; comments are left out."""
        gap = f"{self.escape}\n"
        parts: list[str] = []
        pieces: list[tuple[int, int]] = []
        size, at = 0, start
        for written in self.source.text[start:end].split(gap):
            part = _COMMENT_LINES.sub("", written, 1) if "#" in written else written
            pieces.append((size, at + len(written) - len(part)))
            parts.append(part)
            size += len(part)
            at += len(written) + len(gap)
        return LogicalLine("".join(parts), start, end, tuple(pieces))

    def _looked_into(  # noqa: PLR0917 - the parts of an instruction, in their order
        self,
        keyword: str,
        written: str,
        flags: tuple[str, ...],
        args: str,
        args_at: int,
        start: int,
        end: int,
        joined: LogicalLine | None = None,
        depth: int = 0,
    ) -> Instruction:
        """Parse arguments further: JSON arrays, assignments, the instruction in an ONBUILD.

        Raises:
            DockerfileError: as for `parse`.
        """
        words: tuple[str, ...] | None = None
        assignments: Assignments = ()
        trigger: Instruction | None = None
        plain = not flags and keyword in _REFUSED_FOR_FLAGS_ONLY and bool(args)
        if keyword in _ASSIGNING:
            assignments = plain_assignments(keyword, args)
            plain = bool(assignments) and not flags
            if not assignments:
                line = joined or self._line(start, end)
                assignments = self._assignments(keyword, args, args_at, line)
        elif keyword in _MAYBE_JSON:
            if args[:1] == "[":
                words = self._json(args, 0, args_at, start, end, joined)
            if flags and keyword == "COPY":
                plain = is_plain_copy(flags, args)
        elif keyword == "ONBUILD":
            if args and depth < _MOST_TRIGGERS:
                trigger = self.parse(joined or self._line(start, end), args_at, depth + 1)
        elif keyword == "HEALTHCHECK":
            at = health_command_at(args)
            if args[at : at + 1] == "[":
                words = self._json(args, at, args_at, start, end, joined)
        return new_tuple(
            Instruction,
            (
                keyword,
                written,
                flags,
                args,
                args_at,
                self.source,
                start,
                end,
                joined,
                words,
                assignments,
                (),
                trigger,
                plain,
            ),
        )

    def _line(self, start: int, end: int) -> LogicalLine:
        return LogicalLine(self.source.text[start:end], start, end)

    def _json(  # noqa: PLR0917 - the arguments, and where they stand
        self, args: str, at: int, args_at: int, start: int, end: int, joined: LogicalLine | None
    ) -> tuple[str, ...] | None:
        """Read arguments, from `at` on, as a JSON array.

        Returns:
            Its words, or None if they are not a JSON array: what does not parse as JSON is shell
            form, and no error (line_parsers.go parseMaybeJSON).

        Raises:
            DockerfileError: the array has a member that is no string.
        """
        try:
            words, _ = json_array.scan_array(args, at, whole=self.builder.reading.json_whole)
        except json_array.JsonError:
            return None
        if None in words:
            raise self._not_strings(args, at, args_at, joined or self._line(start, end))
        return tuple(words)  # type: ignore[arg-type]

    def _not_strings(self, args: str, at: int, args_at: int, line: LogicalLine) -> DockerfileError:
        """Return the error for a JSON array with a member that is no string."""
        member = next(x for x in json_array.members(args, at) if x.word is None)
        start, end = member.span
        return self._fault(
            "json-not-strings",
            "when using JSON array syntax, arrays must be comprised of strings only",
            line.span(args_at + start, args_at + end),
            f'write "{args[start:end]}" in quotes'
            if member.kind not in ("array", "object")
            else "leave the inner brackets out",
        )

    def _assignments(self, keyword: str, args: str, args_at: int, line: LogicalLine) -> Assignments:
        """Split the names and values of ARG, ENV or LABEL.

        Sources: line_parsers.go parseNameVal, parseNameOrNameVal.

        Raises:
            DockerfileError: ENV or LABEL is neither ``NAME=VALUE…`` nor ``NAME VALUE``.
        """
        split = split_assignments(pairs_words(args, self.escape))
        if keyword != "ARG" and None in [value for _, value in split]:
            return self._legacy_pair(keyword, args, args_at, line, split)
        return split

    def _legacy_pair(
        self,
        keyword: str,
        args: str,
        args_at: int,
        line: LogicalLine,
        split: Assignments,
    ) -> Assignments:
        """Split ``NAME VALUE``, where the value is the rest of the line.

        The first word decides: with ``=`` in it, all words have to be pairs; without, the form is
        this one, whatever the other words are (line_parsers.go parseNameVal).

        Raises:
            DockerfileError: there is no value, or a word after a first pair is not a pair.
        """
        if split[0][1] is None:
            pair = _KEY_VALUE_BLANK.split(args, maxsplit=1)
            if len(pair) == 1:
                raise self._fault(
                    "key-value",
                    f"{keyword} must have two arguments",
                    line.span(args_at, args_at + len(args)),
                    f"write {keyword} {args}=value",
                )
            return ((pair[0], pair[1]),)
        word = next(name for name, value in split if value is None)
        place = max(args.find(word), 0)
        mend = f"write {word}=value, or quote the value before it"
        raise self._fault(
            "key-value",
            f"Syntax error - can't find = in {word!r}. Must be of the form: name=value",
            line.span(args_at + place, args_at + place + len(word)),
            (comment_hint(word) if word.startswith("#") else None) or mend,
        )

    def _fault(self, code: str, message: str, span: Span, hint: str) -> DockerfileError:
        return DockerfileError(
            message, code=code, stage="build", source=self.source, span=span, hint=hint
        )


def comment_hint(args: str) -> str | None:
    """Return how to mend arguments that are refused, if a comment seems to stand in them."""
    return None if _COMMENT.search(args) is None else "a comment must stand on its own line"


def heredoc_words(line: str, *, blank: bool) -> list[tuple[str, bool, bool]]:
    """Find the heredocs that a line announces.

    Args:
        line: the logical line.
        blank: whether blanks may stand between ``<<`` and the word.

    Returns:
        For each, the word that ends it, whether leading tabs are dropped (``<<-``), and whether
        variables in it are expanded, which quotes around the word prevent. A line whose quotes do
        not match has none.

    Source: parser.go heredocsFromLine, ParseHeredoc.
    """
    if not _QUOTED.search(line) and not (blank and _BLANK_BEHIND.search(line)):
        matches = map(_HEREDOC.match, _BLANKS.split(line))
        return [(found[3], found[2] == "-", True) for found in matches if found and found[3]]
    keep = Lexer(raw_quotes=True, raw_escapes=True, keep_unset=True, heredoc_blank=blank)
    plain = Lexer(keep_unset=True, heredoc_blank=blank)
    pattern = _HEREDOC_BLANK if blank else _HEREDOC
    try:
        candidates = keep.words(line, _NO_VARIABLES)
    except SubstitutionError:
        return []
    found = []
    for candidate in candidates:
        match = pattern.match(candidate)
        if match is None or not match[3]:
            continue
        names = plain.words(match[3], _NO_VARIABLES)
        if len(names) == 1:
            quoted = _quotes_in(keep.words(match[3], _NO_VARIABLES)[0]) != _quotes_in(names[0])
            found.append((names[0], match[2] == "-", not quoted))
    return found


def _quotes_in(word: str) -> int:
    return word.count("'") + word.count('"')


def split_flags(  # noqa: C901, PLR0912 - one state machine, as the builders have it
    text: str, escape: str
) -> tuple[list[str], str, int]:
    """Split the flags off the front of an instruction's arguments.

    The builders' scanner goes byte by byte and asks ``unicode.IsSpace(rune(line[pos]))``, which a
    byte 0x85 or 0xA0 inside a longer character passes (split_command.go extractBuilderFlags). So
    does this one: it decodes the bytes as Latin-1, in which a byte is a character.

    Returns:
        The flag words, what follows, and how many characters stand before that.
    """
    plain = PLAIN_FLAGS.match(text)
    if plain is not None:
        return plain[0].split(), text[plain.end() :], plain.end()
    data = text.encode("utf-8", "surrogateescape").decode("latin-1")
    flags: list[str] = []
    word: list[str] = []
    quote = ""
    in_word = False
    pos = 0
    size = len(data)
    while pos < size:
        character = data[pos]
        if not in_word:
            if character in BYTE_SPACE:
                pos += 1
                continue
            if data[pos : pos + 2] != "--":
                return flags, *_after(data, pos)
            in_word = True
        if quote:
            if character == quote:
                quote = ""
            else:
                if character == escape:
                    pos += 1
                    if pos == size:
                        break
                    character = data[pos]
                word.append(character)
        elif character in BYTE_SPACE:
            if word == ["-", "-"]:
                return flags, *_after(data, pos)
            flags.append("".join(word))
            word = []
            in_word = False
        elif character in "'\"":
            quote = character
        else:
            if character == escape:
                pos += 1
                if pos == size:
                    break
                character = data[pos]
            word.append(character)
        pos += 1
    if in_word and word != ["-", "-"]:
        flags.append("".join(word))
    return flags, "", len(text)


def _after(data: str, pos: int) -> tuple[str, int]:
    """Return what stands from a byte on, as text, and the number of characters before it."""
    before = data[:pos].encode("latin-1").decode("utf-8", "surrogateescape")
    after = data[pos:].encode("latin-1").decode("utf-8", "surrogateescape")
    return after, len(before)


def health_command_at(args: str) -> int:
    """Find where HEALTHCHECK's command starts, after its type and the blanks behind it.

    Byte by byte, as in `split_flags` (line_parsers.go parseHealthConfig).
    """
    place = 0
    while place < len(args) and args[place] not in BYTE_SPACE:
        place += 1
    while place < len(args) and args[place] in BYTE_SPACE:
        place += 1
    return place


def split_assignments(words: Iterable[str]) -> Assignments:
    """Split words at their first equals sign; one without any is a name alone."""
    parts = (word.partition("=") for word in words)
    return tuple([(name, value if equals else None) for name, equals, value in parts])


def pairs_words(text: str, escape: str) -> list[str]:
    """Split ``NAME=VALUE`` words, quotes and escapes kept (line_parsers.go parseWords)."""
    words: list[str] = _PAIR_WORDS[escape].findall(text)
    if words and text.endswith(escape):
        # An escape at the very end goes, unless another one escapes it.
        dangling = _DANGLING[escape].fullmatch(words[-1])
        if dangling is not None:
            words[-1:] = [dangling[1]] if dangling[1] else []
    return words
