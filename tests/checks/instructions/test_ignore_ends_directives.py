"""A comment for cmdresolve is above a directive of the Dockerfile, and ends the directives."""

from __future__ import annotations

import pytest

from cmdresolve.model.finding import Edit, apply
from tests.checks.asking import BASES, findings

CODE = "ignore-ends-directives"
OURS = "# cmdresolve: ignore=two-inits"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            f"{OURS}\n# escape=`\nFROM debian:12\nCMD x\n",
            f"# escape=`\n{OURS}\nFROM debian:12\nCMD x\n",
        ),
        (
            f"# check=skip=all\r\n{OURS}\r\n# escape=`\r\nFROM debian:12\r\nCMD x\r\n",
            f"# check=skip=all\r\n# escape=`\r\n{OURS}\r\nFROM debian:12\r\nCMD x\r\n",
        ),
    ],
)
def test_it_is_put_below_them(text: str, mended: str) -> None:
    found = [x for x in findings({"dockerfile": text, "bases": BASES}) if x["code"] == CODE]
    ((mend,),) = [x["mends"] for x in found]
    edits = [Edit("Dockerfile", x["start"], x["end"], x["text"]) for x in mend["edits"]]

    assert mend["argv"] == ["/bin/sh", "-c", "x"]
    assert apply(edits, {"Dockerfile": text}) == {"Dockerfile": mended}


def test_it_is_told_of_a_file_that_is_refused_for_it() -> None:
    """The backslash continues the line, as the directive for another is none any more."""
    text = f"{OURS}\n# escape=`\nFROM debian:12\nCOPY a C:\\\nCMD x\n"

    assert CODE in [x["code"] for x in findings({"dockerfile": text, "bases": BASES})]


@pytest.mark.parametrize(
    "text",
    [
        f"# escape=`\n{OURS}\nFROM debian:12\nCMD x\n",
        f"{OURS}\n# a remark\nFROM debian:12\nCMD x\n",
        f"{OURS}\n\n# escape=`\nFROM debian:12\nCMD x\n",
        "# a remark\n# escape=`\nFROM debian:12\nCMD x\n",
    ],
)
def test_nothing_is_told_where_it_ends_none(text: str) -> None:
    found = findings({"dockerfile": text, "bases": BASES})

    assert CODE not in [x["code"] for x in found]
