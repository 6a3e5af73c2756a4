"""What podman refuses once all flags are read."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

MAPS = "--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive"


@pytest.mark.parametrize(
    "text",
    [
        "podman create --init-ctr always --pod p img",
        "podman run --userns keep-id img",
        "podman run --uidmap 0:1:1 img",
        "podman run --cpus 1 img",
        "podman run --cpu-quota 5 img",
        "podman run --no-hosts img",
        "podman run --add-host a:1.2.3.4 img",
        "podman run -a STDIN,stderr img",
        "podman create -a x img",
        "podman run --pid pod img",
        "podman run --pid ns:/x img",
        "podman run --init --pid private --systemd true img",
    ],
)
def test_these_are_taken(text: str) -> None:
    assert docker_run(text).image == "img"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("podman create --init-ctr always img", "must specify pod value with init-ctr"),
        (
            "podman create --init-ctr x --pod p img",
            "init-ctr value must be 'always' or 'once'",
        ),
        ("podman run --userns auto --uidmap 0:1:1 img", MAPS),
        ("podman run --userns auto --subgidname x img", MAPS),
        (
            "podman run --cpus 1 --cpu-period 5 img",
            "--cpu-period and --cpus cannot be set together",
        ),
        ("podman run --cpus 1 --cpu-quota 5 img", "--cpu-quota and --cpus cannot be set together"),
        (
            "podman run --no-hosts --add-host a:1.2.3.4 img",
            "--no-hosts and --add-host cannot be set together",
        ),
        (
            "podman run --no-hosts --hosts-file x img",
            "--no-hosts and --hosts-file cannot be set together",
        ),
        (
            "podman run -a x img",
            (
                'invalid stream "x" for --attach - must be one of stdin, stdout, or stderr: '
                "invalid argument"
            ),
        ),
        ("podman run --pid x img", "unrecognized namespace mode x passed"),
        (
            "podman run --init --pid host img",
            "cannot add init binary as PID 1 (PID namespace isn't private)",
        ),
        (
            "podman run --init --systemd always img",
            "cannot use container-init binary with systemd=always",
        ),
    ],
)
def test_these_are_refused(text: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(text)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("podman --log-level=bogus run img", "bogus"),
        ("podman --log-level= run img", ""),
        ("podman run --log-level=bogus img", "bogus"),
        ("podman --log-level=bogus run", "bogus"),
    ],
)
def test_a_log_level_is_refused_when_all_flags_are_read(text: str, level: str) -> None:
    """Recorded on Podman 4.3; a missing image is told later."""
    with pytest.raises(OverrideError) as caught:
        docker_run(text)

    assert caught.value.message == (
        f'Log Level "{level}" is not supported, choose from: trace, debug, info, warn, warning, '
        "error, fatal, panic"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("podman --log-level=bogus run --nope img", "unknown-flag"),
        ("podman --log-level=bogus run --rm=x img", "flag-value"),
    ],
)
def test_other_flags_are_read_before_a_log_level_is_looked_at(text: str, code: str) -> None:
    """Recorded on Podman 4.3."""
    with pytest.raises(OverrideError) as caught:
        docker_run(text)

    assert caught.value.code == code
    assert "Log Level" not in caught.value.message


def test_a_log_level_is_taken_in_any_case() -> None:
    """Recorded; the last of several counts."""
    assert docker_run("podman --log-level x --log-level DEBUG run img").image == "img"
