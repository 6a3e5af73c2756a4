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
