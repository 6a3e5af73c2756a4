"""What is kept of a function's results, and what is not."""

from __future__ import annotations

from cmdresolve.model.bounded_cache import kept_when_short


def test_short_texts_are_kept_and_long_ones_are_not() -> None:
    asked = []

    @kept_when_short
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("a"), length("a"), length("b" * 300), length("b" * 300)] == [1, 1, 300, 300]
    assert asked == ["a", "b" * 300, "b" * 300]


def test_the_oldest_go_first() -> None:
    asked = []

    @kept_when_short
    def same(text: str) -> str:
        asked.append(text)
        return text

    for number in range(300):
        same(str(number))
    same("0")
    same("299")

    assert len(asked) == 301
