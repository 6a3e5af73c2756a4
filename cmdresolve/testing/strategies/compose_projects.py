"""Compose projects of several files, whose variables come from every place that Compose has.

Each is spoiled in one way at most, so that it is clear what is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.compose import compose_scalars, compose_texts
from cmdresolve.testing.strategies.dotenvs import dotenv_texts

Project = dict[str, Any]

_NAMES = ("A", "B", "C", "D", "COMPOSE_PROJECT_NAME")
_USES = (
    "${}",
    "${{{}}}",
    "${{{}:-d e}}",
    "${{{}-d}}",
    "${{{}:+s}}",
    "${{{}+s}}",
    "x${{{}}}y",
    "${{{}:-$A}}",
    "$${}",
)
_NAMED = ("name: Moon\n", "name: n-$A\n", "name: ''\n", "name: $COMPOSE_PROJECT_NAME\n")
_ODD_NAMED = ("name: __\n", "name: ${\n", "name: 1\n", "name: [a]\n")
_ODD_KEYS = (
    "depends_on: [nope]",
    "environment: A=b",
    "networks: [gone]",
    "env_file: gone.env",
    "extends: {file: gone.yaml, service: a}",
    "command: '${'",
    'command: "\'"',
    "entrypoint: ${D:?m}",
    "image: ~",
)
_KEYS = (
    "depends_on: [b]",
    "environment: {A: w}",
    "environment: [B=$A]",
    "env_file: [{path: gone.env, required: false}]",
    "init: true",
    "init: $A",
    "profiles: [p]",
    "profiles: ['$A', q]",
    "tty: true",
    "labels: {l: $B}",
)


def compose_projects() -> st.SearchStrategy[Project]:
    """Return a project in a folder. Shrinks to one file of one service.

    It is ``files``, the texts in the folder by path; ``chosen``, the files of ``-f`` in order, or
    none where Compose is to find them; ``env``, the variables of the environment; ``name``, what
    ``-p`` says, or None; ``env_files`` and ``profiles``, what those options say.
    """
    return _compose_projects()


@st.composite
def _compose_projects(draw: st.DrawFn) -> Project:
    spoiled = draw(pick(*("" for _ in range(6)), "env", "name", "key", "option"))
    files: dict[str, str] = {}
    head = draw(_heads(odd=spoiled == "name"))
    a = draw(_services("a", odd=spoiled == "key"))
    head += draw(_included(files, odd=spoiled == "env" and draw(one_in(2))))
    if draw(one_in(4)):
        a += "    extends: {file: e/base.yaml, service: base}\n"
        files["e/base.yaml"] = "services:\n" + draw(_services("base"))
        if draw(one_in(2)):
            files["e/.env"] = "B=not read\n"
    files["compose.yaml"] = f"{head}services:\n{a}{draw(_services('b'))}"
    if draw(one_in(3)):
        files["compose.override.yaml"] = "services:\n" + draw(_services("a", image=False))
    if draw(below(3)) or spoiled == "env":
        files[".env"] = draw(dotenv_texts(odd=spoiled == "env"))
    project: Project = {"files": files, "chosen": [], "env": draw(_environments()), "name": None}
    project |= {"env_files": [], "profiles": []}
    if draw(one_in(4)):
        _add_options(draw, project, odd=spoiled == "option")
    return project


def _add_options(draw: st.DrawFn, project: Project, *, odd: bool) -> None:
    kind = draw(below(4))
    if kind == 0:
        project["name"] = draw(pick("p1", "Moon" if odd else "moon-2"))
    elif kind == 1:
        project["env_files"] = ["1.env", "2.env"][: 1 + draw(below(2))]
        for path in project["env_files"]:
            project["files"][path] = draw(dotenv_texts())
        if odd:
            project["env_files"].append("gone.env")
    elif kind == 2:  # noqa: PLR2004 - one of four options
        project["profiles"] = draw(pick("p", "q p", "*")).split()
    else:
        every = [path for path in project["files"] if path.startswith("compose")]
        project["chosen"] = every if draw(below(2)) else ["compose.yaml"]


@cache
def _environments() -> st.SearchStrategy[dict[str, str]]:
    values = st.sampled_from(("s", "two words", "", "true", "it's", "$B", "p"))
    return st.fixed_dictionaries(
        {}, optional={"A": values, "B": values, "COMPOSE_PROFILES": pick("p", "q, p", "")}
    )


@st.composite
def _heads(draw: st.DrawFn, *, odd: bool) -> str:
    if odd:
        return draw(st.sampled_from(_ODD_NAMED))
    return draw(st.sampled_from(_NAMED)) if draw(one_in(4)) else ""


@st.composite
def _services(draw: st.DrawFn, name: str, *, odd: bool = False, image: bool = True) -> str:
    lines = [f"image: {draw(pick('x', 'r/$A', '${B:-x}:1'))}"] if image else []
    for key in ("entrypoint", "command"):
        kind = draw(below(4))
        if kind == 1:
            text = compose_scalars(compose_texts(variables=False).map(_without_dollars))
            lines.append(f"{key}: {draw(text)}")
        elif kind > 1:
            lines.append(f"{key}: {draw(_words(as_list=kind == 2))}")  # noqa: PLR2004 - of four
    if draw(one_in(3)):
        lines.append(draw(st.sampled_from(_KEYS)))
    if odd:
        lines.append(draw(st.sampled_from(_ODD_KEYS)))
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in _once(lines) or ["tty: true"])


def _without_dollars(text: str) -> str:
    return text.replace("$", "$$")


def _once(lines: Sequence[str]) -> list[str]:
    """Keep the last line of each key."""
    return list({line.partition(":")[0]: line for line in lines}.values())


@st.composite
def _words(draw: st.DrawFn, *, as_list: bool) -> str:
    """Write words that use variables."""
    words = [
        draw(st.sampled_from(_USES)).format(draw(pick(*_NAMES))) for _ in range(1 + draw(below(3)))
    ]
    quoted = [f'"{word}"' for word in words]
    return f"[{', '.join(quoted)}]" if as_list else '"' + " ".join(words) + '"'


@st.composite
def _included(draw: st.DrawFn, files: dict[str, str], *, odd: bool) -> str:
    """Include a project, put its files beside, and give the lines that do so."""
    if not draw(one_in(3)):
        return ""
    files["c/compose.yaml"] = "services:\n" + draw(_services("inc"))
    kind = draw(below(4))
    if draw(below(2)):
        files["c/.env"] = draw(dotenv_texts(odd=odd))
    if kind == 1:
        files["v/x.env"] = draw(dotenv_texts())
        return "include: [{path: c/compose.yaml, env_file: v/x.env}]\n"
    if kind == 2:  # noqa: PLR2004 - one of four ways
        files["v/.env"] = draw(dotenv_texts())
        return "include: [{path: [c/compose.yaml], project_directory: v}]\n"
    if kind == 3:  # noqa: PLR2004 - same
        files["v/x.env"], files["v/y.env"] = draw(dotenv_texts()), "C=$A\nB=$C\n"
        return "include:\n- path: c/compose.yaml\n  env_file: [v/x.env, v/y.env]\n"
    return "include: [c/compose.yaml]\n"
