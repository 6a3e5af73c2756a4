"""Small files on which a real builder once answered otherwise than the library, and its answer."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch.protocol import answer


@pytest.mark.parametrize(
    ("builder", "given", "stored"),
    [
        # Docker 28.5.2: what classic does not fire it hands on, an empty list as such.
        ("classic@28.5", [], []),
        ("classic@28.5", None, None),
        ("classic@28.5", ["LABEL a=b"], None),
        ("buildkit@28.5", [], None),
        ("buildkit@28.5", None, None),
    ],
)
def test_triggers_of_a_base_are_handed_on_only_when_there_are_none(
    builder: str, given: list[str] | None, stored: list[str] | None
) -> None:
    """An empty list of triggers and no list are two values to a builder that keeps both."""
    text = 'FROM base\nCMD ["a"]\n'
    request = {"dockerfile": text, "bases": {"base": {"OnBuild": given}}, "builder": builder}

    assert answer({**request, "run": False})["image"]["OnBuild"] == stored


@pytest.mark.parametrize(
    ("builder", "text", "field", "stored"),
    [
        # Docker 20.10.24: Go's \s leaves a vertical tab in the stored trigger.
        ("classic@20.10", "FROM scratch\nONBUILD\x0bCMD a\n", "OnBuild", ["\x0bCMD a"]),
        ("classic@20.10", "FROM scratch\nONBUILD\x0c CMD a\n", "OnBuild", ["CMD a"]),
    ],
)
def test_the_builder_stores_what_it_was_seen_to_store(
    builder: str, text: str, field: str, stored: Any
) -> None:
    """Each case is the smallest that showed the difference."""
    assert answer({"dockerfile": text, "builder": builder, "run": False})["image"][field] == stored


@pytest.mark.parametrize("builder", ["buildkit@28.5", "classic@28.5"])
def test_no_port_is_looked_at_before_every_word_of_expose_is_processed(builder: str) -> None:
    """Docker 28.5.2 refuses the open quote of a later word, not the port before it."""
    text = 'FROM scratch\nEXPOSE 80CMD "b\n'

    assert answer({"dockerfile": text, "builder": builder})["error"]["code"] == "substitution"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("FROM base\nUSER x\n", None),
        ("FROM built\nUSER x\n", None),
        ('FROM scratch AS a\nENTRYPOINT ["e"]\nCMD []\nFROM a\nUSER x\n', None),
        ("FROM base\nCMD []\n", []),
        ("FROM scratch\nCMD []\nUSER x\n", []),
        ("FROM base\n", []),
        ("FROM scratch AS a\nCMD []\nFROM a\n", []),
    ],
)
@pytest.mark.parametrize("builder", ["buildah@1.43/docker", "buildah@1.39/docker"])
def test_buildah_forgets_an_empty_cmd_that_it_inherits(
    builder: str, text: str, stored: list[str] | None
) -> None:
    """As Podman 5.8 and 5.4 stored it in docker format; an untouched image stays what it was."""
    bases = {
        "base": {"Entrypoint": ["e"], "Cmd": []},
        "built": 'FROM scratch\nENTRYPOINT ["e"]\nCMD []\n',
    }
    request = {"dockerfile": text, "bases": bases, "builder": builder, "run": False}

    assert answer(request)["image"]["Cmd"] == stored


@pytest.mark.parametrize(
    ("engine", "refused"), [("podman@5.8", True), ("podman@4.3", True), ("docker@28.5", False)]
)
def test_podman_starts_no_image_with_a_variable_that_has_no_name(
    engine: str, *, refused: bool
) -> None:
    """Podman 5.8.6: invalid image env variable "=b"; 5.4 and 4.3 in other words."""
    found = answer({"image": {"Cmd": ["a"], "Env": ["=b"]}, "engine": engine})

    assert (found.get("error", {}).get("code") == "env") is refused
