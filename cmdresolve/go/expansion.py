"""The expansion of ``$(NAME)`` in a text, as Kubernetes and Podman do it.

Source: kubernetes third_party/forked/golang/expansion/expand.go and podman v5.8
pkg/domain/infra/abi/internal/expansion, its copy; recorded ``expand``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.limits import Room


def table_of(values: Mapping[str, str]) -> dict[bytes, bytes]:
    """Return variables as UTF-8 bytes, the form that `expand_by` looks them up in."""
    return {as_bytes(name): as_bytes(value) for name, value in values.items()}


def expand(text: str, values: Mapping[str, str], *, splits_characters: bool = True) -> str:
    r"""Return a text with ``$(NAME)`` replaced by its value and ``$$`` by ``$``.

    Values are not expanded again, and a reference to an unknown name stays as written.

    Args:
        text: one word of a command.
        values: the variables by name.
        splits_characters: whether ``$`` right before a non-ASCII character corrupts it, which it
            does everywhere but in the newest Kubernetes: the first byte of the character's UTF-8
            is converted to a character of its own, and each byte left over reaches the process as
            U+FFFD (run on Podman 5.8: ``$é`` gives ``$Ã\ufffd``).
    """
    return expand_by(text, table_of(values), splits_characters=splits_characters)


def expand_by(
    text: str,
    table: Mapping[bytes, bytes],
    *,
    splits_characters: bool = True,
    room: Room | None = None,
) -> str:
    """Do the same as `expand`, with variables that `table_of` has converted.

    Args:
        text: one word of a command.
        table: the variables, from `table_of`.
        splits_characters: as for `expand`.
        room: the budget of characters that all expansions share; None for no limit.

    Raises:
        LimitError: the values take more characters than are left in `room`.
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
            # `string(input[0])` makes a rune of one byte, which is Latin-1's reading of it
            # (podman v5.8.2 expand.go tryReadVariableName, its default case).
            out += b"$" + literal[1:].decode("latin-1").encode()
        else:
            out += literal
    return replace_invalid(out.decode("utf-8", "surrogateescape"))


def names_used(text: str) -> Iterator[str]:
    """Yield the names that a word refers to as ``$(NAME)``, in order, repeated ones included."""
    for _, name in _pieces(as_bytes(text)) if "$(" in text else ():
        if name is not None:
            yield name.decode()


def tears_a_character(text: str) -> bool:
    """Return whether an unescaped ``$`` stands right before a non-ASCII character."""
    return any(
        name is None and literal[:1] == b"$" and literal[1:] >= b"\x80"
        for literal, name in _pieces(as_bytes(text))
    )


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Split a word into literal text and references.

    Yields:
        Literal bytes with None, or the bytes of a reference, ``$(NAME)``, with its name. A ``$``
        that begins no reference is a literal together with the byte after it; ``$$`` is a
        literal ``$``.
    """
    pos = 0
    # No reference opened after the last parenthesis can be closed. Without this bound, each "$("
    # would scan to the end of the text, as expand.go does: quadratic for a text of many.
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
    """Return a text as valid UTF-8: U+FFFD stands for each byte that was none."""
    return replace_invalid(text).encode()
