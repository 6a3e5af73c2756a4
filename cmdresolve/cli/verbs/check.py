"""The verb ``check``: findings over files, projects, manifests and folders, printed or mended."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cmdresolve.cli import streams, writing
from cmdresolve.cli.asking import named, parse
from cmdresolve.cli.checking import checked_units, fixing
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_lines, width
from cmdresolve.cli.telling import complain_of_versions

if TYPE_CHECKING:
    from cmdresolve.cli.language.arguments import Options
    from cmdresolve.render.reports.checked import Checked

_CLEAN, _FOUND = 0, 1


def run(words: list[str]) -> int:
    """Look for findings over files and folders, and print or mend them.

    Raises:
        CmdResolveError: a path cannot be read or written, or settings are wrong.
    """
    options, asked = parse("check", words)
    paths = named(asked) or ["."]
    _refuse_at_odds(options, paths)
    if options.format == "text":
        # Text leaves out findings that are not grave; the other formats do not.
        complain_of_versions(options)
    checked, look = checked_units.look(options, paths, streams.complain)
    if options.diff or options.fix:
        changed = checked_units.mend(checked, look)
        if options.diff:
            for path, before, after, _ in changed:
                streams.write_bytes_of(fixing.difference(path, before, after))
            _tell_of_left_out(checked, options)
            return _FOUND if changed else _CLEAN
        for path, _, after, made in changed:
            writing.write(path, after)
            streams.complain(f"{path}: {made} mended")
        checked, look = checked_units.look(options, paths, lambda _: None, look.typed)
        _tell_of_left_out(checked, options)
    _print(checked, options)
    return _FOUND if checked_units.reaches_level(checked, look.settings) else _CLEAN


def _refuse_at_odds(options: Options, paths: list[str]) -> None:
    """Refuse options that cannot both be followed, and a mend that has no file to go to."""
    message = hint = ""
    if options.diff and options.format != "text":
        message = f"--diff prints a patch, and --format {options.format} is asked for"
        hint = "the edits of a mend are in --format json without --diff"
    elif options.unsafe_fixes and not (options.diff or options.fix):
        message = "--unsafe-fixes says which mends are made, and none are"
        hint = "add --diff to see them, or --fix to make them"
    elif options.fix and not options.diff and "-" in paths:
        message = "standard input cannot be mended in place"
        hint = "name the file, or print the change with --diff"
    if message:
        raise UsageError(message, code="bad-usage", hint=hint)


def _tell_of_left_out(checked: list[Checked], options: Options) -> None:
    """Print a note on mends that are not applied by default, which are not shown otherwise."""
    count = 0 if options.unsafe_fixes else checked_units.left_out(checked)
    if count:
        mends = "1 mend is" if count == 1 else f"{count} mends are"
        streams.complain(f"{mends} left for you to look at; --unsafe-fixes takes them too")


def _print(checked: list[Checked], options: Options) -> None:
    """Print findings in a format; only the module of that format is imported."""
    if options.format == "text":
        from cmdresolve.render.reports import as_json, text  # noqa: PLC0415 - see above

        notes = bool(options.select) or options.fail_on == "info"
        lines = text.lines(checked, width(), notes=notes)
        if lines:
            print_lines([*lines, ()], options.color, lambda: as_json.text(checked))
        streams.complain(checked_units.summary(checked))
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
