"""Files of variables: lines that Compose reads, that it refuses, and that are hard to tell."""

from __future__ import annotations

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick

_NAMES = ("A", "B", "C", "D")
# What a line of a file of variables may be, each with a name put in.
_LINES = (
    "{}=1",
    "{}=two words",
    "{}=",
    "{} = x # c",
    "export {}=e",
    "{}: colon",
    "{}='q $A \\n'",
    '{}="q $A\\t"',
    '{}="\\$A \\" \\0101 \\q"',
    "{}='two\nlines'",
    "{}=$A",
    "{}=${{B:-b}}",
    "{}=$A$B",
    "{}=x#y",
    "{}='x' # c",
    "{}='it\\'s'",
    "{}=a=b",
    "{}",
    "{}=\t x \r",
    "{}=$$A",
    "{}=é",
    "# {}=1",
    "",
    "{}='a' A=own",
)
_ODD_LINES = (
    "{} B=1",
    "{}='a",
    '{}="a',
    "{}!=1",
    "{}=${{",
    "{}=${{C:?m}}",
    '{}="${{}}"',
    "no line",
)
# What may be either, by the version and by what stands around it.
_CORNERS = (
    "export {}",
    "export  {}=1",
    "exported{}=1",
    "{}.x=1",
    "{}-x=1",
    "{}[0]=1",
    "=x",
    ": x",
    "{}=\\",
    "{}=a\\\nb",
    "{}='x'y",
    '{}="x"y',
    "{}='x' 'y'",
    '{}="x" # "',
    '{}=x "y # z"',
    "{}= 'x'",
    "{}=`a b`",
    "{}=$(a)",
    '{}="a\r\nb"',
    "{}=1\r",
    "{}=1;B=2",
    '{}="\\u0041\\x41\\a"',
    "{}='\\n'",
    '{}="$$A $${{A}}"',
    "{}='${{A}}'",
    '{}="\\${{A}}"',
    "{}=\\$A",
    "{}=${{A:-${{B}}}}",
    "{}=${{A:+x}} # c",
    '{}="${{A-"q"}}"',
    "{}=\ufeffx",
    "\u00a0{}=x",
    "{}\u00a0=x",
    "é{}=1",
    "{}=${{A",
    '{}="a\'b"',
    "{}='a\"b'",
    "{}=#",
    "{}= #",
    "{}=a #b",
    "\t{}\t=\tx\t",
    "{}=x\x0by",
    "{}=true",
    "{}=${{COMPOSE_PROJECT_NAME}}",
    "COMPOSE_PROFILES=p",
    "COMPOSE_PROJECT_NAME=of-file",
    "1{}=x",
    "{} 1=x",
    "{}:=x",
    "{}=:x",
    "---",
    "{}=' '",
    '{}=""',
    "{}=''#",
    "#",
    "{}=\\'a b\\'",
    '{}="a\\\\nb\\\\"',
    "{}=x=${{A}}=y",
)


@st.composite
def dotenv_texts(draw: st.DrawFn, *, odd: bool = False, corners: bool = False) -> str:
    """Return the text of a file of variables. Shrinks to one that sets A to 1.

    Args:
        draw: what draws.
        odd: whether a line of it is one that Compose refuses.
        corners: whether some are of the kind of which one has to ask.
    """
    known = st.sampled_from(_LINES)
    lines = draw(
        st.lists(
            known | known | st.sampled_from(_CORNERS) if corners else known, min_size=1, max_size=4
        )
    )
    if odd:
        lines.insert(draw(below(len(lines) + 1)), draw(st.sampled_from(_ODD_LINES)))
    written = "\n".join(line.format(draw(pick(*_NAMES))) for line in lines)
    return draw(pick("", "\ufeff")) * draw(one_in(5)) + written + draw(pick("\n", ""))
