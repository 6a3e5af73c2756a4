"""The public names, their signatures and what their values have, as they were agreed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.surface import surface

AGREED = Path(__file__).parent / "surface.json"


def test_no_public_name_or_signature_changes_unseen() -> None:
    """A change that is meant: ``python -m tests.surface > tests/surface.json``, and a changelog."""
    agreed = json.loads(AGREED.read_text(encoding="utf-8"))
    found = surface()
    assert {name: agreed[name] for name in agreed if found.get(name) != agreed[name]} == {
        name: found.get(name) for name in agreed if found.get(name) != agreed[name]
    }
    assert list(found) == list(agreed)


def test_what_decides_an_answer_is_named() -> None:
    """Build arguments, targets and bases are told apart by name alone, and types are real ones."""
    image = surface()["Dockerfile"]["members"]["image"]
    assert image.startswith("(self, *, target: str | None = None, build_args: ")
    assert "args: Sequence[str] | str | None" in surface()["Override"]["call"]
    assert not [name for name, told in surface().items() if ": object" in json.dumps(told)]
