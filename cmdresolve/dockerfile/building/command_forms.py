"""What CMD and ENTRYPOINT store: the words of exec form, or a shell and a text.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go dispatchCmd,
dispatchEntrypoint, withShell; moby v28.5.2 builder/dockerfile/dispatchers.go;
openshift/imagebuilder v1.2.22 dispatchers.go.
"""

from __future__ import annotations

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.command import POSIX_SHELL, default_shell
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.image import Unknown, Words


def command(
    words: tuple[str, ...] | None, text: str, shell: Words, builder: Builder, os: str
) -> Words:
    """Return what CMD stores.

    Args:
        words: the members of its JSON array, or None for shell form.
        text: its arguments as written.
        shell: the value of SHELL at this instruction.
        builder: who builds.
        os: the operating system of the image.
    """
    return (
        words
        if words is not None
        else _shell_form(text, builder.forms.bare_cmd, shell, builder, os)
    )


def entrypoint(
    words: tuple[str, ...] | None, text: str, shell: Words, builder: Builder, os: str
) -> Words:
    """Return what ENTRYPOINT stores; the arguments are those of `command`.

    None is an entrypoint that is absent, which a bare ENTRYPOINT leaves on some builders.
    """
    if words is not None:
        return words or builder.forms.empty_entrypoint
    bare = builder.forms.bare_entrypoint
    if bare is None and not text:
        return None
    return _shell_form(text, bare or (), shell, builder, os)


def wrapper(shell: tuple[str, ...] | None, os: str) -> tuple[str, ...]:
    """Return the words before the text of shell form: SHELL, or the default of the system.

    An empty SHELL counts as none (convert.go withShell: len).
    """
    return shell or default_shell(os)


def _shell_form(text: str, bare: tuple[str, ...], shell: Words, builder: Builder, os: str) -> Words:
    # The text is one word (withShell joins the arguments); without a text, builders differ.
    after = (replace_invalid(text),) if text else bare
    if not builder.forms.honours_shell:
        # imagebuilder dispatchers.go cmd, entrypoint: /bin/sh -c, whatever SHELL says.
        return POSIX_SHELL + after
    if isinstance(shell, Unknown):
        return Unknown(shell.image, "Shell", after)
    return wrapper(shell, os) + after
