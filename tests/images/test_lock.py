"""The lock file: what is written is read back, sorted and small; what is none is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.images.lock import Lock, Locked, read_lock
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig, Unknown

DIGEST = "sha256:" + "a" * 64
CONFIGS = [
    ImageConfig(),
    ImageConfig(entrypoint=[], cmd=[""], shell=["bash", "-c"], on_build=["RUN x"]),
    ImageConfig(env=["A=b", "C="], working_dir="/w", user="5", stop_signal="SIGINT"),
    ImageConfig(exposed_ports=["80/tcp"], args_escaped=True, os="windows", cmd=["c:\\x"]),
    ImageConfig(entrypoint=["é\u202e"], cmd=Unknown("a", "Cmd")),
]


@pytest.mark.parametrize("config", CONFIGS)
def test_a_config_is_read_back_as_it_was(config: ImageConfig, tmp_path: Path) -> None:
    path = tmp_path / "cmdresolve.lock"
    found = Found(
        config, "registry", "ghcr.io", as_of="2026-11-30", digest=DIGEST, unknown_env=("V",)
    )
    path.write_text(Lock("", [Locked("a", PLATFORM, found)]).dumps())

    got = read_lock(str(path)).find("docker.io/library/a:latest")

    assert got is not None
    assert got.config == config
    assert (got.origin, got.as_of, got.digest, got.unknown_env) == (
        "lock",
        "2026-11-30",
        DIGEST,
        ("V",),
    )
    assert got.source == f"{path}, from ghcr.io"


@pytest.mark.parametrize("shells", [None, frozenset(), frozenset({"sh", "bash"})])
def test_which_shells_an_image_has_is_kept(shells: frozenset[str] | None, tmp_path: Path) -> None:
    """None where nobody knows is another thing than none at all."""
    path = tmp_path / "cmdresolve.lock"
    found = Found(ImageConfig(), "atlas", "the atlas", shells=shells)
    path.write_text(Lock("", [Locked("a", PLATFORM, found)]).dumps())

    got = read_lock(str(path)).find("a")

    assert got is not None
    assert got.shells == shells


def test_the_file_is_sorted_and_says_no_more_than_it_must() -> None:
    found = Found(ImageConfig(cmd=["x"]), "engine", "the local docker")
    other = Found(ImageConfig(), "atlas", "the atlas", as_of="2026-08-01")
    images = [
        Locked("b", "linux/arm64", other),
        Locked("b", PLATFORM, found),
        Locked("a", PLATFORM, other),
    ]

    assert Lock("", images).dumps() == (
        """\
{
  "version": 1,
  "images": {
    "a": {
      "linux/amd64": {
        "from": "atlas",
        "source": "the atlas",
        "as_of": "2026-08-01",
        "config": {}
      }
    },
    "b": {
      "linux/amd64": {
        "from": "engine",
        "source": "the local docker",
        "config": {
          "Cmd": [
            "x"
          ]
        }
      },
      "linux/arm64": {
        "from": "atlas",
        "source": "the atlas",
        "as_of": "2026-08-01",
        "config": {}
      }
    }
  }
}
"""
    )


def test_a_platform_is_its_own() -> None:
    found = Found(ImageConfig(), "engine", "the local docker")
    lock = Lock("", [Locked("a", "linux/arm64", found)])

    assert lock.find("a") is None
    assert lock.find("a", "linux/arm64") == found
    assert lock.find("a", "linux/arm64/v8") == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "it is not JSON: .*, line 1, column 2"),
        ('{"version": 1,\n"images" {}}', "it is not JSON: .*, line 2, column 10"),
        ("9" * 5000, "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it is not a lock file of version 1"),
        ('{"version": 2}', "it is not a lock file of version 1"),
        ('{"version": 1}', "it has no images"),
        ('{"version": 1, "images": {"a": []}}', "a has no platforms"),
        ('{"version": 1, "images": {"a": {"linux/amd64": {}}}}', "a for linux/amd64 has no config"),
        (
            json.dumps({"version": 1, "images": {"a": {"l": {"config": {"Cmd": 5}}}}}),
            "cmdresolve.lock: a for l: Cmd must be a list of strings",
        ),
    ],
)
def test_what_is_no_lock_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "cmdresolve.lock"
    path.write_text(text)
    with pytest.raises(ImageConfigError, match=message):
        read_lock(str(path))
