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
_SWITCHED = ("--init", "--tty", "-i", "-t", "--rm", "--read-only", "--interactive", "-ti", "-P")
_TRUTHS = ("true", "false", "1", "0", "t", "F", "TRUE", "False", "", "yes", "on", "2", " true")
# What stands before the command. Flags that ask another engine are left out.
_OF_THE_ROOT = {
    "docker": (
        *(("-D",), ("--debug",), ("-l", "warn"), ("-lwarn",), ("-Dl", "warn"), ("--tls=false",)),
        *(("-D=false",), ("--debug=maybe",), ("--nope",), ("-x",), ("-D", "--"), ("--version",)),
        *(("--",), ("--", "-D"), ("--", "--log-level", "warn"), ("--", "--nope")),
        *(("--help",), ("-v",), ("--", "--help"), ("--help=false",), ("help",)),
    ),
    "podman": (
        *(("--log-level", "warn"), ("--log-level=warn",), ("--syslog=false",), ("--noout=false",)),
        *(("--nope",), ("--nope=a",), ("--noout=maybe",), ("--events-backend", "file")),
        # Without a value, `--version` takes the next word for it, and `image` is a command then.
        *(("--help",), ("--version=true",), ("--help=false",)),
    ),
}
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
    ("-test.v",),
    ("-ttest.x",),
    ("--=x",),
    ("-=x",),
    ("-t-i",),
    ("-é",),
    ("--entrypoint",),
    ("--entrypoint_", "a"),
    ("--no-init",),
    ("--init", "false"),
    ("-dit",),
    ("-qit",),
    ("--help",),
    ("--help=false",),
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
    if draw(one_in(8)):
        # Between the words of a group as well, where some of these are wrong.
        flags = draw(st.sampled_from(_OF_THE_ROOT[program]))
        place = 1 if "--" in flags or draw(below(4)) else len(line) - 1
        line[place:place] = flags
    for flag in draw(st.lists(_flags(), max_size=4)):
        line += _fitting(flag, program)
    if draw(one_in(15)):
        line += _fitting(draw(_STRANGE_FLAG), program)
    if draw(one_in(20)):
        line += draw(_NO_IMAGE)
        return line
    line.append(image)
    return line + draw(_ARGUMENTS)


def _fitting(flag: Sequence[str], program: str) -> Sequence[str]:
    """Leave out what Podman refuses for the image: it looks for the folder of ``-w`` in it.

    It also refuses a stop signal of the image that is none, if none is given in its place.
    """
    of_image = "w" in flag[0][:3] or "stop-signal" in flag[0]
    return () if program == "podman" and of_image else flag


@st.composite
def _flags(draw: st.DrawFn) -> Sequence[str]:
    kind = draw(below(10))
    if kind < 4:  # noqa: PLR2004 - two in five
        value = draw(_ENTRYPOINT)
        return ("--entrypoint", value) if draw(below(2)) else (f"--entrypoint={value}",)
    if kind == 4:  # noqa: PLR2004 - one in ten
        return (draw(pick(*_SWITCHES)),)
    if kind == 5:  # noqa: PLR2004 - same
        return (f"{draw(pick(*_SWITCHED))}={draw(pick(*_TRUTHS))}",)
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
