"""``cmdresolve check``: what is found under paths, what is left out, what is mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli.main import main

NOT_JSON = "FROM scratch\nCMD ['node', 'server.js']\n"
UNREAD = 'FROM scratch\nENTRYPOINT python report.py\nCMD ["--month"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str, list[str]]]:
    """Return the files that were checked, their parts, and the codes found."""
    capsys.readouterr()
    main(["check", "--format", "json", *words])
    files = json.loads(capsys.readouterr().out)["files"]
    return [(x["path"], x.get("part", ""), [y["code"] for y in x["findings"]]) for x in files]


def test_a_folder_is_gone_through_in_order(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each Dockerfile, service and container; not what others wrote, and not what is none."""
    write(
        folder,
        Dockerfile="FROM scratch\nCMD x\n",
        web__api_Dockerfile=NOT_JSON,
        compose_yaml="services: {a: {image: x}, b: {image: y}}\n",
        k8s__pod_yaml="kind: Pod\nspec: {containers: [{name: c, image: i}]}\n",
        k8s__values_yaml="replicas: 3\n",
    )
    for name in (".hidden", "node_modules"):
        (folder / name).mkdir()
        (folder / name / "Dockerfile").write_text(NOT_JSON)

    assert [(path, part) for path, part, _ in found(capsys, ".")] == [
        ("Dockerfile", ""),
        ("compose.yaml", "a"),
        ("compose.yaml", "b"),
        ("k8s/pod.yaml", "c"),
        ("web/api.Dockerfile", ""),
    ]


def test_a_link_to_a_folder_is_not_followed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a__Dockerfile="FROM scratch\nCMD x\n")
    (folder / "a" / "again").symlink_to(folder)

    assert [path for path, _, _ in found(capsys, ".")] == ["a/Dockerfile"]


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


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# cmdresolve: ignore=array-is-shell-form\n", []),
        ("#cmdresolve: ignore=inherited-cmd-lost, array-is-shell-form\n", []),
        ("# cmdresolve: ignore=inherited-cmd-lost\n", ["array-is-shell-form"]),
        ("# cmdresolve ignore=array-is-shell-form\n", ["array-is-shell-form"]),
    ],
)
@pytest.mark.parametrize("place", ["file", "line"])
def test_a_comment_says_what_is_not_wanted(
    comment: str, codes: list[str], place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Above an instruction, or before the first for all of them."""
    before, rest = NOT_JSON.split("\n", 1)
    text = comment + NOT_JSON if place == "file" else f"{before}\n{comment}# why\n{rest}"
    write(folder, Dockerfile=text)

    assert found(capsys, "Dockerfile") == [("Dockerfile", "", codes)]


def test_a_comment_is_for_what_begins_below_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "# cmdresolve: ignore=array-is-shell-form\n"
    write(folder, Dockerfile=f"FROM scratch\n{comment}USER x\nCMD ['a']\n")

    assert found(capsys, ".") == [("Dockerfile", "", ["array-is-shell-form"])]


def test_a_comment_above_directives_is_found_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends them (moby/buildkit v0.25.2 frontend/dockerfile/parser/directives.go)."""
    write(folder, Dockerfile="# cmdresolve: ignore=x\n# escape=`\nFROM scratch\nCMD x\n")
    write(folder, b_Dockerfile="# escape=`\n# cmdresolve: ignore=x\nFROM scratch\nCMD x\n")

    assert [codes for _, _, codes in found(capsys, "Dockerfile", "b.Dockerfile")] == [
        ["ignore-ends-directives"],
        [],
    ]


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
        ("ignore = 1", "ignore is a list of texts"),
        ('fail-on = "sometimes"', "fail-on is none of error, warning, info, never"),
        ("engine = []", "engine is a text"),
        ("= 1", "is no TOML"),
    ],
)
def test_settings_that_say_what_is_not_known_are_refused(
    text: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, Dockerfile=UNREAD)
    (folder / ".cmdresolve.toml").write_text(text)

    assert main(["check", "."]) == 2
    assert told in capsys.readouterr().err


def test_paths_may_be_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=NOT_JSON, old__Dockerfile=NOT_JSON)
    (folder / ".cmdresolve.toml").write_text('exclude = ["old/*"]\n')

    assert [path for path, _, _ in found(capsys, ".")] == ["Dockerfile"]


def test_mends_that_are_safe_are_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole, once, with the rest of the file as it was: its byte order mark, its line ends."""
    text = "\ufeff# é\r\nFROM scratch\r\nCMD ['node', 'é']\r\n"
    write(folder, Dockerfile=text)
    (folder / "Dockerfile").chmod(0o640)

    assert main(["check", "--diff", "."]) == 1
    patch = capsys.readouterr().out
    assert (folder / "Dockerfile").read_bytes() == text.encode()
    assert "-CMD ['node', 'é']" in patch
    assert '+CMD ["node", "é"]' in patch

    assert main(["check", "--fix", "."]) == 0
    mended = text.replace("['node', 'é']", '["node", "é"]')
    assert (folder / "Dockerfile").read_bytes() == mended.encode()
    assert (folder / "Dockerfile").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["Dockerfile"]

    assert main(["check", "--diff", "."]) == 0
    assert main(["check", "--fix", "."]) == 0
    assert (folder / "Dockerfile").read_bytes() == mended.encode()


def test_other_mends_are_made_when_they_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A base that nobody described makes every mend one that stands on an assumption."""
    write(folder, Dockerfile="FROM acme/unknown:1\nCMD ['node', 'x']\n")

    assert main(["check", "--diff", "."]) == 0
    assert main(["check", "--diff", "--unsafe-fixes", "."]) == 1
    assert '+CMD ["node", "x"]' in capsys.readouterr().out


def test_a_code_that_no_rule_has_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNREAD)

    main(["check", "--ignore", "no-such-rule", "."])

    assert "note: no rule is called no-such-rule" in capsys.readouterr().err


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
