"""A reader of shell scripts: tokens, and the simple commands that they make up.

It reads as much of the grammar as is needed to tell where commands begin and end, which words a
shell expands, and whether a script needs a shell at all. A script with anything else in it
(here-documents, ``case``, functions) is not read, rather than read wrongly.
Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting, 2.3 Token Recognition, 2.4 Reserved
Words, 2.9 Shell Commands, 2.10.2 Shell Grammar Rules.
"""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

#: Commands of POSIX and of the common shells that exist only as builtins.
BUILTINS = frozenset(
    ". : alias bg break builtin cd command continue declare dirs eval exec exit export fg hash "
    "jobs let local popd pushd read readonly return set shift shopt source times trap type "
    "typeset ulimit umask unalias unset wait".split()
)
#: Commands that are builtins in every shell, and programs as well.
ALSO_PROGRAMS = frozenset("[ echo false kill printf pwd test true".split())

_RESERVED = frozenset("! { } if then elif else fi for while until do done case esac in".split())
_OPENING = frozenset(("if", "while", "until", "for", "{", "("))
# What each closes. `do` replaces the loop's keyword on the stack, and is what `done` closes.
_CLOSING = {"fi": "if", "done": "do", "}": "{", ")": "("}
# A command begins after these.
_BEFORE_COMMAND = frozenset(("if", "then", "elif", "else", "while", "until", "do", "!", "{"))
# Longer operators first, as a shell takes the longest (POSIX.1-2017 2.3 rule 2). `&>`, `&>>` and
# `<<<` are bash's.
_OPERATOR = pattern(r"&&|\|\||;;|&>>?|>&|<&|>\||>>|<>|<<<|<<-?|[;&|<>()\n]")
_BLANKS = pattern(r"(?:[ \t]|\\\n)+")
_COMMENT = pattern(r"#[^\n]*")
_PLAIN = pattern(r"[^\s\\'\"$`;&|<>()]+")
_PARAMETER = pattern(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])")
_ASSIGNMENT = pattern(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_REDIRECTIONS = frozenset(("<", ">", ">>", "<>", ">&", "<&", ">|", "&>", "&>>", "<<<"))
_SEPARATORS = frozenset((";", "&", "&&", "||", "|", "\n"))


class Token(NamedTuple):
    """A word or an operator.

    Attributes:
        text: the token as written.
        start: the offset of its first character in the script.
        end: the offset after its last one.
        is_word: whether it is a word, rather than an operator.
        value: the word without its quotes, expansions left as written.
        expansions: its parameter expansions and command substitutions, each as written.
        quoted: whether any part of it is quoted, by quotes or a backslash.
        globs: whether an unquoted part is a pattern for file names, or it begins with ``~``.
    """

    text: str
    start: int
    end: int
    is_word: bool
    value: str = ""
    expansions: tuple[str, ...] = ()
    quoted: bool = False
    globs: bool = False


class Simple(NamedTuple):
    """A simple command.

    Attributes:
        assignments: the assignments in front of it.
        words: its words, the program first.
        redirections: the operators of its redirections.
        before: the operator or reserved word before it; empty at the start.
        after: the operator after it; empty at the end.
        depth: the number of compound commands around it.
        start: the offset of its first character in the script.
        end: the offset after its last one.
    """

    assignments: tuple[Token, ...]
    words: tuple[Token, ...]
    redirections: tuple[str, ...]
    before: str
    after: str
    depth: int
    start: int
    end: int

    @property
    def program(self) -> str:
        """The first word without its quotes; empty without words."""
        return self.words[0].value if self.words else ""


class Script(NamedTuple):
    """A script that was read.

    Attributes:
        text: the whole script.
        tokens: its words and operators, in order.
        commands: its simple commands, in order.
        comments: whether it has comments.
    """

    text: str
    tokens: tuple[Token, ...]
    commands: tuple[Simple, ...]
    comments: bool = False

    @property
    def expansions(self) -> tuple[str, ...]:
        """All parameter expansions and command substitutions, in order."""
        return tuple(x for token in self.tokens for x in token.expansions)

    @property
    def operators(self) -> tuple[str, ...]:
        """All operators in order, without line feeds at the end."""
        tokens = list(self.tokens)
        while tokens and tokens[-1].text == "\n":
            tokens.pop()
        return tuple(token.text for token in tokens if not token.is_word)

    @property
    def builtins(self) -> tuple[str, ...]:
        """The builtins that it calls, in order, except for ``exec``."""
        names = (command.program for command in self.commands)
        return tuple(name for name in names if name in BUILTINS and name != "exec")

    @property
    def words(self) -> tuple[str, ...] | None:
        """The argv that the script amounts to without a shell; None if it needs a shell.

        It must be one command that a shell neither expands, redirects, assigns for nor executes
        itself. A leading ``exec`` is left out.
        """
        if len(self.commands) != 1 or self.operators or self.comments:
            return None
        command = self.commands[0]
        words = command.words
        if words and words[0].text == "exec":
            words = words[1:]
        if not words or command.assignments or command.depth:
            return None
        if any(word.expansions or word.globs for word in words):
            return None
        name = words[0].value
        if name in BUILTINS or not name or words[0].text in _RESERVED or words[0].text[0] == "-":
            return None
        return tuple(word.value for word in words)


class _UnreadError(Exception):
    """The script has syntax that is not read here, or that no shell accepts."""


def read_script(text: str) -> Script | None:
    """Read a script; return None for syntax that is not read here, or that no shell accepts."""
    try:
        tokens, comments = _tokens(text)
        return Script(text, tokens, _commands(tokens), comments)
    except _UnreadError:
        return None


def _tokens(text: str) -> tuple[tuple[Token, ...], bool]:
    found: list[Token] = []
    comments = False
    pos = 0
    while pos < len(text):
        blanks = _BLANKS.match(text, pos)
        if blanks is not None:
            pos = blanks.end()
            continue
        comment = _COMMENT.match(text, pos)
        if comment is not None:
            comments, pos = True, comment.end()
            continue
        operator = _OPERATOR.match(text, pos)
        if operator is not None:
            if operator[0].startswith("<<") and operator[0] != "<<<":
                raise _UnreadError
            found.append(Token(operator[0], pos, operator.end(), is_word=False))
            pos = operator.end()
            continue
        token = _word(text, pos)
        # A number right before a redirection is a part of it.
        number = token.text.isdigit() and text[token.end : token.end + 1] in ("<", ">")
        if number:
            token = token._replace(is_word=False)
        found.append(token)
        pos = token.end
    return tuple(found), comments


def _word(text: str, start: int) -> Token:
    """Read the word at an offset (POSIX.1-2017 2.2 Quoting, 2.3 rules 4 and 5)."""
    parts: list[str] = []
    expansions: list[str] = []
    quoted = False
    globs = text[start] == "~"
    pos = start
    while pos < len(text):
        character = text[pos]
        plain = _PLAIN.match(text, pos)
        if plain is not None:
            parts.append(plain[0])
            globs = globs or _is_pattern(plain[0])
            pos = plain.end()
        elif character == "\\":
            if pos + 1 >= len(text):
                raise _UnreadError
            quoted = True
            parts.append("" if text[pos + 1] == "\n" else text[pos + 1])
            pos += 2
        elif character == "'":
            end = text.find("'", pos + 1)
            if end < 0:
                raise _UnreadError
            quoted = True
            parts.append(text[pos + 1 : end])
            pos = end + 1
        elif character == '"':
            quoted = True
            pos = _double_quoted(text, pos, parts, expansions)
        elif character in "$`":
            end = _expansion(text, pos)
            parts.append(text[pos:end])
            if end - pos > 1:
                expansions.append(text[pos:end])
            pos = end
        else:
            break
    if pos == start:
        raise _UnreadError
    value = "".join(parts)
    return Token(
        text[start:pos],
        start,
        pos,
        is_word=True,
        value=value,
        expansions=tuple(expansions),
        quoted=quoted,
        globs=globs,
    )


def _is_pattern(text: str) -> bool:
    """Return whether a text without blanks has ``*``, ``?`` or a bracket expression."""
    return "*" in text or "?" in text or any("[" in x[:-1] for x in text.split("]")[:-1])


def _double_quoted(text: str, start: int, parts: list[str], expansions: list[str]) -> int:
    """Return the end of the string that opens at an offset; append its value and expansions."""
    pos = start + 1
    while pos < len(text) and text[pos] != '"':
        character = text[pos]
        if character == "\\" and text[pos + 1 : pos + 2] in ("$", "`", '"', "\\", "\n"):
            parts.append("" if text[pos + 1] == "\n" else text[pos + 1])
            pos += 2
        elif character in "$`":
            end = _expansion(text, pos, in_quotes=True)
            parts.append(text[pos:end])
            if end - pos > 1:
                expansions.append(text[pos:end])
            pos = end
        else:
            parts.append(character)
            pos += 1
    if pos >= len(text):
        raise _UnreadError
    return pos + 1


def _expansion(text: str, start: int, *, in_quotes: bool = False) -> int:
    """Return the end of the expansion that begins at an offset; of a lone ``$``, the next offset.

    In double quotes, a quote after a dollar does not open a string (POSIX.1-2017 2.2.3).
    """
    if text[start] == "`":
        end = text.find("`", start + 1)
        while end > 0 and text[end - 1] == "\\":
            end = text.find("`", end + 1)
        if end < 0:
            raise _UnreadError
        return end + 1
    opening = text[start + 1 : start + 2]
    if opening in ("{", "("):
        return _nested(text, start + 1, opening, "}" if opening == "{" else ")")
    if opening in ("'", '"') and not in_quotes:
        # $'…' and $"…" mean something else in shells that do not know them.
        raise _UnreadError
    match = _PARAMETER.match(text, start)
    return start + 1 if match is None else match.end()


def _nested(text: str, start: int, opening: str, closing: str) -> int:
    """Return the end of ``{…}`` or ``(…)``, ignoring delimiters in quotes."""
    depth, pos = 0, start
    while pos < len(text):
        character = text[pos]
        if character == "\\":
            pos += 1
        elif character == "'":
            pos = text.find("'", pos + 1)
            if pos < 0:
                raise _UnreadError
        elif character == '"':
            pos = _double_quoted(text, pos, [], []) - 1
        elif character == opening:
            depth += 1
        elif character == closing:
            depth -= 1
            if not depth:
                return pos + 1
        pos += 1
    raise _UnreadError


class _CommandAssembler:
    """Assembles simple commands from tokens, and checks that compound commands are closed."""

    def __init__(self) -> None:
        self.commands: list[Simple] = []
        # The compound commands that are open, each by the word that its end closes.
        self.open: list[str] = []
        # Of the current simple command: what stands before it, and its tokens so far.
        self.before = ""
        self.tokens: list[Token] = []
        # Whether the current tokens are those between `for` and the separator after its words.
        self.in_for = False

    def end(self, after: str) -> None:
        """End the current command at an operator."""
        if self.tokens:
            self.commands.append(_simple(self.tokens, self.before, after, len(self.open)))
        self.tokens = []
        self.before = after

    def word(self, token: Token) -> None:
        """Add a word, which is a reserved one only where a command may begin (POSIX 2.4)."""
        text = token.text
        if self.in_for:
            return
        if self.tokens or text not in _RESERVED:
            if not self.tokens and text == "function":
                raise _UnreadError
            self.tokens.append(token)
            return
        if text in ("case", "esac", "in"):
            raise _UnreadError
        self.reserved(text)

    def reserved(self, text: str) -> None:
        if text == "for":
            self.in_for = True
            self.open.append("for")
        elif text in _OPENING:
            self.open.append(text)
        elif text == "do":
            if not self.open or self.open[-1] not in ("while", "until", "for"):
                raise _UnreadError
            self.open[-1] = "do"
        elif text in ("then", "elif", "else"):
            if not self.open or self.open[-1] != "if":
                raise _UnreadError
        elif text in _CLOSING:
            self.close(text)
        self.before = text

    def close(self, text: str) -> None:
        if not self.open or self.open.pop() != _CLOSING[text]:
            raise _UnreadError

    def operator(self, token: Token) -> None:
        """Add an operator."""
        text = token.text
        if text == ";;":
            raise _UnreadError
        if self.in_for:
            self.in_for = text not in (";", "\n")
            return
        if text == "(":
            if self.tokens:
                # The definition of a function, or an array of bash.
                raise _UnreadError
            self.open.append("(")
            self.before = text
        elif text == ")":
            self.end(text)
            self.close(text)
        elif text in _SEPARATORS:
            self.end(text)
        else:
            self.tokens.append(token)


def _commands(tokens: tuple[Token, ...]) -> tuple[Simple, ...]:
    reader = _CommandAssembler()
    for token in tokens:
        if token.is_word:
            reader.word(token)
        else:
            reader.operator(token)
    reader.end("")
    if reader.open or reader.in_for:
        raise _UnreadError
    return tuple(reader.commands)


def _simple(tokens: list[Token], before: str, after: str, depth: int) -> Simple:
    assignments: list[Token] = []
    words: list[Token] = []
    redirections: list[str] = []
    target = False
    for token in tokens:
        if not token.is_word:
            if token.text in _REDIRECTIONS:
                redirections.append(token.text)
                target = True
        elif target:
            target = False
        elif not words and _ASSIGNMENT.match(token.text):
            assignments.append(token)
        else:
            words.append(token)
    return Simple(
        tuple(assignments),
        tuple(words),
        tuple(redirections),
        before,
        after,
        depth,
        tokens[0].start,
        tokens[-1].end,
    )
