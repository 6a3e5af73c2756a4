"""The base of `Validator`: errors with their places, and the parsing of flags.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/instructions/bflag.go; openshift/imagebuilder
v1.2.21 dispatchers.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import SPACE, lower
from cmdresolve.model.source import Source, Span

_ONE_BY_ONE = frozenset({"ADD", "COPY", "RUN"})


@cache
def _flag_kinds(names: frozenset[str]) -> Mapping[str, str]:
    """Return the last character by flag: ``*``, ``?`` or ``!`` if it has a kind (`Flags`)."""
    return {name.rstrip("*?!"): name[-1:] for name in names}


class Faults:
    """Makes the errors for instructions of one source, and parses their flags for one builder."""

    def __init__(self, source: Source, builder: Builder, escape: str) -> None:
        self.source = source
        self.builder = builder
        self.escape = escape

    def fault(
        self,
        instruction: Instruction,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
    ) -> DockerfileError:
        """Return the error for a fault in an instruction.

        Args:
            instruction: the instruction.
            code: the code of the error.
            message: what is wrong.
            span: the extent of the fault in the source; by default that of the keyword.
            hint: how to mend it.
        """
        where = instruction.span if span is None else span
        if span is None:
            where = instruction.line.span(*self.keyword_place(instruction))
        return DockerfileError(
            message, code=code, stage="build", source=self.source, span=where, hint=hint
        )

    @staticmethod
    def keyword_place(instruction: Instruction) -> tuple[int, int]:
        """Return the offsets in the line's text at which a keyword begins and ends."""
        text = instruction.line.text
        at = len(text) - len(text.lstrip(SPACE))
        return at, at + max(len(instruction.written), 1)

    def _flag_name(self, name: str) -> str:
        """Return a flag's name as it is in messages of the builder."""
        return f"--{name}" if self.builder.flags.dashes else name

    def flags(self, instruction: Instruction) -> dict[str, str]:
        """Parse the flags of an instruction; return their values by name, ``""`` without one.

        Raises:
            DockerfileError: a flag is unknown, given twice, or has a wrong value.
        """
        if not instruction.flags or instruction.keyword in self.builder.flags.ignored_by:
            return {}
        known = _flag_kinds(self.builder.flags.known(instruction.keyword))
        if self.builder.flags.one_by_one and instruction.keyword in _ONE_BY_ONE:
            return self._flags_one_by_one(instruction, known)
        found: dict[str, str] = {}
        for index, word in enumerate(instruction.flags):
            name, equals, value = word[2:].partition("=")
            kind = known.get(name)
            if kind is None and known and self.builder.flags.unknown == "noted":
                continue
            if kind is None:
                raise self.fault(
                    instruction,
                    "unknown-flag",
                    f"unknown flag: {self._flag_name(name)}",
                    instruction.flag_span(index),
                    suggestion(name, known, "--")
                    or f"{instruction.keyword} takes no such flag; for a word of the command, write"
                    f' it in exec form, or put "--" before it',
                )
            if name in found and kind != "*":
                raise self.fault(
                    instruction,
                    "duplicate-flag",
                    f"duplicate flag specified: {self._flag_name(name)}",
                    instruction.flag_span(index),
                )
            given = value if equals else None
            self._check_flag_value(instruction, index, name=name, kind=kind, value=given)
            found[name] = value
        return found

    def unknown_flags(self, instruction: Instruction) -> tuple[str, ...]:
        """Return the names of flags that are not known here, but may be to a newer builder."""
        if not instruction.flags or self.builder.flags.unknown != "noted":
            return ()
        known = _flag_kinds(self.builder.flags.known(instruction.keyword))
        names = [word[2:].partition("=")[0] for word in instruction.flags]
        return tuple(name for name in names if known and name not in known)

    def _flags_one_by_one(
        self, instruction: Instruction, known: Mapping[str, str]
    ) -> dict[str, str]:
        """Parse flags as imagebuilder does (dispatchers.go add, dispatchCopy, run).

        These loop over the flags and compare each with the forms that they know: ``--link`` and
        ``--link=true``, but not ``--link=1``.
        """
        # Empty values of these two are refused later, when they are used.
        may_be_empty = known if self.builder.flags.may_be_empty else ("chmod", "from")
        found: dict[str, str] = {}
        for index, word in enumerate(instruction.flags):
            name, equals, value = word[2:].partition("=")
            kind = known.get(name)
            truth = kind in ("?", "!")
            fault: tuple[str, str] | None = None
            if kind is None or (value not in ("true", "false") and bool(equals) == truth):
                fault = "unknown-flag", f"unknown flag: {word}"
            elif kind == "!" and value != "false":
                fault = "unknown-flag", f"{instruction.keyword} --{name} is not supported"
            elif not truth and not value and name not in may_be_empty:
                fault = "flag-value", f"no value specified for --{name}="
            if fault is not None:
                raise self.fault(instruction, *fault, instruction.flag_span(index))
            found[name] = value
        return found

    def _check_flag_value(
        self, instruction: Instruction, index: int, *, name: str, kind: str, value: str | None
    ) -> None:
        """Check that a flag has a value, and a boolean one ``true``, ``false`` or none."""
        if kind == "?":
            if value == "":
                message = f"missing a value on flag: {self._flag_name(name)}"
            elif lower(value or "true") not in ("true", "false"):
                flag = self._flag_name(name)
                message = f"expecting boolean value for flag {flag}, not: {value}"
            else:
                return
        elif value is not None:
            return
        else:
            message = f"missing a value on flag: {self._flag_name(name)}"
        raise self.fault(instruction, "flag-value", message, instruction.flag_span(index))

    def arguments(self, instruction: Instruction, message: str) -> DockerfileError:
        """Return the error for a wrong number of arguments."""
        return self.fault(instruction, "arguments", f"{instruction.keyword} {message}")


def suggestion(word: str, known: Iterable[str], prefix: str = "") -> str | None:
    """Return a hint with the known name that was probably meant, or None."""
    from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - for an error

    close = nearest(word, known)
    return f"did you mean {prefix}{close}?" if close else None
