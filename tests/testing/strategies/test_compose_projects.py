"""Random projects of Compose."""

from __future__ import annotations

from collections import Counter

from cmdresolve.batch.protocol import answer
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample


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
