"""The credentials that the user's Docker or Podman would use for a registry.

Sources: docker/cli v28.5.2 cli/config/configfile/file.go GetAuthConfig,
cli/config/credentials/native_store.go; docker/docker-credential-helpers v0.9.3 client/client.go;
containers/image v5.36 docs/containers-auth.json.5.md. No message here holds anything that was read.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

from cmdresolve.images.oci import fault
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

_HUB, _HUB_KEY = "docker.io", "https://index.docker.io/v1/"
_HELPER = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LARGEST = 1 << 20
_SECONDS = 20
_BY_TOKEN = "<token>"  # noqa: S105 - the user name that says that a token follows


class Login(NamedTuple):
    """Credentials for a registry.

    Attributes:
        user: the user's name.
        password: the password, or an access token in its place.
        token: an identity token, in place of both.
    """

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return "Login(…)"


def login_for(host: str, path: str) -> Login | None:
    """Return the credentials for a registry, or None if there are none.

    Args:
        host: the registry, as image names have it.
        path: the image's path there; Podman's file may have credentials for a part of it.

    Raises:
        ImageConfigError: a configured file or helper cannot be used.
    """
    for file in _files():
        login = _in_file(file, host, path)
        if login is not None:
            return login
    return None


def _files() -> Iterator[str]:
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib raises where there is no home
    own = os.environ.get("REGISTRY_AUTH_FILE")
    if own:
        yield own
    yield os.path.join(  # noqa: PTH118 - as above
        os.environ.get("DOCKER_CONFIG") or os.path.join(home, ".docker"),  # noqa: PTH118
        "config.json",
    )
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime:
        yield os.path.join(runtime, "containers", "auth.json")  # noqa: PTH118
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")  # noqa: PTH118
    yield os.path.join(settings, "containers", "auth.json")  # noqa: PTH118


def _in_file(file: str, host: str, path: str) -> Login | None:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            data = stream.read(_LARGEST)
    except OSError:
        return None
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        raise fault(file, "it is not JSON", "credentials", "correct it, or log in again") from None
    if not isinstance(record, dict):
        raise fault(file, "it is not a JSON object", "credentials", "correct it, or log in again")
    keys = _keys(host, path)
    helpers = _object(record.get("credHelpers"))
    helper = next((helpers[key] for key in keys if key in helpers), record.get("credsStore"))
    if isinstance(helper, str) and helper:
        login = _from_helper(helper, _HUB_KEY if host == _HUB else host)
        if login is not None:
            return login
    auths = {_bare(key): value for key, value in _object(record.get("auths")).items()}
    entry = next((_object(auths[key]) for key in map(_bare, keys) if key in auths), {})
    return _of_entry(entry)


def _keys(host: str, path: str) -> list[str]:
    """Return the keys under which a registry may be configured, the most specific first.

    Docker has one key for a host, and the old address of its index for the Hub; Podman may have
    keys for a path (containers-auth.json.5.md).
    """
    parts = path.split("/")
    whole = [f"{host}/{'/'.join(parts[:count])}" for count in range(len(parts), 0, -1)]
    others = [_HUB_KEY, "index.docker.io", "registry-1.docker.io"] if host == _HUB else []
    return [*whole, *others, host]


def _bare(key: str) -> str:
    """Return a key without the scheme and API version of old files (ConvertToHostname).

    Source: docker/cli v28.5.2 cli/config/credentials/file_store.go.
    """
    bare = key.partition("://")[2] or key
    return bare.removesuffix("/").removesuffix("/v1").removesuffix("/v2")


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _of_entry(entry: dict[str, Any]) -> Login | None:
    token = entry.get("identitytoken")
    if isinstance(token, str) and token:
        return Login(token=token)
    packed = entry.get("auth")
    user, password = entry.get("username"), entry.get("password")
    if isinstance(packed, str) and packed:
        try:
            decoded = base64.b64decode(packed, validate=True).decode().rstrip("\0")
        except ValueError:
            return None
        user, _, password = decoded.partition(":")
    if isinstance(user, str) and isinstance(password, str) and user:
        return Login(user, password)
    return None


def _from_helper(name: str, server: str) -> Login | None:
    """Return the credentials of a credential helper, a program that the user configured."""
    program = f"docker-credential-{name}"
    if not _HELPER.fullmatch(name):
        raise fault(
            "credentials", "the configured helper's name is not a program's name", "credentials"
        )
    try:
        done = subprocess.run(  # noqa: S603 - the user's configuration names this very program
            [program, "get"],
            input=server.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except OSError:
        return None
    except subprocess.TimeoutExpired:
        raise fault(
            program, f"it gave no answer within {_SECONDS} seconds", "credentials"
        ) from None
    if done.returncode:
        # A helper also fails if it has no credentials for the server.
        return None
    try:
        record = _object(json.loads(done.stdout[:_LARGEST]))
    except (ValueError, RecursionError):
        raise fault(program, "its answer is not JSON", "credentials") from None
    user, secret = record.get("Username"), record.get("Secret")
    if not isinstance(user, str) or not isinstance(secret, str) or not secret:
        return None
    return Login(token=secret) if user == _BY_TOKEN else Login(user, secret)
