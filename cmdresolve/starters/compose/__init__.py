"""Docker Compose: what a service of a project starts, from the texts of its files."""

from cmdresolve.starters.compose.environment import project_variables
from cmdresolve.starters.compose.service import (
    Build,
    ComposeRun,
    ServiceCommand,
    compose_service,
    compose_services,
)

__all__ = [
    "Build",
    "ComposeRun",
    "ServiceCommand",
    "compose_service",
    "compose_services",
    "project_variables",
]
