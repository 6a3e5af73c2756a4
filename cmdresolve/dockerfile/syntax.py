"""From text to instructions: physical lines, directives, continuation, flags, heredocs.

What a builder does differently here it says in its record (`cmdresolve.dialects.Builder`).
Sources: moby/buildkit frontend/dockerfile/parser/{parser,line_parsers,split_command,directives}.go
at v0.8.3, v0.13.2 and v0.25.2; openshift/imagebuilder v1.2.22 dockerfile/parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from cmdresolve import gojson
from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.instruction import KEYWORDS, Heredoc, Instruction, Line
from cmdresolve.dockerfile.shellwords import Environment, Lexer, SubstitutionError
from cmdresolve.errors import DockerfileError
from cmdresolve.gotext import BYTE_SPACE, SPACE, lower, replace_invalid
from cmdresolve.source import Source, Span

_KEYWORD_END = re.compile(r"[\t\v\f\r ]+")
_DIRECTIVE = re.compile(
    r"#[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z"
)
_LENIENT_ESCAPE = re.compile(r"#[ \t]*escape[ \t]*=[ \t]*(.).*\Z")
_HEREDOC = re.compile(r"(\d*)<<(-?)([^<]*)\Z")
_HEREDOC_BLANK = re.compile(r"(\d*)<<(-?)[\t\n\f\r ]*([^<]*)\Z")
_KEY_VALUE_BLANK = re.compile(r"[\t\v\f\r ]+")

# The forms of arguments that the line parser looks into (parser.go, its dispatch table).
_JSON_OR_TEXT = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL"})
_JSON_OR_LIST = frozenset({"ADD", "COPY", "VOLUME"})
_PAIRS = frozenset({"ENV", "LABEL"})
_TAKES_HEREDOC = frozenset({"RUN", "COPY", "ADD"})
_NO_VARIABLES = Environment({})

# Keywords are compared lower-cased rune by rune: Kelvin's K spells WORKDIR, the long s spells
# nothing. The upper-case spellings are in it for speed alone.
_CANONICAL = {spelling: word for word in KEYWORDS for spelling in (word, word.lower())}

# Characters that may be a flag's, or a space to a scanner that goes byte by byte.
_MAY_BE_FLAG = frozenset("-\n\udc85\udca0")


@frozen
class Directive:
    """A parser directive: its key in lower case, its value, and its place."""

    key: str
    value: str
    span: Span


@frozen
class Syntax:
    """What a Dockerfile says, before anyone checks it.

    Attributes:
        instructions: the instructions in order.
        directives: the parser directives.
        escape: the escape character.
    """

    instructions: tuple[Instruction, ...]
    directives: tuple[Directive, ...]
    escape: str


def read(source: Source, builder: Builder) -> Syntax:
    """Read a whole Dockerfile.

    Raises:
        DockerfileError: a fault that the builder finds while reading, before it checks anything:
            a bad directive, a line too long, an array of more than strings, an open heredoc,
            no instruction at all.
    """
    reader = _Reader(source, builder)
    instructions = tuple(reader.instructions())
    if not instructions:
        raise reader.fault(
            "no-instructions",
            "file with no instructions",
            Span(0, 0),
            "start it with FROM",
        )
    if reader.too_long is not None:
        raise reader.fault(
            "line-too-long",
            f"dockerfile line greater than max allowed size of {builder.line_limit}",
            reader.too_long,
            "break it with continuation lines",
        )
    return Syntax(instructions, tuple(reader.directives), reader.escape)


class _Reader:
    """Walks over the physical lines once."""

    def __init__(self, source: Source, builder: Builder) -> None:
        self.source = source
        self.builder = builder
        self.escape = "\\"
        self.directives: list[Directive] = []
        self.directives_done = False
        self.too_long: Span | None = None
        self.heredoc_end = 0
        self.lines = self._physical_lines()

    def fault(
        self, code: str, message: str, span: Span, hint: str | None = None
    ) -> DockerfileError:
        return DockerfileError(
            message, code=code, stage="build", source=self.source, span=span, hint=hint
        )

    def _physical_lines(self) -> Iterator[tuple[str, int]]:
        """Yield each physical line without its line end, and its offset."""
        text = self.source.text
        limit = self.builder.line_limit
        start = 1 if text.startswith("\ufeff") else 0
        find = text.find
        size = len(text)
        while start < size:
            end = find("\n", start)
            if end < 0:
                end = size
            line = text[start:end]
            if end - start > limit // 4 and _byte_length(line) > limit:
                self.too_long = Span(start, end)
                return
            yield line, start
            start = end + 1

    def _trim_end(self, line: str) -> str:
        if not line.endswith("\r"):
            return line
        return line.rstrip("\r") if self.builder.strips_cr_run else line[:-1]

    def instructions(self) -> Iterator[Instruction]:
        for raw, start in self.lines:
            stripped = self._trim_end(raw).lstrip(SPACE)
            if not self.directives_done:
                self._directive(stripped, start + len(raw) - len(raw.lstrip(SPACE)))
            if not stripped or stripped[0] == "#":
                continue
            text, continued = self._continuation(stripped)
            at = start + len(raw) - len(raw.lstrip(SPACE)) if raw[0] in SPACE else start
            end = start + len(raw)
            if continued:
                line = self._joined(text, at, end)
            else:
                line = Line(text, at, end)
            yield self._instruction(line)

    def _continuation(self, line: str) -> tuple[str, bool]:
        escape = self.escape
        if line[-1:] not in (escape, " ", "\t"):
            return line, False
        body = line.rstrip(" \t")
        if not body.endswith(escape):
            return line, False
        if body[-2:-1] == escape and not self.builder.doubled_escape_continues:
            return line, False
        return body[:-1], True

    def _joined(self, first: str, start: int, end: int) -> Line:
        parts = [first]
        pieces = [(0, start)]
        size = len(first)
        blank = False
        for raw, at in self.lines:
            end = at + len(raw)
            trimmed = self._trim_end(raw)
            if not self.directives_done:
                self._directive(trimmed, at)
            body = trimmed.lstrip(SPACE)
            if not body:
                blank = True
                continue
            if body[0] == "#":
                continue
            text, continued = self._continuation(trimmed)
            pieces.append((size, at))
            parts.append(text)
            size += len(text)
            if not continued:
                break
        return Line("".join(parts), start, end, tuple(pieces), blank)

    def _directive(self, line: str, at: int) -> None:
        """Read a parser directive, or end their run (directives.go; imagebuilder parser.go)."""
        if self.builder.lenient_escape_directive:
            match = _LENIENT_ESCAPE.match(lower(line))
            key, value = "escape", match[1] if match is not None else ""
        else:
            match = _DIRECTIVE.match(line)
            key, value = (lower(match[1]), match[2]) if match is not None else ("", "")
        if match is None or key not in self.builder.directives:
            self.directives_done = True
            return
        span = Span(at, at + len(line))
        if any(known.key == key for known in self.directives):
            raise self.fault(
                "directive", f"only one {key} parser directive can be used", span, "drop this one"
            )
        self.directives.append(Directive(key, value, span))
        if key == "escape":
            if value not in ("`", "\\"):
                raise self.fault(
                    "directive",
                    f"invalid escape token '{value}' does not match ` or \\",
                    Span(at + match.start(match.re.groups), at + match.end(match.re.groups)),
                    "the value is one character, ` or \\, with nothing after it",
                )
            self.escape = value

    def _instruction(self, line: Line) -> Instruction:
        builder = self.builder
        instruction = self.parse_line(line, 0)
        inner = instruction.trigger if instruction.trigger is not None else instruction
        if (
            builder.heredocs
            and inner.keyword in _TAKES_HEREDOC
            and inner.words is None
            and "<<" in line.text
        ):
            heredocs = tuple(self._heredocs(line))
            if heredocs:
                return evolve(instruction, heredocs=heredocs, end=self.heredoc_end)
        return instruction

    def parse_line(self, line: Line, at: int) -> Instruction:
        """Split a logical line, from `at` on, into keyword, flags and arguments."""
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
                escape = self.escape if self.builder.flag_escape_is_directive else "\\"
                found, rest, skipped = split_flags(rest, escape)
                flags = tuple(found)
                args_at += skipped
            args = rest.strip(SPACE)
            args_at += len(rest) - len(rest.lstrip(SPACE))
        keyword = _CANONICAL.get(written) or _CANONICAL.get(lower(written), written)
        words, trigger = self._look_inside(keyword, args, args_at, line)
        return Instruction(
            keyword, written, flags, args, args_at, line, line.end, words, (), trigger
        )

    def _look_inside(
        self, keyword: str, args: str, args_at: int, line: Line
    ) -> tuple[tuple[str, ...] | None, Instruction | None]:
        if args[:1] == "[" and (keyword in _JSON_OR_TEXT or keyword in _JSON_OR_LIST):
            return self._json(line, args_at, args_at + len(args)), None
        if keyword in _PAIRS:
            self._check_pairs(keyword, args, args_at, line)
        elif keyword == "ONBUILD" and args:
            return None, self.parse_line(line, args_at)
        elif keyword == "HEALTHCHECK":
            at = args_at + health_command_at(args)
            if line.text[at : at + 1] == "[":
                return self._json(line, at, args_at + len(args)), None
        return None, None

    def _json(self, line: Line, at: int, end: int) -> tuple[str, ...] | None:
        """Read arguments as a JSON array: its words, or None when they are none.

        A fault makes them shell form, silently (line_parsers.go parseMaybeJSON); an array of
        anything but strings is refused.
        """
        text = line.text if end == len(line.text) else line.text[:end]
        try:
            words, _ = gojson.scan_array(text, at, whole=self.builder.json_whole)
        except gojson.Fault:
            return None
        if None in words:
            member = next(x for x in gojson.members(text, at) if x.word is None)
            raise self.fault(
                "json-not-strings",
                "when using JSON array syntax, arrays must be comprised of strings only",
                line.span(*member.span),
                f'write "{text[slice(*member.span)]}" in quotes'
                if member.kind not in ("array", "object")
                else "leave the inner brackets out",
            )
        return tuple(words)  # type: ignore[arg-type]

    def _check_pairs(self, keyword: str, args: str, args_at: int, line: Line) -> None:
        """Check ``NAME=VALUE…`` or ``NAME VALUE`` (line_parsers.go parseNameVal)."""
        found = pairs_words(args, self.escape)
        if not found:
            return
        if "=" not in found[0]:
            if _KEY_VALUE_BLANK.search(args) is None:
                raise self.fault(
                    "key-value",
                    f"{keyword} must have two arguments",
                    line.span(args_at, args_at + len(args)),
                    f"write {keyword} {args}=value",
                )
            return
        for word in found:
            if "=" not in word:
                place = max(args.find(word), 0)
                raise self.fault(
                    "key-value",
                    f"Syntax error - can't find = in {word!r}. Must be of the form: name=value",
                    line.span(args_at + place, args_at + place + len(word)),
                    f"write {word}=value, or quote the value before it",
                )

    def _heredocs(self, line: Line) -> Iterator[Heredoc]:
        blank = self.builder.heredoc_blank
        for name, chomp, expands in heredoc_words(line.text, blank=blank):
            content = []
            for raw, at in self.lines:
                candidate = raw.rstrip("\r")
                if chomp:
                    candidate = candidate.lstrip("\t")
                if candidate == name:
                    self.heredoc_end = at + len(raw)
                    break
                content.append(raw + "\n")
            else:
                raise self.fault(
                    "unterminated-heredoc",
                    "unterminated heredoc",
                    line.span(line.text.index("<<"), len(line.text)),
                    f"end it with a line that is {name} alone",
                )
            yield Heredoc(name, chomp, expands, "".join(content))


def heredoc_words(line: str, *, blank: bool) -> list[tuple[str, bool, bool]]:
    """Find the heredocs a line starts: the word that ends each, whether tabs go, whether it expands.

    Source: parser.go heredocsFromLine; a line whose quotes do not match has none.
    """
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


def split_flags(text: str, escape: str) -> tuple[list[str], str, int]:
    """Split the flags off the front of an instruction's arguments.

    The builders' scanner goes byte by byte, and takes a byte 0x85 or 0xA0 inside a character
    for white space (split_command.go extractBuilderFlags), so this one does too.

    Returns:
        The flag words, what follows, and how many characters stand before that.
    """
    data = text.encode("utf-8", "surrogateescape").decode("latin-1")
    flags: list[str] = []
    word: list[str] = []
    quote = ""
    blank_ok = in_word = False
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
            if blank_ok or word:
                flags.append("".join(word))
            word = []
            in_word = blank_ok = False
        elif character in "'\"":
            quote = character
            blank_ok = True
        else:
            if character == escape:
                pos += 1
                if pos == size:
                    break
                character = data[pos]
            word.append(character)
        pos += 1
    if in_word and word != ["-", "-"] and (blank_ok or word):
        flags.append("".join(word))
    return flags, "", len(text)


def _after(data: str, pos: int) -> tuple[str, int]:
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


def pairs_words(text: str, escape: str) -> list[str]:
    """Split ``NAME=VALUE`` words, quotes and escapes kept (line_parsers.go parseWords)."""
    if escape not in text and "'" not in text and '"' not in text:
        return [word for word in re.split(f"[{SPACE}]+", text) if word]
    words: list[str] = []
    word: list[str] = []
    quote = ""
    in_word = blank_ok = False
    pos = 0
    while pos < len(text):
        character = text[pos]
        if not in_word and character in SPACE:
            pos += 1
            continue
        in_word = True
        if quote:
            if character == quote:
                quote = ""
            if character == escape and quote != "'":
                if pos + 1 == len(text):
                    break
                word.append(character)
                pos += 1
                character = text[pos]
            word.append(character)
        elif character in SPACE:
            in_word = False
            if blank_ok or word:
                words.append("".join(word))
            word = []
            blank_ok = False
        else:
            if character in "'\"":
                quote = character
                blank_ok = True
            if character == escape:
                if pos + 1 == len(text):
                    break
                word.append(character)
                pos += 1
                character = text[pos]
            word.append(character)
        pos += 1
    if in_word and (blank_ok or word):
        words.append("".join(word))
    return words


def _byte_length(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogateescape"))


def value_of(text: str) -> str:
    """Give a text as it reaches an image: bytes that are no UTF-8 become U+FFFD."""
    return replace_invalid(text)
