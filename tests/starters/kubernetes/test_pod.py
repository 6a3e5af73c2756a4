"""Containers of manifests: `cmdresolve.starters.kubernetes.pod`."""

from __future__ import annotations

from textwrap import indent

import pytest

import cmdresolve as cr
from cmdresolve.model.errors import YamlError
from cmdresolve.render import as_json, porcelain
from cmdresolve.render import text as text_renderer
from cmdresolve.starters.kubernetes import container_names, pod_container, pod_containers

IMAGE = cr.ImageConfig(entrypoint=["probe", "E1"], cmd=["C1", "C 2"], env=["PATH=/"])
KUBE_PLAY = "kube-play@5.8"


def pod(container: str, *, spec: str = "", name: str = "p") -> str:
    """Return a Pod of one container, of which some lines are given."""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec:\n{indent(spec, '  ')}"
        f"  containers:\n  - name: main\n    image: i\n{indent(container, '    ')}\n"
    )


def started(manifest: str, engine: str, container: str | None = None) -> tuple[str, ...] | str:
    """Return argv, or the code of the refusal, or what would have to be known."""
    try:
        found = pod_container(manifest, container, engine=engine)
        answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    except cr.CmdResolveError as error:
        return error.code
    return f"unknown: {', '.join(answer.unknown)}" if answer.unknown else answer.argv


IMAGES_OWN = ("probe", "E1", "C1", "C 2")
TYPE = "manifest-type"


@pytest.mark.parametrize(
    ("fields", "kube_play", "kubelet"),
    [
        ("", IMAGES_OWN, IMAGES_OWN),
        ("command: []", IMAGES_OWN, IMAGES_OWN),
        ("args: []", IMAGES_OWN, IMAGES_OWN),
        ("command: null", IMAGES_OWN, IMAGES_OWN),
        ("command:", IMAGES_OWN, IMAGES_OWN),
        ('command: [""]', ("",), ("",)),
        ('command: [probe, "x y"]', ("probe", "x y"), ("probe", "x y")),
        ('args: [A, "B c"]', ("probe", "E1", "A", "B c"), ("probe", "E1", "A", "B c")),
        ("command: [probe]\nargs: [A]", ("probe", "A"), ("probe", "A")),
        ("command: [probe]\nargs: []", ("probe",), ("probe",)),
        ("args: [10]", ("probe", "E1", "10"), TYPE),
        ("args: [true]", ("probe", "E1", "true"), TYPE),
        ("args: [yes]", ("probe", "E1", "yes"), TYPE),
        ("args: ['yes', \"10\"]", ("probe", "E1", "yes", "10"), ("probe", "E1", "yes", "10")),
        ("args: [null, ~, '']", ("probe", "E1", "", "", ""), ("probe", "E1", "", "", "")),
        ("command: probe x", TYPE, TYPE),
        ("command: 10", TYPE, TYPE),
        ("args: {a: b}", TYPE, TYPE),
        ("args: [[a]]", TYPE, TYPE),
        ("args: [a: b]", TYPE, TYPE),
        ("args: |\n  a", TYPE, TYPE),
        ("args:\n- |\n  a\n  b\n- >-\n  c\n  d", ("probe", "E1", "a\nb\n", "c d"), None),
        ("args: [&x a, *x]", ("probe", "E1", "a", "a"), ("probe", "E1", "a", "a")),
        ("args: [a]\nargs: [b]", "duplicate-key", ("probe", "E1", "b")),
        ("args: [a]\nArgs: [b]", ("probe", "E1", "a"), ("probe", "E1", "a")),
        ("Args: [b]", ("probe", "E1", "b"), IMAGES_OWN),
        ("<<: {args: [m]}\ncommand: [x]", ("x", "m"), ("x", "m")),
        ("args: [w]\n<<: {args: [m]}", ("probe", "E1", "w"), ("probe", "E1", "m")),
        ("<<: [{args: [m]}, {args: [n], command: [o]}]", ("o", "m"), ("o", "m")),
        ("<<: a", "yaml-merge", "yaml-merge"),
        ("x: .inf", "manifest", "manifest"),
        ("x: !!int a", "manifest", "manifest"),
        ("x: {~: b}", "manifest", "manifest"),
    ],
)
def test_command_is_the_entrypoint_and_args_are_the_words(
    fields: str, kube_play: tuple[str, ...] | str, kubelet: tuple[str, ...] | str | None
) -> None:
    """Absent, null and empty are alike; the readers part about what is no text.

    The first are recorded by `podman kube play` on Podman 5.8.6; the second follow the sources of
    the API server and kubectl (`cmdresolve.dialects.readers.pods`).
    """
    assert started(pod(fields), KUBE_PLAY) == kube_play
    assert started(pod(fields), "kubernetes") == (kube_play if kubelet is None else kubelet)


@pytest.mark.parametrize(
    ("fields", "kube_play", "kubelet"),
    [
        (
            (
                'env: [{name: V, value: "a b"}]\n'
                'args: ["$(V)", "$$(V)", "$$$(V)", "$(U)", "$V", "${V}", "$$", "$", "$(V", "$()", '
                '"x$(V)y$(V)", "$$V"]'
            ),
            ("a b", "$(V)", "$a b", "$(U)", "$V", "${V}", "$", "$", "$(V", "$()", "xa bya b", "$V"),
            None,
        ),
        ('args: ["$(PATH)"]', ("/",), ("$(PATH)",)),
        ('args: ["$(container)"]', ("podman",), ("$(container)",)),
        (
            (
                'env: [{name: A, value: "1"}, {name: B, value: "$(A)2"}, {name: A, value: "9"}]\n'
                'args: ["$(A)", "$(B)", "$(C)"]'
            ),
            ("9", "$(A)2", "$(C)"),
            ("9", "12", "$(C)"),
        ),
        (
            (
                "env: [{name: B, value: $(A)}, {name: A, value: '1'}, {name: D, value: $$(A)}]\n"
                'args: ["$(B)", "$(D)"]'
            ),
            ("$(A)", "$$(A)"),
            ("$(A)", "$(A)"),
        ),
        ("env: [{name: A}]\nargs: ['$(A)']", ("",), ("",)),
        ("args: ['$é']", ("$Ã\ufffd",), ("$é",)),
    ],
)
def test_variables_stand_for_their_values(
    fields: str, kube_play: tuple[str, ...], kubelet: tuple[str, ...] | None
) -> None:
    """kube play knows the image's variables and leaves values alone; the kubelet does neither.

    The first are recorded by `podman kube play` on Podman 5.8.6.
    """
    begin = ("probe", "E1")
    other = kube_play if kubelet is None else kubelet
    assert started(pod(fields), KUBE_PLAY) == begin + kube_play
    assert started(pod(fields), "kubernetes") == begin + other
    assert started(pod(fields), "containerd-cri@2.1") in {begin + other, (*begin, "$Ã\ufffd")}


CONTAINER = "- {name: main, image: i, args: [found]}"
SPEC = f"containers:\n{CONTAINER}"


def template(kind: str, *path: str) -> str:
    lines = SPEC
    for name in reversed((*path, "spec")):
        lines = f"{name}:\n{indent(lines, '  ')}"
    return f"kind: {kind}\nmetadata: {{name: obj}}\n{lines}\n"


@pytest.mark.parametrize(
    ("manifest", "path"),
    [
        (template("Pod"), "spec"),
        (template("PodTemplate", "template"), "template.spec"),
        *(
            (template(kind, "spec", "template"), "spec.template.spec")
            for kind in (
                "Deployment ReplicaSet StatefulSet DaemonSet ReplicationController Job Service "
                "Rollout DeploymentConfig"
            ).split()
        ),
        (
            template("CronJob", "spec", "jobTemplate", "spec", "template"),
            "spec.jobTemplate.spec.template.spec",
        ),
        ("kind: List\nitems:\n- " + indent(template("Pod"), "  ")[2:], "items[0].spec"),
        ("kind: PodList\nitems:\n- " + indent(template("Pod"), "  ")[2:], "items[0].spec"),
        ("kind: Service\nspec: {ports: [80]}\n---\n" + template("Pod"), "spec"),
        ("# nothing\n---\n---\n" + template("Pod"), "spec"),
        (
            (
                '{"kind": "Pod", "metadata": {"name": "obj"}, "spec": {"containers": '
                '[{"name": "main", "image": "i", "args": ["found"]}]}}'
            ),
            "spec",
        ),
    ],
)
def test_a_container_is_found_wherever_a_pod_s_template_stands(manifest: str, path: str) -> None:
    """In every kind that holds one, known or not, in lists and in one of several documents."""
    found = pod_container(manifest)

    assert found.path == f"{path}.containers[0]"
    assert (found.container, found.image, found.name) == ("main", "i", "obj")
    assert found.override.args == ("found",)


def test_podman_plays_four_kinds() -> None:
    """Recorded on Podman 5.8.6: the others are passed over, and nothing at all is refused."""
    for kind in ("DaemonSet", "Deployment", "Job"):
        assert started(template(kind, "spec", "template"), KUBE_PLAY) == ("probe", "E1", "found")
    assert started(template("StatefulSet", "spec", "template"), KUBE_PLAY) == "manifest"
    assert started("kind: ConfigMap\nmetadata: {name: c}\n", KUBE_PLAY) == "manifest"
    assert started("", KUBE_PLAY) == "manifest"
    assert started(pod("", name="''"), KUBE_PLAY) == "manifest"
    assert started(pod("", name="a/b"), KUBE_PLAY) == "manifest"
    assert started(pod("").replace("name: main", "name: a b"), KUBE_PLAY) == "manifest"


@pytest.mark.parametrize(
    "field",
    ["lifecycle: {}", "livenessProbe: {}", "readinessProbe: {}", "startupProbe: {exec: {}}"],
)
def test_podman_takes_no_probe_of_an_init_container(field: str) -> None:
    """Run on Podman 5.8.6; a null is none."""
    init = "initContainers:\n- name: init\n  image: i\n  command: [a]\n  "
    null = field.partition(":")[0] + ": ~"

    assert started(pod("", spec=f"{init}{field}\n"), KUBE_PLAY, "main") == "manifest"
    assert started(pod("", spec=f"{init}{null}\n"), KUBE_PLAY, "init") == ("a",)
    assert started(pod(field), KUBE_PLAY) == IMAGES_OWN


def test_podman_looks_for_an_image_that_has_a_name() -> None:
    """Recorded on both: Podman 5.4 takes a missing name for an empty one."""
    without = pod("").replace("    image: i\n", "")
    assert started(without, KUBE_PLAY) == "manifest"
    assert started(without, "kube-play@5.4") == "reference"
    assert started(pod("").replace("image: i", "image: é"), KUBE_PLAY) == "reference"
    assert started(pod("").replace("image: i", "image: a.b/c:1"), KUBE_PLAY) == IMAGES_OWN


SEVERAL = """\
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      initContainers:
      - {name: setup, image: a, command: [s]}
      - {name: sidecar, image: b, restartPolicy: Always}
      containers:
      - {name: app, image: c, args: [web]}
      ephemeralContainers:
      - {name: debug, image: d}
---
kind: Job
metadata: {name: work}
spec:
  template:
    spec:
      containers:
      - {name: app, image: e, args: [work]}
"""


def test_every_container_of_a_manifest_is_listed() -> None:
    """In the order they stand in it; Podman leaves ephemeral ones out."""
    names = ["setup", "sidecar", "app", "debug", "app"]

    assert [one.container for one in pod_containers(SEVERAL)] == names
    names.remove("debug")
    assert [one.container for one in pod_containers(SEVERAL, engine=KUBE_PLAY)] == names


@pytest.mark.parametrize(
    ("wanted", "image"), [("setup", "a"), ("debug", "d"), ("web/app", "c"), ("work/app", "e")]
)
def test_a_container_is_chosen_by_its_name(wanted: str, image: str) -> None:
    """By that of its object as well, where several have it."""
    assert pod_container(SEVERAL, wanted).image == image


@pytest.mark.parametrize(
    ("manifest", "wanted", "code", "message", "hint"),
    [
        (
            SEVERAL,
            None,
            "which-container",
            "5 containers are in",
            "web/setup, web/sidecar, web/app",
        ),
        (SEVERAL, "app", "which-container", "2 containers are called 'app'", "work/app"),
        (SEVERAL, "nope", "no-container", "no container is called 'nope'", "there are: web/setup"),
        (pod(""), "x", "no-container", "no container is called 'x'", "there are: main"),
        ("kind: Service", None, "no-container", "the manifest has no container", None),
    ],
)
def test_a_choice_that_is_none_names_those_there_are(
    manifest: str, wanted: str | None, code: str, message: str, hint: str | None
) -> None:
    """It is the question that is wrong, so nothing has been refused by an engine."""
    with pytest.raises(cr.OverrideError, match=message) as caught:
        pod_container(manifest, wanted)

    assert (caught.value.code, caught.value.stage) == (code, "request")
    assert (caught.value.hint is None) if hint is None else (hint in (caught.value.hint or ""))


def test_a_word_knows_its_place_in_the_manifest() -> None:
    """File, line, column and path; an alias leads to what it stands for."""
    text = "x: &x 'a b'\n" + pod('command: [probe]\nargs:\n- *x\n- "$(V)"\n')
    found = pod_container(text, name="pod.yaml")
    words = cr.resolve(IMAGE, found.override, engine=found.engine).words

    assert [word.origin.describe() for word in words] == [
        "pod.yaml:9:15 spec.containers[0].command[0]",
        "pod.yaml:1:7 spec.containers[0].args[0]",
        "pod.yaml:12:7 spec.containers[0].args[1]",
    ]
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    told = text_renderer.explain(answer, verbose=True)
    assert '    12 |     - "$(V)"\n' in told
    assert "^^^^^^ argv[2]" in told


def test_every_renderer_shows_that_place() -> None:
    """As a row for programs, as a record, and in a notebook."""
    found = pod_container(pod("args: [x]"), name="pod.yaml")
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    place = "spec.containers[0].args[0]"

    assert f'pod.yaml:8:{place}\targv[2]\t"x"' in porcelain.rows(answer)
    assert as_json.explanation(answer)["words"][2]["origin"] == {
        "kind": "yaml",
        "source": "pod.yaml",
        "path": place,
        "line": 8,
        "column": 12,
        "span": [104, 105],
        "text": f"pod.yaml:8:12 {place}",
    }
    assert f"pod.yaml:8:12 {place}" in answer._repr_html_()


@pytest.mark.parametrize(
    ("fields", "place", "message", "hint"),
    [
        (
            "args: [a, 10]",
            "8:15",
            "cannot unmarshal number into spec.containers[0].args[1]",
            '"10"',
        ),
        ("args: a b", "8:11", "cannot unmarshal string into spec.containers[0].args", '["a b"]'),
        ("env: [{name: A, value: yes}]", "8:28", "cannot unmarshal bool into", '"yes"'),
        ("env: [{value: a}]", "8:11", "'' is not a valid variable name", None),
        ("env: {A: b}", "8:10", "cannot unmarshal object into spec.containers[0].env", None),
    ],
)
def test_what_the_api_server_refuses_is_told_with_its_place(
    fields: str, place: str, message: str, hint: str | None
) -> None:
    """And with the way to write it."""
    with pytest.raises(cr.OverrideError) as caught:
        pod_container(pod(fields), name="pod.yaml")

    assert str(caught.value).startswith(f"pod.yaml:{place}: ")
    assert message in caught.value.message
    assert caught.value.stage == "create"
    assert caught.value.hint is None if hint is None else hint in str(caught.value.hint)


def test_what_is_no_yaml_is_no_manifest() -> None:
    """The reader's error is passed on; an object without a kind is refused by kubectl."""
    with pytest.raises(YamlError, match="expected"):
        pod_container("a: [")
    with pytest.raises(cr.OverrideError, match="'Kind' is missing"):
        pod_container("a: b")
    with pytest.raises(cr.OverrideError, match="cannot unmarshal string into the document"):
        pod_container("just text", engine=KUBE_PLAY)


def test_only_some_engines_read_manifests() -> None:
    """The others are told which do."""
    with pytest.raises(cr.DialectError, match=r"docker@28\.5 reads no manifest") as caught:
        pod_container(pod(""), engine="docker@28.5")

    assert caught.value.hint == "these do: kube-play, containerd-cri, kubernetes"


@pytest.mark.parametrize(
    ("value", "pid1"),
    [("'TRUE'", "/run/podman-init"), ("true", "/run/podman-init"), ("'0'", "a"), ("x", "manifest")],
)
def test_an_annotation_asks_podman_for_an_init(value: str, pid1: str) -> None:
    """Recorded on Podman 5.8.6; to a kubelet it means nothing."""
    text = pod("command: [a]").replace(
        "{name: p}", f"{{name: p, annotations: {{io.podman.annotations.init/main: {value}}}}}"
    )
    try:
        found = pod_container(text, engine=KUBE_PLAY)
        seen = cr.resolve(IMAGE, found.override, engine=found.engine).pid1[0]
    except cr.OverrideError as error:
        seen = error.code
    assert seen == pid1
    assert not pod_container(text).override.init


@pytest.mark.parametrize(
    ("engine", "argv"),
    [
        ("kubernetes@1.33", ("probe", "E1", "$Ã\ufffd")),
        ("kubernetes@1.34.0", "torn-character"),
        ("kubernetes@1.34.4", ("probe", "E1", "$é")),
        ("kubernetes@1.35.0", "torn-character"),
        ("kubernetes@1.35.1", ("probe", "E1", "$é")),
        ("kubernetes@1.34.0/cri-o", "torn-character"),
    ],
)
def test_a_dollar_before_a_character_outside_ascii(engine: str, argv: tuple[str, ...]) -> None:
    """Torn up to 1.33, refused by gRPC in 1.34.0, left alone since kubernetes#136490, #136491."""
    assert started(pod("args: ['$é']"), engine) == argv
    assert started(pod("env: [{name: A, value: '$é'}]\nargs: [$(A)]"), engine) == argv


def test_cri_o_starts_an_empty_entrypoint_of_an_image() -> None:
    """containerd takes an inherited ``[""]`` for none, CRI-O does not; `command` it is to both."""
    image = cr.ImageConfig(entrypoint=[""], cmd=["c"])
    for engine, argv in (("kubernetes", ("c",)), ("kubernetes/cri-o", ("", "c"))):
        found = pod_container(pod(""), engine=engine)
        assert cr.resolve(image, found.override, engine=found.engine).argv == argv
        given = pod_container(pod("command: ['']"), engine=engine)
        assert cr.resolve(image, given.override, engine=given.engine).argv == ("",)


@pytest.mark.parametrize(
    ("manifest", "called"),
    [
        (pod("", name="a"), ("main",)),
        (pod("", name="a") + "---\n" + pod("", name="b"), ("a/main", "b/main")),
        (
            (
                "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {generateName: t-}\n"
                "spec:\n  steps:\n  - image: i\n    command: [a]\n  - image: i\n    command: [b]\n"
            ),
            ("line 6", "line 8"),
        ),
    ],
)
def test_each_container_is_found_by_what_it_is_called(
    manifest: str, called: tuple[str, ...]
) -> None:
    """By its own name where that is enough, and by its line where nothing else tells it apart."""
    assert container_names(manifest) == called
    found = [pod_container(manifest, name).path for name in called]
    assert found == [one.path for one in pod_containers(manifest)]
