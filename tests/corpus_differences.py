"""Real Dockerfiles on which builders part, and what decides it.

    python -m tests.corpus_differences FOLDER [BUILDER…]

For each file below FOLDER on which the builders named (by default all that recordings stand
behind) do not agree on ENTRYPOINT, CMD, ONBUILD or a refusal: who gives what, and the fields of
their records that decide it. The last lines count these.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.image import Unknown, Words
from cmdresolve.published.deciding_fields import deciding, says


class File:
    """One Dockerfile, asked of any builder."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def outcome(self, builder: Builder) -> str:
        """Say what a builder makes of it, in one line."""
        try:
            image = cr.Dockerfile.parse(self.data, builder=builder).image()
        except cr.CmdResolveError as error:
            return f"refused: {error.message} [{error.code}]"
        parts = {
            "ENTRYPOINT": image.entrypoint,
            "CMD": image.cmd,
            "ONBUILD": image.on_build,
        }
        return "  ".join(f"{name} {_shown(words)}" for name, words in parts.items())


def _shown(words: Words) -> str:
    if isinstance(words, Unknown):
        return f"not known ({words.need})"
    return ascii(list(words)) if words else "none"


def report(name: str, file: File, builders: list[Builder], counts: Counter[str]) -> list[str]:
    """Return the lines for one file; none when the builders agree."""
    by_outcome: dict[str, list[Builder]] = {}
    for builder in builders:
        by_outcome.setdefault(file.outcome(builder), []).append(builder)
    if len(by_outcome) == 1:
        return []
    (shown, first), *others = by_outcome.items()
    lines = [name, f"  {' '.join(x.key for x in first)}", f"    {shown}"]
    for other, group in others:
        lines += [f"  {' '.join(x.key for x in group)}", f"    {other}"]
        fields = deciding(file.outcome, first[0], group[0])
        counts.update(fields or ["more than one field together"])
        lines += [f"    {field}: {says(field)}" for field in fields]
    return lines


def main(words: list[str]) -> int:
    """Print the list."""
    if not words:
        print(__doc__)
        return 2
    folder, *names = words
    known = [x.key for x in dialects.BUILDERS if x.verified]
    builders = [dialects.builder(name) for name in names or known]
    counts: Counter[str] = Counter()
    files = parted = 0
    for path in sorted(x for x in Path(folder).rglob("*") if x.is_file()):
        files += 1
        lines = report(str(path.relative_to(folder)), File(path.read_bytes()), builders, counts)
        parted += bool(lines)
        if lines:
            print(*lines, sep="\n")
    print(f"{parted} of {files} files")
    for field, count in counts.most_common():
        print(f"{count:6} {field}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
