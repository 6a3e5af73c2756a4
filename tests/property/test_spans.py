"""Law: a word's span in the source is that word.

"Slicing the source at a word's span and decoding gives the word", continuations removed.
"""

from __future__ import annotations

import json

from dockerfile_texts import READERS, near_valid
from hypothesis import given

from cmdresolve import dialects
from cmdresolve.dockerfile import Instruction
from cmdresolve.dockerfile.reading.reader import Reader, Syntax, read
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.source import Source, Span


def syntax_of(text: str, builder: str) -> Syntax | None:
    try:
        return read(Source("Dockerfile", text), dialects.builder(builder))
    except DockerfileError:
        return None


def joined(text: str, builder: str, escape: str, span: Span) -> str:
    """Return the text of a span with its continuations and the comments in them removed.

    Joining is what a reader does with an instruction, so the span is read as one that is put
    behind a word.
    """
    reader = Reader(Source("", "x" + text[slice(*span)]), dialects.builder(builder))
    reader.escape = escape
    reader.directives_done = True
    return next(reader.logical_lines()).text[1:]


@given(text=near_valid())
def test_a_word_of_a_json_array(text: str) -> None:
    """Decoded, the source at the span of a word of exec form is the word."""
    for builder in READERS:
        syntax = syntax_of(text, builder)
        for instruction in syntax.instructions if syntax is not None else ():
            spans = instruction.word_spans
            assert len(spans) == len(instruction.words or ())
            for word, span in zip(instruction.words or (), spans, strict=True):
                written = joined(text, builder, syntax.escape, span)
                decoded = json.loads(written)
                # A lone surrogate, and a byte that is no UTF-8, is U+FFFD to Go.
                assert replace_invalid(decoded) == word


@given(text=near_valid())
def test_the_text_of_a_shell_form(text: str) -> None:
    """The source at the span of the arguments is the arguments."""
    for builder in READERS:
        syntax = syntax_of(text, builder)
        for instruction in syntax.instructions if syntax is not None else ():
            check_arguments(text, builder, syntax.escape, instruction)


def check_arguments(text: str, builder: str, escape: str, instruction: Instruction) -> None:
    span = instruction.args_span
    if not instruction.args:
        assert span.start == span.end
        return
    assert joined(text, builder, escape, span).rstrip(escape) == instruction.args.rstrip(escape)
    assert instruction.span.start <= span.start < span.end <= instruction.span.end
