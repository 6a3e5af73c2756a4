"""What podman refuses in the values of its flags."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

OPTION = "running container create option: "


@pytest.mark.parametrize(
    "words",
    [
        "--name a",
        "--name ''",
        "--restart ''",
        "--restart on-failure:3",
        "--rm --restart no",
        "--health-cmd x --health-interval disable --health-timeout 0.5s",
        "--health-interval 5s",
        "-m 1k",
        "--memory-swap -1",
        "--shm-size ''",
        "--blkio-weight 10",
        "--stop-signal SIGTERM",
        "--mac-address 02:42:ac:11:00:02",
        "--ip6 ::1",
        "--dns none",
        "--dns 1.1.1.1,::1",
        "-l a",
        "-e ''",
        "-e A",
        "--ulimit host",
        "--ulimit nofile=1:2",
        "--add-host 'a;b:1.2.3.4'",
        "--add-host a:1.2.3.4",
        "--cap-add all,net_admin",
        "--cap-add ''",
        "--sysctl net.x=1,kernel.sem=2",
        "--sysctl fs.mqueue.a=1",
        "--device-cgroup-rule 'c 1:3 rwm'",
        "--device-cgroup-rule 'a *:* r'",
        "--mount type=tmpfs,dst=/t",
        "--mount type=ramfs,dst=/t",
        "--mount dst=/b",
        "--blkio-weight ''",
        "--memory ''",
        "--uts private",
        "--ipc shareable",
        "--userns keep-id:uid=5",
        "--cgroupns container:x",
        "--log-opt a=b",
        "--annotation a=b",
        "--cgroups no-conmon",
        "--health-on-failure kill",
        "--image-volume anonymous",
        "--pull newer",
        "-v /x",
        "-v a:/x:ro",
        "--tmpfs /x:size=1m",
    ],
)
def test_these_are_taken(words: str) -> None:
    """Recorded from podman 5.8.6, where the host does not decide."""
    assert docker_run(f"podman create {words} img").image == "img"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--name a/b", f"{OPTION}names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"),
        ("--restart foo", f'{OPTION}"foo" is not a valid restart policy: invalid argument'),
        (
            "--restart always:3",
            "restart policy retries can only be specified with on-failure restart policy",
        ),
        (
            "--restart on-failure:x",
            'parsing restart policy retry count: strconv.Atoi: parsing "x": invalid syntax',
        ),
        (
            "--rm --restart always",
            'the --rm option conflicts with --restart, when the restartPolicy is not "" and "no"',
        ),
        (
            "--health-cmd x --health-interval x",
            'invalid healthcheck-interval: time: invalid duration "x"',
        ),
        (
            "--health-cmd x --health-start-period x",
            'invalid healthcheck-start-period: time: invalid duration "x"',
        ),
        ("--health-timeout x", 'time: invalid duration "x"'),
        (
            "--health-cmd x --no-healthcheck",
            "cannot specify both --no-healthcheck and --health-cmd",
        ),
        ("-m x", "invalid value for memory: invalid size: 'x'"),
        ("--memory-reservation x", "invalid value for memory: invalid size: 'x'"),
        ("--shm-size x", "unable to translate --shm-size: invalid size: 'x'"),
        (
            "--blkio-weight x",
            'invalid value for blkio-weight: strconv.ParseUint: parsing "x": invalid syntax',
        ),
        ("--stop-signal 0", "invalid signal: 0"),
        ("--mac-address x", "address x: invalid MAC address"),
        ("--ip x", '"x" is not an ip address'),
        ("--dns x", "x is not an ip address"),
        ("-l =x", 'unable to process labels: invalid label format: "=x"'),
        ("-e =", 'invalid variable: "="'),
        (
            "--ulimit x",
            (
                'ulimit option "x" requires name=SOFT:HARD, failed to be parsed: invalid ulimit '
                "argument: x"
            ),
        ),
        ("--add-host x", 'bad format for add-host: "x"'),
        ("--add-host a:x", 'invalid IP address in add-host: "x"'),
        ("--cap-add x", '"CAP_X": unknown capability'),
        ("--uts x", "unrecognized namespace mode x passed"),
        ("--userns x", "unrecognized namespace mode x passed"),
        ("--sysctl x", "x is invalid, sysctl values must be in the form of KEY=VALUE"),
        ("--sysctl net.x=1,a=b", "sysctl 'a' is not allowed"),
        ("--sysctl 'net.a =b'", "'net.a =b' is invalid, extra spaces found"),
        ("--sysctl net.a=b=c", "'net.a=b=c' is invalid, extra spaces found"),
        (
            "--device-cgroup-rule x",
            'invalid device cgroup rule requires type, major:Minor, and access rules: "x"',
        ),
        ("--device-cgroup-rule 'x 1:3 r'", "invalid device type in device-access-add: x"),
        ("--device-cgroup-rule 'c x:3 r'", 'strconv.ParseUint: parsing "x": invalid syntax'),
        ("--device-cgroup-rule 'c 1:x r'", 'strconv.ParseUint: parsing "x": invalid syntax'),
        ("--device-cgroup-rule 'c 1:3 rx'", "invalid device access in device-access-add: x"),
        ("--mount type=bogus,dst=/b", 'invalid filesystem type "bogus"'),
        ("--mount dst", "dst: must provide an argument for option"),
        ("--mount type=bind,src", "src: must provide an argument for option"),
        (
            "--mount 'a\"'",
            'parse error on line 1, column 2: bare " in non-quoted-field',
        ),
        ("--log-opt x", 'invalid log option "x"'),
        ("--annotation x", "annotations must be formatted KEY=VALUE"),
        ("--cgroups x", f'{OPTION}invalid cgroup mode "x": invalid argument'),
        (
            "--health-on-failure x",
            (
                'invalid on-failure action "x" for health check: supported actions are '
                "none,kill,restart,stop"
            ),
        ),
        (
            "--image-volume x",
            'invalid image volume mode "x" required value: anonymous, tmpfs, ignore',
        ),
        ("--pull x", 'unsupported pull policy "x"'),
        ("-v x", 'invalid container path "x", must be an absolute path'),
        ("-v x:y", 'invalid container path "y", must be an absolute path'),
        ("--tmpfs x", 'invalid container path "x", must be an absolute path'),
    ],
)
def test_these_are_refused(words: str, message: str) -> None:
    """Recorded from podman 5.8.6."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman create {words} img")
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize("words", ["--health-interval x", "--health-timeout x"])
def test_5_4_looks_at_a_health_check_only_where_there_is_one(words: str) -> None:
    assert docker_run(f"podman create {words} img", engine="podman@5.4").image == "img"


def test_4_3_has_words_of_its_own() -> None:
    with pytest.raises(OverrideError, match='invalid environment variable: "="'):
        docker_run("podman create -e = img", engine="podman@4.3")
    with pytest.raises(OverrideError, match="required value: bind, tmpfs, ignore"):
        docker_run("podman create --image-volume anonymous img", engine="podman@4.3")
    assert docker_run("podman create --annotation '' img", engine="podman@4.3").image == "img"


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("IMG", 'parsing reference "IMG": repository name must be lowercase'),
        ("a//b", 'parsing reference "a//b": invalid reference format'),
        ("-", 'parsing reference "-": invalid reference format'),
        ("''", 'parsing reference "": repository name must have at least one component'),
    ],
)
def test_an_image_name_is_refused(image: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman create {image}")
    assert (caught.value.code, caught.value.message) == ("image-reference", message)


@pytest.mark.parametrize("image", ["oci:Dir", "docker://x/Y", "dir:/X", "fedora:41"])
def test_a_transport_is_left_to_the_engine(image: str) -> None:
    assert docker_run(f"podman create {image}").image == image


def test_a_folder_under_rootfs_is_no_reference() -> None:
    assert docker_run("podman create --rootfs /Dir").image == "/Dir"


_INCORRECT = (
    "incorrect mount format: should be --mount type=<{}>,"
    "[src=<host-dir|volume-name>,]target=<ctr-dir>[,options]"
)


@pytest.mark.parametrize(
    ("version", "mount", "message"),
    [
        ("4.3", "dst=/b", _INCORRECT.format("bind|tmpfs|volume")),
        ("5.4", "dst=/b", _INCORRECT.format("bind|glob|tmpfs|volume")),
        ("4.3", "type=ramfs,dst=/b", 'invalid filesystem type "ramfs"'),
        ("5.4", "type=artifact,dst=/b", 'invalid filesystem type "artifact"'),
    ],
)
def test_mounts_of_older_versions(version: str, mount: str, message: str) -> None:
    """Recorded from podman 4.3.1 and 5.4.2."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman run --mount {mount} img", engine=f"podman@{version}")
    assert caught.value.message == message
