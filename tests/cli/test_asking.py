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
