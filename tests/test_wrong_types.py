"""What the public functions and methods say of values that they do not take.

Whatever is given for a parameter is taken, or refused with a typed error that says what was given
and what to write instead. Python's own errors from inside are neither.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.notebook import explore

IMAGE = cr.ImageConfig(cmd=["a", "b"])
MANIFEST = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "p"},
    "spec": {"containers": [{"name": "c", "image": "i"}]},
}
FILES = ["services: {web: {image: i}}"]
FILE = cr.Dockerfile.parse('FROM base\nARG X\nCMD ["x"]\n')
ATLAS = cr.atlas()
WHERE = Path(__file__).parent / "surface.json"

#: By the name in the agreed surface: the call, the positional arguments, and the named ones.
CALLS: dict[str, tuple[Callable[..., Any], list[Any], dict[str, Any]]] = {
    "Atlas": (cr.Atlas, ["2024-06-01"], {"platform": "linux/amd64"}),
    "Atlas.find": (ATLAS.find, ["alpine", "linux/amd64"], {}),
    "Atlas.history": (ATLAS.history, ["alpine"], {}),
    "Atlas.sources": (ATLAS.sources, ["alpine"], {}),
    "ComposeRun": (cr.ComposeRun, ["sh", ["a"]], {}),
    "Dockerfile.bases_needed": (
        FILE.bases_needed,
        [],
        {"target": "0", "build_args": {"X": "y"}, "platform": "linux/arm64"},
    ),
    "Dockerfile.image": (
        FILE.image,
        [],
        {
            "target": "0",
            "build_args": {"X": "y"},
            "bases": {"base": IMAGE},
            "builder": "buildkit@28.5",
            "platform": "linux/arm64",
            "contexts": {"base": IMAGE},
            "limits": cr.Limits(),
        },
    ),
    "Dockerfile.parse": (
        cr.Dockerfile.parse,
        ["FROM a"],
        {"name": "n", "builder": "buildkit@28.5", "limits": cr.Limits()},
    ),
    "ExecForm": (cr.ExecForm, [["a"]], {}),
    "ImageConfig": (
        cr.ImageConfig,
        [["a"], ["b"], ["c"], ["A=b"], "/", "u", "TERM", ["80"], ["RUN a"], False, "linux", "n"],
        {"trace": cr.Trace, "basis": cr.Basis("b"), "assumed": cr.ImageConfig},
    ),
    "ImageConfig.changed": (
        IMAGE.changed,
        [["CMD a"]],
        {"engine": "docker@28.5", "command": "commit", "limits": cr.Limits()},
    ),
    "ImageConfig.described_by": (IMAGE.described_by, [cr.Basis("b")], {}),
    "ImageConfig.from_json": (cr.ImageConfig.from_json, [{}], {"name": "n", "os": "linux"}),
    "ImageConfig.undescribed": (cr.ImageConfig.undescribed, ["n"], {}),
    "Limits.check": (cr.Limits().check, ["text", 5, "it"], {}),
    "Matrix.locate": (cr.matrix().locate, [IMAGE], {}),
    "Matrix.mark": (cr.matrix().mark, [IMAGE], {}),
    "Matrix.to_text": (cr.matrix().to_text, [], {"width": 80}),
    "Override": (
        cr.Override,
        [["a"], ["b"], False, (), (), (), ()],
        {"variables": None},
    ),
    "Override.args_origin": (cr.Override(args=["a"]).args_origin, [0], {}),
    "Override.entrypoint_origin": (cr.Override(entrypoint=["a"]).entrypoint_origin, [0], {}),
    "PodContainer.resolve": (
        cr.pod_container(MANIFEST).resolve,
        [IMAGE],
        {"limits": cr.Limits()},
    ),
    "RunCommand.resolve": (
        cr.docker_run("docker run i").resolve,
        [IMAGE],
        {"limits": cr.Limits()},
    ),
    "ServiceCommand.resolve": (
        cr.compose_service(FILES, "web").resolve,
        [IMAGE],
        {"limits": cr.Limits()},
    ),
    "StartCommand.resolve": (
        cr.StartCommand(image="i", override=cr.Override(), engine="docker@28.5").resolve,
        [IMAGE],
        {"limits": cr.Limits()},
    ),
    "answer": (cr.answer, [{}], {"limits": cr.Limits()}),
    "atlas": (cr.atlas, ["2024-06-01"], {"platform": "linux/amd64"}),
    "check": (cr.check, [cr.resolve(IMAGE)], {}),
    "compose_service": (
        cr.compose_service,
        [FILES, "web"],
        {
            "env": {"A": "b"},
            "run": cr.ComposeRun(),
            "engine": "docker@28.5",
            "beside": {"a": "b"},
            "env_files": [],
            "project_name": "p",
            "folder": "f",
            "profiles": ["p"],
            "complete": False,
            "limits": cr.Limits(),
        },
    ),
    "dialect": (cr.dialect, ["docker@28.5"], {}),
    "docker_run": (
        cr.docker_run,
        [["docker", "run", "i"]],
        {"engine": "docker@28.5", "limits": cr.Limits()},
    ),
    "exec_form": (cr.exec_form, [["a"]], {}),
    "explore": (
        explore,
        ["FROM a", "docker run app"],
        {"engine": "docker@28.5", "bases": {"a": IMAGE}, "with_matrix": False},
    ),
    "matrix": (cr.matrix, ["nine"], {"engine": "docker@28.5"}),
    "pod_container": (
        cr.pod_container,
        [MANIFEST, "c"],
        {"engine": "kubernetes", "name": "n", "env": {"A": "b"}, "limits": cr.Limits()},
    ),
    "pod_containers": (
        cr.pod_containers,
        [MANIFEST],
        {"engine": "kubernetes", "name": "n", "env": {"A": "b"}, "limits": cr.Limits()},
    ),
    "resolve": (
        cr.resolve,
        [IMAGE, cr.Override()],
        {"engine": "docker@28.5", "limits": cr.Limits()},
    ),
    "shell_line": (cr.shell_line, [["a"]], {}),
    "yaml_list": (cr.yaml_list, [["a"]], {}),
}

GIVEN: list[Any] = [
    None,
    3,
    1.5,
    True,
    "x",
    b"x",
    bytearray(b"x"),
    ["x"],
    [1],
    {"x": "y"},
    {1: 2},
    {"x"},
    Path("x"),
    object(),
    IMAGE,
]

# A file that is not there is an OSError, as everywhere in Python. A `Source` is below the errors,
# which point into one; the others are for values of the library.
_BY_ITSELF = {
    "Dockerfile.from_file",
    "Source.excerpt",
    "Source.line_text",
    "Source.position",
    "InternalError.of",
    "ImageConfig.unchecked",
}


def calls() -> list[tuple[str, int | str]]:
    places: list[tuple[str, int | str]] = []
    for name, (_, given, named) in CALLS.items():
        places += [(name, place) for place in (*range(len(given)), *named)]
    return places


@pytest.mark.parametrize(("name", "place"), calls())
def test_what_is_not_taken_is_refused_with_a_typed_error(name: str, place: int | str) -> None:
    call, given, named = CALLS[name]
    for value in GIVEN:
        made = None
        words, options = list(given), dict(named)
        if isinstance(place, int):
            words[place] = value
        else:
            options[place] = value
        try:
            made = call(*words, **options)
        except cr.CmdResolveError as error:
            made = error
        assert not isinstance(made, cr.InternalError), (value, made)
        assert "'internal'" not in repr(made), (value, made)
        assert not isinstance(made, cr.WrongTypeError) or made.hint, (value, made)


def test_each_function_and_method_is_called_here() -> None:
    """Errors' own methods aside, which the library calls, and those without parameters."""
    agreed = json.loads(WHERE.read_text(encoding="utf-8"))
    wanted = set()
    for name, told in agreed.items():
        if isinstance(told, str):
            wanted |= {name} if told.startswith("(") else set()
        elif not name.endswith("Error"):
            members = told.get("members", {}).items()
            takes = {m for m, call in members if call != "attribute" and "(self)" not in call}
            wanted |= {f"{name}.{member}" for member in takes}
    assert wanted - _BY_ITSELF <= set(CALLS)


@pytest.mark.parametrize(
    ("call", "message", "hint"),
    [
        (
            lambda: cr.Dockerfile.parse("FROM a", limits=5),  # type: ignore[arg-type]
            "limits is a Limits, not a value of type int",
            "write limits=Limits(words=1000), or leave it out",
        ),
        (
            lambda: cr.docker_run("docker run a", limits=cr.Limits(text="x")),  # type: ignore[arg-type]
            "Limits.text is a whole number, not a value of type str",
            "write it as 67108864",
        ),
        (
            lambda: IMAGE.changed(None),  # type: ignore[arg-type]
            "changes is a list of texts, not a value of type NoneType",
            'write changes=["a", "b"]',
        ),
        (
            lambda: ATLAS.find(None),  # type: ignore[arg-type]
            "reference is a text, not a value of type NoneType",
            "write it as 'alpine:3.20'",
        ),
        (
            lambda: explore(b"FROM a"),  # type: ignore[arg-type]
            "dockerfile is a text, not a value of type bytes",
            "write it as 'FROM alpine'",
        ),
        (
            lambda: cr.exec_form("nginx -g"),
            "words is a list, not a single text",
            "write words=['nginx -g']",
        ),
        (
            lambda: cr.shell_line({"a", "b"}),
            "words is a list of texts, not a value of type set",
            'write words=["a", "b"]',
        ),
        (
            lambda: FILE.image(contexts={"base": "alpine"}),  # type: ignore[dict-item] # wrong
            "contexts has image configs, not a value of type str: 'alpine'",
            'write contexts={"NAME": ImageConfig(…)}',
        ),
        (
            lambda: FILE.bases_needed(build_args=[("X", "y")]),  # type: ignore[arg-type]
            "build_args is a mapping, not a value of type list",
            'write build_args={"NAME": "value"}',
        ),
        (
            lambda: cr.Dockerfile.from_file(b"Dockerfile"),  # type: ignore[arg-type]
            "a path is a text or a Path, not a value of type bytes",
            'write "Dockerfile"; for the text itself, Dockerfile.parse(text)',
        ),
        (
            lambda: cr.matrix("ten"),
            "the matrix has the forms nine and twelve, not 'ten'",
            "write one of them: matrix('nine')",
        ),
        (
            lambda: cr.answer({}, limits=None),  # type: ignore[arg-type]
            "limits is a Limits, not a value of type NoneType",
            "write limits=Limits(words=1000), or leave it out",
        ),
        (
            lambda: cr.Limits().check("txt", 5, "it"),
            "no limit is called 'txt'",
            "known: text, yaml_text, expanded, words, stages, nesting, yaml_nodes, files",
        ),
    ],
)
def test_the_error_says_what_to_write(call: Callable[[], object], message: str, hint: str) -> None:
    with pytest.raises(cr.CmdResolveError) as caught:
        call()
    assert (caught.value.message, caught.value.hint) == (message, hint)
