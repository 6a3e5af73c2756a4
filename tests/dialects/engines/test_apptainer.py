"""The records of Apptainer: which of them starts an image is said in its environment."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, dialects, resolve


@pytest.mark.parametrize(
    ("engine", "env", "argv"),
    [
        ("apptainer@1.4", (), ("/e", "x y")),
        ("apptainer@1.4", ("APPTAINER_NO_EVAL=1",), ("/e", "x y")),
        ("apptainer@1.4/no-eval", (), ("/e", "x y")),
    ],
)
def test_words_are_kept(engine: str, env: tuple[str, ...], argv: tuple[str, ...]) -> None:
    """Each word of the image is one word of the run script."""
    image = ImageConfig(entrypoint=["/e"], cmd=["x y"], env=env)

    assert resolve(image, engine=engine).argv == argv


def test_an_image_that_says_nothing_is_started_by_the_record_that_was_asked_for() -> None:
    """Nothing in its environment, no other record."""
    record = dialects.engine("apptainer@1.4")
    assert record.for_image is not None

    assert record.for_image(record, ImageConfig()) is record


def test_nothing_left_starts_the_run_script() -> None:
    """It ends at once, and nothing is refused."""
    assert resolve(ImageConfig(), engine="apptainer").argv == (
        "/bin/sh",
        "/.singularity.d/runscript",
    )
