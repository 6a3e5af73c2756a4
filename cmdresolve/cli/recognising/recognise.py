"""Recognition of a file, or of a text from a pipe, by its content.

A file's name counts only if the content fits several kinds or none, because files are copied,
piped and renamed. Nothing is parsed in full: errors are left to the reader of the kind.
"""

from __future__ import annotations

import re

from cmdresolve.cli.recognising.kinds import COMPOSE, CONFIG, DOCKERFILE, MANIFEST, Kind
from cmdresolve.cli.recognising.seen import Seen, look
from cmdresolve.model.lazy_pattern import pattern

_NAME_SOME = "name a Dockerfile, or a file with what `docker image inspect` prints"
_ARCHIVES = ((b"\x1f\x8b", "a gzip archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"))
_TAR_MAGIC = slice(257, 262)
_BINARIES = (
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90", "a program (Windows)"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\xca\xfe\xba\xbe", "a program (Mach-O or Java)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x89PNG", "a picture"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\0", "a database"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 8192

_DOCKERFILE_NAME = pattern(r"(?:.*[./_-])?(?:Dockerfile|Containerfile)(?:[._-].*)?", re.IGNORECASE)
_COMPOSE_NAME = pattern(r"(?:docker-|podman-)?compose(?:[._-].*)?\.ya?ml", re.IGNORECASE)
_INSTRUCTION = (
    r"(?:FROM|ARG|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR"
    r"|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)"
)
# Blank lines and comments, which may precede anything.
_BEFORE = pattern(r"(?:[ \t\r\n]|#[^\n]*(?:\n|\Z))*+")
_FIRST_IN_CAPITALS = pattern(_INSTRUCTION + r"(?:[ \t\r\n\\`]|\Z)")
# In lower case it may be prose or a program, so it has to be a whole instruction.
_FIRST = pattern(
    r"FROM[ \t]+(?:--\S+[ \t]+)*(?!import\b)[^\s:=]\S*(?:[ \t]+AS[ \t]+\S+)?[ \t\r]*(?:\\?\n|\Z)"
    r"|ARG[ \t]+\w+(?:=|[ \t\r]*(?:\n|\Z))",
    re.IGNORECASE,
)
_CONTINUED = pattern(r"[\\`][ \t\r]*\n")
_ANY_INSTRUCTION = pattern(rf"^[ \t]*{_INSTRUCTION}[ \t]+\S", re.MULTILINE)
_SERVICES_LIST = pattern(
    r"""^["']?services["']?[ \t]*:[ \t]*(?:\[[^\]\n]*\]|(?:(?:#[^\n]*)?\r?\n[ \t]*)+-[ \t])""",
    re.MULTILINE,
)

_COMPOSE_KEYS = frozenset("version name services include networks volumes configs secrets".split())
_COMMAND_KEYS = frozenset(("entrypoint", "cmd", "onbuild", "argsescaped"))
# moby v28.5 api/types/container/config.go; opencontainers/image-spec v1.1 config.md, in small
# letters as Go's decoder compares them.
_CONFIG_KEYS = _COMMAND_KEYS | frozenset(
    "shell env workingdir user stopsignal stoptimeout exposedports volumes labels healthcheck "
    "hostname domainname attachstdin attachstdout attachstderr tty openstdin stdinonce image "
    "networkdisabled macaddress memory memoryswap cpushares cpuset".split()
)
# Keys beside a config, or of JSON that is mistaken for one: inspect's output, OCI manifests.
_AROUND_CONFIG = frozenset("rootfs repotags manifests layers container_config".split())


def recognise(data: bytes, name: str = "") -> Kind:
    """Return the kind of an input.

    Args:
        data: its bytes.
        name: its path, or empty if it came from a pipe.

    Returns:
        The kind, which has a reader or only a name.
    """
    for magic, what in (*_ARCHIVES, *_BINARIES):
        if data.startswith(magic):
            is_archive = (magic, what) in _ARCHIVES
            return Kind("archive" if is_archive else None, what, _NAME_SOME, "not-text")
    if data[_TAR_MAGIC] == b"ustar":
        return Kind("archive", "a tar archive", _NAME_SOME, "not-text")
    wide = data.startswith(_UTF16)
    text = data.decode("utf-16" if wide else "utf-8", "replace").removeprefix("\ufeff")
    if "\0" in text[:_LOOKED_AT]:
        return Kind(None, "no text", _NAME_SOME, "not-text")
    kind = _recognise_text(text, name.replace("\\", "/").rpartition("/")[2])
    if wide and kind is not CONFIG:
        # Redirection in Windows PowerShell 5.1 writes UTF-16; only image configs are read so.
        return Kind(None, "UTF-16 text; engines read UTF-8", _NAME_SOME, "not-text")
    return kind


def _recognise_text(text: str, name: str) -> Kind:
    before = None if text[:1].isalpha() else _BEFORE.match(text)
    begin = 0 if before is None else before.end()
    if _is_instruction(text, begin) or _is_instruction(_joined(text, begin), 0):
        return DOCKERFILE
    from cmdresolve.cli.recognising import foreign  # noqa: PLC0415 - a Dockerfile needs no table of others

    if text.startswith("#!"):
        return foreign.script(text)
    seen = look(text, begin)
    kind = (
        foreign.by_keys(seen, foreign.SURE)
        or _of_ours(seen, name)
        or foreign.template(text)
        or foreign.by_keys(seen, foreign.LIKELY)
    )
    if kind is not None:
        return kind
    is_compose = _COMPOSE_NAME.fullmatch(name) is not None
    if begin == len(text):
        return COMPOSE if is_compose else DOCKERFILE
    kind = foreign.by_first_line(seen) or _broken_json(seen)
    if kind is not None:
        return kind
    if _DOCKERFILE_NAME.fullmatch(name):
        return DOCKERFILE
    kind = foreign.by_text(seen)
    if kind is not None:
        return kind
    if not seen.keys and _ANY_INSTRUCTION.search(text):
        return DOCKERFILE
    return COMPOSE if is_compose else foreign.by_name(name) or foreign.some_text(seen)


def _is_instruction(text: str, begin: int) -> bool:
    return bool(
        # Most Dockerfiles begin so, and this is quicker than a pattern.
        text.startswith(("FROM ", "ARG "), begin)
        or _FIRST_IN_CAPITALS.match(text, begin)
        or _FIRST.match(text, begin)
    )


def _joined(text: str, begin: int) -> str:
    """Return the first line of content, with its continuation lines."""
    rest = text[begin : begin + _LOOKED_AT]
    return _CONTINUED.sub("", rest)


def _of_ours(seen: Seen, name: str) -> Kind | None:
    """Return the kind with a reader that the keys of a text show, or None."""
    keys = seen.keys
    if seen.is_json and "syntax" in keys and not seen.is_list:
        # BuildKit looks for a frontend there (v0.25 frontend/dockerfile/parser/directives.go).
        return DOCKERFILE
    if seen.is_json and _describes_image(seen):
        return CONFIG
    if seen.is_list:
        return None
    if {"apiVersion", "kind"} <= keys or (
        keys & {"apiVersion", "kind"} and keys & {"spec", "items", "metadata", "template"}
    ):
        return MANIFEST
    if "services" in keys and not _lists_services(seen):
        return COMPOSE
    known = all(key in _COMPOSE_KEYS or key.startswith("x-") for key in keys)
    if known and (keys & {"include", "networks"} or (keys and _COMPOSE_NAME.fullmatch(name))):
        return COMPOSE
    return None


def _lists_services(seen: Seen) -> bool:
    if isinstance(seen.value, dict):
        return isinstance(seen.value.get("services"), list)
    return _SERVICES_LIST.search(seen.text) is not None


def _describes_image(seen: Seen) -> bool:
    """Say whether JSON is an image config, or an engine's output for no image."""
    if not seen.keys:
        return bool(seen.value == [])
    lowered = {key.lower() for key in seen.keys}
    records = seen.value if seen.is_list else [seen.value]
    inside = any(key.lower() == "config" for record in records for key in record)
    if inside or lowered & _AROUND_CONFIG or lowered & _COMMAND_KEYS or lowered <= _CONFIG_KEYS:
        return True
    from cmdresolve.model.did_you_mean import one_edit_apart  # noqa: PLC0415 - for an error

    # The reader of configs will name a misspelt key.
    return any(one_edit_apart(key, name) for key in lowered for name in ("entrypoint", "cmd"))


def _broken_json(seen: Seen) -> Kind | None:
    """Say whether a text is meant as JSON, so that the reader can report where it breaks."""
    rest = seen.text[seen.begin :]
    if seen.is_json or not rest.startswith(("{", "[")):
        return None
    lowered = {key.lower() for key in seen.keys}
    return CONFIG if not lowered or lowered & (_CONFIG_KEYS | {"config"}) else None
