"""Command lines of ``docker`` and ``podman`` that start a container, or nearly do."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.words import ENTRYPOINT_TEXTS, words

_SWITCHES = ("-i", "-t", "--rm", "--init", "--read-only", "-P", "--privileged", "--tty=false")
_CLUSTERS = ("-it", "-ti", "-tPi", "-iteA=b", "-ite=A=b", "-iw/w", "-tu0")
# Values that no client refuses and no engine needs anything of the machine for.
_VALUES: tuple[tuple[str, str], ...] = (
    ("-e", "A=b"),
    ("--env", "A=b c"),
    ("-w", "/w"),
    ("--workdir", "/w"),
    ("-u", "0"),
    ("--user", "1:1"),
    ("-h", "host"),
    ("--hostname", "host"),
    ("-l", "a=b"),
    ("--label", "a"),
    ("--name", "name"),
    ("--stop-signal", "TERM"),
    ("--stop-timeout", "3"),
    ("--add-host", "a:1.2.3.4"),
    ("--cap-add", "NET_ADMIN"),
    ("--dns", "1.1.1.1"),
    ("--restart", "no"),
    ("--tmpfs", "/t"),
    ("--shm-size", "8m"),
    ("-v", "/v"),
)
_STRANGE = (
    ("--",),
    ("--rm", "false"),
    ("-entrypoint", "/x"),
    ("-eit",),
    ("-t=",),
    ("-t=yes",),
    ("--rm=maybe",),
    ("---x",),
    ("--nope",),
    ("--nope=a",),
    ("-Z",),
    ("-itZ",),
    ("--entrypoint", "--rm"),
    ("--entrypoint", "--"),
    ("--entrypoint", "--entrypoint"),
    ("--ENTRYPOINT", "a"),
    ("--entry", "a"),
    ("-D",),
    ("--stop-timeout", "x"),
    ("-h",),
    ("-w",),
)


def command_lines(*, program: str = "docker", image: str = "image") -> st.SearchStrategy[list[str]]:
    """Return the words of a command line, the program first.

    Shrinks to ``docker run image``.

    Args:
        program: ``docker`` or ``podman``.
        image: the image it names, where it names one.
    """
    return _command_lines(program, image)


@st.composite
def _command_lines(draw: st.DrawFn, program: str, image: str) -> list[str]:
    line = [program, *draw(_VERB)]
    for flag in draw(st.lists(_flags(), max_size=4)):
        line += flag
    if draw(one_in(15)):
        line += draw(_STRANGE_FLAG)
    if draw(one_in(20)):
        line += draw(_NO_IMAGE)
        return line
    line.append(image)
    return line + draw(_ARGUMENTS)


@st.composite
def _flags(draw: st.DrawFn) -> Sequence[str]:
    kind = draw(below(10))
    if kind < 4:  # noqa: PLR2004 - two in five
        value = draw(_ENTRYPOINT)
        return ("--entrypoint", value) if draw(below(2)) else (f"--entrypoint={value}",)
    if kind < 6:  # noqa: PLR2004 - one in five
        return (draw(pick(*_SWITCHES)),)
    if kind == 6:  # noqa: PLR2004 - one in ten
        return (draw(pick(*_CLUSTERS)),)
    name, value = draw(_VALUE)
    kind = draw(below(3))
    if kind == 0:
        return (name, value)
    glued = kind == 1 and not name.startswith("--")
    return (name + value if glued else f"{name}={value}",)


_VERB = st.sampled_from((("run",), ("create",), ("container", "run"), ("container", "create")))
_VALUE = st.sampled_from(_VALUES)
_STRANGE_FLAG = st.sampled_from(_STRANGE)
_NO_IMAGE = st.sampled_from(((), ("",), ("-",), ("--",), ("IMAGE",)))
_ENTRYPOINT = st.sampled_from(ENTRYPOINT_TEXTS) | words()
_ARGUMENTS = st.lists(
    words() | st.sampled_from(("--", "-it", "--entrypoint", "--rm", "-c", "image")), max_size=3
)
