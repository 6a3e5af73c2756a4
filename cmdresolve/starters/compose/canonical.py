"""The errors that Compose finds when it rewrites short forms as long ones.

This is done to every service of every file. So these errors are also found in services that no
profile enables, and in a file that is only extended, which is not checked against the schema.
Source: compose-go v2.9.1 transform/canonical.go, override/uncity.go envFileIndexer;
asked of Compose 2.26 and 2.40.
"""

from __future__ import annotations

from cmdresolve.starters.compose.values import Items, Leaf, Table, kind_of, refused

_KINDS = {
    "build": ("string", "mapping"),
    "depends_on": ("list", "mapping"),
    "env_file": ("string", "list"),
    "extends": ("string", "mapping"),
    "ports": ("list",),
}


def check(root: Table) -> None:
    """Check the services of a file, or of several merged files.

    Args:
        root: the file.

    Raises:
        ComposeError: a value has no long form.
    """
    services = root.entries.get("services")
    for name, service in services.entries.items() if isinstance(services, Table) else ():
        if isinstance(service, Table):
            _check_service(name, service)


def _check_service(name: str, service: Table) -> None:
    for key, kinds in _KINDS.items():
        value = service.entries.get(key)
        if value is not None and kind_of(value) not in kinds:
            message = f"services.{name}.{key}: invalid type {kind_of(value)}"
            raise refused(value.place, "schema", message)
    env_files = service.entries.get("env_file")
    for number, item in enumerate(env_files.items if isinstance(env_files, Items) else ()):
        if isinstance(item, Table) and "path" not in item.entries:
            message = f"environment path attribute env_file.[{number}] is missing"
            raise refused(item.place, "schema", message, "name the file: path: FILE")
    ports = service.entries.get("ports")
    for port in ports.items if isinstance(ports, Items) else ():
        if isinstance(port, Leaf) and port.kind == "string" and not port.text:
            raise refused(port.place, "port", "No port specified: <empty>")
