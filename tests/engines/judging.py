"""One engine before the court: asked many questions at once, and again when it seems wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from cmdresolve.batch import protocol
from cmdresolve.testing import ApptainerOracle, CriOracle
from cmdresolve.testing.laws import Twins, disagreements, parted
from cmdresolve.testing.oracle import OracleError, Place
from cmdresolve.testing.oracles.api_oracle import ApiOracle
from cmdresolve.testing.recordings.compare import Disagreement, agreement
from cmdresolve.testing.recordings.shrink import shrink

# How often a disagreement must be seen again, on an engine that was just restarted.
_TIMES = 3
_SHRINKING = 200
_SHOWN = 3


@frozen
class Report:
    """What a run has to tell in the end.

    Attributes:
        asked: how many questions each engine was asked.
        agreed: how many of them it answered as the library does, at once.
        faults: what an engine said once and never again.
    """

    asked: Counter[str] = field(factory=Counter)
    agreed: Counter[str] = field(factory=Counter)
    faults: list[str] = field(factory=list)

    def lines(self) -> list[str]:
        """Return a line for each engine: its questions, live, and those answered alike."""
        return [
            f"{engine:22} {count:7,} asked {self.agreed[engine]:7,} agreed"
            for engine, count in sorted(self.asked.items())
        ]


@frozen
class Judge:
    """Holds an engine to the library.

    Attributes:
        oracle: the engine.
        place: where it lives.
        seed: what random questions come from.
        cases: how many of them a test asks.
        report: where what is to be told at the end of the run is put.
        model: what answers for the library; only the tests of this class have another.
    """

    oracle: ApiOracle | ApptainerOracle | CriOracle
    place: Place
    seed: int
    cases: int
    report: Report = field(eq=False)
    model: Callable[[dict[str, Any]], dict[str, Any]] = protocol.answer

    @property
    def engine(self) -> str:
        """Who starts the containers."""
        return self.oracle.engine

    @property
    def builder(self) -> str | None:
        """Who builds the Dockerfiles; None where nobody does."""
        return self.oracle.builder

    def request(self, **parts: Any) -> dict[str, Any]:
        """Return a request to this engine."""
        names = {"engine": self.engine}
        if "image" not in parts:
            names["builder"] = self.builder
        return {**names, **parts}

    def check(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Fail when the engine answers a request otherwise than the library, again and again."""
        found = disagreements(
            requests, self.oracle, exact=self.oracle.exact_config, model=self.model
        )
        self.report.asked[self.engine] += len(requests)
        self.report.agreed[self.engine] += len(requests) - len(found)
        lasting = self._lasting(found)
        if lasting:
            shown = "\n".join(self._shown(one) for one in lasting[:_SHOWN])
            raise AssertionError(f"{len(lasting)} of {len(requests)} requests:\n{shown}")

    def check_twins(self, twins: Sequence[Twins]) -> None:
        """Fail when the engine tells twins apart, or answers one otherwise than the library."""
        full = [tuple(self.request(**request) for request in pair) for pair in twins]
        apart = parted(full, self.oracle)  # type: ignore[arg-type]
        if apart:
            shown = "\n".join(json.dumps(one) for one in apart[:_SHOWN])
            raise AssertionError(f"{len(apart)} of {len(twins)} twins are told apart:\n{shown}")
        self.check([request for pair in full for request in pair])

    def disagreement(self, request: Mapping[str, Any]) -> Disagreement | None:
        """Ask one request and compare."""
        seen = self.oracle.observe(request)
        ours = self.model(dict(request))
        return agreement(request, ours, seen, exact=self.oracle.exact_config)

    def _lasting(self, found: Sequence[Disagreement]) -> list[Disagreement]:
        if not found:
            return []
        if self.place.revive is not None:
            self.place.revive()
        lasting = []
        for one in found:
            again = [self.disagreement(one.request) for _ in range(_TIMES)]
            if all(again):
                lasting.append(one)
            else:
                self.report.faults.append(f"{self.engine} {self.builder}: {one}")
        return lasting

    def _shown(self, one: Disagreement) -> str:
        def interesting(candidate: Mapping[str, Any]) -> bool:
            ours = self.model(dict(candidate))
            # What nobody describes, and what is no request, is another question.
            if "unknown" in ours or ours.get("error", {}).get("stage") == "request":
                return False
            try:
                other = self.disagreement(candidate)
            except OracleError:
                return False
            return other is not None and other.parts == one.parts

        small = shrink(one.request, interesting, tries=_SHRINKING)
        least = self.disagreement(small) or one
        same = f"CMDRESOLVE_ENGINES={self.engine} CMDRESOLVE_SEED={self.seed}"
        return (
            f"{least}\n  ask it again: python -m cmdresolve.testing shrink --engine {self.engine}"
            f"{'' if self.builder is None else f' --builder {self.builder}'} '{json.dumps(small)}'"
            f"\n  all again: {same} CMDRESOLVE_CASES={self.cases} python -m pytest tests/engines"
        )
