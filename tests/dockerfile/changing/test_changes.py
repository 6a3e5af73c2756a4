"""Changes of an image's config: `cmdresolve.dockerfile.changing.changes`.

Every config here was seen on the engine: Docker 28.5.2 and 20.10.24 by API, Podman 5.8.6 and 4.3.1
and Buildah 1.43.2 by their programs.
"""

from __future__ import annotations

import pytest

from cmdresolve import DialectError, DockerfileError, ImageConfig, Unknown, resolve
from cmdresolve.model.origin import InCommandLine, InDockerfile

IMAGE = ImageConfig(
    entrypoint=["e"],
    cmd=["c"],
    shell=["/s", "-x"],
    env=["PATH=/bin", "A=b"],
    working_dir="/w",
    user="u",
    stop_signal="9",
    exposed_ports=["80/tcp"],
    name="app",
)

# Changes, then ENTRYPOINT and CMD after them; None for both where the command refuses.
DOCKER = [
    ([], ("e",), ("c",)),
    (['CMD ["n"]'], ("e",), ("n",)),
    (["ENTRYPOINT x $A"], ("/bin/sh", "-c", "x $A"), None),
    (['ENTRYPOINT ["q"]', 'CMD ["z"]'], ("q",), ("z",)),
    (['CMD ["z"]', 'ENTRYPOINT ["q"]'], ("q",), ("z",)),
    (["CMD []"], ("e",), ()),
    (["ENTRYPOINT []"], ("e",), ("c",)),
    (["ENTRYPOINT"], ("e",), ("c",)),
    (["CMD"], ("e",), ("/bin/sh", "-c")),
    (['CMD ["n"] x'], ("e",), ("/bin/sh", "-c", '["n"] x')),
    (["# escape=`\nCMD a`\nb"], ("e",), ("/bin/sh", "-c", "ab")),
    (["CMD a \\", "b"], ("e",), ("/bin/sh", "-c", "a b")),
    (["cmd x"], ("e",), ("/bin/sh", "-c", "x")),
    (["HEALTHCHECK CMD x"], ("e",), ("c",)),
]
PODMAN_5 = [
    ([], ("e",), ("c",)),
    (['CMD ["n"]'], None, ("n",)),
    (["ENTRYPOINT x $A"], ("/bin/sh", "-c", "x $A"), None),
    (['CMD ["z"]', 'ENTRYPOINT ["q"]'], ("q",), ("z",)),
    (["CMD []"], ("e",), ("c",)),
    (["ENTRYPOINT []"], ("e",), ("c",)),
    (['ENTRYPOINT ["q"]', "CMD []"], ("q",), ()),
    (["CMD"], None, ("/bin/sh", "-c")),
    (["ENTRYPOINT"], ("e",), ("c",)),
    (['SHELL ["x"]', "CMD a"], None, ("/bin/sh", "-c", "a")),
    (['CMD=["n"]'], None, ("n",)),
    (["CMD=a b"], None, ("/bin/sh", "-c", "a b")),
    ([""], ("e",), ("c",)),
    (['CMD ["n"] x'], None, ("n",)),
    (["FROM x"], ("e",), ("c",)),
    (["CMD --x"], None, ("/bin/sh", "-c")),
    (["CMD null"], None, ("/bin/sh", "-c", "null")),
    (["CMD\tx"], None, ("/bin/sh", "-c", "x")),
    (["ARG X"], ("e",), ("c",)),
]
PODMAN_4 = [
    (['CMD ["n"]'], ("e",), ("n",)),
    (["ENTRYPOINT x $A"], ("/bin/sh", "-c", "x $A"), ("c",)),
    (["CMD []"], ("e",), ()),
    (["ENTRYPOINT []"], (), ("c",)),
    (['CMD=["n"]'], ("e",), ("n",)),
    (['CMD ["n"] x'], ("e",), ("/bin/sh", "-c", '["n"] x')),
    (["CMD --x"], ("e",), ("/bin/sh", "-c", "--x")),
    (['CMD ["a",1]'], ("e",), ("/bin/sh", "-c", '["a",1]')),
    (["CMD null"], ("e",), ("c",)),
    (["ONBUILD FROM q"], ("e",), ("c",)),
]
BUILDAH = [
    (["CMD a b"], ("e",), ("a", "b")),
    (['CMD ["a","b"]'], ("e",), ("a", "b")),
    (['CMD a "b c" $X'], ("e",), ("a", "b c", "$X")),
    (["CMD a; b"], ("e",), ("a",)),
    (["CMD "], ("e",), None),
    (["CMD []"], ("e",), ()),
    (["CMD null"], ("e",), None),
    (["CMD [null]"], ("e",), ("",)),
    (['CMD ["a",1]'], ("e",), ("[a,1]",)),
    (["CMD a", "CMD b"], ("e",), ("b",)),
    (["ENTRYPOINT x y"], ("/bin/sh", "-c", "x y"), ("c",)),
    (['ENTRYPOINT ["q"]'], ("q",), ("c",)),
    (["CMD z", 'ENTRYPOINT ["q"]'], ("q",), ("z",)),
    (["ENTRYPOINT "], None, ("c",)),
    (['ENTRYPOINT ["a",1]'], ("/bin/sh", "-c", '["a",1]'), ("c",)),
    (["SHELL /z -y", "CMD y"], ("e",), ("y",)),
]
TAKEN = [
    *(("docker@28.5", *case) for case in DOCKER),
    *(("podman@5.8", *case) for case in PODMAN_5),
    *(("podman@4.3", *case) for case in PODMAN_4),
    *(("buildah@1.43", *case) for case in BUILDAH),
    ("docker@20.10", ['CMD ["n"] x'], ("e",), ("n",)),
    ("docker@20.10", ["CMD []"], ("e",), ()),
]
REFUSED = [
    ("docker@28.5", ['SHELL ["x"]'], "SHELL is not a valid change command"),
    ("docker@28.5", ['CMD=["n"]'], 'CMD=["n"] is not a valid change command'),
    ("docker@28.5", [""], "file with no instructions"),
    ("docker@28.5", ["CMD a", "foo"], "foo is not a valid change command"),
    ("docker@28.5", ["CMD --x"], "unknown flag: --x"),
    ("docker@28.5", ["ONBUILD FROM q"], "FROM isn't allowed as an ONBUILD trigger"),
    ("docker@28.5", ["STOPSIGNAL x"], "invalid signal: x"),
    ("docker@28.5", ["WORKDIR $NOPE"], "cannot normalize nothing"),
    ("docker@20.10", ["STOPSIGNAL 9"], "stopsignal is not a valid change command"),
    ("docker@20.10", ["RUN x"], "run is not a valid change command"),
    ("podman@5.8", ["foo x"], 'did not understand change instruction "foo x"'),
    ("podman@5.8", ["COPY a b"], "COPY not supported as changes"),
    ("podman@5.8", ["ONBUILD FROM q"], "FROM isn't allowed as an ONBUILD trigger"),
    ("podman@4.3", ["CMD"], 'invalid change "CMD" - must be formatted as KEY VALUE'),
    ("podman@4.3", ["CMD=a b"], 'invalid change "CMD=a b" - invalid instruction CMD=A'),
    ("podman@4.3", ["SHELL x"], 'invalid change "SHELL x" - invalid instruction SHELL'),
    ("podman@4.3", ["EXPOSE a"], 'invalid change "EXPOSE a" - EXPOSE port must be an integer'),
    ("buildah@1.43", ["CMD a ("], 'parsing --cmd "a (": invalid command line string'),
    ("buildah@1.43", ["FOO x"], "unknown flag: --foo"),
]


@pytest.mark.parametrize(("engine", "changes", "entrypoint", "cmd"), TAKEN)
def test_changes_give_what_the_command_stores(
    engine: str,
    changes: list[str],
    entrypoint: tuple[str, ...] | None,
    cmd: tuple[str, ...] | None,
) -> None:
    """Empty and absent are told apart where what reads the config does."""
    made = IMAGE.changed(changes, engine=engine)

    assert (made.entrypoint, made.cmd) == (entrypoint, cmd)


@pytest.mark.parametrize(("engine", "changes", "message"), REFUSED)
def test_a_change_is_refused_as_the_command_does(
    engine: str, changes: list[str], message: str
) -> None:
    """With the command's own words, and a place in the changes."""
    with pytest.raises(DockerfileError) as caught:
        IMAGE.changed(changes, engine=engine)

    assert caught.value.message == message
    assert caught.value.stage == "build"


@pytest.mark.parametrize(
    ("engine", "changes", "entrypoint", "cmd"),
    [
        ("docker@28.5", ['CMD ["n"]'], None, ("n",)),
        ("docker@28.5", ["CMD []", 'ENTRYPOINT ["q"]'], ("q",), None),
        ("podman@5.8", ["ENTRYPOINT "], (), None),
        ("podman@5.8", ["CMD "], None, ("/bin/sh", "-c")),
        ("podman@5.8", ['CMD ["a",1]'], None, ("/bin/sh", "-c", '["a",1]')),
    ],
)
def test_import_starts_from_nothing(
    engine: str,
    changes: list[str],
    entrypoint: tuple[str, ...] | None,
    cmd: tuple[str, ...] | None,
) -> None:
    """``docker import`` and ``podman import`` read files alone, whatever image is at hand."""
    made = IMAGE.changed(changes, engine=engine, command="import")

    assert (made.entrypoint, made.cmd, made.env) == (entrypoint, cmd, ())


def test_the_shell_of_an_image_wraps_no_change() -> None:
    """A container has no SHELL, and so has no image that is made of one."""
    made = IMAGE.changed("CMD x", engine="docker@28.5")

    assert made.cmd == ("/bin/sh", "-c", "x")
    assert made.shell is None


@pytest.mark.parametrize(
    ("engine", "changes", "env", "working_dir", "stop_signal"),
    [
        ("docker@28.5", ["ENV Q=$A", "WORKDIR $Q"], ("PATH=/bin", "A=b", "Q=b"), "/w/b", "9"),
        ("podman@5.8", ["ENV Q=$A"], ("PATH=/bin", "A=b", "Q="), "/w", ""),
        ("podman@4.3", ["ENV Q=$A"], ("PATH=/bin", "A=b", "Q=$A"), "/w", "9"),
        ("buildah@1.43", ["ENV Q=$A-$N"], ("PATH=/bin", "A=b", "Q=b-N"), "/w", "9"),
    ],
)
def test_other_fields_are_changed_too(
    engine: str, changes: list[str], env: tuple[str, ...], working_dir: str, stop_signal: str
) -> None:
    """Podman's instructions see nothing of the container, and any of them loses its signal."""
    made = IMAGE.changed(changes, engine=engine)

    assert (made.env, made.working_dir, made.stop_signal) == (env, working_dir, stop_signal)


def test_what_is_lost_is_told_with_the_line_that_keeps_it() -> None:
    """``podman commit`` gives ENTRYPOINT up where CMD alone is changed."""
    answer = resolve(IMAGE.changed(['CMD ["n"]'], engine="podman@5.8"))

    assert answer.argv == ("n",)
    assert [item.words for item in answer.dropped] == [("e",), ("c",)]
    trace = answer.image.trace
    assert trace is not None
    assert [(note.code, note.mend) for note in trace().notes] == [
        ("changed-as-a-pair", "--change 'ENTRYPOINT [\"e\"]'")
    ]


@pytest.mark.parametrize(
    ("engine", "changes", "code"),
    [
        ("docker@28.5", ["ENTRYPOINT []"], "empty-change-has-no-effect"),
        ("podman@5.8", ["CMD []"], "empty-change-has-no-effect"),
        ("podman@5.8", ['SHELL ["/x"]'], "change-not-stored"),
        ("docker@28.5", ['ENTRYPOINT ["q"]'], "changed-as-a-pair"),
    ],
)
def test_a_change_that_does_not_do_what_it_says_is_told(
    engine: str, changes: list[str], code: str
) -> None:
    """Nothing is lost silently."""
    trace = IMAGE.changed(changes, engine=engine).trace

    assert trace is not None
    assert [note.code for note in trace().notes] == [code]


def test_every_word_has_its_origin() -> None:
    """A word of a change stands in it, one of the image's in the image."""
    words = resolve(IMAGE.changed('CMD ["n"]', engine="docker@28.5")).words
    flag = resolve(IMAGE.changed("CMD n", engine="buildah@1.43")).words

    assert words[0].origin.describe() == "Entrypoint[0] of app"
    assert isinstance(words[1].origin, InDockerfile)
    assert words[1].origin.describe() == "--change:1:6 CMD"
    assert isinstance(flag[1].origin, InCommandLine)
    assert flag[1].origin.describe() == "--cmd of buildah config"


def test_what_nobody_described_stays_unknown() -> None:
    """Of an image nobody described, what is not changed is not known."""
    image = ImageConfig.undescribed("app")

    made = image.changed('CMD ["n"]', engine="docker@28.5")
    assert made.entrypoint == Unknown("app", "Entrypoint")
    assert made.cmd == ("n",)
    assert image.changed("CMD []", engine="docker@28.5").cmd == Unknown("app", "Entrypoint")
    assert image.changed('CMD ["n"]', engine="podman@5.8").entrypoint is None


@pytest.mark.parametrize(
    ("engine", "command"),
    [("kubernetes", None), ("docker@28.5", "config"), ("buildah@1.28", "commit")],
)
def test_a_command_that_nobody_has_is_refused(engine: str, command: str | None) -> None:
    """There is no such command, so nothing is made up."""
    with pytest.raises(DialectError, match="no command"):
        IMAGE.changed("CMD a", engine=engine, command=command)


def test_docker_s_format_keeps_the_shell_and_its_triggers() -> None:
    """Podman's Docker-compatible API writes that format, whose config has room for both."""
    made = IMAGE.changed(["ONBUILD CMD q"], engine="podman@5.8/compat")

    assert made.shell == ("/s", "-x")
    assert made.on_build == ("CMD q",)


def test_docker_s_format_stores_a_shell_that_is_changed() -> None:
    """And both commands stay, as no change names one (seen on Podman 5.8.6's compatible API)."""
    made = IMAGE.changed(['SHELL ["/z"]'], engine="podman@5.8/compat")

    assert (made.shell, made.entrypoint, made.cmd) == (("/z",), ("e",), ("c",))
    assert made.trace is not None
    assert made.trace().notes == ()


@pytest.mark.parametrize(
    ("changes", "cmd", "codes"),
    [
        (['CMD ["n"]'], ("n",), []),
        (["ENTRYPOINT []"], ("c",), ["empty-change-has-no-effect"]),
        (["CMD []"], ("c",), ["empty-change-has-no-effect"]),
    ],
)
def test_a_container_without_an_entrypoint_has_none_to_give_up(
    changes: list[str], cmd: tuple[str, ...], codes: list[str]
) -> None:
    """Its CMD comes back where a change cleared it (seen on Docker 26.1.5)."""
    made = ImageConfig(cmd=["c"], name="app").changed(changes, engine="docker@26.1")

    assert (made.entrypoint or None, made.cmd) == (None, cmd)
    assert made.trace is not None
    assert [note.code for note in made.trace().notes] == codes
