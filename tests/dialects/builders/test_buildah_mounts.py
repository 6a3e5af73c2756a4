"""What Buildah's RUN --mount may hold, by the type of the mount."""

from __future__ import annotations

from cmdresolve.dialects.builders.buildah_mounts import MOUNTS_1_28, MOUNTS_1_39


def test_every_mount_may_have_a_type_and_a_place_to_take_files_from() -> None:
    for options in (*MOUNTS_1_28.values(), *MOUNTS_1_39.values()):
        assert {"type?", "from?"} <= options


def test_what_an_older_one_knew_less() -> None:
    """Asked on 1.28.2 and 1.39.3; it took a value where there is none."""
    assert MOUNTS_1_39["tmpfs"] - MOUNTS_1_28["tmpfs"] == {
        "nosuid",
        "nodev",
        "noexec",
        "ro",
        "readonly",
        "tmpcopyup",
    }
    assert "ro?" in MOUNTS_1_28["tmpfs"]
    assert {"relabel=", "no-dereference"} <= MOUNTS_1_39["bind"]
    assert not {"relabel=", "no-dereference", "no-dereference?"} & MOUNTS_1_28["bind"]
    assert MOUNTS_1_28.keys() == MOUNTS_1_39.keys() == {"bind", "cache", "tmpfs", "secret", "ssh"}
