"""Random projects that reach far."""

from __future__ import annotations

from collections import Counter

from cmdresolve.model.errors import CmdResolveError
from cmdresolve.starters.compose import compose_services
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample


def test_projects_reach_three_files_deep_and_many_are_answered() -> None:
    """Every way is drawn in which files count and variables come in."""
    drawn = sample(strategies.compose_trees(), count=500, seed=1)
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
                complete=True,
            )
        except CmdResolveError as error:
            codes[error.code] += 1
        else:
            codes["answered"] += 1

    assert codes["answered"] > 50
    assert len(codes) > 8
    paths = {path for project in drawn for path in project["files"]}
    assert {"i00/compose.yaml", "i00/i10/compose.yaml", ".env", "more.yaml"} <= paths
    assert any("base1" in path or "base2" in path for path in paths)
    names = {name for project in drawn for name in project["env"]}
    assert {"COMPOSE_FILE", "COMPOSE_ENV_FILES", "COMPOSE_PROFILES"} <= names
    for key in ("chosen", "env", "name", "env_files", "profiles"):
        assert any(project[key] for project in drawn), key
