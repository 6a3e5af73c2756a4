"""What interfaces make of an entrypoint: `cmdresolve.dialects.policies.entrypoint_readers`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.dialects.policies import entrypoint_readers as read
from cmdresolve.model.errors import OverrideError

ABSENT = None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ABSENT, ABSENT),
        ((), ()),
        (("",), ("",)),
        ("", ("",)),
        ("/x y", ("/x y",)),
        ('["/x","y"]', ('["/x","y"]',)),
        (("/x", "y"), ("/x", "y")),
    ],
)
def test_docker_takes_a_text_as_one_word(given: Any, expected: Any) -> None:
    """Never split, never JSON (recorded ``api_matrix``, ``cli_28``)."""
    assert read.one_word(given) == expected


@pytest.mark.parametrize(
    ("reader", "given", "expected"),
    [
        (read.list_only, ABSENT, ABSENT),
        (read.list_only, (), ()),
        (read.list_only, ("a b",), ("a b",)),
        (read.nonempty_list_only, ABSENT, ABSENT),
        (read.nonempty_list_only, (), ABSENT),
        (read.nonempty_list_only, ("",), ("",)),
    ],
)
def test_some_interfaces_take_lists_only(reader: Any, given: Any, expected: Any) -> None:
    """To a Pod an empty list says nothing; to Podman's own API it does."""
    assert reader(given) == expected


@pytest.mark.parametrize("reader", [read.list_only, read.nonempty_list_only])
def test_a_text_where_a_list_belongs_is_refused(reader: Any) -> None:
    """As the API's decoder does (recorded ``api_podman``, ``kube``)."""
    with pytest.raises(OverrideError) as raised:
        reader('a "b"')

    assert raised.value == OverrideError(
        "cannot unmarshal string into a list of strings",
        code="override-type",
        stage="create",
        hint=r'write it as ["a \"b\""]',
    )


PODMAN: list[tuple[Any, Any]] = [
    (ABSENT, ABSENT),
    (("/x", "y"), ("/x", "y")),
    ("", ("",)),
    ("/x y", ("/x y",)),
    ("[]", ()),
    (" \t[]\n", ()),
    ('["/x","y"]', ("/x", "y")),
    (' ["/x"] ', ("/x",)),
    ("[null]", ("",)),
    ('["a",null]', ("a", "")),
    ("null", ABSENT),
    (" null ", ABSENT),
    ("nul", ("nul",)),
    ('"/x"', ('"/x"',)),
    ('{"a":1}', ('{"a":1}',)),
    ('["/x"', ('["/x"',)),
    ('["/x"] z', ('["/x"] z',)),
    ("['/x']", ("['/x']",)),
    ('["/x",1]', ("/x", "", '["/x",1]')),
    ("[true]", ("", "[true]")),
    ('[1e999,"b"]', ("", "b", '[1e999,"b"]')),
    ('["a",[1e999],"b"]', ("a", "", "b", '["a",[1e999],"b"]')),
    ("[NaN]", ("[NaN]",)),
    ('\u00a0["a"]', ('\u00a0["a"]',)),
    ("[[]]", ("", "[[]]")),
    ('["\\ud800"]', ("\ufffd",)),
    ('["a\udcff"]', ("a\ufffd",)),
]


@pytest.mark.parametrize(("given", "expected"), PODMAN)
def test_podman_reads_a_text_as_json_when_it_is_a_list(given: Any, expected: Any) -> None:
    """Else as one word; a list with a wrong member leaves its remains before the text.

    Recorded ``cli_podman`` on Podman 4.3, 5.4 and 5.8.
    """
    assert read.podman_flag(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("[]", ABSENT), ((), ABSENT), ("", ("",)), ('["a"]', ("a",)), ("null", ABSENT)],
)
def test_podman_loses_an_empty_list_over_the_wire(given: Any, expected: Any) -> None:
    """``podman --remote --entrypoint '[]'`` starts the image's entrypoint (recorded)."""
    assert read.podman_flag_over_the_wire(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ABSENT, ABSENT),
        ((), ()),
        (("",), ("",)),
        (("/x",), ("/x",)),
        (('["/x","y"]',), ("/x", "y")),
        (("null",), ABSENT),
        (("[]",), ()),
        (('["/x"]', "y"), ('["/x"]', "y")),
        ('["/x","y"]', ("/x", "y")),
        ("/x y", ("/x y",)),
    ],
)
def test_podman_s_compatible_api_reads_a_sole_word_as_a_text(given: Any, expected: Any) -> None:
    """It hands the one element on as the text of ``--entrypoint`` (recorded ``api_podman``)."""
    assert read.podman_compat(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [((), ABSENT), (("[]",), ()), (("",), ("",)), (('["/x","y"]',), ("/x", "y")), ("[]", ())],
)
def test_before_5_5_1_it_took_an_empty_list_for_none(given: Any, expected: Any) -> None:
    """The list itself only, not a text that reads as one."""
    assert read.podman_compat_before_5_5_1(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ABSENT, ABSENT),
        ((), ABSENT),
        (("",), ("",)),
        (("a b",), ("a b",)),
        ("", ABSENT),
        ("# all comment", ABSENT),
        ("/x y 'a b' # c", ("/x", "y", "a b")),
        ("''", ("",)),
    ],
)
def test_swarm_splits_a_text(given: Any, expected: Any) -> None:
    """And takes what splits into nothing for none given (recorded ``swarm``)."""
    assert read.swarm_flag(given) == expected


def test_swarm_refuses_an_open_quote() -> None:
    """In the words of ``docker service create``."""
    with pytest.raises(OverrideError) as raised:
        read.swarm_flag("'unterminated")

    assert raised.value == OverrideError(
        'invalid argument "\'unterminated" for "--entrypoint" flag: '
        "EOF found when expecting closing quote",
        code="open-quote",
        stage="request",
        hint="close the quote, or write it with a backslash before it",
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ABSENT, ABSENT),
        ((), ()),
        (("",), ("",)),
        (("a b",), ("a b",)),
        ("", ()),
        ("  ", ()),
        ("''", ("",)),
        ("/x y 'a b' # c", ("/x", "y", "a b", "#", "c")),
    ],
)
def test_docker_py_splits_a_text(given: Any, expected: Any) -> None:
    """What splits into nothing is an empty list, and given (``docker_py_create_container``)."""
    assert read.python_split(given) == expected


def test_docker_py_refuses_an_open_quote() -> None:
    """With Python's own ValueError, before anything is sent."""
    with pytest.raises(OverrideError) as raised:
        read.python_split("probe 'unterminated")

    assert raised.value == OverrideError(
        "No closing quotation",
        code="open-quote",
        stage="request",
        hint="close the quote, or write it with a backslash before it",
    )
