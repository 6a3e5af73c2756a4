"""A registry that lies, loops, hangs, floods or sends us on: one clear error, no secret told."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from cmdresolve.images.registry import Registry
from cmdresolve.images.registry.transport import Transport, within
from cmdresolve.model.errors import CmdResolveError, UnknownImageError
from tests.images import saved
from tests.images.registry.lying import Asked, Liar, Told, serving

SECRET, TOKEN = "hunter2-is-no-password", "a-token-nobody-may-see"
PACKED = base64.b64encode(f"mara:{SECRET}".encode()).decode()
CONFIG = saved.config("one")
MANIFEST = saved.manifest(CONFIG)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("REGISTRY_AUTH_FILE", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path


def log_in(home: Path, host: str) -> None:
    record = {"auths": {host: {"auth": PACKED}}}
    (home / "config.json").write_text(json.dumps(record))


def honest(asked: Asked) -> Told:
    """Answer as a registry with one image does."""
    if "/manifests/" in asked.path:
        return Told(headers={"Docker-Content-Digest": saved.digest(MANIFEST)}, body=MANIFEST)
    return Told(body=CONFIG if "/blobs/" in asked.path else b"{}")


def only(**by_kind: Told | Callable[[Asked], Told]) -> Callable[[Asked], Told]:
    """Lie about one kind of thing (``manifests``, ``blobs``) and else be honest."""

    def answer(asked: Asked) -> Told:
        for kind, told in by_kind.items():
            if f"/{kind}/" in asked.path:
                return told if isinstance(told, Told) else told(asked)
        return honest(asked)

    return answer


def refusal(answer: Callable[[Asked], Told], *, seconds: float = 5) -> tuple[CmdResolveError, Liar]:
    begun = time.monotonic()
    with serving(answer) as liar:
        with pytest.raises(CmdResolveError) as caught:
            Registry(seconds=seconds).find(f"{liar.host}/app:1")
        error = caught.value
        shown = f"{error} {error!r} {error.__cause__!r}"
        assert time.monotonic() - begun < seconds + 3
        assert SECRET not in shown
        assert PACKED not in shown
        assert TOKEN not in shown
        assert error.message.startswith(f"{liar.host}: ")
        return error, liar


def test_the_honest_one_is_believed() -> None:
    with serving(honest) as liar:
        found = Registry().find(f"{liar.host}/app:1")

    assert found.config.cmd == ("one",)
    assert found.digest == saved.digest(MANIFEST)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (only(blobs=Told(body=saved.config("two"))), "digest-mismatch"),
        (only(blobs=Told(body=CONFIG + b" ")), "bad-digest"),
        (only(manifests=Told(body=MANIFEST, headers={"Docker-Content-Digest": "x"})), "bad-digest"),
        (
            only(manifests=Told(body=b"{}", headers={"Docker-Content-Digest": saved.digest(b"")})),
            "digest-mismatch",
        ),
        (only(manifests=Told(body=b"<html>")), "not-json"),
        (only(manifests=Told(body=b"[" * 100_000)), "not-json"),
        (only(manifests=Told(body=saved.index())), "platform-not-found"),
        (only(manifests=Told(body=b" " * (9 << 20))), "too-large"),
        (only(manifests=Told(headers={"Content-Encoding": "gzip"})), "registry-answer"),
        (only(manifests=Told(401)), "registry-login"),
        (only(manifests=Told(401, {"WWW-Authenticate": 'Bearer realm="x"'})), "registry-answer"),
        (
            only(manifests=Told(401, {"WWW-Authenticate": 'Bearer realm="http://192.0.2.1/t"'})),
            "registry-answer",
        ),
        (
            only(manifests=Told(401, {"WWW-Authenticate": "Basic " + "a" * 60_000})),
            "registry-login",
        ),
        (only(manifests=Told(403)), "registry-login"),
        (only(manifests=Told(404)), "registry-missing"),
        (only(manifests=Told(429)), "registry-limit"),
        (only(manifests=Told(429, {"Retry-After": "9999"})), "registry-limit"),
        (only(manifests=Told(500)), "registry"),
        (only(manifests=Told(503, {"Retry-After": "1e9"})), "registry"),
        (only(manifests=Told(204)), "registry"),
        (only(manifests=Told(302, {"Location": "/v2/app/manifests/1"})), "registry-answer"),
        (only(manifests=Told(302, {"Location": "file:///etc/passwd"})), "registry-answer"),
        (only(manifests=Told(302, {"Location": "//"})), "registry-answer"),
        (only(manifests=Told(302)), "registry-answer"),
        (only(manifests=Told(302, {"Location": "http://user:pw@127.0.0.1/"})), "registry-answer"),
        (only(manifests=Told(302, {"Location": "http://127.0.0.1:1/"})), "registry"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_every_lie_is_one_clear_error(
    answer: Callable[[Asked], Told], code: str, home: Path
) -> None:
    (home / "config.json").write_text("{}")
    assert refusal(answer)[0].code == code


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a header that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    with suppress(OSError):
        for _ in range(400):
            handler.wfile.write(b"x")
            time.sleep(0.05)


def hang(handler: BaseHTTPRequestHandler) -> None:
    del handler
    time.sleep(8)


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


def flood(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    with suppress(OSError):
        while True:
            handler.wfile.write(b" " * 65536)


@pytest.mark.parametrize(
    ("instead", "message"),
    [
        (drip, "it gave no answer in time"),
        (hang, "it gave no answer in time"),
        (cut, "it ended the connection"),
        (flood, "its answer is larger than 8 MiB"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "it ended the connection"),
    ],
)
def test_a_stream_that_does_not_end_is_left(
    instead: Callable[[BaseHTTPRequestHandler], None], message: str
) -> None:
    error, _ = refusal(only(manifests=Told(instead=instead)), seconds=2)

    assert error.message.endswith(message)


def test_what_may_pass_is_tried_again() -> None:
    answers = iter([Told(503), Told(429, {"Retry-After": "0"})])
    with serving(only(manifests=lambda asked: next(answers, honest(asked)))) as liar:
        assert Registry().find(f"{liar.host}/app:1").config.cmd == ("one",)
    error, liar = refusal(only(manifests=Told(502)))
    assert error.message.endswith("it answers with status 502")
    assert sum("/manifests/" in asked.path for asked in liar.asked) == 3


def test_a_login_goes_to_its_own_registry_alone(home: Path) -> None:
    """On a redirect to another host, also another port of the same, it is left out."""

    def elsewhere(asked: Asked) -> Told:
        return Told(body=CONFIG) if "/blobs/" in asked.path else Told(404)

    with serving(elsewhere) as other:

        def basic(asked: Asked) -> Told:
            if "/v2/app/" in asked.path and asked.headers.get("authorization") != f"Basic {PACKED}":
                return Told(401, {"WWW-Authenticate": 'Basic realm="r"'})
            if "/blobs/" in asked.path:
                return Told(307, {"Location": f"http://{other.host}{asked.path}?signature=x"})
            return honest(asked)

        with serving(basic) as liar:
            log_in(home, liar.host)
            assert Registry().find(f"{liar.host}/app:1").config.cmd == ("one",)
        assert len(other.asked) == 1
        assert "authorization" not in other.asked[0].headers


def test_a_token_is_fetched_with_the_login_and_used(home: Path) -> None:
    def bearer(asked: Asked) -> Told:
        if asked.path.startswith("/token"):
            return Told(body=saved.packed({"token": TOKEN}))
        if asked.path != "/v2/" and asked.headers.get("authorization") != f"Bearer {TOKEN}":
            realm = f'Bearer realm="http://{asked.headers["host"]}/token",service="registry"'
            return Told(401, {"WWW-Authenticate": realm})
        return honest(asked)

    with serving(bearer) as liar:
        assert Registry().find(f"{liar.host}/team/app:1").config.cmd == ("one",)
        (anonymous,) = (asked for asked in liar.asked if asked.path.startswith("/token"))
        assert anonymous.path == "/token?service=registry&scope=repository%3Ateam%2Fapp%3Apull"
        assert "authorization" not in anonymous.headers

        log_in(home, liar.host)
        liar.asked.clear()
        Registry().find(f"{liar.host}/team/app:1")
        (known,) = (asked for asked in liar.asked if asked.path.startswith("/token"))
        assert known.headers["authorization"] == f"Basic {PACKED}"

        record = {"auths": {liar.host: {"identitytoken": SECRET}}}
        (home / "config.json").write_text(json.dumps(record))
        liar.asked.clear()
        Registry().find(f"{liar.host}/team/app:1")
        (by_token,) = (asked for asked in liar.asked if asked.path.startswith("/token"))
        assert by_token.method == "POST"
        assert f"refresh_token={SECRET}".encode() in by_token.body


@pytest.mark.parametrize("token", [b"[]", b'{"token": 1}', b'{"token": "a\\r\\nX: b"}', b"{}"])
def test_a_token_that_is_none_is_refused(token: bytes) -> None:
    def bearer(asked: Asked) -> Told:
        if asked.path.startswith("/token"):
            return Told(body=token)
        realm = f'Bearer realm="http://{asked.headers["host"]}/token"'
        return Told(401, {"WWW-Authenticate": realm}) if asked.path != "/v2/" else Told()

    assert refusal(bearer)[0].code == "registry-answer"


def test_a_server_that_wants_ever_more_logins_gets_one(home: Path) -> None:
    with serving(only(manifests=Told(401, {"WWW-Authenticate": "Basic"}))) as liar:
        log_in(home, liar.host)
        with pytest.raises(CmdResolveError, match="to the user that is logged in"):
            Registry().find(f"{liar.host}/app:1")
        assert sum("/manifests/" in asked.path for asked in liar.asked) == 2


def test_nobody_there_is_said() -> None:
    with pytest.raises(CmdResolveError, match="it cannot be reached"):
        Registry(seconds=3).find("127.0.0.1:1/app")


def test_a_host_that_does_not_answer_is_asked_once() -> None:
    """Each image of it would take as long; one that answers is asked for every image."""

    is_over = threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        is_over.wait(30)

    with serving(only(manifests=Told(instead=hang))) as liar:
        source = Registry(seconds=2)
        asked = []
        for name in ("one", "two"):
            with pytest.raises(UnknownImageError) as caught:
                source.find(f"{liar.host}/{name}:1")
            assert caught.value.message == f"{liar.host}: it gave no answer in time"
            assert caught.value.needs == (f"the config of {liar.host}/{name}:1",)
            asked.append(len(liar.asked))
        is_over.set()
        assert asked[0] == asked[1] > 0

    with serving(only(manifests=Told(404))) as liar:
        source = Registry()
        for name in ("one", "two"):
            with pytest.raises(UnknownImageError):
                source.find(f"{liar.host}/{name}:1")
        assert "two" in liar.asked[-1].path


def test_work_that_hangs_is_given_up() -> None:
    """What it raises is raised, and what it returns is returned."""
    release = threading.Event()

    assert within(5, lambda: 7, TimeoutError) == 7
    with pytest.raises(KeyError):
        within(5, lambda: {}["x"], TimeoutError)
    try:
        with pytest.raises(TimeoutError):
            within(0.05, release.wait, TimeoutError)
    finally:
        release.set()


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://localhost:5000/v2/", True),
        ("http://a.localhost/", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:5000/", True),
        ("https://localhost.example/", False),
        ("https://10.0.0.1/", False),
    ],
)
def test_what_leads_to_this_machine(url: str, is_here: bool) -> None:  # noqa: FBT001
    """Only there plain HTTP is spoken."""
    assert Transport("h", "a", 1).is_loopback(url) == is_here
