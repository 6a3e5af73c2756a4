"""The help, the completions and the manual page: all made of the one table."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cmdresolve.cli import completion, help_pages, main, manual
from cmdresolve.cli.options import OPTIONS, VERB, VERBS

SHELLS = ("bash", "zsh", "fish")


def test_the_first_page_fits_a_screen() -> None:
    """Of 80 columns and 24 lines; every verb and every topic is named on it."""
    page = help_pages.page("")

    assert len(page.split("\n")) <= 24
    assert max(map(len, page.split("\n"))) <= 80
    for name in ("--base", "--engine", *help_pages.TOPICS, "options"):
        assert name in page
    for verb in VERBS:
        assert verb.name in page or verb.name == "explain"


@pytest.mark.parametrize("topic", help_pages.topics())
def test_every_topic_has_a_page_of_the_terminal_s_width(topic: str) -> None:
    assert max(map(len, help_pages.page(topic).split("\n"))) <= 80


@pytest.mark.parametrize("verb", VERB)
def test_the_page_of_a_verb_names_its_options(verb: str) -> None:
    page = help_pages.page(verb)
    for name in VERB[verb].options:
        assert f"  {name} " in page or f"  {name}\n" in page
    assert ("--format" in page) is bool(VERB[verb].formats)


def test_every_verb_of_the_table_can_be_called() -> None:
    assert set(VERB) == set(main._VERBS)


@pytest.mark.parametrize("made", [*SHELLS, "man"])
def test_every_option_and_verb_is_in_what_is_made_of_the_table(made: str) -> None:
    text = manual.page() if made == "man" else completion.script(made)
    dashes = {"man": r"\-\-", "fish": "-l "}.get(made, "--")
    for option in OPTIONS:
        bare = option.name.removeprefix("--")
        assert dashes + (bare.replace("-", r"\-") if made == "man" else bare) in text
    for verb in VERBS:
        assert verb.name in text


def completed(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of some words."""
    script = tmp_path / "completion.bash"
    script.write_text(completion.script("bash"))
    quoted = " ".join(f"'{word}'" for word in words)
    told = (
        f"source {script}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _cmdresolve; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("cmdresolve", "--entry"), ["--entrypoint"]),
        (("cmdresolve", "res"), ["resolve"]),
        (("cmdresolve", "Dock"), ["Dockerfile"]),
        (("cmdresolve", "Dockerfile", "--color", "a"), ["auto", "always"]),
        (("cmdresolve", "--engine", "docker@28.5"), ["docker@28.5"]),
        (("cmdresolve", "--file", "D"), ["Dockerfile"]),
        (("cmdresolve", "help", "inp"), ["inputs"]),
        (("cmdresolve", "completion", ""), list(SHELLS)),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    assert completed(tmp_path, *words) == offered


@pytest.mark.parametrize("shell", SHELLS[1:])
def test_the_other_shells_read_their_scripts(shell: str, tmp_path: Path) -> None:
    """Where they are installed: without running them, for a fault of syntax."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    script = tmp_path / "script"
    script.write_text(completion.script(shell))
    subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_groff_reads_the_manual_page_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", "-P-cbou"],
        input=manual.page(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "EXIT STATUS" in done.stdout
