"""Changes that are parsed one by one rather than as a Dockerfile: as names and values, or flags.

Sources: podman v4.3.1 pkg/util/utils.go GetImageConfig, v5.8.2
vendor/go.podman.io/common/libimage/image_config.go; buildah v1.43.1 cmd/buildah/config.go;
recorded: Podman 4.3.1, 5.4.2 and 5.8.6, Buildah 1.28.2, 1.39.3 and 1.43.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import normpath
from typing import Any

from cmdresolve.dialects.changers import Changer
from cmdresolve.dockerfile.changing.made import ChangedFields, CommandField
from cmdresolve.go import json_array, jsoniter
from cmdresolve.go.shellwords import Plain, ShellwordsError, split
from cmdresolve.go.signals import signal_number
from cmdresolve.model.command import POSIX_SHELL
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import SPACE, lower, quote, replace_invalid, upper
from cmdresolve.model.image import ImageConfig, Words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.source import Source, Span

_JSON_BLANKS = " \t\r\n"
_MAY_BE_WORDS = frozenset({"string", "null"})
_INTEGER = pattern(r"[+-]?[0-9]+", re.ASCII)
_LAST_PORT = 65_535
# Go's os.Expand: ${…} with anything inside, a name, or one of the shell's special parameters.
_VARIABLE = pattern(r"\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*|[0-9*#$@!?-]))", re.ASCII)
_PODMAN_PROTOCOLS = frozenset({"tcp", "udp"})


class _ChangeText:
    """One change, split into an instruction's keyword and its value."""

    def __init__(self, text: str, place: int, changer: Changer) -> None:
        """Take a change: its text, its index among the changes, and the command."""
        self.text = text
        self.place = place
        self.changer = changer
        self.keyword = ""
        self.value = ""

    def fault(self, why: str, *, code: str = "change-value") -> DockerfileError:
        """Return the error for the change."""
        source = Source("--change", self.text)
        message = why
        if self.changer.reading == "pairs":
            message = f"invalid change {quote(self.text)} - {why}"
        return DockerfileError(
            message,
            code=code,
            stage="build",
            source=source,
            span=Span(0, len(self.text)),
            hint="it may be " + ", ".join(sorted(self.changer.takes)),
        )

    def part(self, words: Words) -> CommandField:
        """Return words for a field that the change sets, each with the change as its origin."""
        changer = self.changer
        flag = f"--{lower(self.keyword)}" if changer.reading == "flags" else "--change"
        origin = InCommandLine(f"{changer.engine} {changer.command}", self.place, flag=flag)
        return CommandField(words, (origin,) * (len(words) if isinstance(words, tuple) else 0))


def _words(change: _ChangeText, otherwise: Callable[[], Words]) -> Words:
    """Return the words of a JSON list, None for ``null``, and ``otherwise()`` for other texts.

    Source: Go's ``json.Unmarshal`` into a ``[]string``, to which a null in the list is empty.
    """
    text = change.value
    if change.changer.iterates_json:
        try:
            return jsoniter.read_strings(text)
        except json_array.JsonError:
            return otherwise()
    if text.strip(_JSON_BLANKS) == "null":
        return None
    at = len(text) - len(text.lstrip(_JSON_BLANKS))
    try:
        members = json_array.members(text, at, floats=False)
        json_array.scan_array(text, at, whole=True, floats=False)
    except json_array.JsonError:
        return otherwise()
    if any(x.kind not in _MAY_BE_WORDS for x in members):
        return otherwise()
    return tuple(x.word or "" for x in members)


def _script(text: str) -> Words:
    """Return the words for a text in shell form; for an empty text, the shell alone."""
    return (*POSIX_SHELL, *((replace_invalid(text),) if text else ()))


def read_pairs(
    own: ImageConfig, changes: Sequence[str], changer: Changer, room: Room
) -> ChangedFields:
    """Parse each change as a name and a value, separated by a blank or else an equals sign.

    Args:
        own: the container's config, which has no influence.
        changes: the changes.
        changer: the record of the command.
        room: the budget of characters for what changes amount to.

    Raises:
        DockerfileError: the command refuses a change.
        LimitError: they amount to more than is left in `room`.
    """
    del own
    made = ChangedFields()
    listed: dict[str, list[Any]] = {keyword: [] for keyword in _LISTED}
    for place, text in enumerate(changes):
        change = _ChangeText(text, place, changer)
        name, found, value = text.partition(" ")
        if not found:
            name, found, value = text.partition("=")
        if not found:
            raise change.fault("must be formatted as KEY VALUE")
        change.keyword, change.value = upper(name.strip(SPACE)), value.strip(SPACE)
        if change.keyword not in changer.takes:
            raise change.fault(f"invalid instruction {change.keyword}", code="change-instruction")
        if change.keyword in listed:
            listed[change.keyword].append(_LISTED[change.keyword](change))
            continue
        made = _PAIRS[change.keyword](made, change)
        if change.keyword == "WORKDIR":
            # A relative path is appended to those before it: many together grow quadratically.
            room.take(len(made.working_dir))
    return made._replace(
        env=tuple(listed["ENV"]),
        exposed_ports=tuple(listed["EXPOSE"]),
        on_build=tuple(listed["ONBUILD"]),
    )


def _user(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    if not change.value:
        raise change.fault("must provide a value to USER")
    return made._replace(user=change.value)


def _expose(change: _ChangeText) -> str:
    number, slash, protocol = change.value.partition("/")
    if "/" in protocol:
        raise change.fault("EXPOSE port must be formatted as PORT[/PROTO]")
    if _INTEGER.fullmatch(number) is None:
        raise change.fault("EXPOSE port must be an integer")
    # Python refuses to convert very many digits, which are not a port anyway.
    digits = number.lstrip("+-0")
    in_range = 0 < len(digits) <= len(str(_LAST_PORT)) and int(digits) <= _LAST_PORT
    if number.startswith("-") or not in_range:
        raise change.fault("EXPOSE port must be a valid port number")
    if slash and lower(protocol) not in _PODMAN_PROTOCOLS:
        raise change.fault("EXPOSE protocol must be TCP or UDP")
    return f"{digits}/{lower(protocol) or 'tcp'}"


def _env(change: _ChangeText) -> tuple[str, str]:
    name, _, value = change.value.partition("=")
    if not name:
        raise change.fault("ENV must have at least one argument")
    return _unquoted(name), _unquoted(value)


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text.startswith('"') and text.endswith('"')
    return text[1:-1] if quoted else text


def _entrypoint(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    text = change.value
    words = _words(change, lambda: _script(text) if text else ())
    # `null` undoes an earlier change (recorded: Podman 5.8).
    return made._replace(entrypoint=None if words is None else change.part(words))


def _cmd(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    words = _words(change, lambda: _script(change.value))
    return made._replace(cmd=None if words is None else change.part(words))


def _volume(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    volumes = _words(change, lambda: tuple(change.value.split(" ")))
    if not isinstance(volumes, tuple) or not volumes:
        raise change.fault("must provide at least one argument to VOLUME")
    if "" in volumes:
        raise change.fault("VOLUME paths must not be empty")
    return made


def _working_dir(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    if not change.value:
        raise change.fault("must provide a non-empty WORKDIR")
    joined = f"{made.working_dir}/{change.value}" if made.working_dir else change.value
    return made._replace(working_dir=normpath(joined))


def _label(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    name, equals, _ = change.value.partition("=")
    if not equals:
        raise change.fault("LABEL must be formatted key=value")
    if not _unquoted(name):
        raise change.fault("LABEL must have a non-empty key")
    return made


def _stop_signal(made: ChangedFields, change: _ChangeText) -> ChangedFields:
    number = signal_number(change.value)
    if number is None:
        raise change.fault(
            f"KILLSIGNAL must be given a valid signal: invalid signal: {change.value}"
        )
    return made._replace(stop_signal=str(number))


def _on_build(change: _ChangeText) -> str:
    if not change.value:
        raise change.fault("ONBUILD must be given an argument")
    return change.value


_PAIRS: Mapping[str, Callable[[ChangedFields, _ChangeText], ChangedFields]] = {
    "CMD": _cmd,
    "ENTRYPOINT": _entrypoint,
    "LABEL": _label,
    "STOPSIGNAL": _stop_signal,
    "USER": _user,
    "VOLUME": _volume,
    "WORKDIR": _working_dir,
}


_LISTED: Mapping[str, Callable[[_ChangeText], object]] = {
    "ENV": _env,
    "EXPOSE": _expose,
    "ONBUILD": _on_build,
}


def read_flags(
    own: ImageConfig, changes: Sequence[str], changer: Changer, room: Room
) -> ChangedFields:
    """Parse each change as a flag of ``buildah config``: an instruction's name, and the value.

    The order of different flags does not count. Of one flag given several times the last counts,
    except for variables, ports and triggers.

    Args:
        own: the container's config, whose variables can be used in values.
        changes: the changes.
        changer: the record of the command.
        room: the budget of characters for what variables expand to.

    Raises:
        DockerfileError: the command refuses a change.
        LimitError: variables expand to more than is left in `room`.
    """
    given: dict[str, list[_ChangeText]] = {}
    for place, text in enumerate(changes):
        change = _ChangeText(text, place, changer)
        name, _, value = text.partition(" ")
        change.keyword, change.value = upper(name), value
        if change.keyword not in changer.takes:
            raise change.fault(f"unknown flag: --{lower(name)}", code="change-instruction")
        given.setdefault(change.keyword, []).append(change)
    made = ChangedFields(env=_flag_env(own, given.get("ENV", ()), room))
    if "SHELL" in given:
        made = made._replace(shell=_split(given["SHELL"][-1]))
    if "ENTRYPOINT" in given:
        entrypoint = given["ENTRYPOINT"][-1]
        made = made._replace(entrypoint=_flag(entrypoint, lambda: _script(entrypoint.value)))
    if "CMD" in given:
        cmd = given["CMD"][-1]
        made = made._replace(cmd=_flag(cmd, lambda: _split(cmd)))
    last = {keyword: named[-1].value for keyword, named in given.items()}
    return made._replace(
        user=last.get("USER", ""),
        working_dir=last.get("WORKDIR", ""),
        stop_signal=last.get("STOPSIGNAL", ""),
        exposed_ports=tuple(x.value for x in given.get("EXPOSE", ())),
        on_build=tuple(x.value for x in given.get("ONBUILD", ())),
    )


def _flag(change: _ChangeText, otherwise: Callable[[], Words]) -> CommandField:
    """Parse the value of ``--entrypoint`` or ``--cmd``; a blank one clears the field."""
    blank = not change.value.strip(SPACE)
    return change.part(None if blank else _words(change, otherwise))


def _split(change: _ChangeText) -> tuple[str, ...]:
    """Split a value with go-shellwords."""
    try:
        return split(change.value, Plain()).words
    except ShellwordsError as error:
        message = f"parsing --{lower(change.keyword)} {quote(change.value)}: {error}"
        raise change.fault(message) from None


def _flag_env(
    own: ImageConfig, changes: Sequence[_ChangeText], room: Room
) -> tuple[tuple[str, str], ...]:
    """Return the variables after ``--env``; an unset ``$NAME`` in a value gives NAME.

    Source: buildah v1.43.1 cmd/buildah/config.go updateConfig, getenv.
    """
    values = dict(entry.partition("=")[::2] for entry in own.env)
    for change in changes:
        name, equals, value = change.value.partition("=")
        if not equals:
            raise change.fault(f"setting env {quote(name)}: no value given")

        def known(match: re.Match[str]) -> str:
            wanted = match[1] if match[1] is not None else match[2]
            found = values.get(wanted, wanted)
            room.take(len(found))
            return found

        values[name] = _VARIABLE.sub(known, value)
    return tuple(values.items())
