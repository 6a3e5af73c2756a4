"""What the layers may know of each other, read off the source (docs/development/design.md)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cmdresolve
from cmdresolve.dialects import BUILDERS, ENGINES
from cmdresolve.model import changing, views

PACKAGE = Path(cmdresolve.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

#: The values and rules that decide argv: no I/O, and nothing but attrs.
CORE = tuple(f"cmdresolve.{name}" for name in "dialects dockerfile go model resolving".split())
#: What the core must not know at all.
OUTER = tuple(
    f"cmdresolve.{name}"
    for name in "batch checks cli images notebook process published render starters testing".split()
)
#: The rooms that a room may import, when it loads or when it is called. A folder inside a room is
#: named where it knows less than the whole.
MAY_IMPORT: dict[str, str] = {
    "model": "",
    "go": "model",
    "dialects": "model go",
    "resolving": "model dialects go",
    "dockerfile": "model dialects go",
    "dockerfile.reading": "model dialects go",
    "dockerfile.refusals": "model dialects go dockerfile.reading",
    "dockerfile.building": "model dialects go dockerfile.reading dockerfile.refusals",
    "starters": "model dialects go resolving",
    "images": "model dockerfile",
    "checks": "model dialects go dockerfile resolving starters",
    "published": "model dialects resolving",
    "render": "model dialects resolving published checks.rule",
    "batch": "model dialects dockerfile resolving starters checks render images",
    "cli": "model dialects go dockerfile resolving starters checks render images published batch",
    "notebook": "model dialects dockerfile resolving starters checks render published",
    "testing.wire": "testing.oracle",
    "testing.oracles": "dialects testing.oracle testing.messages testing.wire",
    "testing.strategies": "model dialects testing.oracle",
    "testing": "model dialects dockerfile resolving batch",
}
#: The seams by which a value asks those who know it, by name: what shows, judges or supposes, and
#: what changes an image config.
SEAMS = {
    "cmdresolve.model.views": (views.RENDERER, views.JUDGE, views.SUPPOSER),
    "cmdresolve.model.changing": (changing.CHANGER,),
}
#: The one seam by which the core reads a file, when somebody asks it to.
FILES = "cmdresolve.model.files"
#: What reaches files, processes, the network or the environment.
OUTSIDE = frozenset(
    "asyncio ctypes glob http importlib.resources io logging multiprocessing os pathlib select "
    "selectors shutil signal socket socketserver ssl subprocess sys tempfile threading "
    "urllib".split()
)
STARTS_OR_CONNECTS = frozenset(
    "asyncio http.client http.server multiprocessing pty socket socketserver ssl subprocess "
    "urllib.request".split()
)


def within(name: str, packages: tuple[str, ...] | frozenset[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def is_type_checking(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def named(node: ast.stmt) -> Iterator[str]:
    """Return the modules that an import statement may load."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield node.module or ""
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            if inner in MODULES or inner in {
                "importlib.resources",
                "http.client",
                "urllib.request",
            }:
                yield inner


def imported(module: str, *, lazily: bool, types: bool = False) -> set[str]:
    """Return what a module imports: when it loads, or in its functions when they are called.

    With `types`, what only a type checker reads counts as well.
    """
    found: set[str] = set()

    def walk(nodes: list[ast.stmt], *, inside: bool) -> None:
        for node in nodes:
            if is_type_checking(node) and not types:
                continue
            if inside == lazily:
                found.update(named(node))
            deeper = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for part in ("body", "orelse", "finalbody"):
                walk(getattr(node, part, []), inside=deeper)
            for handler in getattr(node, "handlers", []):
                walk(handler.body, inside=deeper)

    walk(ast.parse(MODULES[module].read_text(encoding="utf-8")).body, inside=False)
    return found


CORE_MODULES = [name for name in MODULES if within(name, CORE) and name not in {*SEAMS, FILES}]


def test_the_walk_sees_modules_and_both_kinds_of_import() -> None:
    """A walk that saw nothing would hold every rule below."""
    assert len(CORE_MODULES) > 30
    assert "cmdresolve.dialects" in imported("cmdresolve.resolving.resolver", lazily=False)
    assert "cmdresolve.model.views" in imported("cmdresolve.resolving.resolution", lazily=True)
    assert "cmdresolve.model.views" not in imported("cmdresolve.resolving.resolution", lazily=False)
    assert "subprocess" in imported("cmdresolve.images.engine", lazily=False)


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_knows_no_outer_layer(module: str) -> None:
    """Data flows one way: starters and readers make values, renderers read answers."""
    always, lazily = imported(module, lazily=False), imported(module, lazily=True)

    assert not [name for name in always | lazily if within(name, OUTER)]
    assert "cmdresolve.model.views" not in always


def room_of(name: str) -> str:
    """Return the most exact room of `MAY_IMPORT` that a module stands in, or nothing."""
    inside = name.removeprefix("cmdresolve.")
    rooms = [room for room in MAY_IMPORT if inside == room or inside.startswith(f"{room}.")]
    return max(rooms, key=len, default="")


def imported_of_ours(module: str) -> set[str]:
    """Return the modules of the package that one may load at any time, or names as types."""
    everything = imported(module, lazily=False, types=True) | imported(
        module, lazily=True, types=True
    )
    return {name for name in everything if name in MODULES and name != "cmdresolve"}


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_only_what_it_may(module: str) -> None:
    """Data flows one way, so the rooms have an order (`MAY_IMPORT`)."""
    room = room_of(module)
    if not room:
        assert module in {"cmdresolve", "cmdresolve.__main__"}
        return
    allowed = tuple(f"cmdresolve.{name}" for name in (room, *MAY_IMPORT[room].split()))

    assert not [name for name in imported_of_ours(module) if not within(name, allowed)]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_may_import_no_more_than_it_does(room: str) -> None:
    """A permission that nobody uses would be a wall that nobody guards."""
    used = {
        name for module in MODULES if room_of(module) == room for name in imported_of_ours(module)
    }

    assert not [
        other
        for other in MAY_IMPORT[room].split()
        if not any(within(name, (f"cmdresolve.{other}",)) for name in used)
    ]


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if room != "testing.strategies"])
def test_a_room_says_what_it_imports(room: str) -> None:
    """In its docstring, the first that a reader sees of it."""
    path = MODULES[f"cmdresolve.{room}"]
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    told = re.search(r"^It imports ([^;:]+?)(?:[;:]|\.$)", text, re.MULTILINE)
    assert told is not None
    names = set(re.findall(r"`+([a-z.]+)`+", told[1]))
    if "the core" in told[1]:
        names |= {name.removeprefix("cmdresolve.") for name in CORE}

    assert names == set(MAY_IMPORT[room].split())


@pytest.mark.parametrize("module", sorted(SEAMS))
def test_a_seam_imports_nothing_of_ours_and_names_what_is_there(module: str) -> None:
    """The core loads nothing outside itself when it is imported."""
    found = imported(module, lazily=False) | imported(module, lazily=True)

    assert not [name for name in found if name in MODULES]
    assert all(name in MODULES for name in SEAMS[module])


def test_the_seam_to_what_changes_an_image_stays_in_the_core() -> None:
    """An image config asks for it when it is changed, and nothing but the core loads then."""
    assert "cmdresolve.model.changing" in imported("cmdresolve.model.image", lazily=True)
    assert within(changing.CHANGER, CORE)


@pytest.mark.parametrize("module", CORE_MODULES)
def test_only_values_that_show_themselves_ask_the_seam(module: str) -> None:
    """`views` is the one way from the core to a renderer, and it is taken when asked for."""
    asks = "cmdresolve.model.views" in imported(module, lazily=True)

    assert asks == (module in {"cmdresolve.model.image", "cmdresolve.resolving.resolution"})


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_does_no_input_or_output(module: str) -> None:
    """It reads no file, no environment and no clock, and starts nothing."""
    everything = imported(module, lazily=False) | imported(module, lazily=True)
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not [name for name in everything if within(name, OUTSIDE)]
    # As attrs does for its classes: a constructor, of nothing but the names of fields.
    written = {"exec"} if module == "cmdresolve.model.value" else set()
    assert called & {"open", "print", "input", "eval", "exec", "__import__"} == written


@pytest.mark.parametrize("module", CORE_MODULES)
def test_the_core_needs_attrs_alone(module: str) -> None:
    """Of all that is not in the standard library."""
    everything = imported(module, lazily=False) | imported(module, lazily=True)
    roots = {name.partition(".")[0] for name in everything}

    assert not roots & {"attr", "rich", "ruamel", "hypothesis", "pytest", "yaml", "grpc"}


@pytest.mark.parametrize("module", MODULES)
def test_only_engines_and_oracles_start_processes_or_open_sockets(module: str) -> None:
    """`images.engine` and `images.container` ask a local engine, `images.registry` a registry,
    `testing` is made of engines; nothing else does.
    """
    everything = imported(module, lazily=False) | imported(module, lazily=True)
    allowed = within(
        module,
        (
            "cmdresolve.images.container",
            "cmdresolve.images.engine",
            "cmdresolve.images.registry",
            "cmdresolve.testing",
        ),
    )

    assert allowed or not [name for name in everything if within(name, STARTS_OR_CONNECTS)]


def reached(module: str) -> set[str]:
    """Return all that a module may load in the end, but for what a seam is asked for by name."""
    found, waiting = {module}, [module]
    while waiting:
        here = waiting.pop()
        for name in imported(here, lazily=False) | imported(here, lazily=True):
            if name in MODULES and name not in found:
                found.add(name)
                waiting.append(name)
    return found


@pytest.mark.parametrize(
    "module", [name for name in MODULES if within(name, ("cmdresolve.render",))]
)
def test_a_renderer_resolves_nothing(module: str) -> None:
    """It reads an answer, and computes no word of one: not through another module either."""
    decide = ("cmdresolve.resolving.resolver", "cmdresolve.dockerfile.building.build")

    assert not [name for name in reached(module) if within(name, decide)]


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return modules of which each imports the next, and the last the first; or nothing."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        for other in sorted(edges[name]):
            found = walk(other, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in sorted(edges) if (found := walk(name, []))), [])


def test_a_circle_is_found() -> None:
    """Whichever module the walk begins with."""
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_imports_run_in_no_circle() -> None:
    """Not when a module loads, not when it is called, and not for a type alone.

    The package's face names what stands in the rooms, and no room imports it.
    """
    edges = {
        module: {
            name
            for lazily in (False, True)
            for name in imported(module, lazily=lazily, types=True)
            if name in MODULES and name not in {module, "cmdresolve"}
        }
        for module in MODULES
        if module != "cmdresolve"
    }

    assert circle(edges) == []


def test_rooms_stand_one_above_the_other() -> None:
    """`MAY_IMPORT` itself runs in no circle."""
    rooms = {
        room: {x for x in allowed.split() if x in MAY_IMPORT and not room.startswith(f"{x}.")}
        for room, allowed in MAY_IMPORT.items()
    }

    assert circle(rooms) == []


def test_only_a_dockerfile_is_read_from_a_file() -> None:
    """By the one seam, which is loaded when `from_file` is called."""
    assert [x for x in MODULES if FILES in imported(x, lazily=True)] == ["cmdresolve.dockerfile"]
    assert [x for x in MODULES if FILES in imported(x, lazily=False)] == []


def test_loading_the_core_loads_nothing_else() -> None:
    """No seam, no room outside it, and of the standard library nothing that reaches outside."""
    code = (
        "import sys; before = set(sys.modules)\n"
        f"for name in {CORE_MODULES}: __import__(name)\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    loaded = done.stdout.split()

    assert "cmdresolve.resolving.resolver" in loaded
    assert not [x for x in loaded if within(x, OUTER) or x in {*SEAMS, FILES}]
    assert not [x for x in loaded if within(x, STARTS_OR_CONNECTS)]


def compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return the texts that something is compared with, and the lines they stand in."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            parts = [node.value]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"startswith", "endswith", "removeprefix"}
        ):
            parts = node.args
        for part in parts:
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield node.lineno if isinstance(node, ast.expr) else 0, inner.value


@pytest.mark.parametrize(
    "module",
    [name for name in MODULES if not within(name, ("cmdresolve.dialects", "cmdresolve.testing"))],
)
def test_no_dialect_s_name_is_compared_outside_dialects(module: str) -> None:
    """What differs is a field of a record. A starter may compare the program that was typed."""
    names = {record.name for record in (*ENGINES, *BUILDERS)}
    programs = {"docker", "podman"} if within(module, ("cmdresolve.starters",)) else set()
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))

    found = [
        (line, text)
        for line, text in compared(tree)
        if text.partition("@")[0] in names and text not in programs
    ]

    assert not found


TESTS = Path(__file__).parent
#: The modules that need no test module of their name, each with the reason.
TESTED_ELSEWHERE = {
    "pure data, held by tests/builder_fields and by the recorded answers of each version": (
        "dialects.builders.accepting dialects.builders.buildah dialects.builders.buildkit "
        "dialects.builders.buildkit_parts dialects.builders.classic"
    ),
    "pure data, held by what reads manifests (tests/starters/kubernetes)": "dialects.readers.pods",
    "pure data: a record and a protocol without behaviour": "cli.recognising.kinds images.sources",
    "pure data: the words of verdicts, held by tests/testing/test_exercises.py": (
        "testing.exercises.ko testing.exercises.texts"
    ),
    "values of the lexer, held by the tests of word_lexer and word_pass": (
        "dockerfile.reading.lexer_options"
    ),
    "verbs that print what another module makes, and are held by its tests": (
        "cli.verbs.atlas cli.verbs.completion cli.verbs.help cli.verbs.lock cli.verbs.man "
        "cli.verbs.rule"
    ),
    "they speak to an engine, and are held to a live one by tests/engines": (
        "testing.oracle testing.oracles.api_oracle testing.oracles.compose_relay "
        "testing.oracles.docker testing.oracles.probe "
        "testing.wire.cri_api testing.wire.docker_api testing.wire.podman_api testing.wire.relay "
        "testing.wire.unix_grpc testing.wire.unix_http"
    ),
    "parts that the strategies of whole questions draw from, held by the tests of those": (
        "testing.strategies.choices testing.strategies.images "
        "testing.strategies.instructions testing.strategies.words"
    ),
}


@pytest.mark.parametrize(
    "path", [*MODULES.values(), *sorted(TESTS.rglob("*.py"))], ids=lambda path: path.stem
)
def test_no_module_is_longer_than_one_can_hold_in_mind(path: Path) -> None:
    """With one reason for each, most are far below the limit."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_each_module_has_a_test_module_of_its_name() -> None:
    """So a reader finds the cases of a rule beside it, and a rule without any is seen."""
    excused = {
        f"cmdresolve.{name}" for names in TESTED_ELSEWHERE.values() for name in names.split()
    }
    missing = {
        module
        for module, path in MODULES.items()
        if path.stem not in {"__init__", "__main__"}
        and not (TESTS / path.relative_to(PACKAGE).parent / f"test_{path.name}").exists()
    }

    assert missing - excused == set()
    assert excused - missing == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    """In its first line."""
    assert ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
