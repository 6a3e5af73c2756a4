"""Units of Quadlet, as the line that its generator writes."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.quadlet import quadlet_container


def unit(*lines: str) -> str:
    return "\n".join(("[Unit]", "Exec=no", "[Container]", "Image=i", *lines, "[Install]", "Exec=n"))


@pytest.mark.parametrize(
    ("lines", "entrypoint", "args"),
    [
        ((), None, None),
        (("Exec=serve -p 80",), None, ("serve", "-p", "80")),
        (("Exec=one", "Exec=two"), None, ("two",)),
        (("Exec=one", "Exec="), None, None),
        (("Entrypoint=/opt/job",), "/opt/job", None),
        (("Entrypoint=/opt/job -x", "Exec=a"), "/opt/job -x", ("a",)),
        (("Entrypoint=", "Exec=serve"), "", ("serve",)),
        (('Entrypoint=["sh", "-c"]', "Exec='echo a'"), '["sh", "-c"]', ("echo a",)),
        (
            (r"Exec=sh -c 'a \"b\" c' d\se \x41\101",),
            None,
            ("sh", "-c", 'a "b" c', "d e", "AA"),
        ),
        (("Exec=a \\", "# a comment", "  b \\", "c"), None, ("a", "b", "c")),
        (("Exec=a \\", "; a comment", "b"), None, ("a", "b")),
        (("Exec=a\\", "b"), None, ("ab",)),
        (("Exec=a\\", "", "  b"), None, ("ab",)),
        (("Exec=a \\", "", "Exec=b"), None, ("a", "Exec=b")),
        (("; Exec=no", "  Exec = a"), None, ("a",)),
        (("PodmanArgs=--entrypoint=", "Exec=a"), "", ("a",)),
        (("PodmanArgs=--rm --name x", "PodmanArgs=", "PodmanArgs=--tty"), None, None),
        (("Exec=100%% $$HOME",), None, ("100%", "$HOME")),
    ],
)
def test_a_unit_gives_the_words_of_podman_run(
    lines: tuple[str, ...], entrypoint: str | None, args: tuple[str, ...] | None
) -> None:
    command = quadlet_container(unit(*lines))

    assert (command.image, command.command) == ("i", "podman run")
    assert command.override.entrypoint == entrypoint
    assert command.override.args == args
    assert command.override.unknown == ()


def test_an_empty_entrypoint_counts_from_one_version_on() -> None:
    """As ``quadlet -dryrun`` of 5.4 and of 5.8.6 writes it."""
    text = unit("Entrypoint=", "Exec=serve")

    assert quadlet_container(text, engine="podman@5.4").override.entrypoint is None
    assert quadlet_container(text, engine="podman@5.8").override.entrypoint == ""


@pytest.mark.parametrize(
    ("value", "by_4_3", "by_5_4", "by_5_8"),
    [
        ('"x y"', '"x y"', "x y", "x y"),
        ('""x"', '""x"', "x", '"x'),
        ('"["sh","-c"]"', '"["sh","-c"]"', '["sh","-c"]', '["sh","-c"]'),
        ('""', '""', None, ""),
        ('"', '"', None, '"'),
        ('"a', '"a', "a", '"a'),
        ("'x'", "'x'", "'x'", "'x'"),
    ],
)
def test_quotes_around_an_entrypoint(
    value: str, by_4_3: str | None, by_5_4: str | None, by_5_8: str | None
) -> None:
    """As ``quadlet -dryrun`` of 5.4 and of 5.8.6 writes it, and the sources of 4.9 read it."""
    for engine, expected in (
        ("podman@4.3", by_4_3),
        ("podman@5.4", by_5_4),
        ("podman@5.8", by_5_8),
    ):
        found = quadlet_container(unit(f"Entrypoint={value}"), engine=engine)
        assert found.override.entrypoint == expected


def test_quotes_around_other_single_values() -> None:
    """An image's name and a yes may stand in them as well (Podman's own unit "quotes")."""
    found = quadlet_container('[Container]\nImage="i"\nRunInit="yes"\n')

    assert (found.image, found.override.init) == ("i", True)


def test_an_entrypoint_of_another_group_is_not_the_containers() -> None:
    text = "[Service]\nEntrypoint=\n[Container]\nImage=i\n"

    assert quadlet_container(text).override.entrypoint is None


def test_a_value_with_an_escape_that_is_none_is_dropped_and_told() -> None:
    """As ``quadlet -dryrun`` does, with a word on standard error."""
    found = quadlet_container(unit(r"Exec=sh \q"))

    assert found.override.args is None
    assert [note.code for note in found.notes] == ["unit-escape"]


def test_what_systemd_puts_in_is_unknown() -> None:
    found = quadlet_container(unit("Exec=run --name %n $WHO a"))

    assert found.override.unknown == ("what systemd makes of %n", "what systemd makes of $WHO")


@pytest.mark.parametrize(("value", "init"), [("true", True), ("yes", True), ("no", False)])
def test_an_init_may_be_asked_for(value: str, init: object) -> None:
    assert quadlet_container(unit(f"RunInit={value}")).override.init is init


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[Container]\nExec=a\n", "no-image"),
        (unit("PodmanArgs=--nope"), "unknown-flag"),
        (unit("Exec=a\\\n b\nfoo"), "unit-line"),
        (unit("=x"), "unit-line"),
        (unit("[Service"), "unit-line"),
        ("[Unit]\nfoo\n" + unit("Exec=a"), "unit-line"),
        ("Image=a\n" + unit("Exec=a"), "unit-line"),
    ],
)
def test_a_unit_that_starts_nothing_is_refused(text: str, code: str) -> None:
    with pytest.raises(OverrideError) as caught:
        quadlet_container(text)
    assert caught.value.code == code


def test_nothing_but_a_line_feed_ends_a_line() -> None:
    found = quadlet_container("[Container]\r\nImage=a\r\nExec=b\u2028c \x85d\n")

    assert (found.image, found.override.args) == ("a", ("b\u2028c", "\x85d"))


def test_a_line_that_quadlet_cannot_read_is_told_with_its_number() -> None:
    """That of the first line where it is continued; the whole file is refused for it."""
    with pytest.raises(OverrideError) as caught:
        quadlet_container("[Container]\nImage=a\n# note\nfo\\\no\n")

    assert 'line 4 of the unit, "foo", is neither a group nor KEY=VALUE' in str(caught.value)


def test_an_empty_value_takes_back_all_those_before_it() -> None:
    """Of a key that counts several times (podman pkg/systemd/parser/unitfile.go LookupAll)."""
    unit = "[Container]\nImage=a\nPodmanArgs=--entrypoint=x\nPodmanArgs=\n"

    assert quadlet_container(unit).override.entrypoint is None
    given = quadlet_container(unit + "PodmanArgs=--entrypoint=y\n")
    assert given.override.entrypoint == "y"
