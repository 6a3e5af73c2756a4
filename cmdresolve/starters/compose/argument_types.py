"""The errors of `compose_service` for arguments of wrong types, with hints on what to write."""

from __future__ import annotations

from cmdresolve.model.errors import wrong_type


def check_files(files: object) -> None:
    """Refuse files that are not listed, or named by something else than a pair.

    Raises:
        WrongTypeError: they are no list, or one is a tuple of other than two.
    """
    hint = "give a list, of one file too: compose_service([text], service)"
    if not isinstance(files, list | tuple):
        message = f"the files are a list, not a value of type {type(files).__name__}"
        raise wrong_type(message, hint)
    for file in files:
        if isinstance(file, tuple) and len(file) != 2:  # noqa: PLR2004 - a name and a text
            message = f"a file in a tuple has a name and a text, and {len(file)} are given"
            raise wrong_type(message, 'write ("compose.yaml", text)')


def check_run(run: object, kind: type) -> None:
    """Refuse what is given to `run` if it is not of a kind, `ComposeRun`.

    Raises:
        WrongTypeError: it is of another type.
    """
    if run is not None and not isinstance(run, kind):
        message = f"run is a {kind.__name__}, not a value of type {type(run).__name__}"
        raise wrong_type(message, f'write run={kind.__name__}(args=["ls"])')
