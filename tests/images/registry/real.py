"""A real registry on loopback: Debian's ``docker-registry``, and what is pushed to it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import urllib3

from tests.images import saved

PROGRAM = shutil.which("docker-registry")
USER, PASSWORD = "mara", "s3cret:word"


class Server(NamedTuple):
    """A registry that runs.

    Attributes:
        host: its host and port.
        url: its address.
        pool: reaches it.
        headers: what a request needs.
    """

    host: str
    url: str
    pool: urllib3.PoolManager
    headers: Mapping[str, str]

    def push(self, path: str, tag: str, manifest: bytes, *blobs: bytes, media_type: str) -> None:
        """Push an image whose blobs are these, as a client does."""
        root = f"{self.url}/v2/{path}"
        for blob in blobs:
            begun = self.pool.request("POST", f"{root}/blobs/uploads/", headers=self.headers)
            assert begun.status == 202, begun.data
            place = begun.headers["Location"]
            place = f"{place}{'&' if '?' in place else '?'}digest={saved.digest(blob)}"
            headers = {**self.headers, "Content-Type": "application/octet-stream"}
            put = self.pool.request("PUT", place, body=blob, headers=headers)
            assert put.status == 201, put.data
        headers = {**self.headers, "Content-Type": media_type}
        put = self.pool.request("PUT", f"{root}/manifests/{tag}", body=manifest, headers=headers)
        assert put.status == 201, put.data


@contextmanager
def registry(folder: Path, *, password: bool = False, tls: bool = False) -> Iterator[Server]:
    """Run a registry as long as it is used."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    host = f"127.0.0.1:{port}"
    lines = [
        "version: 0.1",
        f"storage: {{filesystem: {{rootdirectory: {folder}/store}}}}",
        f"http: {{addr: '{host}'",
        "log: {level: error}",
    ]
    if tls:
        lines[2] += f", tls: {{certificate: {folder}/server.crt, key: {folder}/server.key}}"
        certify(folder)
    lines[2] += "}"
    if password:
        (folder / "htpasswd").write_text(hashed())
        lines.append(f"auth: {{htpasswd: {{realm: r, path: {folder}/htpasswd}}}}")
    settings = folder / "config.yml"
    settings.write_text("\n".join(lines))
    assert PROGRAM is not None
    log = (folder / "log").open("wb")
    with log, subprocess.Popen([PROGRAM, "serve", str(settings)], stdout=log, stderr=log) as done:
        try:
            authority = str(folder / "ca.crt") if tls else None
            pool = urllib3.PoolManager(ca_certs=authority, retries=False)
            headers = urllib3.make_headers(basic_auth=f"{USER}:{PASSWORD}") if password else {}
            url = f"{'https' if tls else 'http'}://{host}"
            wait_for(pool, f"{url}/v2/", dict(headers), folder / "log")
            yield Server(host, url, pool, dict(headers))
        finally:
            done.terminate()


def wait_for(pool: urllib3.PoolManager, url: str, headers: dict[str, str], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            if pool.request("GET", url, headers=headers).status == 200:
                return
        except urllib3.exceptions.HTTPError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())


def hashed() -> str:
    """Hash the password as the registry wants it (bcrypt), by Debian's own program."""
    done = subprocess.run(
        ["htpasswd", "-Bbn", USER, PASSWORD], capture_output=True, text=True, check=True
    )
    return done.stdout


def certify(folder: Path) -> None:
    """Make an authority of the folder's own and a certificate by it."""
    run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-batch"]
    ca = ["-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=tests"]
    subprocess.run([*run, *ca], cwd=folder, check=True, capture_output=True)
    signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"]
    server = ["-keyout", "server.key", "-out", "server.crt", *signed, *names]
    subprocess.run([*run, *server], cwd=folder, check=True, capture_output=True)
