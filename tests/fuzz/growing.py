"""Inputs for the storm: seeds, mutated by their grammar, spliced with each other, and grown.

Input number N of a seed number is always the same, so that a fault is told by its number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.harnesses import HARNESSES

_HERE = Path(__file__).parent
_CASES = _HERE.parents[1] / "tables" / "cases"
#: Below 100 kB, as the promises of time and memory are made for.
LONGEST = 99_000
_GROWN_EACH = 30
_PIECE = re.compile(rb"[A-Za-z0-9_.]+|[ \t]+|.", re.DOTALL)

_ODD = (
    b"\0 \n \r\n \t \x0b \x0c \x1b[31m \x7f \xff \xc2\xa0 \xe2\x80\xa8 \xe2\x80\xae \xef\xbb\xbf"
    b" \xed\xa0\x80 \xf0\x9f\x98\x80 \xc3\xa9 \xe3\x80\x80 \xc2\x85"
).split(b" ")
_COMMON = (
    b"a A 0 -1 9999999999999999999 1e400 \" ' ` \\ $ $$ ${ } ( ) [ ] { } , : ; = # < > | & * ! %"
)
_OF_KIND: dict[str, bytes] = {
    "dockerfile": b"FROM AS scratch a ARG ENV A=b $A ${A} ${A:-b} ${A#*a} ${A##*} ${A%b*} "
    b'${A//a/b} ${A:+$A$A} CMD ENTRYPOINT SHELL ["a", "b"] ONBUILD RUN COPY --from=0 '
    b"--mount=type=cache,from=a <<E <<-'E' E WORKDIR .. USER STOPSIGNAL HEALTHCHECK --interval=1s "
    b"NONE EXPOSE 80/tcp VOLUME LABEL --platform=$TARGETPLATFORM # escape=` check=error=true "
    b"syntax=docker/dockerfile:1 \\\n",
    "yaml": b"services: image: command: entrypoint: extends: include: env_file: <<: *a &a !reset "
    b"!override !!str !!binary null ~ yes 010 0x1F 1_000 .inf 2001-01-01 - ? | > |2- %YAML\\ 1.1 "
    b"--- ... $A ${A:-${B}} $$ kind: Pod List spec: containers: - name: args: env: value: "
    b"valueFrom: configMapKeyRef: fieldRef: envFrom: metadata: labels: $(A) $(A)$(A) template: "
    b"items: apiVersion:",
    "line": b"\0 docker podman run create compose up -f --entrypoint --entrypoint= --init -it -e "
    b"A=b --rm --pid host img sudo env exec sh -c $( ` && -- --name= -iiii kube play --rootfs "
    b"--platform",
    "json": b'{" ": "Entrypoint" "Cmd" "Shell" "OnBuild" "Env" "config" null true [] {} "\\ud800" '
    b'"\\u0000" 1.5 -0 "dockerfile" "bases" "image" "run" "cli" "compose" "kubernetes" '
    b'"explain" "id" "engine" "builder" "changes" "atlas" "as_of" "digest" "sha256:" "mediaType" '
    b'"manifests"',
}
_KINDS = {
    "findings": "dockerfile",
    "compose": "yaml",
    "kubernetes": "yaml",
    "command_line": "line",
    "own_words": "line",
    "changes": "dockerfile",
    "quadlet": "line",
    "image_config": "json",
    "archive": "json",
    "lock_file": "json",
    "bake": "json",
    "batch": "json",
}
#: What is repeated with a number in it: each a shape that may cost more than it is long.
_UNITS: dict[str, tuple[str, ...]] = {
    "dockerfile": (
        "FROM a AS s{n}\n",
        "FROM s{m} AS s{n}\n",
        "ENV A{n}=$A{m}b\n",
        "ARG A{n}=$A{m}\n",
        "ENV A{n}=b\n",
        "ENV A=$A$A\n",
        "ENV A=${{A//a/bb}}\n",
        "ENV B{n}=${{A##*{n}}}\n",
        "WORKDIR a\n",
        "CMD a{n}\n",
        'SHELL ["a{n}"]\n',
        "ONBUILD CMD a{n}\n",
        "ONBUILD ENV A{n}=$A{m}\n",
        "RUN <<E{n}\nE{n}\n",
        "RUN --mount=type=cache,target=/a{n} x\n",
        "RUN a \\\n",
        "COPY --from=s{m} a b\n",
        "LABEL a{n}=b{n} ",
        "# a\n",
        "EXPOSE {n}\n",
        "USER a{n}\n",
        "$A{n}",
        "${{A:-",
        "[",
        '"a{n}", ',
        "\\\n",
        "HEALTHCHECK --interval=1s CMD a{n}\n",
        "VOLUME /a{n}\n",
    ),
    "yaml": (
        "- a{n}\n",
        "  a{n}: b\n",
        "  s{n}: {{image: x, extends: s{m}}}\n",
        "  s{n}: {{image: x, depends_on: [s{m}]}}\n",
        "x-a{n}: &a{n} {{a: *a{m}}}\n",
        "  s{n}:\n    image: x\n    <<: *a\n    command: $A\n",
        "---\nkind: Pod\nmetadata: {{name: p{n}}}\nspec: {{containers: [{{name: a, image: i}}]}}\n",
        "    - {{name: A{n}, value: $(A{m})}}\n",
        "    - {{name: A{n}, valueFrom: {{configMapKeyRef: {{name: c, key: a{n}}}}}}}\n",
        "---\nkind: ConfigMap\nmetadata: {{name: c{n}}}\ndata: {{a: b}}\n",
        "$(A{n}) ",
        "${{A:-",
        "[",
        "{{a: ",
        "- ",
        "? ",
        "a, ",
        "&a{n} a, ",
        "*a, ",
        "'a\n\n",
        "# a\n",
        "a ",
    ),
    "line": (
        "-e\0A{n}=b\0",
        "--entrypoint\0a\0",
        "a{n}\0",
        "-i",
        "-e A{n}=b ",
        "'a' ",
        "\\\n",
        "\n",
        "$(",
        "sudo\0",
    ),
    "json": (
        '{{"image": {{"Cmd": ["a{n}"]}}, "explain": true}}\n',
        '"a{n}", ',
        '"a{n}": "b", ',
        "[",
        '{{"a": ',
        '{{"digest": "sha256:a{n}", "mediaType": "a"}}, ',
        "\\u0041",
        "a",
        "9",
        "A{n}=b ",
        'target "a{n}" {{\n  inherits = ["a{m}"]\n}}\n',
    ),
}


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Return what a harness begins with: its seeds, and of the recorded cases what fits it."""
    found = [path.read_bytes() for path in sorted((_HERE / "seeds" / name).iterdir())]
    return (*found, *_recorded().get(name, ()))


@cache
def _recorded() -> dict[str, tuple[bytes, ...]]:
    found: dict[str, list[bytes]] = {}
    for path in sorted(_CASES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[::23]:
            for name, data in _parts(json.loads(line)["request"]):
                found.setdefault(name, []).append(data.encode("utf-8", "surrogatepass"))
    return {name: tuple(listed) for name, listed in found.items()}


def _parts(request: dict[str, Any]) -> list[tuple[str, str]]:
    parts = [("batch", json.dumps(request)), ("batch", json.dumps(request | {"explain": True}))]
    if "dockerfile" in request:
        parts += [(name, "0" + request["dockerfile"]) for name in ("dockerfile", "findings")]
    if "cli" in request:
        parts.append(("command_line", "\0".join(request["cli"])))
    parts += [("compose", "0" + text) for text in request.get("compose", {}).get("files", ())]
    if "kubernetes" in request:
        parts.append(("kubernetes", "0" + request["kubernetes"]["manifest"]))
    if "image" in request:
        parts.append(("image_config", json.dumps(request["image"])))
    return parts


def draw(seed: int, number: int) -> tuple[str, bytes]:
    """Return an input of a run: the harness that takes it, and its bytes."""
    random = Random(f"{seed}/{number}")
    name = random.choice(list(HARNESSES))
    pool = seeds(name)
    data = random.choice(pool)
    if random.random() < 0.02:
        data = random.randbytes(random.randrange(200))
    for _ in range(random.randrange(1, 5)):
        data = random.choice(_WAYS)(random, name, data, random.choice(pool))
    if random.randrange(_GROWN_EACH) == 0:
        data = _grown(random, name, data)
    return name, data[:LONGEST]


def _tokens(name: str) -> list[bytes]:
    own = _OF_KIND.get(_KINDS.get(name, name), b"").split(b" ")
    return [*own, *own, *_COMMON.split(b" "), *_ODD]


def _insert(random: Random, name: str, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_tokens(name)) + data[at:]


def _replace(random: Random, name: str, data: bytes, _: bytes) -> bytes:
    pieces = _PIECE.findall(data)
    if pieces:
        pieces[random.randrange(len(pieces))] = random.choice(_tokens(name))
    return b"".join(pieces)


def _cut(random: Random, _name: str, data: bytes, _: bytes) -> bytes:
    first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[last:]


def _double(random: Random, _name: str, data: bytes, _: bytes) -> bytes:
    first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:last] * random.choice((1, 1, 2, 9)) + data[last:]


def _splice(random: Random, _name: str, data: bytes, other: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def _flip(random: Random, _name: str, data: bytes, _: bytes) -> bytes:
    at = random.randrange(len(data)) if data else 0
    return data[:at] + random.randbytes(1) + data[at + 1 :]


def _swap(random: Random, _name: str, data: bytes, _: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = (random.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


_WAYS: tuple[Callable[[Random, str, bytes, bytes], bytes], ...] = (
    *(_insert, _insert, _replace, _replace, _cut, _double, _splice, _flip, _swap),
)


def _grown(random: Random, name: str, data: bytes) -> bytes:
    """Repeat a shape somewhere in an input, or a line of it, up to 100 kB."""
    size = random.choice((3_000, 20_000, LONGEST))
    units = _UNITS.get(_KINDS.get(name, name), _UNITS["json"])
    lines = [line for line in data.splitlines(keepends=True) if 0 < len(line) < 200]
    if lines and random.random() < 0.4:
        line = random.choice(lines)
        grown = line * (size // len(line))
    else:
        unit = random.choice(units)
        long = max(1, len(unit.format(n=1000, m=999)))
        made = (unit.format(n=n, m=max(0, n - 1)) for n in range(size // long))
        grown = "".join(made).encode()
    at = random.choice((0, len(data), *_line_starts(data)))
    return data[: max(at, 1)] + grown + data[max(at, 1) :]


def _line_starts(data: bytes) -> list[int]:
    return [found.end() for found in re.finditer(rb"\n", data)][:50]
