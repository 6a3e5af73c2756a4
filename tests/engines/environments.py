"""The environment, folder and user of built images: what an engine stores, and the library says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmdresolve.batch import protocol
from cmdresolve.testing.oracles.api_oracle import ApiOracle
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import environment_bases, environment_requests
from tests.engines.judging import Judge

_PER_BASES = 50


def environments_apart(judge: Judge) -> list[str]:
    """Ask an engine for many builds, count them, and say of each on what the two part."""
    assert isinstance(judge.oracle, ApiOracle)
    count = -(-judge.cases // _PER_BASES)
    found = []
    for number, bases in enumerate(sample(environment_bases(), count=count, seed=judge.seed)):
        asked = environment_requests(builder=str(judge.builder), bases=bases)
        size = min(_PER_BASES, judge.cases - number * _PER_BASES)
        requests = sample(asked, count=size, seed=judge.seed + number)
        for request, config in zip(requests, judge.oracle.observe_configs(requests), strict=True):
            seen = None if config is None else _shown(config)
            ours = _ours(request)
            judge.report.asked[judge.engine] += 1
            judge.report.agreed[judge.engine] += seen == ours
            if seen != ours:
                found.append(f"{request}\n  {judge.builder}: {seen}\n  here: {ours}")
    return found


def _shown(config: Mapping[str, Any]) -> dict[str, Any]:
    texts = {key: config.get(key) or "" for key in ("WorkingDir", "User", "StopSignal")}
    return {"Env": list(config.get("Env") or ()), **texts}


def _ours(request: Mapping[str, Any]) -> dict[str, Any] | None:
    asked = protocol.subject({**request, "run": {}}).asked
    if asked is None:
        return None
    image = asked.image
    return {
        "Env": list(image.env),
        "WorkingDir": image.working_dir,
        "User": image.user,
        "StopSignal": image.stop_signal,
    }
