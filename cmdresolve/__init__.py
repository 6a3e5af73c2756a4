"""What process will this container start, and why?

The names below load when first used (PEP 562), so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would cost more than all the rest; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.batch.protocol import answer as answer
    from cmdresolve.checks import check as check
    from cmdresolve.dialects import Builder as Builder
    from cmdresolve.dialects import Engine as Engine
    from cmdresolve.dialects import dialect as dialect
    from cmdresolve.dockerfile import Dockerfile as Dockerfile
    from cmdresolve.images.atlas import Atlas as Atlas
    from cmdresolve.images.atlas import atlas as atlas
    from cmdresolve.model.command import ExecForm as ExecForm
    from cmdresolve.model.command import ShellForm as ShellForm
    from cmdresolve.model.errors import CmdResolveError as CmdResolveError
    from cmdresolve.model.errors import ComposeError as ComposeError
    from cmdresolve.model.errors import DialectError as DialectError
    from cmdresolve.model.errors import DockerfileError as DockerfileError
    from cmdresolve.model.errors import ImageConfigError as ImageConfigError
    from cmdresolve.model.errors import InternalError as InternalError
    from cmdresolve.model.errors import LimitError as LimitError
    from cmdresolve.model.errors import NoCommandError as NoCommandError
    from cmdresolve.model.errors import OverrideError as OverrideError
    from cmdresolve.model.errors import UnknownImageError as UnknownImageError
    from cmdresolve.model.errors import WrongTypeError as WrongTypeError
    from cmdresolve.model.errors import YamlError as YamlError
    from cmdresolve.model.finding import Edit as Edit
    from cmdresolve.model.finding import Finding as Finding
    from cmdresolve.model.finding import Mend as Mend
    from cmdresolve.model.image import Basis as Basis
    from cmdresolve.model.image import ImageConfig as ImageConfig
    from cmdresolve.model.image import Trace as Trace
    from cmdresolve.model.image import Unknown as Unknown
    from cmdresolve.model.limits import Limits as Limits
    from cmdresolve.model.origin import ByDefault as ByDefault
    from cmdresolve.model.origin import InCommandLine as InCommandLine
    from cmdresolve.model.origin import InDockerfile as InDockerfile
    from cmdresolve.model.origin import InImage as InImage
    from cmdresolve.model.origin import InOverride as InOverride
    from cmdresolve.model.origin import InYaml as InYaml
    from cmdresolve.model.origin import Origin as Origin
    from cmdresolve.model.override import Override as Override
    from cmdresolve.model.quoting import exec_form as exec_form
    from cmdresolve.model.quoting import shell_line as shell_line
    from cmdresolve.model.quoting import yaml_list as yaml_list
    from cmdresolve.model.source import Source as Source
    from cmdresolve.model.source import Span as Span
    from cmdresolve.model.trace import Dropped as Dropped
    from cmdresolve.model.trace import Note as Note
    from cmdresolve.model.trace import Step as Step
    from cmdresolve.published.matrix import Cell as Cell
    from cmdresolve.published.matrix import Matrix as Matrix
    from cmdresolve.published.matrix import matrix as matrix
    from cmdresolve.resolving.explanation import Word as Word
    from cmdresolve.resolving.resolution import Assumption as Assumption
    from cmdresolve.resolving.resolution import Resolution as Resolution
    from cmdresolve.resolving.resolver import resolve as resolve
    from cmdresolve.resolving.shell_script import Shell as Shell
    from cmdresolve.starters.command_line.docker_run import RunCommand as RunCommand
    from cmdresolve.starters.command_line.docker_run import docker_run as docker_run
    from cmdresolve.starters.compose import Build as Build
    from cmdresolve.starters.compose import ComposeRun as ComposeRun
    from cmdresolve.starters.compose import ServiceCommand as ServiceCommand
    from cmdresolve.starters.compose import compose_service as compose_service
    from cmdresolve.starters.kubernetes import PodContainer as PodContainer
    from cmdresolve.starters.kubernetes import pod_container as pod_container
    from cmdresolve.starters.kubernetes import pod_containers as pod_containers
    from cmdresolve.starters.start import StartCommand as StartCommand
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
    "Assumption": "resolving.resolution",
    "Atlas": "images.atlas",
    "Basis": "model.image",
    "Build": "starters.compose",
    "Builder": "dialects",
    "ByDefault": "model.origin",
    "Cell": "published.matrix",
    "CmdResolveError": "model.errors",
    "ComposeError": "model.errors",
    "ComposeRun": "starters.compose",
    "DialectError": "model.errors",
    "Dockerfile": "dockerfile",
    "DockerfileError": "model.errors",
    "Dropped": "model.trace",
    "Edit": "model.finding",
    "Engine": "dialects",
    "ExecForm": "model.command",
    "Finding": "model.finding",
    "ImageConfig": "model.image",
    "ImageConfigError": "model.errors",
    "InCommandLine": "model.origin",
    "InDockerfile": "model.origin",
    "InImage": "model.origin",
    "InOverride": "model.origin",
    "InYaml": "model.origin",
    "InternalError": "model.errors",
    "LimitError": "model.errors",
    "Limits": "model.limits",
    "Matrix": "published.matrix",
    "Mend": "model.finding",
    "NoCommandError": "model.errors",
    "Note": "model.trace",
    "Origin": "model.origin",
    "Override": "model.override",
    "OverrideError": "model.errors",
    "PodContainer": "starters.kubernetes",
    "Resolution": "resolving.resolution",
    "RunCommand": "starters.command_line.docker_run",
    "ServiceCommand": "starters.compose",
    "Shell": "resolving.shell_script",
    "ShellForm": "model.command",
    "Source": "model.source",
    "Span": "model.source",
    "StartCommand": "starters.start",
    "Step": "model.trace",
    "Trace": "model.image",
    "Unknown": "model.image",
    "UnknownImageError": "model.errors",
    "Word": "resolving.explanation",
    "WrongTypeError": "model.errors",
    "YamlError": "model.errors",
    "answer": "batch",
    "check": "checks",
    "atlas": "images.atlas",
    "compose_service": "starters.compose",
    "dialect": "dialects",
    "docker_run": "starters.command_line.docker_run",
    "exec_form": "model.quoting",
    "matrix": "published.matrix",
    "pod_container": "starters.kubernetes",
    "pod_containers": "starters.kubernetes",
    "resolve": "resolving.resolver",
    "shell_line": "model.quoting",
    "yaml_list": "model.quoting",
}

__all__ = [  # noqa: PLE0604 - every name is a string
    "__version__",
    *sorted(_HOMES),
]


def __dir__() -> list[str]:
    return list(__all__)
