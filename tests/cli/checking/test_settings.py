"""Settings of ``check``, from a file of its own or pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmdresolve as cr
from cmdresolve.cli.checking.settings import Settings, settings_for
from cmdresolve.cli.main import main
from tests.cli.checking.asking import NOT_JSON, UNREAD, found, write

SETTINGS = 'ignore = ["array-is-shell-form"]\nfail-on = "warning"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".cmdresolve.toml", SETTINGS),
        ("pyproject.toml", f"[tool.cmdresolve]\n{SETTINGS}"),
        ("pyproject.toml", f"[tool.other]\nx = 1\n[tool.cmdresolve]\n{SETTINGS}"),
    ],
)
def test_settings_stand_above_the_path(
    name: str, text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a__b__Dockerfile=NOT_JSON, a__c__Dockerfile=UNREAD)
    (folder / name).write_text(text)

    assert found(capsys, "a/b") == [("a/b/Dockerfile", "", [])]
    assert main(["check", "a/b"]) == 0
    assert main(["check", "a/c"]) == 1
    assert main(["check", "--fail-on", "error", "a/c"]) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ignroe = ["x"]', "did you mean ignore?"),
        ("ignore = 1", "ignore must be a list of strings"),
        ('fail-on = "sometimes"', "fail-on must be one of error, warning, info, never"),
        ("engine = []", "engine must be a string"),
        ('engine = "dokcer"', ".cmdresolve.toml: no engine is called 'dokcer' [settings]"),
        ('builder = "docker"', ".cmdresolve.toml: no builder is called 'docker' [settings]"),
        ("= 1", "is not TOML"),
    ],
)
def test_settings_that_say_what_is_not_known_are_refused(
    text: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=UNREAD)
    (folder / ".cmdresolve.toml").write_text(text)

    assert main(["check", "."]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "settings"),
    [
        (".cmdresolve.toml", "", Settings()),
        (
            ".cmdresolve.toml",
            'select = ["a"]\nfail-on = "never"\nengine = "podman"\n',
            Settings(select=("a",), fail_on="never", engine="podman"),
        ),
        (
            "pyproject.toml",
            '[tool.cmdresolve]\nignore = ["b"]\nexclude = ["x/*"]\nbuilder = "buildah"\n',
            Settings(ignore=("b",), exclude=("x/*",), builder="buildah"),
        ),
        ("pyproject.toml", "[tool.other]\n", Settings()),
    ],
)
def test_settings_are_read(folder: Path, file: str, text: str, settings: Settings) -> None:
    """What a file does not say is as usual."""
    (folder / file).write_text(text)

    assert settings_for(str(folder)) == settings


def test_the_nearest_file_counts_and_one_of_our_own_before_a_shared_one(folder: Path) -> None:
    """A pyproject.toml that says nothing of us is passed over."""
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (folder / ".cmdresolve.toml").write_text('engine = "docker"\n')
    (folder / "a" / "pyproject.toml").write_text("[project]\n")

    assert settings_for(str(inner)).engine == "docker"
    (folder / "a" / "pyproject.toml").write_text('[tool.cmdresolve]\nengine = "podman"\n')
    assert settings_for(str(inner / "Dockerfile")).engine == "podman"
    (folder / "a" / ".cmdresolve.toml").write_text('engine = "compose"\n')
    assert settings_for(str(inner)).engine == "compose"


@pytest.mark.parametrize("text", ["cmdresolve = 1", "[[cmdresolve]]", "cmdresolve = 'x'"])
def test_settings_that_are_no_table_are_refused(text: str, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(text.replace("cmdresolve", "tool.cmdresolve"))

    with pytest.raises(cr.CmdResolveError, match="settings must be a table"):
        settings_for(str(folder))


def test_a_project_without_tools_has_no_settings(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("tool = 3\n")

    assert settings_for(str(folder)) == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"a = {'9' * 5000}\n", "is not TOML"),
        (f"a = {'[' * 100_000}{']' * 100_000}\n", "is nested too deeply"),
    ],
)
def test_what_no_reader_of_toml_takes_is_refused(text: str, told: str, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(text)

    with pytest.raises(cr.CmdResolveError, match=told):
        settings_for(str(folder))
