"""References to images: what is one, and which name two spellings share.

Source: github.com/distribution/reference normalize.go and reference.go, as BuildKit v0.25.2 and
moby v28.5.2 call them on FROM.
"""

from __future__ import annotations

import re

from cmdresolve.model.lazy_pattern import pattern

_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DOMAIN_PART = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_DOMAIN_PART}(?:\.{_DOMAIN_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE = pattern(
    rf"((?:{_DOMAIN}/)?{_COMPONENT}(?:/{_COMPONENT})*)"
    r"(?::([\w][\w.-]{0,127}))?"
    r"(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)
# A bare name with or without a tag, and too short to be an identifier.
_FAMILIAR = pattern(r"[a-z][a-z0-9]{0,40}(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]{0,100})?")
# Lower case, no port and no digest: what most names are. Of fewer than 64 characters, so that it
# is no identifier either.
_PLAIN = pattern(
    r"(?=[^\n]{1,63}\Z)[a-z][a-z0-9]*+(?:[.\-][a-z0-9]++)*+(?:/[a-z0-9]++(?:[._\-][a-z0-9]++)*+)*+"
    r"(?::[a-zA-Z0-9_][a-zA-Z0-9_.\-]*+)?"
)
_IDENTIFIER = pattern(r"[a-f0-9]{64}")
_LIMIT = 255


class ReferenceFormatError(ValueError):
    """The text is no reference; its text is the engine's."""


def normalize(text: str) -> str:
    """Give the full name of a reference: registry, path, tag.

    Raises:
        ReferenceFormatError: the text is no reference.
    """
    if _FAMILIAR.fullmatch(text) is not None:
        return f"docker.io/library/{text}" if ":" in text else f"docker.io/library/{text}:latest"
    if _IDENTIFIER.fullmatch(text):
        raise ReferenceFormatError(
            f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
        )
    domain, remainder = _split_domain(text)
    name = remainder.partition(":")[0] if ":" in remainder else remainder
    if name.lower() != name and _REFERENCE.fullmatch(f"{domain}/{remainder}".lower()):
        raise ReferenceFormatError(
            f"invalid reference format: repository name ({name}) must be lowercase"
        )
    match = _REFERENCE.fullmatch(f"{domain}/{remainder}")
    if match is None:
        raise ReferenceFormatError("invalid reference format")
    if len(match[1]) - len(domain) - 1 > _LIMIT:
        raise ReferenceFormatError("repository name must not be more than 255 characters")
    if match[2] is None and match[3] is None:
        return f"{match[1]}:latest"
    return match[0]


def is_plain(text: str) -> bool:
    """Say whether a text is a reference beyond doubt: one that `normalize` takes, of the plain."""
    return _PLAIN.fullmatch(text) is not None


def same_key(text: str) -> str:
    """Give a key that two spellings of one image share; a text that is no reference is its own."""
    try:
        return normalize(text)
    except ReferenceFormatError:
        return text


def _split_domain(text: str) -> tuple[str, str]:
    domain, slash, rest = text.partition("/")
    plain = not slash or (
        "." not in domain
        and ":" not in domain
        and domain != "localhost"
        and domain == domain.lower()
    )
    if plain:
        domain, rest = "docker.io", text
    elif domain == "index.docker.io":
        domain = "docker.io"
    if domain == "docker.io" and "/" not in rest:
        rest = f"library/{rest}"
    return domain, rest
