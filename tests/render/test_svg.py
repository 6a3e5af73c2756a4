"""Pictures: well-formed, without a script, with every word and the meaning of its colour."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import cmdresolve as cr
from cmdresolve.cli.main import main
from cmdresolve.render import svg
from cmdresolve.render.layout import Fragment

NAMESPACE = "{http://www.w3.org/2000/svg}"


def pieces(picture: str) -> list[tuple[str, str]]:
    """The pieces of text with the class of each."""
    root = ET.fromstring(picture)
    return [(x.get("class", ""), x.text or "") for x in root.iter(f"{NAMESPACE}tspan")]


def test_a_terminal_is_drawn_line_by_line() -> None:
    """Each piece at its column, with the class of its style, and nothing read as markup."""
    picture = svg.terminal([(Fragment("<a> & "), Fragment("b", "file"))], title="a < b")

    assert pieces(picture) == [("plain", "<a> & "), ("file", "b")]
    assert ET.fromstring(picture).findtext(f"{NAMESPACE}title") == "a < b"
    assert 'x="66.4"' in picture  # the edge, and six cells
    assert "<script" not in picture
    assert "prefers-color-scheme:dark" in picture


@pytest.mark.parametrize("colours", [svg._LIGHT, svg._DARK], ids=["light", "dark"])
def test_every_style_has_a_colour_on_light_and_on_dark(colours: dict[str, str]) -> None:
    """What is heavy and has none of its own is as plain text, and not black."""
    styles = "plain file image given default dim title caret warning".split()
    picture = svg.terminal([tuple(Fragment("x", style) for style in styles)], title="x")
    sheet = picture.split("<style>")[1].split("</style>")[0]

    assert f".cmdresolve text{{fill:{colours['plain']}}}" in sheet
    for style in styles:
        told = f".cmdresolve .{style}{{fill:"
        assert (told in sheet) is (style in colours)


def test_the_merge_shows_both_halves_what_was_given_and_argv() -> None:
    """In the colours of origins; what a script never reads is pale."""
    image = cr.Dockerfile.parse('FROM scratch\nENTRYPOINT serve\nCMD ["-p", "80"]\n').image()
    drawn = pieces(svg.merge(cr.resolve(image, cr.Override(args=["-q"]))))

    assert ("given", '["-q"]') in drawn
    assert ("dim", "absent") in drawn
    assert drawn[-4:] == [
        ("default", '"/bin/sh"'),
        ("default", '"-c"'),
        ("file", '"serve"'),
        ("dim", '"-q"'),
    ]


@pytest.mark.parametrize(
    ("image", "drawn"),
    [
        (cr.ImageConfig(cmd=["serve"]), [("image", '"serve"')]),
        (
            cr.Dockerfile.parse("FROM scratch\nCMD serve\n").image(),
            [("default", '"/bin/sh"'), ("default", '"-c"'), ("file", '"serve"')],
        ),
        (cr.ImageConfig(cmd=["a" * 99]), [("image", f'["{"a" * 51}…{"a" * 24}"]')]),
    ],
)
def test_a_half_has_the_colours_that_its_words_have_in_argv(
    image: cr.ImageConfig, drawn: list[tuple[str, str]]
) -> None:
    """One meaning a colour, in both places; a half that is too long for words is cut."""
    half = pieces(svg.merge(cr.resolve(image)))[3:]

    assert [piece for piece in half if piece[0] in ("image", "file", "default")][
        : len(drawn)
    ] == drawn


def test_a_half_that_another_took_the_place_of_is_pale() -> None:
    """Whatever its origin."""
    image = cr.ImageConfig(entrypoint=["/e"], cmd=["serve"])
    drawn = pieces(svg.merge(cr.resolve(image, cr.Override(entrypoint="sh"))))

    assert ("dim", '["/e"]') in drawn
    assert ("dim", '["serve"]') in drawn


def test_what_is_not_known_has_a_place_in_the_merge() -> None:
    """An image that nobody described is no absent one."""
    image = cr.Dockerfile.parse('FROM acme/base\nCMD ["serve"]\n').image()
    drawn = pieces(svg.merge(cr.resolve(image)))

    assert [text for style, text in drawn if style == "unknown"] == [
        "\u2039Entrypoint of acme/base\u203a"
    ]


def test_the_command_line_draws_its_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one picture, with the finding and its mend."""
    path = tmp_path / "Dockerfile"
    path.write_text('FROM scratch\nCMD ["serve", "$PORT"]\n')

    assert main([str(path), "--format", "svg"]) == 0
    drawn = pieces(capsys.readouterr().out)
    assert ("file", "serve") in drawn
    assert ("error", "error[variable-not-expanded]") in drawn
