"""Notes on scripts that are hardly any: nothing to read is no reason to fall over."""

from __future__ import annotations

import pytest

from cmdresolve.batch.protocol import answer


@pytest.mark.parametrize(
    ("script", "mend"),
    [
        ("exec", 'ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\"", "--"]'),
        ("exec ", 'ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\"", "--"]'),
        ("exec a", 'ENTRYPOINT ["a"]'),
    ],
)
def test_a_script_of_exec_alone_still_passes_its_arguments_on(script: str, mend: str) -> None:
    """The mend keeps the shell, as there is no program to name instead."""
    image = {"Entrypoint": ["/bin/sh", "-c", script], "Cmd": ["a"]}
    told = answer({"image": image, "explain": True})

    assert told["argv"] == ["/bin/sh", "-c", script, "a"]
    assert [note["mends"][0]["text"] for note in told["findings"]] == [mend]
