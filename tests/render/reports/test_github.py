"""GitHub's workflow commands."""

from __future__ import annotations

from cmdresolve.render.reports import github
from tests.render.reports.samples import FILES


def test_github_s_commands_are_escaped() -> None:
    """docs.github.com, "Workflow commands": a message may not end its line or its properties."""
    assert github.text(FILES).split("\n") == [
        (
            "::error file=web%2C x/Dockerfile,line=2,endLine=3,col=5,endColumn=6,"
            'title=array-is-shell-form::50%25 a:b%0Ac%0Amend: CMD ["a", "c"]'
        ),
        (
            "::notice file=web%2C x/Dockerfile,line=1,endLine=1,col=1,endColumn=4,"
            r"title=no-such-rule::\u001b[31m \ud800"
        ),
        (
            "::warning file=compose.yaml,line=1,endLine=1,col=1,endColumn=1,"
            "title=array-is-shell-form::no place"
        ),
    ]
