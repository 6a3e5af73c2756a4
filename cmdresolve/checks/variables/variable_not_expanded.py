"""Variables in words that no shell reads, so that nobody puts a value in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import runs_what_it_gets
from cmdresolve.checks.sites import Site
from cmdresolve.checks.variables.build_argument_at_run_time import carried_over
from cmdresolve.checks.variables.names import VARIABLE, holds_options, substitutions, uses
from cmdresolve.checks.words.in_lists import Listed, is_program_text, listed, raw_words
from cmdresolve.model.command import base_name
from cmdresolve.model.origin import InYaml
from cmdresolve.model.quoting import clip, printable, script_word
from cmdresolve.resolving.shell_syntax import ALSO_PROGRAMS, BUILTINS

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# Programs that replace variables themselves.
_EXPAND = frozenset("envsubst gomplate confd dockerize dotenv cmd cmd.exe powershell pwsh".split())


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of lists: of each list, tell once."""
    argv = subject.argv or ()
    if subject.image is not None and subject.image.os == "windows":
        # No shell there writes variables so, which is another rule's.
        return
    roles: set[str] = set()
    cut = _cut(subject)
    for one in listed(subject):
        found = uses(one.word.value)
        if not found and not one.site.pod:
            found = substitutions(one.word.value)
        if (
            not found
            or one.site.role in roles
            or one.site.name in cut
            or (is_program_text(argv, one.place) and not _is_value(argv, one))
            or any(base_name(word) in _EXPAND for word in argv[: one.place + 1])
        ):
            continue
        roles.add(one.site.role)
        yield Draft(
            f"{printable(clip(found[0].written, _SHOWN))} in {one.site.name} stays as it is: "
            + (
                "here variables are written $(NAME)" if one.site.pod else "no shell reads this list"
            ),
            one.word.origin,
            tuple(_with_arguments(subject, one, argv)),
            severity="warning" if _may_expand(argv, one) else None,
        )


def _cut(subject: Subject) -> set[str]:
    """Name the keys whose text Compose cuts: the mend of that has a shell, which reads the rest."""
    answer = subject.supposed
    return {
        origin.path
        for item in (() if answer is None else answer.override.dropped)
        if item.rule == "compose-cuts-text"
        for origin in item.origins
        if isinstance(origin, InYaml)
    }


def _may_expand(argv: tuple[str, ...], one: Listed) -> bool:
    """Say whether a script of the image may evaluate its words."""
    return bool(one.place) and runs_what_it_gets(argv[0])


def _is_value(argv: tuple[str, ...], one: Listed) -> bool:
    """Say whether a word is a variable alone, behind an option that takes a script elsewhere."""
    if VARIABLE.fullmatch(one.word.value) is None:
        return False
    return not is_program_text((*argv[: one.place - 1], "", *argv[one.place :]), one.place)


def _with_arguments(subject: Subject, one: Listed, argv: tuple[str, ...]) -> Iterator[Proposal]:
    """Carry over the values of build arguments, which no shell of the container knows."""
    names = {use.name for word in raw_words(one.site, argv) for use in uses(word)}
    gone = carried_over(subject, names) if one.site.instruction is not None else {}
    for proposal in _mends(subject, one, argv):
        edits = tuple(edit for change in gone.values() for edit in change.edits)
        texts = [*(change.text for change in gone.values()), proposal.text]
        yield evolve(proposal, text="\n".join(texts), edits=(*edits, *proposal.edits))


def _mends(subject: Subject, one: Listed, argv: tuple[str, ...]) -> Iterator[Proposal]:
    if one.site.pod:
        yield from _of_pod(one.site, argv)
        if one.site.at == 0:
            rest = argv[one.site.count :]
            own = argv[: one.site.count]
            yield from _in_shell(one.site, raw_words(one.site, argv), own, rest)
        return
    parts = subject.sites
    raw = raw_words(one.site, argv)
    if len(parts) == 1 or one.site.role == "entrypoint":
        rest = argv[one.site.at + one.site.count :]
        yield from _in_shell(one.site, raw, argv[one.site.at : one.site.at + one.site.count], rest)
    elif runs_what_it_gets(argv[0]) or argv[one.site.at - 1] == "--":
        own = argv[one.site.at :]
        for proposal in _in_shell(one.site, raw, own, ()):
            promised = (*argv[: one.site.at], *(proposal.argv or ()))
            yield Proposal(proposal.text, proposal.edits, proposal.line, argv=promised)
    else:
        yield from _both(parts[0], one.site, argv)


def _in_shell(
    site: Site, raw: Sequence[str], own: Sequence[str], rest: tuple[str, ...]
) -> Iterator[Proposal]:
    """Write the words as a script that keeps the words behind it."""
    behind = ["--"] if rest else []
    for quoted in (True, False):
        script, promised = _script(raw, quoted=quoted), _script(own, quoted=quoted)
        if rest:
            script, promised = f'{script} "$@"', f'{promised} "$@"'
        change = site.rewritten(["sh", "-c", script, *behind])
        if change is not None:
            yield Proposal(*change, argv=("sh", "-c", promised, *behind, *rest))
        if own[0] not in ALSO_PROGRAMS:
            return


def _script(words: Sequence[str], *, quoted: bool) -> str:
    """Write words as a script; `quoted` says whether a variable stays one word."""
    line = " ".join(
        script_word(word, splits=not quoted or holds_options(word.replace("$$", "$")))
        for word in words
    )
    own = words[0] in BUILTINS or words[0] in ALSO_PROGRAMS
    return line if own else f"exec {line}"


def _both(entrypoint: Site, cmd: Site, argv: tuple[str, ...]) -> Iterator[Proposal]:
    """Write entrypoint and arguments as one script, where both stand in one place."""
    if entrypoint.instruction is None or cmd.instruction is None:
        return
    script = _script(argv, quoted=True)
    first, second = entrypoint.rewritten(["sh", "-c", script]), cmd.rewritten([])
    if first is not None and second is not None:
        yield Proposal(*(first + second), argv=("sh", "-c", script))


def _of_pod(site: Site, argv: tuple[str, ...]) -> Iterator[Proposal]:
    raw = raw_words(site, argv)
    if any(use.rest for word in raw for use in uses(word)):
        return
    words = [VARIABLE.sub(lambda found: f"$({found[1] or found[2]})", word) for word in raw]
    change = site.rewritten(words)
    if change is not None:
        yield Proposal(*change, needs_no="$(")


RULE = Rule(
    code="variable-not-expanded",
    summary="A variable is in words that no shell reads, and reaches the program unchanged.",
    why="Exec form and lists are handed to the kernel word by word: `$PORT` is a dollar and four "
    "letters. A shell expands it; in Kubernetes $(NAME) is replaced without one.",
    bad='CMD ["serve", "--port", "$PORT"]',
    good='CMD ["sh", "-c", "exec serve --port \\"$PORT\\""]',
    severity="error",
    find=find,
)
