"""A Compose file or a Kubernetes manifest as FILE: what stands beside it, and what is asked of it.

``cmdresolve compose.yaml web ls`` asks what ``docker compose run web ls`` starts,
``cmdresolve compose.yaml web`` what ``docker compose up`` does, ``cmdresolve pod.yaml app`` what
the kubelet does.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cmdresolve.cli.inputs import InputError, read_bytes
from cmdresolve.model.errors import YamlError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.yaml_nodes import Mapping as Table
from cmdresolve.starters.yaml_nodes import Node, Scalar, Sequence, mapping_value, read_yaml

if TYPE_CHECKING:
    from cmdresolve.cli.inputs import Question
    from cmdresolve.starters.compose import Build, ServiceCommand
    from cmdresolve.starters.kubernetes import PodContainer

_SUFFIXES = (".yaml", ".yml")
# What `docker compose` looks for by itself, the first that is there, and what it merges into it.
_USUAL = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_OVERRIDES = tuple(name.replace("compose.", "compose.override.") for name in _USUAL)
_NAME = r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*[=:]"
_NAMES_VARIABLE = pattern(_NAME)
# Values that need no reading: recorded with Compose 2.40's `config`.
_PLAIN_LINE = pattern(
    _NAME
    + r"[ \t]*(?:'([^'\\]*)'|\"([^\"$\\]*)\"|((?:[^'\"$\\#]|(?<=[^\s=:])#)*?))"
    + r"[ \t]*(?:(?<=[ \t])#.*)?"
)
_MOST_FILES = 100


def is_manifest(data: bytes, name: str) -> bool:
    """Say whether a YAML file holds Kubernetes' objects, rather than Compose's services.

    Raises:
        InputError: it is no UTF-8.
        YamlError: it is no YAML.
    """
    roots = [document.root for document in read_yaml(_text(data, name), name)]
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
    return pod_container(_text(data, name), container, engine=question.engine, name=name)


def service(data: bytes, question: Question) -> ServiceCommand:
    """Read the service that a question asks about out of a Compose file and what is beside it.

    Raises:
        InputError: it is asked with what Compose has no option for, or something beside the file
            cannot be read.
        CmdResolveError: Compose refuses the files, or has no such service.
    """
    from cmdresolve.starters.compose import ComposeRun, compose_service  # noqa: PLC0415 - same

    path = question.operand or ""
    folder = os.path.dirname(path)  # noqa: PTH120 - as elsewhere in the command line
    if question.init:
        raise InputError(
            "Compose has no --init", code="bad-usage", hint="write init: true in the service"
        )
    files = [(os.path.basename(path), _text(data, path))]  # noqa: PTH119 - same
    files += _override(path, folder)
    name, *words = question.arguments or (_only_service(files),)
    run = None
    if words or question.entrypoint is not None:
        run = ComposeRun(question.entrypoint, words)
    return compose_service(
        files,
        name,
        env=_Environment(folder),
        run=run,
        engine=question.engine,
        beside=dict(_beside(files, folder)),
    )


def is_elsewhere(build: Build) -> bool:
    """Say whether what an image is built from is none of this machine's folders."""
    context = build.context or ""
    return "://" in context or context.startswith("git@")


def dockerfile_of(build: Build, question: Question) -> str:
    """Give the path of the Dockerfile that a service's image is built from."""
    folder = os.path.dirname(question.operand or "")  # noqa: PTH120 - as above
    parts = (folder, build.context or ".", build.dockerfile or "Dockerfile")
    return posixpath.normpath(posixpath.join(*parts))


class _Environment(Mapping[str, str]):
    """The variables of the process, and behind them those of the project's ``.env`` file.

    Of that file the plain lines are read; one with escapes or variables, or with quotes inside, is
    refused when somebody asks for it.
    """

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, ".env")  # noqa: PTH118 - as above
        self._found: dict[str, str | int] = {}
        if os.path.isfile(self._path):  # noqa: PTH113 - as above
            text = _text(read_bytes(self._path), self._path)
            for number, line in enumerate(text.splitlines(), 1):
                plain, named = _PLAIN_LINE.fullmatch(line), _NAMES_VARIABLE.match(line)
                if plain is not None:
                    self._found[plain[1]] = plain[2] or plain[3] or plain[4] or ""
                elif named is not None:
                    self._found[named[1]] = number

    def __getitem__(self, name: str) -> str:
        if name in os.environ:
            return os.environ[name]
        value = self._found[name]
        if isinstance(value, int):
            raise InputError(
                f"{self._path}:{value}: {name} has escapes, variables or quotes in its value, "
                "which are not read here",
                code="env-file",
                hint=f"give it by the environment: {name}=… cmdresolve …",
            )
        return value

    def __iter__(self) -> Iterator[str]:
        return iter({**self._found, **os.environ})

    def __len__(self) -> int:
        return len({**self._found, **os.environ})


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is no UTF-8, from byte {error.start} on",
            code="not-text",
            hint="save it as UTF-8",
        ) from None


def _override(path: str, folder: str) -> Iterator[tuple[str, str]]:
    """Read what ``docker compose`` merges by itself into a file of a usual name."""
    if os.path.basename(path) in _USUAL:  # noqa: PTH119 - as above
        for name in _OVERRIDES:
            beside = os.path.join(folder, name)  # noqa: PTH118 - as above
            if os.path.isfile(beside):  # noqa: PTH113 - as above
                yield name, _text(read_bytes(beside), beside)
                return


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


def _beside(files: list[tuple[str, str]], folder: str) -> Iterator[tuple[str, str]]:
    """Read every file that is named somewhere in the files, and in those, by path.

    Most that are named so have nothing to do with Compose; one that cannot be read is left to it.
    """
    waiting = list(files)
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_FILES:
        inside, text = waiting.pop()
        for word in _scalars(text, inside):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(inside), word))
            real = os.path.join(folder, path)  # noqa: PTH118 - as above
            if path in seen or not word.endswith(_SUFFIXES) or not os.path.isfile(real):  # noqa: PTH113 - same
                continue
            seen.add(path)
            try:
                found = _text(read_bytes(real), real)
            except InputError:
                continue
            waiting.append((path, found))
            yield path, found


def _scalars(text: str, name: str) -> Iterator[str]:
    try:
        waiting: list[Node] = [document.root for document in read_yaml(text, name)]
    except YamlError:
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, Scalar):
            yield one.text
        elif isinstance(one, Sequence):
            waiting += one.items
        else:
            waiting += [entry.value for entry in one.entries]
