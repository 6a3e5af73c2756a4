"""The order in which Dockerfiles that describe base images can be built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cmdresolve.model.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from cmdresolve.dockerfile import Dockerfile


def bases_first(parsed: Mapping[str, Dockerfile], limits: Limits = DEFAULT_LIMITS) -> Iterable[str]:
    """Return Dockerfiles in an order in which each follows those that it starts from, if possible.

    JSON objects are unordered, so that the request cannot give the order.

    Raises:
        LimitError: they are based on each other more deeply than `Limits.nesting` allows.
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
        # An explicit stack of iterators: a chain of bases may be as long as there are Dockerfiles.
        waiting = [] if name in seen else [(name, iter(needs[name]))]
        seen.add(name)
        while waiting:
            missing = next((x for x in waiting[-1][1] if x not in seen), None)
            if missing is None:
                done, _ = waiting.pop()
                depth[done] = 1 + max((depth.get(x, 0) for x in needs[done]), default=0)
                limits.check(
                    "nesting", depth[done], "how deep described images are based on each other"
                )
            else:
                waiting.append((missing, iter(needs[missing])))
                seen.add(missing)
    return depth
