"""``# check=``: its options, and the checks of BuildKit that can fail a build.

The rules are those that Docker 28.5.2 named when it was given these texts.
"""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.dockerfile.refusals.linting import S, outcome


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (S + "CMD a\n", "JSONArgsRecommended"),
        (S + "CMD\n", "JSONArgsRecommended"),
        (S + "ENTRYPOINT a\n", "JSONArgsRecommended"),
        (S + 'CMD ["a"]\n', ""),
        (S + 'SHELL ["s"]\nCMD a\n', ""),
        ("FROM shelled\nCMD a\n", ""),
        ("FROM shelled AS a\nUSER $KNOWN\nFROM shelled\nCOPY --from=a b c\nUSER $KNOWN\n", ""),
        (
            "FROM shelled AS a\nUSER $KNOWN\nFROM shelled\nCOPY --from=a b c\nUSER $NOPE\n",
            "UndefinedVar",
        ),
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
