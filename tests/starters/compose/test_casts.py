"""What a text is made when variables are put in; recorded on Compose 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.readers.compose import compose_of
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services
from cmdresolve.starters.compose.casts import boolean, cast_of

NEWEST = compose_of((5, 3))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "scale: $V",
            'services.a.scale: failed to cast to expected type: strconv.Atoi: parsing "x"',
        ),
        ("deploy: {replicas: $V}", "services.a.deploy.replicas: failed to cast"),
        ("healthcheck: {disable: $V}", "services.a.healthcheck.disable: failed to cast"),
        ("healthcheck: {disable: $W}", "invalid boolean: "),
        ("ulimits: {nofile: $V}", "services.a.ulimits.nofile: failed to cast"),
        ("ulimits: {nofile: {soft: $V}}", "services.a.ulimits.nofile.soft: failed to cast"),
        ("volumes: [{type: tmpfs, target: /t, read_only: $V}]", "invalid boolean: x"),
        ("cpus: x", "services.a.cpus: failed to cast to expected type: strconv.ParseFloat"),
        ("cpus: '1e39'", "value out of range"),
        ("cpu_count: '1.5'", 'strconv.ParseInt: parsing "1.5": invalid syntax'),
        ("scale: '0x1'", "strconv.Atoi"),
        ("scale: '1_0'", "strconv.Atoi"),
        ("cpu_percent: '1.5'", "services.a.cpu_percent must be a"),
        ("init: maybe", "services.a.init: failed to cast to expected type: invalid boolean: maybe"),
    ],
)
def test_a_text_that_is_no_value_of_its_key(line: str, told: str) -> None:
    """Whoever wrote it: a variable, or the file."""
    with pytest.raises(ComposeError) as caught:
        compose_services([f"services: {{a: {{image: x, {line}}}}}"], env={"V": "x"}, folder="m")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "scale: '+2'",
        "scale: '-0'",
        "cpus: '.5'",
        "cpus: '1e38'",
        "pids_limit: '7'",
        "cpu_percent: '1'",
        "deploy: {update_config: {max_failure_ratio: '0.1'}}",
        "labels: {scale: x}",
        "x-scale: x",
        "healthcheck: {disable: 'oFf'}",
        "ports: [{target: '80'}]",
    ],
)
def test_a_text_that_is_one(line: str) -> None:
    files = [f"services: {{a: {{image: x, {line}}}}}"]
    assert [one.image for one in compose_services(files, folder="m")] == ["x"]


@pytest.mark.parametrize("top", ["networks", "volumes", "secrets", "configs"])
def test_what_a_file_declares(top: str) -> None:
    for text, code in (("no", None), ("nope", "boolean")):
        files = [f"services: {{a: {{image: x}}}}\n{top}: {{n: {{external: '{text}'}}}}\n"]
        if code is None and top in ("networks", "volumes"):
            assert len(compose_services(files, folder="m")) == 1
        elif code is not None:
            with pytest.raises(ComposeError) as caught:
                compose_services(files, folder="m")
            assert caught.value.code == code


def test_what_a_version_casts() -> None:
    """The modes up to compose-go v2.4.8, ``enable_ipv4`` from it on, dependencies from v2.10."""
    mode = ("services", "a", "secrets", "[]", "mode")
    ipv4 = ("networks", "n", "enable_ipv4")
    depends = ("services", "a", "depends_on", "b", "required")
    seen = {
        version: [cast_of(path, compose_of(version)) is not None for path in (mode, ipv4, depends)]
        for version in ((2, 24, 4), (2, 26), (2, 40), (5, 3))
    }
    assert seen == {
        (2, 24, 4): [True, False, False],
        (2, 26): [True, True, False],
        (2, 40): [False, True, False],
        (5, 3): [False, True, True],
    }


@pytest.mark.parametrize(
    "path",
    [
        ("services",),
        ("services", "init"),
        ("services", "a", "x", "init"),
        ("x-services", "a", "init"),
        ("services", "a", "labels", "tty"),
        ("networks", "n", "external", "name"),
    ],
)
def test_what_stands_elsewhere_stays_a_text(path: tuple[str, ...]) -> None:
    assert cast_of(path, NEWEST) is None


def test_truth_values() -> None:
    assert [boolean(text) for text in ("Y", "no")] == [("boolean", "true"), ("boolean", "false")]
