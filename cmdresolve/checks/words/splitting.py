"""One word cut into those that it was meant to be."""

from __future__ import annotations

from typing import NamedTuple

from cmdresolve.resolving.shell_syntax import read_script


class Cut(NamedTuple):
    """A text cut into words.

    Attributes:
        words: the words, quotes taken away.
        needs_shell: whether the text has what only a shell reads.
    """

    words: tuple[str, ...]
    needs_shell: bool


def cut(text: str, *, pod: bool = False) -> Cut | None:
    """Cut a text as a shell would; None where it would read nothing of it.

    Args:
        text: the text.
        pod: whether ``$(NAME)`` in it is a variable, and so as good as a plain word.
    """
    plain = text.replace("$(", "\0(") if pod else text
    script = read_script(plain.replace("\0(", "_PODS_VARIABLE_") if pod else plain)
    if script is None or not script.commands:
        if pod and not set(text) & set("'\"`\\"):
            return Cut(tuple(text.split()), needs_shell=False)
        return None
    words = tuple(x.value.replace("_PODS_VARIABLE_", "$(") for x in script.tokens if x.is_word)
    only = len(script.commands) == 1 and not script.operators and not script.comments
    needs = not only or bool(script.expansions) or bool(script.commands[0].assignments)
    return Cut(words, needs_shell=needs or any(x.globs for x in script.tokens))
