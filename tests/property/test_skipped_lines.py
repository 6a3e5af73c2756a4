"""Law: an image is the same whether lines are stepped over or every instruction is read.

"They set no field of an image, and cannot fail" (`skippable_lines`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from dockerfile_texts import BASES, near_valid
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.build import build_image
from cmdresolve.dockerfile.building.names import BuildRequest
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.dockerfile.reading.reader import Syntax, read
from cmdresolve.dockerfile.reading.skippable_lines import may_skip
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.limits import Limits, Room
from cmdresolve.model.platform import Platform
from cmdresolve.model.source import Source

#: The builders whose lines may be stepped over.
SKIPPING = [record for record in dialects.BUILDERS if may_skip("FROM a\n", record)]

#: Lines that are skippable, and lines that are so but for a little.
LINES = st.sampled_from(
    [
        "# comment",
        "  # CMD x",
        "RUN a",
        "run [ -f a ] && b",
        'RUN ["a"]',
        "RUN [1]",
        "RUN a \\",
        "  b \\\\",
        "RUN <<A",
        "A",
        "RUN --mount=type=cache,target=/x y",
        "RUN --mount=from=b y",
        "COPY a b",
        "COPY --chown=$A a b/",
        "COPY --from=0 a b",
        "COPY --from=5 a b",
        "COPY a",
        "COPY a@b:c d",
        "COPY http://a b",
        "COPY <<A b",
        "ADD http://a b",
        "ADD --chmod=644 a b",
        "LABEL a=b c='d e'",
        "LABEL a=$B \\",
        "c=d",
        "LABEL a b c",
        "LABEL a='b",
        "LABEL a=${b:?c}",
        "LABEL a=b =c",
        "EXPOSE 80 443/tcp",
        "EXPOSE 99999",
        "EXPOSE $PORT",
        "MAINTAINER me",
        "MAINTAINER",
        "VOLUME /a $B",
        "VOLUME $B",
        'VOLUME ["/a", "/b"]',
        'VOLUME [""]',
        "ENV A=b",
        "ENV PORT 80",
        "ENV B",
        "ARG C=d",
        "WORKDIR  /w \t",
        "WORKDIR $A",
        "USER $A",
        "CMD x  ",
        'cmd ["x"]',
        "ENTRYPOINT x \\",
        "ONBUILD RUN x",
        "FROM a",
        "FROM b AS c",
        "from --platform=linux c",
        "FOO",
        "",
        "\\",
    ]
)


def outcome(source: Source, syntax: Syntax, builder: Builder) -> object:
    """Build what was read, and say all that can be asked of the image."""
    request = BuildRequest(None, {}, BASES, {}, Platform(), Room(Limits()))
    try:
        image = build_image(source, split_stages(syntax, source, builder), request, builder)
    except CmdResolveError as error:
        return type(error), error.code, error.message, error.span, error.hint
    if builder.storing.keeps_untouched_image and image.trace is None:
        return image
    assert image.trace is not None
    return image, image.trace()


def both(text: str, builder: Builder) -> tuple[object, object]:
    """Build a text with lines stepped over, and with every instruction read."""
    source = Source("Dockerfile", text)
    found = []
    for skips in (True, False):
        try:
            syntax = read(source, builder, skips=skips)
        except CmdResolveError as error:
            found.append((error.code, error.message, error.span))
        else:
            found.append(outcome(source, syntax, builder))
    return found[0], found[1]


@given(text=near_valid())
def test_the_same_image_comes_of_it(text: str) -> None:
    """Or the same refusal, for every builder that may step over lines."""
    for builder in SKIPPING:
        skipped, read_in_full = both(text, builder)
        assert skipped == read_in_full, builder.key


@given(
    head=st.sampled_from(
        ["FROM base\n", "# escape=`\nFROM base AS b\n", "FROM scratch\n", "ARG A\n"]
    ),
    lines=st.lists(LINES, max_size=12),
    end=st.sampled_from(["", "\n", " "]),
)
def test_lines_that_are_nearly_skippable(head: str, lines: list[str], end: str) -> None:
    """One that is not is never stepped over, whatever stands around it."""
    text = head + "\n".join(lines) + end
    for key in ("buildkit@20.10", "buildkit@28.5"):
        skipped, read_in_full = both(text, dialects.builder(key))
        assert skipped == read_in_full, key


@given(
    lines=st.lists(st.sampled_from(["FROM base", "FOO", "B a", "CMD x", "ARG A", ""]), max_size=9),
    end=st.sampled_from(["", "\n", " \r\n"]),
)
def test_lines_that_nobody_knows(lines: list[str], end: str) -> None:
    """Of those between two others nothing is told, whoever builds."""
    text = "\n".join(lines) + end
    for builder in dialects.BUILDERS:
        skipped, read_in_full = both(text, builder)
        assert skipped == read_in_full, builder.key


@given(text=near_valid())
def test_what_is_read_is_read_alike(text: str) -> None:
    """The instructions that are not stepped over are those of the full reading."""
    builder = dialects.builder("buildkit")
    source = Source("Dockerfile", text)
    if not may_skip(text, builder):
        return
    try:
        everything = read(source, builder).instructions
    except CmdResolveError:
        return
    some = read(source, builder, skips=True).instructions

    assert [x for x in everything if x in some] == list(some)


@pytest.mark.parametrize("key", ["buildkit", "buildkit@20.10"])
def test_the_same_image_comes_of_real_files(corpus: Path, key: str) -> None:
    """So it is on every Dockerfile of the corpus; most of their instructions are stepped over."""
    builder = dialects.builder(key)
    differing = []
    read_in_full = unskippable = 0
    for path in sorted((corpus / "dockerfiles").rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        skipped, whole = both(text, builder)
        if skipped != whole:
            differing.append(str(path))
        try:
            source = Source("Dockerfile", text)
            read_in_full += len(read(source, builder).instructions)
            unskippable += len(read(source, builder, skips=True).instructions)
        except CmdResolveError:
            continue

    assert differing == []
    assert unskippable < 0.6 * read_in_full
