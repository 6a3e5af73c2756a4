"""``# check=``: what a Dockerfile asks of BuildKit's own checks.

Source: moby/buildkit v0.25.2 frontend/dockerfile/linter/linter.go ParseLintOptions.
"""

from __future__ import annotations

from typing import NamedTuple

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.frontend import detect, may_ask
from cmdresolve.errors import DockerfileError
from cmdresolve.gotext import quote
from cmdresolve.source import Source, Span

_OPTIONS = 3
_TRUE = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_FALSE = frozenset({"0", "f", "F", "false", "FALSE", "False"})


class Options(NamedTuple):
    """What a check directive asks for.

    Attributes:
        fails: whether a rule that fires fails the build.
        skips: the rules that are left out.
        skips_all: whether all are.
    """

    fails: bool = False
    skips: frozenset[str] = frozenset()
    skips_all: bool = False


_NOTHING = Options()


def check_options(source: Source, builder: Builder) -> Options:
    """Read the check directive of a text.

    Raises:
        DockerfileError: an option is none, before anything else of the text is looked at.
    """
    if not builder.lint_rules or not may_ask(source.text, "check"):
        return _NOTHING
    found = detect(source.text, "check")
    if found is None:
        return _NOTHING
    value, span = found
    fails = skips_all = False
    skips: frozenset[str] = frozenset()
    for part in value.split(";", _OPTIONS - 1):
        name, equals, text = part.partition("=")
        name, text = name.strip(), text.strip()
        if not equals or name not in ("skip", "experimental", "error"):
            raise _bad_option(source, span, f"invalid check option {quote(name)}")
        if name == "error":
            if text not in _TRUE | _FALSE:
                message = f"failed to parse check option {quote(part)}"
                reason = f"strconv.ParseBool: parsing {quote(text)}: invalid syntax"
                raise _bad_option(source, span, f"{message}: {reason}")
            fails = text in _TRUE
        elif name == "skip":
            skips_all = text == "all"
            skips = frozenset(rule.strip() for rule in text.split(","))
    return Options(fails, skips, skips_all)


def _bad_option(source: Source, span: Span, message: str) -> DockerfileError:
    return DockerfileError(
        f"failed to parse check options: {message}",
        code="check-option",
        stage="build",
        source=source,
        span=span,
        hint="write skip=RULE,RULE or skip=all, and error=true, with a semicolon between",
    )
