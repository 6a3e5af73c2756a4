"""Image configs, and what is given when one is started."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve.testing.strategies.words import ENTRYPOINT_TEXTS, word_lists, words

_TRIGGERS = (
    "CMD a",
    'CMD ["a"]',
    'ENTRYPOINT ["a"]',
    "ENTRYPOINT a b",
    'SHELL ["/x","-c"]',
    "LABEL a=b",
    "CMD",
    "CMD []",
    "ENTRYPOINT []",
    "ENTRYPOINT",
    "cmd  a ",
    "CMD a \\\n b",
    "CMD a\\",
    'CMD ["a"] b',
    "ENV A=b",
    "EXPOSE 80",
    "EXPOSE 80-80",
    "STOPSIGNAL 9",
    "WORKDIR /w/../x",
    "HEALTHCHECK --interval=1s CMD a",
    'ARG X="a b"',
)
_BROKEN_TRIGGERS = (
    "FOO a",
    "#a",
    "CMD [1]",
    "SHELL a",
    "-- CMD a",
    "CMD --x a",
    "ONBUILD CMD a",
    "FROM base",
    "MAINTAINER a",
    "CMD a\nCMD b",
    "EXPOSE 80/tcp/udp",
    "EXPOSE +80",
    "EXPOSE 80/${N:-tcp}",
    "STOPSIGNAL odd",
    "ENV $N=b",
    "WORKDIR $N",
    "HEALTHCHECK --interval=0s CMD a",
    "HEALTHCHECK --timeout=1s --timeout=2s CMD a",
    "",
)


@cache
def triggers(*, valid: bool = False) -> st.SearchStrategy[list[str] | None]:
    """Return the ``OnBuild`` of a config.

    Shrinks to null.

    Args:
        valid: whether to leave out triggers that no builder can fire.
    """
    fine = st.lists(st.sampled_from(_TRIGGERS), min_size=1, max_size=3)
    given: st.SearchStrategy[list[str] | None] = st.none() | st.just([]) | fine
    if valid:
        return given
    one_broken = st.tuples(fine, st.sampled_from(_BROKEN_TRIGGERS)).map(lambda x: [*x[0], x[1]])
    return st.none() | given | fine | one_broken


@cache
def image_configs(*, on_build: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Return an image config by its JSON names, as in the `image` of a request.

    Any field may be missing.  Shrinks to ``{}``.

    Args:
        on_build: whether it may have triggers; some of them cannot fire.
    """
    fields: dict[str, st.SearchStrategy[Any]] = {
        "Entrypoint": word_lists(),
        "Cmd": word_lists(),
        "Shell": st.none() | st.just(["/x", "-c"]) | word_lists(),
        "Env": st.lists(st.sampled_from(["PATH=/bin", "A=b", "A=c", "B="]), max_size=2),
        "WorkingDir": st.sampled_from(["", "/", "/w"]),
        "User": st.sampled_from(["", "0", "1:1"]),
        "StopSignal": st.sampled_from(["", "SIGTERM", "9", "-1", "65", "EMT", "odd"]),
        "ArgsEscaped": st.booleans(),
    }
    if on_build:
        fields["OnBuild"] = triggers()
    return st.fixed_dictionaries({}, optional=fields)


@cache
def runs(*, texts: bool = True, init: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Return the `run` of a request: what an engine's API is sent beside the image.

    Each key may be missing, null, a list (of nothing, of one empty word, of words) or one text.
    Shrinks to ``{}``.

    Args:
        texts: whether a value may be one text instead of a list.
        init: whether an init process may be asked for.
    """
    entrypoint: st.SearchStrategy[Any] = word_lists()
    args: st.SearchStrategy[Any] = word_lists()
    if texts:
        entrypoint = entrypoint | st.sampled_from(ENTRYPOINT_TEXTS)
        args = args | words()
    optional = {"entrypoint": entrypoint, "args": args}
    if init:
        optional["init"] = st.booleans()
    return st.fixed_dictionaries({}, optional=optional)
