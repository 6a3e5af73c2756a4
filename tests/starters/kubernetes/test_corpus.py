"""Real manifests: each is read or refused with a reason, and every container has a story."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import cmdresolve as cr
from cmdresolve.starters.kubernetes import pod_containers

IMAGE = cr.ImageConfig(entrypoint=["e"], cmd=["c"], env=["PATH=/bin"])


def outcomes(path: Path, engine: str) -> list[str]:
    """Say what came of each container of a file; whatever is no refusal of ours is raised."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    try:
        found = pod_containers(text, engine=engine, name=path.name)
    except cr.CmdResolveError as error:
        return [f"refused: {error.code}"] if str(error) else ["refused without a word"]
    told = []
    for one in found:
        answer = cr.resolve(IMAGE, one.override, engine=one.engine)
        assert answer.explain()
        assert all(word.origin.describe() for word in answer.words)
        told.append("unknown" if answer.unknown else "known")
    return told or ["no container"]


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (
            "kubernetes",
            {"known": 113, "unknown": 16, "no container": 4, "refused: patch": 1},
        ),
        (
            "kube-play@5.8",
            {"known": 58, "refused: manifest": 45, "refused: reference": 2},
        ),
    ],
)
def test_every_manifest_is_read_or_refused(
    corpus: Path, engine: str, expected: dict[str, int]
) -> None:
    """One in four, for YAML takes its time; Podman plays four kinds, and no patch of one."""
    folder = corpus / "k8s"
    if not folder.is_dir():
        pytest.skip("this corpus has no manifests")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]

    assert Counter(told for path in paths[::4] for told in outcomes(path, engine)) == expected
