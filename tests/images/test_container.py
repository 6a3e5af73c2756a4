"""Asking a local engine to create a container: what it is asked, and what its answers mean.

The program here stands for the process, not for an engine; `tests/engines/test_verify.py` asks
engines.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve import ImageConfig
from cmdresolve.images.container import Created, NotAskedError, create, words_of
from cmdresolve.model.image import Unknown

IMAGE = ImageConfig(entrypoint=["/e", "a b"], cmd=["x"])
SCRIPT = """#!/bin/sh
printf '%s\\n' "$*" >> "{folder}/asked"
case "$1 $2" in
"version --format") echo '{{"Client": {{"Version": "1.2"}}}}' ;;
"image import") cat > "{folder}/archive" ;;
"container create") {create} ;;
"container inspect") echo '[{{"Path": "p", "Args": ["q r", ""]}}]' ;;
esac
"""


def program(folder: Path, name: str = "docker", create: str = "echo warned >&2; echo ID") -> None:
    """Put a program on the PATH."""
    file = folder / name
    file.write_text(SCRIPT.format(folder=folder, create=create))
    file.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in front of PATH."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def asked(folder: Path) -> list[str]:
    """Return the lines that the program was asked, the name of the image left out."""
    lines = (folder / "asked").read_text().splitlines()
    name = next(word for word in lines[1].split() if word.startswith("cmdresolve-verify:"))
    return [line.replace(name, "NAME") for line in lines]


def test_an_image_is_made_and_all_is_taken_away_again(path: Path) -> None:
    """Of an archive with nothing in it; what the engine would start is what it stored."""
    program(path)

    seen = create(IMAGE, (), ("y z",), "docker")

    assert seen == Created("docker 1.2", ("p", "q r", ""))
    assert asked(path) == [
        "version --format {{json .}}",
        'image import --change ENTRYPOINT ["/e", "a b"] --change CMD ["x"] - NAME',
        "container create --pull=never NAME y z",
        "container inspect ID",
        "container rm ID",
        "image rm NAME",
    ]
    assert (path / "archive").read_bytes() == bytes(1024)


def test_what_the_engine_refuses_is_an_answer(path: Path) -> None:
    program(path, create="echo first >&2; echo 'no command' >&2; exit 1")

    assert create(IMAGE, (), (), "docker") == Created("docker 1.2", None, "no command")
    assert asked(path)[-1] == "image rm NAME"


def test_an_image_that_the_engine_has_is_taken_by_its_name(path: Path) -> None:
    program(path)

    create("web:1", ("--init", "--entrypoint", "sh"), ("-c",), "docker")

    lines = (path / "asked").read_text().splitlines()
    assert lines[1] == "container create --pull=never --init --entrypoint sh web:1 -c"
    assert not [line for line in lines if line.startswith("image")]


@pytest.mark.parametrize(
    ("image", "argument", "told"),
    [
        (IMAGE, "a\0", "an argument on a command line cannot contain NUL"),
        (ImageConfig(cmd=Unknown("b", "Cmd")), "a", "CMD of the image is not known"),
    ],
)
def test_what_no_command_line_can_say_is_not_asked(
    image: ImageConfig, argument: str, told: str, path: Path
) -> None:
    program(path)

    with pytest.raises(NotAskedError, match=told):
        create(image, (), (argument,), "docker")


def test_without_an_engine_nothing_is_asked(path: Path) -> None:
    with pytest.raises(NotAskedError, match="docker-of-nobody is not installed here"):
        create(IMAGE, (), (), "docker-of-nobody")
    program(path, "docker-that-fails")
    script = (path / "docker-that-fails").read_text()
    (path / "docker-that-fails").write_text(script.replace("case", "echo down >&2; exit 1\ncase"))
    with pytest.raises(NotAskedError, match="docker-that-fails: down"):
        create(IMAGE, (), (), "docker-that-fails")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("echo not json", "does not print a JSON object"),
        ("true", "does not print a JSON object"),
        ("echo '[]'", "does not print a JSON object"),
        ("echo '[1]'", "does not print a JSON object"),
        ("echo {}", "a container without a process"),
        ("""echo '{"Path": "x", "Args": ["x"], "Config": null}'""", "a container without"),
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(path: Path, said: str, told: str) -> None:
    """However odd a program of that name is, nothing is made up and nothing breaks."""
    (path / "docker").write_text(f"#!/bin/sh\n{said}\n")
    (path / "docker").chmod(0o755)

    with pytest.raises(NotAskedError, match=told):
        create(IMAGE, (), (), "docker")


@pytest.mark.parametrize(
    ("path_and_args", "entrypoint", "cmd", "words"),
    [
        (("e", ["x", "y"]), ["e"], ["x", "y"], ("e", "x", "y")),
        (("e", []), ["e"], None, ("e",)),
        (("e", ["e"]), ["e"], None, ("e",)),
        (("e", ["e"]), ["e"], ["e"], ("e", "e")),
        (("x", ["x"]), [""], ["x"], ("x",)),
        (("x", ["x"]), [""], ["x", "x"], ("x", "x")),
        (("e", ["e"]), "e", None, ("e",)),
        (("e", ["e"]), "e", ["e"], ("e", "e")),
        (("e", ["e"]), "e e", None, ("e", "e")),
        (("", [""]), None, None, ("",)),
    ],
)
def test_a_word_that_stands_alone_is_one(
    path_and_args: tuple[str, list[str]],
    entrypoint: list[str] | str | None,
    cmd: list[str] | None,
    words: tuple[str, ...],
) -> None:
    """As records of Docker 28.5 and of Podman 4.3 and 5.8 have it."""
    path, args = path_and_args
    config = {"Entrypoint": entrypoint, "Cmd": cmd}

    assert words_of({"Path": path, "Args": args, "Config": config}) == words
