"""What an image says about its first process.

Absent (None), empty (``()``) and one empty word (``("",)``) are three values; `Unknown` is
the fourth, for a field of an image that nobody described.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmdresolve.model.bounded_cache import kept_when_short
from cmdresolve.model.command import default_shell, optional_words, words
from cmdresolve.model.errors import wrong_type
from cmdresolve.model.limits import Bounds
from cmdresolve.model.origin import Origin
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Dropped, Note, Step
from cmdresolve.model.value import Record, field, kept, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeAlias
else:
    Protocol = object


class Unknown(Record, compiled=True):
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


def _text(value: str) -> str:
    if type(value) is not str:
        _check_text(value)
    return value


def _check_text(value: object) -> None:
    if isinstance(value, str):
        return
    message = f"this field of an image is a text, not a value of type {type(value).__name__}"
    raise wrong_type(message, 'write "" where the image says nothing')


def _words(value: Sequence[str] | Unknown | None) -> Words:
    return value if isinstance(value, Unknown) else optional_words(value)


class Described(Protocol):
    """A description with more to it than the config (`cmdresolve.images.sources.Found`)."""

    @property
    def config(self) -> ImageConfig:
        """The image's config."""

    @property
    def origin(self) -> str:
        """The kind of source it came from."""

    @property
    def source(self) -> str:
        """Where exactly it came from, in words for people."""

    @property
    def as_of(self) -> str | None:
        """The day it holds for."""


class Basis(NamedTuple):
    """Who described an image that was looked up.

    Attributes:
        reference: the image, as it was asked for.
        described: what was told of it beside its config, None where it was given outright.
        env_known: whether all of its environment is known.
    """

    reference: str
    described: Described | None = None
    env_known: bool = True

    @property
    def supposed(self) -> bool:
        """Whether nothing is known of the very image."""
        return bool(getattr(self.described, "supposed", False))


class Trace(Record):
    """How an image's fields came to be, told by the builder that made them.

    Attributes:
        entrypoint: an origin for each word of the entrypoint.
        cmd: an origin for each word of the cmd.
        steps: the rules that fired, in order.
        dropped: the words that the build dropped.
        notes: what the builder could not know: the triggers of a base that nobody described.
        bases: the images outside that it stands on and somebody described, and who did.
    """

    entrypoint: tuple[Origin, ...] = ()
    cmd: tuple[Origin, ...] = ()
    steps: tuple[Step, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Note, ...] = ()
    bases: tuple[Basis, ...] = ()


class ImageConfig(Record):
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
        basis: who described it, when it was looked up (not compared).
        assumed: gives the image as it is if what nobody described says nothing, where a builder
            can tell (not compared).
    """

    entrypoint: Words = None
    cmd: Words = None
    shell: Words = None
    env: tuple[str, ...] = ()
    working_dir: str = ""
    user: str = ""
    stop_signal: str = ""
    exposed_ports: tuple[str, ...] = ()
    on_build: Words = None
    args_escaped: bool = False
    os: str = "linux"
    name: str | None = field(default=None, eq=False)
    trace: Callable[[], Trace] | None = field(default=None, eq=False, repr=False)
    basis: Basis | None = field(default=None, eq=False, repr=False)
    assumed: Callable[[], ImageConfig] | None = field(default=None, eq=False, repr=False)

    # Written out: it takes more types than the fields have.
    def __init__(  # noqa: PLR0917 - the fields, in their order
        self,
        entrypoint: Sequence[str] | Unknown | None = None,
        cmd: Sequence[str] | Unknown | None = None,
        shell: Sequence[str] | Unknown | None = None,
        env: Sequence[str] = (),
        working_dir: str = "",
        user: str = "",
        stop_signal: str = "",
        exposed_ports: Sequence[str] = (),
        on_build: Sequence[str] | Unknown | None = None,
        args_escaped: bool = False,  # noqa: FBT001, FBT002 - a field
        os: str = "linux",
        name: str | None = None,
        trace: Callable[[], Trace] | None = None,
        basis: Basis | None = None,
        assumed: Callable[[], ImageConfig] | None = None,
    ) -> None:
        """Make a config; lists are stored as tuples.

        Raises:
            WrongTypeError: a field has a value of another type.
        """
        self._set_fields(
            _words(entrypoint),
            _words(cmd),
            _words(shell),
            words(env),
            _text(working_dir),
            _text(user),
            _text(stop_signal),
            words(exposed_ports),
            _words(on_build),
            args_escaped,
            os,
            name,
            trace,
            basis,
            assumed,
        )

    @classmethod
    def from_json(cls, record: Any, *, name: str | None = None, os: str = "linux") -> ImageConfig:
        """Read a config from what a tool prints of an image, as engines read it.

        Keys are compared without case, null elements of a list are empty words, a string
        is one word where Docker's ``StrSlice`` stands, and what is no UTF-8 is U+FFFD.

        Args:
            record: the JSON value: an OCI config, what ``docker image inspect`` and its kin
                print (a list of one, or one of it), or a config by itself. ``{}`` and None say
                nothing of the image.
            name: what to call the image; by default the first tag that the value tells.
            os: the image's operating system where the value tells none.

        Raises:
            ImageConfigError: it describes no single image, none of its keys is one of an image
                config, a key is one but for a letter, or a field has a type that no engine takes.
        """
        from cmdresolve.model import image_json  # noqa: PLC0415 - for JSON alone

        config, around = image_json.config_of({} if record is None else record)
        return cls(
            **image_json.fields_of(config),
            os=image_json.system_of(around) or os,
            name=image_json.name_of(around) if name is None else name,
        )

    def changed(
        self,
        changes: Sequence[str] | str,
        *,
        engine: str | None = None,
        command: str | None = None,
        limits: Bounds | None = None,
    ) -> ImageConfig:
        """Return the config after Dockerfile-like changes, as an engine's own command makes them.

        Args:
            changes: what ``--change`` is given, such as ``CMD ["serve"]``, each a text; for
                ``buildah config`` the flag's name as an instruction, and its value.
            engine: whose command it is, such as ``docker@28.5``, ``podman@5.8`` or
                ``buildah@1.43``; by default the newest Docker that was recorded.
            command: ``commit`` (of a container of this image to which nothing was given at start),
                ``import`` (of files alone: this config is not looked at) or ``config``; by default
                ``commit``, and ``config`` for Buildah.
            limits: how much they may take.

        Raises:
            DockerfileError: the command refuses a change.
            DialectError: no such command is known.
            LimitError: they are longer, or come to more, than the limits allow.
        """
        from cmdresolve.model import changing  # noqa: PLC0415 - the core loads it only when asked

        given = (changes,) if isinstance(changes, str) else words(tuple(changes))
        made: ImageConfig = changing.changed(self, given, engine, command, limits)
        return made

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON values, by their names in an image config.

        The four lists of commands are always there; of the others only those that are not empty.

        `from_json` reads it again, unless a field depends on an image that nobody described: that
        is an object with ``unknown``, what would have to be known, and ``known``.
        """
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        return views.json(self)

    def __repr__(self) -> str:
        """Write the fields that say something, cut in the middle to two lines."""
        shown = (
            f"{name}={getattr(self, name)!r}"
            for name, said in self._described.items()
            if said.repr and getattr(self, name) != said.default
        )
        return shortened(f"ImageConfig({', '.join(shown)})")

    @classmethod
    def undescribed(cls, name: str) -> ImageConfig:
        """Return the config of an image nobody described: every field unknown."""
        return _undescribed(name)

    @classmethod
    def unchecked(cls, fields: dict[str, Any]) -> ImageConfig:
        """Return a config of values that are known to have the right types: nothing is checked.

        For those whose values are made by the library itself, as a build's are.

        Args:
            fields: a value for each field; it belongs to the config from now on.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", fields)
        return made

    def described_by(self, basis: Basis) -> ImageConfig:
        """Return the same config with the record of who described it."""
        made = type(self).__new__(type(self))
        # The fields alone: what is kept of this one does not hold for the other.
        fields = {name: self.__dict__[name] for name in self._fields}
        object.__setattr__(made, "__dict__", {**fields, "basis": basis})
        return made

    def as_assumed(self) -> ImageConfig:
        """Return the config on the assumption that images nobody described say nothing.

        An image that the atlas supposes to be like other tags of its line is taken to be like
        them. A script whose shell alone is unknown gets the default shell.
        """
        return self._as_assumed

    # Kept, because who explains an answer asks, and who looks for findings in it: it is another
    # build of the whole file.
    @kept
    def _as_assumed(self) -> ImageConfig:
        if self.assumed is not None:
            return self.assumed()
        image, basis = self, self.basis
        if basis is not None and basis.described is not None and basis.supposed:
            image = basis.described.config.described_by(basis._replace(env_known=False))
        return image._replace(
            entrypoint=_assumed(image.entrypoint, image.os),
            cmd=_assumed(image.cmd, image.os),
            shell=_assumed(image.shell, image.os),
            on_build=_assumed(image.on_build, image.os),
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        del include, exclude  # what a notebook may ask for; it chooses itself
        return views.bundle(self)

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)


def _assumed(value: Words, system: str) -> Words:
    if not isinstance(value, Unknown):
        return value
    return default_shell(system) + value.known if value.known else None


# Bases are the same few from stage to stage, and from file to file.
@kept_when_short
def _undescribed(name: str) -> ImageConfig:
    return ImageConfig.unchecked(
        {
            "entrypoint": Unknown(name, "Entrypoint"),
            "cmd": Unknown(name, "Cmd"),
            "shell": Unknown(name, "Shell"),
            "env": (),
            "working_dir": "",
            "user": "",
            "stop_signal": "",
            "exposed_ports": (),
            "on_build": Unknown(name, "OnBuild"),
            "args_escaped": False,
            "os": "linux",
            "name": name,
            "trace": None,
            "basis": None,
            "assumed": None,
        }
    )
