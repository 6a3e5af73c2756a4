"""One line per word for programs: ``SOURCE:PLACE:RULE<TAB>argv[N]<TAB>"word"``.

The format follows ``git check-ignore -v``. The second field is ``dropped`` for words that are not
used, and ``unknown`` for what is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.origin import ByDefault, InCommandLine, InDockerfile, InImage, InYaml, Origin
from cmdresolve.model.quoting import json_word, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.resolving.resolution import Resolution


def rows(resolution: Resolution) -> Iterator[str]:
    """Yield the lines of a resolution."""
    unknown = bool(resolution.unknown)
    for number, word in enumerate(resolution.words):
        name = "known" if unknown else f"argv[{number}]"
        yield f"{place(word.origin)}\t{name}\t{json_word(word.value)}"
    for item in resolution.dropped:
        for word_dropped, origin in zip(item.words, item.origins, strict=False):
            yield f"{place(origin)}\tdropped\t{json_word(word_dropped)}"
    for need in resolution.unknown:
        yield f"::\tunknown\t{json_word(need)}"


def place(origin: Origin) -> str:
    """Return an origin as three fields joined by colons; the first may contain colons."""
    if isinstance(origin, InDockerfile):
        fields: tuple[object, ...] = (origin.source.name, origin.line, origin.keyword)
    elif isinstance(origin, InImage):
        fields = (origin.image or "", origin.index, origin.field)
    elif isinstance(origin, InCommandLine):
        fields = (origin.program, origin.position, origin.flag or "argument")
    elif isinstance(origin, InYaml):
        fields = (origin.source.name, origin.line, origin.path)
    elif isinstance(origin, ByDefault):
        line = "" if origin.because is None else origin.because.line
        fields = (origin.who, line, "default")
    else:
        fields = ("", origin.index, origin.field)
    return ":".join(printable(str(x)) for x in fields)
