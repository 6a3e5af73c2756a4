"""Instructions that set nothing of an image: what they are refused for when they run."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.builds import BD, BK, CL, built


@pytest.mark.parametrize(
    ("line", "builder", "code"),
    [
        ("COPY --from=9 /a /b", BK, "stage-index"),
        ("COPY --from=a$A /a /b", BK, "substitution"),
        ("COPY --from=b$A /a /b", CL, "reference"),
        ("COPY --from=b /a ../b", BK, None),
        ("COPY http://a/b c", BK, "copy"),
        ("ADD http://a/b c", BK, None),
        ("COPY a b c", CL, "copy-destination"),
        ("COPY a b c", BK, None),
        ("COPY a* b c", CL, None),
        ("COPY --chmod=644 a b", CL, "needs-buildkit"),
        ("COPY <<E /f\nx\nE", CL, "copy"),
        ("COPY <<E /f\n${\nE", BK, "substitution"),
        ("COPY <<'E' /f\n${\nE", BK, None),
        ('COPY --chown="" a b', BD, "flag-value"),
        ("RUN --mount=type=cache,target=/ x", BK, "flag-value"),
        ("RUN --mount=type=cache,target=/c x", BK, None),
        ("RUN --network=none x", CL, "needs-buildkit"),
        ("VOLUME $UNSET", BK, "arguments"),
        ("VOLUME /a $PATH", BK, None),
        ("LABEL a=${b:?c}", BK, "substitution"),
        ("LABEL $PATH=$UNSET", BK, None),
    ],
)
def test_refused_when_it_runs(line: str, builder: str, code: str | None) -> None:
    """With its code, or not at all; the image is that of the base in either case."""
    text = f"FROM scratch\n{line}\nUSER u\n"
    if code is None:
        assert built(text, builder).user == "u"
        return

    with pytest.raises(cr.DockerfileError) as caught:
        built(text, builder)

    assert caught.value.code == code


def test_variables_nobody_knows_refuse_nothing() -> None:
    """Under a base that nobody described, a variable may hold a path."""
    assert built("FROM nobody\nVOLUME $A\nUSER u\n", BK).user == "u"
