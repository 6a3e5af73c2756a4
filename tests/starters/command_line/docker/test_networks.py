"""``--network`` as docker's versions read it."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.command_line.docker.networks import Attachment, attachment, network_check

NEWEST = network_check("mac-address", "link-local-ip", "gw-priority")


@pytest.mark.parametrize(
    ("text", "target", "given"),
    [
        ("none", "none", {}),
        ("", "", {}),
        ("a:b", "a:b", {}),
        ("name=u", "u", {}),
        ("name=u,alias=a,alias=b", "u", {"alias": "b"}),
        ("NAME=U", "u", {}),
        ("name = u", "name = u", {}),
        ("name=u,driver-opt=a=b,gw-priority=-5", "u", {"driver-opt": "a=b", "gw-priority": "-5"}),
    ],
)
def test_a_network_is_a_name_or_a_list_of_fields(
    text: str, target: str, given: dict[str, str]
) -> None:
    NEWEST(text)
    assert attachment(text) == Attachment(target, given)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alias=a", "network name/id is not specified"),
        ("name=u,x", "invalid field x"),
        ("name=u,=x", "invalid field =x"),
        ("name=u,foo=x", "invalid field key foo"),
        ("name=u,driver-opt=a", "invalid key value pair format in driver options"),
        ("name=u,driver-opt==b", "invalid key value pair format in driver options"),
        ("name=u,gw-priority=x", "invalid gw-priority (x): invalid syntax"),
        ('name=u,"', 'parse error on line 1, column 9: extraneous or missing " in quoted-field'),
    ],
)
def test_a_wrong_field_is_refused(text: str, message: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        NEWEST(text)
    assert str(caught.value) == message


def test_a_field_that_a_version_lacks_is_refused() -> None:
    with pytest.raises(FlagValueError, match="invalid field key mac-address"):
        network_check()("name=u,mac-address=x")


@pytest.mark.parametrize(
    ("target", "made"),
    [
        ("u", "yes"),
        ("bridge", ""),
        ("default", ""),
        ("host", ""),
        ("none", ""),
        ("container:a", ""),
    ],
)
def test_a_network_that_somebody_made_is_told_from_a_mode(target: str, made: str) -> None:
    assert Attachment(target, {}).user_defined is bool(made)
