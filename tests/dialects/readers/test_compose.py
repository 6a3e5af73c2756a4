"""The records of how Compose reads its files, by version."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.readers.compose import COMPOSES, compose_of


@pytest.mark.parametrize(
    ("version", "added"),
    [
        ((2, 26), {"gpus", "post_start", "pre_stop", "label_file"}),
        ((2, 30, 0), {"gpus", "post_start", "pre_stop"}),
        ((2, 32), {"label_file"}),
        ((2, 34), {"pull_refresh_after"}),
        ((2, 35), {"provider"}),
        ((2, 37, 2), {"use_api_socket"}),
        ((2, 38), {"models"}),
        ((5, 3), {"pre_start"}),
    ],
)
def test_a_version_brings_keys_of_a_service(version: tuple[int, ...], added: set[str]) -> None:
    """Which the versions of upstream before it do not know."""
    older = [x for x in COMPOSES if x.version < version and x.version != (2, 26)]

    assert compose_of(version).service_keys - older[-1].service_keys == added


def test_the_key_of_models_is_one_of_the_file_too() -> None:
    """Since 2.38."""
    assert "models" not in compose_of((2, 37, 2)).top_keys
    assert "models" in compose_of((2, 38)).top_keys


def test_records_stand_in_the_order_of_their_versions() -> None:
    """So that the newest that is not above a version is the last of those."""
    versions = [record.version for record in COMPOSES]

    assert versions == sorted(set(versions))
