"""The proof of a mend: what holds is offered, and what does not is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cmdresolve import Dockerfile
from cmdresolve.checks import Asked, Edit, Inputs, Subject
from cmdresolve.checks.proving import proved
from cmdresolve.checks.rule import Draft, Proposal, Rule

TEXT = "FROM scratch\nCMD wrong $A > x\n"
AT = (13, 29)


def subject(text: str = TEXT) -> Subject:
    def ask(inputs: Inputs) -> Asked:
        return Asked(Dockerfile.parse(inputs.texts.get("Dockerfile", text)).image())

    return Subject(ask, Inputs())


def find(asked: Subject) -> Iterator[Draft]:
    if any("wrong" in word for word in asked.argv or ()):
        yield Draft("it is wrong")


RULE = Rule("wrong", "s", "w", "b", "g", "error", find)


def proposal(text: str, argv: tuple[str, ...] | None = None, **more: bool) -> Proposal:
    return Proposal(text, (Edit("Dockerfile", *AT, text),), argv=argv, **more)


def test_a_mend_that_does_what_it_says_holds() -> None:
    mend = proved(proposal("CMD right $A > x", ("/bin/sh", "-c", "right $A > x")), RULE, subject())

    assert mend is not None
    assert mend.argv == ("/bin/sh", "-c", "right $A > x")


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("CMD right $A > x", ("other",)),
        ("CMD wrong $A > x y", None),
        ("NONSENSE", None),
        ('CMD ["right"]', ("right",)),
        ("CMD right > x", None),
        ("CMD right $A", None),
    ],
)
def test_another_does_not(text: str, argv: tuple[str, ...] | None) -> None:
    """It starts something else, is refused, leaves the fault, or loses what only a shell does."""
    assert proved(proposal(text, argv), RULE, subject()) is None


def test_what_a_rule_need_not_keep_may_go() -> None:
    assert proved(proposal('CMD ["right"]', ("right",), keeps=False), RULE, subject()) is not None


def test_a_change_of_a_text_that_is_not_there_does_not_hold() -> None:
    edits = (Edit("Other", 0, 1, "x"),)
    assert proved(Proposal("x", edits), RULE, subject()) is None
    assert proved(Proposal("x"), RULE, subject()) is None
