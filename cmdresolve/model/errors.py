"""The hierarchy of errors. Each carries its data, and its text shows the place in the input.

A refusal is an answer too: `stage` says at which step a real engine would have refused (``build``,
``create`` or ``start``), or is ``request`` if the question itself is at fault.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, Self, TypeVar

    from cmdresolve.model.source import Source, Span

    _Error = TypeVar("_Error", bound="CmdResolveError")


# A message up to the first length is left as it is. In a longer one, words are cut to the second
# length, and then the whole to the third.
_SHORT_TEXT, _SHORT_WORD, _LONGEST_TEXT = 1000, 200, 4000


class CmdResolveError(ValueError):
    """The base of all errors: the answer to the question is not an argv.

    Errors are frozen, and equal if they are of one class and all their public fields are equal.

    Attributes:
        code: the stable kebab-case name of the kind of refusal.
        message: what is wrong, in one sentence close to the engine's own. Huge words in it are cut
            in the middle, so that it does not repeat the file it is about.
        stage: ``build``, ``create``, ``start`` or ``request``.
        source: the text that the fault is in, if there is one.
        span: its extent in `source`.
        hint: how to mend it, if that is known.
    """

    code: str
    message: str
    stage: str
    source: Source | None
    span: Span | None
    hint: str | None

    _FIELDS: ClassVar[tuple[str, ...]] = ("code", "message", "stage", "source", "span", "hint")

    def __init__(
        self,
        message: str,
        *,
        code: str,
        stage: str = "request",
        source: Source | None = None,
        span: Span | None = None,
        hint: str | None = None,
    ) -> None:
        message, hint = _shown(message), hint and _shown(hint)
        super().__init__(message)
        values = (code, message, stage, source, span, hint)
        for name, value in zip(CmdResolveError._FIELDS, values, strict=True):
            object.__setattr__(self, name, value)

    def with_hint(self, hint: str | None) -> Self:
        """Return the same error with another hint."""
        return self._with(hint=hint)

    def placed(self, source: Source, span: Span) -> Self:
        """Return the same error with another source and span."""
        return self._with(source=source, span=span)

    def _with(self, **fields: object) -> Self:
        own = dict(zip(self._FIELDS, self._key(), strict=True))
        return _rebuild(type(self), {**own, **fields})

    def __setattr__(self, name: str, value: object) -> None:
        if name in self._FIELDS:
            raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")
        super().__setattr__(name, value)

    def _key(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._FIELDS)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self), self._key()))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), dict(zip(self._FIELDS, self._key(), strict=True)))

    @property
    def line(self) -> int | None:
        """The line of the fault in `source`, from 1; None without one."""
        return self._start[0]

    @property
    def column(self) -> int | None:
        """The column of the fault in `source`, from 1 and in characters; None without one."""
        return self._start[1]

    @property
    def _start(self) -> tuple[int, int] | tuple[None, None]:
        from cmdresolve.model.source import start_of  # noqa: PLC0415 - few errors are asked for it

        return start_of(self.source, self.span)

    def __str__(self) -> str:
        lines = [f"{self.message} [{self.code}]"]
        if self.source is not None and self.span is not None:
            line, column = self.source.position(self.span.start)
            lines[0] = f"{self.source.name}:{line}:{column}: {lines[0]}"
            lines += self.source.excerpt(self.span)
        if self.hint is not None:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


def _shown(text: str) -> str:
    if len(text) <= _SHORT_TEXT:
        return text
    words = " ".join(_cut(word, _SHORT_WORD) for word in text.split(" "))
    return _cut(words, _LONGEST_TEXT)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def _rebuild(kind: type[_Error], fields: dict[str, object]) -> _Error:
    return kind(**fields)  # type: ignore[arg-type]


class WrongTypeError(CmdResolveError, TypeError):
    """The library was called with a value of a wrong type; the hint says what to call instead."""


def wrong_type(message: str, hint: str) -> WrongTypeError:
    """Return the error for a value of a wrong type."""
    return WrongTypeError(message, code="wrong-type", hint=hint)


class DockerfileError(CmdResolveError):
    """The builder would refuse this Dockerfile (stage ``build``)."""


class OverrideError(CmdResolveError):
    """What was given at start is not valid: a bad flag, no image, a value of a wrong type."""


class NoCommandError(CmdResolveError):
    """Neither image nor override names a command, and the engine refuses to go on (``create``)."""


class ImageConfigError(CmdResolveError):
    """The JSON given as an image config is not one, or the engine refuses the image."""


class UnknownImageError(CmdResolveError):
    """The answer depends on something that is not known, mostly the config of an image.

    Attributes:
        needs: what would have to be known, such as ``("Entrypoint of debian:12",)``.
    """

    needs: tuple[str, ...]
    _FIELDS = (*CmdResolveError._FIELDS, "needs")  # noqa: SLF001 - its own parent's

    def __init__(
        self,
        message: str,
        *,
        needs: tuple[str, ...],
        code: str = "unknown-image",
        stage: str = "request",
        source: Source | None = None,
        span: Span | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, code=code, stage=stage, source=source, span=span, hint=hint)
        object.__setattr__(self, "needs", needs)


class YamlError(CmdResolveError):
    """A text is not valid YAML, or uses a feature of YAML that is not supported here."""


class ComposeError(CmdResolveError):
    """Compose would refuse its files, or the command line given with them (stage ``create``)."""


class LimitError(CmdResolveError):
    """Answering would exceed the `Limits` of the question (stage ``request``).

    This says nothing of engines: with higher limits there may be an answer.
    """


class InternalError(CmdResolveError):
    """A bug in this library (stage ``request``), reported so that a batch can go on."""

    @classmethod
    def of(cls, fault: Exception) -> InternalError:
        """Return the error for an unexpected exception, with the place that raised it."""
        place = fault.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = ""
        if place is not None:
            name = place.tb_frame.f_globals.get("__name__", "?")
            where = f" in {name}, line {place.tb_lineno}"
        return cls(
            f"{type(fault).__name__}: {fault}{where}",
            code="internal",
            hint="this is a fault of cmdresolve, not of your input: please report it, with both",
        )


class DialectError(CmdResolveError):
    """No engine or builder is known by this name and version."""
