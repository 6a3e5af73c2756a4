"""Apptainer, which generates a shell script from the image config and runs that."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.policies import apptainer_run_script, entrypoint_readers
from cmdresolve.model.image import ImageConfig


def _as_the_image_says(record: Engine, image: ImageConfig) -> Engine:
    """Return the record to start an image by: its environment may turn evaluation on or off."""
    unread = apptainer_run_script.unread_environment(image)
    if unread is not None:
        return record._replace(rewrite_argv=lambda *_: (unread, ()), check_image=None)
    plain = apptainer_run_script.keeps_words(image)
    if plain is None:
        return record
    found = APPTAINER_1_4_NO_EVAL if plain else APPTAINER_1_4
    return found._replace(variant=record.variant)


APPTAINER_1_4 = Engine(
    name="apptainer",
    version=(1, 4),
    builder="buildkit@28.5",
    read_entrypoint=apptainer_run_script.no_entrypoint,
    read_args=apptainer_run_script.between_double_quotes,
    clears_sole_empty="never",
    no_command=None,
    argv_when_empty=("/bin/sh", "/.singularity.d/runscript"),
    rewrite_argv=apptainer_run_script.set_and_found,
    for_image=_as_the_image_says,
    check_image=apptainer_run_script.script_of_its_own,
    citation="apptainer v1.4.5 internal/pkg/build/sources/runscript.sh",
)
APPTAINER_1_4_NO_EVAL = APPTAINER_1_4._replace(
    variant="no-eval",
    read_args=entrypoint_readers.one_word,
    rewrite_argv=apptainer_run_script.found,
)

RECORDS = (
    APPTAINER_1_4,
    APPTAINER_1_4_NO_EVAL,
)
