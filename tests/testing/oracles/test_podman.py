"""What Podman is asked, and what is read of its store; the engine itself is in tests/engines."""

from __future__ import annotations

from cmdresolve.testing.oracles.kube_play import manifest

ID = "sha256:" + "0" * 64


def test_a_pod_says_characters_in_yaml_s_way() -> None:
    """JSON's pair of surrogates is one escape there; a backslash that was meant stays one."""
    text = manifest("p", ID, {"entrypoint": ["😀"], "args": ["\\ud83d\\ude00"], "init": True})
    assert '"command": ["\\U0001f600"]' in text
    assert '"args": ["\\\\ud83d\\\\ude00"]' in text
    assert '"io.podman.annotations.init/main": "TRUE"' in text
    assert '"image": "' + "0" * 64 in text
