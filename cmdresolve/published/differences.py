"""The published differences between builders, each with the outcome for every builder.

They are in ``tables/disagreements/builders.json`` as recorded; nothing is resolved here, so that
the library can be held to them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from attrs import field, frozen

from cmdresolve.published.tables import read_table

_FAULT = "engine-fault"

#: The fields of an image that matter, each with its stored value.
Stored: TypeAlias = tuple[tuple[str, tuple[str, ...] | None], ...]


@frozen
class Outcome:
    """The outcome of building a Dockerfile.

    Attributes:
        stored: the fields that matter, as stored; None if the build failed. More than one
            if builds of the same file differ.
        refusal: the code of the refusal; None if there is an image.
        message: the builder's message.
    """

    stored: tuple[Stored, ...] = ()
    refusal: str | None = None
    message: str | None = field(default=None, eq=False)

    @property
    def crashed(self) -> bool:
        """Whether the builder crashed, and did not refuse."""
        return self.refusal == _FAULT


@frozen
class Difference:
    """One difference between builders.

    Attributes:
        name: its name, stable.
        says: a description in a sentence or two.
        shows: the fields of the image that differ.
        exact: whether an absent list, null and an empty list count as different.
        request: the request that shows it, as `cmdresolve.batch` takes it.
        outcomes: the outcome of each builder, by name.
        notes: notes on single builders.
    """

    name: str
    says: str
    shows: tuple[str, ...]
    exact: bool
    request: dict[str, Any] = field(eq=False)
    outcomes: dict[str, Outcome] = field(eq=False)
    notes: dict[str, str] = field(eq=False)

    def outcome(self, answer: dict[str, Any]) -> Outcome:
        """Return the part of a batch answer that bears on this difference."""
        if "error" in answer:
            return Outcome(refusal=answer["error"]["code"], message=answer["error"]["message"])
        return Outcome(tuple(self._stored(x["image"]) for x in answer.get("varies", [answer])))

    def kinds(self) -> dict[Outcome, tuple[str, ...]]:
        """Return the distinct outcomes, images before refusals, with the builders of each."""
        found: dict[Outcome, list[str]] = {}
        for builder, outcome in self.outcomes.items():
            found.setdefault(outcome, []).append(builder)
        ordered = sorted(found, key=lambda outcome: outcome.refusal is not None)
        return {outcome: tuple(found[outcome]) for outcome in ordered}

    def _stored(self, image: dict[str, Any]) -> Stored:
        return tuple((name, self._words(image.get(name))) for name in self.shows)

    def _words(self, words: list[str] | None) -> tuple[str, ...] | None:
        return None if words is None or not (words or self.exact) else tuple(words)


@cache
def published() -> dict[str, Any]:
    """Read the published file."""
    return read_table("disagreements/builders.json")


def columns() -> dict[str, str]:
    """Return the observed builders by name, each with its product and version."""
    builders: dict[str, str] = published()["recorded"]["builders"]
    return builders


def differences() -> tuple[Difference, ...]:
    """Return every published difference."""
    return tuple(_difference(record) for record in published()["differences"])


def _difference(record: dict[str, Any]) -> Difference:
    outcomes: dict[str, Outcome] = {}
    difference = Difference(
        name=record["name"],
        says=record["says"],
        shows=tuple(record["shows"]),
        exact=record.get("exact", False),
        request=record["request"],
        outcomes=outcomes,
        notes=record.get("notes", {}),
    )
    for builder in columns():
        outcomes[builder] = difference.outcome(record["observed"][builder])
    return difference
