"""Units of Quadlet: right, nearly right, and what its reader and systemd's trip on."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, one_in, pick

_PIECES = (
    *("a", "b c", " ", "  ", "\t", "-", "--", "--x", "-c", "=", "a=b", "@", "{}", "é", "[", "]"),
    *(
        "'",
        '"',
        "''",
        '""',
        "'a b'",
        '"c d"',
        "'a'b",
        '["a","b"]',
        "|",
        ">",
        "#",
        "# c",
        ";",
        " ; ",
    ),
    *("$X", "${X}", "$$", "%%", "%n", "%", "$", "$(a)", "${X:-y}", "${", "${1}", "%é", "$ "),
    *("\\", "\\n", "\\s", "\\;", "\\'", '\\"', "\\\\", "\\a", "\\ ", "\\8", "\\q", "\\"),
    *("\\x41", "\\x", "\\xff", "\\x00", "\\101", "\\0", "\\000", "\\377", "\\400", "\\777"),
    *("\\u00e9", "\\U0001f600", "\\ud800", "\\u0000", "\\U00110000", "\\u12", "\\xc3\\xa9"),
    *(" \\\n b", " \\\n# c\n b", "\\\n", "\\\r\n", "\\\n\n", "\\\n[Service]"),
    *("\u00a0", "\u0085", "\u2028", "\x0b", "\x0c", "\x1c", "\x7f"),
)
_ENTRYPOINTS = (
    *("/bin/sh", "a b", '["a","b"]', "[]", '""', "''", "'a'", '"a b"', "", "null", '"a', 'a"'),
    *("[1]", " x ", "a \\\n b", "%n", "$X", "$$", "%%", "\\x41", '"\\"a"', '"', '"a" ', ";"),
)
_FLAGS = ("true", "yes", "1", "on", "t", "True", "false", "no", "", "maybe", '"true"', "'true'")
_ARGUMENTS = (
    *("--init", "--rm", "--entrypoint x", "--entrypoint=x y", "'--entrypoint=x y'", "", "-it"),
    *("--env=A=b", "--nope", '--entrypoint \'["a","b"]\'', "--init=false", "--", "other", "-e A"),
)
_OTHERS = (
    *("Environment=A=b", "WorkingDir=/w", "ContainerName=c", "Volume=/a:/b", "Network=host"),
    *("Pull=never", "HealthCmd=x y", "Label=a=b", "GlobalArgs=--log-level=debug", "User=1"),
    *("AppArmor=x", "Memory=1g", "StopSignal=TERM", "Notify=healthy", "LogDriver=x", "Rootfs=/r"),
    *("EntryPoint=x", "Command=x", "exec=x", "Exec =y", " Exec = y", "Nope=1", "Ex ec=1", "-x=1"),
    *("Rootfs=", "Image=", 'Image="y"', "Image='y'", "Image=x y", "Image=docker://x", "Group="),
)
_LINES = (
    *("[Service]", "[Container]", "[Unit]", "[container]", " [Container]\t", "[Container] x"),
    *("[Container", "[]", "[a[b]", "[a\x01]", "[a]=b", "[Install]", "[Quadlet]", "# c", "; c", ""),
    *("garbage", "=x", "Exec", "Exec a", "\ufeffExec=x", "Exec\t=x", "Exec:x", "Exec=x\\"),
    *("[Quadlet]\nDefaultDependencies=false\n[Container]", "[Quadlet]\nExec=x\n[Container]"),
    *("[Service]\nType=oneshot\n[Container]", "\\", "Exec=a\\\n;c\n b", "Exec=a=b=c"),
)


@cache
def units() -> st.SearchStrategy[str]:
    """Return the text of a ``.container`` unit. Shrinks to one that names an image, and no more."""
    return _units()


@st.composite
def _units(draw: st.DrawFn) -> str:
    lines = ["[Container]", "Image=x"][: 1 if draw(one_in(20)) else 2]
    lines += [draw(_line()) for _ in range(draw(below(5)))]
    if draw(one_in(10)):
        lines.insert(0, draw(_line()))
    if draw(one_in(10)):
        lines.append(draw(pick("Exec=a \\", "# c", "Exec=a \\\n# c", "\\", "Exec=a\\\n")))
    end = "\r\n" if draw(one_in(5)) else "\n"
    return end.join(lines) + draw(pick("\n", "", "\n\n"))


@cache
def _line() -> st.SearchStrategy[str]:
    value = st.lists(st.sampled_from(_PIECES), max_size=4).map("".join)
    command = value.map("Exec={}".format)
    return st.one_of(
        command,
        command,
        command,
        (pick(*_ENTRYPOINTS) | value).map("Entrypoint={}".format),
        st.tuples(pick("RunInit=", "RunInit = "), pick(*_FLAGS)).map("".join),
        (pick(*_ARGUMENTS) | value).map("PodmanArgs={}".format),
        pick(*_OTHERS),
        pick(*_LINES),
    )
