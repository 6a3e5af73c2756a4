"""Where included projects look for their files; asked of Compose 2.26 and 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services
from cmdresolve.starters.compose.including import Where, joined

FIRST = "include: [{path: i/compose.yaml%s}]\n"
SECOND = "include: [{path: j/compose.yaml%s}]\n"
THIRD = "include: [{path: k/compose.yaml%s}]\n"
LAST = "services: {a: {image: x, env_file: v.env}}\n"
DIRECTORY = ", project_directory: "
ENV_FILE = ", env_file: "


def wanted(files: dict[str, str], folders: list[str], engine: str) -> str:
    """Return the file of variables that is asked for and not there."""
    there = {**files, **{f"{folder}/some": "" for folder in folders}}
    with pytest.raises(ComposeError, match=r"v\.env") as caught:
        compose_services(
            [("compose.yaml", files["compose.yaml"])],
            beside=there,
            complete=True,
            folder="moon",
            engine=engine,
        )
    words = caught.value.message.split()
    return next(word.rstrip(":") for word in words if "v.env" in word)


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize(
    ("project", "folders", "path"),
    [
        ("", [], "i/v.env"),
        ("p", ["p"], "p/v.env"),
        ("p", [], "v.env"),
        ("i/p", [], "i/v.env"),
        ("i/p", ["i/p"], "i/p/v.env"),
        ("p/q", [], "p/v.env"),
        (".", [], "v.env"),
    ],
)
def test_a_folder_that_is_not_there_counts_as_the_one_above_it(
    project: str, folders: list[str], path: str, engine: str
) -> None:
    first = FIRST % (DIRECTORY + project if project else "")

    files = {"compose.yaml": first, "i/compose.yaml": LAST}
    assert wanted(files, folders, engine) == path


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize(
    ("project", "folders", "path"),
    [
        ("", [], "i/j/v.env"),
        ("p", ["i/p"], "i/p/v.env"),
        ("p", ["p"], "i/v.env"),
        ("..", [], "v.env"),
    ],
)
def test_that_of_an_included_project_is_found_from_its_own(
    project: str, folders: list[str], path: str, engine: str
) -> None:
    second = SECOND % (DIRECTORY + project if project else "")
    files = {"compose.yaml": FIRST % "", "i/compose.yaml": second, "i/j/compose.yaml": LAST}

    assert wanted(files, folders, engine) == path


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_a_third_project_has_the_folder_twice(engine: str) -> None:
    """Where the second one has a ``project_directory``: its folder is relative for Compose."""
    files = {
        "compose.yaml": FIRST % "",
        "i/compose.yaml": SECOND % (DIRECTORY + "j"),
        "i/j/compose.yaml": "include: [k/compose.yaml]\n",
        "i/j/k/compose.yaml": LAST,
    }

    assert wanted(files, [], engine) == "i/j/i/j/k/v.env"


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_files_of_variables_of_includes_are_missed_from_the_third_level_on(engine: str) -> None:
    files = {
        "compose.yaml": FIRST % "",
        "i/compose.yaml": SECOND % (ENV_FILE + "u.env"),
        "i/u.env": "",
        "i/j/compose.yaml": THIRD % (ENV_FILE + "v.env"),
        "i/j/k/compose.yaml": LAST,
        "i/j/v.env": "",
    }

    assert wanted(files, [], engine) == "j/v.env"


def test_what_is_not_known_to_be_missing_is_there() -> None:
    files = {"i/compose.yaml": LAST, "v.env": ""}
    found = compose_services([FIRST % (DIRECTORY + "p")], beside=files, folder="moon")

    assert [one.service for one in found] == ["a"]


def test_absolute_folders() -> None:
    where = Where().inside("i/c.yaml", "/p", lambda _: True)

    assert where.path("e.yaml") == "/p/e.yaml"
    assert where.env_path("v.env") == "/p/v.env"
    assert where.inside("/q/c.yaml", None, lambda _: True).services == "/q"


@pytest.mark.parametrize(
    ("folder", "name", "path"),
    [("", ".", ""), ("a", "..", ""), ("a", "./b", "a/b"), ("", "a", "a")],
)
def test_joined(folder: str, name: str, path: str) -> None:
    assert joined(folder, name) == path


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("{path: i/c.yaml}", "usual"),
        ("{path: i/c.yaml, env_file: ~}", "usual"),
        ("{path: i/c.yaml, env_file: []}", "usual"),
        ("{path: i/c.yaml, env_file: /dev/null}", ""),
        ("{path: i/c.yaml, env_file: [/dev/null, v.env]}", "given"),
        ("{path: []}", None),
        ("{path: ~}", None),
        ("{}", None),
    ],
)
def test_entries_without_a_file_or_without_files_of_variables(
    item: str, value: str | None, engine: str
) -> None:
    first = f"include: [{item}]\nservices: {{b: {{image: x}}}}\n"
    inner = "services: {a: {image: x, command: ['$A']}}\n"
    beside = {"i/c.yaml": inner, "i/.env": "A=usual\n", "v.env": "A=given\n"}
    found = compose_services([first], beside=beside, complete=True, folder="moon", engine=engine)

    commands = {one.service: one.override.args for one in found}
    assert commands.get("a") == (None if value is None else (value,))


def test_a_list_in_the_list() -> None:
    with pytest.raises(ComposeError, match="an include is a mapping or a path"):
        compose_services(["include: [[i.yaml]]\n"], beside={"i.yaml": LAST})


@pytest.mark.parametrize(
    ("written", "kind"),
    [("[]", "[]interface {}"), ("[x]", "[]interface {}"), ("{}", "map[string]interface {}")],
)
def test_a_project_directory_is_a_text(written: str, kind: str) -> None:
    """Run on Compose 2.26 and 2.40, which take a number for a text."""
    text = f"include: [{{path: a.yaml, project_directory: {written}}}]"
    with pytest.raises(ComposeError) as caught:
        compose_services([text], beside={"a.yaml": "services: {a: {image: i}}"})
    assert caught.value.message == (
        f"project_directory expected type 'string', got unconvertible type '{kind}'"
    )
    text = text.replace(written, "5", 1)
    assert compose_services([text], beside={"a.yaml": "services: {a: {image: i}}"})
