"""Pointing the laws at an engine of one's own, done with a toy that is no engine at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given

from cmdresolve.testing import Oracle, laws, strategies


class ToyOracle:
    """Starts image configs in ten lines of Python; `drops_cmd` is the fault it can be given."""

    engine = "docker@28.5"
    builder = None

    def __init__(self, *, drops_cmd: bool = False) -> None:
        self.drops_cmd = drops_cmd

    def observe(self, request: Any) -> dict[str, Any]:
        image, run = request["image"], request.get("run") or {}
        given_entrypoint, args = (
            [value] if isinstance(value, str) else value
            for value in (run.get("entrypoint"), run.get("args"))
        )
        entrypoint, cmd = given_entrypoint, args
        if not given_entrypoint:
            cmd = args or (None if self.drops_cmd else image.get("Cmd"))
            entrypoint = image.get("Entrypoint") if given_entrypoint is None else []
        argv = [*([] if entrypoint == [""] else entrypoint or []), *(cmd or [])]
        names = ("Entrypoint", "Cmd", "Shell", "OnBuild")
        answer: dict[str, Any] = {"image": {name: image.get(name) for name in names}}
        if not argv:
            refused = {"stage": "create", "code": "no-command", "message": "no command specified"}
            return {**answer, "error": refused}
        if run.get("init"):
            answer["pid1"] = ["/sbin/docker-init", "--", *argv]
        return {**answer, "argv": argv}

    def observe_many(self, requests: Sequence[Any]) -> list[dict[str, Any]]:
        return [self.observe(request) for request in requests]

    def close(self) -> None:
        """Nothing is open."""


def test_a_toy_is_an_oracle() -> None:
    """Three methods and two names are all there is to it."""
    assert isinstance(ToyOracle(), Oracle)


@given(request=strategies.run_requests(engine="docker@28.5"))
def test_my_engine(request: dict[str, Any]) -> None:
    """The five lines of the docstring, on a toy that does as Docker does."""
    laws.check_answer(request, ToyOracle())


@given(request=strategies.run_requests(engine="docker@28.5"))
def test_my_engines_words(request: dict[str, Any]) -> None:
    """The words alone can be held to it as well."""
    laws.check_argv(request, ToyOracle())


@pytest.mark.parametrize("check", [laws.check_answer, laws.check_argv])
def test_a_fault_is_found_and_shown(check: Any) -> None:
    """The message has what differs, the request and both answers."""
    with pytest.raises(AssertionError) as caught:
        check({"image": {"Entrypoint": ["a"], "Cmd": ["b"]}}, ToyOracle(drops_cmd=True))

    assert "argv differ" in str(caught.value)
    assert '"argv": ["a", "b"]' in str(caught.value)
    assert '"argv": ["a"]' in str(caught.value)


def test_many_requests_at_once_give_those_that_differ() -> None:
    """An oracle that answers many at once is asked so."""
    requests = [{"image": {"Entrypoint": ["a"]}}, {"image": {"Entrypoint": ["a"], "Cmd": ["b"]}}]

    assert laws.disagreements(requests, ToyOracle()) == []
    found = laws.disagreements(requests, ToyOracle(drops_cmd=True))
    assert [one.request for one in found] == [requests[1]]


def test_twins_are_told_apart_by_an_engine_that_breaks_the_law() -> None:
    """Run arguments replace CMD: the toy keeps to it, and with its fault it does not."""
    twins = [laws.args_replace_cmd({"Entrypoint": ["e"], "Cmd": ["c"]}, ["x"])]
    assert twins == [
        (
            {"image": {"Entrypoint": ["e"], "Cmd": ["c"]}, "run": {"args": ["x"]}},
            {"image": {"Entrypoint": ["e"], "Cmd": ["x"]}},
        )
    ]

    kept = laws.parted([({"image": {"Cmd": ["c"]}}, {"image": {"Cmd": ["c"]}})], ToyOracle())
    apart = laws.parted(twins, ToyOracle(drops_cmd=True))
    assert kept == []
    assert [pair for pair, _, _ in apart] == twins


@pytest.mark.parametrize(
    ("twins", "one", "other"),
    [
        (
            laws.last_cmd_wins("a", '["b"]', entrypoint="e"),
            {"dockerfile": 'FROM scratch\nLABEL a=b\nCMD a\nENTRYPOINT e\nCMD ["b"]\n'},
            {"dockerfile": 'FROM scratch\nLABEL a=b\nENTRYPOINT e\nCMD ["b"]\n'},
        ),
        (
            laws.entrypoint_resets(["c"], "e"),
            {"dockerfile": "FROM base\nENTRYPOINT e\n", "bases": {"base": {"Cmd": ["c"]}}},
            {"dockerfile": "FROM base\nENTRYPOINT e\n", "bases": {"base": {}}},
        ),
        (
            laws.entrypoint_drops_cmd({"Cmd": ["c"]}, ["e"]),
            {"image": {"Cmd": ["c"]}, "run": {"entrypoint": ["e"]}},
            {"image": {"Cmd": None, "Entrypoint": ["e"]}},
        ),
        (
            laws.shell_form_is_exec_form(["/x"], "CMD", 'a "b"'),
            {"dockerfile": 'FROM scratch\nSHELL ["/x"]\nCMD a "b"\n'},
            {"dockerfile": 'FROM scratch\nSHELL ["/x"]\nCMD ["/x", "a \\"b\\""]\n'},
        ),
        (
            laws.stages_are_images({"Cmd": ["c"]}, ["CMD a\n", "CMD b\n", "ENTRYPOINT e\n"]),
            {
                "dockerfile": (
                    "FROM base AS stage0\nCMD a\nFROM stage0 AS stage1\nCMD b\n"
                    "FROM stage1\nENTRYPOINT e\n"
                ),
                "bases": {"base": {"Cmd": ["c"]}},
            },
            {
                "dockerfile": "FROM stage1\nENTRYPOINT e\n",
                "bases": {
                    "base": {"Cmd": ["c"]},
                    "stage0": "FROM base\nCMD a\n",
                    "stage1": "FROM stage0\nCMD b\n",
                },
            },
        ),
    ],
    ids=["last-cmd", "entrypoint-resets", "entrypoint-drops", "shell-form", "stages"],
)
def test_twins_are_as_their_law_says(twins: laws.Twins, one: Any, other: Any) -> None:
    """Each law's two requests, word for word."""
    assert twins == (one, other)
