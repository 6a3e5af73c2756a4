"""Builds in which arguments and variables of the same names meet, over stages and triggers.

What they come to is seen in the environment, the folder and the user of the image, fields that the
answers of the batch protocol do not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.testing.strategies.choices import below, one_in, pick

_NAMES = ("A", "B", "N")
_PROXIES = ("HTTP_PROXY", "https_proxy", "no_proxy", "FTP_PROXY", "ALL_PROXY", "RSYNC_PROXY")
_PLATFORMS = ("TARGETARCH", "TARGETOS", "TARGETVARIANT", "BUILDARCH")
_WHOLE_PLATFORMS = ("TARGETPLATFORM", "BUILDPLATFORM")
_VALUES = (
    "v",
    "",
    "$A",
    '"a b"',
    "'$A'",
    "${N:-d}",
    "${B:+s}",
    "$TARGETARCH",
    "${TARGETPLATFORM}x",
    "$HTTP_PROXY",
    "${no_proxy-none}",
    "${ALL_PROXY:-none}",
    "$PATH:x",
    "\\$A",
    "${A}$B",
)
_GIVEN = ("", "v", "$A", "a b", '"q"', "é", "\\x", " ")
_FOLDERS = (
    *("/w", "w", "$A", "${B:-d}/x", "/$A/../y", "..", "$N/$TARGETARCH", "/a//b", "/a/", "./"),
    *("//", "'/q r'", "/$HTTP_PROXY", "/c/./d"),
)
# BuildKit looks a name up in the image when it makes a folder, and there is no such file.
_USERS = ("0", "${NOPE:-5}", "7:8", "1$NOPE")
_ENTRIES = ("A=e", "B=", "PATH=/p", "N=a=b")
# Entries that engines store and no tool writes.
_ODD = ("A", "B", "PATH", "A=f", "PATH=/q", "=x", "", "N=")
_TRIGGERS = ("ARG A=t", "ENV B=$A", "ENV A=$A-x", "WORKDIR $B/t", "USER ${NOPE:-3}", "CMD g")
_STAGES = ("one", "two", "three", "four")


@cache
def environment_bases() -> st.SearchStrategy[dict[str, Any]]:
    """Return the `bases` of such a request, two configs. Shrinks to two empty ones."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "Env": one_in(4).flatmap(
            lambda odd: (
                st.lists(pick(*_ENTRIES, *_ODD), max_size=4)
                if odd
                else st.lists(pick(*_ENTRIES), max_size=3, unique=True)
            )
        ),
        "WorkingDir": one_in(6).flatmap(
            lambda odd: (
                pick("w", "../w", ".", "$A", "C:\\x") if odd else pick("/w", "", "/", "/a/../b")
            )
        ),
        "User": pick("0", "9:9"),
        "OnBuild": st.lists(pick(*_TRIGGERS), max_size=3),
        "Cmd": st.just(["c"]),
    }
    config = st.fixed_dictionaries({}, optional=fields)
    return st.fixed_dictionaries({"base": config, "team/other:1": config})


def environment_requests(
    *, builder: str = dialects.DEFAULT.builder, bases: dict[str, Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a request that builds a Dockerfile of ARG, ENV, WORKDIR and USER, and starts nothing.

    Shrinks to a stage from the first base.

    Args:
        builder: who builds.
        bases: the described images.
    """
    return _requests(builder, bases)


@st.composite
def _requests(draw: st.DrawFn, builder: str, bases: dict[str, Any]) -> dict[str, Any]:
    lines = [f"ARG {draw(_assignment())}" for _ in range(draw(below(3)))]
    names: list[str] = []
    for number in range(1 + draw(below(3))):
        lines += draw(_stages(number, [*bases, *names, *names]))
        names.append(_STAGES[number])
    request: dict[str, Any] = {
        "builder": builder,
        "dockerfile": "\n".join(lines) + "\n",
        "bases": bases,
        "run": False,
    }
    if draw(below(2)):
        request["build_args"] = draw(
            st.dictionaries(
                pick(*_NAMES, *_PROXIES, *_PLATFORMS), pick(*_GIVEN), min_size=1, max_size=3
            )
        )
    if draw(one_in(4)):
        request["target"] = draw(pick(*names))
    return request


@st.composite
def _stages(draw: st.DrawFn, number: int, bases: Sequence[str]) -> list[str]:
    lines = [f"FROM {draw(pick(*bases))} AS {_STAGES[number]}"]
    for _ in range(draw(below(6))):
        line = draw(_instruction())
        lines.append(f"ONBUILD {line}" if draw(one_in(5)) else line)
    return lines


@cache
def _instruction() -> st.SearchStrategy[str]:
    return st.one_of(
        _assignment().map("ARG {}".format),
        st.lists(_assignment(), min_size=1, max_size=2).map(lambda x: f"ARG {' '.join(x)}"),
        pick(*_NAMES, *_PROXIES, *_PLATFORMS, *_WHOLE_PLATFORMS).map("ARG {}".format),
        st.lists(_assignment(), min_size=1, max_size=3).map(lambda x: f"ENV {' '.join(x)}"),
        st.tuples(_name(), pick(*_VALUES)).map(lambda x: f"ENV {x[0]} {x[1]} x"),
        pick(*_FOLDERS).map("WORKDIR {}".format),
        pick(*_USERS).map("USER {}".format),
        pick("9", "${NOPE:-TERM}", "${no_proxy:+1}9").map("STOPSIGNAL {}".format),
        pick("a $A", '["$A"]').map("CMD {}".format),
        pick('["/s","-x"]').map("SHELL {}".format),
    )


@cache
def _name() -> st.SearchStrategy[str]:
    return pick(*_NAMES) | pick(*_NAMES) | pick(*_NAMES, *_PROXIES, *_PLATFORMS)


@cache
def _assignment() -> st.SearchStrategy[str]:
    plain = st.tuples(_name(), pick(*_VALUES)).map("=".join)
    whole = st.tuples(pick(*_WHOLE_PLATFORMS), pick(*_VALUES)).map("=".join)
    return one_in(30).flatmap(lambda yes: whole if yes else plain)
