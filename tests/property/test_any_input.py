"""Law: any input has an exact answer or one clear error.

"One clear error with line and column or an exact answer, in time linear in the input, never a
traceback."
"""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from dockerfile_texts import BASES, BUILDERS, near_valid
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.errors import CmdResolveError, DockerfileError
from cmdresolve.model.image import ImageConfig
from cmdresolve.resolving.explanation import trace_of
from cmdresolve.starters.command_line.docker_run import docker_run


def answer(text: str | bytes, builder: str) -> ImageConfig | CmdResolveError:
    try:
        image = Dockerfile.parse(text, builder=builder).image(bases=BASES)
    except CmdResolveError as error:
        return error
    trace_of(image)
    return image


@given(data=st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    """Bytes that mean nothing are refused, at a line and a column."""
    for builder in BUILDERS:
        error = answer(data, builder)
        assert isinstance(error, DockerfileError)
        assert str(error).startswith("Dockerfile:")


@given(data=st.binary(max_size=80))
def test_any_bytes_behind_from(data: bytes) -> None:
    """So it is in a stage, where they may mean something."""
    for builder in BUILDERS:
        answer(b"FROM base\n" + data, builder)


@given(
    keyword=st.sampled_from(["CMD", "ENTRYPOINT", "SHELL", "ENV", "LABEL", "ONBUILD", "COPY"]),
    data=st.binary(max_size=40),
)
def test_any_arguments(keyword: str, data: bytes) -> None:
    """So it is with arguments of instructions, and what the note on them makes of it."""
    for builder in BUILDERS:
        answer(b"FROM base\n%s [%s" % (keyword.encode(), data), builder)


_TEXTS = st.text(st.sampled_from("\ud800\udc7f\udd00\udcff é-=$:") | st.characters(codec=None))
_FLAGS = [
    "COPY --from=%s a b",
    "HEALTHCHECK --interval=1%s CMD a",
    "RUN --mount=type=bind,from=%s a",
    "ENV A=${B#%s}",
    "ADD --chmod=%s a b",
]


@given(text=_TEXTS, line=st.sampled_from(_FLAGS))
def test_any_surrogates(text: str, line: str) -> None:
    """So it is with texts in memory that no file can hold, a base's triggers among them."""
    written = line % text
    base = ImageConfig(on_build=[written])
    for builder in BUILDERS:
        answer("FROM scratch\n" + written, builder)
        with suppress(CmdResolveError):
            Dockerfile.parse("FROM b", builder=builder).image(bases={"b": base})


@given(
    text=_TEXTS,
    flag=st.sampled_from(
        "-v --name --health-interval --cpus --mount -p --label --env --network --hostname --tmpfs "
        "--ulimit --log-level --entrypoint --platform".split()
    ),
    program=st.sampled_from(["docker", "podman"]),
)
def test_any_surrogates_on_a_command_line(text: str, flag: str, program: str) -> None:
    """And with words that no process can be given."""
    for words in ([program, "run", flag, text, "img"], [program, "run", "-" + text, "img"]):
        with suppress(CmdResolveError):
            docker_run(words)


@given(text=near_valid())
def test_near_valid_dockerfiles(text: str) -> None:
    """So it is with what people write."""
    for builder in BUILDERS:
        answer(text, builder)


CASES = {
    "deep array": lambda n: "FROM scratch\nCMD " + "[" * n,
    "deep array on lines": lambda n: "FROM scratch\nCMD " + "[[[[[[[[\\\n" * (n // 8),
    "long array": lambda n: "FROM scratch\nCMD [" + '"a",\\\n' * n + '"b"]',
    "broken array": lambda n: "FROM scratch\nCMD [" + "'a',\\\n" * n + "'b']",
    "quotes": lambda n: "FROM scratch\nCMD [" + '"\\\n' * n,
    "continuations": lambda n: "FROM scratch\nCMD a" + "\\\n" * n + "b",
    "comments inside": lambda n: "FROM scratch\nCMD a\\\n" + "# c\n" * n + "b",
    "heredoc": lambda n: "FROM scratch\nRUN <<A\n" + "CMD x\n" * n + "A\nCMD a b",
    "open heredocs": lambda n: "FROM scratch\n" + "RUN <<A\nx\nA\n" * (n // 4),
    "stages": lambda n: (
        "FROM scratch AS s0\nCMD a\n" + "".join(f"FROM s{i} AS s{i + 1}\n" for i in range(n // 8))
    ),
    "pairs": lambda n: "FROM scratch\nENV" + "".join(f" A{i}=$B{i}" for i in range(n // 8)),
    "env lines": lambda n: "FROM scratch\n" + "".join(f"ENV A{i}=1\n" for i in range(n // 8)),
    "braces": lambda n: "FROM scratch\nENV A=" + "${A:-" * (n // 8),
    "blanks": lambda n: "\n" * n + "FROM scratch\nCMD a",
    "flags": lambda n: "FROM scratch\nRUN" + " --mount=x" * (n // 8) + " y",
    "triggers": lambda n: (
        "FROM scratch AS a\n" + "ONBUILD CMD a\n" * (n // 8) + "FROM a\nENTRYPOINT b\n"
    ),
}


@pytest.mark.parametrize("builder", ["buildkit@28.5", "classic@20.10", "buildah@1.43/docker"])
@pytest.mark.parametrize("make", CASES.values(), ids=CASES.keys())
def test_time_grows_with_the_input(make: object, builder: str) -> None:
    """Four times the input takes about four times as long; sixteen times would be quadratic."""

    def seconds(n: int) -> float:
        text = make(n)  # type: ignore[operator]
        start = time.process_time()
        answer(text, builder)
        return time.process_time() - start

    seconds(100)
    small = min(seconds(2_000) for _ in range(2))
    large = min(seconds(8_000) for _ in range(2))

    # What takes no time at all may take any multiple of it.
    assert large <= 10 * small + 0.05


@pytest.mark.parametrize("builder", ["buildkit@28.5", "classic@26.1", "buildah@1.43"])
def test_a_line_of_ten_megabytes(builder: str) -> None:
    """It is longer than any builder takes, and is refused where it starts."""
    error = answer("FROM scratch\nCMD " + "a" * 10_000_000, builder)

    assert isinstance(error, DockerfileError)
    assert (error.code, error.line, error.column) == ("line-too-long", 2, 1)


def test_ten_megabytes_on_many_lines() -> None:
    """Continuation lines may join to more than a line may have."""
    line = "a" * 60_000
    text = "FROM scratch\nCMD " + f"{line}\\\n" * 166 + "end"

    image = answer(text, "buildkit@28.5")

    assert isinstance(image, ImageConfig)
    assert image.cmd == ("/bin/sh", "-c", line * 166 + "end")


def test_a_hundred_thousand_stages() -> None:
    """The first CMD reaches the last of a hundred thousand stages."""
    stages = "".join(f"FROM s{i} AS s{i + 1}\n" for i in range(99_999))

    image = Dockerfile.parse('FROM scratch AS s0\nCMD ["a"]\n' + stages).image()

    assert image.cmd == ("a",)


@pytest.mark.parametrize(
    ("depth", "code"), [(9_999, "json-not-strings"), (10_000, "json-not-strings"), (10_001, None)]
)
def test_nesting_ends_at_ten_thousand(depth: int, code: str | None) -> None:
    """Deeper arrays are no JSON to Go, so they are shell form; the others are arrays of arrays."""
    text = "[" * depth + "]" * depth

    image = answer(f"FROM scratch\nCMD {text}", "buildkit@28.5")

    if code is None:
        assert isinstance(image, ImageConfig)
        assert image.cmd == ("/bin/sh", "-c", text)
    else:
        assert isinstance(image, DockerfileError)
        assert image.code == code
