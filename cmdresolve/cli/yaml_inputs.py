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

from cmdresolve.cli.inputs import InputError
from cmdresolve.cli.project_files import ProjectFiles, as_text
from cmdresolve.starters.yaml_nodes import Mapping as Table
from cmdresolve.starters.yaml_nodes import Scalar, mapping_value, read_yaml

if TYPE_CHECKING:
    from cmdresolve.cli.inputs import Question
    from cmdresolve.starters.compose import Build, ServiceCommand
    from cmdresolve.starters.kubernetes import PodContainer


def is_manifest(data: bytes, name: str) -> bool:
    """Say whether a YAML file holds Kubernetes' objects, rather than Compose's services.

    Raises:
        InputError: it is no UTF-8.
        YamlError: it is no YAML.
    """
    roots = [document.root for document in read_yaml(as_text(data, name), name)]
    return any(
        isinstance(root, Table) and mapping_value(root, key) is not None
        for root in roots
        for key in ("apiVersion", "kind")
    )


def pod(data: bytes, question: Question) -> PodContainer:
    """Read the container that a question asks about out of a manifest.

    Raises:
        InputError: it is asked with what a Pod cannot be given.
        CmdResolveError: the manifest is refused, or has no such container.
    """
    from cmdresolve.starters.kubernetes import pod_container  # noqa: PLC0415 - for a manifest only

    container, *more = question.arguments or (None,)
    if more or question.entrypoint is not None or question.init:
        raise InputError(
            "a Pod takes nothing at start",
            code="bad-usage",
            hint="its command and args stand in the manifest; name the FILE and the container",
        )
    name = question.operand or ""
    return pod_container(as_text(data, name), container, engine=question.engine, name=name)


def service(data: bytes, question: Question) -> ServiceCommand:
    """Read the service that a question asks about out of a Compose file and what is beside it.

    Raises:
        InputError: it is asked with what Compose has no option for, or something beside the file
            cannot be read.
        CmdResolveError: Compose refuses the files, or has no such service.
    """
    from cmdresolve.starters.compose import ComposeRun  # noqa: PLC0415 - same

    path = question.operand or ""
    if question.init:
        raise InputError(
            "Compose has no --init", code="bad-usage", hint="write init: true in the service"
        )
    project = ProjectFiles(path, as_text(data, path))
    name, *words = question.arguments or (_only_service(project.files),)
    run = None
    if words or question.entrypoint is not None:
        run = ComposeRun(question.entrypoint, words)
    found = project.service(name, run=run, engine=question.engine)
    return evolve(found, notes=(*project.notes(), *found.notes))


def is_elsewhere(build: Build) -> bool:
    """Say whether what an image is built from is none of this machine's folders."""
    context = build.context or ""
    return "://" in context or context.startswith("git@")


def dockerfile_of(build: Build, question: Question) -> str:
    """Give the path of the Dockerfile that a service's image is built from."""
    folder = os.path.dirname(question.operand or "")  # noqa: PTH120 - as above
    parts = (folder, build.context or ".", build.dockerfile or "Dockerfile")
    return posixpath.normpath(posixpath.join(*parts))


def _only_service(files: list[tuple[str, str]]) -> str:
    names: dict[str, None] = {}
    for name, text in files:
        for document in read_yaml(text, name):
            root = document.root
            services = mapping_value(root, "services") if isinstance(root, Table) else None
            if isinstance(services, Table):
                keys = [entry.key for entry in services.entries]
                names |= dict.fromkeys(key.text for key in keys if isinstance(key, Scalar))
    if len(names) != 1:
        known = ", ".join(names) or "none"
        raise InputError(
            "name a service", code="bad-usage", hint=f"services of {files[0][0]}: {known}"
        )
    return next(iter(names))
