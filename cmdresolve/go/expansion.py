"""``$(NAME)`` in a text, as Kubernetes and Podman expand it.

Source: kubernetes third_party/forked/golang/expansion/expand.go and podman v5.8
pkg/domain/infra/abi/internal/expansion, its copy; recorded ``expand``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.limits import Room


def table_of(values: Mapping[str, str]) -> dict[bytes, bytes]:
    """Write variables as the expander looks them up."""
    return {as_bytes(name): as_bytes(value) for name, value in values.items()}


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
    return expand_by(text, table_of(values), splits_characters=splits_characters)


def expand_by(
    text: str,
    table: Mapping[bytes, bytes],
    *,
    splits_characters: bool = True,
    room: Room | None = None,
) -> str:
    """Expand a word, as `expand` does, by variables as of `table_of`.

    Raises:
        LimitError: their values are more than there is room for.
    """
    if "$" not in text:
        return text
    out = bytearray()
    for literal, name in _pieces(as_bytes(text)):
        if name is not None:
            value = table.get(name, literal)
            if room is not None:
                room.take(len(value))
            out += value
        elif literal[:1] == b"$" and literal[1:2] >= b"\x80" and splits_characters:
            out += b"$" + literal[1:].decode("latin-1").encode()
        else:
            out += literal
    return replace_invalid(out.decode("utf-8", "surrogateescape"))


def names_used(text: str) -> Iterator[str]:
    """Return the names that ``$(NAME)`` in a word asks for, in order."""
    for _, name in _pieces(as_bytes(text)) if "$(" in text else ():
        if name is not None:
            yield name.decode()


def tears_a_character(text: str) -> bool:
    """Say whether a ``$`` of a word stands right before a character outside ASCII."""
    return any(
        name is None and literal[:1] == b"$" and literal[1:] >= b"\x80"
        for literal, name in _pieces(as_bytes(text))
    )


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Cut a word into what stays, and ``$(NAME)`` with its name.

    A ``$`` with the byte after it is one piece, and so is the ``$`` that is left of two.
    """
    pos = 0
    # Behind the last one every parenthesis stays open, and none is looked for again and again.
    last = data.rfind(b")")
    while pos < len(data):
        dollar = data.find(b"$", pos)
        if dollar < 0 or dollar + 1 >= len(data):
            yield data[pos:], None
            return
        if dollar > pos:
            yield data[pos:dollar], None
        following = data[dollar + 1 : dollar + 2]
        pos = dollar + 2
        end = data.find(b")", pos) if following == b"(" and pos <= last else -1
        if end >= 0:
            pos = end + 1
            yield data[dollar:pos], data[dollar + 2 : end]
        else:
            yield b"$" if following == b"$" else b"$" + following, None


def as_bytes(text: str) -> bytes:
    """Return the bytes that the expander reads: valid UTF-8, with U+FFFD for what is not."""
    return replace_invalid(text).encode()
