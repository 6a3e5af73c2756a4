"""HTTP requests to a registry, with limits on time, size, redirects and attempts.

urllib3 does TLS, proxies and connections; which data may be sent where is decided here.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from cmdresolve.images import oci
from cmdresolve.model.errors import CmdResolveError, ImageConfigError, UnknownImageError
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    import urllib3

_T = TypeVar("_T")
_MOST_REDIRECTS, _MOST_TRIES = 5, 3
_CONNECT, _READ = 10.0, 15.0
_LONGEST_WAIT = 5.0
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_CERTIFICATES = ("/etc/docker/certs.d", "/etc/containers/certs.d")
#: Parts of OpenSSL's messages if the server does not speak TLS.
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")
_DEFAULT_PORTS = {"https": 443, "http": 80}


class Response(NamedTuple):
    """A server's response.

    Attributes:
        status: the HTTP status.
        headers: its headers, with names in lower case.
        body: the body; empty unless the status is a success.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class SilentHostError(UnknownImageError):
    """The host cannot be reached or does not answer, whatever image of it is asked for."""


class Transport:
    """Sends the requests about one image."""

    def __init__(self, host: str, reference: str, seconds: float) -> None:
        """Prepare requests to a registry.

        Args:
            host: the registry, with its port if it has one.
            reference: the image, for messages.
            seconds: how long all requests together may take.

        Raises:
            ImageConfigError: urllib3 is not installed.
        """
        try:
            import urllib3  # noqa: PLC0415 - an extra
        except ImportError:
            raise ImageConfigError(
                "asking a registry needs urllib3",
                code="extra-needed",
                hint="pip install 'urllib3>=2'",
            ) from None
        self._urllib3 = urllib3
        self._host = host
        self._reference = reference
        self._end = time.monotonic() + seconds
        self._pools: dict[str, urllib3.PoolManager] = {}

    def get(self, url: str, headers: Mapping[str, str]) -> Response:
        """Send a GET, follow redirects, and retry temporary failures.

        ``Authorization`` is not sent to another origin.

        Raises:
            UnknownImageError: the server cannot be reached or does not answer in time.
            ImageConfigError: the answer is too large, or a redirect is not safe.
        """
        sent = dict(headers)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._tried("GET", url, sent, None)
            if answer.status not in _REDIRECTS:
                return answer
            target = urljoin(url, answer.headers.get("location", ""))
            self._check_redirect(url, target)
            if _origin(target) != _origin(url):
                sent.pop("Authorization", None)
            url = target
        raise self._lie(f"it redirects more than {_MOST_REDIRECTS} times")

    def post(self, url: str, form: Mapping[str, str]) -> Response:
        """Send a form by POST, without following redirects; errors as in `get`."""
        return self._tried("POST", url, {}, form)

    def is_loopback(self, url: str) -> bool:
        """Say whether a URL leads to this machine."""
        host = urlsplit(url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def speaks_tls(self) -> bool:
        """Say whether the registry speaks TLS; only one on this machine need not.

        Raises:
            UnknownImageError: it cannot be reached.
        """
        if not self.is_loopback(f"https://{self._host}/"):
            return True
        try:
            self._sent("GET", f"https://{self._host}/v2/", {}, None)
        except _NoTlsError:
            return False
        return True

    def no_image(
        self, message: str, hint: str | None = None, code: str = "registry"
    ) -> UnknownImageError:
        """Return the error of an image that the registry does not have or give out."""
        return UnknownImageError(
            f"{self._host}: {message}",
            needs=(f"the config of {self._reference}",),
            code=code,
            hint=hint,
        )

    def _silent(self, message: str, hint: str | None = None) -> SilentHostError:
        needs = (f"the config of {self._reference}",)
        return SilentHostError(f"{self._host}: {message}", needs=needs, code="registry", hint=hint)

    def _lie(self, message: str) -> ImageConfigError:
        return oci.fault(self._host, message, "registry-answer")

    def _tried(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Response:
        for count in range(_MOST_TRIES):
            answer = self._sent(method, url, headers, form)
            if answer.status not in _AGAIN or count == _MOST_TRIES - 1:
                break
            wait = _seconds(answer.headers.get("retry-after"), 0.25 * 2**count)
            if wait > min(_LONGEST_WAIT, self._end - time.monotonic()):
                break
            time.sleep(wait)
        return answer

    def _sent(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Response:
        urllib3 = self._urllib3
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.late()
        try:
            pool = self._pool(url)
            common = {
                "headers": {**headers, "Accept-Encoding": "identity", "User-Agent": "cmdresolve"},
                "preload_content": False,
                "decode_content": False,
                "redirect": False,
                "retries": False,
                "timeout": urllib3.Timeout(connect=min(_CONNECT, left), read=min(_READ, left)),
            }
            if form is None:
                answer = pool.request_encode_url(method, url, **common)
            else:
                answer = pool.request_encode_body(
                    method, url, fields=dict(form), encode_multipart=False, **common
                )
            try:
                return self._read(answer)
            finally:
                answer.close()
        except CmdResolveError:
            raise
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise self._unreachable(url, error) from None

    def _read(self, answer: Any) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - the successes of HTTP
            return Response(answer.status, headers)
        if headers.get("content-encoding", "identity") != "identity":
            raise self._lie("it compresses an answer that was asked for uncompressed")
        parts: list[bytes] = []
        size = 0
        while part := answer.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > oci.LIMIT:
                raise oci.too_large(self._host, "answer")
            if time.monotonic() > self._end:
                raise self.late()
        answer.release_conn()
        return Response(answer.status, headers, b"".join(parts))

    def late(self) -> SilentHostError:
        """Return the error of an answer that did not come in time."""
        return self._silent("it gave no answer in time", "try again, or describe it in bases")

    def _unreachable(self, url: str, error: Exception) -> Exception:
        reason = getattr(error, "reason", None) or error
        text = str(reason)
        if isinstance(reason, ssl.SSLError) or "SSL" in type(reason).__name__:
            if self.is_loopback(url) and any(sign in text for sign in _NO_TLS):
                return _NoTlsError(url)
            detail = text.partition("certificate verify failed: ")[2].partition(" (_ssl")[0]
            return self.no_image(
                f"its certificate is not trusted: {detail}"
                if detail
                else "the TLS handshake with it failed",
                f"put its authority's certificate into {_CERTIFICATES[0]}/{self._host}/ca.crt, or "
                "name its file in SSL_CERT_FILE",
            )
        if isinstance(error, self._urllib3.exceptions.ProxyError):
            return self._silent("the proxy cannot be reached, or refuses")
        if isinstance(reason, self._urllib3.exceptions.NameResolutionError):
            return self._silent("there is no such host")
        if isinstance(error, self._urllib3.exceptions.NewConnectionError):
            return self._silent("it cannot be reached")
        if isinstance(error, self._urllib3.exceptions.TimeoutError):
            return self.late()
        return self.no_image("it ended the connection")

    def _check_redirect(self, url: str, target: str) -> None:
        parts = urlsplit(target)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise self._lie("it redirects to something that is not a web address")
        if parts.scheme == "http" and urlsplit(url).scheme == "https":
            raise self._lie("it redirects from TLS to plain HTTP")
        if parts.username is not None:
            raise self._lie("it redirects to an address with a user's name")

    def _pool(self, url: str) -> Any:
        parts = urlsplit(url)
        host = parts.netloc
        key = f"{parts.scheme}://{host}"
        if key not in self._pools:
            proxies = getproxies()
            proxy = proxies.get(parts.scheme) or proxies.get("all")
            context = _tls(host)
            if proxy and not proxy_bypass(host):
                self._pools[key] = self._through(proxy, context)
            else:
                self._pools[key] = self._urllib3.PoolManager(ssl_context=context, retries=False)
        return self._pools[key]

    def _through(self, proxy: str, context: ssl.SSLContext) -> urllib3.PoolManager:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if parts.scheme not in _DEFAULT_PORTS:
            raise self.no_image(f"proxies of the scheme {parts.scheme} are not supported")
        login = None
        if parts.username:
            login = self._urllib3.make_headers(
                proxy_basic_auth=f"{parts.username}:{parts.password or ''}"
            )
        address = f"{parts.scheme}://{parts.hostname}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"
        return self._urllib3.ProxyManager(
            address, proxy_headers=login, ssl_context=context, retries=False
        )


class _NoTlsError(Exception):
    """The registry on this machine speaks plain HTTP."""


def within(seconds: float, work: Callable[[], _T], late: Callable[[], Exception]) -> _T:
    """Run work in a thread, and give up on it after a time, wherever it hangs.

    The timeouts of a socket do not suffice: a server that sends a header byte by byte keeps each
    wait short.

    Raises:
        Exception: the work's own, or that of `late`.
    """
    result: list[_T] = []
    raised: list[BaseException] = []

    def do() -> None:
        try:
            result.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            raised.append(error)

    worker = threading.Thread(target=do, daemon=True, name="cmdresolve-registry")
    worker.start()
    worker.join(seconds)
    if raised:
        raise raised[0]
    if not result:
        raise late()
    return result[0]


def today() -> str:
    """Return the day, ``YYYY-MM-DD``."""
    return date.today().isoformat()  # noqa: DTZ011 - the user's own day


def _tls(host: str) -> ssl.SSLContext:
    """Return a TLS context with the machine's certificates, and Docker's and Podman's for a host.

    Source: moby v28.5.2 registry/registry.go loadTLSConfig; containers/image v5.36
    docs/containers-certs.d.5.md.
    """
    context = ssl.create_default_context()
    home = os.path.expanduser("~/.config")  # noqa: PTH111 - pathlib raises where there is no home
    settings = os.environ.get("XDG_CONFIG_HOME") or home
    own = (f"{settings}/docker/certs.d", f"{settings}/containers/certs.d")
    for folder in (*_CERTIFICATES, *own):
        place = os.path.join(folder, host)  # noqa: PTH118 - as above
        names = sorted(os.listdir(place)) if os.path.isdir(place) else ()  # noqa: PTH112, PTH208
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118
            try:
                if name.endswith(".crt"):
                    context.load_verify_locations(path)
                elif name.endswith(".cert"):
                    context.load_cert_chain(path, f"{path[: -len('.cert')]}.key")
            except (OSError, ssl.SSLError):
                raise oci.fault(path, "it is not a readable certificate", "tls") from None
    return context


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)


def _seconds(text: str | None, usual: float) -> float:
    return float(text) if text is not None and text.isascii() and text.isdigit() else usual
