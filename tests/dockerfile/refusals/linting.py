"""Texts whose checks may fail a build."""

from __future__ import annotations

from typing import Any

import cmdresolve as cr

S = "FROM scratch\n"

BASES = {
    "shelled": cr.ImageConfig(shell=["s"], env=["KNOWN=1"]),
    "trigger": cr.ImageConfig(on_build=["CMD x"]),
}


def outcome(text: str, builder: str = "buildkit@28.5", **asked: Any) -> str:
    """Return the names of the rules, the code of another refusal, or nothing."""
    try:
        cr.Dockerfile.parse(text, builder=builder).image(bases=BASES, **asked)
    except cr.DockerfileError as error:
        rules = error.message.removeprefix("lint violation found for rules: ")
        return rules if error.code == "lint" else error.code
    return ""
