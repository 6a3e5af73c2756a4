"""The verb ``explain``: in text, JSON and HTML, and with nothing named."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")
EXEC = 'FROM scratch\nENTRYPOINT ["/e", "p"]\nCMD ["/c", "d"]\n'


def test_explain_shows_the_line_then_words_excerpt_and_reasons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main.main(["-v", "Dockerfile"])
    assert capsys.readouterr().out == (
        "/e p /c d\n"
        "\n"
        '  argv[0] "/e"  Dockerfile:2:13 ENTRYPOINT\n'
        '  argv[1] "p"   Dockerfile:2:19 ENTRYPOINT\n'
        '  argv[2] "/c"  Dockerfile:3:6 CMD\n'
        '  argv[3] "d"   Dockerfile:3:12 CMD\n'
        "\n"
        "  Dockerfile\n"
        '    2 | ENTRYPOINT ["/e", "p"]\n'
        "      |             ^^^^  ^^^ argv[0]…[1]\n"
        '    3 | CMD ["/c", "d"]\n'
        "      |      ^^^^  ^^^ argv[2]…[3]\n"
        "\n"
        "Why (started by docker@28.5)\n"
        "  - stage 0 starts from nothing (Dockerfile:1)\n"
        "  - ENTRYPOINT in exec form: these words, exactly (Dockerfile:2)\n"
        "  - CMD in exec form: these words, exactly (Dockerfile:3)\n"
        "  - the image's ENTRYPOINT comes first\n"
        "  - no arguments given: the image's CMD follows\n"
        "  sources: moby/buildkit v0.25.2 frontend/dockerfile/parser, instructions,\n"
        "             shell, dockerfile2llb/convert.go\n"
        "           moby v28.5.2 daemon/commit.go merge, daemon/create.go\n"
        "             mergeAndVerifyConfig, daemon/container.go getEntrypointAndArgs\n"
        "\n"
        "docker@28.5\n"
    )


def test_a_lost_cmd_is_shown_with_the_line_that_keeps_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main.main(["child", "--base", "nginx:1.27=nginx.json"])
    out = capsys.readouterr().out
    assert (
        '  not used  CMD ["nginx", "-g", "daemon off;"] (from nginx:1.27): cleared by\n'
        "            ENTRYPOINT at child:3, as this stage had set no CMD yet\n"
    ) in out
    assert '\n4 + CMD ["nginx", "-g", "daemon off;"]\n' in out


def test_an_undescribed_image_is_said_once_with_how_to_describe_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main("docker run -e X --rm img".split()) == 3
    out, err = capsys.readouterr()
    assert out.startswith("\u2039Entrypoint of img\u203a \u2039Cmd of img\u203a\n")
    assert out.endswith(
        "Not known: Entrypoint of img, Cmd of img\n"
        "  nobody described img; ask for it:\n"
        "    cmdresolve --registry …\n"
        "      or --ask (your docker), or --base img=FILE\n"
        "\n"
        "docker@28.5 · cmdresolve -v … for the whole story\n"
    )
    assert err == ""


def test_init_shows_pid_1_beside_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["Dockerfile", "--init"])
    out = capsys.readouterr().out
    assert out.startswith("/e p /c d\n")
    assert "\n  PID 1 is: /sbin/docker-init -- /e p /c d\n" in out


def test_json_has_the_answer_and_its_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["Dockerfile", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["argv"] == ["/e", "p", "/c", "d"]
    assert set(answer) == {
        *("schema", "engine", "image", "argv", "words", "dropped", "steps", "documented"),
        *("shell", "findings"),
    }


def test_html_has_no_script(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil").write_text('FROM scratch\nCMD ["<script>alert(1)</script>"]\n')
    assert main.main(["evil", "--format", "html"]) == 0
    out = capsys.readouterr().out
    assert "<script" not in out
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in out


def test_porcelain_has_one_line_for_each_word(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["child", "--base", "nginx:1.27=nginx.json", "--porcelain", "x"])
    assert capsys.readouterr().out == (
        'child:3:ENTRYPOINT\targv[0]\t"/entry.sh"\n'
        'run:0:argument\targv[1]\t"x"\n'
        'nginx:1.27:0:Entrypoint\tdropped\t"/docker-entrypoint.sh"\n'
        'nginx:1.27:0:Cmd\tdropped\t"nginx"\n'
        'nginx:1.27:1:Cmd\tdropped\t"-g"\n'
        'nginx:1.27:2:Cmd\tdropped\t"daemon off;"\n'
    )


def test_standard_input_is_read_for_a_dash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(EXEC.encode())))
    assert main.main(["-"]) == 0
    assert "<stdin>:2:13 ENTRYPOINT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "status", "told"),
    [
        ({}, 2, "nothing to explain: this folder has no Dockerfile, Compose file or manifest"),
        ({"Containerfile": EXEC}, 0, "/e p /c d"),
        ({"Dockerfile": EXEC, "compose.yaml": "services: {}"}, 0, "/e p /c d"),
        ({"compose.yml": "services: {a: {image: i, entrypoint: [x]}}"}, 0, "x"),
        ({"compose.yml": "services: {a: {image: i}, b: {image: i}}"}, 2, "name a service"),
        ({"p.yaml": "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}"}, 3, "\u2039"),
        ({"a.yaml": "apiVersion: v1\nkind: A", "b.yaml": "apiVersion: v1\nkind: B"}, 2, ". has"),
    ],
)
def test_without_words_this_folder_is_looked_through(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str],
    status: int,
    told: str,
) -> None:
    """A Dockerfile first, then a Compose file, then the only manifest."""
    pytest.importorskip("ruamel.yaml")
    for path in folder.iterdir():
        path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text)

    assert main.main([]) == status

    out, err = capsys.readouterr()
    assert (out + err).startswith(told)
    assert ("compose.yaml beside it" in out.replace("\n ", "")) is (len(files) == 2 and not status)
