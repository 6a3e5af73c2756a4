"""Image references: their syntax and normal form, in Dockerfiles and on command lines.

Source: github.com/distribution/reference v0.6.0 normalize.go (ParseNormalizedNamed,
ParseAnyReference) and reference.go, as BuildKit v0.25.2 and moby v28.5.2 call them on FROM, and
docker/cli v28.5.2 cli/command/container/create.go on its image; opencontainers/go-digest v1.0.0.
"""

from __future__ import annotations

import re

from cmdresolve.model.go_text import lower
from cmdresolve.model.lazy_pattern import pattern

# The grammar of distribution/reference, as its own doc comment in reference.go has it: path
# components in lower case, parted by one separator; a domain in any case; tag and digest behind.
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DOMAIN_PART = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_DOMAIN_PART}(?:\.{_DOMAIN_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE = pattern(
    rf"((?:{_DOMAIN}/)?({_COMPONENT}(?:/{_COMPONENT})*))"
    r"(?::([\w][\w.-]{0,127}))?"
    r"(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)
# Fast paths: to compile the grammar above takes as long as all the rest of a first look-up in the
# atlas. First a bare name with or without a tag, too short to be an identifier: `debian:12`.
_FAMILIAR = pattern(r"[a-z][a-z0-9]{0,40}(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]{0,100})?")
# Then a path with or without a tag, in lower case, without port and digest, such as
# `ghcr.io/owner/name:tag`. Fewer than 64 characters cannot be an identifier.
_LONGEST_PLAIN = 63
_PLAIN = pattern(
    r"[a-z][a-z0-9]*+(?:[.\-][a-z0-9]++)*+(?:/[a-z0-9]++(?:[._\-][a-z0-9]++)*+)*+"
    r"(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]*+)?"
)
# The identifier of an image, which is not a name though it is spelt like one (regexp.go
# anchoredIdentifierRegexp).
_IDENTIFIER = pattern(r"[a-f0-9]{64}")
_HEX_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}
_LOWER_HEX = pattern(r"[a-f0-9]*")
# The longest path of a name, its domain not counted (reference.go RepositoryNameTotalLengthMax).
_LONGEST_PATH = 255


class ReferenceFormatError(ValueError):
    """The text is not an image reference; the message is the engine's own."""


def normalize(text: str, *, upper_domain: bool = True) -> str:
    """Return a reference in full: ``debian`` is ``docker.io/library/debian:latest``.

    Args:
        text: the reference.
        upper_domain: whether a first component with capital letters is a registry.

    Raises:
        ReferenceFormatError: the text is not a reference.
    """
    if _FAMILIAR.fullmatch(text) is not None:
        return f"docker.io/library/{text}" if ":" in text else f"docker.io/library/{text}:latest"
    if is_plain(text):
        domain, remainder = _split_domain(text, upper_domain=upper_domain)
        return f"{domain}/{remainder}" if ":" in remainder else f"{domain}/{remainder}:latest"
    if _IDENTIFIER.fullmatch(text):
        raise ReferenceFormatError(
            f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
        )
    domain, remainder = _split_domain(text, upper_domain=upper_domain)
    name = remainder.partition(":")[0] if ":" in remainder else remainder
    # Capital letters have a message of their own if nothing else is wrong.
    if name.lower() != name and _REFERENCE.fullmatch(f"{domain}/{remainder}".lower()):
        raise ReferenceFormatError(
            f"invalid reference format: repository name ({name}) must be lowercase"
        )
    match = _REFERENCE.fullmatch(f"{domain}/{remainder}")
    if match is None:
        raise ReferenceFormatError("invalid reference format")
    _check_length(match[2])
    if match[3] is None and match[4] is None:
        return f"{match[1]}:latest"
    return match[0]


def is_plain(text: str) -> bool:
    """Return whether a text is certainly a reference; False means that `normalize` must decide."""
    return len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) is not None


def same_key(text: str) -> str:
    """Return a key that all spellings of a reference share; for other texts, the text itself."""
    try:
        return normalize(text)
    except ReferenceFormatError:
        return text


def repository(reference: str) -> str:
    """Return a reference without its tag and digest; a colon before a slash is that of a port."""
    head, slash, last = reference.partition("@")[0].rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"


def check_any(text: str, *, names_it: bool = True, upper_domain: bool = True) -> None:
    """Check an image given on a command line: a reference, an identifier or a digest.

    Args:
        text: the image as given.
        names_it: whether the message names the repository that has capital letters, as Docker's
            does since 25.0.
        upper_domain: whether a first component with capital letters is a registry, as to Docker
            since 27.0.

    Raises:
        ReferenceFormatError: it is none of these; the message is that of ``docker``.
    """
    if _IDENTIFIER.fullmatch(text) or _digest_fault(text) is None:
        return
    domain, rest = _split_domain(text, upper_domain=upper_domain)
    name = rest.partition(":")[0]
    if lower(name) != name:
        which = f"repository name ({name})" if names_it else "repository name"
        raise ReferenceFormatError(f"invalid reference format: {which} must be lowercase")
    match = _REFERENCE.fullmatch(f"{domain}/{rest}")
    if match is None:
        raise ReferenceFormatError("invalid reference format")
    _check_length(match[2])
    fault = None if match[4] is None else _digest_fault(match[4])
    if fault is not None:
        raise ReferenceFormatError(fault)


def _check_length(path: str) -> None:
    if len(path) > _LONGEST_PATH:
        raise ReferenceFormatError("repository name must not be more than 255 characters")


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


def _split_domain(text: str, *, upper_domain: bool = True) -> tuple[str, str]:
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
