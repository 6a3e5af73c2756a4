"""Laws of Kubernetes' manifests, whoever reads them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.batch.protocol import answer
from cmdresolve.testing.strategies import image_configs, kubernetes_requests, word_lists

ENGINES = ("kubernetes", "kubernetes/cri-o", "containerd-cri@2.1", "kube-play@5.8")
TEXTS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6))
IMAGES = image_configs(on_build=False).map(lambda x: {k: v for k, v in x.items() if k != "Env"})


def pod(**fields: Any) -> str:
    """Return a Pod as JSON, which is YAML but for characters beyond four digits."""
    container = {"name": "main", "image": "i", **fields}
    metadata = {"name": "p"}
    whole = {"kind": "Pod", "metadata": metadata, "spec": {"containers": [container]}}
    # Every character is written as YAML may hold it: by an escape of eight digits.
    text = json.dumps(whole, ensure_ascii=False)
    return "".join(x if " " <= x <= "~" else f"\\U{ord(x):08x}" for x in text)


def asked(engine: str, image: dict[str, Any], manifest: str) -> dict[str, Any]:
    return answer({"engine": engine, "image": image, "kubernetes": {"manifest": manifest}})


@given(st.sampled_from(ENGINES), TEXTS)
def test_a_dollar_written_twice_is_a_dollar(engine: str, words: list[str]) -> None:
    """Escaped dollars come back one by one, whatever stands around them.

    Source: kubernetes third_party/forked/golang/expansion/expand.go, tryReadVariableName.
    """
    text = pod(command=["/x"], args=[word.replace("$", "$$") for word in words])

    assert asked(engine, {}, text)["argv"] == ["/x", *words]


@given(st.sampled_from(ENGINES), IMAGES, word_lists(), word_lists())
def test_a_pod_without_dollars_is_an_override(
    engine: str,
    image: dict[str, Any],
    command: list[str] | None,
    args: list[str] | None,
) -> None:
    """`command` is the entrypoint given and `args` the arguments, and nothing else happens.

    Source: kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go generateContainerConfig;
    podman v5.8.2 pkg/specgen/generate/kube/kube.go ToSpecGen.
    """
    texts = json.dumps([image, command, args])
    if "$" in texts:
        image, command, args = json.loads(texts.replace("$", "S"))
    run = {"entrypoint": command, "args": args}
    by_run = answer({"engine": engine, "image": image, "run": run})

    assert asked(engine, image, pod(command=command, args=args)) == by_run


@given(st.sampled_from(ENGINES), st.data())
def test_any_manifest_has_an_answer(engine: str, data: st.DataObject) -> None:
    """argv, what is unknown, or an error with a stage; never anything else."""
    request = data.draw(kubernetes_requests(engine=engine))
    found = answer(request)

    assert len({"argv", "unknown", "error"} & found.keys()) == 1
    if "error" in found:
        assert found["error"]["stage"] in {"create", "request"}


@given(st.data())
def test_a_name_in_a_word_decides_whether_the_cluster_is_asked(data: st.DataObject) -> None:
    """What is unknown to the kubelet's reader names a variable that a word of the Pod uses.

    Source: kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
    """
    request = data.draw(kubernetes_requests(engine="kubernetes"))
    found = answer(request)

    for need in found.get("unknown", ()):
        name = need.rpartition(" of ")[0].split(" of ")[0]
        assert f"$({name})" in request["kubernetes"]["manifest"].replace("\\u00e9", "é")
