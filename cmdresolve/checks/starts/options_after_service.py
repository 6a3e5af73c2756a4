"""Options of docker compose run that stand behind the service, where they are its command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing.line import written
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.quoting import printable, shell_line

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_ALONE = pattern(r"--rm|--service-ports|--use-aliases|--no-deps|--build|-d|--detach|-it|-T|-P")
_WITH_VALUE = pattern(
    r"--entrypoint|--name|-e|--env|-u|--user|-w|--workdir|-v|--volume|-p|--publish"
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words behind the service of a line that was typed."""
    line = subject.inputs.line
    given = next((x for x in subject.sites if x.role == "args"), None)
    if given is None or not line or not isinstance(given.origin, InCommandLine):
        return
    if given.line is not None:
        # It is no line of Compose's.
        return
    words = subject.argv[given.at :] if subject.argv else ()
    if line[-len(words) :] != words or not words[0].startswith("-"):
        return
    name, equals, value = words[0].partition("=")
    alone = _ALONE.fullmatch(words[0]) is not None
    if not alone and not _WITH_VALUE.fullmatch(name):
        return
    service_at = len(line) - len(words) - 1
    before, service = line[:service_at], line[service_at]
    used = 1 if alone or equals else 2
    option, rest = words[:used], words[used:]
    yield Draft(
        f"everything after the service is its command: {printable(name)} is an argument here, "
        "and an option in front of the service",
        subject.words[given.at].origin,
        tuple(_mends(before, service, option, rest, name, value if equals else None)),
    )


def _mends(  # noqa: PLR0917 - the parts of one line
    before: tuple[str, ...],
    service: str,
    option: tuple[str, ...],
    rest: tuple[str, ...],
    name: str,
    value: str | None,
) -> Iterator[Proposal]:
    if name == "--entrypoint":
        # The flag takes a text that is split: what was meant as its words goes into it.
        first = value if value is not None else option[1] if len(option) > 1 else ""
        whole = " ".join(filter(None, (first, shell_line(rest))))
        yield Proposal(*written((*before, name, whole, service)))
    yield Proposal(*written((*before, *option, service, *rest)))


RULE = Rule(
    code="options-after-service",
    summary="An option of docker compose run is after the service, where it is the command.",
    why="docker compose run takes its options in front of the service; what follows the service "
    "replaces its command.",
    bad="docker compose run web --entrypoint sh",
    good="docker compose run --entrypoint sh web",
    severity="error",
    find=find,
)
