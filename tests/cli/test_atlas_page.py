"""The verb ``atlas``: what the atlas knows of an image, and since when."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, Unknown
from cmdresolve.cli import atlas_page
from cmdresolve.images.atlas import Atlas, Held
from cmdresolve.images.sources import PLATFORM, Found

CONFIG = ImageConfig(entrypoint=["e"], cmd=["c d"], user="u", env=["A=b"])
KNOWN = Found(CONFIG, "atlas", "the atlas", as_of="2026-01-01", shells=frozenset({"sh"}))
LIKE = Found(
    ImageConfig(cmd=Unknown("a", "Cmd")),
    "atlas",
    "the atlas",
    supposed=True,
    shells=frozenset(),
    unknown_env=("V",),
)


class Known(Atlas):
    """An atlas of two images."""

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        del platform
        return {"a": KNOWN, "like": LIKE}.get(reference)

    def history(self, reference: str) -> tuple[Held, ...]:
        if reference != "a":
            return ()
        old = Found(ImageConfig(), "atlas", "the atlas")
        return (Held("", "linux", old), Held("2025-01-01", "linux", KNOWN))


@pytest.mark.parametrize(
    ("reference", "lines"),
    [
        (
            "a",
            [
                "a (the atlas)",
                '  ENTRYPOINT ["e"]',
                '  CMD        ["c d"]',
                "  USER       u",
                "  ENV        A=b",
                "  shells     sh",
                "history",
                "  before (linux): neither ENTRYPOINT nor CMD",
                '  since 2025-01-01 (linux): ENTRYPOINT ["e"], CMD ["c d"]',
            ],
        ),
        (
            "like",
            [
                "like (the atlas)",
                "  supposed: this tag is not known; so are the others of its line",
                "  CMD        not known",
                "  ENV        V: values not known",
                "  shells     none",
            ],
        ),
        ("no\x1b", ["no\\u001b is not in the atlas, and neither is its line"]),
    ],
)
def test_a_page_tells_what_is_known(reference: str, lines: list[str]) -> None:
    """Of what is only supposed it says so; what does not print is escaped."""
    assert list(atlas_page.page(reference, Known(), None)) == lines


def test_as_values() -> None:
    """Absent and unknown are told apart."""
    told = atlas_page.to_json("like", Known(), None)

    assert told["found"] == {
        "Entrypoint": None,
        "Cmd": {"unknown": "Cmd of a"},
        "Shell": None,
        "Onbuild": None,
        "as_of": None,
        "source": "the atlas",
        "supposed": True,
        "shells": [],
    }
    assert told["history"] == []
    assert atlas_page.to_json("x", Known(), None)["found"] is None
