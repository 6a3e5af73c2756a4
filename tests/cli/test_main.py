"""The command line from words to output, in process and as a program."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmdresolve import __version__
from cmdresolve.cli import main

EXEC = 'FROM scratch\nENTRYPOINT ["/e", "p"]\nCMD ["/c", "d"]\n'

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("Dockerfile", ["/e", "p", "/c", "d"]),
        (".", ["/e", "p", "/c", "d"]),
        ("Dockerfile --port 80", ["/e", "p", "--port", "80"]),
        ("Dockerfile -- --init", ["/e", "p", "--init"]),
        ("Dockerfile --entrypoint sh x", ["sh", "x"]),
        ("--entrypoint sh Dockerfile", ["sh"]),
        ("shell", ["/bin/sh", "-c", "run it", "extra"]),
        ("child", ["/entry.sh"]),
        ("nginx.json", ["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"]),
        ("--image-config nginx.json -- -t", ["/docker-entrypoint.sh", "-t"]),
        ("--file Dockerfile docker run --rm img a", ["/e", "p", "a"]),
        ("--file Dockerfile docker run --entrypoint sh img", ["sh"]),
        ("--base app=nginx.json docker run app -t", ["/docker-entrypoint.sh", "-t"]),
        (
            "--base app=nginx.json docker run docker.io/library/app:latest -t",
            ["/docker-entrypoint.sh", "-t"],
        ),
        ("""--engine podman@5.8 --entrypoint ["a","b"] Dockerfile c""", ["a", "b", "c"]),
    ],
)
def test_resolve_prints_argv_as_one_line_of_json(
    capsys: pytest.CaptureFixture[str], text: str, argv: list[str]
) -> None:
    assert main.main(["resolve", *text.split()]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == argv
    assert out.count("\n") == 1
    assert err == ""


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dockerfile", 0),
        ("explain Dockerfile", 0),
        ("none", 1),
        ("child --entrypoint ", 1),
        ("--file none docker run img", 1),
        ("docker run --bogus img", 1),
        ("docker run", 1),
        ("docker ps", 2),
        ("missing", 2),
        ("--bogus", 2),
        ("--format pdf Dockerfile", 2),
        ("", 0),
        ("help", 0),
        ("help nope", 2),
        ("completion tcsh", 2),
        ("man", 0),
        ("--base x Dockerfile", 2),
        ("--engine rocket@1 Dockerfile", 2),
        ("docker run -e X --rm img", 3),
        ("resolve docker run img", 3),
        ("--target nope Dockerfile", 1),
        ("--help", 0),
        ("--version", 0),
        ("matrix", 0),
        ("dialects", 0),
        ("matrix --bogus", 2),
        ("diff Dockerfile", 2),
    ],
)
def test_the_exit_status_says_how_it_went(
    capsys: pytest.CaptureFixture[str], text: str, status: int
) -> None:
    """0 answered, 1 the engine would refuse, 2 bad usage or input, 3 cannot know."""
    words = text.split(" ") if text else []
    assert main.main(words) == status
    out, err = capsys.readouterr()
    assert bool(err) is (status in (1, 2) or text == "resolve docker run img")
    assert "Traceback" not in out + err


def test_explain_is_the_verb_when_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["Dockerfile"])
    alone = capsys.readouterr().out
    main.main(["explain", "Dockerfile"])
    assert capsys.readouterr().out == alone


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
        "docker@28.5 · -v for the whole story\n"
    )
    assert err == ""


def test_a_refusal_for_want_of_a_command_says_what_there_was(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--no-atlas", "--file", "child", "docker", "run", "--entrypoint", "", "img"]
    assert main.main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "the engine would refuse to create the container:\n"
        "no command specified [no-command]\n"
        '  the image has ENTRYPOINT ["/entry.sh"]\n'
        "  an empty entrypoint was given at start, which drops ENTRYPOINT\n"
        "  hint: give the image an ENTRYPOINT or a CMD, or name a command after the image\n"
        "note: nginx:1.27 is not described; ONBUILD triggers in it could change this\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "matrix --engine docker@99",
        "diff --engine docker@99 --engine podman@5.8 Dockerfile",
        "diff docker@99 podman@5.8 Dockerfile --format json",
        "check --engine docker@99 Dockerfile",
        "scan --engine docker@99 Dockerfile",
        "resolve --engine docker@99 Dockerfile",
        "--porcelain --engine docker@99 Dockerfile",
    ],
)
def test_every_verb_says_who_answers_for_a_version_that_is_not_known(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """On standard error, for its output has no place for it."""
    main.main(text.split())
    assert capsys.readouterr().err.count("docker@99 is not known here: answered as docker@") == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("--image-config nginx.json Dockerfile", "--image-config nginx.json and Dockerfile"),
        ("Dockerfile --image-config nginx.json", "--image-config nginx.json and Dockerfile"),
        ("--file child Dockerfile", "--file child and Dockerfile"),
        ("--file child --image-config nginx.json", "--image-config nginx.json and --file child"),
        ("nginx.json --file Dockerfile", "--file Dockerfile and nginx.json"),
    ],
)
def test_of_two_images_none_is_dropped_silently(
    capsys: pytest.CaptureFixture[str], text: str, named: str
) -> None:
    """Wherever the options stand."""
    assert main.main(text.split()) == 2
    assert capsys.readouterr().err.startswith(f"two images are named: {named} [two-images]\n")


def test_our_own_option_in_a_docker_command_is_pointed_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main("docker run --file Dockerfile img".split()) == 1
    assert "hint: --file is cmdresolve's own: it stands before docker" in capsys.readouterr().err


def test_another_unknown_flag_keeps_its_own_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main("docker run --entrypiont sh img".split()) == 1
    assert "hint: did you mean --entrypoint?" in capsys.readouterr().err


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


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("none --format=json", "error"),
        ("--format json docker run --bogus img", "error"),
        ("--format json missing", "error"),
        ("--format json resolve-nothing", "error"),
        ("--format json docker run img", "unknown"),
    ],
)
def test_a_refusal_asked_for_as_json_is_json(
    capsys: pytest.CaptureFixture[str], text: str, key: str
) -> None:
    main.main(text.split())
    out, err = capsys.readouterr()
    assert key in json.loads(out)
    assert err == ""


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


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("matrix", " "),
        ("matrix --format markdown", "|  | no ENTRYPOINT"),
        ("matrix --format json", "{"),
        ("matrix --format html", "<div"),
        ("dialects", "  Engines"),
        ("dialects --format markdown", "# Engines and builders\n"),
        ("dialects --format json", "{"),
    ],
)
def test_tables_come_in_several_formats(
    capsys: pytest.CaptureFixture[str], text: str, first: str
) -> None:
    assert main.main(text.split()) == 0
    assert capsys.readouterr().out.startswith(first)


def test_the_matrix_marks_the_cell_of_an_image(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["matrix", "Dockerfile"])
    assert "[your image]" in capsys.readouterr().out
    main.main(["matrix", "--form", "twelve"])
    assert "[your image]" not in capsys.readouterr().out


def test_the_matrix_is_that_of_the_engine_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["matrix", "--engine", "podman@5.8", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["engine"] == "podman@5.8"


def test_version_and_help_of_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"cmdresolve {__version__}\n"
    for verb in ("explain", "resolve", "matrix", "dialects", "batch", "diff"):
        assert main.main([verb, "--help"]) == 0
        assert capsys.readouterr().out.startswith("usage: cmdresolve")


def test_standard_input_is_read_for_a_dash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(EXEC.encode())))
    assert main.main(["-"]) == 0
    assert "<stdin>:2:13 ENTRYPOINT" in capsys.readouterr().out


def test_batch_answers_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b'{"id": 1, "image": {"Cmd": ["a"]}}\n\nnot json\n{"id": 2}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main.main(["batch"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[0]["argv"] == ["a"]
    assert answers[1]["error"]["code"] == "not-json"
    assert answers[2]["error"]["stage"] == "request"


def test_without_words_of_its_own_it_reads_those_of_the_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["cmdresolve", "resolve", "Dockerfile"])
    assert main.main() == 0
    assert capsys.readouterr().out == '["/e", "p", "/c", "d"]\n'


def test_an_interrupt_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(main._VERBS, "explain", interrupt)
    assert main.main(["Dockerfile"]) == 130
    assert capsys.readouterr() == ("", "")


def run(folder: Path, *words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program itself."""
    return subprocess.run(
        [sys.executable, "-m", "cmdresolve", *words],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


def test_the_program_answers_and_sets_its_status(folder: Path) -> None:
    done = run(folder, "resolve", "Dockerfile")
    assert (done.returncode, done.stdout, done.stderr) == (0, b'["/e", "p", "/c", "d"]\n', b"")


def test_a_word_that_is_no_text_does_no_harm(folder: Path) -> None:
    (folder / "bytes").write_bytes(b'FROM scratch\nCMD ["a\xffb"]\n')
    done = run(folder, "bytes")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_is_no_fault(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cmdresolve", "dialects", "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_an_answer_that_cannot_be_written_is_one_line_of_complaint() -> None:
    """A full disk: no traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cmdresolve", "matrix"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 74
    assert done.stderr == "cannot write the answer: No space left on device\n"


@pytest.mark.parametrize("words", [[], ["--format", "json"]])
def test_a_fault_of_our_own_is_no_refusal(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2, asks for a report, and shows no traceback."""

    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("cmdresolve.cli.inputs.load", fail)

    assert main.main([*words, "docker", "run", "img"]) == 2
    told = capsys.readouterr()
    assert "KeyError: 'x' in " in told.out + told.err
    assert "please report it" in told.out + told.err


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
