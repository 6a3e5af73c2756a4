"""The variables of a Pod's container: `cmdresolve.starters.kubernetes.variables`."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.starters.kubernetes import pod_container

IMAGE = cr.ImageConfig(entrypoint=["e"], env=["I=img"])
SECRET = "{name: S, valueFrom: {secretKeyRef: {name: s, key: k}}}"
POD_IP = "{name: P, valueFrom: {fieldRef: {fieldPath: status.podIP}}}"
CONFIG = "kind: ConfigMap\nmetadata: {name: c}\ndata: {k: v, A: cm, n: 5}\n---\n"


def pod(container: str, *, before: str = "", spec: str = "") -> str:
    metadata = "{name: p, labels: {l: 10}, annotations: {a: x}}"
    return (
        f"{before}kind: Pod\nmetadata: {metadata}\nspec:\n{spec}"
        f"  containers:\n  - name: main\n    image: i\n    {container}\n"
    )


def words(manifest: str, engine: str) -> list[str] | str:
    try:
        found = pod_container(manifest, engine=engine)
        answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    except cr.OverrideError as error:
        return error.message
    return "; ".join(answer.unknown) if answer.unknown else list(answer.argv[1:])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (f"env: [{SECRET}]\n    args: [a]", ["a"]),
        (f"env: [{SECRET}]\n    args: ['$$(S)', '$(T)']", ["$(S)", "$(T)"]),
        (f"env: [{SECRET}]\n    args: ['$(S)']", "S of Secret s, key k"),
        (f"env: [{POD_IP}]\n    args: ['$(P)']", "P of the Pod's status.podIP"),
        (
            f"env: [{SECRET}, {{name: B, value: x-$(S)}}]\n    args: ['$(B)']",
            "B of env, whose value uses S of Secret s, key k",
        ),
        (f"env: [{SECRET}, {{name: S, value: now}}]\n    args: ['$(S)']", ["now"]),
        (f"env: [{{name: S, value: was}}, {SECRET}]\n    args: ['$(S)']", "S of Secret s, key k"),
        (
            (
                "env: [{name: M, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]\n"
                "    args: ['$(M)']"
            ),
            ["p"],
        ),
        ("envFrom: [{configMapRef: {name: c}}]\n    args: ['$(X)']", "X of ConfigMap c"),
        ("envFrom: [{configMapRef: {name: c}}]\n    args: ['$(X Y)', '$()']", ["$(X Y)", "$()"]),
        (
            "envFrom: [{prefix: P_, secretRef: {name: s}}]\n    args: ['$(P_X)', '$(X)']",
            "P_X of Secret s",
        ),
        ("envFrom: [{prefix: P_, secretRef: {name: s}}]\n    args: ['$(X)']", ["$(X)"]),
        (
            (
                "envFrom: [{configMapRef: {name: c}}]\n    env: [{name: X, value: own}]\n"
                "    args: ['$(X)']"
            ),
            ["own"],
        ),
        ("args: ['$(DB_SERVICE_HOST)']", "DB_SERVICE_HOST of a Service of the namespace"),
        ("args: ['$(DB_PORT_80_TCP_ADDR)']", "DB_PORT_80_TCP_ADDR of a Service of the namespace"),
        (
            "args: ['$(I)', '$(db_SERVICE_HOST)', '$(SERVICE_HOST)']",
            ["$(I)", "$(db_SERVICE_HOST)", "$(SERVICE_HOST)"],
        ),
        (
            f"env: [{SECRET[:-1]}, value: b}}]",
            "S has both value and valueFrom, and may have only one",
        ),
        ("env: [{name: a=b, value: c}]", "'a=b' is not a valid variable name"),
    ],
)
def test_what_only_a_cluster_knows_is_unknown_where_it_is_used(
    fields: str, expected: list[str] | str
) -> None:
    """Neither empty nor left as it is: a name that is defined is replaced, by what nobody says.

    Source: kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
    """
    assert words(pod(fields), "kubernetes") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DB_SERVICE_HOST", ["$(DB_SERVICE_HOST)"]),
        ("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_HOST of the Service kubernetes"),
    ],
)
def test_without_service_links_one_service_is_left(name: str, expected: list[str] | str) -> None:
    """Source: kubernetes pkg/kubelet/kubelet_pods.go getServiceEnvVarMap, masterServices."""
    spec = "  enableServiceLinks: false\n"

    assert words(pod(f"args: ['$({name})']", spec=spec), "kubernetes") == expected


@pytest.mark.parametrize(
    ("fields", "newer", "older"),
    [
        ("args: ['$(I)', '$(DB_SERVICE_HOST)']", ["img", "$(DB_SERVICE_HOST)"], None),
        (
            (
                "env: [{name: M, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]\n"
                "    args: ['$(M)']"
            ),
            ["p"],
            None,
        ),
        (
            (
                "env: [{name: M, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['l']\"}}}]\n"
                "    args: ['$(M)']"
            ),
            ["10"],
            None,
        ),
        (
            (
                "env: [{name: M, valueFrom: {fieldRef: {fieldPath: "
                "\"metadata.annotations['a']\"}}}]\n    args: ['$(M)']"
            ),
            ["x"],
            None,
        ),
        (
            "env: [{name: M, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]",
            (
                "can not set env M. Reason: fieldPath spec.nodeName is either not valid or not "
                "supported"
            ),
            None,
        ),
        (
            "env: [{name: K, valueFrom: {configMapKeyRef: {name: c, key: k}}}]\n    args: ['$(K)']",
            ["v"],
            None,
        ),
        (
            "env: [{name: K, valueFrom: {configMapKeyRef: {name: d, key: k}}}]",
            "cannot set env K: configmap d not found",
            None,
        ),
        (
            "env: [{name: K, valueFrom: {configMapKeyRef: {name: c, key: x}}}]",
            "cannot set env K: key x not found in configmap c",
            None,
        ),
        (
            (
                "env: [{name: K, valueFrom: {configMapKeyRef: "
                "{name: d, key: k, optional: true}}}]\n    args: ['$(K)']"
            ),
            ["$(K)"],
            None,
        ),
        ("envFrom: [{configMapRef: {name: d}}]", "configmap d not found", None),
        ("envFrom: [{configMapRef: {name: d, optional: true}}]\n    args: [a]", ["a"], None),
        (
            (
                "envFrom: [{prefix: P_, configMapRef: {name: c}}]\n"
                "    args: ['$(k)', '$(P_k)', '$(n)']"
            ),
            ["v", "$(P_k)", "5"],
            None,
        ),
        (
            (
                "envFrom: [{configMapRef: {name: c}}]\n    env: [{name: A, value: own}]\n"
                "    args: ['$(A)']"
            ),
            ["own"],
            ["cm"],
        ),
        (f"env: [{SECRET}]\n    args: ['$(S)']", "S of Secret s, key k", None),
    ],
)
def test_podman_has_the_config_maps_of_the_manifest(
    fields: str, newer: list[str] | str, older: list[str] | str | None
) -> None:
    """Recorded on Podman 5.8.6 and 5.4.2, whose `envFrom` wins over `env`; secrets are its own."""
    manifest = pod(fields, before=CONFIG)

    assert words(manifest, "kube-play@5.8") == newer
    assert words(manifest, "kube-play@5.4") == (newer if older is None else older)


AGAIN = "kind: ConfigMap\nmetadata: {name: c}\ndata: {k: again}\n---\n"
OF_K = "env: [{name: K, valueFrom: {configMapKeyRef: {name: c, key: k}}}]\n    args: ['$(K)']"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (CONFIG + AGAIN, "", "again"),
        (AGAIN + CONFIG, "", "v"),
        (CONFIG, "---\n" + AGAIN, "again"),
        ("", "---\n" + AGAIN + CONFIG, "v"),
    ],
)
def test_of_two_config_maps_of_one_name_the_last_counts(before: str, after: str, word: str) -> None:
    """Run on Podman 5.8.6, which takes them from the end of the file."""
    manifest = pod(OF_K, before=before) + after

    assert words(manifest, "kube-play@5.8") == [word]
    assert words(manifest, "kube-play@5.4") == [word]


def test_of_two_secrets_of_one_name_the_first_is_stored_last() -> None:
    """Run on Podman 5.8.6."""
    secret = "kind: Secret\nmetadata: {name: s}\nstringData: {k: %s}\n---\n"
    manifest = pod(f"env: [{SECRET}]\n    args: ['$(S)']", before=secret % "one" + secret % "two")

    assert words(manifest, "kube-play@5.8") == ["one"]


def test_variables_are_shown_as_written() -> None:
    """A value from elsewhere is None."""
    found = pod_container(pod(f"env: [{{name: A, value: $(B)}}, {{name: C}}, {SECRET}]"))

    assert found.env == (("A", "$(B)"), ("C", ""), ("S", None))
    assert found.unknown == ()
