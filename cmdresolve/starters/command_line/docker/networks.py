"""``--network``: a name, or CSV of ``key=value``, and how several go together.

Source: docker/cli v28.5.2 opts/network.go and cli/command/container/opts.go (parseNetworkOpts,
applyContainerOptions, parseNetworkAttachmentOpt); v20.10.24, v25.0.0 and v28.0.0 of the first for
the keys that came with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from cmdresolve.go.fields import csv_record
from cmdresolve.go.numbers import FlagValueError, parse_decimal, reason_of
from cmdresolve.go.text import SPACE, lower

_LONG = re.compile(r"\w=\w", re.ASCII)
_NOT_USER_DEFINED = frozenset(("default", "bridge", "host", "none"))
_KEYS_20_10 = ("name", "alias", "ip", "ip6", "driver-opt")


@frozen
class Attachment:
    """One ``--network``.

    Attributes:
        target: the network's name, or a mode such as ``host``.
        given: the other keys, with their last values.
    """

    target: str
    given: dict[str, str]

    @property
    def user_defined(self) -> bool:
        """Whether it names a network that somebody made."""
        return self.target not in _NOT_USER_DEFINED and not self.target.startswith("container:")


def attachment(text: str) -> Attachment:
    """Read a ``--network`` that has been checked."""
    return _read(text, None)


def network_check(*added: str) -> Callable[[str], None]:
    """Make the check of a version that knows `added` keys beside those of 20.10."""
    keys = (*_KEYS_20_10, *added)

    def network(text: str) -> None:
        _read(text, keys)

    return network


def _read(text: str, keys: tuple[str, ...] | None) -> Attachment:
    if not _LONG.search(text):
        return Attachment(text, {})
    given: dict[str, str] = {}
    for part in csv_record(text):
        key, equals, value = lower(part).partition("=")
        if not equals or not key:
            raise FlagValueError(f"invalid field {part}")
        key = key.strip(SPACE)
        value = value.strip(SPACE)
        if keys is not None and key not in keys:
            raise FlagValueError(f"invalid field key {key}")
        _check_field(key, value)
        given[key] = value
    target = given.pop("name", "")
    if not target:
        raise FlagValueError("network name/id is not specified")
    return Attachment(target, given)


def _check_field(key: str, value: str) -> None:
    if key == "driver-opt":
        name, equals, _ = value.partition("=")
        if not equals or not name:
            raise FlagValueError("invalid key value pair format in driver options")
    if key == "gw-priority":
        try:
            parse_decimal(value)
        except FlagValueError as fault:
            raise FlagValueError(f"invalid gw-priority ({value}): {reason_of(fault)}") from None
