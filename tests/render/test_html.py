"""Answers as HTML: escaped, without script, readable on light and dark."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import Dockerfile, ImageConfig, Override, resolve
from cmdresolve.model.finding import Finding, Mend
from cmdresolve.model.origin import InCommandLine
from cmdresolve.published.matrix import matrix
from cmdresolve.render import html

EVIL = "<script>alert('&\"')</script>"
ESCAPED = "&lt;script&gt;alert(&#x27;&amp;"
ALLOWED = {
    *("div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "span", "pre"),
    *("details", "summary", "ol", "li"),
}


class Reader(HTMLParser):
    """Collects elements, and checks that each is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(image: ImageConfig, override: Override | None = None, **found: list[Finding]) -> str:
    return html.resolution(resolve(image, override or Override()), **found)


@pytest.mark.parametrize(
    "text",
    [
        shown(ImageConfig(cmd=[EVIL], name=EVIL)),
        shown(ImageConfig(entrypoint=["sh", "-c", "x"], cmd=[EVIL])),
        shown(ImageConfig.undescribed(EVIL)),
        shown(ImageConfig(cmd=["a"]), findings=[Finding(EVIL, "error", EVIL, mends=(Mend(EVIL),))]),
        shown(
            ImageConfig(entrypoint=[EVIL], cmd=[EVIL]),
            Override(
                entrypoint=EVIL,
                args=[EVIL],
                entrypoint_origins=(InCommandLine(EVIL, 0, flag=EVIL),),
            ),
        ),
        shown(Dockerfile.parse(f"FROM scratch\nCMD {EVIL}\n", name=EVIL).image()),
        html.image(ImageConfig(cmd=[EVIL], name=EVIL)),
    ],
)
def test_whatever_a_stranger_wrote_is_text(text: str) -> None:
    assert "<script" not in text
    assert ESCAPED in text
    found = Reader(text)
    assert found.names <= ALLOWED
    assert found.attributes <= {"style", "class", "open"}


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_any_words_give_closed_elements_of_a_known_kind(
    entrypoint: list[str], cmd: list[str]
) -> None:
    """The law: HTML made of strangers' words holds their words as text alone."""
    image = ImageConfig(entrypoint=[*entrypoint, "x"], cmd=cmd, name="i")
    for text in (shown(image), html.image(image)):
        assert Reader(text).names <= ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        shown(ImageConfig(entrypoint=["sh", "-c", "x"], cmd=["a"]), Override(args=["b"])),
        html.matrix(matrix()),
        html.image(ImageConfig(cmd=["a"])),
    ],
)
def test_text_keeps_the_colour_of_its_page(text: str) -> None:
    """Only ``inherit``, ``currentColor`` and translucent backgrounds: both themes can be read."""
    colours = re.findall(r"(?:^|[\";])color:([^;\"]+)", text)
    assert set(colours) == {"inherit"}
    for alpha in re.findall(r"rgba\(\d+, ?\d+, ?\d+, ?([.\d]+)\)", text):
        assert float(alpha) <= 0.35
    assert "#" not in re.sub(r"&#x27;|\{#|\$#", "", text)


def test_each_word_has_a_row_with_its_origin() -> None:
    text = shown(Dockerfile.parse('FROM scratch\nCMD ["a b"]\n').image())
    assert "argv[0]" in text
    assert "Dockerfile:2:6 CMD" in text
    assert "&#x27;a b&#x27;" in text
    assert "&quot;a b&quot;" in text


def test_words_that_a_script_never_reads_are_pale_and_the_command_is_shown() -> None:
    text = shown(ImageConfig(entrypoint=["sh", "-c", "x"], cmd=["a"]))
    assert "never read by the script" in text
    assert "<strong>Runs as:</strong>" in text
    assert re.search(r"opacity:\.\d+\">a<", text)


def test_a_short_word_stays_on_one_line() -> None:
    """An option is not broken behind its hyphens; a long script may be broken anywhere."""
    text = shown(ImageConfig(entrypoint=["sh", "-c"], cmd=["exec serve --port 80"]))

    assert re.search(r'white-space:pre">-c<', text)
    assert re.search(r'white-space:pre-wrap">&#x27;exec serve', text)


def test_what_was_dropped_and_noted_is_shown() -> None:
    text = shown(ImageConfig(entrypoint=["e"], cmd=["c"]), Override(entrypoint="x"))
    assert text.count("<strong>Not used:</strong>") == 2
    assert "replaced by the entrypoint given at start" in text


def test_what_is_not_known_has_a_place_in_the_line() -> None:
    text = shown(ImageConfig.undescribed("app"), Override(args=["x"]))
    assert text.index("\u2039Entrypoint of app\u203a") < text.index(">x<")
    assert "not known" in text


def test_very_many_words_are_cut() -> None:
    text = shown(ImageConfig(cmd=[f"w{n}" for n in range(1000)]))
    assert text.count("<tr>") <= 202
    assert "w999" not in text


def test_absent_empty_and_unknown_fields_look_different() -> None:
    text = html.image(
        ImageConfig(entrypoint=[], cmd=None, shell=ImageConfig.undescribed("x").shell)
    )
    assert "[]" in text
    assert "absent" in text
    assert "\u2039Shell of x\u203a" in text


def test_the_matrix_marks_the_cell_of_an_image() -> None:
    table = matrix()
    assert "outline" not in html.matrix(table)
    assert html.matrix(table.mark(ImageConfig(cmd=["a"]))).count("outline:3px") == 1


def test_a_colour_means_the_same_in_the_matrix() -> None:
    """Nothing in it is given at start: the words are the Dockerfile's, and the default shell's."""
    text = html.matrix(matrix())
    used = set(re.findall(r"--cmdresolve-(\w+)", text))

    assert used == {"file", "default"}
    assert re.search(r"from: <code[^>]*>a Dockerfile</code> <code[^>]*>a default</code>", text)


def test_in_the_matrix_only_the_shell_of_shell_form_is_a_default() -> None:
    """Both its words, once for each half; and what Apptainer starts of its own accord."""
    colour = {"56, 132, 255": "file", "230, 150, 20": "default"}
    cells = html.matrix(matrix()).split("<td ")[1:]
    chips = [
        [
            (text, colour[found])
            for found, text in re.findall(r"rgba\(([\d, ]+), .27\)[^>]*>(.*?)<", x)
        ]
        for x in cells
    ]

    assert chips[-1][:5] == [
        ("exec_entry", "file"),
        ("p1_entry", "file"),
        ("/bin/sh", "default"),
        ("-c", "default"),
        ("&#x27;exec_cmd p1_cmd&#x27;", "file"),
    ]
    assert [style for _, style in chips[-2]] == ["default", "default", "file"] * 2
    assert ">/bin/sh<" in html.matrix(matrix(engine="apptainer@1.4")).split("<td ")[2]


def test_the_heads_of_a_table_are_named() -> None:
    """Each row of the matrix has one as well; a corner without words heads nothing."""
    text = html.matrix(matrix())
    heads = re.findall(r"<th [^>]*>(.*?)</th>", text)

    assert len(heads) == 6
    assert all(heads)
    assert heads[3] == "no CMD"
    assert all(re.findall(r"<th [^>]*>(.*?)</th>", shown(ImageConfig(cmd=["a"]))))
