"""Which differences of two builders' records decide what they make of a file."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.dialects import builder
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.published.deciding_fields import deciding, field_names, says

S = "FROM scratch\n"


def decided(text: str, left: str, right: str) -> tuple[str, ...]:
    def outcome(record: Builder) -> object:
        try:
            image = cr.Dockerfile.parse(text, builder=record).image()
        except cr.CmdResolveError as error:
            return error.code
        return image.entrypoint or None, image.cmd or None, image.on_build or None

    return deciding(outcome, builder(left), builder(right))


@pytest.mark.parametrize(
    ("text", "left", "right", "fields"),
    [
        (S + 'CMD ["a"]\n', "buildkit@28.5", "buildah@1.43", ()),
        (S + 'CMD ["a"] # x\n', "buildkit@28.5", "buildkit@26.1", ("reading.json_whole",)),
        (S + 'CMD ["a"] # x\n', "buildkit@28.5", "classic@28.5", ()),
        (S + "CMD\n", "buildkit@28.5", "buildah@1.43", ("forms.bare_cmd",)),
        (
            S + 'CMD\nENTRYPOINT ["e"]\n',
            "buildkit@28.5",
            "classic@28.5",
            ("forms.empty_cmd_counts",),
        ),
        (S + 'SHELL ["s"]\nCMD a\n', "buildkit@28.5", "buildah@1.43", ("forms.honours_shell",)),
        (S + "ONBUILD CMD a\n", "buildkit@28.5", "buildah@1.43", ("triggers.stored",)),
        (
            S + "CMD a \\\\\nUSER b\n",
            "buildkit@28.5",
            "buildah@1.43",
            ("reading.doubled_escape_continues",),
        ),
        (S + "CMD --x\n", "buildkit@28.5", "buildah@1.43", ("flags.ignored_by",)),
        (
            S + 'SHELL ["s"]\nCMD a\nONBUILD CMD b\n',
            "buildkit@28.5",
            "buildah@1.43",
            ("forms.honours_shell", "triggers.stored"),
        ),
        (S + "RUN <<A\nx\nA\nCMD a\n", "buildkit@28.5", "buildkit@20.10", ("reading.heredocs",)),
        (
            "FROM --platform=$TARGETPLATFORM scratch\nCMD a\n",
            "buildkit@28.5",
            "classic@28.5",
            ("platforms.arguments",),
        ),
        (
            S + "RUN --mount=type=cache,target=/x y\nCMD a\n",
            "buildkit@28.5",
            "classic@28.5",
            ("running.needs_buildkit",),
        ),
    ],
)
def test_the_fields_that_decide(text: str, left: str, right: str, fields: tuple[str, ...]) -> None:
    """Those that alone make one do as the other does; else those that change anything."""
    assert decided(text, left, right) == fields
    assert decided(text, right, left) == fields


def test_a_record_of_parts_that_no_builder_has_together_still_answers() -> None:
    """Whoever asks why two part mixes their records."""
    assert decided('FROM --platform= x\nCMD ["a"]\n', "buildkit@28.5", "buildah@1.43") == (
        "platforms.may_be_blank",
    )


def test_every_field_says_what_it_is_about() -> None:
    """In the words of the record."""
    assert says("reading.json_whole") == "whether text after a JSON array makes it shell form."
    assert says("names.lookup").startswith("how FROM finds a stage: ``lowered``")
    assert says("nothing") == "nothing"
    assert not [name for name in field_names() if says(name) == name]
