"""Dockerfiles that describe base images, in the order in which they can be built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmdresolve.dockerfile import Dockerfile


def bases_first(parsed: Mapping[str, Dockerfile]) -> Iterable[str]:
    """Order Dockerfiles so that each comes after those it starts from, wherever that is possible.

    JSON objects have no order that every client keeps.
    """
    from cmdresolve.model.image_reference import same_key  # noqa: PLC0415 - not for an image config

    if len(parsed) < 2:  # noqa: PLR2004 - one has nothing to be ordered with
        return parsed
    names = {same_key(name): name for name in parsed}
    needs = {
        name: [names[key] for stage in one.stages if (key := same_key(stage.base)) in names]
        for name, one in parsed.items()
    }
    ordered: list[str] = []
    seen: set[str] = set()
    for name in parsed:
        waiting = [] if name in seen else [name]
        seen.add(name)
        while waiting:
            missing = next((x for x in needs[waiting[-1]] if x not in seen), None)
            if missing is None:
                ordered.append(waiting.pop())
            else:
                waiting.append(missing)
                seen.add(missing)
    return ordered
