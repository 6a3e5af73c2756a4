"""A manifest as a stream of documents, parsed only as far as needed.

In a bundle of tens of megabytes most documents start nothing; these are not parsed, nor are those
without the name of the wanted container. An object that is refused does not affect the others,
since each is applied by itself. A document that is not YAML ends the stream: what follows it is
never applied.
Sources: kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go StreamVisitor.Visit,
apimachinery/pkg/util/yaml/decoder.go; podman v5.8.2 pkg/domain/infra/abi/play.go PlayKube, which
reads all of a manifest before it plays any of it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from contextlib import suppress

from attrs import frozen

from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.model.errors import CmdResolveError, OverrideError, YamlError
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Limits, check_limits
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.kubernetes.objects import Object, objects
from cmdresolve.starters.kubernetes.reading import ManifestValue
from cmdresolve.starters.yaml_nodes import (
    LazyDocuments,
    Mapping,
    Scalar,
    Sequence,
    document_parts,
    each_document,
    node_room,
    read_part,
)

_KIND = pattern(r"(?:^|\n)kind:[ \t]*[\"']?(\w+)")
# Words of which every document that starts a container has one: containers, initContainers,
# container and containerSet, or Tekton's and Argo's own (`workloads.WORKLOADS`).
_STARTING = ("ontainer", "steps", "script", "StepAction")
# Kinds of Kubernetes itself that start nothing, whatever words their texts contain.
_INERT = frozenset(
    "APIService ClusterRole ClusterRoleBinding ConfigMap CustomResourceDefinition Endpoints "
    "HorizontalPodAutoscaler Ingress IngressClass LimitRange MutatingWebhookConfiguration "
    "Namespace NetworkPolicy PersistentVolume PersistentVolumeClaim PodDisruptionBudget "
    "PriorityClass ResourceQuota Role RoleBinding Secret ServiceAccount StorageClass "
    "ValidatingAdmissionPolicy ValidatingWebhookConfiguration".split()
)
_TABLES = ("ConfigMap", "Secret")
_MARKS = frozenset(("$patch", "$retainKeys", "$setElementOrder/containers"))
_TEMPLATE = pattern(r"\{\{-?[ \t]*[^}\n]*\}\}")


@frozen
class ReadObjects:
    """The objects read from a manifest.

    Attributes:
        objects: the objects, in order.
        faults: the errors of the objects that are refused.
    """

    objects: tuple[Object, ...]
    faults: tuple[CmdResolveError, ...] = ()


class Stream:
    """A manifest and the rules of its reader; no part of it is parsed twice.

    Attributes:
        source: its text.
        rules: the rules of its reader.
        limits: the limits on reading.
    """

    def __init__(self, source: Source, rules: Pods, limits: Limits) -> None:
        """Cut a text into its documents.

        Raises:
            LimitError: it is longer than the limits allow.
            WrongTypeError: the limits are none.
        """
        check_limits(limits)
        limits.check("text", len(source.text), f"the length of {source.name}")
        self.source = source
        self.rules = rules
        self.limits = limits
        self._parts = document_parts(source.text)
        self._room = node_room(limits)
        self._parsed: dict[Span, LazyDocuments] = {}
        self._tables: dict[tuple[str, str], tuple[tuple[Object, dict[str, str] | None], ...]] = {}

    def all(self) -> ReadObjects:
        """Read all of it.

        Raises:
            CmdResolveError: an object is refused, and with it the manifest.
        """
        documents = each_document(self.source.text, self.source.name, self.limits)
        return ReadObjects(
            tuple(one for each in list(documents) for one in objects(each, self.rules))
        )

    def check(self) -> None:
        """Read all of it, for the fault that may be why no container was found.

        Raises:
            CmdResolveError: a document is refused.
        """
        if len(self.source.text) <= self.limits.yaml_text:
            self.all()

    def starting(self, container: str | None) -> ReadObjects:
        """Read the objects that may start a container of this name, or any container for None."""
        found: list[Object] = []
        faults: list[CmdResolveError] = []
        for part in self._parts:
            text = self.source.text[slice(*part)]
            # Manifests of thousands of documents are common, and parsing YAML is slow: a search for
            # words is a hundred times quicker, and wrong only on the safe side.
            if not _may_start(text) or not _may_name(text, container):
                continue
            try:
                for document in self._documents(part):
                    _check_is_no_patch(
                        ManifestValue(document.root, (), document.source, self.rules)
                    )
                    found += objects(document, self.rules)
            except YamlError as error:
                faults.append(explained(error, text))
                if error.code == "yaml-syntax":
                    break
            except OverrideError as error:
                faults.append(explained(error, text))
        return ReadObjects(tuple(found), tuple(faults))

    def table(self, kind: str, name: str, namespace: str) -> dict[str, str] | None:
        """Return the data of a ConfigMap or Secret in the manifest, or None if it has none.

        Of several with one name the last counts, as after ``kubectl apply``.

        Args:
            kind: which of the two.
            name: its name.
            namespace: the namespace of the Pod that uses it; empty where it is not stated.
        """
        for one, table in reversed(self._called(kind, name)):
            if table is not None and _in(one, namespace):
                return table
        return None

    def _called(self, kind: str, name: str) -> tuple[tuple[Object, dict[str, str] | None], ...]:
        key = kind, name
        if key not in self._tables:
            texts = ((part, self.source.text[slice(*part)]) for part in self._parts)
            parts = [part for part, text in texts if name in text and kind in text]
            self._tables[key] = tuple(
                (one, _table_or_none(one))
                for part in parts
                for one in self._readable(part)
                if one.kind == kind and one.name == name
            )
        return self._tables[key]

    def _readable(self, part: Span) -> Iterator[Object]:
        """Yield the objects of a part, up to one that is refused."""
        with suppress(YamlError, OverrideError):
            for document in self._documents(part):
                yield from objects(document, self.rules)

    def _documents(self, part: Span) -> LazyDocuments:
        if part not in self._parsed:
            self._parsed[part] = LazyDocuments(read_part(self.source, part, self._room))
        return self._parsed[part]


def table_of(one: Object) -> dict[str, str]:
    """Return the data of a ConfigMap, or of a Secret decoded from base64, as texts.

    Raises:
        OverrideError: a value is not a string, or not base64.
    """
    data = one.place.get("data").table()
    if one.kind == "ConfigMap":
        return data
    return {key: _decoded(one, text) for key, text in data.items()} | one.place.get(
        "stringData"
    ).table()


def _table_or_none(one: Object) -> dict[str, str] | None:
    with suppress(OverrideError):
        return table_of(one)
    return None


def _decoded(secret: Object, text: str) -> str:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (ValueError, binascii.Error):
        raise secret.place.get("data").refuse("illegal base64 data in a Secret") from None
    return replace_invalid(data.decode("utf-8", "surrogateescape"))


def _in(one: Object, namespace: str) -> bool:
    own = one.place.get("metadata", "namespace").text()
    return not own or not namespace or own == namespace


def _may_start(text: str) -> bool:
    """Say whether a document may start containers, by the words in it."""
    kinds = _KIND.findall(text)
    if len(kinds) == 1 and kinds[0] in _INERT:
        return False
    return any(word in text for word in _STARTING)


def _may_name(text: str, container: str | None) -> bool:
    """Say whether a document may have a container of this name; an escape may spell any name."""
    return container is None or container.rpartition("/")[2] in text or "\\" in text


def explained(error: CmdResolveError, text: str) -> CmdResolveError:
    """Return the error, or a better one where the document is a template that is not rendered."""
    found = _TEMPLATE.search(text)
    if found is None or error.stage == "request":
        return error
    return OverrideError(
        f"this is an unrendered template, with {found[0]} in it: {error.message}",
        code="template",
        source=error.source,
        span=error.span,
        hint="render it first: helm template . | cmdresolve - CONTAINER",
    )


def _check_is_no_patch(place: ManifestValue) -> None:
    """Refuse a patch: it is merged into an object, and is not an object itself.

    Source: kubernetes apimachinery/pkg/util/strategicpatch/patch.go; kustomize's patches.
    """
    for key in (entry.key for mapping in _mappings(place) for entry in mapping.entries):
        if isinstance(key, Scalar) and key.text in _MARKS:
            raise OverrideError(
                f"this is a patch of an object, with {key.text} in it, and not an object",
                code="patch",
                source=place.source,
                span=key.span,
                hint="apply it first, as in: kubectl kustomize . | cmdresolve - CONTAINER",
            )


def names_of_unread(found: ReadObjects) -> Iterator[str]:
    """Yield the kinds of objects that seem to hold Pods and are not known."""
    for one in found.objects:
        if not one.pods and _has_containers(one.place):
            version = one.place.get("apiVersion").text()
            yield f"{one.kind} of {version}" if version else one.kind


def _has_containers(place: ManifestValue) -> bool:
    for mapping in _mappings(place):
        keys = {x.key.text for x in mapping.entries if isinstance(x.key, Scalar)}
        if "image" in keys and keys & {"command", "args", "name", "env"}:
            return True
    return False


def _mappings(place: ManifestValue) -> Iterator[Mapping]:
    """Yield the mappings in a value, itself included, each before those inside of it."""
    waiting = [place.node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += node.items
        elif isinstance(node, Mapping):
            yield node
            waiting += (entry.value for entry in node.entries)
