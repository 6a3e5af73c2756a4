"""Files that were checked, for the formats of reports."""

from __future__ import annotations

from cmdresolve.model.finding import Edit, Finding, Mend
from cmdresolve.model.source import Source, Span
from cmdresolve.render.reports.checked import Checked

TEXT = "FROM scratch\nCMD ['a\u2028b',\n  'c']\n"

SOURCE = Source("Dockerfile", TEXT)

SPAN = Span(TEXT.index("['a"), TEXT.index("]") + 1)

MEND = Mend(
    'CMD ["a", "c"]', (Edit("Dockerfile", SPAN.start, SPAN.end, '["a", "c"]'),), argv=("a",)
)

FILES = [
    Checked(
        "web, x/Dockerfile",
        findings=(
            Finding(
                "array-is-shell-form",
                "error",
                "50% a:b\nc",
                source=SOURCE,
                span=SPAN,
                mends=(MEND,),
            ),
            Finding("no-such-rule", "info", "\x1b[31m \ud800", source=SOURCE, span=Span(0, 4)),
        ),
    ),
    Checked("compose.yaml", "a", (Finding("array-is-shell-form", "warning", "no place"),)),
    Checked("empty.yaml", "b"),
]
