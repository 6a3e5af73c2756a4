"""Random projects, and texts to be split, put to Compose."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import compose_requests, compose_scalars, compose_texts
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

IMAGE = {"Entrypoint": ["/e", "p"], "Cmd": ["c", "d e"]}


def test_random_projects_start_what_the_library_says(compose: Judge) -> None:
    """The words of the created container are equal, or the kind of the refusal is.

    Source: compose-go loader/loader.go; docker/compose pkg/compose/create.go, pkg/compose/run.go.
    """
    asked = compose_requests(engine=compose.engine)
    compose.check(sample(asked, count=compose.cases, seed=compose.seed))


@pytest.mark.parametrize("scaled", ["scale: 0", "scale: 3", "deploy: {replicas: 0}"])
@pytest.mark.parametrize("run", [{}, {"run": {}}])
def test_how_many_containers_there_are_to_be_changes_no_word(
    compose: Judge, scaled: str, run: dict[str, object]
) -> None:
    """``docker compose run`` starts one of a service that is scaled to none, and so is it asked."""
    files = [f"services:\n  a:\n    image: x\n    command: [c]\n    {scaled}\n"]
    request = compose.request(image=IMAGE, compose={"files": files, "service": "a", **run})

    assert compose.oracle.observe(request)["argv"] == ["/e", "p", "c"]
    compose.check([request])


def test_random_texts_are_split_as_the_library_splits_them(compose: Judge) -> None:
    """As a command, however YAML writes them, and as what ``run --entrypoint`` is given.

    Source: compose-go types/command.go; mattn/go-shellwords shellwords.go.
    """
    written = compose_scalars(compose_texts(variables=False)).map(
        lambda value: {"files": [f"services:\n  a:\n    image: x\n    command: {value}\n"]}
    )
    flags = compose_texts(variables=False).map(
        lambda text: {
            "files": ["services: {a: {image: x, command: c}}\n"],
            "run": {"entrypoint": text},
        }
    )
    asked = (written | flags).map(
        lambda files: compose.request(image=IMAGE, compose={**files, "service": "a"})
    )
    compose.check(sample(asked, count=compose.cases, seed=compose.seed))
