"""Law: nothing is lost silently.

"Nothing is lost silently" (the rules of the house): every word of the image and of what is given
at start is in argv, or in `dropped` with a reason.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from merges import engines, half_known, images, overrides, read, resolved

from cmdresolve import ImageConfig, Override
from cmdresolve.model.image import Unknown, Words


def known(value: Words) -> tuple[str, ...]:
    return value.known if isinstance(value, Unknown) else value or ()


@given(image=images | half_known, override=overrides, engine=engines)
def test_a_word_is_used_or_dropped(image: ImageConfig, override: Override, engine: str) -> None:
    """Field by field: the words used and the words dropped are the words there were."""
    resolution = resolved(image, override, engine)
    if resolution is None:
        return
    used = Counter(word.role for word in resolution.words)
    dropped: Counter[str] = Counter()
    for item in resolution.dropped:
        dropped[item.field] += len(item.words)
    entrypoint, args = read(override, engine)

    assert used["args"] == len(args or ())
    assert used["cmd"] + dropped["Cmd"] == len(known(image.cmd))
    if entrypoint is None:
        assert used["entrypoint"] + dropped["Entrypoint"] == len(known(image.entrypoint))
        given_words = override.entrypoint
        unheard = (given_words,) if isinstance(given_words, str) else given_words or ()
        assert dropped["entrypoint"] == len(unheard)
    else:
        assert dropped["Entrypoint"] == len(known(image.entrypoint))
        assert used["entrypoint"] + dropped["entrypoint"] == len(entrypoint)


@given(image=images | half_known, override=overrides, engine=engines)
def test_what_is_dropped_is_told_whole(image: ImageConfig, override: Override, engine: str) -> None:
    """Its words as written, an origin for each, a reason and the name of the rule."""
    resolution = resolved(image, override, engine)

    for item in resolution.dropped if resolution is not None else ():
        whole = {"Entrypoint": known(image.entrypoint), "Cmd": known(image.cmd)}
        assert item.words
        assert item.words == whole.get(item.field, item.words)
        assert len(item.origins) == len(item.words)
        assert item.reason
        assert item.rule
