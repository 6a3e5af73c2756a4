"""One Compose file laid over another: which value stays, which takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose.merging import merge_tables, without
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, read_document
from cmdresolve.starters.yaml_nodes import read_yaml

pytest.importorskip("ruamel.yaml")


def table(text: str) -> Table:
    (document,) = read_yaml(text, "F")
    return read_document(document, COMPOSE_2_40).table


def plain(value: ComposeValue) -> Any:
    if isinstance(value, Table):
        return {key: plain(entry) for key, entry in value.entries.items()}
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    return None if isinstance(value, Leaf) and value.kind == "null" else value.text


@pytest.mark.parametrize(
    ("lower", "upper", "merged"),
    [
        ("image: x", "image: y", {"image": "y"}),
        ("image: x", "hostname: h", {"image": "x", "hostname": "h"}),
        ("command: a b", "command: [c]", {"command": ["c"]}),
        ("entrypoint: [a, b]", "entrypoint: [c]", {"entrypoint": ["c"]}),
        ("command: [a]", "command: null", {"command": None}),
        ("environment: [A=1, B=2]", "environment: {B: 3}", {"environment": {"A": "1", "B": "3"}}),
        ("dns: [a]", "dns: [b]", {"dns": ["a", "b"]}),
        ("dns: [a]", "dns: b", {"dns": ["a", "b"]}),
        ("dns: a", "dns: [b]", {"dns": ["a", "b"]}),
        ("dns: [a]", "dns: 5", {"dns": ["a"]}),
        ("labels: {A: 1}", "labels: {A: 2}", {"labels": {"A": "2"}}),
        ("labels: {A: 1}", "labels: [B=2]", {"labels": ["A=1", "B=2"]}),
        ("annotations: [B=2]", "annotations: {A: 1}", {"annotations": ["B=2", "A=1"]}),
        ("sysctls: {A: 1}", "sysctls: [B=2]", {"sysctls": ["A=1", "B=2"]}),
        ("extra_hosts: {A: i}", "extra_hosts: ['B:j']", {"extra_hosts": ["A=i", "B:j"]}),
        ("tmpfs: [/a]", "tmpfs: /b", {"tmpfs": ["/a", "/b"]}),
        (
            "deploy: {labels: [A=1]}",
            "deploy: {labels: {B: 2}}",
            {"deploy": {"labels": ["A=1", "B=2"]}},
        ),
        ("healthcheck: {test: [a]}", "healthcheck: {test: b}", {"healthcheck": {"test": "b"}}),
        ("healthcheck: {test: b}", "healthcheck: {test: [a]}", {"healthcheck": {"test": ["a"]}}),
        ("ulimits: {n: {soft: 1}}", "ulimits: {n: 2}", {"ulimits": {"n": "2"}}),
        (
            "ulimits: {n: {soft: 1}}",
            "ulimits: {n: {hard: 2}}",
            {"ulimits": {"n": {"soft": "1", "hard": "2"}}},
        ),
        (
            "logging: {driver: a, options: {b: 1}}",
            "logging: {driver: c}",
            {"logging": {"driver": "c"}},
        ),
        (
            "logging: {driver: a, options: {b: 1}}",
            "logging: {options: {c: 2}}",
            {"logging": {"driver": "a", "options": {"b": "1", "c": "2"}}},
        ),
        ("env_file: a", "env_file: [b]", {"env_file": ["a", "b"]}),
        ("env_file: a", "env_file:", {"env_file": ["a"]}),
        ("env_file: [a]", "env_file: {path: b}", {"env_file": ["a", "path=b"]}),
        ("environment: [A=1]", "environment:", {"environment": {"A": "1"}}),
        ("environment: {A: 1}", "environment: 5", {"environment": {"A": "1"}}),
        ("environment: {A: 1}", "environment: B", {"environment": {"A": "1", "B": None}}),
        ("environment:", "environment: B=2", {"environment": {"B": "2"}}),
        ("depends_on: [a]", "depends_on:", {"depends_on": {"a": None}}),
        ("networks: {a: {b: 1}}", "networks: c", {"networks": {"a": {"b": "1"}}}),
        ("models: 5", "models: []", {"models": {}}),
        ("build: .", "build:", {"build": {"context": "."}}),
        ("build: {target: t}", "build: [.]", {"build": {"target": "t"}}),
        ("build: {context: .}", "build: {context: }", {"build": {"context": "."}}),
        ("build: {args: {A: 1}}", "build: {args: }", {"build": {"args": {"A": "1"}}}),
        ("build: {args: {A: 1}}", "build: {args: B}", {"build": {"args": {"A": "1", "B": None}}}),
        ("build: {labels: [A]}", "build: {labels: }", {"build": {"labels": ["A"]}}),
        ("build: {tags: [a]}", "build: {tags: [b]}", {"build": {"tags": ["a", "b"]}}),
        ("build: {other: [a]}", "build: {other: b}", {"build": {"other": "b"}}),
        ("build: .", "build: {target: t}", {"build": {"context": ".", "target": "t"}}),
        (
            "build: {args: [A=1]}",
            "build: {args: {B: 2}}",
            {"build": {"args": {"A": "1", "B": "2"}}},
        ),
    ],
)
def test_a_service_is_laid_over_another(lower: str, upper: str, merged: Any) -> None:
    """Commands are replaced, lists grow, mappings are merged key by key."""
    path = ("services", "a")

    assert plain(merge_tables(table(lower), table(upper), path)) == merged


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("gpus: [{count: 1}]", "gpus: all"),
        ("cap_add: [a]", "cap_add: b"),
        ("healthcheck: {test: a}", "healthcheck: [a]"),
        ("x-o: {c: [a]}", "x-o: {c: d}"),
        ("x-o: [a]", "x-o: {c: d}"),
    ],
)
def test_a_list_or_a_mapping_takes_no_other_kind(lower: str, upper: str) -> None:
    """Asked of Compose 2.26 and 2.40: cannot override."""
    with pytest.raises(ComposeError) as refused:
        merge_tables(table(lower), table(upper), ("services", "a"))

    assert refused.value.code == "cannot-override"


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("networks:", "networks: [a]"),
        ("depends_on: a", "depends_on: {b: }"),
        ("models: 5", "models: [a]"),
        ("build:", "build: ."),
    ],
)
def test_an_entry_is_not_added_to_what_is_no_mapping(lower: str, upper: str) -> None:
    """Asked of Compose 2.40, of a base in another file, since one's own is refused before."""
    with pytest.raises(ComposeError, match="assignment to entry in nil map"):
        merge_tables(table(lower), table(upper), ("services", "a"))


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("x-o: {a: [1]}", "x-o: {a: 1}"),
        ("x-o: [1]", "x-o: {a: 1}"),
        ("x-o: {a: {b: [1]}}", "x-o: {a: {b: {c: 1}}}"),
        ("networks: {n: {x-o: [a]}}", "networks: {n: {x-o: a}}"),
        ("secrets: {s: {x-o: {a: 1}}}", "secrets: {s: {x-o: 2}}"),
    ],
)
def test_neither_does_any_other_part_of_a_file(lower: str, upper: str) -> None:
    """Run on Compose 2.40."""
    with pytest.raises(ComposeError) as refused:
        merge_tables(table(lower), table(upper))

    assert refused.value.code == "cannot-override"


@pytest.mark.parametrize(
    ("lower", "upper", "merged"),
    [
        ("x-o: {a: [1]}", "x-o: {a: [2], b: 3}", {"x-o": {"a": ["1", "2"], "b": "3"}}),
        ("x-o: {a: [1]}", "x-o: {a: ~}", {"x-o": {"a": ["1"]}}),
        ("x-o: 1", "x-o: [2]", {"x-o": ["2"]}),
        (
            "volumes: {v: {labels: {a: b}, driver: d}}",
            "volumes: {v: {labels: [c]}}",
            {"volumes": {"v": {"labels": ["a=b", "c"], "driver": "d"}}},
        ),
        (
            "networks: {n: {ipam: {driver: d, config: [{subnet: a}]}}}",
            "networks: {n: {ipam: {config: [{subnet: b}]}}}",
            {"networks": {"n": {"ipam": {"driver": "d", "config": [{"subnet": "b"}]}}}},
        ),
    ],
)
def test_other_parts_are_merged_key_by_key(lower: str, upper: str, merged: Any) -> None:
    assert plain(merge_tables(table(lower), table(upper))) == merged


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("{a: b}", "{a: b}"),
        ("[a=b]", "[a=b]"),
        ("[a=b]", "{a: b}"),
        ("{a: b, c: d}", "{a: b, c: e}"),
        ("{a: ~}", "{a: ~}"),
        ("{a: ~}", "[a]"),
        ("{a: 1}", "{a: '1'}"),
    ],
)
def test_a_label_of_a_volume_is_not_written_alike_in_two_files(lower: str, upper: str) -> None:
    """One of a network or a service may be."""
    first, second = (f"{{v: {{labels: {labels}}}}}" for labels in (lower, upper))
    with pytest.raises(ComposeError, match=r"volumes\.v\.labels must be a mapping"):
        merge_tables(table(f"volumes: {first}"), table(f"volumes: {second}"))

    merge_tables(table(f"networks: {first}"), table(f"networks: {second}"))
    merge_tables(table(f"services: {first}"), table(f"services: {second}"))


def test_a_label_of_a_volume_may_have_another_value_in_each_file() -> None:
    files = ("volumes: {v: {labels: {a: b}}}", "volumes: {v: {labels: {a: c}}}")

    assert plain(merge_tables(*map(table, files))) == {"volumes": {"v": {"labels": {"a": "c"}}}}


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], {"a": {"b": "1", "c": "2"}, "d": {"b": "3"}}),
        ([("a", "b")], {"a": {"c": "2"}, "d": {"b": "3"}}),
        ([("*", "b")], {"a": {"c": "2"}, "d": {}}),
        ([("a",)], {"d": {"b": "3"}}),
        ([("a", "b", "x")], {"a": {"b": "1", "c": "2"}, "d": {"b": "3"}}),
    ],
)
def test_what_a_reset_names_is_taken_away(paths: list[tuple[str, ...]], left: Any) -> None:
    """A star is any key."""
    assert plain(without(table("a: {b: 1, c: 2}\nd: {b: 3}"), paths)) == left
