"""Compose projects of files laid over each other, with whatever YAML has to say a value in.

Where `compose_trees` reaches far, these are close together: many files over one service, merge
keys in every shape, anchors and tags inside of values, documents behind each other, bases of the
same name, and what is declared beside the services.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.compose_projects import Project

_VALUES = (
    *("[a, b]", "a b", "[]", "''", "~", "", "['']", "[a]", '[c, "d e"]', "a 'b c'", "'a # b'"),
    *("!reset ~", "!reset []", "!override [o]", "!override ~", "!override 'o p'", "!reset [x]"),
    *(
        "[!!str 1, 'x']",
        "\n      - x\n      - y",
        "\n    - x",
        "|\n      a b\n      c",
        "|-\n      a",
    ),
    *("&v [q]", "&v a", "!!seq [a]", "!!binary YQ==", "!x a", "[a, !reset b]", "[a, !override b]"),
    *("[!reset a]", "[&w a, *w]", "a # b", '"a\\tb"', "$V", "${U:-[a]}", "['$V', '${U-x y}']"),
    *("a\\\n      b", "[a,\n     b]"),
)
_ODD_VALUES = ("10", "true", "[1]", "[~]", "[[a]]", "{a: b}", "0777", "1e3", "yes", "2001-01-01")
_LINES = (
    *("init: true", "init: ~", "init: !reset true", "init: 'no'", "tty: true", "restart: 'no'"),
    *("environment: {A: 1}", "environment: [A=1]", "environment: !reset {}", "image: y"),
    *("image: ~", "image: !reset x", "image: !override z", "profiles: [p]", "profiles: !reset []"),
    *("deploy: {replicas: 2}", "scale: 0", "x-a: {command: z}", "x-a: [1]", "x-a: {command: [1]}"),
    *("x-a: ~", "x-a: !reset ~", "labels: {a: b}", "labels: !override {c: d}", "env_file: []"),
    *("container_name: cn", "container_name: cn", "container_name: other", "platform: linux/amd64"),
    *("healthcheck: {test: [CMD, a]}", "depends_on: [b]", "depends_on: !reset [b]"),
)
_BASES = (
    *("b", "{service: b}", "~", "!reset ~", "{file: base.yaml, service: a}", "{service: c}"),
    *("{file: base.yaml, service: b}", "{file: ./base.yaml, service: a}", "a"),
    *("{file: f0.yaml, service: b}",),
)
_MERGED = (
    *("<<: *m", "<<: [*m, *k]", "<<: [*k, *m]", "<<: {command: [inl]}", "<<: [{command: i1}, *m]"),
    *("<<: *k", "<<: [*m, {command: [last]}]", "<<: []", "<<: [*m, *m]", "!!merge <<: *k"),
    *("<<: {<<: *m, entrypoint: in}", "<<: &z {command: zz}"),
)
_ODD_MERGED = (
    *("<<: ~", "<<: [*m, [*k]]", "<<: x", '"<<": *m', "<<: *m\n    <<: *k", "<<: *nope", "<<: [~]"),
    "<<: !reset *m",
)
_M = (
    *("{command: [from, m], tty: true}", "{command: [from, m], tty: true}"),
    *("\n  command: !reset [mm]\n  entrypoint: me", "{<<: {command: deep}, entrypoint: [e1]}"),
    "{environment: {<<: {A: 1}, B: 2}}",
)
_K = (
    *("{entrypoint: [ek], command: k k}", "{entrypoint: [ek], command: k k}", "{command: ~}"),
    *("{<<: *m, command: kk}", "{init: true, image: kimg}"),
)
_DECLARED = (
    *("volumes: {v: {external: true}}", "volumes: {v: {driver: d}}", "volumes: {v: ~}"),
    *("volumes: {v: {labels: [a]}}", "volumes: {v: {labels: {a: b}, x-o: [1]}}"),
    *("volumes: {v: {x-o: 2}}", "networks: {n: {external: {name: z}}}", "networks: {n: {name: q}}"),
    *("networks: {n: {ipam: {config: [{subnet: 10.0.0.0/24}]}}}", "networks: {n: ~}"),
    *("secrets: {s: {driver: d}}", "secrets: {s: {file: f}}", "secrets: {s: {external: true}}"),
    *("secrets: {s: {environment: E}}", "configs: {c: {content: a}}", "configs: {c: {file: f}}"),
    *("x-o: {a: [1]}", "x-o: {a: 1}", "x-o: {a: ~}", "x-o: [1]", "x-o: !override {a: 1}"),
)
_DOCUMENTS = (
    *("---\n", "...\n", "---\n# c\n", "---\n{}\n", "---\n~\n", "---\nservices:\n  a: ~\n"),
    "---\nservices:\n  a:\n    command: [doc2]\n---\nservices:\n  a:\n    entrypoint: [doc3]\n",
)
_WHOLE = (
    *("!reset ~", "~", "!override {image: w, command: w}", "{image: x, command: [fl, ow], }"),
    *("!reset {image: q}", "{command: [a], <<: {image: z}}", "[a]"),
)
_HEADS = ("name: nn\n", "version: '3'\n", "# c\n", "---\n", "%YAML 1.1\n---\n")
_JSON: tuple[Any, ...] = (
    "a b",
    ["a", "b"],
    [],
    None,
    "",
    ["é", "\u2028", "😀", "/", "\u0001"],
    "\\/ \t",
    [1],
    True,
)


@st.composite
def compose_corners(draw: st.DrawFn) -> Project:
    """Return a project in a folder, as `compose_projects` does. Shrinks to a file of one service.

    Args:
        draw: what draws.
    """
    count = draw(st.sampled_from((1, 1, 2, 2, 3, 4, 5)))
    files = {f"f{number}.yaml": _file(draw, first=number == 0) for number in range(count)}
    chosen = list(files)
    if any("base.yaml" in text for text in files.values()):
        files["base.yaml"] = _file(draw, first=True)
    profiles = ["p"] if draw(one_in(3)) else []
    env = {"V": draw(pick("v w", "", "[x]"))}
    return {
        "files": files,
        "chosen": chosen,
        "env": env,
        "name": None,
        "env_files": [],
        "profiles": profiles,
    }


def _file(draw: st.DrawFn, *, first: bool) -> str:
    if draw(one_in(20)):
        return f"services:\n  a: {draw(pick(*_WHOLE))}\n"
    if draw(one_in(30)):
        service = {"image": "x", "command": draw(st.sampled_from(_JSON))}
        indent = draw(st.sampled_from((None, 2, "\t")))
        return json.dumps({"services": {"a": service}}, indent=indent, ensure_ascii=False)
    merges = draw(below(2)) == 1
    head = draw(pick(*_HEADS)) if draw(one_in(10)) else ""
    if merges:
        head += f"x-m: &m {draw(pick(*_M))}\nx-k: &k {draw(pick(*_K))}\n"
    text = f"{head}services:\n{_service(draw, 'a', image=first, merges=merges)}"
    if first or draw(one_in(3)):
        text += _service(draw, "b", image=first or draw(below(4)) > 0, merges=merges)
    if draw(one_in(3)):
        text += _service(draw, "c", image=True, merges=merges)
    if draw(one_in(4)):
        text += draw(pick(*_DECLARED)) + "\n"
    return text + (draw(pick(*_DOCUMENTS)) if draw(one_in(12)) else "")


def _service(draw: st.DrawFn, name: str, *, image: bool, merges: bool) -> str:
    lines = ["image: x"] if image else []
    for key in ("command", "entrypoint"):
        if draw(below(5)) > 1:
            odd = draw(one_in(40))
            lines.append(f"{key}: {draw(pick(*(_ODD_VALUES if odd else _VALUES)))}")
    if draw(one_in(3)):
        lines.append(draw(pick(*_LINES)))
    if name == "a" and draw(one_in(5)):
        lines.append(f"extends: {draw(pick(*_BASES))}")
    kept = list({line.partition(":")[0]: line for line in lines}.values())
    if merges and draw(below(3)):
        merged = _ODD_MERGED if draw(one_in(25)) else _MERGED
        kept.insert(draw(below(len(kept) + 1)), draw(pick(*merged)))
    if draw(one_in(40)) and kept:
        kept.append(kept[0])
    return _written(name, kept or ["tty: true"])


def _written(name: str, lines: Sequence[str]) -> str:
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in lines)
