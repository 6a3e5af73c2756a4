"""Apptainer, which writes a script of the image config."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects import entrypoint_text, run_script
from cmdresolve.dialects.engine import Engine
from cmdresolve.image import ImageConfig


def _as_the_image_says(record: Engine, image: ImageConfig) -> Engine:
    unread = run_script.unread_environment(image)
    if unread is not None:
        return evolve(record, finish=lambda *_: (unread, ()), check_image=None)
    plain = run_script.keeps_words(image)
    if plain is None:
        return record
    return evolve(APPTAINER_1_4_NO_EVAL if plain else APPTAINER_1_4, variant=record.variant)


APPTAINER_1_4 = Engine(
    name="apptainer",
    version=(1, 4),
    builder="buildkit@28.5",
    read_entrypoint=run_script.no_entrypoint,
    read_args=run_script.between_double_quotes,
    clears_sole_empty="never",
    no_command=None,
    nothing_left=("/bin/sh", "/.singularity.d/runscript"),
    finish=run_script.set_and_found,
    for_image=_as_the_image_says,
    check_image=run_script.script_of_its_own,
    citation="apptainer v1.4.5 internal/pkg/build/sources/runscript.sh",
)
APPTAINER_1_4_NO_EVAL = evolve(
    APPTAINER_1_4,
    variant="no-eval",
    read_args=entrypoint_text.one_word,
    finish=run_script.found,
)

RECORDS = (
    APPTAINER_1_4,
    APPTAINER_1_4_NO_EVAL,
)
