"""Origins: where a word of argv comes from.

An origin is one of the records below. Each has `describe`, which returns it as a phrase, and
`to_json`; renderers need nothing else.
"""

from __future__ import annotations

from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


class InDockerfile(Record, compiled=True):
    """A word written in a Dockerfile.

    Attributes:
        source: the Dockerfile.
        keyword: the instruction's keyword in upper case, such as ``CMD``.
        instruction: the extent of the whole instruction, from its first line to its last.
        span: the extent of the word, quotes included; for shell form, of the text.
        stage: the stage's name or index, for people.
        trigger: the text of the ONBUILD trigger that it is in, if a base's trigger ran.
    """

    source: Source
    keyword: str
    instruction: Span
    span: Span
    stage: str = ""
    trigger: str | None = None

    @property
    def line(self) -> int:
        """The line of the word, from 1."""
        return self.source.position(self.span.start)[0]

    @property
    def column(self) -> int:
        """The column of the word, from 1."""
        return self.source.position(self.span.start)[1]

    def describe(self) -> str:
        """Return it as a phrase, such as ``Dockerfile:7:12 ENTRYPOINT``."""
        via = f" (by ONBUILD {self.trigger})" if self.trigger is not None else ""
        return f"{self.source.name}:{self.line}:{self.column} {self.keyword}{via}"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        record: dict[str, Any] = {
            "kind": "dockerfile",
            "source": self.source.name,
            "instruction": self.keyword,
            "line": self.line,
            "column": self.column,
            "span": list(self.span),
            "instruction_span": list(self.instruction),
        }
        if self.trigger is not None:
            record["onbuild"] = self.trigger
        return record


class InImage(Record):
    """A word of an image config.

    Attributes:
        image: the image's name; None if it is not known.
        field: ``Entrypoint``, ``Cmd``, ``Shell`` or ``OnBuild``.
        index: the word's index in that field, from 0.
    """

    image: str | None
    field: str
    index: int

    def describe(self) -> str:
        """Return it as a phrase, such as ``Cmd[0] of debian:12``."""
        of = f" of {self.image}" if self.image is not None else " of the image"
        return f"{self.field}[{self.index}]{of}"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        return {"kind": "image", "image": self.image, "field": self.field, "index": self.index}


class InCommandLine(Record):
    """A word of a command line such as ``docker run …``.

    Attributes:
        program: the command, such as ``docker run``.
        position: the word's index in the command line, from 0.
        flag: the flag whose value it is; None for a word after the image.
        argument: for a word after the image, its number, from 1.
    """

    program: str
    position: int
    flag: str | None = None
    argument: int | None = None

    def describe(self) -> str:
        """Return it as a phrase: ``--entrypoint of docker run``, ``docker run argument 1``."""
        if self.flag is not None:
            return f"{self.flag} of {self.program}"
        return f"{self.program} argument {self.argument}"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        return {
            "kind": "command-line",
            "program": self.program,
            "position": self.position,
            "flag": self.flag,
            "argument": self.argument,
        }


class InYaml(Record):
    """A word written in a YAML or JSON file that a starter reads.

    Attributes:
        source: the file.
        path: the path in the document, such as ``spec.containers[0].args[1]``.
        span: the extent of the value, quotes included.
    """

    source: Source
    path: str
    span: Span

    @property
    def line(self) -> int:
        """The line of the word, from 1."""
        return self.source.position(self.span.start)[0]

    @property
    def column(self) -> int:
        """The column of the word, from 1."""
        return self.source.position(self.span.start)[1]

    def describe(self) -> str:
        """Return it as a phrase, such as ``pod.yaml:7:12 spec.containers[0].args[1]``."""
        return f"{self.source.name}:{self.line}:{self.column} {self.path}"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        return {
            "kind": "yaml",
            "source": self.source.name,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "span": list(self.span),
        }


class InOverride(Record):
    """A word of an `Override` made by a caller of the library, or by an API request.

    Attributes:
        field: ``entrypoint`` or ``args``.
        index: the word's index in that field, from 0.
    """

    field: str
    index: int

    def describe(self) -> str:
        """Return it as a phrase, such as ``args[0] given at start``."""
        return f"{self.field}[{self.index}] given at start"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        return {"kind": "override", "field": self.field, "index": self.index}


class ByDefault(Record):
    """A word that nobody wrote: a builder or engine adds it by a rule of its own.

    Attributes:
        who: the builder or engine, such as ``buildkit@28.5``.
        rule: the rule, such as ``default shell of shell form``.
        because: the place in a Dockerfile that it applied to, if there is one.
    """

    who: str
    rule: str
    because: InDockerfile | None = None

    def describe(self) -> str:
        """Return it as ``default shell, because CMD at Dockerfile:3 is shell form``, for one."""
        if self.because is None:
            return f"{self.rule} ({self.who})"
        place = f"{self.because.source.name}:{self.because.line}"
        return f"{self.rule}, because {self.because.keyword} at {place} is shell form"

    def to_json(self) -> dict[str, Any]:
        """Return the record of the batch protocol."""
        return {
            "kind": "default",
            "who": self.who,
            "rule": self.rule,
            "because": None if self.because is None else self.because.to_json(),
        }


Origin: TypeAlias = InDockerfile | InImage | InCommandLine | InYaml | InOverride | ByDefault
