"""``# check=``: what a Dockerfile, or who builds it, asks of BuildKit's own checks."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dockerfile.refusals.check_directive import comments_leave_out
from tests.dockerfile.refusals.linting import S, outcome


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("# check=skip=JSONArgsRecommended;error=true\n", ""),
        ("# check=skip=all;error=true\n", ""),
        ("# check=error=1;skip=X, Y\n", "JSONArgsRecommended"),
        ("# check=error=0\n", ""),
        ("# check=experimental=all;error=T\n", "JSONArgsRecommended"),
        ("# check=skip=A,B ; error=true\n", ""),
        ("#!/x\n# check=error=true\n", "JSONArgsRecommended"),
        ("// check=error=true\n", "unknown-instruction"),
        ("# escape=`\n# check=error=true\n", "JSONArgsRecommended"),
        ("# a comment\n# check=error=true\n", ""),
        ("# checks\n", ""),
        ("# check=\n", ""),
        ("# check=foo=1\n", "check-option"),
        ("# check=skip\n", "check-option"),
        ("# check=error=maybe\n", "check-option"),
        ("# check=;error=true\n", "check-option"),
        ("# check=error=true;skip=all;experimental=all;x=1\n", ""),
    ],
)
def test_the_options(first: str, expected: str) -> None:
    """At most three, between semicolons; the value ends at its first blank."""
    assert outcome(first + S + "CMD a\n") == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("foo=1", 'failed to parse check options: invalid check option "foo"'),
        ("skip", 'failed to parse check options: invalid check option "skip"'),
        (
            "error=x",
            'failed to parse check options: failed to parse check option "error=x": '  # noqa: ISC004
            'strconv.ParseBool: parsing "x": invalid syntax',
        ),
    ],
)
def test_a_bad_option_is_refused_before_all_else(value: str, message: str) -> None:
    """It stands at the directive's value, whatever else is wrong in the file."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(f"# check={value}\nFOO\n")

    assert (caught.value.message, caught.value.line, caught.value.column) == (message, 1, 9)


ALL = "# check=error=true;experimental=all\n"


DESCRIBED = "InvalidDefinitionDescription"


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ("error=true", ""),
        ("error=true;experimental=all", DESCRIBED),
        (f"error=true;experimental={DESCRIBED}", DESCRIBED),
        ("error=true;experimental=CopyIgnoredFile", ""),
        (f"error=true;skip={DESCRIBED};experimental=all", DESCRIBED),
        ("error=true;experimental=all;skip=all", DESCRIBED),
    ],
)
def test_an_experimental_rule_fires_where_it_is_asked_for(options: str, rules: str) -> None:
    """To skip it changes nothing (asked of Docker 28.5.2)."""
    assert outcome(f"# check={options}\n{S}# bar\nARG A=1\nUSER a\n") == rules


def test_rules_are_experimental_since_docker_28() -> None:
    """Before, there is no such option (moby/buildkit v0.15.0 linter.go; 0.16 has it)."""
    assert outcome(ALL + S + "# bar\nARG A\n", "buildkit@28.0") == DESCRIBED
    assert outcome(ALL + S, "buildkit@27.1") == "check-option"


@pytest.mark.parametrize(
    ("text", "given", "builder", "expected"),
    [
        (S + "CMD a\n", "error=true", "buildkit@28.5", "JSONArgsRecommended"),
        (S + "CMD a\n", " error=true ", "buildkit@28.5", "JSONArgsRecommended"),
        (S + "CMD a\n", "", "buildkit@28.5", ""),
        ("# check=error=true\n" + S + "CMD a\n", "", "buildkit@28.5", ""),
        ("# check=error=true\n" + S + "CMD a\n", "skip=all", "buildkit@28.5", ""),
        (
            "# check=error=true\n" + S + "CMD a\nUSER $x\n",
            "skip=JSONArgsRecommended;error=true",
            "buildkit@28.5",
            "UndefinedVar",
        ),
        (
            "ARG BUILDKIT_DOCKERFILE_CHECK\n" + S + "CMD a\n",
            "error=true",
            "buildkit@28.5",
            "JSONArgsRecommended",
        ),
        (S + "CMD a\n", "bogus", "buildkit@28.5", "check-option"),
        (S + "CMD a\n", "error=x", "buildkit@28.5", "check-option"),
        (S + "CMD a\n", "error=true", "buildkit@26.1", ""),
        (S + "CMD a\n", "bogus", "buildkit@26.1", ""),
        (S + "CMD a\n", "error=true", "classic@28.5", ""),
        (S + "CMD a\n", "error=true", "buildah@1.43", ""),
    ],
)
def test_a_build_argument_takes_the_directive_s_place(
    text: str, given: str, builder: str, expected: str
) -> None:
    """Whatever it says (asked of Docker 28.5.2 and 26.1.5)."""
    asked = {"BUILDKIT_DOCKERFILE_CHECK": given}

    assert outcome(text, builder, build_args=asked) == expected


def test_a_bad_build_argument_is_refused_in_its_name() -> None:
    """There is no place in the text for it."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(S).image(build_args={"BUILDKIT_DOCKERFILE_CHECK": "x"})

    assert caught.value.message == (
        'failed to parse build-arg:BUILDKIT_DOCKERFILE_CHECK: invalid check option "x"'
    )
    assert caught.value.span is None


def test_the_argument_asks_of_a_text_that_was_read_quickly_too() -> None:
    """What the quick reading leaves out is looked at as well."""
    text = S + "RUN x\n" * 5000 + 'EXPOSE 80/TCP\nCMD ["a"]\n'
    asked = {"BUILDKIT_DOCKERFILE_CHECK": "error=true"}

    assert outcome(text, build_args=asked) == "ExposeProtoCasing"
    assert outcome(text) == ""


@pytest.mark.parametrize(
    ("comments", "left_out"),
    [
        (["check=skip=StageNameCasing"], True),
        (["check=skip=all"], True),
        (["check = skip=StageNameCasing,JSONArgsRecommended"], True),
        (["check=skip=StageNameCasing because of that"], True),
        (["check=skip=JSONArgsRecommended"], False),
        (["check=odd"], False),
        (["another", "check=skip=StageNameCasing"], True),
        (["check=skip=StageNameCasing", "another"], True),
        (["check=skip=JSONArgsRecommended", "check=skip=StageNameCasing"], False),
        ([], False),
    ],
)
def test_the_first_comment_that_asks_for_anything_counts(
    comments: list[str],
    left_out: bool,  # noqa: FBT001
) -> None:
    """As moby/buildkit v0.32.2 linter.go has it."""
    builder = dialects.builder("buildkit@28.5")

    assert comments_leave_out("StageNameCasing", comments, builder) == left_out


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("\n# check=skip=all\nFROM scratch as x\nUSER u\n", ""),
        ("\n# check=skip=all\n\nFROM scratch as x\nUSER u\n", ""),
        ("\n# check=skip=all\n#\nFROM scratch as x\nUSER u\n", "FromAsCasing"),
        ("\n# check=skip=all\nFROM scratch\nFROM scratch as x\nUSER u\n", "FromAsCasing"),
        # At the top it is the file's directive, which the argument stands in for.
        ("# check=skip=all\nFROM scratch as x\nUSER u\n", "FromAsCasing"),
    ],
)
def test_comments_of_an_instruction_are_told_from_the_directive(text: str, rules: str) -> None:
    """The directive's line is no comment (parser.go Parse; BuildKit's testRuleCheckOption)."""
    asked = {"BUILDKIT_DOCKERFILE_CHECK": "error=true"}

    assert outcome(text, "buildkit@29.2", build_args=asked) == rules
