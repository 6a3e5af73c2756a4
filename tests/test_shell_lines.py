"""The pages' lines for a shell that no test can run whole: what they name is there.

They make environments, ask registries, run for minutes or serve until they are ended. What is said
to each program is held instead: that what is installed can be, that options, modules and paths
are there.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from cmdresolve.cli.language.arguments import read_options, sort_words
from cmdresolve.cli.language.options import VERB
from docs.downloads import WHEEL
from tests import docs_blocks

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
REQUIREMENTS = {one.partition(";")[0] for name in EXTRAS for one in EXTRAS[name]}
#: Programs that somebody else made, and that are told nothing but what they always are.
PLAIN = {".", "git", "jupyter", "mypy", "basedpyright", "ruff", "pre-commit"}
#: What pages install besides this project and what it needs.
OTHERS = {"jupyterlab", "pre-commit"}
LINES = [
    pytest.param(line, id=f"{page.relative_to(ROOT)}-{number}-{place}")
    for page in docs_blocks.PAGES
    for number, block in enumerate(docs_blocks.blocks(page, "sh"), 1)
    for place, line in enumerate(block.replace("\\\n", " ").splitlines(), 1)
]
STEPS = [
    pytest.param(line, id=f"{page.relative_to(ROOT)}-{number}")
    for page in docs_blocks.PAGES
    for block in docs_blocks.blocks(page, "yaml")
    for number, line in enumerate(re.findall(r"- (?:run: )?((?:pipx? |cmdresolve ).*)", block), 1)
]


def programs(line: str) -> list[list[str]]:
    """The programs of a line with their words, without variables, folders and redirections."""
    found = []
    for part in re.split(r" && ", line):
        words = shlex.split(part.split(" > ")[0], comments=True)
        while words and re.match(r"[A-Z_]+=", words[0]):
            words = words[1:]
        if words:
            found.append([words[0].removeprefix(".venv/bin/"), *words[1:]])
    return found


def check_installed(words: list[str]) -> None:
    """Each is this project, as a path to a clone or wheel, or what one of its extras asks for."""
    for word in (word for word in words if not word.startswith("-")):
        place, bracket, extras = word.partition("[")
        if place == "." or place.endswith(f"/{WHEEL}"):
            assert place.startswith("."), "pip takes what begins with a dot for a path"
            assert not bracket or set(extras.rstrip("]").split(",")) <= set(EXTRAS)
        else:
            assert word in REQUIREMENTS | OTHERS


def check_module(words: list[str]) -> None:
    """The module is there, and speaks of each option that it is given."""
    module, *rest = words
    spec = find_spec(module)
    assert spec is not None
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    sources = [x for folder in folders for x in folder.glob("*.py")] or [Path(str(spec.origin))]
    text = "".join(source.read_text("utf-8") for source in sources)
    for word in rest:
        if word.startswith("--"):
            assert f'"{word}"' in text


def check(words: list[str]) -> None:
    """What is said to a program can be said to it."""
    program, *rest = words
    if program in {"pip", "pipx"} and rest[0] == "wheel":
        assert rest == ["wheel", "--no-deps", "."]
    elif program in {"pip", "pipx"}:
        assert rest[0] == "install"
        check_installed(rest[1:])
    elif program == "cmdresolve":
        verb = rest[0] if rest[0] in VERB else "explain"
        own = sort_words(rest[rest[0] == verb :], verb=verb).own
        assert own == ["--version"] or read_options(verb, own)
    elif program in {"python", "python3"}:
        assert rest[0] == "-m"
        check_module(rest[1:])
    elif program == "pytest":
        paths = [word for word in rest if "/" in word]
        assert all((ROOT / path).exists() for path in paths)
    else:
        assert program in PLAIN


@pytest.mark.parametrize("line", LINES)
def test_a_line_for_a_shell_names_what_is_there(line: str) -> None:
    """Each program of it."""
    for words in programs(line):
        check(words)


@pytest.mark.parametrize("line", STEPS)
def test_a_step_of_a_pipeline_names_what_is_there(line: str) -> None:
    """As a shell's lines."""
    for words in programs(line):
        check(words)


def test_the_lines_are_found() -> None:
    """And what installs this project is among them, on each page that speaks of it."""
    assert len(LINES) > 25
    assert len(STEPS) == 8


@pytest.mark.parametrize(
    "path",
    [*docs_blocks.PAGES, *sorted((ROOT / "docs/notebooks").glob("*.ipynb"))],
    ids=lambda x: str(x.relative_to(ROOT)),
)
def test_nothing_is_installed_by_the_name_of_this_project(path: Path) -> None:
    """No registry has it: whoever comes first could give that name to something else."""
    text = path.read_text("utf-8")
    asked = re.findall(r"\b(?:pip|pipx|uv)3? (?:\w+ )*?install ([^`\n]*)", text)
    names = [name for line in asked for name in re.findall(r"(?<![./\w-])cmdresolve\b(?!-)", line)]

    assert names == []


def test_a_requirement_by_name_would_be_seen() -> None:
    """The check of what is installed can fail."""
    for words in (["cmdresolve"], ["cmdresolve[cli]"], [".[clii]"], ["./cmdresolve-0.0.0.whl"]):
        with pytest.raises(AssertionError):
            check_installed(words)
    check_installed(["-q", ".[cli,yaml]", f"./tools/{WHEEL}[registry]", "ipywidgets>=8"])
