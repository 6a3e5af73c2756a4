"""The verb ``matrix``: the documented matrix, with the cell that a FILE's image falls in marked."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.asking import last, load_case, parse, question
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json, width
from cmdresolve.cli.telling import ANSWERED, complain_of, complain_of_versions
from cmdresolve.published import matrix


def run(words: list[str]) -> int:
    """Print the documented matrix, with the cell that a FILE's image falls in marked.

    Raises:
        UsageError: run arguments are given, which are in no cell.
        CmdResolveError: the FILE cannot be read, or its image is refused.
    """
    options, asked = parse("matrix", words)
    complain_of_versions(options)
    table = matrix.matrix(options.form, engine=last(options.engine))
    about = question(options, asked)
    if about.names_something:
        case = load_case(about)
        # The word after a Compose file or a manifest is the name of a part of it.
        if about.arguments and not case.path:
            raise UsageError(
                f"{about.arguments[0]}: the cells are of images, and run arguments are in none",
                code="bad-usage",
                hint="cmdresolve FILE ARGUMENTS tells what starts",
            )
        complain_of(case.notes)
        table = table.mark(case.image)
    if options.format == "json":
        print_json(table.to_json())
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - a renderer loads when asked for

        streams.write_html(html.matrix(table))
    else:
        as_markdown = options.format == "markdown"
        room = max(80, width())
        streams.write_text(table.to_markdown() if as_markdown else table.to_text(width=room))
    return ANSWERED
