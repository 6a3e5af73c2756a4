"""What Apptainer makes of words: its run script's shell, and how that finds the first of them.

Image words reach the process as they are. A shell evaluates the arguments given, and ``set`` all
words together, unless ``--no-eval`` or the image's environment asks for no such thing; in both
cases the shell's ``exec`` puts the path of the program it found in place of the first word.
Source: apptainer v1.4.5 internal/pkg/build/sources/runscript.sh; its shell, mvdan/sh v3.10.0
syntax/lexer.go; recorded ``apptainer``.
"""

from __future__ import annotations

import re

from cmdresolve.dialects.policies.entrypoint_readers import EntrypointInput, one_word
from cmdresolve.model.errors import ImageConfigError, NoCommandError, OverrideError
from cmdresolve.model.go_text import quote
from cmdresolve.model.image import ImageConfig, Unknown, Words

# Between double quotes a backslash goes before these alone; it takes a line end with it, but right
# after another backslash, escaped or not.
_ESCAPE = re.compile(r'\\([$`"\\])|(?<!\\)\\\n')
# The shell has these for marks of its own: the end of its text, and a line end that is no more.
_END, _NO_LINE_END = "\x80", "\x81"
# Looked for in the environment of the image.
_NO_EVAL, _APPLICATION = "SINGULARITY_NO_EVAL", "SINGULARITY_APPNAME"
# What the script of the environment leaves to its shell: it may have no end.
_COMMAND = re.compile(r"`|\$[({]")
# A dollar sign before a blank, or the end, is one.
_EVALUATED = re.compile(rf'["`{_END}{_NO_LINE_END}]|\$(?![ \t\n]|\Z)|\\\Z')


def no_entrypoint(given: EntrypointInput) -> tuple[str, ...] | None:
    """Refuse an entrypoint: ``apptainer run`` has no flag for one.

    Raises:
        OverrideError: one is given.
    """
    if given is None:
        return None
    raise OverrideError(
        "apptainer run has no way to replace an image's entrypoint",
        code="no-entrypoint-flag",
        hint="apptainer exec starts a command without the image's entrypoint",
    )


def keeps_words(image: ImageConfig) -> bool | None:
    """Say whether the image's environment turns the evaluation of words off; None if unset.

    ``APPTAINER_NO_EVAL`` in the image goes before what the caller asks for. Any value but an empty
    one turns the evaluation off.
    """
    values = _values(image, _NO_EVAL)
    return any(values) if values else None


def script_of_its_own(image: ImageConfig) -> None:
    """Refuse an image whose script cannot be read, or is not the one that is run.

    Raises:
        ImageConfigError: a word holds what the shell takes for the end of the script, or the
            environment names an application; an image that comes from a registry holds none.
    """
    named = next(filter(None, _values(image, _APPLICATION)), None)
    if named is not None:
        raise ImageConfigError(
            f"Could not locate the container application: {named}",
            code="not-found",
            stage="start",
            hint=f"take {_APPLICATION} out of the image's environment",
        )
    for words in (image.entrypoint, image.cmd):
        if isinstance(words, tuple) and any(_END in word for word in words):
            raise ImageConfigError(
                "while parsing script: reached EOF without closing quote '",
                code="run-script",
                stage="start",
                hint="take U+0080 out of the image's words, which the shell takes for its end",
            )


def unread_environment(image: ImageConfig) -> Unknown | None:
    """Return what is unknown where the run script's shell may fail to read the environment.

    The shell drops an entry that it cannot read. So where any entry may be dropped, nobody knows
    whether ``APPTAINER_NO_EVAL`` or the name of an application is.
    """
    if _values(image, _NO_EVAL) or _values(image, _APPLICATION):
        for entry in image.env:
            if _COMMAND.search(entry):
                return Unknown("", f"the reading of {quote(entry)} by the shell of the container")
    return None


def _values(image: ImageConfig, name: str) -> list[str]:
    # In its script each is exported only where it is unset or empty by then.
    entries = (entry.partition("=") for entry in image.env)
    return [value for key, _, value in entries if key == name]


def between_double_quotes(given: EntrypointInput) -> Words:
    """Read arguments as a shell reads each of them between double quotes."""
    read = []
    for word in one_word(given) or ():
        text = _as_line_ends(word)
        if _EVALUATED.search(_ESCAPE.sub("", text)):
            return Unknown("", f"the value of {quote(word)} in the shell of the container")
        read.append(_ESCAPE.sub(lambda found: found[1] or "", text))
    return tuple(read)


def found(head: Words, tail: Words, given_args: Words) -> tuple[Words, Words]:
    """Put the path of the program in place of the first word, as the shell's ``exec`` does.

    The image's words stand in the script, and are read as a part of it.

    Args:
        head: the image's entrypoint.
        tail: the words after it.
        given_args: those given at start, which the script gets beside its text.

    Raises:
        NoCommandError: the first word is empty, and no program is called that.
    """
    head = _in_script(head)
    return _found(head, tail if given_args else _in_script(tail))


def set_and_found(head: Words, tail: Words, given_args: Words) -> tuple[Words, Words]:
    """Do the same after ``set``, which takes words in front that look like its own options.

    What ``set`` is to read is evaluated, so the image's words are read once more.

    Raises:
        NoCommandError: the first word is empty, and no program is called that.
    """
    head = _in_script(_in_script(head))
    tail = tail if given_args else _in_script(_in_script(tail))
    # The shell starts the arguments alone when it cannot read them.
    if isinstance(tail, Unknown):
        return head, tail
    first = head or tail
    if isinstance(first, tuple) and first and first[0][:1] in ("-", "+"):
        field = f"the reading of {quote(first[0])} by set in the shell of the container"
        taken = Unknown("", field, first[1:])
        return (taken, tail) if head else (head, taken)
    return _found(head, tail)


def _found(head: Words, tail: Words) -> tuple[Words, Words]:
    return (_looked_up(head), tail) if head else (head, _looked_up(tail))


def _looked_up(words: Words) -> Words:
    if not isinstance(words, tuple) or not words or words[0].startswith("/"):
        return words
    if not words[0]:
        raise NoCommandError(
            '"": executable file not found in $PATH',
            code="not-found",
            stage="start",
            hint="name a program in the first word of the ENTRYPOINT, or of the CMD",
        )
    return Unknown("", f"the path of {quote(words[0])} among the files of the container", words[1:])


def _in_script(words: Words) -> Words:
    if not isinstance(words, tuple):
        return words
    for place, word in enumerate(words):
        if _NO_LINE_END in word:
            field = f"the reading of {quote(word)} by the shell of the container"
            return Unknown("", field, words[place + 1 :])
    return tuple(map(_as_line_ends, words))


def _as_line_ends(word: str) -> str:
    # The shell is mvdan.cc/sh, whose reader leaves out a carriage return before a line feed.
    return word.replace("\r\n", "\n")
