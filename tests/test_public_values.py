"""What every public value can do: be compared, hashed, pickled, and shown in two lines."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import cmdresolve as cr

TEXT = "FROM base AS one\nENV A=b\nENTRYPOINT exec /e\nFROM one\nCMD [\"a\", 'b']\n"
MANIFEST = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "p"},
    "spec": {"containers": [{"name": "c", "image": "i", "args": ["$(A)"]}]},
}
COMPOSE = {"services": {"web": {"build": {"context": ".", "args": {"A": "b"}}, "command": "a b"}}}


def values() -> dict[str, Any]:
    """Make one of each; the words in them are long enough to fill more than two lines."""
    long = ["word"] * 100
    dockerfile = cr.Dockerfile.parse(TEXT)
    image = dockerfile.image(bases={"base": cr.ImageConfig(cmd=long, env=["A=b"])})
    answer = cr.resolve(image, cr.Override(args=long))
    source, span = cr.Source("Dockerfile", "FROM base\n" * 100), cr.Span(0, 9)
    return {
        "image": cr.ImageConfig(entrypoint=long, cmd=long, env=long),
        "built": image,
        "unknown": dockerfile.image(),
        "dockerfile": dockerfile,
        "override": cr.Override(entrypoint=long, args=long),
        "answer": answer,
        "unknown-answer": cr.resolve(dockerfile.image()),
        "word": answer.words[0],
        "dropped": cr.resolve(cr.ImageConfig(cmd=long), cr.Override(args=["a"])).dropped[0],
        "step": answer.steps[0],
        "finding": answer.notes[0],
        "engine": cr.dialect("podman@5.8/compat"),
        "builder": cr.dialect("buildah@1.43/docker"),
        "line": cr.docker_run(["docker", "run", "img", *long]),
        "service": cr.compose_service([COMPOSE], "web", run=cr.ComposeRun("sh", long)),
        "container": cr.pod_container(MANIFEST),
        "run": cr.ComposeRun("sh", long),
        "matrix": cr.matrix(),
        "cell": cr.matrix().cells[0][0],
        "limits": cr.Limits(text=5),
        "exec": cr.ExecForm(long),
        "shell": cr.ShellForm("a" * 500),
        "script": cr.resolve(cr.ImageConfig(cmd=["sh", "-c", "echo x; " * 90])).shell,
        "assumed": cr.resolve(cr.Dockerfile.parse("FROM b\nCMD a").image()).assumed,
        "basis": cr.Basis("base", env_known=False),
        "trace": cr.Trace(bases=(cr.Basis("base"),) * 20),
        "source": source,
        "span": span,
        "build": cr.Build(context="w" * 300, args={"A": None}),
        "by-default": cr.ByDefault("docker@28.5", "shell " * 50),
        "edit": cr.Edit("Dockerfile", 0, 9, "w" * 500),
        "in-line": cr.InCommandLine("docker run " * 20, 3, "--env", 1),
        "in-dockerfile": cr.InDockerfile(source, "CMD", span, span),
        "in-image": cr.InImage("image" * 50, "Cmd", 0),
        "in-override": cr.InOverride("args", 0),
        "in-yaml": cr.InYaml(source, "spec." * 60, span),
        "mend": cr.Mend("text " * 100, line=tuple(long)),
        "note": cr.Note("code", "text " * 100),
        "unknown-field": cr.Unknown("image", "Cmd", tuple(long)),
        "start": cr.StartCommand(image="i", override=cr.Override(args=long), engine="docker@28.5"),
        "atlas": cr.atlas("2024-06-01"),
    }


def test_each_public_value_is_held_here() -> None:
    classes = {name for name in cr.__all__ if isinstance(getattr(cr, name), type)}
    errors = {name for name in classes if issubclass(getattr(cr, name), Exception)}
    assert classes - errors == {type(one).__name__ for one in values().values()} & classes


@pytest.mark.parametrize("name", list(values()))
def test_a_value_is_equal_to_its_like_and_to_what_is_pickled_of_it(name: str) -> None:
    one, other = values()[name], values()[name]
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.copy(one) == one
    assert one != object()


@pytest.mark.parametrize("name", list(values()))
def test_a_value_is_shown_in_two_lines(name: str) -> None:
    """Of a terminal with 80 columns."""
    assert len(repr(values()[name])) <= 160
    assert repr(values()[name]).lower().startswith(type(values()[name]).__name__.lower())


def test_a_pickled_image_still_tells_how_it_came_to_be() -> None:
    image = values()["built"]
    again = pickle.loads(pickle.dumps(image))
    assert cr.resolve(again).steps == cr.resolve(image).steps
    assert cr.resolve(again).words == cr.resolve(image).words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (cr.dialect("docker@28.5"), "Engine('docker@28.5')"),
        (cr.dialect("buildkit@28.5"), "Builder('buildkit@28.5')"),
        (cr.ImageConfig(), "ImageConfig()"),
        (cr.ImageConfig(cmd=["a"], os="windows"), "ImageConfig(cmd=('a',), os='windows')"),
        (cr.resolve(cr.ImageConfig(cmd=["a"])), "Resolution('docker@28.5', argv=('a',))"),
        (
            cr.resolve(cr.Dockerfile.parse("FROM b").image()),
            "Resolution('docker@28.5', unknown=('Entrypoint of b', 'Cmd of b'))",
        ),
        (
            cr.Dockerfile.parse("FROM b\n"),
            "Dockerfile('Dockerfile', 7 characters, builder='buildkit@28.5')",
        ),
    ],
)
def test_a_value_shows_what_matters(value: object, shown: str) -> None:
    assert repr(value) == shown


def test_errors_are_values_too() -> None:
    with pytest.raises(cr.WrongTypeError) as caught:
        cr.ImageConfig(cmd="a b")
    assert pickle.loads(pickle.dumps(caught.value)) == caught.value
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, cr.CmdResolveError)
