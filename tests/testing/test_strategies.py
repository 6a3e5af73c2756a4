"""The strategies: what they shrink to, and that what they give can be answered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.batch.protocol import answer
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import SamplingError, sample
from cmdresolve.testing.strategies.dockerfiles import BASES

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

QUICK = settings(
    database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)
BUILDERS = ("buildkit@28.5", "classic@20.10", "buildah@1.43")
PLAIN_BASES: dict[str, Any] = {name: {"Cmd": ["c"]} for name in BASES}


@pytest.mark.parametrize(
    ("strategy", "least"),
    [
        (strategies.words(), "a"),
        (strategies.words(empty=False), "a"),
        (strategies.word_lists(), None),
        (strategies.triggers(), None),
        (strategies.image_configs(), {}),
        (strategies.runs(), {}),
        (strategies.compose_texts(), "a"),
        (strategies.compose_scalars(strategies.words()), '"a"'),
        (strategies.compose_values(), "[]"),
        (
            strategies.compose_requests(),
            {
                "engine": "compose@2.40",
                "image": {},
                "compose": {
                    "files": ["services:\n  a:\n    image: x\n"],
                    "service": "a",
                },
            },
        ),
        (strategies.apptainer_requests(), {"engine": "apptainer@1.4", "image": {}}),
        (strategies.command_lines(), ["docker", "run", "image"]),
        (strategies.command_lines(program="podman"), ["podman", "run", "image"]),
        (strategies.run_requests(), {"engine": "docker@28.5", "image": {}}),
        (
            strategies.cli_requests(),
            {"engine": "docker@28.5", "image": {}, "cli": ["docker", "run", "image"]},
        ),
    ],
)
def test_it_shrinks_to_the_plainest(strategy: SearchStrategy[Any], least: object) -> None:
    """As its docstring says."""
    assert find(strategy, lambda _: True, settings=QUICK) == least


def test_dockerfiles_shrink_to_the_lines_that_matter() -> None:
    """A failing file comes down to a few plain lines."""
    small = find(strategies.dockerfiles(), lambda text: b"\nCMD [" in text, settings=QUICK)

    assert small.endswith(b'FROM scratch\nCMD ["a"]\n')


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_random_dockerfile_has_an_answer(builder: str) -> None:
    """No base is left undescribed, and images, refusals and words are all among the answers."""
    made = strategies.build_requests(builder=builder, bases=PLAIN_BASES)
    kinds = Counter[str]()
    for request in sample(made, count=60, seed=1):
        found = answer(request)
        assert "unknown" not in found, request
        kinds["argv" if "argv" in found else found.get("error", {"stage": "image"})["stage"]] += 1

    assert kinds["request"] == 0
    assert min(kinds["argv"], kinds["build"]) >= 5


@pytest.mark.parametrize("engine", ["docker@28.5", "docker@20.10", "podman@5.8", "podman@4.3"])
def test_every_random_request_has_an_answer(engine: str) -> None:
    """Overrides over the API and command lines alike."""
    made = strategies.run_requests(engine=engine) | strategies.cli_requests(engine=engine)
    for request in sample(made, count=60, seed=1):
        found = answer(request)
        assert ("argv" in found) != ("error" in found), request


def test_every_random_project_has_an_answer() -> None:
    """Words for most; kinds of refusals that Compose knows are among the others."""
    codes = Counter[str]()
    for request in sample(strategies.compose_requests(), count=60, seed=1):
        found = answer(request)
        assert "unknown" not in found, request
        codes[found["error"]["code"] if "error" in found else "argv"] += 1

    assert codes["argv"] > 20
    assert codes["bad-request"] == 0
    assert len(codes) > 4


def test_projects_of_several_files_have_variables_from_every_place() -> None:
    """Files of variables, the environment, options, names, and what is included."""
    drawn = sample(strategies.compose_projects(), count=200, seed=1)
    codes = Counter[str]()
    for project in drawn:
        chosen = project["chosen"] or ["compose.yaml"]
        try:
            compose_services(
                [(path, project["files"][path]) for path in chosen],
                env=project["env"],
                beside=project["files"],
                env_files=project["env_files"],
                project_name=project["name"],
                profiles=project["profiles"],
                folder="moon",
            )
        except ComposeError as error:
            codes[error.code] += 1
        else:
            codes["answered"] += 1

    assert codes["answered"] > 80
    assert len(codes) > 5
    paths = {path for project in drawn for path in project["files"]}
    assert paths >= {".env", "c/.env", "v/x.env", "v/.env", "e/base.yaml", "1.env"}
    for key in ("chosen", "env", "name", "env_files", "profiles"):
        assert any(project[key] for project in drawn), key


@pytest.mark.parametrize("engine", ["apptainer@1.4", "apptainer@1.4/no-eval"])
def test_every_question_for_a_run_script_has_an_answer(engine: str) -> None:
    """Nothing is left to the files or the environment of the container; some are refused."""
    asked = sample(strategies.apptainer_requests(engine=engine), count=200, seed=1)
    codes = Counter[str]()
    for request in asked:
        found = answer(request)
        assert "unknown" not in found, request
        codes[found["error"]["code"] if "error" in found else "argv"] += 1

    assert set(codes) == {"argv", "not-found", "run-script"}
    assert codes["argv"] > 150
    assert "$" in "".join(str(request.get("run")) for request in asked)


def test_an_engine_without_a_run_script_is_asked_for_none() -> None:
    with pytest.raises(ValueError, match=r"docker@28\.5 has no run script"):
        strategies.apptainer_requests(engine="docker@28.5")


def test_an_engine_without_compose_is_asked_for_no_service() -> None:
    with pytest.raises(ValueError, match="has no Compose"):
        strategies.compose_requests(engine="podman@5.8")


def test_texts_that_are_split_shrink_to_what_matters() -> None:
    """A failing text comes down to the pieces that make it fail."""
    small = find(strategies.compose_texts(), lambda text: "$" in text, settings=QUICK)

    assert small in ("$", "$V", "$U", "$(", "${V}")


def test_an_engine_without_a_command_line_is_asked_no_such_thing() -> None:
    """A Compose service has none of its own."""
    with pytest.raises(ValueError, match=r"swarm@28\.5 has no command line"):
        strategies.cli_requests(engine="swarm@28.5")


def test_samples_differ_from_each_other_and_come_again() -> None:
    """The same seed gives the same list."""
    one = sample(strategies.run_requests(), count=30, seed=7)

    assert one == sample(strategies.run_requests(), count=30, seed=7)
    assert one != sample(strategies.run_requests(), count=30, seed=8)
    assert len({repr(x) for x in one}) == 30


def test_a_strategy_with_too_few_values_is_told_of() -> None:
    """Rather than giving fewer than were asked for."""
    with pytest.raises(SamplingError, match="only 1 different values"):
        sample(strategies.words().map(lambda _: "a"), count=2, seed=0)
