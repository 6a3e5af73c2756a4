"""References to images: what is one, in a Dockerfile and on a command line.

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
# A bare name with or without a tag, and too short to be an identifier.
_FAMILIAR = pattern(r"[a-z][a-z0-9]{0,40}(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]{0,100})?")
# Lower case, no port and no digest: what most names are. One of fewer than 64 characters is no
# identifier either.
_LONGEST_PLAIN = 63
_PLAIN = pattern(
    r"[a-z][a-z0-9]*+(?:[.\-][a-z0-9]++)*+(?:/[a-z0-9]++(?:[._\-][a-z0-9]++)*+)*+"
    r"(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]*+)?"
)
# The identifier of an image, which is no name though it is spelt like one (anchoredIdentifier).
_IDENTIFIER = pattern(r"[a-f0-9]{64}")
_HEX_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}
_LOWER_HEX = pattern(r"[a-f0-9]*")
_LIMIT = 255


class ReferenceFormatError(ValueError):
    """The text is not an image reference; the message is the engine's own."""


def normalize(text: str, *, upper_domain: bool = True) -> str:
    """Return the full name of a reference: registry, path, tag.

    Args:
        text: the reference.
        upper_domain: whether a first part with capital letters is a registry.

    Raises:
        ReferenceFormatError: the text is no reference.
    """
    if _FAMILIAR.fullmatch(text) is not None:
        return f"docker.io/library/{text}" if ":" in text else f"docker.io/library/{text}:latest"
    if is_plain(text):
        # The whole grammar takes as long to compile as a first look-up in the atlas without it.
        domain, remainder = _split_domain(text, upper_domain=upper_domain)
        return f"{domain}/{remainder}" if ":" in remainder else f"{domain}/{remainder}:latest"
    if _IDENTIFIER.fullmatch(text):
        raise ReferenceFormatError(
            f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
        )
    domain, remainder = _split_domain(text, upper_domain=upper_domain)
    name = remainder.partition(":")[0] if ":" in remainder else remainder
    # Capital letters have a message of their own, where they are all that is wrong.
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
    """Say at little cost whether a text is surely a reference; `normalize` takes many more."""
    return len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) is not None


def same_key(text: str) -> str:
    """Return a key that all spellings of one image share; of another text, the text itself."""
    try:
        return normalize(text)
    except ReferenceFormatError:
        return text


def check_any(text: str, *, names_it: bool = True, upper_domain: bool = True) -> None:
    """Check the name, identifier or digest of an image, as a command line may give one.

    Args:
        text: the image as given.
        names_it: whether the error names the repository that has capital letters (from 25.0).
        upper_domain: whether a first part with capital letters is a registry (from 27.0).

    Raises:
        ReferenceFormatError: `text` is neither of the three; the message is that of docker.
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
    if len(path) > _LIMIT:
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
