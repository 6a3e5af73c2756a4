"""Images and arguments for Apptainer, full of what its run script's shell might take for more.

A first word that is no path depends on the files of the container, and what the shell evaluates on
its environment: neither is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.dialects.policies import apptainer_run_script
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.testing.strategies.choices import below, one_in
from cmdresolve.testing.strategies.words import shell_forms, words

Request = dict[str, Any]

_PROGRAMS = (
    "/e",
    "/b/f",
    "/bin/sh",
    "/a b",
    "/g'h",
    '/q"r',
    "/d$X",
    "/w`x`",
    "/s\\t",
    "/t\\\\u",
    "/v\\$X",
    "/l\nm",
    "/c\r\nd",
    "/*",
    "/#",
    "/~",
    "/é",
    "//e",
    "",
)
_PIECES = (
    "a",
    "b c",
    "-x",
    "--",
    "+e",
    "$",
    "$X",
    "${X}",
    "$(x)",
    "$1",
    "$ ",
    "\\",
    "\\\\",
    '\\"',
    "\\$X",
    "\\`",
    "\\n",
    "\\\n",
    '"',
    "'",
    "`x`",
    "\n",
    "\r\n",
    "\r\r\n",
    "\r",
    "\t",
    " ",
    "*",
    "?",
    "~",
    "#",
    ";",
    "&",
    "|",
    "<a",
    "{a,b}",
    "!a",
    "a=b",
    "é",
    "😀",
    "\u00a0",
    "\u2028",
    "\x01",
    "\x80",
)
# The shell takes it for a line end of its own, and does as it happens.
_ODDEST = "\x81"
_ENTRIES = (
    "A=b",
    "A=c",
    "A",
    "X=y z",
    "PATH=/bin",
    "B=\"$X'\\",
    "C=a\nexit 3",
    "A-B=c",
    "=x",
    "IFS=/",
    "OCI_CMD=/x",
    "CMDLINE_ARGS=/x",
)
# Where the shell runs a part of one, it may not get to what is looked for in the others.
_RUN_ENTRIES = ("D=$(x)", "D=`y`", "D=${", "PATH=`")
_HEARD_ENTRIES = (
    "SINGULARITY_NO_EVAL=1",
    "SINGULARITY_NO_EVAL=",
    "SINGULARITY_APPNAME=x",
    "SINGULARITY_APPNAME=",
)


def apptainer_requests(*, engine: str = "apptainer@1.4") -> st.SearchStrategy[Request]:
    """Return a request that starts an image by its run script. Shrinks to ``{}``, started as it is.

    Args:
        engine: which Apptainer starts it, and whether a shell evaluates the arguments.
    """
    record = dialects.engine(engine)
    if record.for_image is None:
        raise ValueError(f"{engine} has no run script")
    return _requests(engine)


@st.composite
def _requests(draw: st.DrawFn, engine: str) -> Request:
    image: dict[str, Any] = {}
    for key in ("Entrypoint", "Cmd"):
        kind = draw(below(6))
        if kind in (1, 2):
            image[key] = None if kind == 1 else []
        elif kind:
            image[key] = draw(_WORDS if image.get("Entrypoint") else _COMMANDS)
    if draw(one_in(4)):
        image["Env"] = draw(_ENVIRONMENTS)
    request: Request = {"engine": engine, "image": image}
    kind = draw(below(6))
    if kind == 1:
        request["run"] = {"args": draw(st.none() | st.just([]))}
    elif kind:
        args = draw(_GIVEN[bool(image.get("Entrypoint")), _is_evaluated(engine, image)])
        # One word may as well be a text.
        request["run"] = {"args": args[0] if len(args) == 1 and draw(below(2)) else args}
    return request


def _is_evaluated(engine: str, image: dict[str, Any]) -> bool:
    """Tell whether a shell evaluates what is given to the image."""
    record = dialects.engine(engine)
    config = ImageConfig(env=image.get("Env", ()))
    if record.for_image is not None:
        record = record.for_image(record, config)
    return record.read_args is apptainer_run_script.between_double_quotes


def _stays(word: str) -> bool:
    """Tell whether a word between double quotes means the same whatever the environment is."""
    return not isinstance(apptainer_run_script.between_double_quotes((word,)), Unknown)


@cache
def _texts() -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3).map("".join)
    return st.sampled_from(_PIECES) | pieces | words().filter(lambda word: _ODDEST not in word)


def _commands(
    programs: Sequence[str], rest: st.SearchStrategy[str]
) -> st.SearchStrategy[list[str]]:
    """Return a program and up to three words after it."""
    after = st.lists(rest, max_size=3)
    return st.builds(lambda first, more: [first, *more], st.sampled_from(programs), after)


_SHELL_FORMS = (
    shell_forms().filter(lambda text: _ODDEST not in text).map(lambda text: ["/bin/sh", "-c", text])
)
_OF_PROGRAMS = _commands(_PROGRAMS, _texts())
_COMMANDS = _OF_PROGRAMS | _OF_PROGRAMS | _OF_PROGRAMS | _SHELL_FORMS
_WORDS = st.lists(_texts(), min_size=1, max_size=3)
_PLAIN_PROGRAMS = tuple(filter(_stays, _PROGRAMS))
_PLAIN_TEXTS = _texts().filter(_stays)
# What is given, by whether the image has an entrypoint and whether a shell evaluates it.
_GIVEN = {
    (True, False): _WORDS,
    (True, True): st.lists(_PLAIN_TEXTS, min_size=1, max_size=3),
    (False, False): _OF_PROGRAMS,
    (False, True): _commands(_PLAIN_PROGRAMS, _PLAIN_TEXTS),
}
_ENTRY = st.sampled_from(_ENTRIES)
_ENVIRONMENTS = st.lists(_ENTRY | st.sampled_from(_HEARD_ENTRIES), min_size=1, max_size=2) | (
    st.lists(_ENTRY | st.sampled_from(_RUN_ENTRIES), min_size=1, max_size=2)
)
