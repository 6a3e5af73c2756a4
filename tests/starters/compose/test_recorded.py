"""Every case of Compose 2.40.3 on Docker 28.5.2 that was recorded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cmdresolve import ImageConfig, resolve
from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.go.shellwords import ShellwordsError, split
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.override import Override
from cmdresolve.starters.compose import ComposeRun, ServiceCommand, compose_service

RECORDED = Path(__file__).with_name("recorded.json")
HEAD = "services:\n  a:\n    image: fe-ec\n    network_mode: none\n"
# The values of `matrix`, by the labels the record has for them.
WRITTEN = {
    "missing": None,
    "null": "null",
    "''": "''",
    "[]": "[]",
    "'  '": "'  '",
    '[""]': '[""]',
    "string": "'probe \"x y\" z'",
    "list": '["probe", "L 1"]',
}
GROUPS = ("interpolation", "yaml_typing", "merge_extends_anchors")

pytestmark = pytest.mark.recorded


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    """All that was recorded."""
    cases: dict[str, Any] = json.loads(RECORDED.read_text("utf-8"))
    return cases


def started(recorded: dict[str, Any], image: str, found: ServiceCommand) -> list[str] | None:
    """Return argv, or None where the engine refuses."""
    config = ImageConfig.from_json(recorded["meta"]["images"][image])
    try:
        return list(resolve(config, found.override, engine="compose@2.40").argv)
    except CmdResolveError:
        return None


def listed(words: Any) -> list[str] | None:
    return None if words is None else list(words)


def test_every_pair_of_values_gives_the_recorded_words(recorded: dict[str, Any]) -> None:
    """``matrix``: each kind of value for both keys, on five images."""
    for case in recorded["matrix"]:
        lines = [
            f"    {key}: {WRITTEN[case[key]]}\n"
            for key in ("entrypoint", "command")
            if WRITTEN[case[key]] is not None
        ]
        found = compose_service([HEAD + "".join(lines)], "a")

        assert listed(found.override.entrypoint) == case["compose_entrypoint"], case
        assert listed(found.override.args) == case["compose_command"], case
        assert started(recorded, case["image"], found) == case["argv"], case


def test_every_text_is_split_as_recorded(recorded: dict[str, Any]) -> None:
    """``string_splitting``: 102 texts, those that are refused among them."""
    for case in recorded["string_splitting"]:
        try:
            got: Any = list(split(case["input"], COMPOSE_2_40).words)
        except ShellwordsError:
            got = "ERROR"

        assert got == case["compose_2.40.3"], case


@pytest.mark.parametrize("group", GROUPS)
def test_every_file_gives_what_was_recorded(recorded: dict[str, Any], group: str) -> None:
    """Argv and both values of the merged file, or a refusal where Compose refused."""
    for case in recorded[group]:
        own = case.get("yaml", "")
        text = f"services:\n{own}" if re.match(r"  \w", own) else HEAD + own
        if "*b" in own:
            text = "x-b: &b\n  network_mode: none\n  command: [k1]\n" + text
        if "*c" in own:
            text = "x-c: &c k1 k2\n" + text
        files = case.get("files", {})
        beside = {name: text for name, text in files.items() if name == "base.yaml"}
        over = [text for name, text in files.items() if name not in beside]
        env = case.get("env") or {"V": "val"}
        if case.get("error"):
            with pytest.raises(CmdResolveError) as refused:
                compose_service([text, *over], "a", env=env, beside=beside)
            assert refused.value.stage == "create", case
            assert refused.value.line is not None, case
            continue
        found = compose_service([text, *over], "a", env=env, beside=beside)

        assert started(recorded, "fe-ec", found) == case["argv"], case
        for key, value in (
            ("entrypoint", found.override.entrypoint),
            ("command", found.override.args),
        ):
            assert listed(value) == case[f"compose_{key}_unescaped"], case


def test_every_run_gives_what_was_recorded(recorded: dict[str, Any]) -> None:
    """``compose_run``: with and without ``--entrypoint`` and arguments."""
    for case in recorded["compose_run"]:
        service = json.dumps({"image": "x", **case["service"]}).replace("$", "$$")
        place = case["run_args"].index("a")
        flags, args = case["run_args"][:place], case["run_args"][place + 1 :]
        text = " ".join(flags)[len("--entrypoint ") :] if flags else None
        if len(flags) == 1:
            text = flags[0].removeprefix("--entrypoint=")
        run = ComposeRun(text, args)
        try:
            got = started(
                recorded,
                case["image"],
                compose_service([f"services: {{a: {service}}}"], "a", run=run),
            )
        except CmdResolveError:
            got = None

        assert got == case.get("argv"), case


def test_nothing_given_is_nothing_overridden() -> None:
    """So that the image starts as it is."""
    assert compose_service([HEAD], "a").override == Override()
