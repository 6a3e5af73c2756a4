"""``extends``: a service based on another."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from tests.starters.compose.asking import IMAGE, read, words


def test_where_the_order_of_services_decides_nothing_is_claimed() -> None:
    """Compose 2.40 comes to services by chance, and a reset between two counts or not.

    Source: compose-go v2.9.1 loader/extends.go; mended in v2.10.0.
    """
    text = (
        "services:\n  a: {extends: b}\n  b: {extends: c, command: !reset null}\n"
        "  c: {image: x, command: c}\n"
    )

    unknown = "the order in which Compose comes to what services.a extends"
    assert read(text).override.unknown == (unknown,)
    assert words(read(text, engine="compose@2.26")) == (None, None)
    assert words(read(text, engine="compose@5.0")) == (None, None)


def test_a_dot_in_a_name_changes_nothing() -> None:
    """Though paths are written with dots."""
    text = "services: {a.b: {image: x, command: [c], init: 'yes'}}"

    found = read(text, text, service="a.b")
    assert words(found) == (None, ("c",))
    assert found.override.init


def test_another_file_s_resets_count_in_some_versions() -> None:
    """Those of the file that is extended, where a service of its own stands between two."""
    text = IMAGE + "    extends: {file: base.yaml, service: b}\n"
    beside = {
        "base.yaml": "services:\n  b: {extends: c, command: !reset null}\n"
        "  c: {image: x, command: c}\n"
    }

    for engine, args in (
        ("compose@2.24", ("c",)),
        ("compose@2.26", None),
        ("compose@2.40", None),
        ("compose@5.0", None),
    ):
        assert words(read(text, beside=beside, engine=engine)) == (None, args)


@pytest.mark.parametrize(
    ("services", "code"),
    [
        ("a: {extends: b}", "cannot-extend"),
        ("a: {extends: a, image: x}", "extends-cycle"),
        ("a: {extends: b}\n  b: {extends: a}", "extends-cycle"),
        ("a: {extends: {}}", "schema"),
        ("a: {extends: {service: b, file: [x]}}\n  b: {image: x}", "compose-fault"),
        ("a: {extends: {service: b, file: none.yaml}}", "no-such-file"),
    ],
)
def test_a_base_that_is_none_is_refused(services: str, code: str) -> None:
    """Compose looks for it in the file itself, or in the one that is named."""
    with pytest.raises(ComposeError) as caught:
        read(f"services:\n  {services}\n", complete=True)

    assert caught.value.code == code


def test_a_service_has_what_its_base_has_and_says_more() -> None:
    """Its own command in place of the base's; of another file as well."""
    text = "services:\n  a: {extends: {service: b, file: b.yaml}, command: own}\n"
    beside = {"b.yaml": "services:\n  b: {image: y, entrypoint: e, command: base}\n"}
    found = read(text, beside=beside)

    assert found.image == "y"
    assert words(found) == (("e",), ("own",))


BASE = "services:\n  a: {image: x, extends: b}\n  b: {image: x, command: [%s]}\n"


@pytest.mark.parametrize(
    ("extends", "beside", "word"),
    [
        ("{file: base.yaml, service: a}", {"base.yaml": BASE % "one"}, "one"),
        (
            "{file: base.yaml, service: a}",
            {
                "base.yaml": "services: {a: {extends: {file: two.yaml, service: a}}}\n",
                "two.yaml": BASE % "two",
            },
            "two",
        ),
    ],
)
def test_a_base_of_the_same_name_may_have_a_base_itself(
    extends: str, beside: dict[str, str], word: str
) -> None:
    """Run on Compose 2.40: a service and its namesake in another file are two."""
    text = f"services:\n  a: {{image: x, extends: {extends}}}\n"

    assert words(read(text, beside=beside)) == (None, (word,))
    assert words(read(text, beside=beside, engine="compose@2.26")) == (None, (word,))
    with pytest.raises(ComposeError, match="Circular reference"):
        read(text, beside=beside, engine="compose@2.24")


@pytest.mark.parametrize("second", ["base.yaml", "./base.yaml", "d/../base.yaml"])
def test_the_first_file_that_is_named_counts_as_it_is_written(second: str) -> None:
    """Run on Compose 2.26 and 2.40: what a base names in turn is made normal."""
    text = "services:\n  a: {{image: x, extends: {{file: {}, service: a}}}}\n"
    base = f"services:\n  a: {{extends: {{file: {second}, service: b}}}}\n  b: {{command: w}}\n"
    beside = {"base.yaml": base}

    for engine in ("compose@2.26", "compose@2.40"):
        found = read(text.format("./base.yaml"), beside=beside, engine=engine)
        assert words(found) == (None, ("w",))
        with pytest.raises(ComposeError, match=r"a in base\.yaml extends a in base\.yaml"):
            read(text.format("base.yaml"), beside=beside, engine=engine)
        found = read(text.format("/q/base.yaml"), beside={"/q/base.yaml": base}, engine=engine)
        assert words(found) == (None, ("w",))


@pytest.mark.parametrize(
    ("services", "base"),
    [
        ("a: {extends: b}\n  b: {extends: {file: base.yaml, service: a}}", "a: {extends: c}"),
        ("a: {extends: {file: base.yaml, service: a}}", "a: {extends: a}"),
        (
            "a: {extends: {file: base.yaml, service: a}}",
            "a: {extends: {file: base.yaml, service: a}}",
        ),
    ],
)
def test_in_a_base_a_service_counts_as_the_first_file_s(services: str, base: str) -> None:
    """Run on Compose 2.40: the first of these goes round in no circle, and is refused for one."""
    text, other = f"services:\n  {services}\n", f"services:\n  {base}\n  c: {{image: x}}\n"

    with pytest.raises(ComposeError) as caught:
        read(text, beside={"base.yaml": other})
    assert caught.value.code == "extends-cycle"
