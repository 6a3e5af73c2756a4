"""The files of a service's ``env_file``; recorded on Compose 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service, compose_services

pytest.importorskip("ruamel.yaml")


def project(env_file: str) -> list[str]:
    return [f"services: {{a: {{image: x, command: [c], env_file: {env_file}}}, b: {{image: x}}}}"]


@pytest.mark.parametrize("env_file", ["m.env", "[m.env]", "[{path: m.env}]"])
def test_a_file_that_has_to_be_there(env_file: str) -> None:
    """It is refused where it is known to be missing; a service that is not started needs none."""
    files = project(env_file)

    assert compose_service(files, "a").override.args == ("c",)
    assert compose_service(files, "a", beside={"m.env": "A=1"}, complete=True).image == "x"
    assert compose_service(files, "b", complete=True).image == "x"
    for asked in (
        lambda: compose_service(files, "a", complete=True),
        lambda: compose_services(files, complete=True),
    ):
        with pytest.raises(ComposeError, match=r"env file m\.env not found"):
            asked()


def test_a_file_that_may_be_missing() -> None:
    files = project("[{path: m.env, required: false}]")

    assert compose_service(files, "a", complete=True).override.args == ("c",)


def test_a_file_that_cannot_be_read() -> None:
    """It is read as all files of variables are, or each line is taken as it is."""
    beside = {"m.env": "A-'B=1\n"}

    with pytest.raises(ComposeError, match="unexpected character"):
        compose_service(project("m.env"), "a", beside=beside)
    raw = project("[{path: m.env, format: raw}]")
    assert compose_service(raw, "a", beside=beside).image == "x"
    with pytest.raises(ComposeError, match="'A B' contains whitespaces"):
        compose_service(raw, "a", beside={"m.env": "A B=1"})


@pytest.mark.parametrize(
    ("env_file", "told"),
    [
        ("{path: m.env, required: false}", "services.a.env_file must be a list or string"),
        ("null", "services.a.env_file must be a list or string"),
        ("5", "services.a.env_file must be a list or string"),
        ("[[m.env]]", r"services.a.env_file.0 must be a mapping or string"),
        ("[{required: false}]", r"environment path attribute env_file.\[0\] is missing"),
        ("[m.env, {paths: m.env}]", r"environment path attribute env_file.\[1\] is missing"),
        ("[{path: m.env, format: nope}]", 'unsupported env_file format "nope"'),
    ],
)
def test_what_names_no_file(env_file: str, told: str) -> None:
    with pytest.raises(ComposeError, match=told):
        compose_service(project(env_file), "a", beside={"m.env": ""})


def test_lines_are_taken_as_they_are_since_2_30() -> None:
    """Source: docker/compose v2.30.0 cmd/compose/compose.go; refused by 2.26."""
    raw = project("[{path: m.env, format: raw}]")

    assert compose_service(raw, "a", engine="compose@2.30").image == "x"
    with pytest.raises(ComposeError, match='unsupported env_file format "raw"'):
        compose_service(raw, "a", engine="compose@2.26", beside={"m.env": ""})


def test_the_files_of_several_files_are_all_needed() -> None:
    over = "services: {a: {env_file: n.env}}"

    with pytest.raises(ComposeError, match=r"m\.env not found"):
        compose_service([*project("m.env"), over], "a", beside={"n.env": ""}, complete=True)


def test_a_file_that_extends_or_include_name_is_not_there() -> None:
    """What is known not to be there is refused, and what nobody gave is unknown."""
    for text in (
        "services: {a: {image: x, extends: {file: e.yaml, service: a}}}",
        "include: [e.yaml]\nservices: {a: {image: x}}",
    ):
        with pytest.raises(ComposeError, match=r"open e\.yaml: no such file"):
            compose_service([text], "a", complete=True)
        compose_service([text], "a")
    far = "include: ['https://example.com/e.yaml']\nservices: {b: {image: x}}"
    assert compose_service([far], "a", complete=True).override.unknown


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("path: m.env, bad: 1", "additional properties 'bad' not allowed"),
        ("path: m.env, x-a: 1", "additional properties 'x-a' not allowed"),
        ("path: 1", r"env_file\.0\.path must be a string"),
        ("path: ~", r"env_file\.0\.path must be a string"),
        ("path: m.env, format: ~", r"env_file\.0\.format must be a string"),
        ("path: m.env, format: 1", r"env_file\.0\.format must be a string"),
        ("path: m.env, required: ~", r"env_file\.0\.required must be a boolean or string"),
        ("path: m.env, required: 0", r"env_file\.0\.required must be a boolean or string"),
        ("path: gone.env, required: ''", "invalid boolean: "),
        ("path: gone.env, required: 'yes'", "not found"),
        ("path: ''", "env file  not found"),
    ],
)
@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_what_an_entry_may_not_say(entry: str, told: str, engine: str) -> None:
    """Recorded on both."""
    with pytest.raises(ComposeError, match=told):
        compose_services(
            project(f"[{{{entry}}}]"), beside={"m.env": ""}, complete=True, engine=engine
        )


@pytest.mark.parametrize(
    "entry",
    [
        "path: gone.env, required: 'no'",
        "path: gone.env, required: 'OFF'",
        "path: gone.env, required: false, format: json",
        "path: m.env, format: ''",
        "path: m.env, required: yes",
    ],
)
@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_what_an_entry_may_say(entry: str, engine: str) -> None:
    """A format matters where there is a file; an empty one is none. Recorded on both."""
    found = compose_services(
        project(f"[{{{entry}}}]"), beside={"m.env": ""}, complete=True, engine=engine
    )
    assert [one.service for one in found] == ["a", "b"]


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize("label_file", ["l.env", "[l.env]", "[./l.env, m.env]", "gone.env", "''"])
def test_files_of_labels_have_to_be_there(label_file: str, engine: str) -> None:
    files = [f"services: {{a: {{image: x, label_file: {label_file}}}}}"]
    beside = {"l.env": "A=1", "m.env": "B=${A:?not there}"}

    if label_file in ("gone.env", "''"):
        with pytest.raises(ComposeError, match=r"label file .*not found"):
            compose_service(files, "a", beside=beside, complete=True, engine=engine)
    else:
        found = compose_service(files, "a", beside=beside, complete=True, engine=engine)
        assert found.image == "x"
    assert compose_service(files, "a", engine=engine).image == "x"


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize("text", ["A=${", "A B=c", '"', "A='", "A=${HOME:?m}"])
def test_files_of_labels_that_cannot_be_read(text: str, engine: str) -> None:
    """They see no variable of the project."""
    files = ["services: {a: {image: x, label_file: l.env}}"]

    with pytest.raises(ComposeError):
        compose_service(files, "a", beside={"l.env": text}, env={"HOME": "/"}, engine=engine)


def test_files_of_labels_have_the_folder_of_their_project() -> None:
    first = "include: [i/c.yaml]\nservices: {a: {image: x}}"
    beside = {"i/c.yaml": "services: {b: {image: x, label_file: [l.env]}}", "i/l.env": "A=1"}

    found = compose_services([first], beside=beside, complete=True)
    assert [one.service for one in found] == ["a", "b"]
    with pytest.raises(ComposeError, match=r"label file i/l\.env not found"):
        compose_services([first], beside={"i/c.yaml": beside["i/c.yaml"]}, complete=True)
