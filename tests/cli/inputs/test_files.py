"""The files that a command line names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cmdresolve.cli.inputs.files import InputError, in_directory, kind_of, meant, read_bytes
from cmdresolve.cli.main import main

CONTENTS = {
    "compose.yaml": "services: {a: {image: x}}\n",
    "docker-compose.yml": "services: {a: {image: x}}\n",
    "pod.yaml": "kind: Pod\nspec: {containers: [{name: c, image: i}]}\n",
    "values.yaml": "replicas: 3\n",
}


def test_a_file_of_any_size_but_the_largest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    big = tmp_path / "big"
    with big.open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    with pytest.raises(InputError, match=r"big is larger than 64 MiB") as caught:
        read_bytes("big")
    assert caught.value.code == "too-large"


def test_a_path_that_no_file_can_have_is_unreadable() -> None:
    with pytest.raises(InputError, match="cannot read a\0b: embedded null byte"):
        read_bytes("a\0b")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Dockerfile", "compose.yaml", "pod.yaml"], "Dockerfile"),
        (["Containerfile", "compose.yaml"], "Containerfile"),
        (["docker-compose.yml", "compose.yaml"], "compose.yaml"),
        (["docker-compose.yml", "pod.yaml"], "docker-compose.yml"),
        (["pod.yaml", "values.yaml"], "pod.yaml"),
    ],
)
def test_the_file_in_a_folder_that_is_asked_about(
    tmp_path: Path, names: list[str], found: str
) -> None:
    """A Dockerfile, then a Compose file of a usual name, then the only manifest."""
    for name in names:
        (tmp_path / name).write_text(CONTENTS.get(name, "FROM scratch\n"))

    assert in_directory(str(tmp_path)) == str(tmp_path / found)


@pytest.mark.parametrize(
    ("names", "code"), [([], "unreadable"), (["pod.yaml", "other.yaml"], "which-file")]
)
def test_a_folder_of_none_or_of_several_manifests_is_refused(
    tmp_path: Path, names: list[str], code: str
) -> None:
    """The hint says what to name."""
    for name in names:
        (tmp_path / name).write_text(CONTENTS["pod.yaml"])
    with pytest.raises(InputError) as caught:
        in_directory(str(tmp_path))

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("chek", "did you mean the verb check?"),
        ("nginx:1", "if it names an image of the local docker or podman: --image nginx:1"),
    ],
)
def test_a_word_that_names_no_file_was_perhaps_meant_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, hint: str
) -> None:
    """A verb, or an image; not so one that is there and cannot be read."""
    monkeypatch.chdir(tmp_path)
    assert meant(word) == hint
    Path(word).symlink_to("nowhere")
    assert meant(word) is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "nginx:1",
            "  hint: if it names an image of the local docker or podman: --image nginx:1\n",
        ),
        ("resolve nginx:1", "  hint: if it names an image of the local docker or podman: --ima"),
        ("check nginx:1", ""),
        ("scan nginx:1", ""),
        ("lock nginx:1", ""),
        ("--file nginx:1", ""),
        ("--image-config nginx:1", ""),
        ("docker compose -f nginx:1 up web", ""),
    ],
)
def test_only_where_an_image_can_be_meant_it_is_said(
    text: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`check` has no --image, and the value of --file is a file."""
    monkeypatch.chdir(tmp_path)
    assert main(text.split()) == 2
    message = "cannot read nginx:1: No such file or directory [unreadable]\n"
    printed = capsys.readouterr().err
    assert printed.startswith(message + hint)
    assert hint or printed == message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """What is taken from it to see what it is would be gone when it is read."""
    pipe = tmp_path / "Dockerfile"
    os.mkfifo(pipe)

    assert kind_of(str(pipe)) is None
    with pytest.raises(InputError) as caught:
        read_bytes(str(pipe))

    assert caught.value.code == "unreadable"
    assert caught.value.hint == f"give it as standard input: cmdresolve - < {pipe}"
