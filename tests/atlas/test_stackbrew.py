"""How the list of official images was written over the years: `tests.atlas.stackbrew`."""

from __future__ import annotations

import pytest

from tests.atlas.stackbrew import Entry, tags

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "89abcdef0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("line", "tag", "entry"),
    [
        (
            f"1.0: git://github.com/some/image@{COMMIT} 1.0/slim",
            "1.0",
            Entry("linux", "some/image", COMMIT, "1.0/slim/Dockerfile"),
        ),
        (
            f"latest git://github.com/some/image.git@{COMMIT}",
            "latest",
            Entry("linux", "some/image", COMMIT, "Dockerfile"),
        ),
        (
            f"latest:\tgit://github.com/some/image\tC:{COMMIT}",
            "latest",
            Entry("linux", "some/image", COMMIT, "Dockerfile"),
        ),
        (
            "0.3.1: git://github.com/some/image@0.3.1",
            "0.3.1",
            Entry("linux", "some/image", "0.3.1", "Dockerfile"),
        ),
        (
            "latest: git://github.com/some/image",
            "latest",
            Entry("linux", "some/image", "", "Dockerfile"),
        ),
    ],
)
def test_a_line_of_the_first_years(line: str, tag: str, entry: Entry) -> None:
    """Before 2016 each tag had a line: with or without a colon, a commit, a folder."""
    assert tags(f"# maintainer: Somebody <a@example.com>\n\n{line}\n") == {(tag, "linux"): entry}


def test_the_first_block_says_what_holds_for_all() -> None:
    """A comment may stand in a block of its own before it."""
    text = f"""# this file is generated

Maintainers: Somebody <a@example.com> (@a),
             Another <b@example.com> (@b)
GitRepo: https://github.com/some/image.git

Tags: 1.2, 1, latest
GitCommit : {COMMIT}
Directory: 1.2
# a comment between
Architectures: arm64v8, amd64

Tags: 1.2-alpine
GitCommit: {OTHER}
Directory: 1.2/alpine
File: Dockerfile.small
Builder: buildkit
"""
    small = Entry("linux", "some/image", OTHER, "1.2/alpine/Dockerfile.small", "buildkit")
    assert tags(text) == {
        ("1.2", "linux"): Entry("linux", "some/image", COMMIT, "1.2/Dockerfile"),
        ("1", "linux"): Entry("linux", "some/image", COMMIT, "1.2/Dockerfile"),
        ("latest", "linux"): Entry("linux", "some/image", COMMIT, "1.2/Dockerfile"),
        ("1.2-alpine", "linux"): small,
    }


def test_shared_tags_are_one_image_for_each_system() -> None:
    """Of several of one system, the first."""
    text = f"""GitRepo: https://github.com/some/image.git
GitCommit: {COMMIT}

Tags: 1-trixie
SharedTags: 1
Directory: linux

Tags: 1-ltsc2025
SharedTags: 1
Architectures: windows-amd64
Directory: ltsc2025

Tags: 1-ltsc2022
SharedTags: 1
Architectures: windows-amd64
Directory: ltsc2022
"""
    found = tags(text)

    assert found["1", "linux"].path == "linux/Dockerfile"
    assert found["1", "windows"].path == "ltsc2025/Dockerfile"
    assert ("1-ltsc2022", "linux") not in found


def test_what_is_said_of_an_architecture_counts_for_it() -> None:
    """Root file systems have a commit and a folder for each."""
    text = f"""GitRepo: https://gitlab.archlinux.org/some/image.git
GitCommit: {OTHER}
amd64-GitCommit: {COMMIT}
Builder: oci-import
File: index.json

Tags: latest
Architectures: amd64, arm32v5
amd64-Directory: latest/amd64
arm32v5-Directory: latest/arm32v5
"""
    assert tags(text) == {
        ("latest", "linux"): Entry(
            "linux", "some/image", COMMIT, "latest/amd64/index.json", "oci-import"
        )
    }


def test_a_list_of_which_every_entry_was_removed_has_no_tags() -> None:
    """What is left of it reads like lines of before 2016, such as ``tag: https://…``."""
    assert tags("Maintainers: Some One\nGitRepo: https://github.com/some/image.git\n") == {}
