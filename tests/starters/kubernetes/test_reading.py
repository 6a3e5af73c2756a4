"""The fields of a manifest, as the decoders behind its readers fill them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmdresolve.dialects import engine
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes.reading import ManifestValue
from cmdresolve.starters.yaml_nodes import read_yaml

KUBELET, PLAYED = "kubernetes", "kube-play@5.8"


def place(text: str, reader: str = KUBELET) -> ManifestValue:
    document = read_yaml(text, "m.yaml")[0]
    rules = engine(reader).pods
    assert rules is not None
    return ManifestValue(document.root, (), document.source, rules)


def test_a_field_is_found_by_its_path() -> None:
    found = place("spec:\n  containers:\n  - name: a\n")
    assert found.get("spec", "containers").items()[0].get("name").text() == "a"
    assert found.get("spec", "containers").items()[0].get("name").origin.line == 3
    assert found.get("spec", "containers").items()[0].get("name").path == (
        "spec",
        "containers",
        0,
        "name",
    )


def test_what_is_not_there_and_what_is_null_are_missing() -> None:
    assert place("a: null").get("a").missing
    assert place("a: ~").get("b").missing
    assert place("a: null").get("a", "b", "c").missing
    assert place("a: null").get("a").texts() is None
    assert place("a: []").get("a").texts() == ()
    assert place("a: null").get("a").text() == ""
    assert place("a: 1").get("b").flag() is False


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("a: [1]", lambda x: x.get("a").texts(), "number into a[0], which is a text"),
        ("a: b", lambda x: x.get("a").texts(), "string into a, which is a list"),
        ("a: b", lambda x: x.get("a", "c"), "string into a, which is an object"),
        ("a: yes", lambda x: x.get("a").text(), "bool into a, which is a text"),
        ("a: {b: c}", lambda x: x.get("a").text(), "object into a, which is a text"),
        ("a: 1", lambda x: x.get("a").flag(), "number into a, which is true or false"),
    ],
)
def test_a_value_of_another_kind_is_refused_at_its_place(
    text: str, asked: Callable[[ManifestValue], object], told: str
) -> None:
    with pytest.raises(OverrideError) as caught:
        asked(place(text))
    assert caught.value.message == f"cannot unmarshal {told}"
    assert caught.value.code == "manifest-type"
    assert caught.value.line == 1


def test_a_hint_writes_the_word_so_that_it_can_be_pasted() -> None:
    with pytest.raises(OverrideError) as caught:
        place("a: 'say \"x\"'").get("a").texts()
    assert caught.value.hint == 'write it as a list: ["say \\"x\\""]'
    with pytest.raises(OverrideError) as caught:
        place("a: [8080]").get("a").texts()
    assert caught.value.hint == 'put it in quotes: "8080"'


def test_one_reader_makes_texts_of_numbers_and_finds_fields_without_case() -> None:
    """``podman kube play`` does, by sigs.k8s.io/yaml and encoding/json; the kubelet does not."""
    assert place("a: [1, yes]", PLAYED).get("a").texts() == ("1", "yes")
    assert place("SPEC: {a: b}", PLAYED).get("spec", "a").text() == "b"
    assert place("SPEC: {a: b}").get("spec").missing
