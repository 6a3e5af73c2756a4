"""Image references, as the command line checks them before it asks the daemon.

Source: github.com/distribution/reference v0.6.0 normalize.go (ParseAnyReference,
ParseNormalizedNamed) and reference.go, called by docker/cli v28.5.2
cli/command/container/create.go; opencontainers/go-digest v1.0.0.
"""

from __future__ import annotations

import re

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.go.text import lower

_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = rf"{_COMPONENT}(?:/{_COMPONENT})*"
_HOST = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_DOMAIN = rf"(?:{_HOST}(?:\.{_HOST})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
_REFERENCE = re.compile(
    rf"(?:{_DOMAIN}/)?({_PATH})(?::[\w][\w.-]{{0,127}})?(?:@({_DIGEST}))?", re.ASCII
)
_IDENTIFIER = re.compile(r"[a-f0-9]{64}")
_HEX_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}
_LOWER_HEX = re.compile(r"[a-f0-9]*")
_LONGEST_PATH = 255


def check_reference(text: str, *, names_it: bool = True, upper_domain: bool = True) -> None:
    """Pass over an image's name, identifier or digest.

    Args:
        text: the image as given.
        names_it: whether the error names the repository that has capital letters (from 25.0).
        upper_domain: whether a first part with capital letters is a registry (from 27.0).

    Raises:
        FlagValueError: it is none; the text is the command line's.
    """
    if _IDENTIFIER.fullmatch(text) or _digest_fault(text) is None:
        return
    domain, rest = _split_domain(text, upper_domain=upper_domain)
    name = rest.partition(":")[0]
    if lower(name) != name:
        which = f"repository name ({name})" if names_it else "repository name"
        raise FlagValueError(f"invalid reference format: {which} must be lowercase")
    match = _REFERENCE.fullmatch(f"{domain}/{rest}")
    if match is None:
        raise FlagValueError("invalid reference format")
    if len(match[1]) > _LONGEST_PATH:
        raise FlagValueError("repository name must not be more than 255 characters")
    fault = None if match[2] is None else _digest_fault(match[2])
    if fault is not None:
        raise FlagValueError(fault)


def _digest_fault(text: str) -> str | None:
    algorithm, colon, digits = text.partition(":")
    if not colon or not digits:
        return "invalid checksum digest format"
    length = _HEX_DIGITS.get(algorithm)
    if length is None and algorithm.islower():
        return "unsupported digest algorithm"
    if length is not None and len(digits) != length:
        return "invalid checksum digest length"
    good = length is not None and _LOWER_HEX.fullmatch(digits)
    return None if good else "invalid checksum digest format"


def _split_domain(text: str, *, upper_domain: bool) -> tuple[str, str]:
    first, slash, rest = text.partition("/")
    if not slash:
        return "docker.io", f"library/{text}"
    known = "." in first or ":" in first or first == "localhost"
    known = known or (upper_domain and first != lower(first))
    domain, path = (first, rest) if known else ("docker.io", text)
    if domain == "index.docker.io":
        domain = "docker.io"
    if domain == "docker.io" and "/" not in path:
        path = f"library/{path}"
    return domain, path
