"""Laws of stages: what a stage hands down, what ENTRYPOINT clears, what shell form stands for.

"A stage counts as a base"; "ENTRYPOINT clears the inherited CMD, but not one set in the same
stage, before or after"; "Repeats: last wins, independently per field"; "SHELL is what shell form
is wrapped in from here on".
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from dockerfile_texts import BUILDING as BUILDERS
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import ImageConfig, dialects
from cmdresolve.dockerfile import Dockerfile

WORDS = st.lists(st.sampled_from(["a", "b c", "", "$X", "\u00e9", '"']), max_size=3)
TEXTS = st.sampled_from(["a", "a  b", "exec $X", "'q' \"r\"", "a # b", "\u00e9"])
SETTINGS = st.one_of(
    st.tuples(st.sampled_from(["CMD", "ENTRYPOINT"]), WORDS.map(json.dumps) | TEXTS),
    st.tuples(st.just("SHELL"), WORDS.filter(bool).map(json.dumps)),
    st.sampled_from([("ENV", "A=1"), ("USER", "u"), ("WORKDIR", "/w"), ("STOPSIGNAL", "9")]),
    st.tuples(
        st.just("ONBUILD"),
        st.sampled_from(["CMD t", 'ENTRYPOINT ["t"]', 'SHELL ["s"]', "ENV B=2"]),
    ),
)
BODIES = st.lists(SETTINGS, min_size=1, max_size=4).map(
    lambda lines: "".join(f"{keyword} {args}\n" for keyword, args in lines)
)
CONFIGS = st.builds(
    ImageConfig,
    entrypoint=st.none() | WORDS,
    cmd=st.none() | WORDS,
    env=st.just(["PATH=/bin", "A=1"]),
    user=st.sampled_from(["", "u"]),
    working_dir=st.sampled_from(["", "/w"]),
    stop_signal=st.sampled_from(["", "9"]),
)


def built(text: str, builder: str, bases: Mapping[str, ImageConfig] | None = None) -> ImageConfig:
    return Dockerfile.parse(text, builder=builder).image(bases=bases)


@given(bodies=st.lists(BODIES, min_size=1, max_size=4))
def test_a_chain_of_stages_is_a_chain_of_images(bodies: list[str]) -> None:
    """The same instructions give the same image, in one file or in one file for each stage."""
    chain = "FROM scratch AS s0\n" + bodies[0]
    for number, body in enumerate(bodies[1:], 1):
        chain += f"FROM s{number - 1} AS s{number}\n{body}"
    for builder in BUILDERS:
        if dialects.builder(builder).name == "buildkit" and "ONBUILD" in chain:
            continue

        image = built("FROM scratch\n" + bodies[0], builder)
        for body in bodies[1:]:
            image = built("FROM earlier\n" + body, builder, {"earlier": image})

        assert built(chain, builder) == image, builder


@given(body=BODIES, last=st.one_of(WORDS.map(json.dumps), TEXTS))
def test_the_last_cmd_wins(body: str, last: str) -> None:
    """What CMD said before its last time does not matter."""
    without = "".join(
        line for line in body.splitlines(keepends=True) if not line.startswith("CMD ")
    )
    for builder in BUILDERS:
        # Before it, so that the stage has set a CMD in both.
        image = built(f'FROM scratch\nCMD ["x"]\n{body}CMD {last}\n', builder)

        assert image == built(f'FROM scratch\nCMD ["y"]\n{without}CMD {last}\n', builder), builder


@given(base=CONFIGS, words=WORDS)
def test_entrypoint_clears_the_inherited_cmd_and_only_that(
    base: ImageConfig, words: list[str]
) -> None:
    """Whatever ENTRYPOINT says, CMD of the base goes; all else of the base stays."""
    for builder in BUILDERS:
        entrypoint = f"FROM base\nENTRYPOINT {json.dumps(words)}\n"

        alone = built(entrypoint, builder, {"base": base})
        with_cmd = built(entrypoint + 'CMD ["own"]\n', builder, {"base": base})
        before = built(
            f'FROM base\nCMD ["own"]\nENTRYPOINT {json.dumps(words)}\n', builder, {"base": base}
        )

        assert alone.cmd in (None, ()), builder
        assert alone.entrypoint == tuple(words) or (not words and not alone.entrypoint)
        kept = (base.env, base.user, base.working_dir, base.stop_signal)
        assert (alone.env, alone.user, alone.working_dir, alone.stop_signal) == kept
        assert with_cmd == before
        assert with_cmd.cmd == ("own",)


@given(shell=WORDS.filter(bool), text=TEXTS, keyword=st.sampled_from(["CMD", "ENTRYPOINT"]))
def test_shell_form_is_exec_form_of_shell_and_text(
    shell: list[str], text: str, keyword: str
) -> None:
    """A builder that honours SHELL puts it before the text; the others put /bin/sh -c there."""
    for builder in BUILDERS:
        honoured = dialects.builder(builder).forms.honours_shell
        words = [*(shell if honoured else ["/bin/sh", "-c"]), text]
        head = f"FROM scratch\nSHELL {json.dumps(shell)}\n{keyword} "

        assert built(head + text, builder) == built(head + json.dumps(words), builder), builder
