"""The verb ``matrix``: the documented matrix, with the cell that a FILE's image falls in marked."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.asking import last, load_case, parse, question
from cmdresolve.cli.printing import print_json, width
from cmdresolve.cli.telling import ANSWERED, complain_of_versions
from cmdresolve.published import matrix


def run(words: list[str]) -> int:
    """Print the documented matrix, with the cell that a FILE's image falls in marked."""
    options, asked = parse("matrix", words)
    complain_of_versions(options)
    table = matrix.matrix(options.form, engine=last(options.engine))
    about = question(options, asked)
    if about.names_something:
        table = table.mark(load_case(about).image)
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
