"""The files that a service's ``env_file`` names: they feed its container, and must be there.

Source: compose-go v2.9.1 types/project.go WithServicesEnvironmentResolved, dotenv/format.go.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.starters.compose.project import Project
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, refused


def check(service: Table, project: Project, compose: Compose) -> None:
    """Refuse files of variables that Compose would not read.

    Args:
        service: the service that is started.
        project: its project.
        compose: the version of Compose.

    Raises:
        ComposeError: one is known not to be there, though it has to be, or cannot be read.
    """
    for file, required, raw in _named(service, compose):
        path = _found(file, project)
        if path is None:
            if required and project.complete:
                told = f"env file {file.text} not found: no such file or directory"
                hint = "make the file, or say required: false"
                raise refused(file.place, "no-env-file", told, hint)
        elif not raw:
            project.env.read_file(project.files[path], path, compose)


def _found(file: Leaf, project: Project) -> str | None:
    """Find a file from the project's folder, or from that of the file that names it."""
    for folder in ("", posixpath.dirname(file.place.source.name)):
        path = posixpath.normpath(posixpath.join(folder, file.text))
        if path in project.files:
            return path
    return None


def _named(service: Table, compose: Compose) -> Iterator[tuple[Leaf, bool, bool]]:
    """Return each file, whether it has to be there, and whether its lines are taken as they are."""
    value = service.entries.get("env_file")
    for number, item in enumerate(value.items if isinstance(value, Items) else (value,)):
        options = item.entries if isinstance(item, Table) else {}
        path = options.get("path", item)
        if isinstance(path, Table):
            told = f"environment path attribute env_file.[{number}] is missing"
            raise refused(path.place, "schema", told, "name the file: path: FILE")
        form = options.get("format")
        if isinstance(form, Leaf) and form.text not in compose.env_file_formats:
            raise refused(form.place, "schema", f'unsupported env_file format "{form.text}"')
        if isinstance(path, Leaf) and path.kind == "string":
            yield path, _text(options, "required") != "false", form is not None


def _text(options: dict[str, ComposeValue], key: str) -> str:
    value = options.get(key)
    return value.text if isinstance(value, Leaf) else ""
