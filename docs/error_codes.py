"""Which codes errors have, read off the source: a code is a constant where an error is made."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cmdresolve
from cmdresolve.checks.registry import RULES

PACKAGE = Path(cmdresolve.__file__).parent
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def codes() -> dict[str, list[str]]:
    """Return each code with the modules that make an error of it."""
    trees = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(
            path.read_text("utf-8")
        )
        for path in sorted(PACKAGE.rglob("*.py"))
        if "testing" not in path.parts
    }
    places: dict[str, set[int]] = {}
    for tree in trees.values():
        for name, place in _makers(tree):
            places.setdefault(name, set()).add(place)
    found: dict[str, set[str]] = {}
    for module, tree in trees.items():
        constants = dict(_constants(tree))
        own = {name: {place} for name, place in _makers(tree)}
        for code in _made(tree, places | own, constants):
            found.setdefault(code, set()).add(module)
    return {code: sorted(found[code]) for code in sorted(found.keys() - RULES.keys())}


def _makers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give functions that take a code, and its place among their arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for made in node.body:
                if isinstance(made, ast.FunctionDef) and made.name == "__init__":
                    names = [argument.arg for argument in made.args.args]
                    if "code" in names:
                        yield node.name, names.index("code") - 1
        elif isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names and node.name != "__init__":
                yield node.name, names.index("code") - (names[0] in {"self", "cls"})


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _made(tree: ast.AST, places: dict[str, set[int]], constants: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called == "Rule":
            continue
        given = [word.value for word in node.keywords if word.arg == "code"]
        given += [
            node.args[place] for place in places.get(called or "", ()) if place < len(node.args)
        ]
        for value in given:
            for code in _texts(value, constants):
                if _CODE.fullmatch(code):
                    yield code


def _texts(value: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """Give the texts that an expression may be."""
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body, constants)
        yield from _texts(value.orelse, constants)
    elif isinstance(value, ast.Name):
        yield constants.get(value.id, "")
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
