"""One instruction of a Dockerfile: its keyword, what follows it, and its heredocs."""

from __future__ import annotations

from functools import cache, partial

from attrs import frozen
from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.testing.strategies.choices import one_in, pick
from cmdresolve.testing.strategies.words import (
    array_texts,
    escaped_arrays,
    exec_forms,
    shell_forms,
    variable_texts,
)

_BARE = ("", "", "--", " ")
_FLAGS_ENDED = ("-- a", '-- ["a"]', "-- -- a", "-x a")
_FLAGGED = ("--x a", '--x=y ["a"]', "--- a", "--x")
_ODD_TRIGGERS = (
    "",
    "#a",
    "-- CMD a",
    "--x CMD a",
    "FOO a",
    "FROM base",
    "MAINTAINER a",
    "ONBUILD a",
    "CMD",
    "RUN --mount= a",
    "COPY --from=9 / /copied/",
)

# Nothing here is run: each sets a field, or is refused.
_OTHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("LABEL", ("a=b", "a b", "a='b c'", "a", "a=b c", "a=", '"a"=b', "")),
    (
        "ENV",
        (
            *("A=b", "A b", "A=${X:-y}", "A=${X", "A=b C", "A", "=b", "A=$A:b", ""),
            *("$N=b", "''=b", "A=b $N=c", "A=${@}", "A=${#}", "A=$@", "A=${1}", "A=${10}"),
            *("A=${B}", "A=$(a)", "A=${", "A=${}", "A=a$", "A='${@}'", "A=${A b}", "A=${#A}"),
        ),
    ),
    (
        "ARG",
        (
            *("X", "X=y", "X=$A", "A=b", "X=a Y=b", "=a", ""),
            *('"X=y"', "'X'=y", '"X', "$N=a", "''=a", 'X="a b"'),
        ),
    ),
    ("WORKDIR", ("/w", "w", "$A/x", "", "a b", "''", "$N", '""', ".", "..", "/a/../b", "//c")),
    ("USER", ("0", "a", "1:1", "", "a b", "$A")),
    (
        "EXPOSE",
        (
            *("80", "80/udp", "8-9", "x", "80 81", "$A", "", "+80", "-80", "80/tcp/udp", "80//"),
            *("80/", "80/TCP", "80/x", "80-90-100", "90-80", "80-80", "80-", "::1:80:80"),
            *("[::1]:80:80", "[]:80:80", "[::1:80:80", "[::1%a]:80:80", "1.2.3.4:80:80"),
            *("1.2.3:80:80", "00000000000000000000080", "0", "65536", "80:81", "80-81:90"),
            *("80:90-91", ":80", "80:", "80/tcp:90", "1_0", "80/${N:-tcp}", "x${N:-80}"),
            *('"80"${N:-81}', "80-${N:-90}", "80/${N-tcp}", "'80'", "80/$N"),
        ),
    ),
    ("VOLUME", ("/v", '["/v"]', "/v /w", '[""]', "", "[]")),
    (
        "STOPSIGNAL",
        (
            *("SIGTERM", "9", "x", "a b", "", "$A", "65", "-1", "0", "00", "+9", "EMT", "SIGINFO"),
            *("9223372036854775807", "9223372036854775808", "\ufb06OP", "rtmin+1", "RTMIN+16"),
        ),
    ),
    ("MAINTAINER", ("a", "a b", "")),
    (
        "HEALTHCHECK",
        (
            "NONE",
            "CMD a",
            'CMD ["a"]',
            "--interval=3s CMD a",
            "--interval=0s CMD a",
            "--timeout=0 CMD a",
            "--interval=999us CMD a",
            "--start-period=0.1ms CMD a",
            "--start-period=-1s CMD a",
            "--start-interval=1s CMD a",
            "--timeout=1s --timeout=2s CMD a",
            "--interval=1 CMD a",
            "--interval=1x CMD a",
            "--interval= CMD a",
            "--interval CMD a",
            "--retries=0 CMD a",
            "--retries=-1 CMD a",
            "--retries=1 --retries=2 CMD a",
            "--retries=1.5 CMD a",
            "--interval=x NONE",
            "--x CMD a",
            "CMD",
            "a",
            "",
            "NONE a",
        ),
    ),
    (
        "COPY",
        (
            "f /f",
            "f /",
            '["f", "/f"]',
            "f",
            "",
            "--x f /f",
            "--chown=1:1 f /f",
            "--chown=1 --chown=1 f /f",
            "--chown= f /f",
            "--chmod=644 f /f",
            "--chmod=999 f /f",
            "--chmod=u+x f /f",
            "--chmod=$X f /f",
            "--link f /f",
            "--parents f /f",
            "--exclude=g f /f",
            "--checksum=x f /f",
            "--chown=$N f /f",
            "--chown=: f /f",
            "--chown=5: f /f",
            "--chown=:5 f /f",
            "git@h.example:f /f",
            "https://h.example/f.git /f",
            "--from= f /f",
            "http://x/f /f",
        ),
    ),
    (
        "ADD",
        ("f /f", "f", "--x f /f", "--chmod=8 f /f", "--checksum=x f /f", "--keep-git-dir f /f"),
    ),
)
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
_RUNS = (
    "a",
    '["a"]',
    "",
    "[1]",
    "--x a",
    "a <<E\nCMD b\nE",
    "--mount=type=tmpfs,target=/t a",
    "--mount=type=odd a",
    "--mount=from=one,target=/t a",
    "--mount=from=Three,ro a",
    "--mount=from=$A a",
    "--mount=from=-1 a",
    "--mount= a",
    "--mount=required,mode=1 a",
    "--network=none a",
    "--network=odd a",
    "--device=a,b a",
)
_HEREDOCS = (
    "<<E /f\nCMD b\nE",
    "<<-E /f\n\tCMD b\n\tE",
    "<<'E' /f\n# a \\\nE",
    '<<"E" <<F /\na\nE\nb\nF',
    "0<<E /f\nE",
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
    *, builder: str, valid: bool = False, last: bool = False, dead: bool = False
) -> st.SearchStrategy[Text]:
    """Return an instruction that a stage may hold.

    Shrinks to ``CMD ["a"]``.

    Args:
        builder: who is to read it.
        valid: whether to leave out what builders refuse.
        last: whether no stage starts from this one, so that triggers may be left in it.
        dead: whether the stage is not built, so that instructions may run something.
    """
    record = dialects.builder(builder)
    command = _commands(valid=valid)
    kinds = {
        "CMD": command.map(lambda text: Text("CMD", text)),
        "ENTRYPOINT": command.map(lambda text: Text("ENTRYPOINT", text)),
        "SHELL": _shells(valid=valid).map(lambda text: Text("SHELL", text)),
        "other": _others(valid=valid),
    }
    if last:
        kinds["ONBUILD"] = _on_builds(valid=valid, heredocs=record.reading.heredocs)
    if record.copying.heredocs:
        kinds["heredoc"] = pick(*_HEREDOCS).map(lambda text: _with_body("COPY", text))
    if dead:
        kinds["RUN"] = pick(*_RUNS).map(lambda text: _with_body("RUN", text))
    if not valid:
        kinds["unknown"] = pick(*_UNKNOWN).map(lambda text: Text("", text))
    weights = {"CMD": 8, "ENTRYPOINT": 6, "SHELL": 2, "other": 4, "ONBUILD": 2}
    return st.sampled_from([x for x in kinds for _ in range(weights.get(x, 1))]).flatmap(
        kinds.__getitem__
    )


@st.composite
def keyword_spellings(draw: st.DrawFn, keyword: str) -> str:
    """Return a keyword as somebody may write it. Shrinks to upper case."""
    if not draw(one_in(8)):
        return keyword
    odd = _SPELLINGS.get(keyword, ())
    return draw(pick(keyword.lower(), keyword.capitalize(), *odd))


@cache
def _commands(*, valid: bool) -> st.SearchStrategy[str]:
    fine = (exec_forms(valid=True), shell_forms(), pick("[]", '[""]', *_BARE, *_FLAGS_ENDED))
    if valid:
        return st.one_of(*fine)
    return st.one_of(
        *fine, exec_forms(), exec_forms(), array_texts(), escaped_arrays(), pick(*_FLAGGED)
    )


@cache
def _shells(*, valid: bool) -> st.SearchStrategy[str]:
    fine = pick('["/x","-c"]', '["/bin/sh","-c"]', '[""]', '["/y"]') | exec_forms(valid=True)
    return fine if valid else fine | exec_forms() | array_texts() | pick(*_SHELLS)


@cache
def _others(*, valid: bool) -> st.SearchStrategy[Text]:
    fine = st.sampled_from([Text(keyword, texts[0]) for keyword, texts in _OTHERS])
    if valid:
        return fine
    known = st.sampled_from([Text(key, text) for key, texts in _OTHERS for text in texts])
    return fine | known | _put_together()


@cache
def _put_together() -> st.SearchStrategy[Text]:
    """Return an instruction whose text is made of pieces, each in any order."""
    names = pick("A", "B", "N", "$N", '"A"')
    pairs = st.tuples(names, variable_texts()).map("=".join)
    texts = {
        "ENV": st.lists(pairs, min_size=1, max_size=3).map(" ".join),
        "LABEL": st.lists(pairs, min_size=1, max_size=2).map(" ".join),
        "ARG": pairs,
        "VOLUME": variable_texts(least=1) | array_texts(),
    }
    for keyword in ("WORKDIR", "USER", "EXPOSE", "STOPSIGNAL", "MAINTAINER"):
        texts[keyword] = variable_texts(least=1)
    texts["HEALTHCHECK"] = array_texts().map("CMD {}".format)
    return st.one_of(
        st.tuples(pick("A", "B"), variable_texts()).map(lambda pair: Text("ENV", " ".join(pair))),
        *(text.map(partial(Text, keyword)) for keyword, text in texts.items()),
    )


@cache
def _on_builds(*, valid: bool, heredocs: bool) -> st.SearchStrategy[Text]:
    inner = st.one_of(
        *(
            st.tuples(keyword_spellings(keyword), rest).map(" ".join)
            for keyword, rest in (
                ("CMD", _commands(valid=valid)),
                ("ENTRYPOINT", _commands(valid=valid)),
                ("SHELL", _shells(valid=valid)),
            )
        ),
        _others(valid=valid).map(lambda text: f"{text.keyword} {text.rest}"),
    )
    plain = inner.map(lambda text: Text("ONBUILD", text))
    bodies = [
        _with_body("ONBUILD", f"{keyword} {form}")
        for keyword in ("RUN", "COPY", "ADD")
        for form in _HEREDOCS
    ]
    kinds = [plain, plain]
    if heredocs:
        kinds.append(st.sampled_from(bodies))
    if not valid:
        kinds.append(pick(*_ODD_TRIGGERS).map(lambda text: Text("ONBUILD", text)))
    return st.one_of(kinds)


def _with_body(keyword: str, text: str) -> Text:
    rest, newline, body = text.partition("\n")
    return Text(keyword, rest, body + "\n" if newline else "")
