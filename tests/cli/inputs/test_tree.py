"""Bases that the repository builds itself: by a Compose file or a bake file, or by --base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.starters.compose.project import File, Loader, Project

BASE = 'ARG SH=bash\nFROM scratch AS debug\nENTRYPOINT ["debug"]\nFROM scratch\nARG SH=bash\n'
BASE += 'ENTRYPOINT ["tini", "--"]\nSHELL ["bash", "-c"]\n'


@pytest.fixture(autouse=True)
def _in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")
    write("base/Dockerfile", BASE)
    write("app/Dockerfile", "FROM ours/base:1\nCMD serve\n")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def compose(build: str, image: str = "ours/base:1") -> str:
    return f"services:\n  base:\n    image: {image}\n    build: {build}\n  app: {{build: ./app}}\n"


def bake(**targets: object) -> str:
    return json.dumps({"target": targets})


@pytest.mark.parametrize(
    ("file", "text", "argv"),
    [
        ("compose.yaml", compose("./base"), ["tini", "--", "bash", "-c", "serve"]),
        ("docker-compose.yml", compose("{context: base}"), ["tini", "--", "bash", "-c", "serve"]),
        (
            "compose.yaml",
            compose("{context: base, target: debug}"),
            ["debug", "/bin/sh", "-c", "serve"],
        ),
        (
            "compose.yaml",
            compose("{context: ., dockerfile: base/Dockerfile}", "docker.io/ours/base:1"),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "compose.yaml",
            compose('{dockerfile_inline: "FROM scratch\\nENTRYPOINT [\\"inline\\"]"}'),
            ["inline", "/bin/sh", "-c", "serve"],
        ),
        (
            "docker-bake.json",
            bake(base={"context": "base", "tags": ["ours/base:1"]}),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "docker-bake.json",
            bake(
                base={"context": "base", "inherits": ["all"], "tags": ["ours/base:1"]},
                all={"target": "debug"},
            ),
            ["debug", "/bin/sh", "-c", "serve"],
        ),
        (
            "docker-bake.json",
            bake(
                base={"context": "base"},
                app={"context": "app", "contexts": {"ours/base:1": "target:base"}},
            ),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "compose.yaml",
            (
                "services:\n  base: {build: base}\n  app:\n    build:\n      context: app\n"
                "      additional_contexts: {'ours/base:1': 'service:base'}\n"
            ),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "compose.yaml",
            (
                "services:\n  base: {image: 'ours/other:2', build: base}\n  app:\n    build:\n"
                "      context: app\n      additional_contexts:\n"
                "        - ours/base:1=docker-image://ours/other:2\n"
            ),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "compose.yaml",
            (
                "services:\n  app:\n    build:\n      context: app\n"
                "      additional_contexts: {'ours/base:1': ./files}\n"
            ),
            ["/bin/sh", "-c", "serve"],
        ),
        (
            "docker-bake.json",
            bake(
                other={"context": "base", "tags": ["ours/other:2"]},
                app={"context": "app", "contexts": {"ours/base:1": "docker-image://ours/other:2"}},
            ),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "docker-bake.hcl",
            (
                'variable "TAG" { default = "1" }\ntarget "base" {\n  context = "base"\n'
                '  tags = ["x/${lower("A")}", "ours/base:${TAG}"]\n}\n'
            ),
            ["tini", "--", "bash", "-c", "serve"],
        ),
        (
            "docker-bake.hcl",
            (
                'target "root" {\n  context = "base"\n  target = "debug"\n}\n'
                'target "app" {\n  contexts = { "ours/base:1" = "target:root" }\n}\n'
            ),
            ["debug", "/bin/sh", "-c", "serve"],
        ),
    ],
)
def test_a_base_that_the_repository_builds_is_built(
    file: str, text: str, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(file, text)

    assert main.main(["resolve", "app/Dockerfile"]) == 0
    assert json.loads(capsys.readouterr().out) == argv


def test_the_answer_says_which_file_told(capsys: pytest.CaptureFixture[str]) -> None:
    write("compose.yaml", compose("./base"))

    assert main.main(["--format", "json", "app"]) == 0
    assert json.loads(capsys.readouterr().out)["bases"]["ours/base:1"] == {
        "from": "tree",
        "source": "base/Dockerfile, by service base of compose.yaml",
    }


def test_what_is_built_may_stand_on_what_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    """In any order; what goes round in a circle is not known."""
    write("base/Dockerfile", 'FROM ours/root:1\nSHELL ["x"]\n')
    write("root/Dockerfile", 'FROM scratch\nENTRYPOINT ["root"]\n')
    services = "  root: {image: 'ours/root:1', build: root}\n"
    write("compose.yaml", compose("./base") + services)
    assert main.main(["resolve", "app"]) == 0
    assert capsys.readouterr().out == '["root", "x", "serve"]\n'

    write("root/Dockerfile", "FROM ours/base:1\n")
    assert main.main(["resolve", "app"]) == 3


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("compose.yaml", compose("./base", "ours/other:1")),
        ("compose.yaml", compose("./missing")),
        ("compose.yaml", compose("https://example.com/ours/base.git")),
        ("compose.yaml", "services: [ours/base"),
        ("docker-bake.json", "{ours/base"),
        ("docker-bake.hcl", "target base { ours/base"),
        ("docker-bake.hcl", 'target "base" { tags = ["ours/base:${lower("1")}"] }'),
        ("docker-bake.json", '{"target": {"base": {"tags": "ours/base:1"}}}'),
        ("../compose.yaml", compose("./repository/base")),
    ],
)
def test_what_does_not_say_how_to_build_it_leaves_it_unknown(file: str, text: str) -> None:
    """A file above the repository is none of its files."""
    write(file, text)

    assert main.main(["resolve", "--no-atlas", "app/Dockerfile"]) == 3


def test_a_dockerfile_that_is_refused_is_refused_there(capsys: pytest.CaptureFixture[str]) -> None:
    write("base/Dockerfile", "FROM scratch\nBROKEN\n")
    write("compose.yaml", compose("./base"))

    assert main.main(["resolve", "app/Dockerfile"]) == 1
    assert "unknown instruction: BROKEN" in capsys.readouterr().err


def test_the_order_of_bases_that_are_dockerfiles_does_not_matter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("base/Dockerfile", 'FROM ours/root:1\nSHELL ["x"]\n')
    write("root/Dockerfile", 'FROM scratch\nENTRYPOINT ["root"]\n')
    given = ["ours/base:1=base/Dockerfile", "ours/root:1=root/Dockerfile"]
    for order in (given, given[::-1]):
        words = [word for text in order for word in ("--base", text)]
        assert main.main(["resolve", *words, "app"]) == 0
        assert capsys.readouterr().out == '["root", "x", "serve"]\n'


def test_contexts_that_differ_say_nothing() -> None:
    """Whose Dockerfile it is that is asked about is not known."""
    one = "{context: app, additional_contexts: {'ours/base:1': %s}}"
    write(
        "compose.yaml",
        f"services:\n  a: {{build: {one % './files'}}}\n"
        f"  b: {{build: {one % 'docker-image://alpine'}}}\n",
    )

    assert main.main(["resolve", "app/Dockerfile"]) == 3


def test_a_compose_file_is_loaded_once_whatever_the_number_of_its_services(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of them, those behind a profile too, may be what builds the image."""
    others = "".join(f"  s{n}: {{image: i, profiles: [p]}}\n" for n in range(20))
    write("compose.yaml", compose("{context: base}") + others)
    loaded = []
    load = Loader.load

    def counted(self: Loader, files: list[File]) -> Project:
        loaded.append(files)
        return load(self, files)

    monkeypatch.setattr(Loader, "load", counted)

    assert main.main(["resolve", "app/Dockerfile"]) == 0
    assert len(loaded) == 1
