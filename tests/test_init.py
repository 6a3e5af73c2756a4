"""The package's own names, and what they cost: `cmdresolve`."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import cmdresolve

NAMES = [
    "Assumption",
    "Atlas",
    "Basis",
    "Build",
    "Builder",
    "ByDefault",
    "Cell",
    "CmdResolveError",
    "ComposeError",
    "ComposeRun",
    "DialectError",
    "Dockerfile",
    "DockerfileError",
    "Dropped",
    "Edit",
    "Engine",
    "ExecForm",
    "Finding",
    "ImageConfig",
    "ImageConfigError",
    "InCommandLine",
    "InDockerfile",
    "InImage",
    "InOverride",
    "InYaml",
    "InternalError",
    "LimitError",
    "Limits",
    "Matrix",
    "Mend",
    "NoCommandError",
    "Note",
    "Override",
    "OverrideError",
    "PodContainer",
    "Resolution",
    "RunCommand",
    "ServiceCommand",
    "Shell",
    "ShellForm",
    "Source",
    "Span",
    "StartCommand",
    "Step",
    "Trace",
    "Unknown",
    "UnknownImageError",
    "Word",
    "WrongTypeError",
    "YamlError",
    "answer",
    "atlas",
    "check",
    "compose_service",
    "dialect",
    "docker_run",
    "exec_form",
    "matrix",
    "pod_container",
    "pod_containers",
    "resolve",
    "shell_line",
    "yaml_list",
]


def python(code: str) -> str:
    """Run a program in a Python of its own and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_one_of_its_home(name: str) -> None:
    """One object, whichever way it is imported; no name is lost."""
    value = getattr(cmdresolve, name)

    assert value.__name__ == name
    assert getattr(importlib.import_module(value.__module__), name) is value


def test_each_name_loads_by_itself() -> None:
    """Each is found without another having been used before: no import runs in a circle."""
    code = f"""
import sys
for name in {NAMES}:
    for module in [x for x in sys.modules if x.partition(".")[0] == "cmdresolve"]:
        del sys.modules[module]
    exec(f"from cmdresolve import {{name}} as value")
    print(value.__name__)
"""

    assert python(code).split() == NAMES


def test_all_names_are_listed() -> None:
    """By ``dir`` and by ``__all__``, so that completion finds them before they are loaded."""
    assert set(NAMES) <= set(cmdresolve.__all__)
    assert dir(cmdresolve) == sorted(cmdresolve.__all__)
    assert "__version__" in cmdresolve.__all__


def test_another_name_is_none_of_ours() -> None:
    """The error says what any module's does."""
    with pytest.raises(AttributeError, match="module 'cmdresolve' has no attribute 'nothing'"):
        _ = cmdresolve.nothing


def test_a_name_is_looked_up_once() -> None:
    """After its first use it is a plain attribute."""
    code = (
        "import cmdresolve\n"
        "before = 'resolve' in vars(cmdresolve)\n"
        "cmdresolve.resolve\n"
        "print(before, 'resolve' in vars(cmdresolve))"
    )

    assert python(code) == "False True"


def test_importing_the_package_loads_nothing_else() -> None:
    """Not even attrs: ``import cmdresolve`` costs what an empty module costs."""
    code = (
        "import sys; before = set(sys.modules); import cmdresolve\n"
        "print(sorted(set(sys.modules) - before - {'__future__'}))"
    )

    assert python(code) == "['cmdresolve']"


def test_resolving_loads_the_core_alone() -> None:
    """No JSON, no starter, no reader, no renderer; nothing that starts or connects."""
    code = (
        "import sys, cmdresolve as cr\n"
        "answer = cr.resolve(cr.ImageConfig(cmd=['x']), cr.Override(args=['y']))\n"
        "answer.argv, answer.words, answer.steps, answer.dropped, answer.documented\n"
        "ours = ('frontends', 'images', 'render', 'testing', 'dockerfile', 'cli', 'batch')\n"
        "theirs = ('json', 'subprocess', 'socket', 'ssl', 'asyncio', 'rich', 'ruamel')\n"
        "print([n for n in sys.modules if n in theirs or n.split('.')[1:2] and\n"
        "       n.startswith('cmdresolve.') and n.split('.')[1] in ours])"
    )

    assert python(code) == "[]"


BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"rich", "ruamel", "hypothesis", "pytest", "nbformat", "grpc"}:
            raise ImportError(f"{name} is not installed")

sys.meta_path.insert(0, Blocked())
"""


def test_the_core_needs_attrs_alone() -> None:
    """With every extra taken away, everything in the issue's example works."""
    code = (
        BLOCKED
        + """
import cmdresolve as cr
image = cr.Dockerfile.parse('FROM a\\nENTRYPOINT ["e"]\\n').image(
    bases={"a": cr.ImageConfig(cmd=["c"])}
)
command = cr.docker_run(["docker", "run", "-it", "img", "x"])
answer = cr.resolve(image, command.override)
print(answer.argv, cr.answer({"image": {"Cmd": ["x"]}, "explain": True})["argv"])
assert answer.explain() and answer._repr_html_() and cr.matrix().to_text()
"""
    )

    assert python(code) == "('e', 'x') ['x']"
