"""The verb ``check``: what is found, told once, and how grave it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.main import main
from cmdresolve.images.engine import LocalEngine
from cmdresolve.images.registry import Registry
from cmdresolve.model.errors import ImageConfigError, UnknownImageError
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


@pytest.mark.parametrize("asked_for", [("--registry", Registry), ("--ask", LocalEngine)])
@pytest.mark.parametrize("verb", [("check", "--fail-on", "info"), ("scan",)])
def test_a_base_that_a_source_does_not_give_is_as_unknown_as_before(
    verb: tuple[str, ...],
    asked_for: tuple[str, type],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And the source is asked once for all files, and its reason told once."""
    flag, source = asked_for
    asked: list[str] = []

    def find(_: object, reference: str, _platform: str) -> None:
        asked.append(reference)
        raise UnknownImageError("r: it does not answer", needs=(reference,))

    monkeypatch.setattr(source, "find", find)
    text = 'FROM acme/base:3\nENTRYPOINT ["/e"]\nCMD ["x"]\n'
    write(folder, a__Dockerfile=text, b__Dockerfile=text, c__Dockerfile=text.replace(":3", ":4"))
    plain = (main([*verb, "."]), *capsys.readouterr())
    told = (main([*verb, flag, "."]), *capsys.readouterr())

    note = "note: no answer about acme/base:3, acme/base:4: r: it does not answer\n"
    assert told == (plain[0], plain[1], note + plain[2])
    assert asked == ["acme/base:3", "acme/base:4"]


def test_a_registry_that_lies_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_: Registry, _reference: str, _platform: str) -> None:
        raise ImageConfigError("r: it has another digest", code="digest")

    monkeypatch.setattr(Registry, "find", find)
    write(folder, Dockerfile="FROM acme/base:3\n")

    assert [codes for _, _, codes in found(capsys, "--registry", ".")] == [["digest"]]


POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: "scratch:1", command: ["/x"]}]}
"""


@pytest.mark.parametrize("verb", ["check", "scan"])
@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("podman@5.8", "Compose starts no container on podman@5.8; asked in its place: compose@"),
        ("docker@28.5", "docker@28.5 reads no manifest of Kubernetes; asked in its place: kuber"),
    ],
)
def test_an_engine_for_all_files_is_passed_over_where_it_starts_none_of_a_kind(
    engine: str, told: str, verb: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a__compose_yaml="services: {web: {image: x}, b: {image: x}}\n", pod_yaml=POD)
    write(folder, b__compose_yaml="services: {web: {image: x}}\n", Dockerfile="FROM scratch\n")
    (folder / ".cmdresolve.toml").write_text(f'engine = "{engine}"\n')

    assert main([verb, "."]) == 0
    assert capsys.readouterr().err.count(f"note: {told}") == 1
    assert main([verb, "a/compose.yaml", "pod.yaml"]) == 0
    assert capsys.readouterr().err.count(f"note: {told}") == 1
    (folder / ".cmdresolve.toml").unlink()
    assert main([verb, "--engine", engine, "."]) == 0
    assert capsys.readouterr().err.count(f"note: {told}") == 1


def test_an_engine_that_is_named_with_its_file_is_taken_at_its_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, compose_yaml="services: {web: {image: x}}\n", pod_yaml=POD)

    for engine, file, code in (
        ("podman@5.8", "compose.yaml", "wrong-engine"),
        ("docker@28.5", "pod.yaml", "no-manifests"),
    ):
        assert main(["check", "--engine", engine, file]) == 1
        said = capsys.readouterr()
        assert f"error[{code}]" in said.out
        assert "asked in its place" not in said.err


def test_codes_of_errors_are_ignored_and_selected_as_those_of_rules(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A code that nothing here has is told: it may be misspelled, or no longer needed."""
    write(folder, Dockerfile="FROM scratch\nNONSENSE x\n", Other=NOT_JSON)

    assert main(["check", "--ignore", "unknown-instruction", "Dockerfile"]) == 0
    assert capsys.readouterr().err == "1 checked: nothing found\n"
    assert main(["check", "--select", "unknown-instruction", "Dockerfile", "Other"]) == 1
    assert capsys.readouterr().err == "2 checked: 1 error\n"
    assert main(["check", "--ignore", "unknown-instruction", "Other"]) == 1
    assert capsys.readouterr().err.startswith(
        "note: no rule is called unknown-instruction, and no error here is\n"
    )
