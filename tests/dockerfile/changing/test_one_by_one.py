"""Changes that are read one by one: Podman's before 5.0, and the flags of ``buildah config``.

The faults are those of podman v4.3.1 pkg/util/utils.go GetImageConfig.
"""

from __future__ import annotations

import pytest

from cmdresolve import DockerfileError, ImageConfig, dialects
from cmdresolve.dockerfile.changing.made import Made
from cmdresolve.dockerfile.changing.one_by_one import read_flags, read_pairs

PODMAN = dialects.changer("podman@4.3")
BUILDAH = dialects.changer("buildah@1.43")


def pairs(*changes: str) -> Made:
    return read_pairs(ImageConfig(), changes, PODMAN)


def flags(*changes: str, env: tuple[str, ...] = ()) -> Made:
    return read_flags(ImageConfig(env=env), changes, BUILDAH)


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        (["USER u"], Made(user="u")),
        (["user=u"], Made(user="u")),
        (["EXPOSE 80"], Made(exposed_ports=("80/tcp",))),
        (["EXPOSE 80/UDP", "EXPOSE 0081"], Made(exposed_ports=("80/udp", "81/tcp"))),
        (["ENV A=b"], Made(env=(("A", "b"),))),
        (['ENV "A"="b c"'], Made(env=(("A", "b c"),))),
        (["ENV A"], Made(env=(("A", ""),))),
        (["WORKDIR /a", "WORKDIR b/../c"], Made(working_dir="/a/c")),
        (["STOPSIGNAL SIGKILL"], Made(stop_signal="9")),
        (["STOPSIGNAL 9"], Made(stop_signal="9")),
        (["ONBUILD CMD x"], Made(on_build=("CMD x",))),
        (["LABEL a=b"], Made()),
        (["VOLUME /a /b"], Made()),
        (['VOLUME ["/a"]'], Made()),
    ],
)
def test_what_podman_made_of_changes(changes: list[str], made: Made) -> None:
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


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        (["USER a", "USER b"], Made(user="b")),
        (["EXPOSE 80", "EXPOSE x"], Made(exposed_ports=("80", "x"))),
        (["WORKDIR a", "STOPSIGNAL x"], Made(working_dir="a", stop_signal="x")),
        (["ONBUILD a", "ONBUILD b"], Made(on_build=("a", "b"))),
        (["SHELL /z '-y x'"], Made(shell=("/z", "-y x"))),
        (["ENV B=$A-${A}-$C"], Made(env=(("A", "a"), ("B", "a-a-C")))),
        (["ENV A=1", "ENV B=$A"], Made(env=(("A", "1"), ("B", "1")))),
    ],
)
def test_what_buildah_makes_of_flags(changes: list[str], made: Made) -> None:
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
