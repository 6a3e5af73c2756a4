"""The splitters that clients of engines use to make words of a command's text."""

from __future__ import annotations


class UnclosedQuoteError(ValueError):
    """A quote or an escape is open at the end of the text."""


def google_shlex(text: str) -> list[str]:  # noqa: PLR0912 - one state machine, as theirs
    """Split a text as google/shlex does: quotes, backslash escapes and ``#`` comments.

    Source: github.com/google/shlex shlex.go (the classifier and the tokenizer's states);
    recorded ``swarm``.

    Raises:
        UnclosedQuoteError: a quote or escape has no end; the message is google/shlex's own.
    """
    words: list[str] = []
    word: list[str] = []
    in_word = False
    quote = ""
    pos = 0
    while pos < len(text):
        character = text[pos]
        pos += 1
        # Between double quotes too, and before any character: not as in POSIX, where it escapes
        # four there (shlex.go scanStream, state escapingQuotedState).
        if character == "\\" and quote != "'":
            if pos == len(text):
                raise UnclosedQuoteError("EOF found after escape character")
            in_word = True
            word.append(text[pos])
            pos += 1
        elif quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "\"'":
            quote = character
            in_word = True
        elif character in " \t\r\n":
            if in_word:
                words.append("".join(word))
                word = []
                in_word = False
        elif character == "#" and not in_word:
            newline = text.find("\n", pos)
            pos = len(text) if newline < 0 else newline + 1
        else:
            in_word = True
            word.append(character)
    if quote:
        raise UnclosedQuoteError("EOF found when expecting closing quote")
    if in_word:
        words.append("".join(word))
    return words


def python_shlex(text: str) -> list[str]:
    """Split with Python's own ``shlex.split``, which docker-py calls.

    Raises:
        UnclosedQuoteError: a quote or escape has no end; the message is Python's own.
    """
    import shlex  # noqa: PLC0415 - most engines split nothing

    try:
        return shlex.split(text)
    except ValueError as error:
        raise UnclosedQuoteError(str(error)) from None
