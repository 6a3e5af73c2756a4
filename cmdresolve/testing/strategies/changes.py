"""Changes of an image's config: what ``--change`` is given."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import one_in, pick
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
# What may follow each keyword. Texts of several lines, comments and heredocs are among them.
_RESTS = {
    "CMD": (
        *("a b", "a # c", "# c", "a\\", "a \\\n b", "a \\\n# c\n b", "a\nb", "a\n\nb", "<<E\nx\nE"),
        *("<<-E\n\tx\nE", "--x=y a", "-- a", "a\u2028b", "a\u00a0", "=", "NONE", '"', "\\", "\\\n"),
        *('["a",\n"b"]', '["a", \\\n"b"]', '["a\\\nb"]', '["$A"]', '["a"]# c', "{}", "[]", "[ ]"),
    ),
    "ENV": (
        *('A="x y"', "A='x y'", "A=${A}x", "A=\\$A", "A='$A'", "A", "A=", "=x", '"A"=x', '"A=x"'),
        *("A=x\\ y", "A=x \\\n B=y", "A=x\nB=y", "A=é", 'A="x', "A=x # c", "A=x=y", "A =x", "A= x"),
        *("PATH=/x:$PATH", "Q=$Q", "A=${B:-d}", "A=${B:?m}", "A=${A:+y}", "A=${", "A=$", 'A=a"b"c'),
        *("A=a\tB=c", "A B=c", "A.B=c", "1=2", "A=x A=y", "$A=x", "$NOPE=x", "A$A=x", "A=<<E"),
        *("A=x\\", "A=''", "A=[x]", "${NOPE} x", '"$NOPE"=x'),
    ),
    "USER": ("u:g", " u v", '"u"', "u # c", "${A:-x}", "u\\", "u\nv", "$NOPE"),
    "WORKDIR": (
        "..",
        "${A}/y",
        "/a/../b",
        '"/x y"',
        "/x y",
        "/x/",
        "C:\\x",
        "~",
        "\\",
        "/x # c",
        "//x",
    ),
    "STOPSIGNAL": (
        "TERM",
        "sigterm",
        "SIGRTMIN+1",
        "0",
        "-1",
        "65",
        "SIG",
        '"9"',
        "$$",
        "${A:-9}",
        "09",
    ),
    "EXPOSE": (
        "80/TCP",
        "80-82",
        "80 81",
        "$A",
        "0",
        "70000",
        "80-",
        "82-80",
        "80:80",
        "80,81",
        '"80"',
    ),
    "LABEL": ("a b", 'a="b c"', "a=b c=d", '"a b"=c', "a=$A", "=b", "a='b"),
    "VOLUME": ('["/v"]', "/v /w", '""', '["/v",1]', '["/v"'),
    "HEALTHCHECK": (
        *(
            "none",
            "CMD a",
            "CMD",
            "CMD []",
            "--interval=3s CMD a",
            "--interval=x CMD a",
            "--nope CMD a",
        ),
        *("a", "NONE a", '["a"]', "--interval=3s", "--retries=1 NONE"),
    ),
    "ONBUILD": ("RUN a", "ONBUILD RUN a", "MAINTAINER a", 'cmd ["a"]', "FOO", "HEALTHCHECK NONE"),
    "SHELL": ("[]", '["/z",1]', '["/z"]'),
    "ARG": ("A", "A=1 B=2"),
    "FROM": ("scratch", "a AS b"),
    "COPY": ("--from=x a /a",),
}
_LONE = (
    *(
        "\n",
        " ",
        "# syntax=x\nCMD a",
        "# escape=`\nCMD a `\n b",
        "CMDa",
        "\ufeffCMD a",
        "CMD a\n# c",
    ),
    *("# c\nCMD a", "\\\nCMD a", "CMD a\r\nUSER v", "CMD\u00a0a", '"CMD a"', "=a"),
)


@cache
def _written() -> st.SearchStrategy[str]:
    """Return a change of any keyword, in any case, with any blanks around its parts."""
    case = st.sampled_from((str.upper, str.upper, str.lower, str.title, str.swapcase))
    between = pick(" ", " ", " ", "\t", "  ", "=", "\n", " \\\n", ":", "\u00a0", "\r\n", "", "\x0b")
    before, after = pick("", "", "", " ", "\n"), pick("", "", "", " ", "\n", "\r", " \\", "\n# c")
    keys = pick("CMD", "ENTRYPOINT", "ENV", *_RESTS)
    parts = keys.flatmap(
        lambda key: st.tuples(st.just(key), pick(*_RESTS["CMD" if key == "ENTRYPOINT" else key]))
    )
    return st.tuples(before, case, parts, between, after).map(
        lambda one: one[0] + one[1](one[2][0]) + one[3] + one[2][1] + one[4]
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
    if valid:
        return st.lists(command, max_size=3)
    other = one_in(8).flatmap(lambda lone: pick(*_LONE) if lone else _written())
    return st.lists(st.one_of(command, pick(*_OTHERS), other, other), max_size=3)
