"""An explanation for a person, at any width."""

from __future__ import annotations

import re
import subprocess

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import Dockerfile, ImageConfig, Override, docker_run, resolve
from cmdresolve.model.finding import Finding, Mend
from cmdresolve.model.image import Unknown
from cmdresolve.model.origin import ByDefault
from cmdresolve.model.quoting import columns
from cmdresolve.model.trace import Dropped
from cmdresolve.render.text import explain, headline, layout, style_of

BASE = ImageConfig(entrypoint=["/docker-entrypoint.sh"], cmd=["nginx", "-g", "daemon off;"])


def built(text: str, **bases: ImageConfig) -> ImageConfig:
    named = {name: evolve(image, name=name) for name, image in bases.items()}
    return Dockerfile.parse(text).image(bases=named)


def test_the_parts_come_in_order() -> None:
    """The answer, what is wrong with its mend, the words, what was dropped; then the story."""
    image = built('FROM web\nENTRYPOINT run "$1"\n', web=BASE)
    shown = explain(resolve(image, Override(args=["x"], init=True)), verbose=True)
    parts = [part.split("\n")[0] for part in shown.split("\n\n")]
    assert parts == [
        "/bin/sh -c 'run \"$1\"' x",
        "warning[shell-entrypoint-ignores-arguments]: ENTRYPOINT is a script for /bin/sh,",
        '  argv[0] "/bin/sh"     default shell: ENTRYPOINT at Dockerfile:2 is shell form',
        '  runs as: /bin/sh -c run "$1"',
        '  not used  ENTRYPOINT ["/docker-entrypoint.sh"] (from web): replaced by',
        "  Dockerfile",
        "Why (started by docker@28.5)",
        "docker@28.5",
    ]


def test_the_answer_and_the_first_mend_fit_a_screen() -> None:
    """Of 80 columns and 24 lines, with the words that are never read marked in the answer."""
    image = built("FROM web\nENTRYPOINT python report.py\n", web=BASE)
    shown = explain(resolve(image, Override(args=["--month", "2024-06"]))).split("\n")

    assert shown[:2] == [
        "/bin/sh -c 'python report.py' --month 2024-06",
        " " * 30 + "^" * 15 + " never read",
    ]
    assert '2 + ENTRYPOINT ["python", "report.py"]' in shown[:24]
    assert "  = then it starts: python report.py --month 2024-06" in shown[:24]
    assert max(map(len, shown)) <= 80


@pytest.mark.parametrize(
    ("image", "override", "line"),
    [
        (ImageConfig(cmd=["a", "b c", ""]), Override(), "a 'b c' ''"),
        (
            ImageConfig.undescribed("app"),
            Override(),
            "\u2039Entrypoint of app\u203a \u2039Cmd of app\u203a",
        ),
        (
            ImageConfig.undescribed("app"),
            Override(args=["x"]),
            "\u2039Entrypoint of app\u203a x",
        ),
        (ImageConfig.undescribed("app"), Override(entrypoint=["sh"]), "sh"),
    ],
)
def test_the_line_has_placeholders_for_what_is_not_known(
    image: ImageConfig, override: Override, line: str
) -> None:
    assert headline(resolve(image, override)) == line


def test_a_line_that_is_too_long_is_continued_for_the_shell() -> None:
    words = ["program", *(f"--option-{n}=value {n}" for n in range(8))]
    shown = explain(resolve(ImageConfig(cmd=words)))
    first = shown.split("\n\n")[0]
    assert first.count(" \\\n") == 2
    script = "printf '%s\\n' " + first
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True, timeout=30)
    assert done.stdout.decode().splitlines() == words


def test_the_same_origin_is_said_once() -> None:
    shown = explain(resolve(built("FROM scratch\nCMD run\n")))
    assert '  argv[0] "/bin/sh"  default shell: CMD at Dockerfile:2 is shell form\n' in shown
    assert '  argv[1] "-c"       same\n' in shown


def test_a_positional_word_is_named_by_its_parameter() -> None:
    image = ImageConfig(entrypoint=["sh", "-c", 'x "$1"'], cmd=[str(n) for n in range(11)])
    shown = explain(resolve(image))
    assert '"0"' in shown
    assert "Cmd[0] of the image · $0, never read\n" in shown
    assert "Cmd[1] of the image · $1\n" in shown
    assert "Cmd[10] of the image · ${10}, never read\n" in shown


def test_much_is_cut_and_said_to_be() -> None:
    image = ImageConfig(cmd=[f"word-number-{n}" for n in range(2000)])
    shown = explain(resolve(image))
    assert "  … and 1,940 more words; --format json has them all\n" in shown
    assert shown.split("\n\n")[0].endswith(" …")


def test_many_steps_and_dropped_words_are_cut_to_the_last() -> None:
    stages = "".join(f'FROM s{n} AS s{n + 1}\nCMD ["{n}"]\n' for n in range(1, 40))
    image = built(f"FROM scratch AS s1\n{stages}")
    shown = explain(resolve(image), verbose=True)
    assert re.search(r"\n  … \d+ steps before these\n", shown)
    assert re.search(r"\n  … \d+ before these\n", shown)


def test_what_a_front_end_dropped_is_told_with_its_place() -> None:
    dropped = (Dropped(("x",), "args", "the front-end passes it over", "rule"),)
    shown = explain(resolve(ImageConfig(cmd=["a"]), Override(dropped=dropped)))
    assert '\n  not used  arguments ["x"]: the front-end passes it over\n' in shown


def test_notes_of_a_front_end_stand_behind_the_others() -> None:
    note = Finding("code", "info", "something else", mends=(Mend("first line\nsecond line"),))
    shown = explain(resolve(ImageConfig(cmd=["a"])), findings=[note])
    assert "\n\nnote: something else:\n    first line\n    second line\n\n" in shown


def test_an_empty_line_of_a_mend_is_left_out() -> None:
    shown = explain(
        resolve(ImageConfig(cmd=["a"])),
        findings=[Finding("code", "info", "text", mends=(Mend("one\n\ntwo"),))],
    )
    assert "\n\nnote: text:\n    one\n    two\n\n" in shown


def test_a_text_whose_shell_is_unknown_is_assumed_to_have_the_default_one() -> None:
    image = ImageConfig(entrypoint=["e"], cmd=Unknown("app", "Shell", ("known",)))
    shown = explain(resolve(image))
    assert shown.startswith("[?] e /bin/sh -c known   if app sets no SHELL\n")


def test_an_unknown_image_is_said_once_at_the_end() -> None:
    image = built("FROM app\nCMD run\n")
    shown = explain(resolve(image))
    assert shown.endswith(
        "Not known: Entrypoint of app, Shell of app\n"
        "  nobody described app; ask for it:\n"
        "    cmdresolve --registry Dockerfile\n"
        "      or --ask (your docker), or --base app=FILE\n"
        "(app is not described; ONBUILD triggers in it could change this.)\n"
        "\n"
        "docker@28.5 · cmdresolve -v … for the whole story"
    )


def test_an_image_that_the_answer_does_not_go_back_to_is_not_mentioned() -> None:
    """A stage that only gives files cannot change what starts."""
    image = built('FROM maven AS b\nFROM scratch\nCOPY --from=b /x /x\nCMD ["a"]\n')
    assert "maven" not in explain(resolve(image))


def test_the_first_line_is_what_starts_if_the_image_says_nothing() -> None:
    """It is marked, says its conditions, and the notes are on it."""
    image = built('FROM app\nENTRYPOINT serve\nCMD ["-p"]\n')
    shown = explain(resolve(image))
    assert shown.startswith("[?] /bin/sh -c serve -p   if app sets no SHELL\n")
    assert '\n  argv[?] "-p"       Dockerfile:3:6 CMD · $0, never read\n' in shown
    assert '\n2 + ENTRYPOINT ["serve"]\n' in shown
    assert shown.count("ONBUILD") == 1


def test_conditions_that_do_not_fit_beside_it_stand_below() -> None:
    image = built("FROM registry.example/team/application-base:2024.06\nCMD run\n")
    shown = explain(resolve(image))
    assert shown.startswith(
        "[?] /bin/sh -c run\n"
        "    if registry.example/team/application-base:2024.06 sets no ENTRYPOINT and\n"
        "    registry.example/team/application-base:2024.06 sets no SHELL\n"
    )


def test_an_image_that_would_start_nothing_has_no_such_line() -> None:
    shown = explain(resolve(ImageConfig.undescribed("app")))
    assert shown.startswith("\u2039Entrypoint of app\u203a \u2039Cmd of app\u203a\n")


def test_what_a_shell_would_put_in_is_not_known() -> None:
    command = docker_run("docker run app $X")
    shown = explain(resolve(ImageConfig(entrypoint=["e"]), command.override))
    assert "Not known: what your shell makes of $X" in shown


@pytest.mark.parametrize(
    ("given_word", "style"),
    [
        (resolve(ImageConfig(cmd=["a"])).words[0], "image"),
        (resolve(ImageConfig(), Override(args=["a"])).words[0], "given"),
        (resolve(built('FROM scratch\nCMD ["a"]')).words[0], "file"),
        (resolve(built("FROM scratch\nCMD a")).words[0], "default"),
    ],
)
def test_a_word_s_style_is_where_it_comes_from(given_word: object, style: str) -> None:
    assert style_of(given_word.origin) == style


def test_a_default_without_a_place_says_whose_it_is() -> None:
    answer = resolve(ImageConfig(), engine="podman@5.8")
    assert isinstance(answer.words[0].origin, ByDefault)
    assert "one empty word where nothing is left (podman@5.8)" in explain(answer)


WORDS = st.lists(st.text(max_size=30), min_size=1, max_size=6)


@given(WORDS, WORDS, st.integers(40, 120))
def test_nothing_but_what_is_to_be_pasted_is_wider_than_the_terminal(
    entrypoint: list[str], cmd: list[str], width: int
) -> None:
    """The law: a line fits, unless one word or a line to paste is longer by itself."""
    answer = resolve(ImageConfig(entrypoint=[*entrypoint, "x"], cmd=cmd, name="img"))
    for line in layout(answer, width=width):
        text = "".join(piece.text for piece in line).rstrip()
        pasted = any(piece.style == "mend" for piece in line)
        words = [piece for piece in line if piece.text.strip() not in ("", "\\")]
        assert columns(text) <= width or pasted or len(words) == 1
        assert text.isprintable()


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=60),
    min_size=1,
    max_size=3,
)


@given(TEXTS, st.integers(40, 120))
def test_excerpts_of_any_dockerfile_fit(texts: list[str], width: int) -> None:
    """The same law, for lines of the user's own file: wide, combining and control characters."""
    text = "FROM scratch\n" + "".join(f"CMD x{text}\n" for text in texts)
    answer = resolve(Dockerfile.parse(text).image())
    for line in layout(answer, width=width):
        shown = "".join(piece.text for piece in line).rstrip()
        pasted = any(piece.style == "mend" for piece in line)
        words = [piece for piece in line if piece.text.strip() not in ("", "\\")]
        assert columns(shown) <= width or pasted or len(words) == 1


def test_a_file_s_name_steers_no_terminal() -> None:
    image = Dockerfile.parse("FROM scratch\nCMD a\nCMD b\n", name="D\x1b]0;x\x07").image()

    told = explain(resolve(image))

    assert r"D\u001b]0;x\u0007:2 is shell form): replaced by CMD at" in told
    assert "\x1b" not in told
