"""An image config as tools print it: which of their JSON shapes it is, and its fields.

Known shapes: a config by itself, the OCI config of ``skopeo inspect --config`` and ``crane
config``, and what ``docker`` and ``podman`` ``inspect`` print, as a list of one or one of it.
Sources: moby v28.5.2 api/types/container/config.go and image/tarexport/load.go; OCI image-spec
v1.1.1 config.md; podman v5.8.2 libpod/define; ``docker load`` of each refused field on Docker
20.10.24 and 28.5.2, and ``podman load`` on Podman 5.8.6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from cmdresolve.model.did_you_mean import one_edit_apart
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.go_text import replace_invalid

INSPECT_HINT = "save what `docker image inspect IMAGE` prints, or `skopeo inspect --config`"
_KEYS_HINT = 'write it as {"Entrypoint": ["word"], "Cmd": ["word"]}'

# The fields that bear on a command, and the others that engines read, by their types.
_READ = "Entrypoint Cmd Shell Env WorkingDir User StopSignal ExposedPorts OnBuild ArgsEscaped"
_TEXTS = "Hostname Domainname Image MacAddress"
_FLAGS = "AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce NetworkDisabled"
_OTHERS = (
    "Volumes Labels Healthcheck StopTimeout Annotations PublishService Memory MemorySwap CpuShares "
    "Cpuset CreateCommand Timezone SystemdMode Umask Secrets Timeout Passwd"
)
_KNOWN_KEYS = {key.lower() for key in f"{_READ} {_TEXTS} {_FLAGS} {_OTHERS}".split()}
# Other formats' names for what an image config calls otherwise.
_OTHER_NAMES = {"command": "Cmd", "args": "Cmd"}
# Of the record around a config, the keys that nothing else has.
_AROUND = ("rootfs", "repotags", "repodigests", "graphdriver", "containerconfig")
_STRANGERS = (
    (("apiversion", "kind"), "a Kubernetes manifest", "read it as a manifest"),
    (("services",), "a Compose file", "read it as a Compose file"),
)


def config_of(record: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Find the config in what a tool prints of an image.

    Args:
        record: the JSON value.

    Returns:
        The config and the record around it, their keys in lower case; both are the same where
        the config stands by itself.

    Raises:
        ImageConfigError: it describes no single image, or has no key of an image config.
    """
    if isinstance(record, list | tuple):
        record = _only(record)
    if not isinstance(record, dict):
        message = f"an image config is a JSON object or a list of one, not {json_kind(record)}"
        _refuse(message, INSPECT_HINT)
    around: dict[str, Any] = _lowered(record)
    _refuse_pointers(around)
    if "config" not in around:
        _refuse_mistyped(record)
        says_nothing = _is_around(around) and not {"entrypoint", "cmd"} & around.keys()
        return {} if says_nothing else _known(around), around
    config: Any = around["config"]
    if config is None:
        config = {}
    if not isinstance(config, dict):
        _refuse("its Config is no JSON object", INSPECT_HINT)
    outside = next((key for key in ("Entrypoint", "Cmd") if key.lower() in around), None)
    if outside is not None:
        _refuse(f"{outside} stands beside its Config, and belongs into it", INSPECT_HINT)
    found = _lowered(config)
    entrypoint = found.get("entrypoint")
    if isinstance(entrypoint, str) and " " in entrypoint and "path" in around:
        # Podman before 5.0 joined a container's entrypoint with blanks.
        _refuse(
            "it joins the container's entrypoint into one text, so its words are lost",
            "inspect the image instead of the container",
        )
    _refuse_mistyped(config)
    return _known(found), around


def fields_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields that bear on a command, and check those that engines read beside them.

    Args:
        config: the config, its keys in lower case.

    Raises:
        ImageConfigError: a field has a type that no engine takes.
    """
    for key in _TEXTS.split():
        _text(config, key)
    for key in _FLAGS.split():
        _flag(config, key)
    _keys(config, "Volumes")
    _check_labels(config)
    _check_whole(config, "StopTimeout")
    _check_health(config)
    return {
        "entrypoint": _words(config, "Entrypoint"),
        "cmd": _words(config, "Cmd"),
        "shell": _words(config, "Shell"),
        "env": _list(config, "Env") or (),
        "working_dir": _text(config, "WorkingDir"),
        "user": _text(config, "User"),
        "stop_signal": _text(config, "StopSignal"),
        "exposed_ports": _keys(config, "ExposedPorts"),
        "on_build": _list(config, "OnBuild"),
        "args_escaped": _flag(config, "ArgsEscaped"),
    }


def name_of(around: Mapping[str, Any]) -> str | None:
    """Return the first tag that the record around a config tells, or None."""
    tags = around.get("repotags")
    first = tags[0] if isinstance(tags, list | tuple) and tags else None
    return first if isinstance(first, str) else None


def system_of(around: Mapping[str, Any]) -> str | None:
    """Return the operating system that the record around a config tells, or None."""
    system = around.get("os")
    return system if isinstance(system, str) and system else None


def json_kind(value: object) -> str:
    """Return the kind of a JSON value, as messages call it."""
    return {
        type(None): "null",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        tuple: "a list",
    }.get(type(value), "an object")


def _lowered(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Compare keys without case; of two that are one the last counts, as in Go's decoder."""
    return {key.lower(): value for key, value in record.items() if isinstance(key, str)}


def _only(records: list[Any] | tuple[Any, ...]) -> Any:
    if not records:
        _refuse(
            "it is an empty list",
            "the engine prints that for an image it does not have: pull the image first",
        )
    if len(records) > 1:
        _refuse(f"it describes {len(records)} images", "inspect one image at a time")
    return records[0]


def _refuse_pointers(around: Mapping[str, Any]) -> None:
    """Refuse a manifest, which only points to a config, and an inspection without the config."""
    config = around.get("config")
    points = isinstance(config, dict) and "digest" in _lowered(config)
    if around.get("manifests") is not None or points:
        _refuse(
            "this is a manifest; it only points to the config",
            "use `skopeo inspect --config` or `crane config`",
        )
    if config is None and around.get("layers") is not None:
        _refuse(
            "this is `skopeo inspect` without --config, which leaves the command out",
            "use `skopeo inspect --config`",
        )


def _is_around(record: Mapping[str, Any]) -> bool:
    """Say whether a record without a config describes an image, one whose config is empty."""
    is_oci = isinstance(record.get("os"), str) and isinstance(record.get("architecture"), str)
    return is_oci or any(key in record for key in _AROUND)


def _refuse_mistyped(written: Mapping[Any, Any]) -> None:
    for key in written:
        meant = _meant(key) if isinstance(key, str) else None
        if meant is not None:
            _refuse(f"{key} is no key of an image config", f"did you mean {meant}?")


def _known(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a config; refuse an object none of whose keys is a key of an image config."""
    if config and not config.keys() & _KNOWN_KEYS:
        for keys, what, hint in _STRANGERS:
            if all(key in config for key in keys):
                _refuse(f"this is {what} and no image config", hint)
        named = ", ".join(list(config)[:3])
        _refuse(f"none of its keys is one of an image config: {named}", _KEYS_HINT)
    return config


def _meant(key: str) -> str | None:
    """Return the key that a mistyped one was meant to be, if that key bears on the command."""
    lowered = key.lower()
    if lowered in _KNOWN_KEYS:
        return None
    if lowered in _OTHER_NAMES:
        return _OTHER_NAMES[lowered]
    plain = lowered.replace("_", "").replace("-", "")
    return next((one for one in _READ.split() if one_edit_apart(plain, one.lower())), None)


def _words(config: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    """Read what Docker's ``StrSlice`` takes: a list, or a string for a list of one."""
    value = config.get(key.lower())
    return (replace_invalid(value),) if isinstance(value, str) else _list(config, key)


def _list(config: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    return _words_of(config.get(key.lower()), key)


def _words_of(value: Any, key: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        fault = f"{key} must be a list of strings, not {json_kind(value)}"
    else:
        wrong = next((x for x in value if not isinstance(x, str) and x is not None), None)
        if wrong is None:
            return tuple("" if word is None else replace_invalid(word) for word in value)
        fault = f"{key} must be a list of strings, and {json_kind(wrong)} is among them"
    return _refuse(fault, f'write {key} as ["word", "word"]')


def _keys(config: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = _typed(config, key, lambda x: isinstance(x, dict), "an object", '{"NAME": {}}')
    wrong = next((x for x in (value or {}).values() if not isinstance(x, dict | None)), None)
    if wrong is not None:
        fault = f"{key} must be an object of empty objects, and {json_kind(wrong)} is among them"
        _refuse(fault, f'write {key} as {{"NAME": {{}}}}')
    return tuple(replace_invalid(name) for name in value or ())


def _text(config: Mapping[str, Any], key: str) -> str:
    value = _typed(config, key, lambda x: isinstance(x, str), "a string", '"text"')
    return replace_invalid(value or "")


def _flag(config: Mapping[str, Any], key: str) -> bool:
    value = _typed(config, key, lambda x: isinstance(x, bool), "true or false", "true or false")
    return bool(value)


def _check_labels(config: Mapping[str, Any]) -> None:
    value = _typed(config, "Labels", lambda x: isinstance(x, dict), "an object", '{"NAME": "text"}')
    wrong = next((x for x in (value or {}).values() if not isinstance(x, str | None)), None)
    if wrong is not None:
        fault = f"Labels must be an object of strings, and {json_kind(wrong)} is among them"
        _refuse(fault, 'write Labels as {"NAME": "text"}')


def _check_health(config: Mapping[str, Any]) -> None:
    shape = '{"Test": ["CMD", "word"]}'
    value = _typed(config, "Healthcheck", lambda x: isinstance(x, dict), "an object", shape)
    if value is None:
        return
    health = _lowered(value)
    _words_of(health.get("test"), "Healthcheck.Test")
    for key in ("Interval", "Timeout", "StartPeriod", "Retries"):
        _check_whole(health, f"Healthcheck.{key}")


def _check_whole(config: Mapping[str, Any], key: str) -> None:
    # Numbers may have been read as floats, since Python refuses to read very long whole ones.
    def is_whole(value: object) -> bool:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return whole and not isinstance(value, bool)

    _typed(config, key, is_whole, "a whole number", "1")


def _typed(
    config: Mapping[str, Any],
    key: str,
    good: Callable[[Any], bool],
    wanted: str,
    shape: str,
) -> Any:
    value = config.get(key.rpartition(".")[2].lower())
    if value is None or good(value):
        return value
    return _refuse(f"{key} must be {wanted}, not {json_kind(value)}", f"write {key} as {shape}")


def _refuse(message: str, hint: str) -> NoReturn:
    raise ImageConfigError(message, code="image-config", hint=hint)
