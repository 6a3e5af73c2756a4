"""The command line's grammar."""

from __future__ import annotations

import pytest

from cmdresolve.cli.language.arguments import (
    LateOption,
    UsageError,
    format_named,
    is_own_option,
    leading_options,
    nearest_option,
    read_options,
    sort_words,
)

FILES = {"compose.yaml", "pod.yaml", "Dockerfile", "-"}


@pytest.mark.parametrize(
    ("text", "own", "operand", "arguments"),
    [
        ("", "", "", ""),
        ("Dockerfile", "", "Dockerfile", ""),
        ("Dockerfile a b", "", "Dockerfile", "a b"),
        ("--target x Dockerfile", "--target x", "Dockerfile", ""),
        ("Dockerfile --target x", "--target x", "Dockerfile", ""),
        ("--target=x Dockerfile a", "--target=x", "Dockerfile", "a"),
        ("Dockerfile --port 80", "", "Dockerfile", "--port 80"),
        ("Dockerfile -p --init x", "--init", "Dockerfile", "-p x"),
        ("Dockerfile -- --target x", "", "Dockerfile", "--target x"),
        ("-- Dockerfile --init", "", "Dockerfile", "--init"),
        ("-- -weird", "", "-weird", ""),
        ("--", "", "", ""),
        ("-", "", "-", ""),
        ("- a", "", "-", "a"),
        ("--file F a b", "--file F", "", "a b"),
        ("--file F -- a", "--file F", "", "a"),
        ("--image=x a", "--image=x", "", "a"),
        ("--image-config - -- -x", "--image-config -", "", "-x"),
        ("--bogus Dockerfile", "--bogus", "Dockerfile", ""),
        ("--image-config c t -a", "--image-config c", "", "t -a"),
        ("--image-config c -t a", "--image-config c -t", "", "a"),
        ("--image-config c compose.yaml web", "--image-config c", "compose.yaml", "web"),
        ("--image=x pod.yaml", "--image=x", "pod.yaml", ""),
        ("--file F Dockerfile", "--file F", "Dockerfile", ""),
        ("--file F - app", "--file F", "-", "app"),
        ("--image x -- compose.yaml", "--image x", "", "compose.yaml"),
        ("--image x other.yaml", "--image x", "", "other.yaml"),
        ("compose.yaml web --image-config c", "--image-config c", "compose.yaml", "web"),
        ("--image x time ls", "--image x", "", "time ls"),
        ("--image x kubectl get pods", "--image x", "", "kubectl get pods"),
        ("Dockerfile --target", "--target", "Dockerfile", ""),
        ("Dockerfile docker run", "", "Dockerfile", "docker run"),
        ("--init Dockerfile", "--init", "Dockerfile", ""),
    ],
)
def test_words_are_ours_or_are_passed_on(
    text: str, own: list[str], operand: str, arguments: str
) -> None:
    found = sort_words(text.split(), FILES.__contains__)
    assert (found.own, found.operand) == (own.split(), operand or None)
    assert (found.command, found.arguments) == ([], arguments.split())


@pytest.mark.parametrize(
    ("text", "own", "command"),
    [
        ("docker run -it img --target x", "", "docker run -it img --target x"),
        ("--engine docker@20.10 docker run i", "--engine docker@20.10", "docker run i"),
        ("--file F docker run i", "--file F", "docker run i"),
        ("podman create i", "", "podman create i"),
        ("docker", "", "docker"),
        ("sudo docker run i", "", "sudo docker run i"),
        ("sudo -u root A=1 docker run i", "", "sudo -u root A=1 docker run i"),
        ("env A=1 docker run i", "", "env A=1 docker run i"),
        ("A=1 docker run i", "", "A=1 docker run i"),
        ("time docker run i", "", "time docker run i"),
        ("--image-config c time docker run i", "--image-config c", "time docker run i"),
        ("/usr/bin/docker run i", "", "/usr/bin/docker run i"),
        ("docker.exe run i", "", "docker.exe run i"),
        ("winpty docker run -it i", "", "winpty docker run -it i"),
        ("docker-compose up web", "", "docker-compose up web"),
        ("--image x nerdctl run i", "--image x", "nerdctl run i"),
        ("--image x kubectl run p", "--image x", "kubectl run p"),
        ("--image x apptainer run a.sif", "--image x", "apptainer run a.sif"),
        ("helm template .", "", "helm template ."),
    ],
)
def test_a_docker_command_is_taken_as_it_is(text: str, own: list[str], command: str) -> None:
    asked = sort_words(text.split())
    assert (asked.own, asked.operand, asked.command) == (own.split(), None, command.split())
    assert (asked.arguments, asked.late) == ([], [])


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("Dockerfile a --target x b", [LateOption("--target", "x", 1)]),
        (
            "Dockerfile a --init b --init=1",
            [LateOption("--init", "", 1), LateOption("--init", "1", 2)],
        ),
        ("Dockerfile --target x a", []),
        ("Dockerfile a -- --target x", []),
    ],
)
def test_our_options_between_run_arguments_are_noticed(text: str, late: list[LateOption]) -> None:
    assert sort_words(text.split()).late == late


@pytest.mark.parametrize(
    ("text", "page", "own"),
    [
        ("--help", "--help", ""),
        ("Dockerfile --help", "--help", ""),
        ("Dockerfile a -h", "-h", ""),
        ("--version --help", "--version", ""),
        ("--init --version Dockerfile", "--version", "--init"),
        ("--help docker run i", "--help", ""),
        ("--entrypoint --help Dockerfile", None, "--entrypoint --help"),
        ("--entrypoint -h Dockerfile", None, "--entrypoint -h"),
        ("--target --version Dockerfile", None, "--target --version"),
        ("Dockerfile -- --help", None, ""),
        ("docker run i --help", None, ""),
    ],
)
def test_a_page_is_asked_for_by_an_option_and_not_by_a_value(
    text: str, page: str | None, own: str
) -> None:
    asked = sort_words(text.split())
    assert (asked.page, asked.own) == (page, own.split())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("--format json", "json"),
        ("--format=json", "json"),
        ("--format json --format text", "text"),
        ("--target --format json", None),
        ("--target x --format", None),
        ("--verbose --format json", "json"),
        ("--bogus --format json", "json"),
        ("", None),
    ],
)
def test_the_format_is_known_before_the_options_are_read(text: str, named: str | None) -> None:
    """An error in the options is printed in it too; `resolve` has no such option."""
    assert format_named("explain", text.split()) == named
    assert format_named("resolve", text.split()) is None


def test_the_arguments_before_two_dashes_are_told_from_those_behind() -> None:
    """Only the former may have been meant otherwise."""
    found = sort_words("Dockerfile a -b -- c -d".split())
    assert (found.arguments, found.plain) == (["a", "-b", "c", "-d"], ["a", "-b"])


def test_the_options_of_other_verbs_are_words_like_any() -> None:
    """A program may have a flag of the same name."""
    assert sort_words("Dockerfile --form x".split()).arguments == ["--form", "x"]
    assert sort_words("Dockerfile --form x".split(), verb="matrix").arguments == []


def test_a_lone_name_of_a_program_may_be_a_file() -> None:
    assert sort_words(["docker"]).command == ["docker"]
    assert sort_words(["docker"], lambda word: word == "docker").operand == "docker"


def test_an_option_is_told_from_a_flag_of_docker() -> None:
    assert is_own_option("--file")
    assert not is_own_option("--volume")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {"target": None, "base": None, "init": False, "color": "auto", "format": "text"}),
        ("--target x", {"target": "x"}),
        ("--target=x --target y", {"target": "y"}),
        ("--target=", {"target": ""}),
        ("--target -x", {"target": "-x"}),
        ("--base a=b --base c=d", {"base": ["a=b", "c=d"]}),
        ("--init --init", {"init": True}),
        ("--color always", {"color": "always"}),
        ("--format json --color=never", {"format": "json", "color": "never"}),
        ("--image-config -", {"image_config": "-"}),
    ],
)
def test_options_are_read_off_the_table(text: str, values: dict[str, object]) -> None:
    found = vars(read_options("explain", text.split()))
    assert {name: found[name] for name in values} == values


@pytest.mark.parametrize(
    ("verb", "text", "message", "hint"),
    [
        (
            "explain",
            "--target",
            "--target needs a value",
            "write --target STAGE: build this stage of the Dockerfile",
        ),
        ("explain", "--init=yes", "--init takes no value", "write --init alone, or leave it out"),
        (
            "explain",
            "--color pink",
            "--color pink: not one of its values",
            "one of auto, always, never",
        ),
        (
            "explain",
            "--format jsn",
            "--format jsn: not one of its values",
            "did you mean json? one of text, json, html, svg",
        ),
        (
            "matrix",
            "--format pdf",
            "--format pdf: not one of its values",
            "one of text, markdown, json",
        ),
        (
            "explain",
            "--bogus",
            "--bogus is not an option of cmdresolve",
            "see cmdresolve help explain",
        ),
        (
            "explain",
            "--taget x",
            "--taget is not an option of cmdresolve",
            "did you mean --target?",
        ),
        ("explain", "--tar x", "--tar is not an option of cmdresolve", "did you mean --target?"),
        (
            "resolve",
            "--porcelain",
            "--porcelain is not an option of cmdresolve resolve",
            "--porcelain is an option of cmdresolve explain",
        ),
        (
            "batch",
            "--format json",
            "--format is not an option of cmdresolve batch",
            "--format is an",
        ),
        (
            "explain",
            "--form nine",
            "--form is not an option of cmdresolve",
            "--form is an option of",
        ),
        (
            "explain",
            "--image x -t",
            "-t is not an option of cmdresolve",
            "an option of the program",
        ),
    ],
)
def test_a_wrong_option_is_refused_with_what_helps(
    verb: str, text: str, message: str, hint: str | None
) -> None:
    with pytest.raises(UsageError) as caught:
        read_options(verb, text.split())
    assert caught.value.message == message
    assert caught.value.stage == "request"
    assert (caught.value.hint or "").startswith(hint or "")
    assert (caught.value.hint is None) is (hint is None)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("--taget", "--target"),
        ("--biulder", "--builder"),
        ("--build-args", "--build-arg"),
        ("--port", None),
        ("--loquacious", None),
        ("-x", None),
    ],
)
def test_a_misspelt_option_is_guessed(name: str, meant: str | None) -> None:
    assert nearest_option(name) == meant


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([], 0),
        (["message", "--format", "json"], 0),
        (["--format", "json", "message"], 2),
        (["--format=json", "--init", "message", "--init"], 2),
        (["--no-such", "message"], 0),
        (["--format"], 1),
    ],
)
def test_options_in_front_are_counted(words: list[str], count: int) -> None:
    """With their values; what is no option of the verb may be what it is about."""
    assert leading_options("why", words) == count
