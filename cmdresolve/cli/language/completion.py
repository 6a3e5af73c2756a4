"""Completion scripts for shells, made of the table of options and verbs.

Before another program's line, ``cmdresolve docker run …``, files are completed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve import dialects
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.language.help_pages import topics
from cmdresolve.cli.language.options import OPTIONS, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cmdresolve.cli.language.options import Option

_FILES = "FILE"
_DIALECT = "NAME@VERSION"
_BASH = """\
# Bash would cut docker@28.5 in two.
COMP_WORDBREAKS=${{COMP_WORDBREAKS//@}}
_cmdresolve() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    COMPREPLY=()
    # Of --engine=docker it makes three words, and of --engine= two.
    [[ $word == = ]] && word=
    [[ $before == = ]] && before=${{COMP_WORDS[COMP_CWORD-2]}}
    case $before in
{values}
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W '{options}' -- "$word"))
    elif [[ $COMP_CWORD == 1 ]]; then
        COMPREPLY=($(compgen -W '{verbs}' -- "$word") $(compgen -f -- "$word"))
    elif [[ ${{COMP_WORDS[1]}} == help ]]; then
        COMPREPLY=($(compgen -W '{topics}' -- "$word"))
    elif [[ ${{COMP_WORDS[1]}} == completion ]]; then
        COMPREPLY=($(compgen -W '{shells}' -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _cmdresolve cmdresolve
"""
_ZSH = """\
#compdef cmdresolve
_cmdresolve() {{
    local -a verbs=({verbs})
    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        _describe -t verbs verb verbs
        _files
        return
    fi
    case $words[2] in
        help) _values topic {topics}; return ;;
        completion) _values shell {shells}; return ;;
    esac
    _arguments -S \\
{options}
        '*:file:_files'
}}
compdef _cmdresolve cmdresolve
"""


def script(shell: str) -> str:
    """Return the script for a shell.

    Raises:
        UsageError: the shell is not known.
    """
    if shell not in _SHELLS:
        raise UsageError(
            f"no completion for {shell}" if shell else "no shell is named",
            code="bad-usage",
            hint="one of " + ", ".join(_SHELLS),
        )
    return _SHELLS[shell]()


def _bash() -> str:
    lines = []
    for option in OPTIONS:
        words = _values(option)
        if option.metavar == _FILES:
            lines.append(f'        {option.name}) COMPREPLY=($(compgen -f -- "$word")); return ;;')
        elif words:
            offered = f"compgen -W '{' '.join(words)}' -- \"$word\""
            lines.append(f"        {option.name}) COMPREPLY=($({offered})); return ;;")
    return _BASH.format(
        values="\n".join(lines),
        options=" ".join((*(option.name for option in OPTIONS), "--help", "--version")),
        verbs=" ".join(verb.name for verb in VERBS),
        topics=" ".join(topics()),
        shells=" ".join(_SHELLS),
    ).rstrip()


def _zsh() -> str:
    lines = []
    for option in OPTIONS:
        repeated = "*" if option.kind == "list" else ""
        entry = f"{option.name}[{_bare(option.about)}]"
        if option.kind != "flag":
            words = _values(option)
            source = f"({' '.join(words)})" if words else "_files"
            entry = f"{option.name}=[{_bare(option.about)}]:{option.metavar}:{source}"
        lines.append(f"        '{repeated}{entry}' \\")
    return _ZSH.format(
        verbs=" ".join(f"'{verb.name}:{_bare(verb.about)}'" for verb in VERBS),
        topics=" ".join(topics()),
        shells=" ".join(_SHELLS),
        options="\n".join(lines),
    ).rstrip()


def _fish() -> str:
    first = "not __fish_seen_subcommand_from " + " ".join(verb.name for verb in VERBS)
    lines = [
        f"complete -c cmdresolve -n '{first}' -a {verb.name} -d '{_bare(verb.about)}'"
        for verb in VERBS
    ]
    for name, words in (("help", topics()), ("completion", tuple(_SHELLS))):
        seen = f"__fish_seen_subcommand_from {name}"
        lines.append(f"complete -c cmdresolve -f -n '{seen}' -a '{' '.join(words)}'")
    for option in OPTIONS:
        words = _values(option)
        takes = "" if option.kind == "flag" else " -r"
        takes += f" -f -a '{' '.join(words)}'" if words else ""
        bare = option.name.removeprefix("--")
        lines.append(f"complete -c cmdresolve -l {bare}{takes} -d '{_bare(option.about)}'")
    return "\n".join(lines)


def _values(option: Option) -> tuple[str, ...]:
    """Return the possible values of an option, if they are few."""
    if option.metavar == _DIALECT:
        records = dialects.BUILDERS if "builder" in option.name else dialects.ENGINES
        return tuple(record.key for record in records)
    if option.choices:
        return option.choices
    if option.name == "--format":
        return tuple(dict.fromkeys(name for verb in VERBS for name in verb.formats))
    return ()


def _bare(text: str) -> str:
    """Return a text without the characters that cannot be in a shell's quoted string."""
    return text.replace("'", "").replace("[", "(").replace("]", ")").replace(":", " -")


_SHELLS: dict[str, Callable[[], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
"""The shells that are known, each with the maker of its script."""
