"""Image configs: what an image says about its first process.

A list of words is absent (None), empty (``()``), one empty word (``("",)``) and so on, or `Unknown`
where it depends on an image whose config was not given. These are never confused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmdresolve.model.argument_types import check_switch, check_text, listed
from cmdresolve.model.bounded_cache import kept_when_short
from cmdresolve.model.command import default_shell, optional_words, words
from cmdresolve.model.errors import wrong_type
from cmdresolve.model.limits import Bounds
from cmdresolve.model.origin import Origin
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Dropped, Note, Step
from cmdresolve.model.value import Record, field, give_fields, kept, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeAlias
else:
    Protocol = object


class Unknown(Record, compiled=True):
    """The value of a field that depends on an image whose config was not given.

    Attributes:
        image: the reference of that image, as written; empty if no image config would settle it,
            only the files of the container.
        field: the field of its config that is needed: ``Entrypoint``, ``Cmd``, ``Shell`` or
            ``OnBuild``; without an image, in words.
        known: the words that follow, whatever the field turns out to be: the text of a shell-form
            instruction when only the shell in front of it is unknown.
    """

    image: str
    field: str
    known: tuple[str, ...] = ()

    @property
    def need(self) -> str:
        """What would have to be known, such as ``Entrypoint of debian:12``."""
        return f"{self.field} of {self.image}" if self.image else self.field


#: A list of words in a config: absent, known, or unknown.
Words: TypeAlias = tuple[str, ...] | Unknown | None


def _text(value: str) -> str:
    if type(value) is not str:
        _check_field(value)
    return value


def _check_field(value: object) -> None:
    if isinstance(value, str):
        return
    message = f"this field of an image is a text, not a value of type {type(value).__name__}"
    raise wrong_type(message, 'write "" where the image says nothing')


def _words(value: Sequence[str] | Unknown | None) -> Words:
    return value if isinstance(value, Unknown) else optional_words(value)


class Described(Protocol):
    """An image config with the source it was found in (`cmdresolve.images.sources.Found`)."""

    @property
    def config(self) -> ImageConfig:
        """The image config."""

    @property
    def origin(self) -> str:
        """The kind of source: ``lock``, ``atlas``, ``registry`` and so on."""

    @property
    def source(self) -> str:
        """The source itself, in words for people."""

    @property
    def as_of(self) -> str | None:
        """The date on which it held, ``YYYY-MM-DD``; None if it is not known."""


class Basis(NamedTuple):
    """Where the config of a base image came from.

    Attributes:
        reference: the image reference, as it was looked up.
        described: the config with its source; None if the caller gave the config itself.
        env_known: whether its environment is known completely.
    """

    reference: str
    described: Described | None = None
    env_known: bool = True

    @property
    def supposed(self) -> bool:
        """Whether the config is a guess: nothing is known of this image, but of similar ones."""
        return bool(getattr(self.described, "supposed", False))


class Trace(Record):
    """How a build arrived at an image's fields.

    Attributes:
        entrypoint: the origin of each word of the entrypoint.
        cmd: the origin of each word of the cmd.
        steps: the rules that were applied, in order.
        dropped: the words that the build dropped.
        notes: what the build left open, such as the ONBUILD triggers of a base without a config.
        bases: the base images whose configs were given or found, and where these came from.
    """

    entrypoint: tuple[Origin, ...] = ()
    cmd: tuple[Origin, ...] = ()
    steps: tuple[Step, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Note, ...] = ()
    bases: tuple[Basis, ...] = ()


class ImageConfig(Record):
    """The part of an image config that concerns the first process.

    Field names follow the OCI image config; lists of strings are accepted and stored as tuples.

    Attributes:
        entrypoint: ``Entrypoint``.
        cmd: ``Cmd``.
        shell: ``Shell``, the words in front of a shell-form text when a child image is built.
        env: ``Env``, entries of the form ``NAME=value``.
        working_dir: ``WorkingDir``.
        user: ``User``.
        stop_signal: ``StopSignal``.
        exposed_ports: the keys of ``ExposedPorts`` that no builder has checked; some engines refuse
            to start an image if one of them is not a port.
        on_build: ``OnBuild``, the triggers that run when a child image is built.
        args_escaped: ``ArgsEscaped``, which has a meaning on Windows only.
        os: ``os``: ``linux`` or ``windows``.
        name: the image's name in the origins of words (not compared).
        trace: returns how a build arrived at the fields; None if no build did (not compared).
        basis: where the config came from, if it was looked up (not compared).
        assumed: returns the config of the same build on the assumption that bases without a config
            say nothing; None if no build made this config (not compared).
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

    # Written by hand, because it accepts more types than the fields have.
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
        check_switch(args_escaped, "args_escaped")
        check_text(name, "name", "alpine:3.20", optional=True)
        for computes in (trace, assumed):
            if computes is not None:
                _check_function(computes)
        if basis is not None:
            _check_basis(basis)
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
            _text(os),
            name,
            trace,
            basis,
            assumed,
        )

    @classmethod
    def from_json(cls, record: Any, *, name: str | None = None, os: str = "linux") -> ImageConfig:
        """Read a config from the JSON that a tool prints of an image, as engines decode it.

        As in Go, the case of keys does not count, null in a list is an empty word, and bytes that
        are not UTF-8 become U+FFFD. A string is a list of one word where Docker has its
        ``StrSlice``.

        Args:
            record: the JSON value: an OCI image config, the output of ``docker image inspect`` and
                its kin (a list of one object, or that object), or the value of its ``Config``.
                ``{}`` and None are an image config without any field.
            name: the image's name; by default the first tag in the value.
            os: the operating system, if the value names none.

        Raises:
            ImageConfigError: it does not describe exactly one image, has no key of an image
                config, has a key that is misspelt by a letter, or a field has a type that no
                engine accepts.
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
        """Return the config after changes such as ``docker commit --change`` makes.

        Args:
            changes: the values of ``--change``, such as ``CMD ["serve"]``; for ``buildah config``,
                each flag's name written as an instruction, and its value.
            engine: the engine whose command makes them, such as ``docker@28.5``, ``podman@5.8`` or
                ``buildah@1.43``; by default the newest Docker that was recorded.
            command: ``commit`` (of a container that was started from this image without any
                options), ``import`` (of a file system: this config is ignored) or ``config``; by
                default ``commit``, for Buildah ``config``.
            limits: the limits on the length of the changes and of what their variables expand to.

        Raises:
            DockerfileError: the command refuses a change.
            DialectError: no such command is known.
            LimitError: a limit is exceeded.
            WrongTypeError: an argument is of another type than is said here.
        """
        from cmdresolve.model import changing  # noqa: PLC0415 - the core loads it only when asked

        given = (changes,) if isinstance(changes, str) else listed(changes, "changes")
        check_text(engine, "engine", "docker@28.5", optional=True)
        check_text(command, "command", "commit", optional=True)
        made: ImageConfig = changing.changed(self, given, engine, command, limits)
        return made

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON values, under their names in an image config.

        ``Entrypoint``, ``Cmd``, ``Shell`` and ``OnBuild`` are always present, the other fields when
        they are not empty. `from_json` reads the result, unless a field is `Unknown`, which is an
        object with ``unknown`` (what would have to be known) and ``known``.
        """
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        return views.json(self)

    def __repr__(self) -> str:
        """Return the call that makes the config, without defaults and cut to two lines."""
        shown = (
            f"{name}={getattr(self, name)!r}"
            for name, spec in self._described.items()
            if spec.repr and getattr(self, name) != spec.default
        )
        return shortened(f"ImageConfig({', '.join(shown)})")

    @classmethod
    def undescribed(cls, name: str) -> ImageConfig:
        """Return the config of an image about which nothing is known."""
        if type(name) is not str:
            check_text(name, "name", "alpine:3.20")
        return _undescribed(name)

    @classmethod
    def unchecked(cls, fields: dict[str, Any]) -> ImageConfig:
        """Return a config without checking or converting its fields; for values of the library.

        Args:
            fields: a value for each field. The config takes the dict itself, which must not be
                changed afterwards.
        """
        made = object.__new__(cls)
        give_fields(made, fields)
        return made

    def described_by(self, basis: Basis) -> ImageConfig:
        """Return the same config with the record of where it came from."""
        if type(basis) is not Basis:
            _check_basis(basis)
        made = type(self).__new__(type(self))
        # Only the fields: `_as_assumed`, if it is cached in this one, differs for the other.
        fields = {name: self.__dict__[name] for name in self._fields}
        give_fields(made, {**fields, "basis": basis})
        return made

    def as_assumed(self) -> ImageConfig:
        """Return the config on the assumption that images without a config set no field.

        A config that the atlas guesses from other tags of the same line counts as known. A
        shell-form text of which only the shell is unknown gets the default shell.
        """
        return self._as_assumed

    # Cached: it takes another build of the whole file, and both the explanation and the checks of
    # an answer ask for it.
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

        del include, exclude  # a notebook chooses from all formats anyway
        return views.bundle(self)

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)


def _check_function(value: object) -> None:
    if not callable(value):
        message = f"trace and assumed are functions, not a value of type {type(value).__name__}"
        raise wrong_type(message, "leave them out: a build gives them")


def _check_basis(value: object) -> None:
    if not isinstance(value, Basis):
        message = f"a basis is a Basis, not a value of type {type(value).__name__}"
        raise wrong_type(message, 'write Basis("alpine:3.20")')


def _assumed(value: Words, system: str) -> Words:
    """Return a field as it is if the unknown part of it is absent."""
    if not isinstance(value, Unknown):
        return value
    return default_shell(system) + value.known if value.known else None


# Cached, since files name the same few bases again and again.
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
