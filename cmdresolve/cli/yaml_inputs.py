"""A Compose file or a Kubernetes manifest as FILE: what stands beside it, and what is asked of it.

``cmdresolve compose.yaml web ls`` asks what ``docker compose run web ls`` starts,
``cmdresolve compose.yaml web`` what ``docker compose up`` does, ``cmdresolve pod.yaml app`` what
the kubelet does.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.cli.files import InputError
from cmdresolve.cli.project_files import ProjectFiles, as_text
from cmdresolve.model.source import Source
from cmdresolve.starters.yaml_nodes import Mapping as Table
from cmdresolve.starters.yaml_nodes import Scalar, mapping_value, read_yaml

if TYPE_CHECKING:
    from cmdresolve.cli.files import Input
    from cmdresolve.cli.project_files import ProjectOptions
    from cmdresolve.cli.question import Question
    from cmdresolve.starters.compose import Build, ServiceCommand
    from cmdresolve.starters.kubernetes import PodContainer


def pod(given: Input, question: Question) -> PodContainer:
    """Read the container that a question asks about out of a manifest.

    Raises:
        InputError: it is asked with what a Pod cannot be given.
        CmdResolveError: the manifest is refused, or has no such container.
    """
    from cmdresolve.cli.inputs import named_values  # noqa: PLC0415 - it imports this module
    from cmdresolve.starters.kubernetes import pod_container  # noqa: PLC0415 - for a manifest only

    container, *more = question.arguments or (None,)
    if more or question.entrypoint is not None or question.init:
        raise InputError(
            "a Pod takes nothing at start",
            code="bad-usage",
            hint="its command and args stand in the manifest; name the FILE and the container",
        )
    text = question.texts.get(given.shown) or as_text(given.data, given.shown)
    return pod_container(
        text,
        container,
        engine=question.engine,
        name=given.shown,
        env=dict(named_values(question.env)),
        limits=question.limits,
    )


def service(given: Input, question: Question) -> tuple[ServiceCommand, tuple[Source, ...]]:
    """Read the service that a question asks about out of a Compose file and what is beside it.

    Returns:
        The service, and the files of the project, those that `extends` and `include` name left out.

    Raises:
        InputError: it is asked with what Compose has no option for, or something beside the file
            cannot be read.
        CmdResolveError: Compose refuses the files, or has no such service.
    """
    from cmdresolve.starters.compose import ComposeRun  # noqa: PLC0415 - same

    if question.init:
        raise InputError(
            "Compose has no --init", code="bad-usage", hint="write init: true in the service"
        )
    text = as_text(given.data, given.shown)
    project = ProjectFiles(
        given.path, text, question.project, question.texts, limits=question.limits
    )
    name, *words = question.arguments or (_only_service(project.files),)
    run = None
    if words or question.entrypoint is not None or question.is_run:
        run = ComposeRun(question.entrypoint, words)
    found = project.service(name, run=run, engine=question.engine)
    files = tuple(Source(name, written) for name, written in project.files)
    return evolve(found, notes=(*project.notes(), *found.notes)), files


def is_elsewhere(build: Build) -> bool:
    """Say whether what an image is built from is none of this machine's folders."""
    context = build.context or ""
    return "://" in context or context.startswith("git@")


def dockerfile_of(build: Build, path: str, project: ProjectOptions | None = None) -> str:
    """Return the path of the Dockerfile that a service's image is built from.

    Args:
        build: what the service says of its build.
        path: the path of the Compose file.
        project: what Compose is given besides.
    """
    named = None if project is None else project.directory
    folder = named if named is not None else os.path.dirname(path)  # noqa: PTH120 - as above
    parts = (folder, build.context or ".", build.dockerfile or "Dockerfile")
    return posixpath.normpath(posixpath.join(*parts))


def service_names(files: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of the services of some Compose files, in order.

    Raises:
        YamlError: one of them is no YAML.
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


def _only_service(files: list[tuple[str, str]]) -> str:
    names = service_names(files)
    if len(names) != 1:
        known = ", ".join(names) or "none"
        raise InputError(
            "name a service", code="bad-usage", hint=f"services of {files[0][0]}: {known}"
        )
    return names[0]
