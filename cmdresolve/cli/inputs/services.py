"""The names of the services in Compose files, and the Dockerfiles of their images."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from cmdresolve.cli.inputs.files import InputError, read_bytes
from cmdresolve.starters.yaml_nodes import Mapping as Table
from cmdresolve.starters.yaml_nodes import Scalar, mapping_value, read_yaml

if TYPE_CHECKING:
    from cmdresolve.cli.inputs.project_files import ProjectOptions
    from cmdresolve.starters.compose import Build


def is_elsewhere(build: Build) -> bool:
    """Say whether an image is built from a remote repository, not from a folder here."""
    context = build.context or ""
    return "://" in context or context.startswith("git@")


def dockerfile_of(build: Build, path: str, project: ProjectOptions | None = None) -> str:
    """Return the path of the Dockerfile that a service's image is built from.

    Args:
        build: the service's ``build``.
        path: the path of the Compose file.
        project: the options of ``docker compose``.
    """
    named = None if project is None else project.directory
    folder = named if named is not None else os.path.dirname(path)  # noqa: PTH120 - as above
    parts = (folder, build.context or ".", build.dockerfile or "Dockerfile")
    return posixpath.normpath(posixpath.join(*parts))


def text_of(dockerfile: str, service: str) -> bytes:
    """Read the Dockerfile that a service's image is built from.

    Raises:
        InputError: it does not exist, or cannot be read.
    """
    if not os.path.exists(dockerfile):  # noqa: PTH110 - as above
        raise InputError(
            f"services.{service} is built from {dockerfile}, which does not exist",
            code="no-dockerfile",
            hint="create it, or describe the image: --image-config FILE",
        )
    return read_bytes(dockerfile)


def service_names(files: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of the services of some Compose files, in order.

    Raises:
        YamlError: one of them is not YAML.
    """
    names: dict[str, None] = {}
    for name, text in files:
        for document in read_yaml(text, name):
            root = document.root
            services = mapping_value(root, "services") if isinstance(root, Table) else None
            if isinstance(services, Table):
                keys = [entry.key for entry in services.entries]
                names |= dict.fromkeys(key.text for key in keys if isinstance(key, Scalar))
    return tuple(names)
