"""What an input is, told by what stands in it and not by its name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds import BINARY, FOREIGN, READ

from cmdresolve.cli.recognising.recognise import recognise

WRONG_NAMES = ("", "x", "Dockerfile", "compose.yaml", "pod.yaml", "image.json", "a/b.txt", "x.sh")
READERS = {"dockerfiles": "dockerfile", "compose": "compose", "k8s": "manifest"}


@pytest.mark.parametrize(("name", "reader", "text"), READ, ids=[x[0] for x in READ])
def test_a_kind_that_is_read_is_known_under_every_name(name: str, reader: str, text: str) -> None:
    for called in (name, *WRONG_NAMES):
        assert recognise(text.encode(), called).reader == reader, called


@pytest.mark.parametrize(("what", "data"), BINARY, ids=[x[0] for x in BINARY])
def test_what_is_no_text_is_told_by_its_first_bytes(what: str, data: bytes) -> None:
    for called in WRONG_NAMES:
        kind = recognise(data, called)
        assert (kind.reader, kind.what[: len(what)]) == (None, what)
        assert kind.code == "not-text"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\0" * 257 + b"ustar" + b"\0" * 10, "a tar archive"),
    ],
)
def test_an_archive_is_told_by_its_magic(data: bytes, what: str) -> None:
    kind = recognise(data, "Dockerfile")
    assert (kind.reader, kind.what) == ("archive", what)


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("Dockerfile", "dockerfile"),
        ("compose.yaml", "compose"),
        ("docker-compose.prod.yml", "compose"),
        ("x", "dockerfile"),
    ],
)
def test_a_name_speaks_for_a_file_of_comments(name: str, reader: str) -> None:
    assert recognise(b"# nothing\n\n", name).reader == reader


def test_utf_16_is_taken_for_an_image_config_alone() -> None:
    """A redirection in Windows PowerShell writes it."""
    assert recognise('[{"Config": {"Cmd": ["a"]}}]'.encode("utf-16")).reader == "config"


@pytest.mark.parametrize("folder", READERS)
def test_real_files_are_known_without_their_names(corpus: Path, folder: str) -> None:
    """But for those in the corpus of manifests that are none: other tools' files and patches."""
    others = {"a Skaffold file", "a patch of a manifest (it holds $patch)"}
    for path in sorted((corpus / folder).rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            for called in (path.name, "", "Dockerfile", "image.json", "x.txt", "compose.yaml"):
                kind = recognise(data, called)
                told = READERS[folder] if kind.what not in others else None
                assert kind.reader == told, (path, called)


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 400_000,
        "a:\n" + "\n" * 200_000 + "{{ x }}",
        "{" + '"a": [' * 100_000,
        "{" + "// a\n" * 100_000,
        "services:" + "\n#" * 200_000,
        "build:" + "\n" * 200_000,
        "- $patch: a\n" * 40_000 + "---\n",
        "kind: A\napiVersion: b\n" + "    image: a\n" * 40_000,
        "web:\n" + "    image: a\n" * 40_000,
        "a b\n" * 100_000,
        "//" + "*" * 400_000,
        "/*" + "*" * 400_000,
        "\\\n" * 200_000,
        "FROM " + "--a " * 100_000,
    ],
    ids=range(14),
)
def test_a_hostile_text_is_known_in_linear_time(text: str) -> None:
    """Anything may be piped in; the quadratic reading of one of these would take minutes."""
    begin = time.process_time()
    recognise(text.encode())

    assert time.process_time() - begin < 5


LINES = [line for _, _, text in (*READ, *FOREIGN) for line in text.splitlines()]


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(LINES), max_size=9).map(lambda lines: "\n".join(lines).encode()),
    st.sampled_from(WRONG_NAMES),
)
def test_whatever_comes_is_of_one_kind(data: bytes, name: str) -> None:
    """Bytes at random, and lines of all kinds mixed: it has a reader, or a name and a hint."""
    kind = recognise(data, name)

    assert kind.reader or (kind.what and kind.hint)
