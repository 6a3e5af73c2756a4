"""Build arguments that BuildKit reads itself."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.batch import answer
from cmdresolve.dialects.builders.frontends import frontend
from cmdresolve.dockerfile.refusals.own_arguments import check_own_arguments

EPOCH, MULTI_PLATFORM = "SOURCE_DATE_EPOCH", "BUILDKIT_MULTI_PLATFORM"


def refused(name: str, value: str, builder: str) -> bool:
    try:
        check_own_arguments({name: value, "OTHER": "x"}, dialects.builder(builder))
    except cr.DockerfileError as error:
        return (error.code, error.stage) == ("own-argument", "build")
    return False


@pytest.mark.parametrize("value", ["abc", " 1", "1_0", "0x1", "99999999999999999999", "1.5"])
def test_an_epoch_has_to_be_a_number(value: str) -> None:
    """Asked of Docker 26.1 and 28.5, which refuse each; 20.10 and the classic builder take it."""
    assert refused(EPOCH, value, "buildkit@28.5")
    assert refused(EPOCH, value, "buildkit@24.0")
    assert not refused(EPOCH, value, "buildkit@23.0")
    assert not refused(EPOCH, value, "buildkit@20.10")
    assert not refused(EPOCH, value, "classic@28.5")
    assert not refused(EPOCH, value, "buildah@1.39")


@pytest.mark.parametrize("value", ["", "0", "1", "-1", "+1", "9223372036854775807"])
def test_a_number_is_an_epoch(value: str) -> None:
    """Asked of Docker 26.1 and 28.5."""
    assert not refused(EPOCH, value, "buildkit@28.5")


@pytest.mark.parametrize("value", ["", "abc", " 1", "0x1", "99999999999999999999"])
def test_buildah_takes_no_empty_epoch(value: str) -> None:
    """Asked of Podman 5.8, which refuses each, and of 4.3 and 5.4, which take all."""
    assert refused(EPOCH, value, "buildah@1.43")
    assert not refused(EPOCH, value, "buildah@1.39")
    assert not refused(EPOCH, value, "buildah@1.28")


@pytest.mark.parametrize("value", ["1", "-1", "+1"])
def test_buildah_takes_a_number(value: str) -> None:
    """Asked of Podman 5.8."""
    assert not refused(EPOCH, value, "buildah@1.43")


def test_newer_frontends_take_an_epoch_from_a_stage_or_a_context() -> None:
    """From 1.24 on, by its name (moby/buildkit dockerfile/1.24.0 epoch.go)."""
    given = {EPOCH: "source"}
    for minor in (24, 26, None):
        check_own_arguments(given, frontend(minor, labs=False))
    with pytest.raises(cr.DockerfileError):
        check_own_arguments(given, frontend(23, labs=False))


def test_more_platforms_are_asked_for_by_a_boolean() -> None:
    """Asked of Docker 26.1 and 28.5; 20.10 does not read it."""
    for value in ("", "1", "true", "F"):
        assert not refused(MULTI_PLATFORM, value, "buildkit@28.5")
    assert refused(MULTI_PLATFORM, "yes", "buildkit@28.5")
    assert refused(MULTI_PLATFORM, "yes", "buildkit@23.0")
    assert not refused(MULTI_PLATFORM, "yes", "buildkit@20.10")


def test_it_is_told_as_the_builder_tells_it() -> None:
    text = "FROM scratch\nCMD x\n"

    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text).image(build_args={EPOCH: "abc"})

    assert caught.value.message == (
        'invalid SOURCE_DATE_EPOCH: abc: strconv.ParseInt: parsing "abc": invalid syntax'
    )


@pytest.mark.parametrize("text", ["", "\n", "FOO\n", "FROM scratch\nFOO\n"])
def test_it_is_refused_before_the_text_is(text: str) -> None:
    """Asked of Docker 28.5."""
    request = {"dockerfile": text, "builder": "buildkit@28.5", "run": False}

    assert answer({**request, "build_args": {EPOCH: "y"}})["error"]["code"] == "own-argument"
    assert answer({**request, "build_args": {EPOCH: "1"}})["error"]["code"] != "own-argument"


@pytest.mark.parametrize(("text", "code"), [("", "empty-dockerfile"), ("\n", "own-argument")])
def test_buildah_opens_the_file_first(text: str, code: str) -> None:
    """Asked of Podman 5.8."""
    request = {"dockerfile": text, "builder": "buildah@1.43", "run": False}

    assert answer({**request, "build_args": {EPOCH: "y"}})["error"]["code"] == code


@pytest.mark.parametrize("text", ["", "FROM a\nFOO\n", "# check=x\nFROM a\n"])
def test_options_of_checks_are_read_before_the_text(text: str) -> None:
    """Asked of Docker 28.5: BuildKit refuses the argument, the classic builder knows it not."""
    request = {"dockerfile": text, "build_args": {"BUILDKIT_DOCKERFILE_CHECK": "}"}, "run": False}
    told = answer({**request, "builder": "buildkit@28.5"})

    assert told["error"]["code"] == "check-option"
    assert told["error"]["message"].startswith(
        "failed to parse build-arg:BUILDKIT_DOCKERFILE_CHECK"
    )
    assert answer({**request, "builder": "classic@28.5"}).get("error", {}).get("code") == {
        "": "empty-dockerfile",
        "FROM a\nFOO\n": "unknown-instruction",
    }.get(text)
