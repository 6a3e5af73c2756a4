"""``python -m tests.engines.observe_builders``: ask every builder again where builders part.

It goes through the differences of ``tables/disagreements/builders.json``, puts each request to
each builder that the file names, and prints what is not as it was recorded.
"""

from __future__ import annotations

import sys
from contextlib import closing

from cmdresolve.published.differences import Difference, Outcome, columns, differences
from cmdresolve.testing.oracles.engines import open_oracle, say

#: Who has which Buildah inside.
PODMANS = {"1.28": "podman@4.3", "1.39": "podman@5.4", "1.43": "podman@5.8"}


def engine_of(builder: str) -> str:
    """The engine to ask for what a builder makes."""
    name, _, rest = builder.partition("@")
    version = rest.partition("/")[0]
    return PODMANS[version] if name == "buildah" else f"docker@{version}"


def observed(builder: str) -> list[tuple[Difference, Outcome]]:
    """What a builder makes of each difference's request today."""
    found = differences()
    requests = [{**difference.request, "run": False} for difference in found]
    with closing(open_oracle(engine_of(builder), builder)) as oracle:
        answers = oracle.observe_many(requests)
    return [
        (difference, difference.outcome(answer))
        for difference, answer in zip(found, answers, strict=True)
    ]


def as_recorded(recorded: Outcome, seen: Outcome) -> bool:
    """Whether an answer is the recorded one, or one of several that were."""
    if len(recorded.stored) > 1:
        return set(seen.stored) <= set(recorded.stored)
    return seen == recorded


def main() -> int:
    """Ask all, and say which answers are new."""
    status = 0
    for builder in columns():
        for difference, seen in observed(builder):
            recorded = difference.outcomes[builder]
            if not as_recorded(recorded, seen):
                status = 1
                sys.stdout.write(f"{builder} {difference.name}: {recorded} was, {seen} is\n")
        say(f"{builder} asked")
    return status


if __name__ == "__main__":
    sys.exit(main())
