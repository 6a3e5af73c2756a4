"""The kinds of refusals, read off the texts of engines: `testing.messages`."""

from __future__ import annotations

import pytest

from cmdresolve.testing.messages import classify, line_of, tells_of_itself


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # As Docker 28.5.2 (both builders) and Podman 5.8.6 worded them.
        ("x-y_z.1 stage name already used", "duplicate-stage"),
        ("a stage name already used", "duplicate-stage"),
        ("dockerfile parse error on line 3: unknown flag: --foo", "unknown-flag"),
        ("dockerfile parse error on line 2: unknown instruction: FOO", "unknown-instruction"),
        ('target stage "z" could not be found', "target-not-found"),
        ("base name ($X) should not be blank", "base-name-blank"),
        ("resolving step {Value:env}: B#: no prefix to remove", "substitution"),
        ("resolving step {Value:env}: B%: no suffix to remove", "substitution"),
        (
            (
                r'failed to process "${B#\\$}": invalid pattern (\$) in substitution: '
                r"invalid escape '\$'"
            ),
            "substitution",
        ),
        (
            'while replacing arg variables with values for format "${%}": %: no suffix to remove',
            "substitution",
        ),
        ("invalid escape token 'x' does not match ` or \\", "directive"),
        ("no command specified", "no-command"),
        ("invalid containerPort: HEALTHCHECK", "port"),
        ('invalid network mode "odd"', "flag-value"),
        (
            'cannot copy from stage "b", it needs to be defined before current stage',
            "circular-dependency",
        ),
        (
            "dockerfile parse error on line 1: COPY cannot accept a heredoc as a destination",
            "heredoc-destination",
        ),
        ("docker: 'nope' is not a docker command.\nSee 'docker --help'", "unknown-command"),
        ("docker: unknown command: docker nope\n\nRun 'docker --help'", "unknown-command"),
        ("Flag shorthand -h has been deprecated, use --help\nUsage:  docker", "unknown-command"),
        ("Error: unrecognized command `podman nope`\nTry 'podman --help'", "unknown-command"),
        ("Error: missing command 'podman COMMAND'\n\nUsage:", "unknown-command"),
        ("docker: 'docker run' requires at least 1 argument\n\nUsage:  docker run", "arguments"),
        ("Error: pflag: help requested", "help"),
        ("unknown help topic: nope", "help"),
        (
            'building at STEP "HEALTHCHECK --interval=1s NONE": must set volume destination',
            "flag-value",
        ),
        ("building at STEP \"RUN x\": invalid mount option 'a'", "flag-value"),
        ("missing command after HEALTHCHECK CMD", "healthcheck"),
        ("X: is not allowed to be unset", "substitution"),
        ("something nobody has read yet", "other"),
    ],
)
def test_a_refusal_has_a_kind(text: str, code: str) -> None:
    """The kind is what an answer's `code` is compared with; an unknown text is of none."""
    assert classify(text) == code


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("dockerfile parse error on line 12: unknown instruction: FOO", 12),
        ("dockerfile parse error line 3: Unknown flag: foo", 3),
        ("base name ($X) should not be blank", None),
    ],
)
def test_a_refusal_may_name_a_line(text: str, line: int | None) -> None:
    """Docker 20.10 writes it without the word `on`."""
    assert line_of(text) == line


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime", True),
        ("Manage containers\n\nDescription:\n  Manage containers\n\nUsage:\n  podman", True),
        ("Docker version 28.5.2, build 1", True),
        ("podman version 5.8.2", True),
        ("CONTAINER ID   IMAGE", False),
        ("the text Usage: stands in a line", False),
        ("", False),
    ],
)
def test_a_program_may_tell_of_itself(text: str, tells: bool) -> None:  # noqa: FBT001
    """As Docker 28.5.2 and Podman 5.8.2 do where help or the version is asked for."""
    assert tells_of_itself(text) is tells
