"""Dockerfiles for the properties: nearly valid ones, made of lines that mean something."""

from __future__ import annotations

from hypothesis import strategies as st

from cmdresolve import ImageConfig, dialects

BUILDERS = [record.key for record in dialects.BUILDERS]

#: The oldest and the newest of each family, for Linux.
BUILDING = [
    "buildkit@20.10",
    "buildkit@28.5",
    "classic@20.10",
    "classic@28.5",
    "buildah@1.28",
    "buildah@1.28/docker",
    "buildah@1.43/docker",
]

#: One builder for each way of reading a text that there is.
READERS = list(
    {
        (
            record.reading.line_limit,
            record.reading.strips_cr_run,
            record.reading.doubled_escape_continues,
            record.reading.directives,
            record.reading.lenient_escape_directive,
            record.reading.heredocs,
            record.reading.heredoc_blank,
            record.reading.flag_escape_is_directive,
            record.reading.json_whole,
        ): record.key
        for record in dialects.BUILDERS
    }.values()
)

BASES = {
    "base": ImageConfig(entrypoint=["/e"], cmd=["c"], env=["A=1"]),
    "shelled": ImageConfig(cmd=["/bin/sh", "-c", "x"], shell=["bash", "-c"], args_escaped=True),
    "triggers": ImageConfig(cmd=["c"], on_build=["CMD from trigger", 'ENTRYPOINT ["t"]']),
    "odd-triggers": ImageConfig(on_build=["CMD foo\\", "LABEL a=b"]),
}

_ARRAYS = [
    '["a"]',
    '["a", "b c"]',
    "[]",
    '[""]',
    '["a"] # note',
    '["a"];',
    "['a']",
    '["a",]',
    '["a" "b"]',
    "[1]",
    "[1e400]",
    '["a", null]',
    r'["\u00e9\ud83d\ude00\ud800"]',
    r'["C:\bin\tool"]',
    r'["C:\x"]',
    '["a\udcff"]',
    '["é\u2028"]',
    "[ -f x ] && y",
    '\u00a0["a"]\v',
]
_TEXTS = [
    "a",
    "a  b ",
    "$A ${B:-x}",
    "",
    "echo it's <<EOF",
    '"a"',
    "-- a",
    "-- --x",
    "--x y",
    "--",
    "a # b",
    "\\",
    "a\\\\",
    "`",
    "a \r b",
    "é\u3000ü",
    "\udcff",
    "\x1c a\x1f",
]
_COMMANDS = st.sampled_from(_ARRAYS) | st.sampled_from(_TEXTS)
_KEYWORDS = ["CMD", "ENTRYPOINT", "CMD", "ENTRYPOINT", "SHELL", "cmd", "ENTRYPO\u0130NT", "RUN"]
_OTHER = [
    "ENV A=1 B=$A",
    "ENV A b",
    "ENV A",
    "ENV =x",
    "ARG X",
    "ARG X=$A",
    "ARG",
    "LABEL a=b",
    "LABEL a='b",
    "LABEL a=${b?}",
    "WORKDIR /x",
    "WORKDIR y",
    "WORKDIR",
    "USER u",
    "USER $A",
    "EXPOSE 80 81/udp",
    "EXPOSE x",
    "STOPSIGNAL 9",
    "STOPSIGNAL NO",
    "VOLUME /a",
    'VOLUME ["/a", "/b"]',
    "COPY a /b",
    "COPY a",
    "COPY --from=0 a /b",
    "COPY --from=one a /b",
    "COPY --nope a /b",
    "COPY --chmod=755 a b",
    "COPY <<A /b\nCMD no\nA",
    "COPY <<A <<B /b\nx\nA\ny\nB",
    "RUN <<A\nCMD no\nA",
    "RUN << A\nCMD no\nA",
    "RUN <<-A\nx\n\tA",
    "RUN <<A\nno end",
    "RUN --mount=type=cache,target=/x y",
    "ADD a b",
    "HEALTHCHECK NONE",
    'HEALTHCHECK --retries=0 CMD ["a"]',
    "HEALTHCHECK CMD",
    "ONBUILD CMD a",
    'ONBUILD ENTRYPOINT ["a"]',
    "ONBUILD ONBUILD CMD a",
    "ONBUILD FOO",
    "ONBUILD",
    "ONBUILD RUN <<A\nx\nA",
    "MAINTAINER me",
    "MAINTAINER -x",
    'ENV A=${B:-c} D="$A"',
    "ENV B $A 'b' =",
    "ENV A=${A?}",
    "ENV P=",
    "ARG Y=${A:-z} Z",
    "LABEL --x=y",
    "LABEL a $A",
    "VOLUME $A",
    "EXPOSE $A 60000",
    "WORKDIR $A",
    "WORKDIR /x/$A",
    "COPY --chown=$A:b a b",
    "COPY --chown=a --chown=b a b",
    "ONBUILD LABEL a=${A:?}",
    "FOO bar",
    '"b"]',
    "x",
]
_FROM = [
    "scratch",
    "scratch",
    "base",
    "shelled",
    "triggers",
    "odd-triggers",
    "one",
    "Two",
    "two",
    "${V:-base}",
    "$V",
    "${V#x}",
    "${W:?no}",
    "unknown:1",
    "Bad//name",
    "0",
]
_AS = ["", "", "", " AS one", " as Two", " AS 1a", " AS scratch", " AS", " # note"]
_ENDS = ["\n", "\n", "\n", "\n", "\r\n", " \n", "\\\n", "\\\n# c\n", "\\ \n\n", "\r\r\n", "`\n"]
_BETWEEN = ["", "", "", "\n", "# c\n", "  # c \\\n", "\t\n", "\u00a0\n", "#!x\n", "\v\n"]
_HEAD = [
    "",
    "",
    "",
    "# syntax=docker/dockerfile:1.7\n",
    "# escape=`\n",
    "# escape=x\n",
    "# ESCAPE = \\\n",
    "# check=skip=all\n",
    "# check=skip=all\n# escape=`\n",
    "#!/x\n# escape=`\n",
    "\n# escape=`\n",
    "\ufeff",
    "\ufeff# escape=`\n",
    "ARG V=one\n",
    "ARG V\nARG W=$V\n",
    "ARG V='base\n",
    "CMD early\n",
]


@st.composite
def _instructions(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        line = f"{draw(st.sampled_from(_KEYWORDS))} {draw(_COMMANDS)}"
    else:
        line = draw(st.sampled_from(_OTHER))
    return draw(st.sampled_from(_BETWEEN)) + line + draw(st.sampled_from(_ENDS))


@st.composite
def near_valid(draw: st.DrawFn) -> str:
    """Return a Dockerfile that is valid, or wrong in a way that a person could have written."""
    text = draw(st.sampled_from(_HEAD))
    for _ in range(draw(st.integers(1, 3))):
        text += f"FROM {draw(st.sampled_from(_FROM))}{draw(st.sampled_from(_AS))}"
        text += draw(st.sampled_from(_ENDS[:6]))
        text += "".join(draw(st.lists(_instructions(), max_size=4)))
    if draw(st.integers(0, 7)) == 0:
        text = text[: draw(st.integers(0, len(text)))]
    return text
