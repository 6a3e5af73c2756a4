"""What an engine refuses of an image before it starts it."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.dialects import ENGINES

GOOD = {"env": ["A=", "B=1"], "exposed_ports": ["80", "53/udp"]}
NAMELESS = {"env": ["A=1", "=b"]}
PORTLESS = {"exposed_ports": ["80", "x"]}
PODMAN = ("podman", "kube-play")


def started(parts: dict[str, list[str]], key: str) -> str:
    """Return the code of the refusal and when it comes, or the word that is started."""
    image = cr.ImageConfig(cmd=["/x"], **parts)
    try:
        return cr.resolve(image, engine=key).argv[0]
    except cr.ImageConfigError as error:
        return f"{error.code} {error.stage}"


@pytest.mark.parametrize("key", [record.key for record in ENGINES if record.name not in PODMAN])
@pytest.mark.parametrize("parts", [NAMELESS, PORTLESS], ids=["env", "ports"])
def test_other_engines_than_podman_look_at_the_words_alone(
    parts: dict[str, list[str]], key: str
) -> None:
    """A port that is none, or a variable without a name, stops none of them."""
    assert started(parts, key) == "/x"


@pytest.mark.parametrize("key", [record.key for record in ENGINES if record.name in PODMAN])
def test_podman_refuses_a_variable_without_a_name(key: str) -> None:
    """Recorded on 4.3, 5.4 and 5.8."""
    assert started(NAMELESS, key) == "env create"
    assert started(GOOD, key) == "/x"


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("podman@4.3", "/x"),
        ("podman@4.3/compat", "/x"),
        ("podman@5.0", "port create"),
        ("podman@5.4", "port create"),
        ("podman@5.8", "port create"),
        ("podman@5.8/remote", "port create"),
        ("podman@5.8/libpod", "port create"),
        ("podman@5.8/compat", "port create"),
        ("kube-play@5.8", "port create"),
    ],
)
def test_podman_refuses_a_port_that_is_none_from_5(key: str, outcome: str) -> None:
    """Podman 4.3 does not look at what an image exposes."""
    assert started(PORTLESS, key) == outcome


def test_the_refusals_say_what_is_wrong() -> None:
    """In the engine's words, with a mend."""
    with pytest.raises(cr.ImageConfigError) as raised:
        cr.resolve(cr.ImageConfig(cmd=["/x"], **NAMELESS), engine="podman")
    assert raised.value.message == 'invalid image env variable "=b"'
    with pytest.raises(cr.ImageConfigError) as raised:
        cr.resolve(cr.ImageConfig(cmd=["/x"], **PORTLESS), engine="podman")
    assert raised.value.hint == "the image exposes x"


@pytest.mark.parametrize(
    ("entry", "key", "outcome"),
    [
        ("A", "podman@4.3", "/x"),
        ("A", "podman@5.4", "/x"),
        ("A", "kube-play@5.4", "/x"),
        ("A", "podman@5.8", "env create"),
        ("A", "podman@5.8/compat", "env create"),
        ("A", "kube-play@5.8", "env create"),
        ("", "podman@4.3", "env create"),
        ("", "podman@5.4", "env create"),
        ("", "podman@5.8", "env create"),
    ],
)
def test_podman_5_8_refuses_a_variable_without_a_value(entry: str, key: str, outcome: str) -> None:
    """Recorded on each of them; before, it was an empty value, and an empty entry no variable."""
    assert started({"env": ["A=1", entry]}, key) == outcome


@pytest.mark.parametrize("key", ["podman@4.3", "podman@5.4", "podman@5.8"])
@pytest.mark.parametrize(
    ("signal", "outcome"),
    [
        ("64", "/x"),
        ("-1", "/x"),
        ("RTMAX", "/x"),
        ("65", "signal create"),
        ("9223372036854775807", "signal create"),
        ("EMT", "signal create"),
        ("UNUSED", "signal create"),
    ],
)
def test_podman_takes_the_signals_that_linux_has(key: str, signal: str, outcome: str) -> None:
    """Buildah builds with some more (recorded on 4.3.1, 5.4.2 and 5.8.6)."""
    image = cr.ImageConfig(cmd=["/x"], stop_signal=signal)
    try:
        seen = cr.resolve(image, engine=key).argv[0]
    except cr.ImageConfigError as error:
        seen = f"{error.code} {error.stage}"

    assert seen == outcome


def test_a_range_of_one_port_is_none_to_podman() -> None:
    """Its end must be higher than its start (recorded on 5.4.2 and 5.8.6)."""
    for port, outcome in (("80-80/tcp", "port create"), ("80-81/tcp", "/x")):
        assert started({"exposed_ports": [port]}, "podman@5.8") == outcome
        assert started({"exposed_ports": [port]}, "podman@4.3") == "/x"
