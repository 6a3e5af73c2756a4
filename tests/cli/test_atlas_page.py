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
        old = Found(ImageConfig(working_dir="/w"), "atlas", "the atlas")
        newer = Found(ImageConfig(working_dir="/w", env=["A=b"]), "atlas", "the atlas")
        return (
            Held("", "linux", old),
            Held("2024-01-01", "linux", newer),
            Held("2025-01-01", "linux", KNOWN),
        )

    def sources(self, reference: str) -> tuple[str, ...]:
        return ("https://github.com/some/app",) if reference == "a" else ()


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
                "  before (linux): WORKDIR /w",
                '  since 2025-01-01 (linux): ENTRYPOINT ["e"], CMD ["c d"], USER u, no WORKDIR',
                "  and 1 more, of variables alone",
                "sources (each value's commit and file is in tables/atlas/full of cmdresolve)",
                "  https://github.com/some/app",
            ],
        ),
        (
            "like",
            [
                "like (the atlas)",
                "  supposed: this tag is not known; it is what the others of its line agree on",
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
    assert list(atlas_page.page(reference, Known(), Known().find(reference))) == lines


def test_as_values() -> None:
    """Absent and unknown are told apart."""
    told = atlas_page.to_json("like", Known(), LIKE)

    assert told["found"] == {
        "Entrypoint": None,
        "Cmd": {"unknown": "Cmd of a"},
        "Shell": None,
        "OnBuild": None,
        "User": "",
        "WorkingDir": "",
        "StopSignal": "",
        "Env": [],
        "unknown_env": ["V"],
        "as_of": None,
        "source": "the atlas",
        "supposed": True,
        "shells": [],
    }
    assert told["history"] == []
    assert told["sources"] == []
    assert atlas_page.to_json("a", Known(), KNOWN)["sources"] == ["https://github.com/some/app"]
    assert atlas_page.to_json("x", Known(), None)["found"] is None
