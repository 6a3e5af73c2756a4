"""Just enough of Bats to read what a test starts: its commands, their files and what they must say.

Nothing is run. A variable that is given what a command prints stands for its own name; any other
word that is computed makes its command one that cannot be read. Loops and conditions are read as if
they were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_TEST = re.compile(r'^@test "((?:[^"\\]|\\.)*)" \{')
_ASSIGNED = re.compile(r"^\s*(?:local\s+)?(\w+)=(.*)$")
_HEREDOC = re.compile(r"<<(-?)\s*(['\"]?)(\w+)\2")
_WRITTEN = re.compile(r"(?:^|\s)>\s*(\S+)")
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_BLANKS = " \t\n"
#: What asks for more than a variable's value.
_COMPUTED = ("$(", "${", "$'", "$@", "$*", "$?", "$!")


class Run(NamedTuple):
    """A command of a test.

    Attributes:
        test: the test.
        line: the line behind ``run_PROGRAM``.
        words: its words; None where one of them is computed.
        status: the exit status that it must have; None where any will do.
        said: what the lines behind it check, as they stand.
        files: the files that were written before, by their paths.
    """

    test: str
    line: str
    words: list[str] | None
    status: int | None
    said: str
    files: Mapping[str, str]


class _Computed(Exception):  # noqa: N818 - it is no error
    """A word is not known before the test runs."""


def runs(source: str, program: str, given: Mapping[str, str]) -> Iterator[Run]:
    """Yield the commands that tests start with ``run_PROGRAM``.

    Args:
        source: the file.
        program: the program.
        given: the variables that its helpers set, and those that a test takes from a command.
    """
    for test, lines in _tests(source):
        reader = _Test(test, lines, program, given)
        yield from reader.read()


def _tests(source: str) -> Iterator[tuple[str, list[str]]]:
    name = ""
    lines: list[str] = []
    for line in source.splitlines():
        found = _TEST.match(line)
        if found is not None:
            name, lines = found[1].replace('\\"', '"'), []
        elif line == "}" and name:
            yield name, lines
            name = ""
        elif name:
            lines.append(line)


class _Test:
    """Walks over the lines of a test."""

    def __init__(self, test: str, lines: list[str], program: str, given: Mapping[str, str]) -> None:
        self.test = test
        self.lines = iter(lines)
        self.start = f"run_{program}"
        self.given = given
        self.values = dict(given)
        self.files: dict[str, str] = {}

    def read(self) -> Iterator[Run]:
        open_one: Run | None = None
        for line in self.lines:
            whole = self._whole(line)
            stripped = whole.strip()
            body = self._heredoc(whole)
            if stripped.startswith(f"{self.start} "):
                if open_one is not None:
                    yield open_one
                open_one = self._run(stripped.removeprefix(self.start), piped=body is not None)
            elif (given := _ASSIGNED.match(whole)) is not None:
                self._assign(given[1], given[2])
            elif open_one is not None:
                open_one = open_one._replace(said=f"{open_one.said}\n{stripped}")
        if open_one is not None:
            yield open_one

    def _whole(self, line: str) -> str:
        """Return a line with those that continue it."""
        while line.endswith("\\") and not line.endswith("\\\\"):
            line = line[:-1] + next(self.lines, "")
        return line

    def _heredoc(self, line: str) -> str | None:
        """Read a heredoc that begins on a line, and keep what is written to a file."""
        found = _HEREDOC.search(line)
        if found is None or "<<<" in line:
            return None
        dash, quoted, end = found.groups()
        body = []
        for one in self.lines:
            text = one.lstrip("\t") if dash else one
            if text.strip() == end:
                break
            body.append(text)
        text = "".join(f"{one}\n" for one in body)
        target = _WRITTEN.search(line)
        if target is not None:
            try:
                path = "".join(words(target[1], self.values))
                self.files[path] = text if quoted else self._unquoted(text)
            except _Computed:
                pass
        return text

    def _unquoted(self, text: str) -> str:
        """Replace the variables of a heredoc whose end is not quoted."""
        if re.search(r"(?<!\\)(\$\(|`)", text):
            raise _Computed
        text = re.sub(
            r"(?<!\\)" + _VARIABLE.pattern, lambda x: _value(self.values, x[1] or x[2]), text
        )
        return re.sub(r"\\([$`\\])|\\\n", lambda x: x[1] or "", text)

    def _assign(self, name: str, value: str) -> None:
        try:
            self.values[name] = " ".join(words(value, self.values))
        except _Computed:
            # What a command prints is one word, whatever it says.
            self.values[name] = self.given.get(name, name.lower().replace("_", "-"))

    def _run(self, text: str, *, piped: bool) -> Run:
        try:
            found: list[str] | None = words(text, self.values)
        except _Computed:
            found = None
        status: int | None = 0
        # A number may say of warnings as well, as in 0+w.
        told = re.match(r"\s*(?:'\?'|\?|(\d+)(?:\+\w+)?)\s", text)
        if told is not None:
            status = int(told[1]) if told[1] else None
            found = found and found[1:]
        if piped or (found and {"<", "<<<", "|", ">"} & {*found}):
            found = None
        return Run(self.test, text.strip(), found, status, "", dict(self.files))


def _value(values: Mapping[str, str], name: str) -> str:
    if name not in values:
        raise _Computed
    return values[name]


def words(text: str, values: Mapping[str, str]) -> list[str]:
    """Split a line as a shell does, with its variables replaced.

    Raises:
        _Computed: a variable is not known, or a command's output is asked for.
    """
    return _Words(text, values).split()


class _Words:
    """One pass over a line."""

    def __init__(self, text: str, values: Mapping[str, str]) -> None:
        self.text = text
        self.values = values
        self.found: list[str] = []
        # The word in hand; None while there is none.
        self.word: str | None = None
        self.quote = ""
        self.at = 0

    def split(self) -> list[str]:
        text = self.text
        while self.at < len(text):
            one = text[self.at]
            if one == "\\" and self.quote != "'" and self.at + 1 < len(text):
                self.escape(text[self.at + 1])
            elif one in "'\"" and self.quote in ("", one):
                self.quote = "" if self.quote else one
                self.add("", 1)
            elif one in "$`" and self.quote != "'":
                self.variable(one)
            elif self.quote or (one not in _BLANKS and (one != "#" or self.word is not None)):
                self.add(one, 1)
            elif one == "#":
                break
            else:
                self.end()
                self.at += 1
        if self.quote:
            raise _Computed
        self.end()
        return self.found

    def add(self, text: str, size: int) -> None:
        self.word = (self.word or "") + text
        self.at += size

    def end(self) -> None:
        if self.word is not None:
            self.found.append(self.word)
        self.word = None

    def escape(self, following: str) -> None:
        kept = self.quote == '"' and following not in '"\\$`'
        self.add("\\" + following if kept else following, 2)

    def variable(self, one: str) -> None:
        match = _VARIABLE.match(self.text, self.at)
        if match is None:
            if one == "`" or self.text[self.at : self.at + 2] in _COMPUTED:
                raise _Computed
            self.add(one, 1)
            return
        value = _value(self.values, match[1] or match[2])
        self.at = match.end()
        if self.quote:
            self.add(value, 0)
            return
        # What is not quoted is split again.
        for number, part in enumerate(value.split()):
            if number:
                self.end()
            self.add(part, 0)
