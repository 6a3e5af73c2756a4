"""The atlas: what it finds, what it supposes, and what it does not know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

import cmdresolve as cr
from cmdresolve.model.errors import ImageConfigError

ATLAS = cr.atlas()


@pytest.mark.parametrize(
    "reference",
    ["debian12/nothing", "example.com/debian:12", "localhost:5000/debian:12", "UPPER", "a b", ""],
)
def test_what_it_does_not_know_it_does_not_answer(reference: str) -> None:
    assert ATLAS.find(reference) is None
    assert reference not in ATLAS
    assert ATLAS.get(reference) is None


def test_what_is_no_text_is_not_in_it() -> None:
    keys: Mapping[object, object] = ATLAS
    assert 5 not in keys
    assert keys.get(None) is None


def test_it_is_a_mapping_that_can_be_given_as_bases() -> None:
    assert isinstance(ATLAS, Mapping)
    assert ATLAS["alpine:3.20"].cmd == ("/bin/sh",)


def test_what_it_lists_it_has() -> None:
    """Of the rows of the sources, some are of no legal tag or of another day."""
    listed = set(ATLAS)
    assert "alpine:3.20" in listed
    assert "azul/zulu-openjdk-debian:10u01-10.2+3" not in listed
    assert "arangodb:3.11.12" not in listed
    assert [one for one in sorted(listed)[::100] if one not in ATLAS] == []


def test_it_is_equal_to_one_of_the_same_day_and_platform() -> None:
    assert cr.atlas("2024-06-01") == cr.atlas(as_of="2024-06-01")
    assert hash(cr.atlas("2024-06-01")) == hash(cr.atlas(as_of="2024-06-01"))
    assert cr.atlas() != cr.atlas("2024-06-01")
    assert cr.atlas() != cr.atlas(platform="windows/amd64")
    assert cr.atlas() != {}


@pytest.mark.parametrize("day", ["", "2024", "yesterday", "2024-13-01", 5])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ImageConfigError, match="is not a day") as caught:
        cr.atlas(as_of=day)
    assert caught.value.stage == "request"


def test_nothing_is_read_before_the_first_question() -> None:
    code = (
        "import sys, cmdresolve as cr; atlas = cr.atlas()\n"
        "from cmdresolve.images import atlas_store\n"
        "print(atlas_store.shipped.cache_info().currsize, end=' ')\n"
        "atlas.find('debian:12'); print(atlas_store.shipped.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )

    assert done.stdout == "0 1\n"


#: What registries were seen to serve, or the build files say, on a day: image, day, entrypoint,
#: command.
SAID = [
    ("nginx:1.16", "2019-06-01", None, ("nginx", "-g", "daemon off;")),
    ("nginx:latest", "2021-01-01", ("/docker-entrypoint.sh",), ("nginx", "-g", "daemon off;")),
    ("debian:8", "2016-09-09", None, ("/bin/bash",)),
    ("debian:8", "2017-12-12", None, ("bash",)),
    ("alpine:3.4", "2016-09-09", None, None),
    ("alpine:3.4", "2017-06-01", None, ("/bin/sh",)),
    ("fedora:25", "2017-11-04", None, None),
    ("node:8", "2018-01-01", None, ("node",)),
    ("node:22", None, ("docker-entrypoint.sh",), ("node",)),
    ("mariadb:10.3", "2019-01-01", ("docker-entrypoint.sh",), ("mysqld",)),
    ("mariadb:11.4", None, ("docker-entrypoint.sh",), ("mariadbd",)),
    ("perl:5.36.0", None, None, ("perl5.36.0", "-de0")),
    ("python:3.12-slim", None, None, ("python3",)),
    ("eclipse-temurin:17-jre-ubi9-minimal", None, ("/__cacert_entrypoint.sh",), None),
    ("ubuntu:22.04", None, None, ("/bin/bash",)),
    ("gcr.io/distroless/java17-debian12", None, ("/usr/bin/java", "-jar"), None),
    ("gcr.io/distroless/static:nonroot", None, None, None),
    ("gcr.io/oss-fuzz-base/base-builder", None, None, ("compile",)),
]


@pytest.mark.parametrize(("reference", "day", "entrypoint", "cmd"), SAID)
def test_it_says_what_was_served_on_a_day(
    reference: str,
    day: str | None,
    entrypoint: tuple[str, ...] | None,
    cmd: tuple[str, ...] | None,
) -> None:
    """Of registries only what is not empty is known, so that an empty list counts as none."""
    found = cr.atlas(as_of=day).find(reference)

    assert found is not None
    assert not found.supposed
    assert (found.config.entrypoint or None, found.config.cmd or None) == (entrypoint, cmd)
    assert found.as_of == (day or ATLAS.as_of)


@pytest.mark.parametrize(
    ("reference", "platform", "system", "shells"),
    [
        ("golang:1.25", "linux/amd64", "linux", {"sh", "bash"}),
        ("golang:1.25", "windows/amd64", "windows", {"cmd", "powershell"}),
        ("mcr.microsoft.com/windows/nanoserver:ltsc2022", "windows/amd64", "windows", {"cmd"}),
        ("mcr.microsoft.com/windows/nanoserver:ltsc2022", "linux/amd64", "windows", {"cmd"}),
        ("alpine:3.20", "linux/arm64/v8", "linux", {"sh"}),
        ("gcr.io/distroless/static", "linux/amd64", "linux", set()),
        ("bash:5", "linux/amd64", "linux", {"sh", "bash"}),
    ],
)
def test_it_tells_systems_apart_and_which_shells_an_image_has(
    reference: str, platform: str, system: str, shells: set[str]
) -> None:
    found = ATLAS.find(reference, platform)

    assert found is not None
    assert not found.supposed
    assert found.config.os == system
    assert found.shells == shells


def test_there_is_no_alpine_for_windows() -> None:
    assert ATLAS.find("alpine:3.20", "windows/amd64") is None


def test_triggers_are_known() -> None:
    """So that nobody has to be told that there may be some."""
    found = ATLAS.find("python:2-onbuild")

    assert found is not None
    assert found.config.on_build == (
        "COPY requirements.txt /usr/src/app/",
        "RUN pip install --no-cache-dir -r requirements.txt",
        "COPY . /usr/src/app",
    )


def test_the_history_of_a_tag_is_told_by_day() -> None:
    told = ATLAS.history("debian:8")

    assert [held.found.config.cmd for held in told][:2] == [("/bin/bash",), ("bash",)]
    assert told[0].since == ""
    assert told[1].since.startswith("2017-06-")
    assert ATLAS.history("nobody/knows:this") == ()


def test_the_build_files_of_a_repository_are_told() -> None:
    assert "https://github.com/docker-library/golang" in ATLAS.sources("golang:1.25")
    assert ATLAS.sources("nobody/knows:this") == ()


def test_a_digest_may_be_of_any_day() -> None:
    """What always was the same is found for it, and what was not is supposed."""
    digest = "@sha256:" + "0" * 64
    always, once = ATLAS.find(f"debian:12{digest}"), ATLAS.find(f"nginx:latest{digest}")
    alone = ATLAS.find(f"ubuntu{digest}")

    assert always is not None
    assert not always.supposed
    assert once is not None
    assert once.supposed
    assert alone is not None
    assert alone.supposed


def test_a_digest_beside_a_tag_is_supposed_to_be_of_the_day() -> None:
    """And not what all tags have in common: golang:latest changed from /bin/bash to bash."""
    found = ATLAS.find("golang:latest@sha256:" + "0" * 64)

    assert found is not None
    assert (found.supposed, found.config.entrypoint, found.config.cmd) == (True, None, ("bash",))
    assert "golang:latest" in found.source


def test_a_digest_alone_is_known_where_all_of_the_repository_says_the_same() -> None:
    found = ATLAS.find("cgr.dev/chainguard/static@sha256:" + "0" * 64)

    assert found is not None
    assert (found.supposed, found.config.entrypoint, found.config.cmd) == (False, None, None)


@pytest.mark.parametrize(
    ("reference", "entrypoint", "cmd"),
    [
        ("nginx", ("/docker-entrypoint.sh",), ("nginx", "-g", "daemon off;")),
        ("nginx:latest", ("/docker-entrypoint.sh",), ("nginx", "-g", "daemon off;")),
        ("docker.io/library/redis", ("docker-entrypoint.sh",), ("redis-server",)),
        ("ubuntu", None, ("/bin/bash",)),
        (
            "quay.io/jupyter/base-notebook",
            ("tini", "-g", "--", "start.sh"),
            ("start-notebook.py",),
        ),
        ("mambaorg/micromamba:1.5.6", ("/usr/local/bin/_entrypoint.sh",), ("/bin/bash",)),
        ("mcr.microsoft.com/dotnet/runtime:8.0-jammy-chiseled", ("/usr/bin/dotnet",), ("--info",)),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", None, ("bash",)),
    ],
)
def test_what_people_build_on_is_known(
    reference: str, entrypoint: tuple[str, ...] | None, cmd: tuple[str, ...]
) -> None:
    found = ATLAS.find(reference)

    assert found is not None
    assert (found.supposed, found.config.entrypoint, found.config.cmd) == (False, entrypoint, cmd)


def test_a_build_stands_on_it_and_leaves_what_is_supposed_unknown() -> None:
    known = cr.Dockerfile.parse("FROM python:3.12-slim\nCMD python app.py\n").image(bases=ATLAS)
    supposed = cr.Dockerfile.parse("FROM python:3.99-slim\nEXPOSE 80\n").image(bases=ATLAS)

    assert (known.entrypoint, known.cmd) == (None, ("/bin/sh", "-c", "python app.py"))
    assert cr.resolve(supposed).unknown == (
        "Entrypoint of python:3.99-slim",
        "Cmd of python:3.99-slim",
    )
