"""A changed file, read as far as one service goes."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.limits import DEFAULT_LIMITS
from cmdresolve.starters.compose.narrowing import narrowed
from cmdresolve.starters.compose.project import ProjectInputs
from cmdresolve.starters.compose.service import ProjectReader
from cmdresolve.starters.yaml_nodes import Mapping, Scalar, mapping_value
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import compose_projects

TEXT = """name: n
services:
  a:
    image: i
    command: x y
  b: {image: i, depends_on: [c]}
  c:
    image: i
  d:
    image: i
volumes: {v: {}}
"""


def services(before: str, after: str, name: str) -> list[str] | None:
    found = narrowed(before, after, name, "compose.yaml", DEFAULT_LIMITS)
    if found is None:
        return None
    root = next(iter(found)).root
    assert isinstance(root, Mapping)
    below = mapping_value(root, "services")
    assert isinstance(below, Mapping)
    keys = [entry.key.text for entry in root.entries if isinstance(entry.key, Scalar)]
    assert keys == ["name", "services", "volumes"]
    return [entry.key.text for entry in below.entries if isinstance(entry.key, Scalar)]


def test_only_what_the_service_names_is_read() -> None:
    assert services(TEXT, TEXT.replace("x y", "[x, y]"), "a") == ["a"]
    assert services(TEXT, TEXT.replace("depends_on", "x-a: a, depends_on"), "b") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("after", "name"),
    [
        (TEXT.replace("name: n", "name: m"), "a"),
        (TEXT.replace("  c:", "  e:"), "a"),
        (TEXT.replace("x y", "x z"), "d"),
        (TEXT.replace("x y", "'x y"), "a"),
        (TEXT.replace("x y", "*x"), "a"),
        (TEXT.replace("x y", "!reset x"), "a"),
        (TEXT.replace("x y", "z") + "---\nname: n\n", "a"),
        (TEXT.replace("x y", "z"), "gone"),
        (TEXT.replace("    command: x y", "    extends: d"), "a"),
    ],
)
def test_what_has_to_be_read_whole(after: str, name: str) -> None:
    assert services(TEXT, after, name) is None


def test_places_are_those_of_the_whole() -> None:
    after = TEXT.replace("x y", "[x, y]")
    found = narrowed(TEXT, after, "a", "compose.yaml", DEFAULT_LIMITS)
    assert found is not None
    given = ProjectInputs(folder="moon")
    parsed = {("compose.yaml", after): found}
    reader = ProjectReader([("compose.yaml", after)], given, None, parsed)
    origins = reader.service("a").override.args_origins
    assert [one.describe() for one in origins] == [
        "compose.yaml:5:15 services.a.command[0]",
        "compose.yaml:5:18 services.a.command[1]",
    ]


def test_a_service_is_what_it_is_in_the_whole() -> None:
    """In random projects, each with a line added to a service."""
    count = 0
    for project in sample(compose_projects(), count=250, seed=3):
        before = project["files"]["compose.yaml"]
        given = ProjectInputs(process=project["env"], beside=project["files"], folder="moon")
        after = before.replace("  a:\n", "  a:\n    x-more: [x]\n", 1)
        files = [("compose.yaml", after)]
        found = narrowed(before, after, "a", "compose.yaml", DEFAULT_LIMITS)
        try:
            ProjectReader([("compose.yaml", before)], given).service("a")
            whole = ProjectReader(files, given).service("a")
        except CmdResolveError:
            continue
        if found is not None:
            part = ProjectReader(files, given, None, {files[0]: found}).service("a")
            assert part.override == whole.override, after
            assert part.image == whole.image
            count += 1

    assert count > 80
