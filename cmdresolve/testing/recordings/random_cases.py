"""Random questions that can be asked again: the same seed and count give the same list."""

from __future__ import annotations

from typing import Any

from cmdresolve import dialects
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.observations import Case
from cmdresolve.testing.recordings.sampling import SamplingError, sample

# An engine keeps the bases of one question for the next that names the same ones.
_BASE_SETS = 8


def random_cases(kind: str, name: str, count: int, seed: int) -> tuple[Case, ...]:
    """Return `count` requests that differ from each other.

    Args:
        kind: what to ask: ``build`` a Dockerfile, ``run`` an image config, or start one by a
            command line, ``cli``, by a manifest, ``kubernetes``, a service, ``compose``, or by
            the run script of ``apptainer``.
        name: the builder, or the engine, that the questions are made for.
        count: how many requests.
        seed: where to begin; the list changes with it, and with the version of Hypothesis.

    Raises:
        DialectError: no such builder or engine is known.
        SamplingError: there are not as many different requests, or none of this kind.
    """
    if kind == "build":
        label = dialects.builder(name).name
        # Hypothesis begins with the plainest.
        sets = sample(strategies.base_images(), count=5 * _BASE_SETS, seed=seed)[-_BASE_SETS:]
        requests: list[Any] = []
        for number, bases in enumerate(sets):
            made = strategies.build_requests(builder=name, bases=bases)
            share = (count - len(requests)) // (len(sets) - number)
            if share:
                requests += sample(made, count=share, seed=seed + number)
    else:
        record = dialects.engine(name)
        label = "-".join(filter(None, dict.fromkeys((record.name, record.variant, kind))))
        try:
            made = getattr(strategies, f"{kind}_requests")(engine=name)
        except ValueError as error:
            raise SamplingError(str(error)) from None
        requests = sample(made, count=count, seed=seed)
    return tuple(
        Case(
            f"{label}-{place}",
            {key: value for key, value in request.items() if key not in {"engine", "builder"}},
        )
        for place, request in enumerate(requests)
    )
