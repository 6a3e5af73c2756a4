"""Signs: a rule whose sign is not there would find nothing.

Every request that the tests of rules are written with is asked twice: of the rules whose signs it
shows, and of all of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve import Dockerfile, resolve
from cmdresolve.checks import registry
from cmdresolve.checks.registry import RULES, suspected
from cmdresolve.checks.subject import Subject
from tests.checks.asking import BASES, compose, dockerfile, findings, line, pod

pytest.importorskip("ruamel.yaml")

HERE = Path(__file__).parent
VARIANT_BASES = json.loads((HERE / "variants" / "bases.json").read_text(encoding="utf-8"))


def requests(*names: str) -> list[dict[str, Any]]:
    """Read the requests of some files, each with the bases that it is built from."""
    lines = [
        json.loads(line)
        for name in names
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
    ]
    given = [one.get("request", one) for one in lines]
    return [
        {"bases": {**BASES, **VARIANT_BASES}, **one}
        if "dockerfile" in one and "atlas" not in one
        else one
        for one in given
    ]


#: What the requests of the files do not have: each has the sign of a rule in another form.
MORE = [
    *(dockerfile(rule.bad) for rule in RULES.values()),
    *(dockerfile(rule.good) for rule in RULES.values()),
    dockerfile("CMD  [ 'a b' ]"),
    dockerfile("CMD \\\n ['a','b']"),
    dockerfile('CMD {"a", "b"}'),
    dockerfile('CMD &{["a" "b"] 0x1}'),
    dockerfile('ENTRYPOINT ["a"]\nCMD b'),
    dockerfile('ENTRYPOINT ["a"]\nCMD [ -f b ] && c'),
    dockerfile('ENTRYPOINT ["\\\n"]'),
    dockerfile('CMD ["sh", "-c", "-", "-c"]'),
    dockerfile('CMD ["sh", "-c", "\'make run\'"]'),
    dockerfile("CMD exec '/sbin/in'it"),
    dockerfile('CMD ["a", " -b c"]'),
    dockerfile('CMD ["tini", "--", "npm start"]'),
    dockerfile('SHELL ["powershell"]\nCMD echo %PATH%'),
    {**dockerfile('CMD ["a"] b'), "builder": "buildah@1.43"},
    {"dockerfile": "FROM scratch\nCOPY server /\nCMD /server --port 80\n"},
    {"dockerfile": "FROM gcr.io/distroless/static\nCMD /server\n", "atlas": True},
    {"dockerfile": "FROM who/knows\nCOPY --from=scratch a /\nCMD serve\n"},
    line("docker run \u2013rm img", {"Cmd": ["a"]}),
    line("docker run --init img", {"Entrypoint": ["/init"]}),
    line("docker run img -v /a:/b", {"Cmd": ["a"]}),
    line("docker run img bash", {"Entrypoint": ["serve"]}),
    line("docker compose -f compose.yaml run web -e A=b", {"Cmd": ["a"]}),
    compose("command: ./a && ./b"),
    compose("command: grep -r 'a\\.b' /srv"),
    compose("init: true", {"Entrypoint": ["tini", "--", "a"]}),
    compose("ports: []", {"Cmd": ["bash"]}),
    pod('command: ["sh", "-c", "kill $$"]'),
    pod('args: ["$HOME"]'),
]
REQUESTS = [
    *requests(
        "right_starts.jsonl",
        "variants/faults.jsonl",
        "variants/sound.jsonl",
        "threads/threads.jsonl",
    ),
    *MORE,
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_rules_without_their_sign_find_nothing(
    request_: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings are those of all rules."""
    found = findings(request_)
    monkeypatch.setattr(registry, "suspected", lambda _: RULES.values())

    assert findings(request_) == found


@pytest.mark.parametrize("code", RULES)
def test_a_rule_stands_under_its_own_code(code: str) -> None:
    """The table that the signs stand in names the module that has the rule."""
    assert RULES[code].code == code


@pytest.mark.parametrize(
    "command",
    [
        'CMD ["nginx", "-g", "daemon off;"]',
        'CMD ["python","-m","http.server"]',
        'ENTRYPOINT ["/app", "--fast"]\nCMD ["--port=80"]',
    ],
)
def test_an_ordinary_start_shows_no_sign(command: str) -> None:
    """So that not one of the rules loads for it."""
    image = Dockerfile.parse(f"FROM alpine\n{command}\n").image(
        bases={"alpine": Dockerfile.parse('FROM scratch\nCMD ["sh"]\n').image()}
    )
    subject = Subject.of_resolution(resolve(image))

    assert [rule.code for rule in suspected(subject)] == []


def test_a_script_shows_no_sign_of_what_is_about_lists() -> None:
    """A shell reads its words."""
    image = Dockerfile.parse('FROM scratch\nCMD exec serve "$PORT" > /log\n').image()
    subject = Subject.of_resolution(resolve(image))

    assert [rule.code for rule in suspected(subject)] == ["no-shell-in-image"]
