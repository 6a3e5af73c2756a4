"""Law: the batch protocol answers whatever it is asked.

"A bad line gives an error object for that line and the run goes on"; "the answer has argv or error
or unknown" (design, the batch protocol).
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from merges import ENGINES

from cmdresolve import dialects
from cmdresolve.batch.protocol import answer, answer_lines

STAGES = {"build", "create", "start", "request"}

characters = st.characters(codec=None, exclude_categories=())
texts = st.text(characters, max_size=6)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)

words = st.lists(
    texts | st.sampled_from(["docker", "run", "-it", "--entrypoint", "img"]), max_size=6
)
dockerfiles = st.lists(
    st.sampled_from(
        [
            "FROM scratch",
            "FROM b AS s",
            "CMD",
            'CMD ["a"]',
            "ENTRYPOINT x",
            "ONBUILD CMD y",
            "ARG A",
        ]
    )
    | texts,
    max_size=5,
).map("\n".join)
configs = st.dictionaries(
    st.sampled_from(["Entrypoint", "Cmd", "Shell", "OnBuild", "Env", "User", "ArgsEscaped", "x"]),
    words | values,
    max_size=4,
)
names = st.sampled_from([*ENGINES, *(x.key for x in dialects.BUILDERS), "docker@", "podman/x"])
requests = st.fixed_dictionaries(
    {},
    optional={
        "id": values,
        "engine": names | values,
        "builder": names | values,
        "dockerfile": dockerfiles | values,
        "dockerfile_b64": st.binary(max_size=9).map(repr) | values,
        "target": st.sampled_from(["s", "0", ""]) | values,
        "build_args": st.dictionaries(texts, texts, max_size=2) | values,
        "platform": st.sampled_from(["linux/amd64", "windows"]) | values,
        "bases": st.dictionaries(st.just("b") | texts, configs | dockerfiles | values, max_size=2),
        "contexts": st.dictionaries(st.just("b") | texts, configs | values, max_size=2),
        "image": configs | values,
        "run": st.fixed_dictionaries(
            {}, optional={"entrypoint": words | values, "args": words | values, "init": values}
        )
        | st.sampled_from([False])
        | values,
        "cli": words.map(lambda rest: ["docker", "run", *rest]) | values,
        "explain": st.sampled_from([True]) | values,
    },
)
#: Requests that get as far as an image, which the ones above seldom do.
sound = st.one_of(
    st.fixed_dictionaries(
        {"image": configs, "engine": st.sampled_from(ENGINES)},
        optional={
            "run": st.fixed_dictionaries(
                {}, optional={"entrypoint": words | texts, "args": words | texts}
            ),
            "explain": st.booleans(),
        },
    ),
    st.fixed_dictionaries(
        {"dockerfile": dockerfiles},
        optional={
            "builder": st.sampled_from([x.key for x in dialects.BUILDERS]),
            "bases": st.dictionaries(st.just("b"), configs | dockerfiles, max_size=1),
            "explain": st.sampled_from([True]),
        },
    ),
)


def check(got: dict[str, Any]) -> None:
    """Hold an answer to the protocol."""
    assert json.loads(json.dumps(got, allow_nan=False)) == got
    assert sum(key in got for key in ("argv", "error", "unknown")) == 1 or set(got) <= {
        "id",
        "image",
    }
    if "error" in got:
        error = got["error"]
        assert error["stage"] in STAGES
        assert error["code"] == error["code"].lower()
        assert error["message"]
        assert error["code"] != "internal", error["message"]
        assert ("line" in error) == ("column" in error)
        assert set(error) <= {"stage", "code", "message", "source", "line", "column", "at", "hint"}
    if "argv" in got:
        assert got["argv"]
        assert all(isinstance(word, str) for word in got["argv"])


@given(request_=values)
def test_any_json_value_has_an_answer(request_: Any) -> None:
    """It never raises, and what it gives is JSON."""
    check(answer(request_))


@given(request_=requests)
def test_any_value_of_any_key_has_an_answer(request_: dict[str, Any]) -> None:
    """However keys are combined."""
    check(answer(request_))


@given(request_=sound)
def test_what_is_nearly_right_has_an_answer(request_: dict[str, Any]) -> None:
    """Explained as well."""
    check(answer(request_))


@given(lines=st.lists(texts | st.builds(json.dumps, requests | sound), max_size=4))
def test_each_line_has_a_line(lines: list[str]) -> None:
    """In order, and each is an object."""
    asked = [line for line in lines if line.strip()]

    answers = [json.loads(text) for text in answer_lines(lines)]

    assert len(answers) == len(asked)
    assert all(isinstance(got, dict) for got in answers)
