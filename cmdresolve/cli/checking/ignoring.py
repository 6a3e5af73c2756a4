"""``# cmdresolve: ignore=CODE``: comments that suppress findings.

Above an instruction or a key it applies to what begins there; before the first of them, after a
Dockerfile's directives, for the whole file.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.model.finding import Finding
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InDockerfile
from cmdresolve.model.record import NamedTuple

_IGNORE = pattern(r"[ \t]*#[ \t]*cmdresolve:[ \t]*ignore=([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*")
_NOTHING: frozenset[str] = frozenset()


class Ignored(NamedTuple):
    """The codes that a text ignores.

    Attributes:
        everywhere: the codes that are ignored in the whole text.
        lines: the codes that are ignored in a line, by its number.
    """

    everywhere: frozenset[str]
    lines: Mapping[int, frozenset[str]]

    def hides(self, finding: Finding) -> bool:
        """Say whether a finding is ignored."""
        if finding.code in self.everywhere:
            return True
        line = _line_of(finding)
        return line is not None and finding.code in self.lines.get(line, _NOTHING)


def ignored(text: str, *, is_yaml: bool) -> Ignored:
    """Return the codes that a text ignores.

    Args:
        text: a Dockerfile, a Compose file or a manifest.
        is_yaml: whether what is below a key belongs to it.
    """
    if "cmdresolve:" not in text:
        return Ignored(_NOTHING, {})
    everywhere: set[str] = set()
    lines: dict[int, frozenset[str]] = {}
    waiting: set[str] = set()
    begun = False
    below: list[tuple[int, frozenset[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            match = _IGNORE.fullmatch(line.rstrip("\r"))
            if match is not None:
                codes = {code.strip() for code in match[1].split(",")}
                (waiting if begun else everywhere).update(codes)
            continue
        begun = begun or bare != "---"
        indent = len(line) - len(line.lstrip(" "))
        below = [(edge, codes) for edge, codes in below if is_yaml and indent > edge]
        if waiting:
            below.append((indent, frozenset(waiting)))
            waiting.clear()
        hidden = frozenset().union(*(codes for _, codes in below))
        if hidden:
            lines[number] = hidden
    return Ignored(frozenset(everywhere), lines)


def _line_of(finding: Finding) -> int | None:
    """Return the line of a finding; in a Dockerfile, the first line of its instruction."""
    origin = finding.origin
    if isinstance(origin, InDockerfile):
        return origin.source.position(origin.instruction.start)[0]
    return finding.line
