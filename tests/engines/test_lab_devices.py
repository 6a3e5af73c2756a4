"""The lab's roots have device nodes of their own."""

from __future__ import annotations

import pytest

from tests.engines.conftest import NO_ENGINE, bring_up, chosen
from tests.engines.lab import engine_named, enter_words
from tests.engines.lab.process import run

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("kind", ["docker", "podman"])
def test_a_node_removed_in_a_root_is_there_on_the_host(kind: str) -> None:
    """An engine that was told ``--cidfile=/dev/null`` removed the file when it cleaned up."""
    name = next(iter(chosen(kind)), None)
    bring_up(name)
    if name is None:
        pytest.skip(NO_ENGINE)
    node = "/dev/full"
    script = f"rm {node} && ! test -e {node} && mknod -m 666 {node} c 1 7"

    run([*enter_words(engine_named(name)), "sh", "-c", f"test -c {node} && {script}"], timeout=20)
    run(["test", "-c", node], timeout=20)
