"""What process will this container start, and why?

The names below load when first used (PEP 562), so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmdresolve.batch import answer
    from cmdresolve.command import ExecForm, ShellForm
    from cmdresolve.dialects import Builder, Engine, dialect
    from cmdresolve.dockerfile import Dockerfile
    from cmdresolve.errors import (
        CmdResolveError,
        DialectError,
        DockerfileError,
        ImageConfigError,
        NoCommandError,
        OverrideError,
        UnknownImageError,
    )
    from cmdresolve.explanation import Word
    from cmdresolve.frontends.docker import RunCommand, docker_run
    from cmdresolve.image import ImageConfig, Unknown
    from cmdresolve.documented_matrix import Matrix, matrix
    from cmdresolve.override import Override
    from cmdresolve.resolution import Resolution
    from cmdresolve.resolver import resolve
    from cmdresolve.trace import Dropped, Step

__version__ = "0.1.0"

_HOMES = {
    "Builder": "dialects",
    "CmdResolveError": "errors",
    "DialectError": "errors",
    "Dockerfile": "dockerfile",
    "DockerfileError": "errors",
    "Dropped": "trace",
    "Engine": "dialects",
    "ExecForm": "command",
    "ImageConfig": "image",
    "ImageConfigError": "errors",
    "Matrix": "documented_matrix",
    "NoCommandError": "errors",
    "Override": "override",
    "OverrideError": "errors",
    "Resolution": "resolution",
    "RunCommand": "frontends.docker",
    "ShellForm": "command",
    "Step": "trace",
    "Unknown": "image",
    "UnknownImageError": "errors",
    "Word": "explanation",
    "answer": "batch",
    "dialect": "dialects",
    "docker_run": "frontends.docker",
    "matrix": "documented_matrix",
    "resolve": "resolver",
}

__all__ = [  # noqa: PLE0604 - every name is a string
    "__version__",
    *sorted(_HOMES),
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'cmdresolve' has no attribute {name!r}")
    value = getattr(import_module(f"cmdresolve.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
