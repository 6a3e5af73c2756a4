"""``# check=``: its options, and the checks of BuildKit that can fail a build.

The rules are those that Docker 28.5.2 named when it was given these texts.
"""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr

S = "FROM scratch\n"
BASES = {
    "shelled": cr.ImageConfig(shell=["s"], env=["KNOWN=1"]),
    "trigger": cr.ImageConfig(on_build=["CMD x"]),
}


def outcome(text: str, builder: str = "buildkit@28.5", **asked: Any) -> str:
    """Return the names of the rules, the code of another refusal, or nothing."""
    try:
        cr.Dockerfile.parse(text, builder=builder).image(bases=BASES, **asked)
    except cr.DockerfileError as error:
        rules = error.message.removeprefix("lint violation found for rules: ")
        return rules if error.code == "lint" else error.code
    return ""


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (S + "CMD a\n", "JSONArgsRecommended"),
        (S + "CMD\n", "JSONArgsRecommended"),
        (S + "ENTRYPOINT a\n", "JSONArgsRecommended"),
        (S + 'CMD ["a"]\n', ""),
        (S + 'SHELL ["s"]\nCMD a\n', ""),
        ("FROM shelled\nCMD a\n", ""),
        ('FROM scratch AS a\nSHELL ["s"]\nFROM a\nCMD x\n', ""),
        ("FROM scratch AS a\nONBUILD CMD x\nFROM a\nUSER u\n", "JSONArgsRecommended"),
        ("FROM trigger\nUSER u\n", "JSONArgsRecommended"),
        (S + "ONBUILD CMD x\n", ""),
        (S + "CMD a\nFROM scratch\nUSER u\n", ""),
        (S + 'CMD ["a"]\nCMD ["b"]\n', "MultipleInstructionsDisallowed"),
        (S + "HEALTHCHECK NONE\nHEALTHCHECK NONE\n", "MultipleInstructionsDisallowed"),
        (S + "ENV A=1\\\n\n  B=2\n", "NoEmptyContinuation"),
        (S + 'Cmd ["a"]\nUSER u\n', "ConsistentInstructionCasing"),
        ('from scratch\nCMD ["a"]\n', "ConsistentInstructionCasing"),
        ("from scratch\nuser u\n", ""),
        ("FROM scratch as x\nUSER u\n", "FromAsCasing"),
        ("from scratch AS x\nuser u\n", "FromAsCasing"),
        ("FROM scratch AS X\nUSER u\n", "StageNameCasing"),
        ("FROM scratch AS x\nFROM scratch AS x\nUSER u\n", "DuplicateStageName"),
        ("FROM scratch AS context\nUSER u\n", "ReservedStageName"),
        (S + "MAINTAINER x\n", "MaintainerDeprecated"),
        ("FROM ${B:-scratch}\nUSER u\n", "UndefinedArgInFrom"),
        ("ARG B\nFROM ${B:-scratch}\nUSER u\n", ""),
        ("ARG B=scratch\nFROM $B\nUSER u\n", ""),
        ("FROM --platform=linux/amd64 scratch\nUSER u\n", "FromPlatformFlagConstDisallowed"),
        ("FROM --platform=linux/amd64 scratch AS x-amd64\nUSER u\n", ""),
        ("FROM --platform=$TARGETPLATFORM scratch\nUSER u\n", "RedundantTargetPlatform"),
        ("FROM --platform=$BUILDPLATFORM scratch\nUSER u\n", ""),
        (S + "ENV A b\n", "LegacyKeyValueFormat"),
        (S + "LABEL A b\n", "LegacyKeyValueFormat"),
        (S + "ENV A=$NOPE\n", "UndefinedVar"),
        (S + "LABEL a=$NOPE\n", "UndefinedVar"),
        (S + "USER $NOPE\n", "UndefinedVar"),
        (S + "VOLUME $NOPE/x\n", "UndefinedVar"),
        (S + "ENV A=${NOPE:-x}\n", "UndefinedVar"),
        (S + "ARG N=$NOPE\n", "UndefinedVar"),
        (S + "COPY --chown=$NOPE a b\n", "UndefinedVar"),
        (S + "EXPOSE ${P:-80}\n", ""),
        (S + "ARG N\nENV A=$N\n", ""),
        (S + "ENV N=1\nENV A=${N}\n", ""),
        (S + "ENV A=$PATH\n", ""),
        ("FROM shelled\nENV A=$KNOWN\n", ""),
        ("FROM nope\nENV A=$KNOWN\n", ""),
        ("FROM scratch AS a\nARG Q=1\nFROM a\nENV B=$Q\n", ""),
        (S + "WORKDIR a\n", "WorkdirRelativePath"),
        (S + "WORKDIR /a\nWORKDIR b\n", ""),
        ("FROM scratch AS a\nWORKDIR /x\nFROM a\nWORKDIR y\n", ""),
        (S + "ENV API_TOKEN=1\n", "SecretsUsedInArgOrEnv"),
        (S + "ARG PASSWORD\n", "SecretsUsedInArgOrEnv"),
        (S + "ARG PUBLIC_KEY\n", ""),
        (S + "EXPOSE 80/TCP\n", "ExposeProtoCasing"),
        (S + "EXPOSE 1:80\n", "ExposeInvalidFormat"),
        (S + "EXPOSE 80\n", ""),
        (S + "ENV A b\nCMD a\n", "JSONArgsRecommended, LegacyKeyValueFormat"),
    ],
)
def test_a_rule_fails_the_build(text: str, rules: str) -> None:
    """With error=true the rules that fire are the refusal; without, the image is built."""
    assert outcome("# check=error=true\n" + text) == rules
    assert outcome(text) == ""


def test_a_default_that_names_no_image() -> None:
    """The argument that is given makes it whole, and the rule fires all the same."""
    text = "# check=error=true\nARG B\nFROM $B\nUSER u\n"

    assert outcome(text, build_args={"B": "scratch"}) == "InvalidDefaultArgInFrom"


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


@pytest.mark.parametrize(
    ("builder", "text", "rules"),
    [
        ("buildkit@26.1", S + "CMD a\n", ""),
        ("classic@28.5", S + "CMD a\n", ""),
        ("buildah@1.43", S + "CMD a\n", ""),
        ("buildkit@27.0", S + "CMD a\n", "JSONArgsRecommended"),
        ("buildkit@27.0", S + "ARG PASSWORD\n", ""),
        ("buildkit@27.1", S + "ARG PASSWORD\n", "SecretsUsedInArgOrEnv"),
        ("buildkit@27.1", S + "EXPOSE 80/TCP\n", ""),
    ],
)
def test_checks_came_by_version(builder: str, text: str, rules: str) -> None:
    """BuildKit checks since 0.14, and more since."""
    assert outcome("# check=error=true\n" + text, builder) == rules


def test_the_place_is_the_first_instruction_that_fired() -> None:
    """Its first line, and a hint how to live with it."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse("# check=error=true\n" + S + "USER u\nCMD a\n").image()

    assert (caught.value.line, caught.value.column) == (4, 1)
    assert "JSONArgsRecommended" in (caught.value.hint or "")


ALL = "# check=error=true;experimental=all\n"
DESCRIBED = "InvalidDefinitionDescription"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("# other text\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# foo text\nFROM scratch AS foo\nUSER a\n", ""),
        ("# foo text\n# bar\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# bar\n# foo\nFROM scratch AS foo\nUSER a\n", ""),
        ("# bar\n\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# bar\n#\nFROM scratch AS foo\nUSER a\n", ""),
        ("# bar\n#\n#foo\nFROM scratch AS foo\nUSER a\n", ""),
        ("  # foo text\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# foo\ttext\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# Foo text\nFROM scratch AS Foo\nUSER a\n", f"{DESCRIBED}, StageNameCasing"),
        ("# bar\n\\\nFROM scratch AS foo\nUSER a\n", DESCRIBED),
        ("# bar\nFROM scratch\nUSER a\n", ""),
        ("# bar\nARG A=1\nFROM scratch\nUSER a\n", DESCRIBED),
        ("# A x\nARG A=1\nFROM scratch\nUSER a\n", ""),
        ("# B x\nARG A=1 B=2\nFROM scratch\nUSER a\n", ""),
        ("FROM scratch\n# bar\nARG A=1\nUSER a\n", DESCRIBED),
        ("FROM scratch\nUSER \\\n# bar\nx\nARG A=1\nUSER a\n", ""),
        ("FROM scratch AS u\n# x\nARG A\nFROM scratch\nUSER b\n", DESCRIBED),
        ("FROM scratch AS foo\nUSER a\n", ""),
    ],
)
def test_a_comment_above_a_stage_or_an_argument_describes_it(text: str, rules: str) -> None:
    """The rule looks at the last comment before, blank lines or not (asked of Docker 28.5.2)."""
    assert outcome(ALL + text) == rules


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
