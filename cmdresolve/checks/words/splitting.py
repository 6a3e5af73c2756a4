"""One word cut into those that it was meant to be."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.resolving.shell_syntax import read_script

# A shell would run ``$(NAME)``; a name that no text has stands in for it while the text is read.
_POD_VARIABLE = pattern(r"\$\(([A-Za-z_.-][\w.-]*)\)")
_STAND_IN = pattern(r"_POD_VARIABLE_(.*?)_END_")


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
        pod: whether ``$(NAME)`` in it is a variable: the shell never sees it, and it is
            read as part of a plain word.
    """
    script = read_script(_POD_VARIABLE.sub(r"_POD_VARIABLE_\1_END_", text) if pod else text)
    if script is None or not script.commands:
        return None
    words = tuple(_STAND_IN.sub(r"$(\1)", x.value) for x in script.tokens if x.is_word)
    only = len(script.commands) == 1 and not script.operators and not script.comments
    needs = not only or bool(script.expansions) or bool(script.commands[0].assignments)
    return Cut(words, needs_shell=needs or any(x.globs for x in script.tokens))
