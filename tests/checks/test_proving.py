"""The proof of a mend: what holds is offered, and what does not is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import cmdresolve as cr
from cmdresolve import Dockerfile
from cmdresolve.batch import answer
from cmdresolve.checks import Asked, Inputs, Subject, check
from cmdresolve.checks.proving import Proofs, proved
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit

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
    mend = proved(
        proposal("CMD right $A > x", ("/bin/sh", "-c", "right $A > x")), RULE, subject(), 1
    )

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
    assert proved(proposal(text, argv), RULE, subject(), 1) is None


def test_what_a_rule_need_not_keep_may_go() -> None:
    assert (
        proved(proposal('CMD ["right"]', ("right",), keeps=False), RULE, subject(), 1) is not None
    )


def test_a_change_of_a_text_that_is_not_there_does_not_hold() -> None:
    edits = (Edit("Other", 0, 1, "x"),)
    assert proved(Proposal("x", edits), RULE, subject(), 1) is None
    assert proved(Proposal("x"), RULE, subject(), 1) is None


def test_proofs_come_to_an_end() -> None:
    """Each asks the whole question again: of a long text few are tried, of a huge one none."""
    short, long, huge = (Proofs(subject(TEXT + "#" * size)) for size in (0, 30_000, 60_000))

    assert all(short.may_begin() for _ in range(1000))
    assert [long.may_begin() for _ in range(4)] == [True, True, True, False]
    assert not huge.may_begin()


def test_a_finding_of_a_huge_text_is_told_without_mends() -> None:
    text = "FROM scratch\nCMD a\nCMD b\n"

    def codes(text: str) -> dict[str, int]:
        found = check(cr.resolve(Dockerfile.parse(text).image()))
        return {one.code: len(one.mends) for one in found}

    assert codes(text)["instruction-repeated"] == 1
    assert codes(text + "#" * 60_000)["instruction-repeated"] == 0


@pytest.mark.parametrize(
    ("base", "mended"),
    [
        ("scratch", False),
        ("gcr.io/distroless/static-debian12", False),
        ("debian:12", True),
    ],
)
def test_a_mend_starts_no_shell_that_the_image_lacks(base: str, mended: bool) -> None:  # noqa: FBT001 - a table's column
    """It would mend one start that fails with another."""
    text = f'FROM {base}\nCOPY server /\nCMD ["/server", "--port", "$PORT"]\n'
    [found] = [
        one
        for one in answer({"dockerfile": text, "atlas": True, "explain": True})["findings"]
        if one["code"] == "variable-not-expanded"
    ]

    assert bool(found["mends"]) == mended


@pytest.mark.parametrize(
    ("image", "mended"), [("gcr.io/distroless/static-debian12", False), ("debian:12", True)]
)
def test_a_pod_s_mend_starts_no_shell_either(image: str, mended: bool) -> None:  # noqa: FBT001 - a table's column
    pytest.importorskip("ruamel.yaml")
    manifest = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: app\n"
        f'    image: {image}\n    command: ["/server", "--port", "$PORT"]\n'
    )
    asked = {"kubernetes": {"manifest": manifest, "container": "app"}, "atlas": True}
    [found] = answer({**asked, "explain": True})["findings"]

    assert bool(found["mends"]) == mended
