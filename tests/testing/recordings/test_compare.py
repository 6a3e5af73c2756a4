"""When two answers agree, and what is named when they do not."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from cmdresolve.testing.recordings.compare import agreement, differences

NOTHING = {"Entrypoint": None, "Cmd": None, "Shell": None, "OnBuild": None}


def refused(stage: str = "build", code: str = "arguments", **more: Any) -> dict[str, Any]:
    """Return an answer that is a refusal."""
    return {"error": {"stage": stage, "code": code, "message": "some words", **more}}


@pytest.mark.parametrize(
    ("observed", "ours", "parts"),
    [
        ({"argv": ["a"]}, {"argv": ["a"]}, ()),
        ({"argv": ["a"]}, {"argv": ["b"]}, ("argv",)),
        ({"argv": ["a"]}, {"argv": ["a", ""]}, ("argv",)),
        ({"image": NOTHING}, {"image": NOTHING}, ()),
        ({"image": NOTHING}, {"image": {**NOTHING, "Cmd": []}}, ("image.Cmd",)),
        ({"image": NOTHING}, {"image": {**NOTHING, "Cmd": [""]}}, ("image.Cmd",)),
        ({"image": NOTHING}, {}, ("image",)),
        ({"argv": ["a"]}, refused(), ("argv", "error")),
        (refused(), refused(), ()),
        (refused(), {"error": {"stage": "build", "code": "arguments", "message": "other"}}, ()),
        (refused(), refused(stage="create"), ("stage",)),
        (refused(), refused(code="other"), ("code",)),
        (refused(), refused(line=3), ()),
        (refused(line=3), refused(line=3), ()),
        (refused(line=3), refused(line=4), ("line",)),
        (refused(line=3), refused(), ("line",)),
        ({"argv": ["a"], "pid1": ["i", "a"]}, {"argv": ["a"], "pid1": ["a"]}, ("pid1",)),
        # What only the library tells is no disagreement.
        ({"argv": ["a"]}, {"argv": ["a"], "pid1": ["i", "a"]}, ()),
        # Unknown equals no answer, but for a base that is not there.
        ({"argv": ["a"]}, {"unknown": ["Cmd of a"]}, ("unknown",)),
        (refused(), {"unknown": ["Cmd of a"]}, ("unknown",)),
        (refused(code="base-not-found"), {"unknown": ["Cmd of a"]}, ()),
    ],
)
def test_answers_differ_in_the_parts_named(
    observed: dict[str, Any], ours: dict[str, Any], parts: tuple[str, ...]
) -> None:
    """An absent list, an empty one and one of an empty word are three values."""
    assert differences(observed, ours, {}) == parts


def test_a_store_that_shows_no_empty_list_is_compared_without_it() -> None:
    """Absent and empty are one value then; a list of one empty word is another still."""
    nothing, empty, one = ({"image": {**NOTHING, "Cmd": x}} for x in (None, [], [""]))

    assert differences(nothing, empty, {}, exact=False) == ()
    assert differences(nothing, one, {}, exact=False) == ("image.Cmd",)


def test_what_a_program_says_of_its_words_counts_by_its_code_or_its_text() -> None:
    """It refuses before there is an image, so the image does not count."""
    said = {"error": {"stage": "create", "code": "unknown-flag", "message": "unknown flag: --x"}}
    seen = {
        "error": {"stage": "request", "code": "other", "message": "docker: unknown flag: --x\n"},
    }

    assert differences(seen, said, {"cli": ["docker"]}) == ()
    assert differences(seen, refused(), {"cli": ["docker"]}) == ("code",)


@pytest.mark.parametrize(
    ("ours", "theirs", "parts"),
    [
        ("unknown-command", "help", ()),
        ("help", "unknown-command", ("code",)),
        ("help", "other", ("code",)),
        ("unknown-flag", "help", ("code",)),
    ],
)
def test_a_line_of_another_command_may_show_the_usage_of_that(
    ours: str, theirs: str, parts: tuple[str, ...]
) -> None:
    """The library knows no others; where it says help, the program has to show it."""
    said, seen = (
        {"error": {"stage": "request", "code": code, "message": code}} for code in (ours, theirs)
    )

    assert differences(seen, said, {"cli": ["docker"]}) == parts


def test_a_disagreement_shows_the_request_and_both_answers() -> None:
    """It is a value, and None stands for agreement."""
    request = {"image": {"Cmd": ["a"]}}
    found = agreement(request, {"argv": ["b"]}, {"argv": ["a"]})

    assert found is not None
    assert str(found) == (
        "argv differ\n"
        '  request  {"image": {"Cmd": ["a"]}}\n'
        '  library  {"argv": ["b"]}\n'
        '  engine   {"argv": ["a"]}'
    )
    assert agreement(request, {"argv": ["a"]}, {"argv": ["a"]}) is None


@pytest.mark.parametrize(
    ("message", "bases", "apart"),
    [
        ("creating build container: x:1: image not known", {}, ()),
        ("creating build container: x:1: image not known", {"y": {}}, ()),
        ("creating build container: x:1: image not known", {"x:1": {}}, ("code",)),
        ("creating build container: x: image not known", {"docker.io/library/x": {}}, ("code",)),
        ('copier: stat: "/a": no such file or directory', {}, ()),
        ('copier: stat: "/f": no such file or directory', {}, ("code",)),
    ],
)
def test_a_builder_that_lacks_an_image_or_a_file_says_nothing_of_the_rest(
    message: str, bases: dict[str, object], apart: tuple[str, ...]
) -> None:
    """Buildah stops there; what the library finds in later lines is another matter."""
    observed = {"error": {"stage": "build", "code": "stopped", "message": message}}
    ours = {"error": {"stage": "build", "code": "unknown-instruction", "message": "a", "line": 2}}
    request = {"dockerfile": "FROM x:1\na", "bases": bases}
    assert differences(observed, ours, request) == apart


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("FROM other\nFROM base\n", ()),
        ("FROM base AS one\nFROM two\nFROM One\n", ()),
        ("FROM base AS One\nFROM one\n", ("error", "image")),
        ("FROM scratch\nFROM docker.io/library/base\n", ("error", "image")),
        ("ARG B=other\nFROM $B\nFROM base\n", ()),
        ("ARG B=base\nFROM $B\n", ("error", "image")),
        ("FROM ${B:?}\n", ("error", "image")),
        ("no Dockerfile", ("error", "image")),
    ],
)
def test_a_builder_that_runs_every_stage_needs_the_images_of_all(
    text: str, apart: tuple[str, ...]
) -> None:
    """Of a file with an image nobody described it may say no more than that."""
    observed = refused(code="base-not-found")
    for request in (
        {"dockerfile": text, "bases": {"base": {}}, "builder": "classic@28.5"},
        {"dockerfile_b64": base64.b64encode(text.encode()).decode(), "bases": {"base": {}}},
    ):
        assert differences(observed, {"image": NOTHING}, request) == apart
