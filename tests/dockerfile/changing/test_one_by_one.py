"""Changes that are read one by one: Podman's before 5.0, and the flags of ``buildah config``.

The faults are those of podman v4.3.1 pkg/util/utils.go GetImageConfig.
"""

from __future__ import annotations

import pytest

from cmdresolve import DockerfileError, ImageConfig, dialects
from cmdresolve.dockerfile.changing.made import ChangedFields
from cmdresolve.dockerfile.changing.one_by_one import read_flags, read_pairs
from cmdresolve.model.limits import DEFAULT_LIMITS, Room

PODMAN = dialects.changer("podman@4.3")
BUILDAH = dialects.changer("buildah@1.43")


def pairs(*changes: str) -> ChangedFields:
    return read_pairs(ImageConfig(), changes, PODMAN, Room(DEFAULT_LIMITS))


def flags(*changes: str, env: tuple[str, ...] = ()) -> ChangedFields:
    return read_flags(ImageConfig(env=env), changes, BUILDAH, Room(DEFAULT_LIMITS))


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        (["USER u"], ChangedFields(user="u")),
        (["user=u"], ChangedFields(user="u")),
        (["EXPOSE 80"], ChangedFields(exposed_ports=("80/tcp",))),
        (["EXPOSE 80/UDP", "EXPOSE 0081"], ChangedFields(exposed_ports=("80/udp", "81/tcp"))),
        (["EXPOSE +" + "0" * 5000 + "81"], ChangedFields(exposed_ports=("81/tcp",))),
        (["ENV A=b"], ChangedFields(env=(("A", "b"),))),
        (['ENV "A"="b c"'], ChangedFields(env=(("A", "b c"),))),
        (["ENV A"], ChangedFields(env=(("A", ""),))),
        (["WORKDIR /a", "WORKDIR b/../c"], ChangedFields(working_dir="/a/c")),
        (["STOPSIGNAL SIGKILL"], ChangedFields(stop_signal="9")),
        (["STOPSIGNAL 9"], ChangedFields(stop_signal="9")),
        (["ONBUILD CMD x"], ChangedFields(on_build=("CMD x",))),
        (["LABEL a=b"], ChangedFields()),
        (["VOLUME /a /b"], ChangedFields()),
        (['VOLUME ["/a"]'], ChangedFields()),
    ],
)
def test_what_podman_made_of_changes(changes: list[str], made: ChangedFields) -> None:
    """A name and a value, between which the first blank or the first equals sign stands."""
    assert pairs(*changes) == made


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("USER ", "must provide a value to USER"),
        ("EXPOSE 80/tcp/udp", "EXPOSE port must be formatted as PORT[/PROTO]"),
        ("EXPOSE x", "EXPOSE port must be an integer"),
        ("EXPOSE 0", "EXPOSE port must be a valid port number"),
        ("EXPOSE 65536", "EXPOSE port must be a valid port number"),
        ("EXPOSE -1", "EXPOSE port must be a valid port number"),
        ("EXPOSE " + "0" * 19 + "1" * 5000, "EXPOSE port must be a valid port number"),
        ("EXPOSE 80/sctp", "EXPOSE protocol must be TCP or UDP"),
        ("ENV =b", "ENV must have at least one argument"),
        ("VOLUME []", "must provide at least one argument to VOLUME"),
        ('VOLUME ["/a", ""]', "VOLUME paths must not be empty"),
        ("WORKDIR ", "must provide a non-empty WORKDIR"),
        ("LABEL a", "LABEL must be formatted key=value"),
        ('LABEL ""=b', "LABEL must have a non-empty key"),
        ("STOPSIGNAL x", "KILLSIGNAL must be given a valid signal: invalid signal: x"),
        ("ONBUILD ", "ONBUILD must be given an argument"),
        ("MAINTAINER x", "invalid instruction MAINTAINER"),
        ("USER", "must be formatted as KEY VALUE"),
    ],
)
def test_what_podman_refused(change: str, why: str) -> None:
    """In its own words, with the change in front."""
    with pytest.raises(DockerfileError) as caught:
        pairs(change)

    assert caught.value.message.startswith(f'invalid change "{change[:5]}')
    assert caught.value.message.endswith(f'" - {why}')


@pytest.mark.parametrize("keyword", ["ENTRYPOINT", "CMD"])
@pytest.mark.parametrize(
    ("text", "by_iterator", "by_go"),
    [
        (r'["\ud800\ud83d\ude00"]', ("\ufffd\ufffd\ufffd",), ("\ufffd\U0001f600",)),
        ('["\\n\tb"]', ("\n\tb",), ("/bin/sh", "-c", '["\\n\tb"]')),
        ('["a"]', ("a",), ("a",)),
        ("null", None, None),
    ],
)
def test_an_import_reads_lists_with_the_iterator(
    keyword: str, text: str, by_iterator: tuple[str, ...] | None, by_go: tuple[str, ...] | None
) -> None:
    """Run on Podman 5.8.6: its import takes json-iterator/go, and a commit of 4.3 did not."""

    def made(engine: str, command: str) -> object:
        image = ImageConfig().changed([f"{keyword} {text}"], engine=engine, command=command)
        return image.entrypoint if keyword == "ENTRYPOINT" else image.cmd

    assert made("podman@5.8", "import") == by_iterator
    assert made("podman@4.3", "commit") == by_go


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        (["USER a", "USER b"], ChangedFields(user="b")),
        (["EXPOSE 80", "EXPOSE x"], ChangedFields(exposed_ports=("80", "x"))),
        (["WORKDIR a", "STOPSIGNAL x"], ChangedFields(working_dir="a", stop_signal="x")),
        (["ONBUILD a", "ONBUILD b"], ChangedFields(on_build=("a", "b"))),
        (["SHELL /z '-y x'"], ChangedFields(shell=("/z", "-y x"))),
        # Run on Buildah 1.43.2: its go-shellwords is v1.0.12, to which a lone parenthesis opens.
        (["SHELL a ) x )"], ChangedFields(shell=("a", ") x )"))),
        (["ENV B=$A-${A}-$C"], ChangedFields(env=(("A", "a"), ("B", "a-a-C")))),
        (["ENV A=1", "ENV B=$A"], ChangedFields(env=(("A", "1"), ("B", "1")))),
    ],
)
def test_what_buildah_makes_of_flags(changes: list[str], made: ChangedFields) -> None:
    """Of most the last one counts; a variable that nobody set is its own name."""
    env = ("A=a",) if any(x.startswith("ENV") for x in changes) else ()

    assert flags(*changes, env=env) == made


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("ENV A", 'setting env "A": no value given'),
        ("SHELL 'x", 'parsing --shell "\'x": invalid command line string'),
        ("RUN x", "unknown flag: --run"),
    ],
)
def test_what_buildah_refuses(change: str, message: str) -> None:
    """As ``buildah config`` does."""
    with pytest.raises(DockerfileError) as caught:
        flags(change)

    assert caught.value.message == message
