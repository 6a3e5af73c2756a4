"""Five hundred mends, run in real shells: the words that were meant reach the program.

What is written wrong is made of words that are known, so that what must reach the program is no
word of the code under test. ``probe`` records what it gets.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cmdresolve.batch.protocol import answer

COUNT = 500
SHELLS = {"dash": ["dash"], "bash": ["bash"], "busybox": ["busybox", "sh"]}
PIECES = [
    "a",
    "b c",
    "it's",
    'say "x"',
    "x*y",
    "a;b",
    "a&b",
    "\u00e9",
    "-n",
    "--o=1",
    "#x",
    "a\\b",
    "{}",
    "!",
]
VALUES = {"PLAIN": "v1", "BLANKS": "two words", "STAR": "x*"}
SCRIPTS = [
    "{} | cat",
    "{} || true",
    "true && {}",
    "cd / && {} > /dev/null",
    "if true; then {}; fi",
    "exec {} # go",
    "A=1 {}",
    "{} 2>&1",
    "true; {}",
    "{{ {}; }}",
    "({})",
]


class Case(NamedTuple):
    """A Dockerfile with a fault, and the words that each call of the probe is meant to get."""

    code: str
    text: str
    meant: list[list[str]]


def pick(draw: random.Random, least: int = 1, most: int = 4) -> list[str]:
    return [draw.choice(PIECES) for _ in range(draw.randint(least, most))]


def drawn(draw: random.Random) -> Case:
    """Draw a case of one of the kinds whose mends a shell reads."""
    words = pick(draw)
    kind = draw.randrange(8)
    if kind == 0:
        text = " ".join(shlex.quote(word) for word in ["probe", *words])
        return Case("program-with-blanks", f"CMD {json.dumps([text])}", [words])
    if kind == 1:
        return Case(
            "script-is-one-word", f"CMD {json.dumps(['sh', '-c', 'probe', *words])}", [words]
        )
    if kind == 2:
        cmd = json.dumps(["probe", *words])
        text = f'ENTRYPOINT ["sh", "-c"]\nCMD {cmd}'
        return Case("script-is-one-word", text, [words])
    if kind == 3:
        name = draw.choice(sorted(VALUES))
        before, used, after = draw.choice(
            [
                ("", f"${name}", ""),
                ("", f"${{{name}}}", ""),
                ("--x=", f"${name}", ""),
                ("a", f"${{{name}}}", "b"),
            ]
        )
        place = draw.randrange(len(words) + 1)
        written = [*words[:place], before + used + after, *words[place:]]
        value = before + VALUES[name] + after
        meant = [*words[:place], value, *words[place:]]
        return Case("variable-not-expanded", f"CMD {json.dumps(['probe', *written])}", [meant])
    if kind == 4:
        own = " ".join(shlex.quote(word) for word in pick(draw, 0))
        text = f"ENTRYPOINT probe {own}\nCMD {json.dumps(words)}"
        return Case("shell-entrypoint-ignores-arguments", text, [[*shlex.split(own), *words]])
    if kind == 5:
        own = " ".join(shlex.quote(word) for word in pick(draw, 0))
        script = draw.choice(SCRIPTS).format(f"probe {own}".strip())
        text = f"ENTRYPOINT {script}\nCMD {json.dumps(words)}"
        return Case("shell-entrypoint-ignores-arguments", text, [[*shlex.split(own), *words]])
    more = pick(draw)
    if kind == 6:
        operator = draw.choice(["&&", ";", "||", "|"])
        listed = json.dumps(["probe", *words, operator, "probe", *more])
        meant = [words] if operator == "||" else [words, more]
        return Case("operator-without-shell", f"CMD {listed}", meant)
    script = " ".join(shlex.quote(word) for word in ["probe", *words])
    return Case("shell-cmd-is-arguments", f'ENTRYPOINT ["sh", "-c"]\nCMD {script}', [words])


def cases() -> Iterator[tuple[Case, list[str]]]:
    """Return cases for which a mend is offered, each with the argv of the first."""
    draw = random.Random(20)
    found = 0
    while found < COUNT:
        case = drawn(draw)
        asked = {"dockerfile": f"FROM debian:12\n{case.text}\n", "explain": True}
        asked["bases"] = {"debian:12": {"Cmd": ["bash"]}}
        told = {x["code"]: x["mends"] for x in answer(asked)["findings"]}
        if told.get(case.code):
            found += 1
            yield case, told[case.code][0]["argv"]


@pytest.fixture(scope="module")
def mended() -> list[tuple[Case, list[str]]]:
    return list(cases())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_words_that_were_meant_reach_the_program(
    shell: str, mended: list[tuple[Case, list[str]]], tmp_path: Path
) -> None:
    """In each shell that is here; a mend that only looks right would lose or split a word."""
    program = SHELLS[shell]
    if shutil.which(program[0]) is None:
        pytest.skip(f"there is no {program[0]} here")
    out, bin_ = tmp_path / "out", tmp_path / "bin"
    bin_.mkdir()
    probe = bin_ / "probe"
    probe.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\" '<end>' >> \"$OUT\"\n")
    probe.chmod(0o755)
    env = {**VALUES, "OUT": str(out), "PATH": f"{bin_}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    assert len(mended) == COUNT
    assert len({case.code for case, _ in mended}) == 6
    for case, argv in mended:
        out.write_text("")
        words = [*program, *argv[1:]] if argv[0] in ("sh", "/bin/sh", "bash") else argv
        subprocess.run(words, env=env, cwd=tmp_path, check=False, capture_output=True)
        calls = out.read_bytes().decode().split("<end>\0")[:-1]
        got = [call.split("\0")[:-1] for call in calls]
        # The parts of a pipe run at the same time.
        assert sorted(got) == sorted(case.meant), (case.text, argv)
