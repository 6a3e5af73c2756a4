"""Law: every word of argv has an origin.

"cmdresolve models the five places, exactly and by version, and keeps for every word of the answer
where it came from" (design). So the words are argv, one for one, and each origin says the field
and the place that the word is read from.
"""

from __future__ import annotations

from hypothesis import given
from merges import engines, half_known, images, overrides, resolved

from cmdresolve import ImageConfig, Override, dialects
from cmdresolve.model.image import Unknown
from cmdresolve.model.origin import ByDefault, InImage, InOverride
from cmdresolve.resolving.pod_variables import environment, expand_words


@given(image=images, override=overrides, engine=engines)
def test_words_are_argv(image: ImageConfig, override: Override, engine: str) -> None:
    """No word more, none less, in the same order."""
    resolution = resolved(image, override, engine)

    if resolution is not None:
        assert tuple(word.value for word in resolution.words) == resolution.argv


@given(image=images, override=overrides, engine=engines)
def test_an_origin_is_where_the_word_stands(
    image: ImageConfig, override: Override, engine: str
) -> None:
    """The word at that place of that field, expanded where the engine expands.

    podman kube play sees the image's variables in every word, the kubelet none but the container's
    own, of which there are none here, and in the words alone that are given at start.
    """
    resolution = resolved(image, override, engine)
    expands = dialects.engine(engine).expands
    fields = {"Entrypoint": image.entrypoint, "Cmd": image.cmd}

    for word in resolution.words if resolution is not None else ():
        origin = word.origin
        if isinstance(origin, InImage):
            value = fields[origin.field]
            assert isinstance(value, tuple)
            written = value[origin.index]
            seen = environment(image.env) if expands == "all" else None
            assert word.role == {"Entrypoint": "entrypoint", "Cmd": "cmd"}[origin.field]
        elif isinstance(origin, InOverride):
            assert word.role == origin.field
            value = getattr(override, origin.field)
            if isinstance(value, str) or (origin.field == "entrypoint" and len(value) == 1):
                continue  # several words may be read out of this one
            written = value[origin.index]
            seen = {"all": environment(image.env), "given": {}}.get(expands)
        else:
            assert isinstance(origin, ByDefault)
            assert (word.value, word.role) == ("", "default")
            continue
        expected = (written,) if seen is None else expand_words((written,), seen)
        assert (word.value,) == expected


@given(image=half_known, override=overrides, engine=engines)
def test_an_unknown_answer_shows_the_known_words_alone(
    image: ImageConfig, override: Override, engine: str
) -> None:
    """In order, and nothing in place of what nobody knows."""
    resolution = resolved(image, override, engine)

    if resolution is not None and resolution.unknown:
        known = [
            word
            for part in (resolution.head, resolution.tail)
            for word in (part.known if isinstance(part, Unknown) else part or ())
        ]
        assert [word.value for word in resolution.words] == known
