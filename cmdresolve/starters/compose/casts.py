"""Conversion of interpolated texts to the number or boolean that their key wants.

Source: compose-go v2.9.1 loader/interpolate.go interpolateTypeCastMapping, v2.4.8 and v2.10.0 where
they differ; interpolation/interpolation.go getCasterForPath; tree/path.go Matches.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.go.numbers import FlagValueError, parse_float, parse_int
from cmdresolve.model.go_text import lower
from cmdresolve.starters.compose.values import Path

#: Converts a text, to a kind of `values.Leaf` and its text; raises `FlagValueError`.
Cast = Callable[[str], tuple[str, str]]

_TRUE = frozenset(("true", "y", "yes", "on"))
_FALSE = frozenset(("false", "n", "no", "off"))
# The largest float32 and half a step: from here on strconv.ParseFloat(s, 32) is out of range.
_LARGEST_FLOAT32 = 3.4028235677973366e38


def boolean(text: str) -> tuple[str, str]:
    """Convert a text to a boolean, by the words of YAML 1.1 (loader/interpolate.go toBoolean).

    Raises:
        FlagValueError: it is not one of these words.
    """
    small = lower(text)
    if small not in _TRUE and small not in _FALSE:
        raise FlagValueError(f"invalid boolean: {text}")
    return "boolean", "true" if small in _TRUE else "false"


def _int(text: str) -> tuple[str, str]:
    return "integer", str(parse_int(text, 10, reader="Atoi"))


def _int64(text: str) -> tuple[str, str]:
    return "integer", str(parse_int(text, 10))


def _float(text: str) -> tuple[str, str]:
    return ("integer" if parse_float(text).is_integer() else "number"), text


def _float32(text: str) -> tuple[str, str]:
    if _LARGEST_FLOAT32 <= abs(parse_float(text)) < float("inf"):
        raise FlagValueError(f'strconv.ParseFloat: parsing "{text}": value out of range')
    return "number", text


_BOOLEANS = (
    "healthcheck.disable init oom_kill_disable privileged read_only stdin_open tty "
    "volumes.[].read_only volumes.[].volume.nocopy"
)
_INTS = (
    "deploy.replicas deploy.update_config.parallelism deploy.rollback_config.parallelism "
    "deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node healthcheck.retries "
    "ports.[].target scale ulimits.* ulimits.*.hard ulimits.*.soft"
)
_INT64S = "cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj"
_FLOATS = (
    "cpu_percent deploy.update_config.max_failure_ratio deploy.rollback_config.max_failure_ratio"
)
_OF_FILE = (
    "networks.*.external networks.*.internal networks.*.attachable networks.*.enable_ipv6 "
    "volumes.*.external secrets.*.external configs.*.external"
)


@cache
def _casts(compose: Compose) -> dict[Path, Cast]:
    """Return the casts of a version by path pattern, where ``*`` is any key and ``[]`` any item."""
    named: dict[str, Cast] = dict.fromkeys(_OF_FILE.split(), boolean)
    if compose.casts_ipv4:
        named["networks.*.enable_ipv4"] = boolean
    of_service = {
        **dict.fromkeys(_BOOLEANS.split(), boolean),
        **dict.fromkeys(_INTS.split(), _int),
        **dict.fromkeys((*_INT64S.split(), "pids_limit"), _int64),
        **dict.fromkeys(_FLOATS.split(), _float),
        "cpus": _float32,
    }
    if compose.casts_modes:
        of_service |= dict.fromkeys(("configs.[].mode", "secrets.[].mode"), _int)
    if compose.casts_dependencies:
        of_service |= dict.fromkeys(("depends_on.*.required", "depends_on.*.restart"), boolean)
    named |= {f"services.*.{path}": cast for path, cast in of_service.items()}
    return {tuple(path.split(".")): cast for path, cast in named.items()}


@cache
def _lasts(compose: Compose) -> frozenset[tuple[int, str]]:
    """Return the length and last part of each pattern, to reject most paths with one look-up."""
    return frozenset((len(pattern), pattern[-1]) for pattern in _casts(compose))


def cast_of(path: Path, compose: Compose) -> Cast | None:
    """Return the function that converts the text at a path, or None where it stays a text.

    Args:
        path: the path of the value. Compose joins its parts with dots and so finds no cast below a
            name that has a dot; it converts there when it decodes, with the same result
            (loader/mapstructure.go cast), so that the parts can be matched one by one.
        compose: the version of Compose.
    """
    if len(path) == 1 or path[0] not in ("services", "networks", "volumes", "secrets", "configs"):
        return None
    ends = _lasts(compose)
    if (len(path), path[-1]) not in ends and (len(path), "*") not in ends:
        return None
    for pattern, cast in _casts(compose).items():
        if len(pattern) == len(path) and all(
            one in ("*", own) for one, own in zip(pattern, path, strict=True)
        ):
            return cast
    return None
