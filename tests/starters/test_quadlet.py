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
        (('Exec=a "" b',), None, ("a",)),
        (("Exec=''",), None, None),
        ((r"Exec=\u00e9\U0001f600",), None, ("\u00e9\U0001f600",)),
        (('Exec=sh -c "echo $HOME"',), None, ("sh", "-c", "echo $HOME")),
        (("Entrypoint=$(x)", "Exec=a"), "$(x)", ("a",)),
        (("Exec=a $(x) b",), None, ("a", "b")),
        (("Exec=a ;",), None, ("a",)),
        (("GlobalArgs=--log-level=debug", "Exec=a"), None, ("a",)),
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
    ("value", "by_5_4", "by_5_8"),
    [
        ('"x y"', "x y", "x y"),
        ('""x"', "x", '"x'),
        ('"["sh","-c"]"', '["sh","-c"]', '["sh","-c"]'),
        ('""', None, ""),
        ('"', None, '"'),
        ('"a', "a", '"a'),
        ("'x'", "'x'", "'x'"),
    ],
)
def test_quotes_around_an_entrypoint(value: str, by_5_4: str | None, by_5_8: str | None) -> None:
    """As ``quadlet -dryrun`` of 5.4 and of 5.8.6 writes it."""
    for engine, expected in (("podman@5.4", by_5_4), ("podman@5.8", by_5_8)):
        found = quadlet_container(unit(f"Entrypoint={value}"), engine=engine)
        assert found.override.entrypoint == expected


def test_quotes_are_kept_before_the_fifth_podman() -> None:
    """As the sources of 4.9 read it."""
    text = unit('RunInit="yes"')

    assert quadlet_container(text, engine="podman@4.3").override.init is False
    assert quadlet_container(text, engine="podman@5.4").override.init is True


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
    found = quadlet_container(unit("Exec=run --name %n $WHO ${A}b"))

    assert found.override.unknown == tuple(
        f"what systemd makes of {word}" for word in ("%n", "$WHO", "${A}b")
    )


@pytest.mark.parametrize(
    ("value", "by_5_4", "by_5_8"),
    [
        ("$X", ("what systemd makes of $X",), ()),
        ("$(x)", ("what stands behind --entrypoint, as systemd drops $(x)",), ()),
        ("a$X", (), ()),
        ("${X}", ("what systemd makes of ${X}",), ("what systemd makes of --entrypoint=${X}",)),
    ],
)
def test_an_entrypoint_is_a_word_of_its_own_before_5_8(
    value: str, by_5_4: tuple[str, ...], by_5_8: tuple[str, ...]
) -> None:
    """So that systemd may take all of it for a variable (``quadlet -dryrun`` 5.4 and 5.8.6)."""
    for engine, unknown in (("podman@5.4", by_5_4), ("podman@5.8", by_5_8)):
        found = quadlet_container(unit(f"Entrypoint={value}"), engine=engine)
        assert found.override.unknown == unknown


def test_a_word_that_systemd_drops_is_told() -> None:
    found = quadlet_container(unit("Exec=sh $(x)"))

    assert [(note.code, note.text) for note in found.notes] == [
        ("unit-variable", "systemd drops $(x): what follows the $ is no name; write $$(x)")
    ]


def test_a_service_of_type_oneshot_may_have_several_commands() -> None:
    text = unit("Exec=a ; b c") + "\n[Service]\nType=oneshot\n"
    found = quadlet_container(text)

    assert found.override.args == ("a",)
    assert [note.text for note in found.notes] == [
        "systemd runs b c by itself, after the container"
    ]


def test_a_folder_may_stand_in_place_of_an_image() -> None:
    found = quadlet_container("[Container]\nRootfs=/r\nExec=a b\n")

    assert (found.image, found.rootfs, found.override.args) == ("/r", True, ("a", "b"))


@pytest.mark.parametrize(
    ("key", "engine", "hint"),
    [
        ("EntryPoint=a", "podman@5.8", "did you mean Entrypoint=?"),
        ("exec=a", "podman@5.8", "did you mean Exec=?"),
        ("Command=a", "podman@5.8", None),
        ("\ufeffExec=a", "podman@5.8", "did you mean Exec=?"),
        ("AppArmor=a", "podman@5.4", "it came with Podman 5.8"),
        ("ReloadSignal=HUP", "podman@5.4", "it came with Podman 5.5"),
        ("Entrypoint=a", "podman@4.3", "it came with Podman 5.0"),
    ],
)
def test_a_key_that_quadlet_does_not_know_is_refused(
    key: str, engine: str, hint: str | None
) -> None:
    """As ``quadlet -dryrun`` of 5.4 and 5.8.6 does, and quadlet.go of v4.9.5."""
    with pytest.raises(OverrideError) as caught:
        quadlet_container(unit(key), engine=engine)
    name = key.partition("=")[0]
    assert caught.value.message == f"unsupported key '{name}' in group 'Container'"
    assert (caught.value.code, caught.value.hint) == ("unit-key", hint)


def test_the_group_of_quadlet_itself_has_one_key_since_5_3() -> None:
    text = "[Quadlet]\nExec=a\n" + unit()

    assert quadlet_container(text, engine="podman@4.3").image == "i"
    with pytest.raises(OverrideError, match="unsupported key 'Exec' in group 'Quadlet'"):
        quadlet_container(text, engine="podman@5.4")
    quadlet_container("[Quadlet]\nDefaultDependencies=no\n" + unit(), engine="podman@5.4")


@pytest.mark.parametrize(
    ("value", "init"),
    [("true", True), ("Yes", True), ("on", True), ("1", True), ("t", False), ("no", False)],
)
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
        (unit("Rootfs=/r"), "unit-conflict"),
        (unit("Exec=a ; b"), "unit-separator"),
        (unit("PodmanArgs=a ; b"), "unit-separator"),
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


@pytest.mark.parametrize("engine", ["docker@28.5", "swarm@28.5", "podman@5.8/compat"])
def test_only_podman_itself_starts_a_unit(engine: str) -> None:
    """Its version would be another program's, and the line is one that nobody has typed."""
    with pytest.raises(OverrideError) as caught:
        quadlet_container(unit("Exec=a"), engine=engine)
    assert (caught.value.code, caught.value.span) == ("wrong-engine", None)
    assert caught.value.message == f"Quadlet starts no container on {engine}"
    assert caught.value.hint == "name a podman, such as podman@5.8"


@pytest.mark.parametrize(
    ("lines", "entrypoint", "args"),
    [
        (("Exec=a b",), None, ["Exec= of the unit, line 5"] * 2),
        (("Exec=a", "# a note", "Exec=b \\", "c"), None, ["Exec= of the unit, line 7"] * 2),
        (
            ("Entrypoint=sh", "Exec=-c x"),
            "Entrypoint= of the unit, line 5",
            ["Exec= of the unit, line 6"] * 2,
        ),
        (
            ("PodmanArgs=--entrypoint x", "Exec=a"),
            "--entrypoint of podman run",
            ["Exec= of the unit, line 6"],
        ),
        (
            ("PodmanArgs=other", "Exec=a"),
            None,
            ["podman run argument 1", "podman run argument 2"],
        ),
    ],
)
def test_words_are_told_of_by_the_keys_that_have_them(
    lines: tuple[str, ...], entrypoint: str | None, args: list[str]
) -> None:
    """Nobody who wrote a unit has seen the line that the generator makes of it."""
    override = quadlet_container(unit(*lines)).override
    assert [origin.describe() for origin in override.args_origins] == args
    told = [origin.describe() for origin in override.entrypoint_origins]
    assert told == ([] if entrypoint is None else [entrypoint])
