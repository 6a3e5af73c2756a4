"""The story of a build: each word's origin, the rules that fired, what was lost and by what."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.batch import answer
from cmdresolve.model.image import Trace

BK = "buildkit@28.5"
BA = "buildah@1.43/docker"


def story(text: str, builder: str = BK, **bases: cr.ImageConfig) -> Trace:
    image = cr.Dockerfile.parse(text, builder=builder).image(bases=bases)
    assert image.trace is not None
    return image.trace()


def told(origins: Any) -> list[str]:
    return [origin.describe() for origin in origins]


@pytest.mark.parametrize(
    ("text", "builder", "cmd"),
    [
        (
            'FROM scratch\nCMD ["a",\\\n "b"]\n',
            BK,
            ["Dockerfile:2:6 CMD", "Dockerfile:3:2 CMD"],
        ),
        (
            "FROM scratch\nCMD a\n",
            BK,
            ["default shell of shell form, because CMD at Dockerfile:2 is shell form"] * 2
            + ["Dockerfile:2:5 CMD"],
        ),
        (
            'FROM scratch\nSHELL ["s"]\nCMD a\n',
            BK,
            ["Dockerfile:2:8 SHELL", "Dockerfile:3:5 CMD"],
        ),
        (
            "FROM scratch\nCMD\n",
            BK,
            ["default shell of shell form, because CMD at Dockerfile:2 is shell form"] * 2
            + ["a bare CMD stands for an empty text (buildkit@28.5)"],
        ),
        (
            'FROM scratch\nSHELL ["s"]\nCMD a\n',
            BA,
            ["default shell of shell form, because CMD at Dockerfile:3 is shell form"] * 2
            + ["Dockerfile:3:5 CMD"],
        ),
        ("FROM scratch\nCMD []\n", BK, []),
    ],
)
def test_each_word_has_an_origin(text: str, builder: str, cmd: list[str]) -> None:
    """Written, or put there by the builder's own rule."""
    assert told(story(text, builder).cmd) == cmd


def test_words_of_a_base_have_the_base_s_origins() -> None:
    """As its own build tells them, where it was built; by field and index, where it was given."""
    given = cr.ImageConfig(entrypoint=["e"], cmd=["c"], shell=["s", "-c"], name="given")
    base = cr.Dockerfile.parse('FROM scratch\nSHELL ["x"]\nCMD ["a"]\n', name="base").image()

    assert told(story("FROM given\n", given=given).cmd) == ["Cmd[0] of given"]
    assert told(story("FROM given\nCMD a\n", given=given).cmd) == [
        "Shell[0] of given",
        "Shell[1] of given",
        "Dockerfile:2:5 CMD",
    ]
    assert told(story("FROM base\n", base=base).cmd) == ["base:3:6 CMD"]
    assert told(story("FROM base\nENTRYPOINT e\n", base=base).entrypoint) == [
        "Shell[0] of base",
        "Dockerfile:2:12 ENTRYPOINT",
    ]


def test_the_text_behind_an_unknown_shell_has_its_origin() -> None:
    """Only the shell before it cannot be known."""
    assert told(story("FROM nope\nCMD a\n").cmd) == ["Dockerfile:2:5 CMD"]


def test_a_trigger_is_told_as_such() -> None:
    """Its words stand in the base's ONBUILD."""
    trace = story(
        "FROM t\nCMD b\n", t=cr.ImageConfig(cmd=["c"], on_build=['ENTRYPOINT ["e"]', "CMD a"])
    )

    assert told(trace.entrypoint) == ['ONBUILD of t:1:13 ENTRYPOINT (by ONBUILD ENTRYPOINT ["e"])']
    assert [(x.words, x.rule, x.reason) for x in trace.dropped] == [
        (
            ("c",),
            "entrypoint-clears-cmd",
            'cleared by ENTRYPOINT at ONBUILD ENTRYPOINT ["e"], as this stage had set no CMD yet',
        ),
        (("/bin/sh", "-c", "a"), "last-wins", "replaced by CMD at Dockerfile:2"),
    ]


def test_rules_fire_in_order() -> None:
    """From the first stage's base to the last instruction."""
    text = (
        'FROM a AS x\nSHELL ["s"]\nCMD b\nENTRYPOINT\nFROM x\nENTRYPOINT ["e"]\nCMD ["f"]\nCMD g\n'
    )
    trace = story(text, a=cr.ImageConfig(cmd=["c"], name="a"))

    assert [step.rule for step in trace.steps] == [
        "from",
        "shell",
        "shell-form",
        "bare",
        "from",
        "exec-form",
        "entrypoint-clears-cmd",
        "exec-form",
        "shell-form",
    ]
    assert [step.text for step in trace.steps if step.rule == "from"] == [
        "stage x starts from a",
        "stage 1 starts from an earlier stage",
    ]
    assert [(x.words, x.rule) for x in trace.dropped] == [
        (("c",), "last-wins"),
        (("s", ""), "last-wins"),
        (("s", "b"), "entrypoint-clears-cmd"),
        (("f",), "last-wins"),
    ]


@pytest.mark.parametrize(
    ("text", "builder", "sentence"),
    [
        ("FROM scratch\nCMD a\n", BK, "CMD in shell form: the default shell and the text"),
        ('FROM scratch\nSHELL ["s"]\nCMD a\n', BK, "CMD in shell form: SHELL and the text"),
        (
            "FROM scratch\nCMD a\n",
            BA,
            "CMD in shell form: /bin/sh -c and the text, whatever SHELL says",
        ),
        ('FROM scratch\nCMD ["a"]\n', BK, "CMD in exec form: these words, exactly"),
        ("FROM scratch\nCMD\n", BK, "CMD with nothing after it"),
        (
            'FROM nope\nENTRYPOINT ["e"]\n',
            BK,
            "ENTRYPOINT clears the CMD, as this stage had set none yet (whatever nope brings)",
        ),
        ("FROM scratch\n", BK, "stage 0 starts from nothing"),
        ("FROM nope:1 AS a\n", BK, "stage a starts from nope:1"),
    ],
)
def test_a_rule_says_what_it_did(text: str, builder: str, sentence: str) -> None:
    """In one sentence, with the builder's sources."""
    step = story(text, builder).steps[-1]

    assert step.text == sentence
    assert step.citation


@pytest.mark.parametrize("builder", [BK, "classic@28.5", BA])
def test_a_base_that_was_given_without_a_name_is_called_as_the_file_calls_it(builder: str) -> None:
    """It is not nothing that the stage starts from."""
    bases = {"debian:12": cr.ImageConfig(cmd=["bash"])}
    image = cr.Dockerfile.parse("FROM debian:12\nUSER x\n", builder=builder).image(bases=bases)

    assert image.trace is not None
    assert image.trace().steps[0].text == "stage 0 starts from debian:12"


def test_what_stands_between_is_counted() -> None:
    image = cr.Dockerfile.parse("FROM scratch\n" + "".join(f"CMD a{i}\n" for i in range(1500)))
    answered = cr.resolve(image.image())
    reasons = [item.reason for item in answered.dropped]

    # FROM and a0 to a498 are the first 500, of which a0 takes nothing away; the last 500 begin with
    # a1000, which stands in line 1002.
    assert reasons[497] == "replaced by CMD at Dockerfile:500"
    assert reasons[498] == "and 501 more like these, not told one by one"
    assert reasons[499] == "replaced by CMD at Dockerfile:1002"
    assert reasons[-1] == "replaced by CMD at Dockerfile:1501"
    assert len(reasons) == 498 + 1 + 500
    assert answered.argv[-1] == "a1499"


def test_steps_say_how_many_are_not_told() -> None:
    told = answer({"dockerfile": "FROM scratch\n" + "CMD a\n" * 1500, "explain": True})
    texts = [step["text"] for step in told["steps"]]

    assert texts[500] == "and 501 more steps like these, not told one by one"
    assert sum(text.startswith("CMD in shell form") for text in texts) == 999


def test_what_takes_nothing_away_is_not_counted_as_lost() -> None:
    """The 500th to the 701st are not told: the ENTRYPOINT is one of them."""
    text = "FROM scratch\n" + "CMD a\n" * 600 + 'ENTRYPOINT ["e"]\n' + "CMD a\n" * 600
    answered = cr.resolve(cr.Dockerfile.parse(text).image())

    assert "and 202 more steps like these, not told one by one" in [x.text for x in answered.steps]
    assert "and 201 more like these, not told one by one" in [x.reason for x in answered.dropped]


def test_a_thousand_are_each_told() -> None:
    image = cr.Dockerfile.parse("FROM scratch\n" + "CMD a\n" * 999).image()

    assert len(cr.resolve(image).dropped) == 998
    assert all(item.words for item in cr.resolve(image).dropped)


def test_words_of_a_very_long_array_come_from_the_array() -> None:
    text = "FROM scratch\nCMD [" + '"a", ' * 1000 + '"a"]\n'
    words = answer({"dockerfile": text, "explain": True})["words"]

    assert {tuple(word["origin"]["span"]) for word in words} == {(17, len(text) - 1)}
    assert [word["index"] for word in words] == list(range(1001))


def test_ports_of_several_lines_are_kept_once_each() -> None:
    """Those of the base come first; seen on Buildah 1.43."""
    bases = {"a": cr.ImageConfig(exposed_ports=["1/tcp"])}
    text = "FROM a\nEXPOSE 80\nEXPOSE 81 80\nEXPOSE 1\n"
    image = cr.Dockerfile.parse(text, builder="buildah@1.43").image(bases=bases)

    assert image.exposed_ports == ("1/tcp", "80/tcp", "81/tcp")
