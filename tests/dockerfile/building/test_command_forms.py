"""What CMD and ENTRYPOINT come to: the words of exec form, or a shell and a text."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.command_forms import command, entrypoint, wrapper
from cmdresolve.model.image import Unknown
from tests.builds import BK, CL, built


@pytest.mark.parametrize(
    ("builder", "cmd", "escaped"),
    [
        ("classic@28.5/windows", ("cmd /S /C a  b",), True),
        ("buildkit@28.5", ("/bin/sh", "-c", "a  b"), True),
        ("classic@28.5", ("/bin/sh", "-c", "a  b"), False),
        ("buildah@1.43", ("/bin/sh", "-c", "a  b"), False),
    ],
)
def test_args_escaped(builder: str, cmd: tuple[str, ...], escaped: bool) -> None:  # noqa: FBT001
    """Normal under BuildKit on Linux too; a command line only on Windows."""
    system = "windows" if builder.endswith("windows") else "linux"
    bases = {"base": cr.ImageConfig(os=system)}
    image = cr.Dockerfile.parse("FROM base\nCMD a  b\n", builder=builder).image(bases=bases)

    assert (image.cmd, image.args_escaped) == (cmd, escaped)


WINDOWS = "classic@28.5/windows"


@pytest.mark.parametrize(
    ("text", "entrypoint", "cmd", "escaped"),
    [
        ("CMD a  b\n", None, ("cmd /S /C a  b",), True),
        ('CMD ["a", "b"]\n', None, ("a", "b"), False),
        ("CMD\n", None, ("cmd", "/S", "/C"), False),
        ("ENTRYPOINT a b\nCMD c d\n", ("cmd /S /C a b",), ("cmd /S /C c d",), True),
        ('ENTRYPOINT ["e"]\n', ("e",), None, False),
        ('SHELL ["powershell", "-Command"]\nCMD a b\n', None, ("powershell -Command a b",), True),
        ("CMD dir C:\\ `\n  /s\n", None, ("cmd /S /C dir C:\\   /s",), True),
        ('CMD ["C:\\\\a"]\n', None, ("C:\\a",), False),
        ('CMD ["C:\\a"]\n', None, ('cmd /S /C ["C:\\a"]',), True),
    ],
)
def test_a_daemon_on_windows_stores_command_lines(
    text: str, entrypoint: object, cmd: object, escaped: object
) -> None:
    """Shell form is one text, which is not escaped again (read, never run)."""
    base = cr.ImageConfig(cmd=["c:\\windows\\system32\\cmd.exe"], os="windows")
    whole = "# escape=`\nFROM base\n" + text
    image = cr.Dockerfile.parse(whole, builder=WINDOWS).image(bases={"base": base})

    assert (image.entrypoint, image.cmd, image.args_escaped) == (entrypoint, cmd, escaped)


@pytest.mark.parametrize(
    ("text", "entrypoint", "cmd", "shell"),
    [
        ("CMD a  b\n", None, ("cmd", "/S", "/C", "a  b"), None),
        ("CMD\n", None, ("cmd", "/S", "/C", ""), None),
        ("ENTRYPOINT a b\n", ("cmd", "/S", "/C", "a b"), None, None),
        ("ENTRYPOINT\n", ("cmd", "/S", "/C", ""), None, None),
        (
            'SHELL ["powershell", "-Command"]\nCMD a b\n',
            None,
            ("powershell", "-Command", "a b"),
            ("powershell", "-Command"),
        ),
        ("CMD dir C:\\ `\n  /s\n", None, ("cmd", "/S", "/C", "dir C:\\   /s"), None),
    ],
)
def test_buildkit_stores_words_for_windows_too(
    text: str, entrypoint: object, cmd: object, shell: object
) -> None:
    """Asked of BuildKit in Docker 28.5.2, 26.1.5 and 20.10.24, building for windows/amd64."""
    image = built("# escape=`\nFROM scratch\n" + text, platform="windows/amd64")

    assert (image.entrypoint, image.cmd, image.shell) == (entrypoint, cmd, shell)


BUILDKIT, BUILDAH = dialects.builder(BK), dialects.builder("buildah@1.43")
CLASSIC = dialects.builder(CL)
SH = ("/bin/sh", "-c")


@pytest.mark.parametrize(
    ("words", "text", "shell", "builder", "stored"),
    [
        (("a", "b"), '["a", "b"]', ("x",), BUILDKIT, ("a", "b")),
        ((), "[]", None, BUILDKIT, ()),
        (None, "a b", None, BUILDKIT, (*SH, "a b")),
        (None, "a b", ("x", "-y"), BUILDKIT, ("x", "-y", "a b")),
        (None, "a b", (), BUILDKIT, (*SH, "a b")),
        (None, "a b", ("x", "-y"), BUILDAH, (*SH, "a b")),
        (None, "", ("x",), BUILDKIT, ("x", "")),
        (None, "", None, CLASSIC, SH),
        (None, "a", Unknown("b", "Shell"), BUILDKIT, Unknown("b", "Shell", ("a",))),
        (None, "a", Unknown("b", "Shell"), BUILDAH, (*SH, "a")),
    ],
)
def test_what_cmd_stores(
    words: tuple[str, ...] | None, text: str, shell: Any, builder: Builder, stored: Any
) -> None:
    """Exec form as it stands, shell form behind the shell that the builder honours."""
    assert command(words, text, shell, builder, "linux") == stored


@pytest.mark.parametrize(
    ("words", "text", "builder", "stored"),
    [
        (("a",), '["a"]', BUILDKIT, ("a",)),
        ((), "[]", BUILDKIT, None),
        ((), "[]", CLASSIC, None),
        (None, "a", CLASSIC, (*SH, "a")),
        (None, "", BUILDKIT, (*SH, "")),
        (None, "", CLASSIC, None),
    ],
)
def test_what_entrypoint_stores(
    words: tuple[str, ...] | None, text: str, builder: Builder, stored: Any
) -> None:
    """With nothing behind it, BuildKit makes a shell with an empty script; others clear it."""
    assert entrypoint(words, text, None, builder, "linux") == stored


@pytest.mark.parametrize(
    ("shell", "os", "words"),
    [
        (None, "linux", ("/bin/sh", "-c")),
        ((), "linux", ("/bin/sh", "-c")),
        (None, "windows", ("cmd", "/S", "/C")),
        (("pwsh",), "windows", ("pwsh",)),
    ],
)
def test_the_words_in_front_of_shell_form(
    shell: tuple[str, ...] | None, os: str, words: tuple[str, ...]
) -> None:
    """Those of SHELL, or those of the operating system."""
    assert wrapper(shell, os) == words
