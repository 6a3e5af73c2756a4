"""What `podman kube play` is asked of a manifest; the engine itself is in tests/engines."""

from __future__ import annotations

import pytest

from cmdresolve.testing.messages import classify
from cmdresolve.testing.oracle import IMAGE, POD, OracleError
from cmdresolve.testing.oracles.cri import CriOracle
from cmdresolve.testing.oracles.kube_play import KubePlayOracle, played

ID = "sha256:" + "0" * 64


def test_a_manifest_is_played_as_it_stands_but_for_two_names() -> None:
    """Nothing of it is read for that, so what is wrong in it reaches the engine."""
    text = f"kind: Pod\nmetadata: {{name: {POD}}}\nspec: [ # {POD}-2\n- image: '{IMAGE}'\n"

    assert played(text, "pod-1", ID) == (
        f"kind: Pod\nmetadata: {{name: pod-1}}\nspec: [ # pod-1-2\n- image: '{'0' * 64}'\n"
    )


def test_a_manifest_that_never_names_the_image_is_no_question() -> None:
    """Podman would look for an image that nobody has described."""
    with pytest.raises(OracleError, match=f"must start {IMAGE}"):
        played("kind: Pod", "pod-1", ID)


@pytest.mark.parametrize(
    ("text", "puts"), [(f"image: {IMAGE}", True), ("image: nginx", False), ("", False)]
)
def test_only_such_manifests_are_put(text: str, *, puts: bool) -> None:
    """Of several recordings' questions those are chosen that an engine can be asked."""
    request = {"image": {}, "kubernetes": {"manifest": text, "container": "main"}}

    assert KubePlayOracle.can_put(request) is puts
    assert not CriOracle.can_put(request)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("multi doc yaml could not be split: yaml: line 2: did not find expected", "yaml-syntax"),
        ("multi doc yaml could not be split: yaml: control characters are not", "yaml-syntax"),
        ("multi doc yaml could not be split: yaml: cannot decode !!str `a` as a !!int", "manifest"),
        (
            (
                "unable to read YAML as Kube Pod: error unmarshaling JSON: while decoding JSON: "
                "json: cannot unmarshal string into Go struct field .spec.containers.0.args of "
                "type []string"
            ),
            "manifest-type",
        ),
        (
            (
                "couldn't get object kind: error unmarshaling JSON: while decoding JSON: json: "
                "cannot unmarshal string into Go value of type v1.ObjectReference"
            ),
            "manifest-type",
        ),
        ("couldn't get object kind: error converting YAML to JSON: json: unsupported", "manifest"),
        ("YAML document does not contain any supported kube kind", "manifest"),
        ("daemonSet does not have a name", "manifest"),
        ("cannot set env N: configmap c not found", "manifest"),
        ("container \"main\" is missing the required 'image' field", "manifest"),
        ('the pod "p" is invalid; duplicate container name "a" detected', "manifest"),
    ],
)
def test_podman_s_refusals_of_manifests_have_codes(text: str, code: str) -> None:
    """Texts seen on Podman 5.8.6."""
    assert classify(f"playing YAML file: {text}") == code
