"""Values that exclude each other, or need another, within one service or declared object.

Source: compose-go v2.9.1 loader/validate.go checkConsistency, validation/validation.go
checkFileObject; v2.4.8 has the same of these.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, refused

_CODE = "exclusive-keys"
_SOURCES = {"configs": ("file", "environment", "content"), "secrets": ("file", "environment")}
_DECLARED = ("volumes", "networks", "configs", "secrets")
_TRUE = frozenset(("true", "y", "yes", "on"))
_TESTS = ("CMD", "CMD-SHELL", "NONE")
_WITHOUT_TARGET = ("rebuild", "restart")


def check(root: Table, enabled: Mapping[str, Table]) -> None:
    """Check the configs, secrets and enabled services of a project.

    Args:
        root: the project.
        enabled: the services that are enabled by their profiles.

    Raises:
        ComposeError: two values exclude each other, or one is missing that another needs.
    """
    for key in _DECLARED:
        declared = root.entries.get(key)
        for name, one in declared.entries.items() if isinstance(declared, Table) else ():
            if isinstance(one, Table):
                _check_external(one, key, name)
                if key in _SOURCES:
                    _check_source(one, f"{key}.{name}", _SOURCES[key])
                if key == "secrets":
                    _check_secret(one, name)
    for name, service in enabled.items():
        _check_build(name, service)
        _check_health(service)
        _check_scale(name, service)
        _check_watch(name, service)


def _check_external(one: Table, key: str, name: str) -> None:
    """Check what is said of an object that exists already.

    Source: compose-go v2.9.1 validation/external.go, transform/external.go.
    """
    external, path = one.entries.get("external"), f"{key}.{name}"
    called = _text(_at(external, "name"))
    if called and _text(one.entries.get("name")) not in ("", called):
        message = f"{path}: name and external.name conflict; only use name"
        raise refused(one.entries["name"].place, _CODE, message)
    if key == "volumes" and _is_true(external):
        for other, value in one.entries.items():
            if other not in ("name", "external") and not other.startswith("x-"):
                message = f'{path}: conflicting parameters "external" and "{other}" specified'
                raise refused(value.place, _CODE, message)


def _check_source(one: Table, path: str, sources: tuple[str, ...]) -> None:
    given = [key for key in sources if key in one.entries]
    if len(given) > 1:
        message = f"{path}: {'|'.join(sources)} attributes are mutually exclusive"
        raise refused(one.entries[given[1]].place, _CODE, message)
    if not given and not {"driver", "external"} & one.entries.keys():
        message = f"{path}: one of {'|'.join(sources)} must be set"
        raise refused(one.place, "schema", message)


def _check_secret(one: Table, name: str) -> None:
    """Refuse a secret that is from neither a file nor a variable (validate.go checkConsistency).

    A file of no name is the project's folder by then (paths/resolve.go maybeUnixPath).
    """
    given = "file" in one.entries or _text(one.entries.get("environment"))
    if not _is_true(one.entries.get("external")) and not given:
        message = f'secret "{name}" must declare either `file` or `environment`'
        raise refused(one.place, _CODE, message)


def _check_build(name: str, service: Table) -> None:
    build = service.entries.get("build")
    inline = _text(_at(build, "dockerfile_inline"))
    if inline and _text(_at(build, "dockerfile")):
        message = f'service "{name}" declares mutualy exclusive dockerfile and dockerfile_inline'
        raise refused(service.entries["build"].place, _CODE, message)
    platforms, platform = _at(build, "platforms"), _text(service.entries.get("platform"))
    named = [_text(one) for one in platforms.items] if isinstance(platforms, Items) else []
    if named and platform and platform not in named:
        message = f'service.build.platforms MUST include service.platform "{platform}"'
        raise refused(service.entries["build"].place, _CODE, message)


def _check_health(service: Table) -> None:
    test = _at(service.entries.get("healthcheck"), "test")
    if isinstance(test, Items) and test.items and _text(test.items[0]) not in _TESTS:
        message = 'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"'
        raise refused(test.items[0].place, "schema", message)


def _check_scale(name: str, service: Table) -> None:
    scale = _number(service.entries.get("scale"))
    replicas = _number(_at(service.entries.get("deploy"), "replicas"))
    if scale is not None and replicas is not None and scale != replicas:
        message = f"services.{name}: can't set distinct values on 'scale' and 'deploy.replicas'"
        raise refused(service.entries["scale"].place, _CODE, message)
    count = replicas if scale is None else scale
    if count is not None and count > 1 and _text(service.entries.get("container_name")):
        what = "deploy.replicas" if scale is None else "scale"
        message = f"services.{name}: can't set container_name and {what}"
        hint = "leave one of the two out: no two containers can have the same name"
        raise refused(service.entries["container_name"].place, _CODE, message, hint)


def _check_watch(name: str, service: Table) -> None:
    watch = _at(service.entries.get("develop"), "watch")
    for one in watch.items if isinstance(watch, Items) else ():
        needs_target = _text(_at(one, "action")) not in _WITHOUT_TARGET
        if isinstance(one, Table) and needs_target and not _text(_at(one, "target")):
            message = f"services.{name}.develop.watch: target is required for non-rebuild actions"
            raise refused(one.place, "schema", message)


def _is_true(external: ComposeValue | None) -> bool:
    if isinstance(external, Leaf):
        return external.text.lower() in _TRUE
    return isinstance(external, Table)


def _at(value: ComposeValue | None, key: str) -> ComposeValue | None:
    return value.entries.get(key) if isinstance(value, Table) else None


def _text(value: ComposeValue | None) -> str:
    return value.text if isinstance(value, Leaf) and value.kind == "string" else ""


def _number(value: ComposeValue | None) -> int | None:
    """Read a number that is written with digits alone, as nearly all are."""
    if not isinstance(value, Leaf) or value.kind != "integer" or not value.text.isascii():
        return None
    return int(value.text) if value.text.lstrip("+-").isdigit() else None
