"""The values that docker's flags take, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmdresolve.go.numbers import FlagValueError, parse_size
from cmdresolve.starters.command_line.docker import values

Check = Callable[[str], object]


@pytest.mark.parametrize(
    ("check", "texts"),
    [
        (values.env, ("A", "A=", "A=b c", "A=b=c", " ")),
        (values.label, ("a", "a=b c", " a=b", "\ta")),
        (values.attach, ("stdin", "STDOUT", "StdErr")),
        (values.device_cgroup_rule, ("c 1:3 rwm", "a *:* r", "b 8:* m")),
        (values.ip_address, ("1.2.3.4", "::1", " 1.2.3.4 ", "::ffff:1.2.3.4", "1::")),
        (values.ip_address_20_10, ("1.2.3.4", "::1")),
        (values.dns_search, (".", "x.org", "a-b", "x.org.", " x ", ":a:.b")),
        (
            values.extra_host,
            ("a:1.2.3.4", "a=::1", "a:::1", "a=[::1]", "a:host-gateway", "a= 1.2.3.4"),
        ),
        (values.extra_host_20_10, ("a:1.2.3.4", "a:::1", "a:host-gateway")),
        (values.link, ("a", "a:b", ":")),
        (values.sysctl, ("net.x=1", "kernel.sem=1", "fs.mqueue.a=", "kernel.shm_rmid_forced=1")),
        (values.sysctl_20_10, ("net.x=1",)),
        (
            values.ulimit,
            ("nofile=10", "core=-1", "nofile=10:20", "nofile=5:-1", "nofile=-1:-1", "nproc=+5"),
        ),
        (parse_size, ("0", "1k", "5 MB", "2.5g", "10kib", "64M", "1e3", "7P", "5b", "3 ")),
        (values.size_20_10, ("0", "1k", "5 MB", "2.5g", "10kib", "5ib")),
        (values.swap_check(parse_size), ("-1", "1g")),
        (values.cpus, ("1", "0.5", "1/4000", "-2", "0.000000001", "9" * 5000)),
        (values.uint16, ("0", "65535")),
        (values.weight_device, ("/dev/a:10", "/dev/a:1000", "/dev/a:0")),
        (values.bps_check(parse_size), ("/dev/a:1mb", "/dev/a:0")),
        (values.iops_device, ("/dev/a:10",)),
        (
            values.gpus,
            ("all", "1", "count=2,driver=x", "device=0", '"capabilities=a,b"', "-1", "options=a"),
        ),
        (values.gpus_20_10, ("all", "1", '"options=a=b,c"')),
    ],
)
def test_these_are_taken(check: Check, texts: tuple[str, ...]) -> None:
    for text in texts:
        check(text)


@pytest.mark.parametrize(
    ("check", "text", "message"),
    [
        (values.env, "", "invalid environment variable: "),
        (values.env, "=x", "invalid environment variable: =x"),
        (values.label, "", "invalid label '': empty name"),
        (values.label, "=x", "invalid label '=x': empty name"),
        (values.label, "a b=c", "label 'a b' contains whitespaces"),
        (values.label, "a\tb", "label 'a\tb' contains whitespaces"),
        (values.attach, "x", "valid streams are STDIN, STDOUT and STDERR"),
        (values.device_cgroup_rule, "c 1:3", "invalid device cgroup format 'c 1:3'"),
        (values.ip_address, "1.2.3", "IP address is not correctly formatted: 1.2.3"),
        (values.ip_address, "01.2.3.4", "IP address is not correctly formatted: 01.2.3.4"),
        (
            values.ip_address,
            "1:2:3:4:5:6:7",
            "IP address is not correctly formatted: 1:2:3:4:5:6:7",
        ),
        (values.ip_address, "::1%eth0", "IP address is not correctly formatted: ::1%eth0"),
        (values.ip_address, "::1.2.3", "IP address is not correctly formatted: ::1.2.3"),
        (values.ip_address_20_10, "x", "x is not an ip address"),
        (values.dns_search, "", " is not a valid domain"),
        (values.dns_search, "1.2", "1.2 is not a valid domain"),
        (values.dns_search, "a b", "a b is not a valid domain"),
        (values.dns_search, "a" * 255, "a" * 255 + " is not a valid domain"),
        (values.extra_host, "a", 'bad format for add-host: "a"'),
        (values.extra_host, ":1.2.3.4", 'bad format for add-host: ":1.2.3.4"'),
        (values.extra_host, "a:b=1.2.3.4", 'bad format for add-host: "a:b=1.2.3.4"'),
        (values.extra_host, "a:x", 'invalid IP address in add-host: "x"'),
        (values.extra_host, "a=[]", 'invalid IP address in add-host: "[]"'),
        (values.extra_host_20_10, "a=1.2.3.4", 'bad format for add-host: "a=1.2.3.4"'),
        (values.extra_host_20_10, "a:[::1]", 'invalid IP address in add-host: "[::1]"'),
        (values.link, "", "empty string specified for links"),
        (values.link, "a:b:c", "bad format for links: a:b:c"),
        (values.sysctl, "kernel.x=1", "sysctl 'kernel.x=1' is not allowed"),
        (values.sysctl, "net.x", "sysctl 'net.x' is not allowed"),
        (values.sysctl_20_10, "a=1", "sysctl 'a=1' is not whitelisted"),
        (values.ulimit, "nofile", "invalid ulimit argument: nofile"),
        (values.ulimit, "x=1", "invalid ulimit type: x"),
        (
            values.ulimit,
            "core=1:2:3",
            "too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`",
        ),
        (values.ulimit, "core=x", 'strconv.ParseInt: parsing "x": invalid syntax'),
        (values.ulimit, "core=x:y", 'strconv.ParseInt: parsing "y": invalid syntax'),
        (
            values.ulimit,
            "core=2:1",
            "ulimit soft limit must be less than or equal to hard limit: 2 > 1",
        ),
        (
            values.ulimit,
            "core=-1:5",
            (
                "ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), "
                "hard: 5"
            ),
        ),
        (parse_size, "", "invalid size: ''"),
        (parse_size, "x", "invalid size: 'x'"),
        (parse_size, "-5", "invalid size: '-5'"),
        (parse_size, "10x", "invalid suffix: 'x'"),
        (parse_size, "10kibs", "invalid suffix: 'kibs'"),
        (parse_size, "1.2.3k", 'strconv.ParseFloat: parsing "1.2.3": invalid syntax'),
        (values.size_20_10, "10x", "invalid size: '10x'"),
        (values.size_20_10, ".5k", "invalid size: '.5k'"),
        (values.size_20_10, "1.2.3k", 'strconv.ParseFloat: parsing "1.2.3": invalid syntax'),
        (values.swap_check(parse_size), "-2", "invalid size: '-2'"),
        (values.cpus, "x", "failed to parse x as a rational number"),
        (values.cpus, "1/3", "value is too precise"),
        (values.cpus, "0.0000000001", "value is too precise"),
        (values.uint16, "65536", 'strconv.ParseUint: parsing "65536": value out of range'),
        (values.weight_device, "/dev/a", "bad format: /dev/a"),
        (values.weight_device, ":5", "bad format: :5"),
        (values.weight_device, "dev/a:5", "bad format for device path: dev/a:5"),
        (values.weight_device, "/dev/a:9", "invalid weight for device: /dev/a:9"),
        (values.weight_device, "/dev/a:x", "invalid weight for device: /dev/a:x"),
        (
            values.bps_check(parse_size),
            "/dev/a:x",
            (
                "invalid rate for device: /dev/a:x. The correct format is <device-path>:<number>"
                "[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, "
                "or gb"
            ),
        ),
        (
            values.iops_device,
            "/dev/a:-1",
            (
                "invalid rate for device: /dev/a:-1. The correct format is <device-path>:<number>. "
                "Number must be a positive integer"
            ),
        ),
        (
            values.gpus,
            "x",
            'invalid count (x): value must be either "all" or an integer: invalid syntax',
        ),
        (
            values.gpus_20_10,
            "x",
            'count must be an integer: strconv.Atoi: parsing "x": invalid syntax',
        ),
        (values.gpus, "a=b", "unexpected key 'a' in 'a=b'"),
        (values.gpus, "driver=a,driver=b", "gpu request key 'driver' can be specified only once"),
        (values.gpus, "1,count=2", "gpu request key 'count' can be specified only once"),
        (values.gpus, "", "EOF"),
        (values.gpus, "options=", "failed to read gpu options: EOF"),
    ],
)
def test_these_are_refused(check: Check, text: str, message: str) -> None:
    """Each message is the one that docker prints (docker/cli opts, docker/go-units)."""
    with pytest.raises(FlagValueError) as caught:
        check(text)
    assert str(caught.value) == message
