"""The files of a project, read and laid over each other."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError, LimitError
from cmdresolve.starters.compose import compose_service
from tests.starters.compose.asking import IMAGE, read, words


def test_an_include_that_nobody_gave_may_have_the_service() -> None:
    text = "include: [inc.yaml]\n"

    assert read(text).override.unknown == ("what inc.yaml says of services.a",)
    assert read(text + IMAGE).override.unknown == ()


def test_an_include_brings_services() -> None:
    """Relative to the file that names it, with variables of the same environment."""
    beside = {
        "sub/inc.yaml": "include: [more.yaml]\nservices: {b: {image: y, command: $V}}",
        "sub/more.yaml": IMAGE.replace("x", "z") + "    command: m\n",
    }
    text = "include:\n  - path: [sub/inc.yaml]\nservices: {c: {image: x}}\n"

    assert words(read(text, service="b", env={"V": "v"}, beside=beside)) == (None, ("v",))
    assert read(text, beside=beside).image == "z"


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("services: {a: {image: y}}", "include-conflict"),
        ("include: [inc.yaml]", "include-cycle"),
    ],
)
def test_an_include_may_be_refused(inner: str, code: str) -> None:
    with pytest.raises(ComposeError) as refused:
        read("include: [inc.yaml]\n" + IMAGE, beside={"inc.yaml": inner}, engine="compose@2.40")

    assert refused.value.code == code


def test_newer_versions_let_a_file_change_what_it_includes() -> None:
    """From 5.0 on, by the rules of merging (compose-go v2.10.0 include.go importResource)."""
    beside = {"inc.yaml": "services: {a: {image: y, command: [c], entrypoint: [e]}}"}
    text = "include: [inc.yaml]\nservices: {a: {image: x, command: [d], entrypoint: !reset null}}\n"

    found = read(text, beside=beside, engine="compose@5.0")
    assert (found.image, words(found)) == ("x", (None, ("d",)))
    with pytest.raises(ComposeError) as refused:
        read(text, beside=beside, engine="compose@2.40")
    assert refused.value.code == "include-conflict"


def test_newer_versions_extend_what_was_included() -> None:
    """From compose-go v2.11.0 on, as includes are read before anything is extended."""
    beside = {"inc.yaml": "services: {b: {image: y, command: [c]}}"}
    text = "include: [inc.yaml]\nservices: {a: {extends: b}}\n"

    found = read(text, beside=beside, engine="compose@5.3")
    assert (found.image, words(found)) == ("y", (None, ("c",)))
    with pytest.raises(ComposeError) as refused:
        read(text, beside=beside, engine="compose@2.40")
    assert refused.value.code == "cannot-extend"


def test_the_files_themselves_may_be_named() -> None:
    """By the names they are given; those given as texts alone have the usual ones."""
    extends = (
        "services: {a: {extends: {file: compose.yaml, service: b}}, b: {image: x, command: c}}"
    )

    assert words(read(extends)) == (None, ("c",))
    with pytest.raises(ComposeError) as refused:
        read("include: [inc.yaml]", beside={"inc.yaml": "include: [compose.yaml]"})
    assert refused.value.code == "include-cycle"


def test_files_may_have_names() -> None:
    found = compose_service([("dev/c.yml", IMAGE + "    command: c\n")], "a")

    assert found.override.args_origins[0].describe() == "dev/c.yml:4:14 services.a.command"


def test_what_is_too_deep_is_refused() -> None:
    """Never a traceback, whatever a file is made of."""
    variables = "${U:-" * 500 + "x" + "}" * 500
    chain = "".join(f"  s{n}: {{image: x, extends: s{n + 1}}}\n" for n in range(1000))
    for text in (
        IMAGE + f"    command: '{variables}'\n",
        f"{IMAGE}    extends: s0\n{chain}  s2000: {{image: x}}\n",
    ):
        with pytest.raises(LimitError, match="too deeply"):
            read(text)


def test_what_is_deep_is_read() -> None:
    """As deep as the reader of YAML goes."""
    nested = "[" * 190 + "]" * 190

    assert words(read(IMAGE + f"    x-y: {nested}\n    command: c\n")) == (None, ("c",))
