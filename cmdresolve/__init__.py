"""What process will this container start, and why?

The names below load when first used (PEP 562), so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would cost more than all the rest; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.batch import answer as answer
    from cmdresolve.command import ExecForm as ExecForm
    from cmdresolve.command import ShellForm as ShellForm
    from cmdresolve.dialects import Builder as Builder
    from cmdresolve.dialects import Engine as Engine
    from cmdresolve.dialects import dialect as dialect
    from cmdresolve.dockerfile import Dockerfile as Dockerfile
    from cmdresolve.documented_matrix import Matrix as Matrix
    from cmdresolve.documented_matrix import matrix as matrix
    from cmdresolve.errors import CmdResolveError as CmdResolveError
    from cmdresolve.errors import DialectError as DialectError
    from cmdresolve.errors import DockerfileError as DockerfileError
    from cmdresolve.errors import ImageConfigError as ImageConfigError
    from cmdresolve.errors import NoCommandError as NoCommandError
    from cmdresolve.errors import OverrideError as OverrideError
    from cmdresolve.errors import UnknownImageError as UnknownImageError
    from cmdresolve.explanation import Word as Word
    from cmdresolve.frontends.compose import ComposeRun as ComposeRun
    from cmdresolve.frontends.compose import ServiceCommand as ServiceCommand
    from cmdresolve.frontends.compose import compose_service as compose_service
    from cmdresolve.frontends.docker import RunCommand as RunCommand
    from cmdresolve.frontends.docker import docker_run as docker_run
    from cmdresolve.frontends.kubernetes import PodContainer as PodContainer
    from cmdresolve.frontends.kubernetes import pod_container as pod_container
    from cmdresolve.image import ImageConfig as ImageConfig
    from cmdresolve.image import Unknown as Unknown
    from cmdresolve.override import Override as Override
    from cmdresolve.resolution import Resolution as Resolution
    from cmdresolve.resolver import resolve as resolve
    from cmdresolve.trace import Dropped as Dropped
    from cmdresolve.trace import Step as Step
else:
    # A type checker that saw this would take any name for one of ours.

    def __getattr__(name: str) -> Any:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module 'cmdresolve' has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - only when a name is used

        value = getattr(import_module(f"cmdresolve.{home}"), name)
        globals()[name] = value
        return value


__version__ = "0.1.0"

_HOMES = {
    "Builder": "dialects",
    "CmdResolveError": "errors",
    "ComposeRun": "frontends.compose",
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
    "PodContainer": "frontends.kubernetes",
    "Resolution": "resolution",
    "RunCommand": "frontends.docker",
    "ServiceCommand": "frontends.compose",
    "ShellForm": "command",
    "Step": "trace",
    "Unknown": "image",
    "UnknownImageError": "errors",
    "Word": "explanation",
    "answer": "batch",
    "compose_service": "frontends.compose",
    "dialect": "dialects",
    "docker_run": "frontends.docker",
    "matrix": "documented_matrix",
    "pod_container": "frontends.kubernetes",
    "resolve": "resolver",
}

__all__ = [  # noqa: PLE0604 - every name is a string
    "__version__",
    *sorted(_HOMES),
]


def __dir__() -> list[str]:
    return list(__all__)
