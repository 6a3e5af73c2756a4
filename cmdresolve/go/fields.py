"""Fields and addresses as Go's packages read them: CSV records, IP and MAC addresses.

Source: Go's encoding/csv (reader.go), net (ip.go, mac.go) and net/netip (netip.go).
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.lazy_pattern import pattern


def csv_record(text: str) -> list[str]:
    """Read the first record of a CSV text.

    Raises:
        FlagValueError: the quotes are wrong, or there is no record (``EOF``); columns are counted
            in bytes from 1, as Go counts them.
    """
    text = text.replace("\r\n", "\n").removesuffix("\r")
    pos = len(text) - len(text.lstrip("\n"))
    if pos == len(text):
        raise FlagValueError("EOF")
    fields: list[str] = []
    while True:
        if text.startswith('"', pos):
            field, pos = _quoted(text, pos + 1)
        else:
            field, pos = _plain(text, pos)
        fields.append(field)
        if not text.startswith(",", pos):
            return fields
        pos += 1


def _plain(text: str, pos: int) -> tuple[str, int]:
    ends = [end for end in (text.find(",", pos), text.find("\n", pos)) if end >= 0]
    end = min(ends, default=len(text))
    field = text[pos:end]
    if '"' in field:
        place = pos + field.index('"')
        raise FlagValueError(_parse_error(text, pos, place, 'bare " in non-quoted-field'))
    return field, end


def _quoted(text: str, pos: int) -> tuple[str, int]:
    start = pos
    parts = []
    while True:
        quote = text.find('"', pos)
        if quote < 0:
            place = len(text)
            break
        parts.append(text[pos:quote])
        pos = quote + 1
        if not text.startswith('"', pos):
            if text[pos : pos + 1] in ("", ",", "\n"):
                return "".join(parts), pos
            place = quote
            break
        parts.append('"')
        pos += 1
    raise FlagValueError(
        _parse_error(text, start, place, 'extraneous or missing " in quoted-field')
    )


def _parse_error(text: str, start: int, place: int, what: str) -> str:
    first, line = (text.count("\n", 0, x) + 1 for x in (start, place))
    begin = text.rfind("\n", 0, place) + 1
    column = len(text[begin:place].encode("utf-8", "surrogateescape")) + 1
    record = f"record on line {first}; " if first != line else ""
    return f"{record}parse error on line {line}, column {column}: {what}"


_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = pattern(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_GROUP = pattern(r"[0-9a-fA-F]{1,4}")
_GROUPS = 8


def is_ip(text: str) -> bool:
    """Say whether ``net.ParseIP`` takes it: no zone, no brackets, no leading zeros."""
    return _IPV4.fullmatch(text) is not None or _is_ipv6(text)


def _is_ipv6(text: str) -> bool:
    if ":" not in text:
        return False
    head, gap, tail = text.partition("::")
    groups = [group for part in (head, tail) if part for group in part.split(":")]
    last = groups.pop() if groups and "." in groups[-1] else None
    if last is not None and (not _IPV4.fullmatch(last) or not text.endswith(last)):
        return False
    if not all(_GROUP.fullmatch(group) for group in groups):
        return False
    count = len(groups) + (2 if last is not None else 0)
    return count < _GROUPS if gap else count == _GROUPS


_MAC_BYTES = pattern(r"[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2})*)")
_MAC_WORDS = pattern(r"[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+")
_MAC_LENGTHS = (6, 8, 20)


def is_mac(text: str) -> bool:
    """Say whether ``net.ParseMAC`` takes it: 6, 8 or 20 bytes in one of three notations."""
    if _MAC_BYTES.fullmatch(text):
        return (len(text) + 1) // 3 in _MAC_LENGTHS
    return _MAC_WORDS.fullmatch(text) is not None and 2 * (len(text) + 1) // 5 in _MAC_LENGTHS
