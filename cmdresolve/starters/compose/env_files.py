"""The files that ``env_file`` and ``label_file`` of a service name: are they there and readable?

Their variables are the container's, and are not used in the Compose file itself. A file of labels
sees those of the files before it alone.

Source: compose-go v2.9.1 types/project.go WithServicesEnvironmentResolved,
WithServicesLabelsResolved, dotenv/format.go; asked of Compose 2.26 and 2.40.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.compose.casts import boolean
from cmdresolve.starters.compose.environment import Environment
from cmdresolve.starters.compose.project import Project
from cmdresolve.starters.compose.raw_env import check_raw
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, refused


def check(service: Table, project: Project, compose: Compose) -> None:
    """Check the files of variables and of labels of a service.

    Args:
        service: the service that is started.
        project: its project.
        compose: the version of Compose.

    Raises:
        ComposeError: a required file is known not to exist, or a file cannot be read.
    """
    for file, required, form in _named(service):
        path = posixpath.normpath(file.text)
        if path not in project.files:
            if required and project.complete:
                message = f"env file {file.text} not found: no such file or directory"
                hint = "create the file, or write required: false"
                raise refused(file.place, "no-env-file", message, hint)
        elif form is not None and form.text not in compose.env_file_formats:
            raise refused(form.place, "schema", f'unsupported env_file format "{form.text}"')
        elif form is None:
            project.env.read_file(project.files[path], path, compose)
        else:
            check_raw(project.files[path], path)
    _check_labels(service, project, compose)


def _check_labels(service: Table, project: Project, compose: Compose) -> None:
    value = service.entries.get("label_file")
    found: list[tuple[str, str]] = []
    for file in value.items if isinstance(value, Items) else (value,):
        if not isinstance(file, Leaf) or file.kind != "string":
            continue
        path = posixpath.normpath(file.text)
        if path in project.files:
            found.append((path, project.files[path]))
        elif project.complete:
            message = f"label file {file.text} not found: no such file or directory"
            raise refused(file.place, "no-env-file", message, "create the file")
    Environment({}, {}, project.env.room).with_files(found, compose)


def _named(service: Table) -> Iterator[tuple[Leaf, bool, Leaf | None]]:
    """Yield each file, whether it is required, and its ``format`` if that is given."""
    value = service.entries.get("env_file")
    for item in value.items if isinstance(value, Items) else (value,):
        options = item.entries if isinstance(item, Table) else {}
        path = options.get("path", item)
        form = options.get("format")
        said = form if isinstance(form, Leaf) and form.text else None
        if isinstance(path, Leaf) and path.kind == "string":
            yield path, _is_required(options.get("required")), said


def _is_required(value: ComposeValue | None) -> bool:
    """Return the value of ``required``, which Compose converts from a text when it decodes."""
    if not isinstance(value, Leaf) or value.kind == "null":
        return True
    try:
        return boolean(value.text)[1] == "true"
    except FlagValueError as error:
        raise refused(value.place, "boolean", f"env_file.required: {error}") from None
