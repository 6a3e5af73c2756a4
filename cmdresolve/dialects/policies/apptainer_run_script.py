"""What Apptainer's run script does to words, and which images it cannot run.

The script has the image's words in it. Its shell evaluates the arguments given as if each stood
between double quotes, and passes all words through ``set``, unless ``--no-eval`` or the image's
environment turns that off. In both cases ``exec`` looks the program up, so that the first word
becomes a path. What depends on files or on a shell's evaluation is answered as unknown.
Source: apptainer v1.4.5 internal/pkg/build/sources/runscript.sh; its shell, mvdan/sh v3.10.0
syntax/lexer.go; recorded ``apptainer``.
"""

from __future__ import annotations

import re

from cmdresolve.dialects.policies.entrypoint_readers import EntrypointInput, one_word
from cmdresolve.model.errors import ImageConfigError, NoCommandError, OverrideError
from cmdresolve.model.go_text import quote
from cmdresolve.model.image import ImageConfig, Unknown, Words

# An escape between double quotes: before these four, and before a line feed, both of which go. The
# shell does not see the latter after another backslash, even one that is escaped itself.
_ESCAPE = re.compile(r'\\([$`"\\])|(?<!\\)\\\n')
# Runes that the shell's lexer uses as marks of its own: the end of its text (utf8.RuneSelf), and a
# line feed that was escaped (escNewl). A word that has one is misread.
_END, _NO_LINE_END = "\x80", "\x81"
# The names under which the script looks for these variables in the image's environment.
_NO_EVAL, _APPLICATION = "SINGULARITY_NO_EVAL", "SINGULARITY_APPNAME"
# The beginning of an expansion that the shell may fail to parse for want of its end.
_COMMAND = re.compile(r"`|\$[({]")
# What makes the value of a word unknown: an expansion, or what breaks out of the quotes. A dollar
# sign before a blank or the end is literal.
_EVALUATED = re.compile(rf'["`{_END}{_NO_LINE_END}]|\$(?![ \t\n]|\Z)|\\\Z')


def no_entrypoint(given: EntrypointInput) -> tuple[str, ...] | None:
    """Return None, and refuse an entrypoint: ``apptainer run`` has no flag for one.

    Raises:
        OverrideError: an entrypoint is given.
    """
    if given is None:
        return None
    raise OverrideError(
        "apptainer run has no way to replace an image's entrypoint",
        code="no-entrypoint-flag",
        hint="apptainer exec starts a command without the image's entrypoint",
    )


def keeps_words(image: ImageConfig) -> bool | None:
    """Return whether the image's environment turns the evaluation of words off; None if unset.

    The image goes before what the caller asks for. Any value but an empty one turns it off.
    """
    values = _values(image, _NO_EVAL)
    return any(values) if values else None


def script_of_its_own(image: ImageConfig) -> None:
    """Refuse an image whose script its shell cannot parse, or that runs another script.

    Raises:
        ImageConfigError: a word has the character that the shell takes for the end of the script,
            or the environment names an application, which an image from a registry does not have.
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
    """Return what is unknown if the shell may fail to parse an entry of the environment.

    The shell drops entries that it cannot parse. If any may be dropped, it is not known whether
    the variables that the script looks for are.
    """
    if _values(image, _NO_EVAL) or _values(image, _APPLICATION):
        for entry in image.env:
            if _COMMAND.search(entry):
                return Unknown("", f"the reading of {quote(entry)} by the shell of the container")
    return None


def _values(image: ImageConfig, name: str) -> list[str]:
    # All values of a name, for the script exports each only if the variable is unset or empty then.
    entries = (entry.partition("=") for entry in image.env)
    return [value for key, _, value in entries if key == name]


def between_double_quotes(given: EntrypointInput) -> Words:
    """Return arguments as the shell reads each of them between double quotes."""
    read = []
    for word in one_word(given) or ():
        text = _as_line_ends(word)
        if _EVALUATED.search(_ESCAPE.sub("", text)):
            return Unknown("", f"the value of {quote(word)} in the shell of the container")
        read.append(_ESCAPE.sub(lambda found: found[1] or "", text))
    return tuple(read)


def found(head: Words, tail: Words, given_args: Words) -> tuple[Words, Words]:
    """Replace the first word by the path of its program, as the shell's ``exec`` does.

    The image's words are part of the script and read with it; arguments given are not.

    Args:
        head: the image's entrypoint.
        tail: the words after it.
        given_args: the arguments given at start, which are `tail` if there are any.

    Raises:
        NoCommandError: the first word is empty, and no program has that name.
    """
    head = _in_script(head)
    return _found(head, tail if given_args else _in_script(tail))


def set_and_found(head: Words, tail: Words, given_args: Words) -> tuple[Words, Words]:
    """Do the same as `found` after ``set``, which takes first words that look like its options.

    The words of ``set`` are evaluated, so those of the image are read a second time.

    Raises:
        NoCommandError: the first word is empty, and no program has that name.
    """
    head = _in_script(_in_script(head))
    tail = tail if given_args else _in_script(_in_script(tail))
    # Left to the caller: the shell starts the arguments alone if it cannot parse the words.
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
    """Return the image's words as the shell reads them from the script."""
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
