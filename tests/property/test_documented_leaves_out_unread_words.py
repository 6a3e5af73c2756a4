"""Law: the documented command is argv without the words that a ``sh -c`` script never reads.

"The documented matrix … is the effective command: what runs, with the words the shell leaves
unread taken away" (design, after moby/buildkit frontend/dockerfile/docs/reference.md).
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from merges import engines, images, overrides, resolved

from cmdresolve import ImageConfig, Override, resolve

names = st.lists(st.text("xyz", min_size=1, max_size=2), max_size=5)
reads = st.lists(st.integers(0, 4), max_size=3, unique=True)


@given(image=images, override=overrides, engine=engines)
def test_documented_is_the_read_words_joined(
    image: ImageConfig, override: Override, engine: str
) -> None:
    """With blanks between them, as the matrix writes it."""
    resolution = resolved(image, override, engine)

    if resolution is not None:
        read = [word.value for word in resolution.words if not word.unread]
        assert resolution.documented == " ".join(read)


@given(positional=names, places=reads, option=st.sampled_from(["-c", "-ec", "-o x -c", "-c --"]))
def test_a_script_reads_the_parameters_it_names(
    positional: list[str], places: list[int], option: str
) -> None:
    """``$0`` is the word after the script; those it names stay, the others go."""
    script = "echo " + " ".join(f"${place}" for place in places)
    start = ["/bin/sh", *option.split(), script]

    resolution = resolve(ImageConfig(entrypoint=start, cmd=positional))

    left = [word for place, word in enumerate(positional) if place in places]
    assert resolution.documented == " ".join(start + left)


@given(image=images, override=overrides, engine=engines)
def test_without_a_script_every_word_is_read(
    image: ImageConfig, override: Override, engine: str
) -> None:
    """What is no shell gets all its words, and uses them as it likes."""
    resolution = resolved(image, override, engine)

    if resolution is not None and resolution.shell is None:
        assert resolution.documented == " ".join(resolution.argv)
