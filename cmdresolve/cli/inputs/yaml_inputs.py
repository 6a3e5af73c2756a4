"""Questions about a Compose file or a Kubernetes manifest as FILE.

``cmdresolve compose.yaml web ls`` asks what ``docker compose run web ls`` starts,
``cmdresolve compose.yaml web`` what ``docker compose up`` does, ``cmdresolve pod.yaml app`` what
the kubelet does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.cli.inputs.files import InputError
from cmdresolve.cli.inputs.project_files import ProjectFiles, as_text
from cmdresolve.cli.inputs.question import named_values
from cmdresolve.cli.inputs.services import service_names
from cmdresolve.model.source import Source

if TYPE_CHECKING:
    from cmdresolve.cli.inputs.files import Input
    from cmdresolve.cli.inputs.question import Question
    from cmdresolve.starters.compose import ServiceCommand
    from cmdresolve.starters.kubernetes import PodContainer


def pod(given: Input, question: Question) -> PodContainer:
    """Return the container of a manifest that a question is about.

    Raises:
        InputError: the question has options that a Pod cannot be given.
        CmdResolveError: the manifest is refused, or has no such container.
    """
    from cmdresolve.starters.kubernetes import pod_container  # noqa: PLC0415 - for a manifest only

    container, *more = question.arguments or (None,)
    if more or question.entrypoint is not None or question.init:
        raise InputError(
            "a Pod takes nothing at start",
            code="bad-usage",
            hint="its command and args are in the manifest; name the FILE and the container",
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
    """Return the service of a Compose project that a question is about.

    Returns:
        The service, and the files of the project, those that `extends` and `include` name left out.

    Raises:
        InputError: the question has options that Compose lacks, or another file of the project
            cannot be read.
        CmdResolveError: Compose refuses the files, or has no such service.
    """
    from cmdresolve.starters.compose import ComposeRun  # noqa: PLC0415 - same

    if question.init:
        raise InputError(
            "Compose has no --init", code="bad-usage", hint="write init: true in the service"
        )
    text = as_text(given.data, given.shown)
    sources = question.sources
    project = ProjectFiles(
        given.path,
        text,
        question.project,
        question.texts,
        limits=question.limits,
        readings=None if sources is None else sources.readings,
    )
    name, *words = question.arguments or (_only_service(project.files),)
    run = None
    if words or question.entrypoint is not None or question.is_run:
        run = ComposeRun(question.entrypoint, words)
    found = project.service(name, run=run, engine=question.engine)
    files = tuple(Source(name, written) for name, written in project.files)
    return evolve(found, notes=(*project.notes(), *found.notes)), files


def _only_service(files: list[tuple[str, str]]) -> str:
    names = service_names(files)
    if len(names) != 1:
        known = ", ".join(names) or "none"
        raise InputError(
            "name a service", code="bad-usage", hint=f"services of {files[0][0]}: {known}"
        )
    return names[0]
