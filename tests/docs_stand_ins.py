"""What the sessions of a page ask and no test may: an engine and a registry, in their places.

Both know one image, the base of ``docs/samples/base``, and say of it what its archive there says.
``python -m tests.docs_stand_ins`` writes that archive.
"""

from __future__ import annotations

import io
import json
import ssl
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.images import saved

BASE = Path(__file__).parent.parent / "docs" / "samples" / "base"
ARCHIVE = BASE / "acme.tar"
NAME, TAG = "acme/base", "3"
#: Where the names of Docker Hub lead.
HUB = "registry-1.docker.io"


def config() -> bytes:
    """Return the config of the image, as registries keep it."""
    fields = json.loads((BASE / "acme.json").read_text("utf-8"))
    return saved.packed({"architecture": "amd64", "os": "linux", "config": fields})


def archive() -> bytes:
    """Return the image as ``docker save`` writes it, without layers; the same bytes each time."""
    files = saved.of_one(config())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def put_docker(folder: Path) -> None:
    """Put a program called ``docker`` into a folder, whose engine has the image and no other."""
    record = [{"Os": "linux", "Architecture": "amd64", **json.loads(config())}]
    record[0]["Config"] = record[0].pop("config")
    (folder / "inspected.json").write_text(json.dumps(record), "utf-8")
    program = folder / "docker"
    program.write_text(
        f'#!/bin/sh\n[ "$*" = "image inspect {NAME}:{TAG}" ] && '
        f'exec cat "{folder}/inspected.json"\n'
        'echo "Error response from daemon: No such image: $3" >&2\nexit 1\n',
        "utf-8",
    )
    program.chmod(0o755)


class _Hub(BaseHTTPRequestHandler):
    """A proxy that leads to no other host than itself, where it is Docker Hub with one image."""

    protocol_version = "HTTP/1.1"

    def do_CONNECT(self) -> None:
        assert isinstance(self.server, _Server)
        host = self.path.partition(":")[0]
        self.send_response(200 if host == HUB else 502)
        self.end_headers()
        if host != HUB:
            return
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.rfile.close()
        self.setup()
        self.close_connection = False

    def do_GET(self) -> None:
        blob = config()
        manifest = saved.manifest(blob)
        found = {
            f"/v2/{NAME}/manifests/{TAG}": (saved.MANIFEST, manifest),
            f"/v2/{NAME}/blobs/{saved.digest(blob)}": ("application/octet-stream", blob),
        }
        kind, body = found.get(self.path, ("application/json", b"{}"))
        self.send_response(200 if self.path in found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Docker-Content-Digest", saved.digest(body))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def finish(self) -> None:
        super().finish()
        # What the server closes is the socket without its wrapping.
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing: the session's output is what counts."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    context: ssl.SSLContext


@contextmanager
def hub(folder: Path) -> Iterator[dict[str, str]]:
    """Stand in for Docker Hub on loopback; yield the environment in which it is asked.

    Args:
        folder: where its certificate is put.
    """
    run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-batch"]
    named = ["-subj", f"/CN={HUB}", "-addext", f"subjectAltName=DNS:{HUB}"]
    put = ["-keyout", "hub.key", "-out", "hub.crt"]
    subprocess.run([*run, *named, *put], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "hub.crt", folder / "hub.key")
    with _Server(("127.0.0.1", 0), _Hub) as server:
        server.context = context
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        proxy = f"http://127.0.0.1:{server.server_port}"
        yield {"HTTPS_PROXY": proxy, "NO_PROXY": "", "SSL_CERT_FILE": str(folder / "hub.crt")}
        server.shutdown()


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive())
