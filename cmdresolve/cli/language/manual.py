"""The manual page, made of the table of options and verbs. Source: man-pages(7), groff_man(7)."""

from __future__ import annotations

from cmdresolve import __version__
from cmdresolve.cli.language.help_pages import TOPICS
from cmdresolve.cli.language.options import OPTIONS, VERBS

#: When the form of the page last changed, which man-pages(7) wants to know.
_DAY = "2026-11-30"
_TITLES = {"inputs": "INPUTS", "lines": "LINES OF OTHER PROGRAMS", "exit": "EXIT STATUS"}


def page() -> str:
    """Return the manual page as groff reads it."""
    lines = [
        f'.TH CMDRESOLVE 1 {_DAY} "cmdresolve {__version__}" "User Commands"',
        ".SH NAME",
        r"cmdresolve \- what process a container starts, and why",
        ".SH SYNOPSIS",
    ]
    usages = [rf".B cmdresolve {_escaped(usage)}" for verb in VERBS for usage in verb.usages]
    lines += "\n.br\n".join(usages).split("\n")
    lines.append(".SH VERBS")
    for verb in VERBS:
        lines += [".TP", f".B {verb.name}", _escaped(verb.about)]
    lines.append(".SH OPTIONS")
    for option in OPTIONS:
        value = rf" \fI{_escaped(option.metavar)}\fR" if option.metavar else ""
        choices = f": {', '.join(option.choices)}" if option.choices else ""
        lines += [".TP", rf"\fB{_escaped(option.name)}\fR{value}", _escaped(option.about + choices)]
    for topic, title in _TITLES.items():
        lines += [f'.SH "{title}"', ".nf", *map(_escaped, TOPICS[topic].split("\n")), ".fi"]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Escape a text for groff."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return rf"\&{text}" if text.startswith((".", "'")) else text
