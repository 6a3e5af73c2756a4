"""The picture that a notebook keeps."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import cmdresolve as cr
from cmdresolve.notebook import picture

ANSWER = cr.resolve(cr.ImageConfig(entrypoint=["/e"], cmd=["<b>"]), cr.Override(args=["-p", "80"]))


def test_a_notebook_shows_the_drawing_and_a_viewer_of_texts_its_title() -> None:
    """As Jupyter asks for it."""
    shown = picture(ANSWER)
    bundle = shown._repr_mimebundle_()

    assert set(bundle) == {"text/plain", "image/svg+xml"}
    assert bundle["text/plain"] == repr(shown) == '<picture of ["/e", "-p", "80"]>'
    assert ET.fromstring(bundle["image/svg+xml"]).tag == "{http://www.w3.org/2000/svg}svg"


def test_its_styles_are_for_itself_alone() -> None:
    """A notebook puts drawings into its own page, where other texts and classes are."""
    style = picture(ANSWER).svg.split("<style>")[1].split("</style>")[0]
    selectors = [rule.split("{")[-2] for rule in style.split("}") if rule.count("{")]

    assert len(selectors) > 20
    assert {x for x in selectors if not x.startswith(".cmdresolve ")} == set()
