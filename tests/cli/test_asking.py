"""What a verb is asked: `cmdresolve.cli.asking`."""

from __future__ import annotations

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


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
    assert (
        "hint: --file is an option of cmdresolve: it goes before docker" in capsys.readouterr().err
    )


def test_another_unknown_flag_keeps_its_own_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main("docker run --entrypiont sh img".split()) == 1
    assert "hint: did you mean --entrypoint?" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["explain", "resolve", "check", "scan", "why x", "matrix", "diff"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--engine nobody", "no engine is called 'nobody' [unknown-dialect]"),
        ("--engine docker@x", "'x' is no version of docker [unknown-dialect]"),
        ("--base nginx", "--base nginx: not REF=FILE [base-syntax]"),
        ("--as-of yesterday", "'yesterday' is not a day [as-of]"),
        ("--as-of 20240601", "'20240601' is not a day [as-of]"),
        ("--platform a/b/c/d", "--platform a/b/c/d: not a platform [bad-usage]"),
        ("--build-arg =x", "--build-arg =x: the name is missing [bad-usage]"),
    ],
)
def test_a_wrong_value_is_wrong_usage_whether_it_is_needed_or_not(
    verb: str, options: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, and by every verb: it is no finding in a file, and no refusal."""
    assert main.main([*verb.split(), *options.split(), "Dockerfile"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.split("\n")[0]) == ("", message)


def test_a_wrong_builder_is_wrong_usage_even_where_nothing_is_built(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main(["--builder", "docker", "nginx.json"]) == 2
    assert capsys.readouterr().err.startswith("no builder is called 'docker' [unknown-dialect]\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([""], "the name of FILE is empty"),
        (["matrix", ""], "the name of FILE is empty"),
        (["check", ""], "the name of FILE is empty"),
        (["check", "Dockerfile", ""], "a name is empty"),
        (["lock", "Dockerfile", ""], "a name is empty"),
        (["--file", ""], "--file is empty"),
        (["--image", "", "a"], "--image is empty"),
        (["--image-config="], "--image-config is empty"),
    ],
)
def test_an_empty_name_stands_for_nothing(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is what a shell makes of a variable that is not set."""
    assert main.main(words) == 2
    assert capsys.readouterr().err.startswith(f"{message} [bad-usage]\n  hint: ")


def test_an_empty_run_argument_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["resolve", "Dockerfile", ""]) == 0
    assert capsys.readouterr().out == '["/e", "p", ""]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("atlas nginx redis", "redis: one word is taken here"),
        ("help explain check", "check: one word is taken here"),
        ("completion bash zsh", "zsh: one word is taken here"),
        ("man bash", "bash: cmdresolve man takes no words"),
        ("dialects docker", "docker: cmdresolve dialects takes no words"),
        ("batch requests.jsonl", "requests.jsonl: cmdresolve batch takes no words"),
        (
            "matrix Dockerfile ls",
            "ls: the cells are of images, and run arguments are in none",
        ),
        ("atlas nginx --platform x/y/z/w", "--platform x/y/z/w: not a platform"),
    ],
)
def test_what_a_verb_has_no_use_for_is_refused(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(text.split()) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.split("\n")[0]) == ("", f"{message} [bad-usage]")


def test_the_matrix_takes_nothing_that_is_given_at_start(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main("matrix --entrypoint x Dockerfile".split()) == 2
    assert capsys.readouterr().err == (
        "--entrypoint is not an option of cmdresolve matrix [unknown-option]\n"
        "  hint: --entrypoint is an option of cmdresolve explain, resolve, why and diff\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "--entrypoint x docker run --rm i",
        "--init podman run i",
        "--init docker compose up web",
        "--entrypoint x podman kube play pod.yaml",
    ],
)
def test_a_line_says_itself_what_is_given(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option of ours beside it would be one too many, and was not looked at."""
    assert main.main(line.split()) == 2
    assert capsys.readouterr().err == (
        "the line itself says what is given at start [bad-usage]\n"
        "  hint: leave --entrypoint and --init to it\n"
    )


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("--target x --image-config nginx.json", "--target"),
        ("--build-arg A=b nginx.json", "--build-arg"),
        ("--target x --base i=nginx.json docker run i", "--target"),
        ("--platform linux/arm64 nginx.json", "--platform"),
        ("--builder buildah --image-config nginx.json", "--builder"),
        ("--platform linux/arm64 Dockerfile", ""),
        ("--platform linux/arm64 docker run alpine", ""),
        ("--builder buildah Dockerfile", ""),
        ("--build-arg A=b Dockerfile", ""),
        ("--base nginx:1.27=nginx.json child", ""),
    ],
)
def test_an_option_of_a_build_without_a_build_is_pointed_out(
    line: str, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["resolve", *line.split()]) == 0
    said = f"note: {note} bears on nothing: no Dockerfile is built here\n" if note else ""
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("option", "text"), [("--select", ""), ("--ignore", ","), ("--select", " , ")]
)
def test_a_list_of_rules_without_a_rule_is_refused(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it every rule would be looked for, and nobody asked for that."""
    assert main.main(["check", option, text, "Dockerfile"]) == 2
    assert capsys.readouterr().err == (
        f"{option} names no rule [bad-usage]\n  hint: a variable in the line may not be set\n"
    )


def test_blanks_around_the_code_of_a_rule_are_no_part_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main(["check", "--select", "one-dash, two-inits", "Dockerfile"]) == 0
    assert capsys.readouterr() == ("", "1 checked: nothing found\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("--porcelain --format svg", "--porcelain and --format svg are two formats"),
        ("--no-atlas --as-of 2026-01-01", "--as-of and --no-atlas are both given"),
        ("--no-atlas --atlas", "--atlas and --no-atlas are both given"),
    ],
)
def test_options_at_odds_are_refused(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([*text.split(), "Dockerfile"]) == 2
    assert capsys.readouterr().err == f"{message} [bad-usage]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("--diff --format sarif", "--diff prints a patch, and --format sarif is asked for"),
        ("--unsafe-fixes", "--unsafe-fixes says which mends are made, and none are"),
        ("--base a=nowhere", "--base a=nowhere: cannot read nowhere: No such file or directory"),
    ],
)
def test_what_check_cannot_follow_is_no_finding(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["check", *text.split(), "Dockerfile", "child"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.split(" [")[0]) == ("", message)


def test_scan_cannot_follow_it_either(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main("scan --base a=nowhere Dockerfile child".split()) == 2
    assert capsys.readouterr().out == ""
