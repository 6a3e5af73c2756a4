"""The working directory of an image for Windows, as the sources of three builders say it."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.dockerfile.building.windows_paths import working_dir

FILE = "FROM windows\nWORKDIR {}\nCMD a\n"
BASE = {"windows": cr.ImageConfig(os="windows")}


@pytest.mark.parametrize(
    ("current", "asked", "drive"),
    [
        ("", "a", r"C:\a"),
        ("", r"c:\foo", r"C:\foo"),
        ("", "c:/gnatsd", r"C:\gnatsd"),
        ("", r"\foo", r"C:\foo"),
        ("", "/foo", r"C:\foo"),
        ("", "/", "C:\\"),
        (r"C:\foo", "bar", r"C:\foo\bar"),
        (r"C:\foo", r"\bar", r"C:\bar"),
        (r"C:\foo", "c:/bar", r"C:\bar"),
        (r"C:\foo", "d:/bar/../x", r"D:\x"),
        (r"C:\foo", "..", "C:\\"),
        (r"C:\foo", ".", r"C:\foo"),
    ],
)
def test_the_classic_builder_writes_the_drive(current: str, asked: str, drive: str) -> None:
    assert working_dir("drive", current, asked) == drive


@pytest.mark.parametrize(
    ("current", "asked", "said"),
    [
        ("", "a", r"\a"),
        ("", r"C:\foo", r"\foo"),
        ("", "c:/gnatsd", r"\gnatsd"),
        ("", "/foo/../bar", r"\bar"),
        (r"\foo", "bar", r"\foo\bar"),
        (r"C:\foo", "bar", r"\foo\bar"),
        (r"\foo", r"C:\bar", r"\bar"),
        ("", ".", "\\"),
    ],
)
def test_buildkit_takes_the_drive_away(current: str, asked: str, said: str) -> None:
    assert working_dir("backslash", current, asked) == said


@pytest.mark.parametrize(
    ("current", "asked", "said"),
    [("", "a", "/a"), ("/a", "b", "/a/b"), ("", r"C:\a", r"/C:\a"), ("/a", "/b", "/b")],
)
def test_others_know_no_drive(current: str, asked: str, said: str) -> None:
    assert working_dir("slash", current, asked) == said


@pytest.mark.parametrize(
    ("builder", "said"),
    [
        ("classic@28.5/windows", r"C:\gnatsd"),
        ("buildkit@28.5", r"\gnatsd"),
        ("buildkit@25.0", r"\gnatsd"),
        ("buildkit@24.0", "/c:/gnatsd"),
        ("buildah@1.43", "/c:/gnatsd"),
        ("kaniko", "/c:/gnatsd"),
    ],
)
def test_what_a_builder_stores(builder: str, said: str) -> None:
    file = cr.Dockerfile.parse(FILE.format("c:/gnatsd"), builder=builder)
    assert file.image(bases=BASE, platform="windows/amd64").working_dir == said


@pytest.mark.parametrize(
    ("builder", "asked", "message"),
    [
        ("classic@28.5/windows", "c:", r"c:\. is not a directory"),
        ("buildkit@28.5", "c:", 'No relative path specified in "c:"'),
        ("buildkit@28.5", "d:/a", r"not on the system drive \(C:\)"),
        ("buildkit@28.5", "//server/share", "UNC paths are not supported"),
    ],
)
def test_what_a_builder_refuses(builder: str, asked: str, message: str) -> None:
    file = cr.Dockerfile.parse(FILE.format(asked), builder=builder)
    with pytest.raises(cr.DockerfileError, match=message) as caught:
        file.image(bases=BASE, platform="windows/amd64")
    assert caught.value.code == "workdir"


def test_an_empty_one_stays() -> None:
    text = 'FROM windows\nWORKDIR a\nENV E=\nWORKDIR "$E"\nCMD a\n'
    file = cr.Dockerfile.parse(text, builder="buildkit@28.5")
    assert file.image(bases=BASE, platform="windows/amd64").working_dir == r"\a"


def test_a_path_that_an_undescribed_base_decides_is_not_refused() -> None:
    """Its variable may be a drive; where it surely is none, the path is refused."""
    text = "FROM {}\nWORKDIR $X:/a\nCMD a\n"
    unknown = cr.Dockerfile.parse(text.format("--platform=windows/amd64 nope")).image()

    assert unknown.working_dir == ""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text.format("windows")).image(bases=BASE)
    assert caught.value.code == "workdir"


def test_a_change_of_a_windows_container_is_written_alike() -> None:
    """``docker commit --change`` is read by the classic builder."""
    changed = cr.ImageConfig(os="windows").changed(["WORKDIR a", "WORKDIR b"], engine="docker@28.5")

    assert changed.working_dir == r"C:\a\b"
