"""A service of Compose files, asked for in a few words."""

from __future__ import annotations

from typing import Any

from cmdresolve.starters.compose import ServiceCommand, compose_service

IMAGE = "services:\n  a:\n    image: x\n"


def read(*files: str, service: str = "a", **options: Any) -> ServiceCommand:
    return compose_service(list(files), service, **options)


def words(found: ServiceCommand) -> tuple[Any, Any]:
    return found.override.entrypoint, found.override.args
