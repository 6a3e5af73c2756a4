"""Changes of an image's config: what ``--change`` is given."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import pick
from cmdresolve.testing.strategies.words import (
    array_texts,
    escaped_arrays,
    exec_forms,
    shell_forms,
)

_OTHERS = (
    "ENV Q=1",
    "ENV Q=$A R=2",
    "ENV Q 1 2",
    'ENV "Q"=x',
    "ENV Q",
    "ENV =x",
    "USER v",
    "USER $A",
    "USER",
    "WORKDIR /x",
    "WORKDIR x",
    "WORKDIR $A",
    "WORKDIR $NOPE",
    "STOPSIGNAL 3",
    "STOPSIGNAL SIGQUIT",
    "STOPSIGNAL odd",
    "EXPOSE 81",
    "EXPOSE 81/udp",
    "EXPOSE odd",
    "LABEL a=b",
    "LABEL a",
    "VOLUME /v",
    "VOLUME []",
    "HEALTHCHECK NONE",
    "ONBUILD CMD a",
    "ONBUILD FROM a",
    "ONBUILD",
    "MAINTAINER a",
    "SHELL /z -y",
    'SHELL ["/z"]',
    "ARG A=c",
    "FROM a",
    "RUN a",
    "COPY a /a",
    "FOO a",
    "FOO",
    "",
    "# note",
    "# escape=`",
    "cmd a",
    "CMD=a",
    'CMD=["a"]',
    "CMD = a",
    'ENTRYPOINT=["a"]',
    "CMD\ta",
    "CMD",
    "CMD []",
    "CMD null",
    'CMD ["a",null]',
    "ENTRYPOINT",
    "ENTRYPOINT []",
    'ENTRYPOINT [""]',
    "ENTRYPOINT null",
    " CMD a ",
    "CMD a\nENTRYPOINT b",
    "CMD a \\",
    'CMD ["a"] b',
    "CMD a; b",
    'CMD a "b c"',
    "CMD 'a",
)


@cache
def changes(*, valid: bool = False) -> st.SearchStrategy[list[str]]:
    """Return the changes of one command.

    Shrinks to none.

    Args:
        valid: whether to draw ENTRYPOINT and CMD alone, most of which every command takes.
    """
    forms = exec_forms(valid=valid) | shell_forms()
    if not valid:
        forms = forms | escaped_arrays() | array_texts()
    command = st.tuples(pick("CMD", "ENTRYPOINT"), forms).map(" ".join)
    one = command if valid else st.one_of(command, st.sampled_from(_OTHERS))
    return st.lists(one, max_size=3)
