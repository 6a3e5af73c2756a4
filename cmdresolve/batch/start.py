"""The keys of a batch request for starters: ``compose`` and ``kubernetes``."""

from __future__ import annotations

from collections.abc import Mapping
from reprlib import repr as shown
from typing import TYPE_CHECKING, Any

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image_json import json_kind
from cmdresolve.model.limits import Limits
from cmdresolve.model.source import Source

if TYPE_CHECKING:
    from cmdresolve.starters.compose import ComposeRun, ServiceCommand
    from cmdresolve.starters.kubernetes import PodContainer

_COMPOSE_LISTS, _COMPOSE_TEXTS = ("env_files", "profiles"), ("project_name", "folder")
#: The name of a request's manifest in origins.
MANIFEST = "<manifest>"
_USUAL = ("compose.yaml", "compose.override.yaml")
_COMPOSE_KEYS = ("files", "service", "env", "run", "beside", *_COMPOSE_LISTS, *_COMPOSE_TEXTS)
_COMPOSE_RUN_KEYS = ("entrypoint", "args")
_KUBERNETES_KEYS = ("manifest", "container", "env")


class RequestError(CmdResolveError):
    """The request itself cannot be read (stage ``request``)."""


def bad_request(message: str, hint: str | None = None) -> RequestError:
    """Return the error of a request that cannot be read."""
    return RequestError(message, code="bad-request", hint=hint)


def compose_command(compose: Mapping[str, Any], engine: Engine, limits: Limits) -> ServiceCommand:
    """Read the key ``compose``.

    Args:
        compose: ``files`` (a list of texts), ``service``, and if wanted ``env``, ``run`` and
            ``beside``, the files that are named in those by path; ``env_files``, ``profiles``,
            ``project_name`` and ``folder`` as of `compose_service`.
        engine: who starts the service.
        limits: how much it may take.

    Raises:
        RequestError: a key is missing, unknown or of the wrong type.
        CmdResolveError: Compose refuses the files.
    """
    from cmdresolve.starters.compose import compose_service  # noqa: PLC0415 - for this key only

    _check_keys(compose, _COMPOSE_KEYS, "compose")
    files, service = compose.get("files"), compose.get("service")
    if (
        not isinstance(files, list | tuple)
        or not files
        or not all(isinstance(x, str) for x in files)
    ):
        raise bad_request("compose.files must be a list of strings, at least one")
    if not isinstance(service, str):
        raise bad_request("compose.service must be a string, the name of a service")
    return compose_service(
        files,
        service,
        env=_strings(compose, "env"),
        beside=_strings(compose, "beside"),
        run=_compose_run(compose.get("run")),
        engine=engine,
        env_files=_texts(compose, "env_files"),
        profiles=_texts(compose, "profiles"),
        project_name=_text(compose, "project_name"),
        folder=_text(compose, "folder"),
        limits=limits,
    )


def _compose_run(run: Any) -> ComposeRun | None:
    from cmdresolve.starters.compose import ComposeRun  # noqa: PLC0415 - for this key only

    if run is None:
        return None
    if not isinstance(run, dict):
        raise bad_request(f"compose.run must be an object, not {json_kind(run)}")
    _check_keys(run, _COMPOSE_RUN_KEYS, "compose.run")
    entrypoint, args = run.get("entrypoint"), run.get("args")
    if entrypoint is not None and not isinstance(entrypoint, str):
        raise bad_request("compose.run.entrypoint must be a string, the text of --entrypoint")
    if args is None:
        args = []
    if not isinstance(args, list | tuple) or not all(isinstance(word, str) for word in args):
        raise bad_request("compose.run.args must be a list of strings")
    return ComposeRun(entrypoint, tuple(args))


def pod_container_of(kubernetes: Mapping[str, Any], engine: Engine, limits: Limits) -> PodContainer:
    """Read the key ``kubernetes``.

    Args:
        kubernetes: ``manifest``, a text, and ``container``, the name of one in it; without it or
            with null the only one there is; ``env``, values of variables that only a cluster has.
        engine: who starts it.
        limits: how much it may take.

    Raises:
        RequestError: a key is missing, unknown or of the wrong type.
        CmdResolveError: the manifest is refused, or has no such container.
    """
    from cmdresolve.starters.kubernetes import pod_container  # noqa: PLC0415 - for this key only

    _check_keys(kubernetes, _KUBERNETES_KEYS, "kubernetes")
    manifest, container = kubernetes.get("manifest"), kubernetes.get("container")
    if not isinstance(manifest, str):
        raise bad_request("kubernetes.manifest must be a string, the manifest's text")
    if container is not None and not isinstance(container, str):
        raise bad_request("kubernetes.container must be a string, the name of a container")
    env = _strings(kubernetes, "env", "kubernetes")
    return pod_container(manifest, container, engine=engine, env=env, limits=limits)


def yaml_sources(asked: Mapping[str, Any]) -> tuple[Source, ...]:
    """Return the YAML texts of a request, by their names in origins."""
    compose, pod = asked.get("compose"), asked.get("kubernetes")
    if compose is not None:
        files = compose["files"]
        return tuple(Source(compose_name(place), text) for place, text in enumerate(files))
    return () if pod is None else (Source(MANIFEST, pod["manifest"]),)


def compose_name(place: int) -> str:
    """Return the name in origins of a Compose file that has none."""
    return _USUAL[place] if place < len(_USUAL) else f"compose.{place + 1}.yaml"


def _strings(record: Mapping[str, Any], key: str, name: str = "compose") -> dict[str, str]:
    value = record.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and isinstance(x, str) for name, x in value.items()
    ):
        raise bad_request(f"{name}.{key} must be an object of strings")
    return value


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(x, str) for x in value):
        raise bad_request(f"compose.{key} must be a list of strings")
    return tuple(value)


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"compose.{key} must be a string")
    return value


def _check_keys(record: Mapping[str, Any], known: tuple[str, ...], name: str) -> None:
    for key in record:
        if key not in known:
            raise bad_request(f"unknown key {shown(key)} of {name}", "known: " + ", ".join(known))
