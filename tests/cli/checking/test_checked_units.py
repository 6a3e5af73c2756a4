"""The verb ``check``: what is found, told once, and how grave it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.main import main
from tests.cli.checking.asking import NOT_JSON, UNREAD, found, write


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("Dockerfile",), 1),
        (("--fail-on", "never", "Dockerfile"), 0),
        (("--ignore", "array-is-shell-form", "Dockerfile"), 0),
        (("--select", "inherited-cmd-lost", "Dockerfile"), 0),
        (("Good",), 0),
        (("Unread",), 0),
        (("--fail-on", "warning", "Unread"), 1),
        (("--fail-on=info", "Unread"), 1),
        (("nowhere",), 2),
        (("notes.txt",), 2),
        (("--fail-on", "sometimes", "Good"), 2),
    ],
)
def test_the_status_says_whether_findings_reach_the_level(
    words: tuple[str, ...], status: int, folder: Path
) -> None:
    write(folder, Dockerfile=NOT_JSON, Good="FROM scratch\nCMD x\n", Unread=UNREAD)
    write(folder, notes_txt="buy milk\n")

    assert main(["check", *words]) == status


def test_what_the_builder_refuses_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether a rule is about it or not; and a file that is no YAML does not end the run."""
    write(folder, Dockerfile="FROM scratch\nNONSENSE x\n", compose_yaml="services: {a: [\n")
    write(folder, web_Dockerfile="FROM scratch\nCMD x\n")

    assert [codes for _, _, codes in found(capsys, "Dockerfile", "web.Dockerfile")] == [
        ["unknown-instruction"],
        [],
    ]


def test_a_finding_of_a_file_that_several_start_from_is_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        folder,
        compose_yaml="services: {a: {build: web}, b: {build: web}}\n",
        web__Dockerfile=NOT_JSON,
    )

    assert [codes for _, _, codes in found(capsys, ".")] == [["array-is-shell-form"], [], []]


def test_bases_are_known_by_the_lock_and_the_repository(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A description that one of many files does not ask for is no finding."""
    config = '{"Cmd": ["serve"], "Shell": ["sh", "-c"]}'
    write(
        folder,
        a__Dockerfile='FROM acme/base:3\nENTRYPOINT ["/e"]\n',
        b__Dockerfile='FROM scratch\nCMD ["x"]\n',
        base_json=config,
    )
    platforms = f'{{"linux/amd64": {{"config": {config}}}}}'
    (folder / "cmdresolve.lock").write_text(
        f'{{"version": 1, "images": {{"acme/base:3": {platforms}}}}}'
    )

    assert found(capsys, ".") == [
        ("a/Dockerfile", "", ["inherited-cmd-lost"]),
        ("b/Dockerfile", "", []),
    ]
    (folder / "cmdresolve.lock").unlink()
    assert found(capsys, "--base", "acme/base:3=base.json", ".") == [
        ("a/Dockerfile", "", ["inherited-cmd-lost"]),
        ("b/Dockerfile", "", []),
    ]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"Dockerfile": "FROM scratch\nCOPY a /\n"}, "no-command"),
        ({"compose_yaml": "services: {web: {build: gone}}\n"}, "no-dockerfile"),
    ],
)
def test_what_may_be_meant_so_is_no_fault(
    files: dict[str, str], code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An image for others to start from, and a Dockerfile that something makes first."""
    write(folder, **files)

    assert [codes for _, _, codes in found(capsys, ".")] == [[code]]
    assert main(["check", "--fail-on", "warning", "."]) == 0
