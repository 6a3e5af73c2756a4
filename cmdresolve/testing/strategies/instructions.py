"""One instruction of a Dockerfile: its keyword, what follows it, and its heredocs."""

from __future__ import annotations

from functools import cache

from attrs import frozen
from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.dialects.builder import Builder
from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.words import exec_forms, shell_forms

_BARE = ("", "", "--", " ")
_FLAGGED = ("--x a", '--x=y ["a"]', "-- a", '-- ["a"]', "-- -- a", "--- a", "-x a")

# Nothing here is run: each sets a field, or is refused.
_OTHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("LABEL", ("a=b", "a b", "a='b c'", "a", "a=b c", "a=", '"a"=b', "")),
    ("ENV", ("A=b", "A b", "A=${X:-y}", "A=${X", "A=b C", "A", "=b", "A=$A:b", "")),
    ("ARG", ("X", "X=y", "X=$A", "A=b", "X=a Y=b", "=a", "")),
    ("WORKDIR", ("/w", "w", "$A/x", "", "a b")),
    ("USER", ("0", "a", "1:1", "", "a b", "$A")),
    ("EXPOSE", ("80", "80/udp", "8-9", "x", "80 81", "$A", "")),
    ("VOLUME", ("/v", '["/v"]', "/v /w", '[""]', "", "[]")),
    ("STOPSIGNAL", ("SIGTERM", "9", "x", "a b", "", "$A")),
    ("MAINTAINER", ("a", "a b", "")),
    (
        "HEALTHCHECK",
        (
            "NONE",
            "CMD a",
            'CMD ["a"]',
            "--interval=3s CMD a",
            "--x CMD a",
            "CMD",
            "a",
            "",
            "NONE a",
        ),
    ),
    ("COPY", ("f /f", "f /", '["f", "/f"]', "f", "", "--x f /f", "--chown=1:1 f /f")),
    ("ADD", ("f /f", "f", "--x f /f")),
)
_OTHER = st.sampled_from(_OTHERS)
_UNKNOWN = (
    "FOO a",
    "CMD: a",
    "CMD=a",
    'CMD["a"]',
    "ENTRYPOIN a",
    "a",
    ";",
    "CMD\u00a0a",
    "\u017fHELL a",
    "EXEC a",
    "\ufeffCMD a",
)
_SHELLS = ("", "--", "/x -c", "[]", '[""]', '["/x"]', '["$X"]', "['/x']", '["/x",1]', '["/x"] y')
_RUNS = ("a", '["a"]', "", "[1]", "--mount=type=tmpfs,target=/t a", "--x a", "a <<E\nCMD b\nE")
_HEREDOCS = (
    "<<E {to}\nCMD b\nE",
    "<<-E {to}\n\tCMD b\n\tE",
    "<<'E' {to}\n# a \\\nE",
    '<<"E" <<F {to}\na\nE\nb\nF',
    "0<<E {to}\nE",
    "<< E {to}\na\nE",
)
# Keywords are compared without case, by Unicode's rules.
_SPELLINGS = {"ENTRYPOINT": ("ENTRYPO\u0130NT",), "WORKDIR": ("WOR\u212aDIR",)}


@frozen
class Text:
    """An instruction as text.

    Attributes:
        keyword: what it begins with.
        rest: what follows; never broken into lines.
        body: heredoc lines after it, each with its line end; empty when there are none.
    """

    keyword: str
    rest: str
    body: str = ""


@cache
def instructions(
    *, builder: str, last: bool = False, dead: bool = False
) -> st.SearchStrategy[Text]:
    """Give an instruction that a stage may hold.

    Shrinks to ``CMD ["a"]``.

    Args:
        builder: who is to read it.
        last: whether no stage starts from this one, so that triggers may be left in it.
        dead: whether the stage is not built, so that instructions may run something.
    """
    return _instructions(dialects.builder(builder), last=last, dead=dead)


@st.composite
def _instructions(draw: st.DrawFn, builder: Builder, *, last: bool, dead: bool) -> Text:
    kind = draw(below(24))
    if kind < 8:  # noqa: PLR2004 - a third
        return Text("CMD", draw(_command()))
    if kind < 14:  # noqa: PLR2004 - a quarter
        return Text("ENTRYPOINT", draw(_command()))
    if kind < 16:  # noqa: PLR2004 - one in twelve
        return Text("SHELL", draw(_shell()))
    if kind < 18 and last:  # noqa: PLR2004 - one in twelve
        return draw(_on_build(builder))
    if kind == 18 and draw(one_in(2)):  # noqa: PLR2004 - one in fifty
        return Text("", draw(pick(*_UNKNOWN)))
    if kind == 19 and dead:  # noqa: PLR2004 - one in twenty-four
        return _with_body("RUN", draw(pick(*_RUNS)))
    if kind == 20 and builder.copies_heredocs:  # noqa: PLR2004 - one in twenty-four
        return _with_body("COPY", draw(pick(*_HEREDOCS)).format(to="/f"))
    keyword, texts = draw(_OTHER)
    # The first text of each is right; most of the others are not.
    return Text(keyword, texts[0] if draw(below(2)) else draw(pick(*texts)))


@st.composite
def keyword_spellings(draw: st.DrawFn, keyword: str) -> str:
    """Give a keyword as somebody may write it. Shrinks to upper case."""
    if not draw(one_in(8)):
        return keyword
    odd = _SPELLINGS.get(keyword, ())
    return draw(pick(keyword.lower(), keyword.capitalize(), *odd))


@cache
def _command() -> st.SearchStrategy[str]:
    return st.one_of(
        exec_forms(valid=True),
        shell_forms(),
        exec_forms(),
        shell_forms(),
        pick(*_BARE) | st.just("[]") | st.just('[""]') | pick(*_FLAGGED),
    )


@cache
def _shell() -> st.SearchStrategy[str]:
    fine = pick('["/x","-c"]', '["/bin/sh","-c"]', '["/y"]')
    return fine | fine | exec_forms(valid=True) | pick(*_SHELLS)


@st.composite
def _on_build(draw: st.DrawFn, builder: Builder) -> Text:
    kind = draw(below(6))
    if kind < 3:  # noqa: PLR2004 - half
        keyword = draw(pick("CMD", "ENTRYPOINT", "SHELL"))
        spelt = draw(keyword_spellings(keyword))
        return Text("ONBUILD", f"{spelt} {draw(_shell() if keyword == 'SHELL' else _command())}")
    if kind == 3:  # noqa: PLR2004 - one in six
        odd = ("", "#a", "-- CMD a", "--x CMD a", "FOO a", "FROM base", "MAINTAINER a", "ONBUILD a")
        return Text("ONBUILD", draw(pick(*odd)))
    if kind == 4 and builder.heredocs:  # noqa: PLR2004 - same
        keyword = draw(pick("RUN", "COPY", "ADD"))
        form = draw(pick(*_HEREDOCS))
        return _with_body("ONBUILD", f"{keyword} {form.format(to='/f')}")
    keyword, texts = draw(_OTHER)
    return Text("ONBUILD", f"{keyword} {texts[0]}")


def _with_body(keyword: str, text: str) -> Text:
    rest, newline, body = text.partition("\n")
    return Text(keyword, rest, body + "\n" if newline else "")
