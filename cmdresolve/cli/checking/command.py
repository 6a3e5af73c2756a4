"""The verbs ``check`` and ``rule``, as the command line asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from cmdresolve.cli import streams
from cmdresolve.cli.checking import fixing, verb
from cmdresolve.cli.printing import print_json, print_lines, width

if TYPE_CHECKING:
    from cmdresolve.cli.arguments import Options
    from cmdresolve.render.reports.checked import Checked

_CLEAN, _FOUND = 0, 1


def check(options: Options, named: Sequence[str]) -> int:
    """Check files and folders, and return the exit status.

    Raises:
        CmdResolveError: a path cannot be read, or settings are wrong.
    """
    paths = named or ["."]
    checked, settings = verb.look(options, paths, streams.complain)
    if options.diff or options.fix:
        changed = verb.mend(checked, options, settings)
        if options.diff:
            for path, before, after, _ in changed:
                streams.output().write(fixing.difference(path, before, after))
            return _FOUND if changed else _CLEAN
        for path, _, after, made in changed:
            fixing.write(path, after)
            streams.complain(f"{path}: {made} mended")
        checked, settings = verb.look(options, paths, lambda _: None)
    _print(checked, options)
    return _FOUND if verb.reaches_level(checked, settings) else _CLEAN


def rule(options: Options, codes: Sequence[str]) -> int:
    """Print rules, and return the exit status.

    Raises:
        CmdResolveError: there is no such rule.
    """
    from cmdresolve.checks.registry import chosen  # noqa: PLC0415 - one of two verbs needs it
    from cmdresolve.render import rules as renderer  # noqa: PLC0415 - same

    found = chosen(codes)
    if options.format == "json":
        print_json(renderer.to_json(found))
    elif options.format == "markdown":
        streams.write_text(renderer.markdown(found))
    else:
        streams.write_text(renderer.text(found, width()))
    return _CLEAN


def _print(checked: list[Checked], options: Options) -> None:
    """Print findings in the format that was asked for; one format loads."""
    if options.format == "text":
        from cmdresolve.render.reports import as_json, text  # noqa: PLC0415 - see above

        notes = bool(options.select) or options.fail_on == "info"
        lines = text.lines(checked, width(), notes=notes)
        if lines:
            print_lines([*lines, ()], options.color, lambda: as_json.text(checked))
        streams.complain(verb.summary(checked))
    elif options.format == "sarif":
        from cmdresolve import __version__  # noqa: PLC0415 - for this format alone
        from cmdresolve.checks.registry import RULES  # noqa: PLC0415 - same
        from cmdresolve.render.reports import sarif  # noqa: PLC0415 - see above

        streams.write_json_lines([sarif.text(checked, RULES, __version__)])
    else:
        name = "as_json" if options.format == "json" else options.format
        report = import_module(f"cmdresolve.render.reports.{name}").text(checked)
        if options.format in ("github", "junit"):
            streams.write_text(report, lambda: report)
        else:
            streams.write_json_lines([report])
