"""Which differences of two builders' records decide what they make of a file."""

from __future__ import annotations

import pytest
from attrs import fields_dict

import cmdresolve as cr
from cmdresolve.dialects import builder
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.published.deciding_fields import deciding, says

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
        (S + 'CMD ["a"] # x\n', "buildkit@28.5", "buildkit@26.1", ("json_whole",)),
        (S + 'CMD ["a"] # x\n', "buildkit@28.5", "classic@28.5", ()),
        (S + "CMD\n", "buildkit@28.5", "buildah@1.43", ("bare_cmd",)),
        (
            S + 'CMD\nENTRYPOINT ["e"]\n',
            "buildkit@28.5",
            "classic@28.5",
            ("empty_cmd_counts",),
        ),
        (S + 'SHELL ["s"]\nCMD a\n', "buildkit@28.5", "buildah@1.43", ("honours_shell",)),
        (S + "ONBUILD CMD a\n", "buildkit@28.5", "buildah@1.43", ("stores_on_build",)),
        (
            S + "CMD a \\\\\nUSER b\n",
            "buildkit@28.5",
            "buildah@1.43",
            ("doubled_escape_continues",),
        ),
        (S + "CMD --x\n", "buildkit@28.5", "buildah@1.43", ("ignores_flags",)),
        (
            S + 'SHELL ["s"]\nCMD a\nONBUILD CMD b\n',
            "buildkit@28.5",
            "buildah@1.43",
            ("honours_shell", "stores_on_build"),
        ),
        (S + "RUN <<A\nx\nA\nCMD a\n", "buildkit@28.5", "buildkit@20.10", ("heredocs",)),
        (
            "FROM --platform=$TARGETPLATFORM scratch\nCMD a\n",
            "buildkit@28.5",
            "classic@28.5",
            ("platform_arguments",),
        ),
        (
            S + "RUN --mount=type=cache,target=/x y\nCMD a\n",
            "buildkit@28.5",
            "classic@28.5",
            ("needs_buildkit",),
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
        "blank_platform",
    )


def test_every_field_says_what_it_is_about() -> None:
    """In the words of the record."""
    assert says("json_whole") == "whether text after a JSON array makes it shell form."
    assert says("stage_lookup").startswith("how FROM finds a stage: ``lowered``")
    assert says("nothing") == "nothing"
    assert not [name for name in fields_dict(Builder) if says(name) == name]
