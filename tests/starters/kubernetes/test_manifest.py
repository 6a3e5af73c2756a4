"""A manifest's documents: what is read of them, and what one that is refused spoils."""

from __future__ import annotations

import time

import pytest

import cmdresolve as cr
from cmdresolve.model.errors import CmdResolveError, OverrideError, YamlError
from cmdresolve.starters.kubernetes import pod_container, pod_containers

pytest.importorskip("ruamel.yaml")

IMAGE = cr.ImageConfig(entrypoint=["ep"], cmd=["c"])
UNQUOTED = "8080"
BROKEN = "apiVersion: v1\nkind: Pod\nspec: {containers: [\n"


def pod(name: str, container: str, word: str = "x", more: str = "") -> str:
    """Write a Pod of one container with one word."""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\n"
        f"spec: {{containers: [{{name: {container}, image: i, args: [{word}]{more}}}]}}\n"
    )


def joined(*documents: str) -> str:
    return "---\n".join(documents)


def test_an_object_that_is_refused_spoils_itself_alone() -> None:
    """Each is applied by itself; the answer tells of the other where it was read."""
    manifest = joined(pod("a", "app"), pod("b", "two", UNQUOTED))

    assert pod_container(manifest, "app").override.args == ("x",)
    only = pod_container(manifest)
    assert (only.name, only.override.args) == ("a", ("x",))
    assert [note.code for note in only.notes] == ["refused-object"]
    assert "line 9" in only.notes[0].text
    with pytest.raises(OverrideError, match="cannot unmarshal number"):
        pod_container(manifest, "two")
    assert [one.name for one in pod_containers(manifest)] == ["a"]


def test_podman_plays_all_of_a_manifest_or_nothing() -> None:
    manifest = joined(pod("a", "app"), pod("b", "two", "[w]"))

    with pytest.raises(OverrideError):
        pod_container(manifest, "app", engine="kube-play@5.8")


def test_behind_a_document_that_is_no_yaml_nothing_is_applied() -> None:
    """The stream of documents ends there; one that does not speak of the container is not read."""
    manifest = joined(pod("a", "app"), BROKEN, pod("b", "two"))

    assert [one.name for one in pod_containers(manifest)] == ["a"]
    assert pod_container(manifest).name == "a"
    assert pod_container(manifest, "two").name == "b"
    with pytest.raises(YamlError):
        pod_container(joined(pod("a", "app"), BROKEN + "# two\n", pod("b", "two")), "two")


def test_what_is_not_asked_about_is_not_read() -> None:
    """A thousand Pods are looked over for the one that is named."""
    manifest = joined(*(pod(f"p{n}", f"c{n}") for n in range(1000)))

    began = time.process_time()
    assert pod_container(manifest, "c999").name == "p999"
    assert pod_container(manifest, "p7/c7").name == "p7"
    assert time.process_time() - began < 2


def test_a_name_may_be_written_in_escapes() -> None:
    assert pod_container(pod("a", '"\\x61pp"'), "app").name == "a"


@pytest.mark.parametrize(
    "line",
    [
        "        - $patch: replace",
        "        - {name: A, $patch: delete}",
    ],
)
def test_a_patch_is_no_object(line: str) -> None:
    """It has to be merged into one first."""
    manifest = (
        "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n"
        f"      - name: app\n        args: [x]\n        env:\n{line}\n"
    )

    with pytest.raises(OverrideError, match="this is a patch of an object, with") as refused:
        pod_container(manifest, "app")
    assert (refused.value.code, refused.value.stage) == ("patch", "request")
    assert "kustomize" in (refused.value.hint or "")


@pytest.mark.parametrize(
    "line",
    [
        "name: {{ .Values.name }}",
        "{{- if .Values.more }}",
        "name: x\n  {{- toYaml . | nindent 2 }}",
    ],
)
def test_a_template_is_no_manifest_yet(line: str) -> None:
    """What it lacks has to be filled in first."""
    manifest = f"kind: Pod\nmetadata:\n  {line}\nspec: {{containers: [{{name: app, image: i}}]}}\n"

    with pytest.raises(
        OverrideError, match=r"this is an unrendered template, with \{\{"
    ) as refused:
        pod_container(manifest, "app")
    assert (refused.value.code, refused.value.stage) == ("template", "request")
    assert "helm template" in (refused.value.hint or "")


def test_braces_in_a_text_make_no_template() -> None:
    """As what is refused for something else is not, where there are none."""
    assert pod_container(pod("a", "app", '"{{x}}"'), "app").override.args == ("{{x}}",)


def test_a_container_without_any_word_of_containers_is_found() -> None:
    """Of a StepAction only the kind says that it starts one."""
    step = (
        "apiVersion: tekton.dev/v1beta1\nkind: StepAction\nmetadata: {name: x}\n"
        "spec: {image: a, command: [ls]}\n"
    )

    assert pod_container(step).override.entrypoint == ("ls",)


TABLES = joined(
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg}\ndata: {HDR: x-user, M: m}\n",
    "apiVersion: v1\nkind: Secret\nmetadata: {name: sec}\ndata: {K: a2V5}\nstringData: {S: s}\n",
)
USES = ", env: [{name: %s, valueFrom: {%s: {name: %s, key: %s}}}]"


@pytest.mark.parametrize(
    ("word", "more", "unknown", "assumed"),
    [
        ("$(HDR)", ", envFrom: [{configMapRef: {name: cfg}}]", "ConfigMap cfg", "x-user"),
        ("$(P_M)", ", envFrom: [{prefix: P_, configMapRef: {name: cfg}}]", "ConfigMap cfg", "m"),
        ("$(S)", ", envFrom: [{secretRef: {name: sec}}]", "Secret sec", "s"),
        ("$(A)", USES % ("A", "configMapKeyRef", "cfg", "HDR"), "ConfigMap cfg", "x-user"),
        ("$(A)", USES % ("A", "secretKeyRef", "sec", "K"), "Secret sec", "key"),
        (
            "$(B)",
            USES.replace("}}}]", "}}}, {name: B, value: '<$(A)>'}]")
            % ("A", "secretKeyRef", "sec", "K"),
            "Secret sec",
            "<key>",
        ),
    ],
)
def test_what_a_file_says_of_tables_is_supposed(
    word: str, more: str, unknown: str, assumed: str
) -> None:
    """Only the cluster knows what it has under the name; what this file would give is told."""
    found = pod_container(joined(TABLES, pod("p", "app", word, more)), "app")
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)

    assert any(unknown in need for need in answer.unknown)
    assert answer.assumed is not None
    assert answer.assumed.argv == ("ep", assumed)
    assert answer.assumed.conditions == (f"the {unknown} is in the cluster as it is in this file",)


@pytest.mark.parametrize(
    "more",
    [
        ", envFrom: [{configMapRef: {name: other}}]",
        USES % ("HDR", "configMapKeyRef", "cfg", "NOT"),
        USES % ("HDR", "resourceFieldRef", "x", "y"),
    ],
)
def test_what_no_file_says_is_not_supposed(more: str) -> None:
    found = pod_container(joined(TABLES, pod("p", "app", "$(HDR)", more)), "app")
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)

    assert answer.unknown
    assert answer.assumed is None


def test_a_value_that_is_given_is_known() -> None:
    """In place of what only a cluster has; what the manifest says itself stands."""
    more = ", envFrom: [{configMapRef: {name: other}}], env: [{name: B, value: '$(A)b'}]"
    manifest = pod("p", "app", '"$(A) $(B)"', more)

    known = pod_container(manifest, "app", env={"A": "a", "B": "not this"})
    assert known.unknown == ()
    assert cr.resolve(IMAGE, known.override, engine=known.engine).argv == ("ep", "a ab")


def test_of_two_tables_of_one_name_the_last_is_applied_last() -> None:
    two = "kind: ConfigMap\nmetadata: {name: c}\ndata: {K: %s}\n"
    use = USES % ("A", "configMapKeyRef", "c", "K")
    found = pod_container(joined(two % "one", pod("p", "app", "$(A)", use), two % "two"), "app")
    supposed = found.override.variables.supposed

    assert [(one.name, one.value) for one in supposed] == [("A", "two")]


def test_a_table_of_another_namespace_is_another() -> None:
    table = TABLES.replace("{name: cfg}", "{name: cfg, namespace: far}")
    own = pod("p", "app", "$(HDR)", ", envFrom: [{configMapRef: {name: cfg}}]")
    own = own.replace("{name: p}", "{name: p, namespace: near}")
    found = pod_container(joined(table, own), "app")

    assert cr.resolve(IMAGE, found.override, engine=found.engine).assumed is None


@pytest.mark.parametrize("engine", ["kubernetes", "kube-play@5.8"])
def test_what_cannot_be_read_is_refused_whatever_there_is(engine: str) -> None:
    """Also where it starts nothing, and nothing else does."""
    for text in ("a: [", "- a", "kind: 1\nspec: [x"):
        with pytest.raises(CmdResolveError):
            pod_container(text, engine=engine)


SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: sec}\ndata: {K: a2V5}\n"
KEY = ", env: [{name: A, valueFrom: {secretKeyRef: {name: sec, key: %s}}}]"


@pytest.mark.parametrize(
    ("documents", "word"),
    [
        ((SECRET, pod("p", "app", "$(A)", KEY % "K")), "key"),
        ((SECRET + "stringData: {K: other}\n", pod("p", "app", "$(A)", KEY % "K")), "other"),
        ((SECRET, pod("p", "app", "$(K)", ", envFrom: [{secretRef: {name: sec}}]")), "key"),
        ((pod("p", "app", "$(K)", ", envFrom: [{secretRef: {name: sec}}]"), SECRET), "key"),
        ((SECRET, pod("p", "app", "$(A)", KEY % "NOT, optional: true")), "$(A)"),
    ],
)
def test_podman_makes_the_secrets_of_a_manifest_first(
    documents: tuple[str, ...], word: str
) -> None:
    """Whatever stands first; run on Podman 5.8.6."""
    found = pod_container(joined(*documents), "app", engine="kube-play@5.8")

    assert cr.resolve(IMAGE, found.override, engine=found.engine).argv == ("ep", word)


def test_podman_refuses_a_key_that_a_secret_has_not() -> None:
    manifest = joined(SECRET, pod("p", "app", "$(A)", KEY % "NOT"))

    with pytest.raises(OverrideError, match="key NOT not found in secret sec"):
        pod_container(manifest, "app", engine="kube-play@5.8")
