r"""What people paste along with a command line: prompts, and the line continuations of Windows.

Source: the defaults of PS1 in Debian, Fedora and zsh; about_Prompts, about_Operators (``&``) and
about_Special_Characters (a backquote at the end of a line) of PowerShell 7.5; ``cmd /?`` (``^``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# The last character of a prompt, and the words that are a prompt by themselves.
_ENDS = "$#%>❯»λ"  # noqa: RUF001 - what a prompt has
_ALONE = frozenset((*_ENDS, "➜", "&", "PS>", ">>>", "$>"))
# C:\Users\me>, with what was typed behind it or not; a POSIX shell has taken the backslashes away.
_WINDOWS = re.compile(r"[A-Za-z]:[^>]*>")
_PLACE = re.compile(r"[\w.-]+@[\w.-]+[^\s]*|~[^\s]*|bash-[\d.]+|sh-[\d.]+")
_VENV = re.compile(r"\([\w.-]+\)")
_MAGIC = re.compile(r"!(?=[\w/.\"'])|%%?(?:bash|sh|system|sx)(?=\s)")
_CELL = re.compile(r"In\s\[\d*\]:")
# A whole prompt at the beginning of a text, of up to four pieces: an IPython cell, a virtual
# environment, PowerShell, cmd, fish, Red Hat's brackets, user@host, oh-my-zsh's arrow with its git
# branch, a notebook's magic, and a lone end character. What follows decides whether it is one.
_AS_TEXT = re.compile(
    r"\s*(?:"
    rf"{_CELL.pattern}\s+|{_VENV.pattern}\s+|PS\s+(?=[A-Za-z]:|/|~|>)|{_WINDOWS.pattern}\s*"
    rf"|(?:/|~)[^\s>]*>\s+|\[[^\]\s]+\s[^\]]*\][$#%]\s+|(?:{_PLACE.pattern})[$#%>]\s+"
    rf"|➜\s+\S+\s+(?:git:\(\S+\)\s+)?(?:✗\s+)?|(?:{_MAGIC.pattern})\s*"
    r"|(?:PS>|>>>|\$>|[$#%>❯»λ➜&])\s+"  # noqa: RUF001 - same
    r"){1,4}"
)
_WORD = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']+")
_DRIVE = re.compile(r"\s*[A-Za-z]:\\\S*")
_BACKQUOTED_END = re.compile(r"`(?=\r?\n)")
_CARET_END = re.compile(r"(?<=[ \t])\^(?=\r?\n)")
_CONTINUED = re.compile(r"(?<!\\)\\\r\n")


def plain_text(text: str, is_program: Callable[[str], bool]) -> str:
    r"""Rewrite a pasted line for a POSIX shell, in the same length, so that spans stay valid.

    A prompt becomes blanks, a path of Windows is written with ``/``, and the line continuations of
    PowerShell and ``cmd`` become backslashes.

    Args:
        text: what was pasted.
        is_program: whether a word is the name of a known program. What looks like a prompt is kept
            unless such a word follows it.
    """
    found = _AS_TEXT.match(text)
    line = text
    if found is not None and is_program(first_word(text[found.end() :])):
        line = " " * found.end() + text[found.end() :]
    drive = _DRIVE.match(line)
    if drive is not None:
        line = drive[0].replace("\\", "/") + line[drive.end() :]
    # One backquote elsewhere makes them all command substitution, as in a POSIX shell.
    if line.count("`") == len(_BACKQUOTED_END.findall(line)):
        line = _BACKQUOTED_END.sub(r"\\", line)
    line = _CARET_END.sub(r"\\", line)
    return _CONTINUED.sub(" \\\\\n", line) if "\r" in line else line


def first_word(text: str) -> str:
    """Return the first word of a text, without the quotes around it."""
    found = _WORD.match(text.lstrip())
    return "" if found is None else found[0].strip("\"'")


def past_prompt(words: Sequence[str]) -> int:
    """Return the position of the first word after a prompt, 0 where there is none.

    Args:
        words: the words of a line, as a shell has split them.
    """
    place = 0
    while place < len(words):
        taken = _prompt_words(words, place)
        if not taken:
            break
        place += taken
    return place


def _prompt_words(words: Sequence[str], place: int) -> int:
    """Return how many words belong to a piece of a prompt that begins at a position, or 0."""
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else ""
    if word == "➜":
        return 2
    if word in _ALONE or _VENV.fullmatch(word) or _MAGIC.fullmatch(word + " "):
        return 1
    if word == "PS" and after.endswith(">"):
        return 2
    if word == "In" and re.fullmatch(r"\[\d*\]:", after):
        return 2
    if word.startswith("[") and after.endswith(("]$", "]#", "]%")):
        return 2
    ended = word[:-1] if word.endswith(tuple(_ENDS)) else ""
    return 1 if ended and (_PLACE.fullmatch(ended) or _WINDOWS.fullmatch(word)) else 0
