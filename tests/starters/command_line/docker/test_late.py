"""What docker refuses once all flags are read, by command line."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run


def refusal(words: str, version: str = "28.5") -> str:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker run {words} img", engine=f"docker@{version}")
    assert (caught.value.code, caught.value.stage) == ("flag-value", "create")
    return caught.value.message


@pytest.mark.parametrize(
    "words",
    [
        "--pull always",
        "--pull ''",
        "--mac-address 02:42:ac:11:00:02",
        "--mac-address 0242.ac11.0002",
        "--memory-swappiness -1",
        "--memory-swappiness 100",
        "-v /x",
        "-v xy:/x:ro",
        "--device /dev/null",
        "--device /dev/null:rw",
        "--device /dev/null:/dev/x:m",
        "--device /dev/a:/dev/b",
        "--pid host",
        "--pid container:x",
        "--uts host",
        "--userns ''",
        "--cgroupns private",
        "--restart on-failure:3",
        "--log-driver none",
        "--log-opt max-size=1m",
        "--security-opt no-new-privileges",
        "--security-opt label:disable",
        "--storage-opt size=1G",
        "--health-cmd true --health-interval 5s",
        "--no-healthcheck",
        "--rm --restart no",
        "--detach",
        "--attach stdin",
        "--network u --network v",
        "--network u --network-alias a",
        "--network u --ip 1.2.3.4",
    ],
)
def test_these_are_taken(words: str) -> None:
    assert docker_run(f"docker run {words} img").image == "img"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "--pull sometimes",
            'invalid pull option: \'sometimes\': must be one of "always", "missing" or "never"',
        ),
        ("--mac-address x", "x is not a valid mac address"),
        (
            "--memory-swappiness 101",
            "invalid value: 101. Valid memory swappiness range is 0-100",
        ),
        ("-v ''", "invalid empty volume spec"),
        ("-v abc:", "invalid spec: abc:: empty section between colons"),
        ("-v a1:b1:c1:d1", "invalid spec: a1:b1:c1:d1: too many colons"),
        ("--device :x", "bad format for path: :x"),
        ("--device /a:/b:c:d", "bad format for path: /a:/b:c:d"),
        ("--device /a:/b:z", "bad mode specified: z"),
        ("--device /a:/b:rr", "bad mode specified: rr"),
        ("--device x", "x is not an absolute path"),
        ("--device /a:x", "x is not an absolute path"),
        ("--pid x", "--pid: invalid PID mode"),
        ("--pid container:", "--pid: invalid PID mode"),
        ("--uts x", "--uts: invalid UTS mode"),
        ("--userns host:x", "--userns: invalid USER mode"),
        ("--cgroupns x", "--cgroupns: invalid CGROUP mode"),
        ("--restart :3", "invalid restart policy format: no policy provided before colon"),
        (
            "--restart on-failure:x",
            "invalid restart policy format: maximum retry count must be an integer",
        ),
        ("--log-driver none --log-opt a=b", "invalid logging opts for driver none"),
        ("--security-opt label", 'Invalid --security-opt: "label"'),
        ("--security-opt apparmor=", 'Invalid --security-opt: "apparmor="'),
        ("--storage-opt size", "invalid storage option"),
        ("--health-retries -1", "--health-retries cannot be negative"),
        ("--health-interval -1s", "--health-interval cannot be negative"),
        (
            "--no-healthcheck --health-cmd true",
            "--no-healthcheck conflicts with --health-* options",
        ),
        (
            "--no-healthcheck --health-retries 1",
            "--no-healthcheck conflicts with --health-* options",
        ),
        (
            "--rm --restart always",
            "conflicting options: cannot specify both --restart and --rm",
        ),
        (
            "--detach --attach stdin",
            "conflicting options: cannot specify both --attach and --detach",
        ),
        ("--network ''", "no name set for network"),
        ("--network u --network u", 'network "u" is specified multiple times'),
        (
            "--network u --network bridge",
            (
                "conflicting options: cannot attach both user-defined and non-user-defined "
                "network-modes"
            ),
        ),
        (
            "--network-alias a",
            "network-scoped aliases are only supported for user-defined networks",
        ),
        (
            "--net-alias a",
            "network-scoped aliases are only supported for user-defined networks",
        ),
        (
            "--network name=host,alias=a",
            "network-scoped aliases are only supported for user-defined networks",
        ),
        (
            "--network name=u,alias=a --net-alias b",
            "conflicting options: cannot specify both --network-alias and per-network alias",
        ),
        (
            "--network name=u,ip=1.2.3.4 --ip 1.2.3.5",
            "conflicting options: cannot specify both --ip and per-network IPv4 address",
        ),
        (
            "--network name=u,link-local-ip=1.2.3.4 --link-local-ip 1.2.3.5",
            (
                "conflicting options: cannot specify both --link-local-ip and per-network "
                "link-local IP addresses"
            ),
        ),
        ("--network name=u,mac-address=x", "x is not a valid mac address"),
    ],
)
def test_these_are_refused(words: str, message: str) -> None:
    """Recorded from docker 28.5.2, message by message."""
    assert refusal(words) == message


@pytest.mark.parametrize(
    ("words", "version", "message"),
    [
        ("--pid x", "20.10", "--pid: invalid PID mode"),
        ("--uts x:host", "20.10", "--uts: invalid UTS mode"),
        ("--restart a:b:c", "20.10", "invalid restart policy format"),
        ("--restart a:x", "20.10", "maximum retry count must be an integer"),
        (
            "--restart a:x:y",
            "23.0",
            ("invalid restart policy format: maximum retry count must be an integer"),
        ),
        ("--rm --restart always", "20.10", "Conflicting options: --restart and --rm"),
        ("-d -a stdin", "20.10", "Conflicting options: -a and -d"),
        ("--security-opt label", "20.10", 'Invalid --security-opt: "label"'),
        ("--net host --link a", "26.1", "links are only supported for user-defined networks"),
        (
            "--network u --network bridge",
            "20.10",
            (
                "conflicting options: cannot attach both user-defined and non-user-defined "
                "network-modes"
            ),
        ),
    ],
)
def test_older_versions_refuse_in_their_own_words(words: str, version: str, message: str) -> None:
    assert refusal(words, version) == message


@pytest.mark.parametrize(
    "words", ["--userns host:x", "--uts host:x", "--pid host:x", "--restart :3", "--net u --link a"]
)
def test_20_10_looked_at_less(words: str) -> None:
    assert docker_run(f"docker run {words} img", engine="docker@20.10").image == "img"


@pytest.mark.parametrize(
    "words",
    [
        "--log-level=bogus run img",
        "--log-level=bogus run --nope img",
        "--log-level=bogus run",
        "--log-level=bogus --nope run img",
        "--log-level=bogus -H",
        "--log-level=bogus container --nope run img",
        "--log-level=bogus container nosuch",
        "--log-level=bogus",
        "--log-level=bogus --help",
        "-l bogus run --rm=x img",
    ],
)
def test_a_log_level_is_refused_before_the_command_is_read(words: str) -> None:
    """Recorded on Docker 28.5 and 20.10."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker {words}")

    assert caught.value.message == "Unable to parse logging level: bogus"


@pytest.mark.parametrize(
    "words", ["--log-level DEBUG", "--log-level=", "--log-level=bogus --log-level=info", "-l trace"]
)
def test_a_log_level_is_taken_in_any_case(words: str) -> None:
    """Recorded; the last of several counts."""
    assert docker_run(f"docker {words} run img").image == "img"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--nope --log-level=bogus run img", "unknown flag: --nope"),
        ("--log-level=bogus --log-level=info --nope run img", "unknown flag: --nope"),
        ("container --log-level=bogus run img", "unknown flag: --log-level"),
    ],
)
def test_a_level_that_was_not_read_hides_no_fault(words: str, told: str) -> None:
    """Recorded from docker 20.10.24 and 28.5.2: what is read before the fault counts."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker {words}")
    assert caught.value.message == told
