"""Dockerfiles that describe base images, in the order in which they can be built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cmdresolve.model.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from cmdresolve.dockerfile import Dockerfile


def bases_first(parsed: Mapping[str, Dockerfile], limits: Limits = DEFAULT_LIMITS) -> Iterable[str]:
    """Order Dockerfiles so that each comes after those it starts from, wherever that is possible.

    JSON objects have no order that every client keeps.

    Raises:
        LimitError: more of them stand on each other than `Limits.nesting` allows.
    """
    from cmdresolve.model.image_reference import same_key  # noqa: PLC0415 - not for an image config

    if len(parsed) < 2:  # noqa: PLR2004 - one has nothing to be ordered with
        return parsed
    names = {same_key(name): name for name in parsed}
    needs = {
        name: [names[key] for stage in one.stages if (key := same_key(stage.base)) in names]
        for name, one in parsed.items()
    }
    depth: dict[str, int] = {}
    seen: set[str] = set()
    for name in parsed:
        # Each goes on where it was left: one may need as many as there are.
        waiting = [] if name in seen else [(name, iter(needs[name]))]
        seen.add(name)
        while waiting:
            missing = next((x for x in waiting[-1][1] if x not in seen), None)
            if missing is None:
                done, _ = waiting.pop()
                depth[done] = 1 + max((depth.get(x, 0) for x in needs[done]), default=0)
                limits.check("nesting", depth[done], "how deep described images stand")
            else:
                waiting.append((missing, iter(needs[missing])))
                seen.add(missing)
    return depth
