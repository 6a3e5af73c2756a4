"""``# check=``: the options of BuildKit's own checks, in a Dockerfile or as a build argument.

Source: moby/buildkit v0.25.2 frontend/dockerfile/linter/linter.go ParseLintOptions, Run;
frontend/dockerui/config.go.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.syntax_directive import detect, may_ask
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import quote
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source

#: The build argument that overrides the directive.
ARGUMENT = "BUILDKIT_DOCKERFILE_CHECK"
#: The rules that are off unless they are asked for; ``skip`` does not concern them.
EXPERIMENTAL = frozenset({"InvalidDefinitionDescription"})

_OPTIONS = 3  # the most that ParseLintOptions splits a value into
_TRUE = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_FALSE = frozenset({"0", "f", "F", "false", "FALSE", "False"})


class Options(NamedTuple):
    """The options of the checks.

    Attributes:
        fails: whether a violation fails the build (``error=true``).
        skips: the rules that are off, or ``all``.
        experimental: the experimental rules that are on, or ``all``.
    """

    fails: bool = False
    skips: frozenset[str] = frozenset()
    experimental: frozenset[str] = frozenset()

    def leave_out(self, rule: str) -> bool:
        """Return whether a rule is off."""
        if rule in EXPERIMENTAL:
            return not {"all", rule} & self.experimental
        return bool({"all", rule} & self.skips)


_NOTHING = Options()
_IN_COMMENT = pattern(r"(?i:check)\s*=\s*(.+)")


def check_options(source: Source, builder: Builder, given: str | None = None) -> Options:
    """Return the options in a text's check directive, or in the value that overrides it.

    Args:
        source: the Dockerfile.
        builder: the record of the builder.
        given: the value of the build argument `ARGUMENT`, if it is given.

    Raises:
        DockerfileError: an option is not known. BuildKit reports that before any other fault.
    """
    if not builder.checking.lint_rules:
        return _NOTHING
    if given is not None:
        try:
            return _options(given.strip(), builder) if given.strip() else _NOTHING
        except _OptionError as fault:
            raise DockerfileError(
                f"failed to parse build-arg:{ARGUMENT}: {fault}",
                code="check-option",
                stage="build",
                hint=_HINT,
            ) from None
    if not may_ask(source.text, "check"):
        return _NOTHING
    found = detect(source.text, "check")
    if found is None:
        return _NOTHING
    value, span = found
    try:
        return _options(value, builder)
    except _OptionError as fault:
        raise DockerfileError(
            f"failed to parse check options: {fault}",
            code="check-option",
            stage="build",
            source=source,
            span=span,
            hint=_HINT,
        ) from None


def comments_leave_out(rule: str, comments: Sequence[str], builder: Builder) -> bool:
    """Return whether a comment ``check=skip=…`` above an instruction turns a rule off for it.

    The first comment with options counts.
    Source: moby/buildkit v0.32.2 frontend/dockerfile/linter/linter.go WithMergedConfigFromComments.
    """
    for comment in comments:
        match = _IN_COMMENT.fullmatch(comment)
        if match is not None:
            try:
                return _options(match[1].partition(" ")[0], builder).leave_out(rule)
            except _OptionError:
                return False
    return False


_HINT = "write skip=RULE,RULE or skip=all, and error=true, with a semicolon between"


class _OptionError(ValueError):
    """An option that BuildKit does not know."""


def _options(value: str, builder: Builder) -> Options:
    """Parse ``skip=A,B;error=true;experimental=C``, in any order (ParseLintOptions)."""
    names = {"skip", "error"}
    if builder.checking.lint_rules & EXPERIMENTAL:
        # BuildKit has the option since it has such rules.
        names.add("experimental")
    fails = False
    listed: dict[str, frozenset[str]] = {"skip": frozenset(), "experimental": frozenset()}
    for part in value.split(";", _OPTIONS - 1):
        name, equals, text = part.partition("=")
        name, text = name.strip(), text.strip()
        if not equals or name not in names:
            raise _OptionError(f"invalid check option {quote(name if equals else part)}")
        if name != "error":
            # `all` means all rules only by itself; in a list it is the name of no rule.
            rules = frozenset(rule.strip() for rule in text.split(","))
            listed[name] = rules if text == "all" else rules - {"all"}
        elif text in _TRUE | _FALSE:
            fails = text in _TRUE
        else:
            reason = f"strconv.ParseBool: parsing {quote(text)}: invalid syntax"
            raise _OptionError(f"failed to parse check option {quote(part)}: {reason}")
    return Options(fails, listed["skip"], listed["experimental"])
