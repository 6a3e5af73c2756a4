"""Kubernetes' manifests, right and wrong, and requests that start a container of one.

A manifest calls the image of its request, and its objects, by the names that an oracle puts others
for (`cmdresolve.testing.oracles.kube_play`). What bears on no first process is left out of it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.testing.oracle import IMAGE, POD
from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.words import word_lists, words

_NAMES = ("A", "B", "I", "PATH", "container", "", "a.b", "K", "é", "A B", "X_SERVICE_HOST")
_AROUND = ("", "", "x", "$", "$$", "é", " ", ")", "\\", "$$$", "$(", "(")
# Plain scalars that readers of YAML do not agree about, and others that are easily mistaken.
_PLAIN = (
    "a",
    "a b",
    "-c",
    "/x",
    "a:b",
    "--x=y",
    "$(A)",
    "$$(A)",
    "$A",
    "a#b",
    "a'b",
    "é",
    "http://a/b",
    "1:30",
    "<<",
    "=",
    "~a",
    "0x",
    "1a",
    "1.2.3",
    "e1",
    ".",
    "-",
    "_1",
)
_TYPED = (
    "10",
    "-1",
    "+1",
    "010",
    "08",
    "0x1F",
    "0b101",
    "0o17",
    "1_000",
    "1.0",
    "1.5",
    ".5",
    "1e3",
    "1E-7",
    "100000.0",
    "1234567.0",
    "0.1",
    "3.14159265358979",
    "-0.0",
    "12345678901234567890",
    "123456789012345678901",
    "1e400",
    "16777217",
    "16777217.0",
    "true",
    "False",
    "yes",
    "No",
    "on",
    "y",
    "null",
    "~",
    "",
    ".inf",
    ".NaN",
    "2020-01-01",
    "2020-1-2 3:4:5",
    "2020-01-02T03:04:05.60+01:30",
    "2020-13-01",
    "!!str 10",
    "!!int '7'",
    "!!int a",
    "!!float 1",
    "!!bool true",
    "!!bool yes",
    "!!null ''",
    "!!binary aGk=",
    "!x 10",
    "! 10",
)
_BLOCKS = (
    *(
        "- |\n  line $(A)\n  two",
        "- >-\n  f $(A)\n  g",
        '- "a\n  b"',
        "-   a   # note",
        "-\n  $(A)",
    ),
    *("- |-\n  $$(A)\n\n  x", "- a\n  b", "- # c\n  a", "- &w a", "- 'it''s'"),
)
# Deep enough in any kind of object.
_INDENTS = (" " * 16, " " * 20)
_SHAPES = ("a", "a b", "''", "10", "true", "{a: b}", "[[a]]", "[{a: b}]", "[a: b]", '"[a]"')
_FAR = (
    "{fieldRef: {fieldPath: status.podIP}}",
    "{secretKeyRef: {name: s, key: k}}",
    "{resourceFieldRef: {resource: limits.cpu}}",
)
_NEAR = (
    "{fieldRef: {fieldPath: metadata.name}}",
    "{configMapKeyRef: {name: c, key: k}}",
    "{configMapKeyRef: {name: c, key: A, optional: true}}",
    "{configMapKeyRef: {name: c, key: n, optional: true}}",
    "{configMapKeyRef: {name: c, key: none, optional: true}}",
    "{configMapKeyRef: {name: none, key: k, optional: true}}",
    "{configMapKeyRef: {name: none, key: k}}",
)
_LOCAL = (
    "{fieldRef: {fieldPath: \"metadata.labels['l']\"}}",
    "{fieldRef: {fieldPath: \"metadata.annotations['none']\"}}",
    "{fieldRef: {fieldPath: spec.nodeName}}",
    "{}",
)
_CONFIG_MAP = (
    "kind: ConfigMap\nmetadata: {name: c}\ndata: {k: cm, K: 5, A: from, 'a.b': $(A)}\n---\n"
)
_IMAGE_ENV = ("PATH=/bin", "A=img", "I=img", "B=$(A)", "E=", "é=1")
# Beyond it JSON writes two escapes.
_LAST_OF_FOUR_DIGITS = 0xFFFF
_KINDS = ("Pod", "Pod", "Pod", "Deployment", "DaemonSet", "Job", "List")
_OTHER_KINDS = ("StatefulSet", "CronJob", "PodTemplate", "ReplicaSet", "Thing")


# Entrypoint and Cmd decide, and variables may stand in them.
_OF_AN_IMAGE: dict[str, st.SearchStrategy[Any]] = {
    "Entrypoint": word_lists(),
    "Cmd": word_lists(),
    "Env": st.lists(pick(*_IMAGE_ENV), max_size=2),
}


@cache
def variable_words() -> st.SearchStrategy[str]:
    """Return a word with ``$(NAME)`` in it, and what is nearly that. Shrinks to ``$(A)``."""
    name = pick(*_NAMES)
    part = st.builds("{}$({}){}".format, pick(*_AROUND), name, pick(*_AROUND))
    return (
        part
        | st.builds("{}{}".format, part, part)
        | pick("$(A)", *_AROUND, "$A", "${A}", "$(A", "$é")
    )


@cache
def yaml_scalars() -> st.SearchStrategy[str]:
    """Return the text of a scalar in a flow list: plain, quoted, tagged, of any type.

    Shrinks to ``a``.
    """
    quoted = (words() | variable_words()).map(_quoted)
    plain = pick(*_PLAIN)
    return plain | quoted | variable_words().map(_single) | quoted | pick(*_TYPED)


@cache
def word_list_texts() -> st.SearchStrategy[str]:
    """Return the text of a `command` or `args`: mostly a list, sometimes what is none.

    Shrinks to ``[]``.
    """
    items = st.lists(yaml_scalars(), max_size=3)
    flow = items.map(lambda found: f"[{', '.join(found)}]")
    other = pick("null", "", "[a]", "['']", *_SHAPES)
    kinds = (flow,) * 7 + (_blocks(),) * 4 + (other,)
    return below(len(kinds)).flatmap(kinds.__getitem__)


@cache
def _blocks() -> st.SearchStrategy[str]:
    """Return a list in block style, below the lines of a container."""
    item = pick(*_BLOCKS, *(f"- {text}" for text in _PLAIN))
    lines = st.lists(item, min_size=1, max_size=3)
    return st.tuples(pick("", " # c", " &l"), lines, pick(*_INDENTS)).map(
        lambda found: found[0] + "".join(_below(one, found[2]) for one in found[1])
    )


def _below(item: str, indent: str) -> str:
    return "".join(f"\n{indent}{line}" for line in item.split("\n"))


@cache
def env_texts(*, cluster: bool = True) -> st.SearchStrategy[str]:
    """Return the text of an `env`, a list of variables.

    Shrinks to ``[]``.

    Args:
        cluster: whether values may come from what only a cluster knows.
    """
    sources = (*_NEAR, *_FAR) if cluster else (*_NEAR, *_LOCAL)
    name = pick(*_NAMES).map(_quoted) | pick("A", "B", "A", "B", "10")
    value = yaml_scalars()
    entry = st.one_of(
        st.builds("{{name: {}, value: {}}}".format, name, value),
        st.builds("{{name: {}, value: {}}}".format, name, value),
        st.builds("{{name: {}}}".format, name),
        st.builds("{{name: {}, valueFrom: {}}}".format, name, pick(*sources)),
    )
    return st.lists(entry, max_size=3).map(lambda found: f"[{', '.join(found)}]")


@st.composite
def _containers(draw: st.DrawFn, name: str, *, cluster: bool, last: bool) -> list[str]:
    """Return the lines of a container."""
    fields = [f"name: {name}", f"image: {IMAGE}", "imagePullPolicy: Never"]
    if draw(below(2)) or not last:
        # One that is not asked for still has to start.
        fields.append(f"command: {draw(word_list_texts()) if last else '[x]'}")
    if draw(below(4)):
        fields.append(f"args: {draw(word_list_texts())}")
    if draw(below(3)):
        fields.append(f"env: {draw(env_texts(cluster=cluster))}")
    if draw(one_in(6)):
        optional = draw(pick("", ", optional: true"))
        source = draw(pick("c", "c", "c", "c", "none"))
        fields.append(f"envFrom: [{{configMapRef: {{name: {source}{optional}}}}}]")
    if draw(one_in(10)):
        fields.append(draw(pick(*_ODD_FIELDS)))
    return fields


_ODD_FIELDS = (
    "Args: [upper]",
    "COMMAND: [upper]",
    "args: [again]",
    "<<: {args: [merged]}",
    "<<: [{args: [first]}, {args: [second], command: [merged]}]",
    "<<: a",
    "workingDir: /w",
    "tty: true",
    "x: &x [a]",
    "x: !!int a",
    "livenessProbe: {}",
    "lifecycle: ~",
    "startupProbe: {exec: {command: [a]}}",
)


@st.composite
def _manifests(draw: st.DrawFn, *, cluster: bool) -> tuple[str, str]:
    """Return a manifest and the name of a container in it."""
    kind = draw(pick(*_KINDS))
    if draw(one_in(20)):
        kind = draw(pick(*_OTHER_KINDS))
    groups: list[tuple[str, list[str]]] = [("containers", ["main"])]
    if draw(one_in(6)):
        groups[0][1].append("side")
    if draw(one_in(6)):
        groups.append(("initContainers", ["init"]))
    asked = draw(st.sampled_from([name for _, names in groups for name in names]))
    spec: list[str] = []
    for field, names in groups:
        spec.append(f"{field}:")
        for name in names:
            lines = draw(_containers(name, cluster=cluster, last=name == asked))
            spec += [("- " if place == 0 else "  ") + x for place, x in enumerate(lines)]
    if kind == "Job":
        spec.append("restartPolicy: Never")
    text = "\n".join(_object(draw, kind, spec, asked))
    if ("name: c," in text or "name: c}" in text) and not draw(one_in(6)):
        text = _CONFIG_MAP + text
        if draw(one_in(4)):
            again = "kind: ConfigMap\nmetadata: {name: c}\ndata: {k: again, B: more}\n"
            text = draw(pick(f"{again}---\n{text}", f"{text}\n---\n{again.rstrip()}"))
    return text + "\n", asked


def _object(draw: st.DrawFn, kind: str, spec: list[str], asked: str) -> list[str]:
    labels = "labels: {l: " + draw(pick("v", "10", "yes")) + "}"
    metadata = [f"name: {POD}"] if not draw(one_in(40)) else ["name: ''"]
    if draw(one_in(3)):
        metadata.append(labels)
    if draw(one_in(10)):
        value = draw(pick("'TRUE'", "'false'", "true", "maybe"))
        metadata.append(f"annotations: {{io.podman.annotations.init/{asked}: {value}}}")
    head = [f"kind: {'Pod' if kind == 'List' else kind}", "metadata:", *_indented(metadata)]
    if kind in {"Pod", "List"}:
        lines = [*head, "spec:", *_indented(spec)]
    else:
        at = {"CronJob": ("spec", "jobTemplate", "spec", "template"), "PodTemplate": ("template",)}
        lines = ["metadata:", *_indented([labels]), "spec:", *_indented(spec)]
        for name in reversed(at.get(kind, ("spec", "template"))):
            lines = [f"{name}:", *_indented(lines)]
        lines = head + lines
    if kind == "List":
        items = [("- " if place == 0 else "  ") + line for place, line in enumerate(lines)]
        return ["kind: List", "items:", *items]
    return lines


def manifests(*, engine: str = dialects.PODS_DEFAULT.key) -> st.SearchStrategy[str]:
    """Return the text of a manifest that starts containers, right or nearly right.

    Shrinks to a Pod of one container that gives the image nothing.

    Args:
        engine: who reads it; without a cluster no values come from one.
    """
    return _of(engine).map(lambda pair: pair[0])


def kubernetes_requests(
    *, engine: str = dialects.PODS_DEFAULT.key
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a request that starts a container of a manifest.

    Shrinks to the empty config and a Pod of one container that gives it nothing.

    Args:
        engine: who reads the manifest.
    """
    return _requests(engine, _of(engine))


@st.composite
def _requests(
    draw: st.DrawFn, engine: str, manifest: st.SearchStrategy[tuple[str, str]]
) -> dict[str, Any]:
    image = draw(st.fixed_dictionaries({}, optional=_OF_AN_IMAGE))
    if draw(one_in(6)):
        image["Cmd"] = draw(st.lists(variable_words(), min_size=1, max_size=2))
    text, asked = draw(manifest)
    return {
        "engine": engine,
        "image": image,
        "kubernetes": {"manifest": text, "container": asked},
    }


def _of(engine: str) -> st.SearchStrategy[tuple[str, str]]:
    reader = dialects.engine(engine).pods
    if reader is None:
        raise ValueError(f"{engine} reads no manifests")
    return _manifests(cluster=reader.from_cluster)


def _quoted(word: str) -> str:
    """Write a word between double quotes, in YAML's escapes, which have no pairs."""
    return "".join(
        f"\\U{ord(character):08x}"
        if ord(character) > _LAST_OF_FOUR_DIGITS
        else json.dumps(character)[1:-1]
        for character in word
    ).join('""')


def _single(word: str) -> str:
    return f"'{word.replace(chr(39), chr(39) * 2)}'"


def _indented(lines: list[str]) -> list[str]:
    return [" " + line for line in lines]
