"""Compose projects that reach far: files that include and extend files, up to the third level.

What `compose_projects` has one of, these have several of, in each other: included projects with
folders, files of variables and names of their own, services based on services of other files,
parts shared by anchors and merge keys, files laid over each other with tags and nulls.
"""

from __future__ import annotations

import posixpath
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.compose import compose_scalars, compose_texts, compose_values
from cmdresolve.testing.strategies.compose_projects import Project
from cmdresolve.testing.strategies.dotenvs import dotenv_texts

_DEEPEST = 3
_USES = (
    "$A",
    "${B}",
    "${A:-d e}",
    "${B-$A}",
    "${C:+s}",
    "${A+${B:-n}}",
    "x$$A",
    "$$$$",
    "${COMPOSE_PROJECT_NAME}",
    "${D:-}",
    "${A:-${B:-${C:-deep}}}",
    "${C-'q r'}",
    "a${A}b$B",
    "${A:-}}",
    "${A:-a:-b}",
    "$A$$B",
    "${D:-é ü}",
)
_ODD_USES = ("${É:-e}", "${", "${A:?m}", "${D:?}", "${D?no $A}", "${1}", "${A!}", "${-}", "${A")
# Plain scalars that one version of YAML or the other takes for no text.
_SCALARS = (
    "1",
    "0777",
    "0o17",
    "0b11",
    "1_0",
    "+1",
    "-.5",
    "1e3",
    ".nan",
    "-.Inf",
    "0x1F",
    "190:20:30",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "TRUE",
    "False",
    "~",
    "Null",
    "2001-12-14",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43",
    "=",
    "1.",
    ".5",
    "1e",
    "0x",
    "1__0",
    "٣",
    "!!str 1",
    "!!int 07",
    "!!float 1",
    "!!bool on",
    "!!null ''",
    "!!timestamp 2001-12-14",
    "!x 1",
)
_ENV_FILE_VALUES = (
    "{}",
    "[{}]",
    "[{}, {}]",
    "['{}']",
    "[{}, gone.env]",
    "[{{path: {}}}]",
    "[{{path: {}, required: true}}]",
    "[{{path: gone.env, required: false}}, {}]",
    "[{{path: {}, format: raw}}]",
    "[{{path: {}, required: false, format: raw}}]",
    "[{{path: '${{E:-{}}}', required: false}}]",
    "[{{path: {}, required: '${{T:-yes}}'}}]",
    "[{{path: {}, required: 'no'}}]",
    "[./{}, {}]",
    "[]",
    "[{{required: false}}]",
    "[{{path: {}, format: json}}]",
    "~",
)
_TOPS = (
    "secrets: {{s: {{environment: A}}}}\n",
    "secrets: {{s: {{file: $A}}}}\n",
    'configs: {{c: {{content: "{use}"}}}}\n',
    "configs: {{c: {{content: 'plain'}}}}\n",
    'networks: {{n: {{name: "{use}"}}}}\n',
    'volumes: {{v: {{external: "${{T:-false}}"}}}}\n',
    "volumes: {{v: ~}}\n",
    'x-note: "{use}"\n',
    'x-list: [{{a: "{use}"}}, 1, 2001-01-01]\n',
    'version: "{use}"\n',
)
_LINES = (
    "depends_on: {b: {condition: service_started, required: false}}",
    "environment: {A: '$B', N: 1, D: 2001-01-01, E: }",
    "environment: [A, B=$A, 'C=']",
    "profiles: ['${P:-p}']",
    "profiles: []",
    "init: ${T:-true}",
    "init: $T",
    "healthcheck: {test: [CMD, '$A'], retries: 3}",
    "healthcheck: {disable: '${T:-no}'}",
    "labels: {a: 1, b: ~, c: '$A'}",
    "x-own: {a: '$A'}",
    "ports: ['${N:-80}:80']",
    "expose: [80, '81']",
    "scale: ${N:-1}",
    "deploy: {replicas: 2}",
    "deploy: {replicas: '${N:-3}'}",
    "mem_limit: ${M:-1g}",
    "cpus: ${N:-1}",
    "ulimits: {nofile: '${N:-9}'}",
    "privileged: ${T:-no}",
    "configs: [c]",
    "secrets: [s]",
    "networks: [n]",
    "networks: {n: ~}",
    "volumes: ['v:/v', './h:/h:ro']",
    "build: {context: ., args: {A: '$A'}}",
    "build: './$A'",
    "build: {context: ., additional_contexts: [a=.]}",
    "stop_grace_period: ${G:-1s}",
    "post_start: [{command: 'a $A'}]",
    "logging: {driver: '$A', options: {a: '1'}}",
    "extra_hosts: ['a=1.1.1.1']",
    "tmpfs: /t",
    "dns: [1.1.1.1]",
    "links: [b]",
    "network_mode: service:b",
    "volumes_from: [b]",
    "container_name: c-${N:-1}",
    "platform: linux/$A",
    "develop: {watch: [{path: ., action: rebuild}]}",
    "annotations: [a=b]",
    "gpus: all",
    "user: ${N:-0}",
    "working_dir: /$A",
)
_PARTS = (
    "{command: [from, part], tty: true}",
    "{command: 'p $A', environment: {P: $A}}",
    "{entrypoint: [p, '${B:-b}'], init: true}",
    "{command: !reset [p], entrypoint: pe}",
    "{command: ~, image: part}",
    "{<<: {command: inner}, entrypoint: [outer]}",
    "{healthcheck: {test: p}, command: [1]}",
    "{}",
)
_UPPER = (
    "command: ~",
    "command:",
    "entrypoint: ~",
    "command: !reset ~",
    "command: !reset",
    "entrypoint: !reset []",
    "command: !override [o, $A]",
    "command: !override ~",
    "entrypoint: !override 'o p'",
    "image: ~",
    "image: !reset ~",
    "image: over/$A",
    "environment: !reset {}",
    "environment: ~",
    "profiles: !reset []",
    "profiles: [p]",
    "init: ~",
    "init: !reset true",
    "init: false",
    "env_file: !reset []",
    "env_file: !override [v.env]",
    "extends: ~",
    "extends: !reset ~",
    "healthcheck: ~",
    "deploy: ~",
    "build: ~",
    "ports: !override ['1:1']",
    "depends_on: !reset []",
    "depends_on: ~",
    "x-own: !reset ~",
    "labels: [a=b]",
    "networks: ~",
    "volumes: ~",
    "environment: A=$A",
    "environment: 5",
    "env_file: ~",
    "env_file: 1",
    "depends_on: 1",
    "networks: n",
    "build: 1",
    "build: {args: ~}",
    "build: {context: ~, dockerfile: ~}",
    "build: {additional_contexts: ~}",
    "labels: ~",
    "dns: ~",
    "logging: {driver: x}",
)
_WHOLE = (
    "!reset ~",
    "!override {image: whole, command: w}",
    "!reset {image: x}",
    "~",
    "!override {command: w}",
)


@cache
def compose_trees() -> st.SearchStrategy[Project]:
    """Return a project in a folder, as `compose_projects` does. Shrinks to a file of one service.

    Its ``env`` may say where Compose finds the rest: ``COMPOSE_FILE``, ``COMPOSE_ENV_FILES``,
    ``COMPOSE_PROFILES`` and what goes with them.
    """
    return _compose_trees()


@st.composite
def _compose_trees(draw: st.DrawFn) -> Project:
    tree = _Tree(draw)
    tree.file("compose.yaml", 0)
    chosen: list[str] = []
    over = ["compose.override.yaml", "more.yaml", "sub/last.yaml"][: draw(below(3))]
    for path in over:
        tree.files[path] = tree.upper(path)
    env = draw(_environments())
    if draw(below(3)):
        tree.files[".env"] = draw(dotenv_texts(odd=draw(one_in(12)), corners=True))
    project: Project = {"files": tree.files, "chosen": chosen, "env": env, "name": None}
    project |= {"env_files": [], "profiles": []}
    _place(draw, project, ["compose.yaml", *over])
    return project


def _place(draw: st.DrawFn, project: Project, every: list[str]) -> None:
    """Say which files count, in one of the ways in which that is said."""
    files, env = project["files"], project["env"]
    kind = draw(below(6))
    if kind == 1:
        project["chosen"] = every
    elif kind == 2:  # noqa: PLR2004 - one of six ways
        env["COMPOSE_FILE"] = ":".join(every)
    elif kind == 3:  # noqa: PLR2004 - same
        env["COMPOSE_PATH_SEPARATOR"] = ";"
        files[".env"] = f"COMPOSE_FILE={';'.join(every)}\n" + files.get(".env", "")
    elif kind == 4:  # noqa: PLR2004 - same
        env["COMPOSE_ENV_FILES"] = draw(pick("v.env", "v.env,.env", "v.env", "", "gone.env"))
        files["v.env"] = draw(dotenv_texts(corners=True))
    elif kind == 5 and draw(below(2)):  # noqa: PLR2004 - same
        env["COMPOSE_DISABLE_ENV_FILE"] = draw(pick("1", "true", "0"))
    if draw(one_in(6)):
        project["name"] = draw(pick("p1", "moon_2-x", "9", "a__", "Bad"))
    if draw(one_in(4)):
        project["profiles"] = draw(pick("p", "q p", "*")).split()
    if draw(one_in(8)):
        project["env_files"] = ["o/1.env"]
        files["o/1.env"] = draw(dotenv_texts(corners=True))


@cache
def _environments() -> st.SearchStrategy[dict[str, str]]:
    texts = pick("s", "two words", "", "it's", "$B", "é", "a | b", "1")
    return st.fixed_dictionaries(
        {},
        optional={
            "A": texts,
            "B": texts,
            "N": pick("1", "2", "3", "1", "2", "x", ""),
            "T": pick("true", "false", "yes", "no", "On", "FALSE", "y", "1", ""),
            "M": pick("1g", "x"),
            "COMPOSE_PROFILES": pick("p", "q, p", "", "*"),
            "COMPOSE_PROJECT_NAME": pick(
                "env-name", "env_2", "", "3", "env-name", "env-3", "4", "Bad"
            ),
        },
    )


class _Tree:
    """The files of a project while they are written.

    Args:
        draw: what draws.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.files: dict[str, str] = {}

    def _one(self, options: tuple[str, ...]) -> str:
        return self._draw(st.sampled_from(options))

    def _use(self) -> str:
        return self._one(_ODD_USES if self._draw(one_in(150)) else _USES)

    def file(self, path: str, depth: int) -> None:
        """Write a file of a project, and those that it names."""
        draw = self._draw
        folder = posixpath.dirname(path)
        head = ""
        if draw(one_in(4)):
            name = self._one(("nm", "n-${A:-x}", "N $B", "$COMPOSE_PROJECT_NAME", "m"))
            odd = self._draw(one_in(10)) and self._one(("''", "1", "~", "__"))
            head += f"name: {odd or name}\n"
        for number in range(draw(below(3))):
            head += f"x-p{number}: &p{number} {self._one(_PARTS)}\n"
        parts = head.count("&p")
        if depth < _DEEPEST and draw(one_in(3)):
            head += self._included(folder, depth)
        tops = {top.partition(":")[0]: top for top in _drawn(draw, _TOPS, 2)}
        head += "".join(top.format(use=self._use()) for top in tops.values())
        own = self.service("a" if depth == 0 else f"a{depth}", folder, depth, parts)
        other = self.service("b" if depth == 0 else f"b{depth}", folder, depth, parts)
        self.files[path] = f"{head}services:\n{own}{other}"
        if draw(one_in(12)):
            self.files[path] += f"---\nservices:\n  {'a' if depth == 0 else 'b1'}:\n    tty: true\n"

    def service(self, name: str, folder: str, depth: int, parts: int = 0) -> str:
        """Write a service, and what it is based on."""
        draw = self._draw
        lines = [f"image: {draw(pick('x', 'r/$A', '${B:-x}:1', 'x@$A'))}"]
        if draw(one_in(20)):
            lines = []
        for key in ("entrypoint", "command"):
            if draw(below(3)):
                lines.append(f"{key}: {self._value()}")
        lines += _drawn(draw, _LINES, 3) if draw(one_in(3)) else []
        if draw(one_in(4)):
            lines.append(f"env_file: {self._env_file(folder)}")
        if draw(one_in(12)):
            lines.append(f"label_file: {self._label_file(folder)}")
        if depth < _DEEPEST and draw(one_in(3)):
            lines.append(f"extends: {self._extended(name, folder, depth)}")
        if parts and draw(below(2)):
            merged = draw(pick("*p0", "[*p0]", "[{tty: false}, *p0]"))
            if parts > 1 and draw(below(2)):
                merged = draw(pick("[*p1, *p0]", "[*p0, *p1]", "*p1"))
            lines.append(f"<<: {merged}")
        kept = {line.partition(":")[0]: line for line in lines}
        return f"  {name}:\n" + "".join(f"    {line}\n" for line in kept.values() or ["tty: true"])

    def upper(self, path: str) -> str:
        """Write a file that is laid over another."""
        draw = self._draw
        if draw(one_in(10)):
            return f"services:\n  a: {self._one(_WHOLE)}\n"
        if draw(one_in(14)):
            return draw(pick("services: !reset ~\n", "services: ~\n", "name: over\n", "", "{}\n"))
        lines = _drawn(draw, _UPPER, 3)
        for key in ("entrypoint", "command"):
            if draw(one_in(3)):
                lines.append(f"{key}: {self._value()}")
        if draw(one_in(6)):
            lines.append(f"extends: {self._extended('a', posixpath.dirname(path), 2)}")
        kept = {line.partition(":")[0]: line for line in lines}
        text = "services:\n  a:\n" + "".join(f"    {line}\n" for line in kept.values())
        if len(kept) == 0:
            text += "    tty: true\n"
        if draw(one_in(5)):
            text += self.service(draw(pick("b", "new")), posixpath.dirname(path), 2)
        return text

    def _value(self) -> str:
        """Write the value of a command."""
        draw = self._draw
        kind = draw(below(9))
        if kind == 0:
            return draw(compose_values())
        if kind == 1 and draw(one_in(3)):
            return self._one(_SCALARS)
        if kind == 2 and draw(one_in(3)):  # noqa: PLR2004 - one kind of nine
            return f"[a, {self._one(_SCALARS)}, b]"
        if kind == 3:  # noqa: PLR2004 - same
            return draw(compose_scalars(compose_texts()))
        if kind == 4:  # noqa: PLR2004 - same
            return '"' + self._use() * (1 + 40 * draw(one_in(6))) + ' z"'
        words = [self._use() for _ in range(1 + draw(below(3)))]
        if kind < 7:  # noqa: PLR2004 - same
            return "[" + ", ".join(f'"{word}"' for word in words) + "]"
        return '"' + " ".join(words) + '"'

    def _env_file(self, folder: str) -> str:
        draw = self._draw
        name = draw(pick("v.env", "v.env", "../v.env", "w/v.env"))
        where = posixpath.normpath(posixpath.join(draw(pick(folder, folder, "")), name))
        if not where.startswith("..") and draw(below(20)):
            self.files.setdefault(where, draw(dotenv_texts(odd=draw(one_in(10)), corners=True)))
        return self._one(_ENV_FILE_VALUES).format(name, name)

    def _label_file(self, folder: str) -> str:
        draw = self._draw
        where = posixpath.join(draw(pick(folder, folder, "")), "l.env")
        if draw(below(12)):
            self.files.setdefault(where, draw(dotenv_texts(odd=draw(one_in(10)), corners=True)))
        return draw(pick("l.env", "[l.env]", "./l.env", "[l.env, ./l.env]", "[]"))

    def _included(self, folder: str, depth: int) -> str:
        """Include projects, and give the lines that do so."""
        draw = self._draw
        entries = []
        for number in range(1 + draw(one_in(4))):
            inner = f"i{depth}{number}"
            path = posixpath.join(folder, inner, "compose.yaml")
            self.file(path, depth + 1 + 10 * number if number else depth + 1)
            named = [f"{inner}/compose.yaml"]
            if draw(one_in(4)):
                named.append(f"{inner}/over.yaml")
                text = self.upper(path).replace("  a:", f"  a{depth + 1}:")
                self.files[posixpath.join(folder, inner, "over.yaml")] = text
            options = [f"path: {named[0] if len(named) == 1 else '[' + ', '.join(named) + ']'}"]
            if draw(one_in(2)):
                self.files[posixpath.join(folder, inner, ".env")] = draw(dotenv_texts(corners=True))
            if draw(one_in(3)):
                where = draw(pick("v", inner, ".", f"{inner}/pd", "'${D:-v}'", "gone/pd"))
                options.append(f"project_directory: {where}")
                if draw(below(2)) and "$" not in where:
                    at = posixpath.normpath(posixpath.join(folder, where, ".env"))
                    self.files[at] = draw(dotenv_texts(corners=True))
            if draw(one_in(3)):
                envs = [f"{inner}/1.env", f"{inner}/2.env"][: 1 + draw(below(2))]
                for one in envs:
                    self.files[posixpath.join(folder, one)] = draw(dotenv_texts(corners=True))
                if draw(one_in(8)):
                    envs.append("gone.env")
                options.append(
                    f"env_file: {envs[0] if len(envs) == 1 else '[' + ', '.join(envs) + ']'}"
                )
            short = len(options) == 1 and len(named) == 1 and draw(below(2))
            entries.append(named[0] if short else "{" + ", ".join(options) + "}")
        if draw(one_in(25)):
            entries.append(draw(pick("gone.yaml", "compose.yaml", "{path: ~}", "{}", "${A:?}")))
        return "include:\n" + "".join(f"- {entry}\n" for entry in entries)

    def _extended(self, name: str, folder: str, depth: int) -> str:
        """Base a service on another, and give the value that does so."""
        draw = self._draw
        kind = draw(below(8))
        if kind == 0:
            other = "b" if name == "a" else "a"
            return draw(pick(other, f"{{service: {other}}}"))
        inner = draw(pick("", f"e{depth}", f"e{depth}/f"))
        path = posixpath.join(folder, inner, f"base{depth}.yaml")
        lines = self.service("base", posixpath.dirname(path), depth + 1)
        lines += self.service("b", posixpath.dirname(path), _DEEPEST)
        head = draw(pick("", "", f"x-q: {self._use()!r}\n", "name: not-read\n"))
        self.files[path] = f"{head}services:\n{lines}"
        if draw(one_in(3)):
            self.files[posixpath.join(folder, inner, ".env")] = "A=not read\nB=not read\n"
        file = posixpath.join(inner, f"base{depth}.yaml")
        file = draw(
            pick(file, file, f"./{file}", "${D:-" + file + "}", f"{inner or 'e'}/../{file}")
        )
        service = draw(pick("base", "base", "base", "base", "${D:-base}", "b", "b", "${D:-gone}"))
        return f"{{file: '{file}', service: '{service}'}}"


def _drawn(draw: st.DrawFn, options: tuple[str, ...], most: int) -> list[Any]:
    return draw(st.lists(st.sampled_from(options), max_size=most, unique=True))
