"""The strategies of manifests: what they shrink to, and that there is something of each kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.batch.protocol import answer
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

QUICK = settings(
    database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)
LEAST = """\
kind: Pod
metadata:
 name: cmdresolve-pod
spec:
 containers:
 - name: main
   image: cmdresolve-image
   imagePullPolicy: Never
"""


@pytest.mark.parametrize(
    ("strategy", "least"),
    [
        (strategies.variable_words(), "$(A)"),
        (strategies.yaml_scalars(), "a"),
        (strategies.word_list_texts(), "[]"),
        (strategies.env_texts(), "[]"),
        (strategies.manifests(), LEAST),
        (
            strategies.kubernetes_requests(engine="kube-play@5.8"),
            {
                "engine": "kube-play@5.8",
                "image": {},
                "kubernetes": {"manifest": LEAST, "container": "main"},
            },
        ),
    ],
)
def test_it_shrinks_to_the_plainest(strategy: SearchStrategy[Any], least: object) -> None:
    """As its docstring says."""
    assert find(strategy, lambda _: True, settings=QUICK) == least


@pytest.mark.parametrize(
    ("engine", "kinds"),
    [
        ("kube-play@5.8", {"argv", "manifest", "manifest-type"}),
        ("kubernetes", {"argv", "unknown", "manifest-type", "no-command"}),
    ],
)
def test_manifests_start_something_and_are_refused(engine: str, kinds: set[str]) -> None:
    """Most start something, so that words are compared, and every kind of refusal is among them."""
    asked = sample(strategies.kubernetes_requests(engine=engine), count=150, seed=3)
    told: Counter[str] = Counter()
    for request in asked:
        found = answer(request)
        told["argv" if "argv" in found else found.get("error", {"code": "unknown"})["code"]] += 1

    assert kinds <= set(told)
    assert told["argv"] >= 60


def test_only_readers_of_manifests_are_asked() -> None:
    """Of another engine there is nothing to draw."""
    with pytest.raises(ValueError, match=r"docker@28\.5 reads no manifests"):
        strategies.kubernetes_requests(engine="docker@28.5")
