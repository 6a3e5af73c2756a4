"""The name that a mistyped one was meant to be."""

from __future__ import annotations

import pytest

from cmdresolve.model.did_you_mean import guess, nearest

KNOWN = ("run", "create", "container", "entrypoint", "env", "env-file", "volume", "volumes-from")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("entrypiont", "entrypoint"),
        ("entry-point", "entrypoint"),
        ("entrypoin", "entrypoint"),
        ("Entrypoint", "entrypoint"),
        ("rnu", "run"),
        ("rum", "run"),
        ("ru", "run"),
        ("creat", "create"),
        ("entry", "entrypoint"),
        ("vol", "volume"),
        ("volumes", "volume"),
        ("ev", "env"),
        ("zzz", None),
        ("xy", None),
        ("", None),
    ],
)
def test_the_nearest_known_name_is_given(name: str, meant: str | None) -> None:
    assert nearest(name, KNOWN) == meant


def test_of_equally_near_names_the_first_of_the_alphabet_is_given() -> None:
    assert nearest("bat", ("cat", "hat")) == "cat"


@pytest.mark.parametrize(
    ("name", "hint"), [("dokcer", "did you mean docker? "), ("apptainer", ""), ("", "")]
)
def test_a_guess_begins_a_hint(name: str, hint: str) -> None:
    assert guess(name, ["docker", "podman"]) == hint
