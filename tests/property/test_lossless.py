"""Law: the pieces of a Dockerfile are its text.

"A lossless property: the logical lines, comments and whitespace reassemble to the exact input
bytes." It holds for every builder and every input, also one that is no UTF-8 or that the builder
refuses.
"""

from __future__ import annotations

from dockerfile_texts import READERS, near_valid
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.dockerfile.reading.pieces import pieces
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.source import Source

KINDS = {"directive", "comment", "blank", "instruction", "unread"}


def reassembled(text: str, builder: str) -> str:
    source = Source("Dockerfile", text)
    parts = []
    at = 0
    for piece in pieces(source, dialects.builder(builder)):
        assert piece.kind in KINDS
        assert piece.span.start == at < piece.span.end
        at = piece.span.end
        parts.append(text[slice(*piece.span)])
    return "".join(parts)


@given(data=st.binary(max_size=60))
def test_any_bytes_reassemble(data: bytes) -> None:
    """No byte is lost, whatever the bytes are."""
    text = data.decode("utf-8", "surrogateescape")

    for builder in READERS:
        assert reassembled(text, builder).encode("utf-8", "surrogateescape") == data


@given(text=near_valid())
def test_dockerfiles_reassemble(text: str) -> None:
    """Pieces follow each other without a gap, and none overlaps another."""
    for builder in READERS:
        assert reassembled(text, builder) == text


@given(text=near_valid())
def test_instructions_are_pieces(text: str) -> None:
    """Each instruction of a Dockerfile that parses is one piece, and its directives are others."""
    for builder in READERS:
        check_instructions(text, builder)


def check_instructions(text: str, builder: str) -> None:
    try:
        parsed = Dockerfile.parse(text, builder=builder)
        instructions = [instruction.span for instruction in parsed.instructions]
    except CmdResolveError:
        return

    pieces_of = {
        kind: [piece.span for piece in parsed.pieces if piece.kind == kind] for kind in KINDS
    }

    assert pieces_of["instruction"] == instructions
    assert pieces_of["unread"] == []
    assert [span.start for span in pieces_of["directive"]] == [
        directive.span.start for directive in parsed.syntax.directives
    ]
