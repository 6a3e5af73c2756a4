"""Directives for nginx's ``-g`` that are no single word, or lack the ``;`` at their end.

Source: nginx release-1.29.0 src/core/nginx.c ngx_get_options (``-g`` takes the rest of its word, or
else the next one), src/core/ngx_conf_file.c ngx_conf_read_token ("unexpected end of parameter").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import runs_what_it_gets
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.command import base_name
from cmdresolve.model.quoting import clip, json_word
from cmdresolve.resolving.shell_syntax import Simple, read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_OPTION = "-g"
_ENDS = (";", "}")
_QUOTES = ("'", '"')


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words after nginx: those of argv, or those of a shell's script."""
    argv = subject.argv or ()
    shell = subject.shell
    if shell is not None:
        if "nginx" in shell.script:
            yield from _in_script(subject, argv, shell.after - 1)
        return
    at = next((place for place, word in enumerate(argv) if base_name(word) == "nginx"), None)
    if at and not runs_what_it_gets(argv[0]):
        return
    option = None if at is None else _option(argv, at)
    if option is None:
        return
    site = subject.site_of(option)
    if site is None or site.form == "shell":
        return
    meant = _meant(argv, option, site.at + site.count)
    if meant is None:
        return
    words, end = meant
    first, last = option - site.at, end - site.at
    raw = raw_words(site, argv)
    change = site.rewritten([*raw[:first], *map(site.literal, words), *raw[last:]])
    mends = (
        () if change is None else (Proposal(*change, argv=(*argv[:option], *words, *argv[end:])),)
    )
    yield _draft(subject, site, option, mends)


def _option(words: tuple[str, ...], at: int) -> int | None:
    places = range(at + 1, len(words))
    return next((x for x in places if words[x] == _OPTION or words[x].startswith("-g ")), None)


def _meant(words: tuple[str, ...], option: int, stop: int) -> tuple[tuple[str, str], int] | None:
    """Return the option with its directives in one word, and the place behind them.

    None where they are one word that ends as it must, or none at all.
    """
    end = option + 1
    given = [words[option].removeprefix(_OPTION).strip()]
    while end < stop and not given[-1].endswith(_ENDS) and not words[end].startswith("-"):
        given.append(words[end])
        end += 1
    kept = [word for word in given if word]
    if not kept or (len(kept) == 1 and kept[0].rstrip().endswith(_ENDS)):
        return None
    if kept[0][0] in _QUOTES:
        # Of quotes left in a word another rule tells.
        return None
    text = " ".join(kept)
    return (_OPTION, text if text.endswith(_ENDS) else f"{text};"), end


def _in_script(subject: Subject, argv: tuple[str, ...], at: int) -> Iterator[Draft]:
    site = subject.site_of(at)
    script = read_script(argv[at])
    for command in () if script is None else script.commands:
        words = tuple(word.value for word in command.words)
        place = int(words[:1] == ("exec",))
        is_nginx = place < len(words) and base_name(words[place]) == "nginx"
        option = _option(words, place) if is_nginx else None
        meant = None if option is None else _meant(words, option, len(words))
        if option is None or meant is None or site is None:
            continue
        mends = _of_script(site, argv, at, command, (option, *meant))
        yield _draft(subject, site, at, tuple(mends))
        return


def _of_script(
    site: Site,
    argv: tuple[str, ...],
    at: int,
    command: Simple,
    meant: tuple[int, tuple[str, str], int],
) -> Iterator[Proposal]:
    """Mend a script by exec form, where it is one command, and by quotes around the directives."""
    text = argv[at]
    option, words, end = meant
    values = [word.value for word in command.words]
    plain = not any(word.expansions or word.globs for word in command.words)
    rest = text[command.end :].strip()
    alone = not command.start and rest in ("", ";") and plain and not command.redirections
    if alone and site.form == "shell" and end == len(values):
        own = [*values[:option], *words]
        own = own[1:] if own[0] == "exec" else own
        change = site.rewritten(own)
        if change is not None:
            behind = argv[site.at + site.count :]
            yield Proposal(*change, argv=(*argv[: site.at], *own, *behind), keeps=False)
    if "'" in words[1]:
        return
    first, last = command.words[option], command.words[end - 1]
    after = text[last.end :]
    if after.startswith(";"):
        after = after[1:] if not after[1:].strip() else after
    quoted = f"{text[: first.start]}{_OPTION} '{words[1]}'{after}"
    if site.form == "shell":
        change = site.as_text(quoted) if text == site.words[0] else None
    else:
        raw = raw_words(site, argv)
        place = at - site.at
        change = site.rewritten([*raw[:place], site.literal(quoted), *raw[place + 1 :]])
    if change is not None:
        yield Proposal(*change, argv=(*argv[:at], quoted, *argv[at + 1 :]), keeps=False)


def _draft(subject: Subject, site: Site, place: int, mends: tuple[Proposal, ...]) -> Draft:
    word = subject.words[place]
    return Draft(
        f"{site.name} gives nginx directives behind -g that are not one word with a ; at its end: "
        f"{json_word(clip(word.value, _SHOWN))}",
        word.origin,
        mends,
    )


RULE = Rule(
    code="nginx-directives",
    summary="nginx -g gets its directives in several words, or without the ; at their end.",
    why="-g takes one word, and nginx reads it as it reads its file: each directive ends in a `;`. "
    "A shell and Compose take an unquoted `;` for themselves, and nginx says `unexpected end of "
    'parameter, expecting ";" in command line`.',
    bad="CMD nginx -g daemon off;",
    good='CMD ["nginx", "-g", "daemon off;"]',
    severity="error",
    find=find,
)
