"""``$(NAME)`` in commands and arguments of a Pod.

Source: kubernetes third_party/forked/golang/expansion/expand.go and podman v5.8
pkg/domain/infra/abi/internal/expansion, its copy; recorded ``expand``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cmdresolve.gotext import replace_invalid
from cmdresolve.image import Words


def expand_words(words: Words, env: Iterable[str]) -> Words:
    """Expand each word by an image's ``Env``; absent, empty and unknown stay what they are."""
    if not isinstance(words, tuple):
        return words
    values = dict(entry.partition("=")[::2] for entry in env)
    return tuple(expand(word, values) for word in words)


def expand(text: str, values: Mapping[str, str], *, splits_characters: bool = True) -> str:
    r"""Replace ``$(NAME)`` by its value, and ``$$`` by ``$``; leave everything else.

    There is no nesting, and what was put in is not read again; a name nobody knows stays.

    Args:
        text: the word.
        values: the variables.
        splits_characters: whether ``$`` before a character outside ASCII tears it apart, as the
            expander does everywhere but in the newest Kubernetes: it copies the character's first
            byte as if it were one, and the bytes left over reach the process as U+FFFD each
            (run on Podman 5.8: ``$é`` gives ``$Ã\ufffd``).
    """
    if "$" not in text:
        return text
    data = _bytes(text)
    table = {_bytes(name): _bytes(value) for name, value in values.items()}
    out = bytearray()
    pos = 0
    while pos < len(data):
        dollar = data.find(b"$", pos)
        if dollar < 0 or dollar + 1 >= len(data):
            out += data[pos:]
            break
        out += data[pos:dollar]
        following = data[dollar + 1 : dollar + 2]
        pos = dollar + 2
        if following == b"$":
            out += b"$"
        elif following == b"(":
            end = data.find(b")", pos)
            if end < 0:
                out += b"$("
            else:
                out += table.get(data[pos:end], data[dollar : end + 1])
                pos = end + 1
        elif following >= b"\x80" and splits_characters:
            out += b"$" + following.decode("latin-1").encode()
        else:
            out += b"$" + following
    return replace_invalid(out.decode("utf-8", "surrogateescape"))


def _bytes(text: str) -> bytes:
    return replace_invalid(text).encode()
