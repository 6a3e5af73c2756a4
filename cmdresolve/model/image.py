"""What an image says about its first process.

Absent (None), empty (``()``) and one empty word (``("",)``) are three values; `Unknown` is
the fourth, for a field of an image that nobody described.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from cmdresolve.go.text import replace_invalid
from cmdresolve.model.command import optional_words, words
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.trace import Trace
from cmdresolve.model.value import Value


@frozen(eq=False, repr=False)
class Unknown(Value):
    """The value of a field that depends on an image nobody described.

    Attributes:
        image: the reference of that image, as written; empty where no image's description would
            tell, but a look into the container.
        field: what of it would have to be known: ``Entrypoint``, ``Cmd`` or ``Shell``.
        known: the words that follow whatever that turns out to be: the text of a shell-form
            instruction when only the shell before it is unknown.
    """

    image: str
    field: str
    known: tuple[str, ...] = ()

    @property
    def need(self) -> str:
        """Say what would have to be known, such as ``Entrypoint of debian:12``."""
        return f"{self.field} of {self.image}" if self.image else self.field


Words: TypeAlias = tuple[str, ...] | Unknown | None


def _words(value: object) -> Words:
    return value if isinstance(value, Unknown) else optional_words(value)


_LONG_NAME = 256

#: What a builder may leave to be found when somebody asks for it (`ImageConfig.known_good`).
LATE = ("env", "working_dir", "user")


# Without slots, so that `known_good` can set all at once.
@frozen(slots=False, eq=False, repr=False)
class ImageConfig(Value):
    """The part of an image config that bears on the first process.

    Field names follow the OCI image config; lists of strings are accepted and stored as tuples.

    Attributes:
        entrypoint: ``Entrypoint``.
        cmd: ``Cmd``.
        shell: ``Shell``, what shell form is wrapped in when a child image is built.
        env: ``Env``.
        working_dir: ``WorkingDir``.
        user: ``User``.
        stop_signal: ``StopSignal``.
        exposed_ports: the keys of ``ExposedPorts`` that no builder has checked; some engines start
            no image with one that is no port.
        on_build: ``OnBuild``, the triggers that fire when a child image is built.
        args_escaped: ``ArgsEscaped``; means something on Windows only.
        os: ``os``, ``linux`` or ``windows``.
        name: what to call the image when a word's origin is told (not compared).
        trace: how the fields came to be, when a builder's run is known (not compared).
    """

    entrypoint: Words = field(default=None, converter=_words)
    cmd: Words = field(default=None, converter=_words)
    shell: Words = field(default=None, converter=_words)
    env: tuple[str, ...] = field(default=(), converter=words)
    working_dir: str = ""
    user: str = ""
    stop_signal: str = ""
    exposed_ports: tuple[str, ...] = field(default=(), converter=words)
    on_build: Words = field(default=None, converter=_words)
    args_escaped: bool = False
    os: str = "linux"
    name: str | None = field(default=None, eq=False)
    trace: Callable[[], Trace] | None = field(default=None, eq=False, repr=False)

    @classmethod
    def from_json(cls, record: Any, *, name: str | None = None, os: str = "linux") -> ImageConfig:
        """Read a config by its image-config JSON names, as engines do.

        Keys are compared without case, null elements of a list are empty words, a string
        is one word, and what is no UTF-8 is U+FFFD: what Go's decoder and Docker's ``StrSlice``
        make of them (recorded: ``run_cases`` on Docker 20.10.24 and 28.5.2).

        Args:
            record: the object under ``config`` (or ``Config``) of an image config.
            name: what to call the image.
            os: the image's operating system, ``os`` beside ``config``.

        Raises:
            ImageConfigError: a field has a type that no engine takes.
        """
        if not isinstance(record, dict):
            raise ImageConfigError(
                f"an image config is a JSON object, not {json_kind(record)}",
                code="image-config",
                hint='write it as {"Entrypoint": ["word"], "Cmd": ["word"]}',
            )
        lowered = {key.lower(): value for key, value in record.items() if isinstance(key, str)}
        return cls(
            entrypoint=_list(lowered, "Entrypoint"),
            cmd=_list(lowered, "Cmd"),
            shell=_list(lowered, "Shell"),
            env=_list(lowered, "Env") or (),
            working_dir=_text(lowered, "WorkingDir"),
            user=_text(lowered, "User"),
            stop_signal=_text(lowered, "StopSignal"),
            exposed_ports=_keys(lowered, "ExposedPorts"),
            on_build=_list(lowered, "OnBuild"),
            args_escaped=_flag(lowered, "ArgsEscaped"),
            os=os,
            name=name,
        )

    @classmethod
    def undescribed(cls, name: str) -> ImageConfig:
        """Give the config of an image nobody described: every field unknown."""
        return _undescribed(name) if len(name) < _LONG_NAME else _undescribed.__wrapped__(name)

    @classmethod
    def known_good(  # noqa: D417 - the other arguments are the attributes
        cls,
        entrypoint: Words,
        cmd: Words,
        shell: Words,
        *,
        env: tuple[str, ...] = (),
        working_dir: str = "",
        user: str = "",
        stop_signal: str = "",
        exposed_ports: tuple[str, ...] = (),
        on_build: Words = None,
        args_escaped: bool = False,
        os: str = "linux",
        name: str | None = None,
        trace: Callable[[], Trace] | None = None,
        late: bool = False,
    ) -> ImageConfig:
        """Make one of values that are known to be of the right types, which need no look.

        Args:
            late: whether the fields in `LATE` are found when somebody first looks at one: they
                are those of the image that `trace.image()` gives.
        """
        values = {
            "entrypoint": entrypoint,
            "cmd": cmd,
            "shell": shell,
            "stop_signal": stop_signal,
            "exposed_ports": exposed_ports,
            "on_build": on_build,
            "args_escaped": args_escaped,
            "os": os,
            "name": name,
            "trace": trace,
        }
        if not late:
            values |= {"env": env, "working_dir": working_dir, "user": user}
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    if not TYPE_CHECKING:  # a type checker would take any name for one of ours

        def __getattr__(self, name: str) -> Any:
            # Python comes here for a field without a value only: one that is late.
            if name not in LATE:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            whole = object.__getattribute__(self, "trace").image()
            for field_name in LATE:
                object.__setattr__(self, field_name, getattr(whole, field_name))
            return getattr(whole, name)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        del include, exclude  # what a notebook may ask for; it chooses itself
        return views.bundle(self)

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)


# Bases are the same few from stage to stage, and from file to file.
@lru_cache(maxsize=512)
def _undescribed(name: str) -> ImageConfig:
    return ImageConfig.known_good(
        Unknown(name, "Entrypoint"),
        Unknown(name, "Cmd"),
        Unknown(name, "Shell"),
        on_build=Unknown(name, "OnBuild"),
        name=name,
    )


def json_kind(value: object) -> str:
    """Name the kind of a JSON value, as messages call it."""
    return {
        type(None): "null",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        tuple: "a list",
    }.get(type(value), "an object")


def _list(record: dict[str, Any], key: str) -> tuple[str, ...] | None:
    value = record.get(key.lower())
    if value is None:
        return None
    if isinstance(value, str):
        return (replace_invalid(value),)
    if not isinstance(value, list | tuple):
        fault = f"{key} must be a list of strings, not {json_kind(value)}"
    else:
        wrong = next((x for x in value if not isinstance(x, str) and x is not None), None)
        if wrong is None:
            return tuple("" if word is None else replace_invalid(word) for word in value)
        fault = f"{key} must be a list of strings, and {json_kind(wrong)} is among them"
    raise ImageConfigError(fault, code="image-config", hint=f'write {key} as ["word", "word"]')


def _keys(record: dict[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key.lower())
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise ImageConfigError(
            f"{key} must be an object, not {json_kind(value)}",
            code="image-config",
            hint=f'write {key} as {{"80/tcp": {{}}}}',
        )
    return tuple(replace_invalid(name) for name in value)


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key.lower())
    if value is None or isinstance(value, str):
        return replace_invalid(value or "")
    raise ImageConfigError(
        f"{key} must be a string, not {json_kind(value)}",
        code="image-config",
        hint=f'write {key} as "text"',
    )


def _flag(record: dict[str, Any], key: str) -> bool:
    value = record.get(key.lower())
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ImageConfigError(
        f"{key} must be true or false, not {json_kind(value)}",
        code="image-config",
        hint=f"write {key} as true or false",
    )
