"""Image configs in the JSON shapes that tools print: finding the config, and decoding its fields.

The shapes: a config by itself; the OCI image config, as ``skopeo inspect --config`` and ``crane
config`` print it; and the object that ``docker inspect`` and ``podman inspect`` print in a list.
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

# The fields that concern the first process, then the others that engines know, by type.
_READ = "Entrypoint Cmd Shell Env WorkingDir User StopSignal ExposedPorts OnBuild ArgsEscaped"
_TEXTS = "Hostname Domainname Image MacAddress"
_FLAGS = "AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce NetworkDisabled"
_OTHERS = (
    "Volumes Labels Healthcheck StopTimeout Annotations PublishService Memory MemorySwap CpuShares "
    "Cpuset CreateCommand Timezone SystemdMode Umask Secrets Timeout Passwd"
)
_KNOWN_KEYS = {key.lower() for key in f"{_READ} {_TEXTS} {_FLAGS} {_OTHERS}".split()}
# What Pods, Compose and other formats call Cmd.
_OTHER_NAMES = {"command": "Cmd", "args": "Cmd"}
# Keys beside Config that identify the object of an image: no other JSON is likely to have one.
_AROUND = ("rootfs", "repotags", "repodigests", "graphdriver", "containerconfig")
# Other files that people pass by mistake: the keys that identify one, its name, and a hint.
_STRANGERS = (
    (("apiversion", "kind"), "a Kubernetes manifest", "read it as a manifest"),
    (("services",), "a Compose file", "read it as a Compose file"),
)


def config_of(record: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Find the config in the JSON that a tool prints of an image.

    Args:
        record: the JSON value.

    Returns:
        The config and the object that contains it, both with lower-case keys; twice the same for a
        config by itself.

    Raises:
        ImageConfigError: it does not describe exactly one image, or has no key of an image config.
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
        # An OCI image config may lack the key: that image has no config, rather than a wrong one.
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
        # `podman inspect CONTAINER`, which "path" gives away, joined the entrypoint with blanks
        # before 5.0.
        _refuse(
            "it joins the container's entrypoint into one text, so its words are lost",
            "inspect the image instead of the container",
        )
    _refuse_mistyped(config)
    return _known(found), around


def fields_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Decode the fields of `ImageConfig`, and check the types of the others that engines decode.

    Args:
        config: the config, with lower-case keys.

    Raises:
        ImageConfigError: a field has a type that no engine accepts.
    """
    # The fields that are not returned are checked too: an engine decodes the whole object, and
    # refuses the image for any of them (`docker load` of each, as the module's docstring says).
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
    """Return the first tag in the object that contains a config, or None."""
    tags = around.get("repotags")
    first = tags[0] if isinstance(tags, list | tuple) and tags else None
    return first if isinstance(first, str) else None


def system_of(around: Mapping[str, Any]) -> str | None:
    """Return the operating system in the object that contains a config, or None."""
    system = around.get("os")
    return system if isinstance(system, str) and system else None


def json_kind(value: object) -> str:
    """Return the name of a JSON value's type for a message, such as ``a list``.

    Callers in Python may give what JSON has no type for.
    """
    return {
        type(None): "null",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        tuple: "a list",
        dict: "an object",
    }.get(type(value), f"a value of type {type(value).__name__}")


def _lowered(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return an object with lower-case keys; the last of two equal ones counts, as in Go."""
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
    """Refuse a manifest, which only points to a config, and ``skopeo inspect`` without one."""
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
    """Return whether an object without ``Config`` is that of an image all the same."""
    is_oci = isinstance(record.get("os"), str) and isinstance(record.get("architecture"), str)
    return is_oci or any(key in record for key in _AROUND)


def _refuse_mistyped(written: Mapping[Any, Any]) -> None:
    """Refuse a misspelt key: engines ignore it, and the answer would be for an empty field."""
    for key in written:
        meant = _meant(key) if isinstance(key, str) else None
        if meant is not None:
            _refuse(f"{key} is no key of an image config", f"did you mean {meant}?")


def _known(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a config unchanged, after refusing one that has keys but none of an image config."""
    if config and not config.keys() & _KNOWN_KEYS:
        for keys, what, hint in _STRANGERS:
            if all(key in config for key in keys):
                _refuse(f"this is {what} and no image config", hint)
        named = ", ".join(list(config)[:3])
        _refuse(f"none of its keys is one of an image config: {named}", _KEYS_HINT)
    return config


def _meant(key: str) -> str | None:
    """Return the field of `ImageConfig` that a misspelt key means, or None."""
    lowered = key.lower()
    if lowered in _KNOWN_KEYS:
        return None
    if lowered in _OTHER_NAMES:
        return _OTHER_NAMES[lowered]
    plain = lowered.replace("_", "").replace("-", "")
    return next((one for one in _READ.split() if one_edit_apart(plain, one.lower())), None)


def _words(config: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    """Decode Docker's ``StrSlice``: a list, or a string for a list of one word."""
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
    # An integer may arrive as a float: callers parse JSON so, as Python refuses very long integers.
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
