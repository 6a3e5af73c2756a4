"""What an image says, and what a Dockerfile makes of it: one file on one base, by this library."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

import cmdresolve as cr
from cmdresolve.dockerfile.building.names import BuildRequest, Names
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.limits import Limits, Room
from cmdresolve.model.platform import Platform

#: Builders to try in turn: the newest, and for files of its age the oldest.
BUILDERS = {
    "linux": ("buildkit@28.5", "classic@20.10"),
    "windows": ("classic@28.5/windows",),
}
_WORKDIR = re.compile(r"^[ \t]*WORKDIR[ \t]", re.MULTILINE | re.IGNORECASE)
_INSTALLS = re.compile(
    r"\b(?:apk\b[^\n]*?\badd|apt(?:-get)?\b[^\n]*?\binstall|yum\b[^\n]*?\binstall|dnf\b[^\n]*?\binstall"
    r"|zypper\b[^\n]*?\bin(?:stall)?|pacman\b[^\n]*?-S\w*)\b(?P<what>[^&;|]*)"
)
#: What stands for a field of a base that is not known, by which it is found again in what is built.
_NOT_KNOWN = {"User": "not-known", "WorkingDir": r"C:\not-known", "StopSignal": "SIGNOTKNOWN"}
_ARCHIVE = re.compile(r"(?im)^\s*(?:ADD|COPY)\s[^\n]*(?:\.tar|\.t?gz|\.xz|rootfs|\s/\s+/\s*$)")


class Said(NamedTuple):
    """What an image said: an image config, with the shells that are in the image."""

    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    shell: tuple[str, ...] | None = None
    on_build: tuple[str, ...] | None = None
    env: tuple[str, ...] = ()
    user: str = ""
    working_dir: str = ""
    stop_signal: str = ""
    shells: tuple[str, ...] | None = None
    unknown: tuple[str, ...] = ()


NOTHING = Said(shells=())

#: The names of the fields that an image config has beside its environment.
FIELDS = {
    "Entrypoint": "entrypoint",
    "Cmd": "cmd",
    "Shell": "shell",
    "OnBuild": "on_build",
    "User": "user",
    "WorkingDir": "working_dir",
    "StopSignal": "stop_signal",
}


def from_json(record: dict[str, Any]) -> Said:
    """Read an image config."""
    return _said(ImageConfig.from_json(record), None)


@lru_cache(maxsize=2048)
def parsed(text: str, builder: str) -> cr.Dockerfile:
    """Read a Dockerfile."""
    return cr.Dockerfile.parse(text, builder=builder)


def _any_builder(text: str, system: str) -> cr.Dockerfile:
    *others, last = BUILDERS[system]
    for builder in others:
        try:
            return parsed(text, builder)
        except cr.CmdResolveError:
            continue
    return parsed(text, last)


@lru_cache(maxsize=1 << 17)
def base_of(text: str, system: str) -> str:
    """Return the image that the last stage stands on; nothing for the empty one."""
    file = _any_builder(text, system)
    builder = file.builder
    asked = BuildRequest(None, {}, {}, {}, Platform(system), Room(Limits()))
    names = Names(file.source, file._telling_stages, asked, builder)
    names.read_arguments(file._telling_stages)
    found = []
    for stage in file.stages:
        found.append(names.base(stage))
        names.register(stage, names.stage_name(stage))
    at = found[-1]
    while at.stage is not None:
        at = found[at.stage]
    return at.name if at.external else ""


@lru_cache(maxsize=1 << 18)
def build(text: str, system: str, base: str, said: Said | None) -> Said:
    """Build on a base; None for one that nobody described."""
    file = _any_builder(text, system)
    bases = {} if said is None or not base else {base: _config(said, base, system)}
    image = file.image(bases=bases, platform=f"{system}/amd64" if system != "linux" else None)
    shells = None if said is None else said.shells
    if not base and said is not None and said.shells is None:
        shells = None if _ARCHIVE.search(text) else ()
    installed = any(
        re.search(r"(?<![\w-])bash(?![\w-])", match["what"])
        for match in _INSTALLS.finditer(text.replace("\\\n", " "))
    )
    if installed and shells is not None:
        shells = tuple(sorted({*shells, "bash"}))
    made = _found_again(_said(image, shells), system)
    if not base and _WORKDIR.search(text) is None:
        # BuildKit and Buildah start in `/`, the classic builder nowhere; who built is not told.
        made = made._replace(working_dir="")
    unknown = set(made.unknown)
    if said is None and base:
        unknown.add("Env")
        if not image.user:
            unknown.add("User")
        if not image.working_dir:
            unknown.add("WorkingDir")
    elif said is not None and "Env" in said.unknown:
        unknown.add("Env")
    return made._replace(unknown=tuple(sorted(unknown)))


def _config(said: Said, name: str, system: str) -> ImageConfig:
    def words(field: str, value: tuple[str, ...] | None) -> Any:
        return Unknown(name, field) if field in said.unknown else value

    return ImageConfig(
        entrypoint=words("Entrypoint", said.entrypoint),
        cmd=words("Cmd", said.cmd),
        shell=words("Shell", said.shell),
        on_build=words("OnBuild", said.on_build),
        env=said.env,
        user=_NOT_KNOWN["User"] if "User" in said.unknown else said.user,
        working_dir=_folder(system) if "WorkingDir" in said.unknown else said.working_dir,
        stop_signal=(
            _NOT_KNOWN["StopSignal"] if "StopSignal" in said.unknown else said.stop_signal
        ),
        os=system,
        name=name,
    )


def _folder(system: str) -> str:
    folder = _NOT_KNOWN["WorkingDir"]
    return folder if system == "windows" else folder.removeprefix("C:").replace("\\", "/")


def _found_again(made: Said, system: str) -> Said:
    """Return what was built without what stood for fields of a base that are not known."""
    known = {
        "User": made.user != _NOT_KNOWN["User"],
        "WorkingDir": not made.working_dir.startswith(_folder(system)),
        "StopSignal": made.stop_signal != _NOT_KNOWN["StopSignal"],
    }
    return made._replace(
        user=made.user if known["User"] else "",
        working_dir=made.working_dir if known["WorkingDir"] else "",
        stop_signal=made.stop_signal if known["StopSignal"] else "",
        unknown=(*made.unknown, *(name for name, it_is in known.items() if not it_is)),
    )


def _said(image: ImageConfig, shells: tuple[str, ...] | None) -> Said:
    values = {
        "Entrypoint": image.entrypoint,
        "Cmd": image.cmd,
        "Shell": image.shell,
        "OnBuild": image.on_build,
    }
    known = {name: None if isinstance(x, Unknown) else x for name, x in values.items()}
    unknown = tuple(name for name, x in values.items() if isinstance(x, Unknown))
    return Said(
        known["Entrypoint"],
        known["Cmd"],
        known["Shell"],
        known["OnBuild"],
        tuple(image.env),
        image.user,
        image.working_dir,
        image.stop_signal,
        shells,
        unknown,
    )
