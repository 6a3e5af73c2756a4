"""Images of registries: their manifests and configs, by the distribution API.

Sources: opencontainers/distribution-spec v1.1.1 spec.md; distribution v2.8.3 docs/spec/auth/
{token,oauth}.md; docker/cli v28.5.2 and moby v28.5.2 registry/config.go (the Hub's names, and that
a registry on this machine may speak plain HTTP).
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from cmdresolve.images import oci
from cmdresolve.images.inspect import read_config
from cmdresolve.images.registry import transport
from cmdresolve.images.registry.credentials import login_for
from cmdresolve.images.registry.transport import Response, SilentHostError, Transport
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image_reference import ReferenceFormatError, normalize
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.platform import parse_platform
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from cmdresolve.images.oci import Descriptor
    from cmdresolve.images.registry.credentials import Login
    from cmdresolve.model.platform import Platform

#: How long one image may take, all requests together.
SECONDS = 30.0
_HUB, _HUB_HOST = "docker.io", "registry-1.docker.io"
_ACCEPT = ", ".join((*oci.INDEXES, *oci.MANIFESTS))
_PARAMETER = pattern(r'\b([A-Za-z]{1,20})="([^"]*)"')
_LONGEST_CHALLENGE = 4096
_OK, _DENIED, _FORBIDDEN, _MISSING, _TOO_OFTEN = 200, 401, 403, 404, 429


class RegistryPath(NamedTuple):
    """The address of an image.

    Attributes:
        domain: the registry, as image names have it.
        path: the image's path there.
        version: a digest, or else a tag.
    """

    domain: str
    path: str
    version: str

    @property
    def host(self) -> str:
        """The host that requests are sent to."""
        return _HUB_HOST if self.domain == _HUB else self.domain


class Registry:
    """A source that asks the registry in an image's name.

    A host that cannot be reached or does not answer is not asked again, as each of its images would
    take the same time to fail.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        """Make a source.

        Args:
            seconds: how long one image may take.
        """
        self._seconds = seconds
        self._silent: dict[str, SilentHostError] = {}

    def find(self, reference: str, platform: str = PLATFORM) -> Found:
        """Return an image of the registry.

        Args:
            reference: the image.
            platform: ``os/architecture[/variant]``.

        Raises:
            UnknownImageError: the registry cannot be reached, wants a login, or has no such image.
            ImageConfigError: the answer is not a manifest or config, or has another digest.
        """
        place = place_of(reference)
        before = self._silent.get(place.host)
        if before is not None:
            needs = (f"the config of {reference}",)
            raise SilentHostError(before.message, needs=needs, code=before.code, hint=before.hint)
        asked = Transport(place.host, reference, self._seconds)
        try:
            return transport.within(
                self._seconds + 1, lambda: _Talk(asked, place, reference).find(platform), asked.late
            )
        except SilentHostError as error:
            self._silent[place.host] = error
            raise


def place_of(reference: str) -> RegistryPath:
    """Return the address of an image.

    Raises:
        UnknownImageError: the text is not a reference.
    """
    try:
        full = normalize(reference)
    except ReferenceFormatError as error:
        raise UnknownImageError(
            f"{reference!r} names no image: {error}",
            needs=(f"the config of {reference}",),
            code="reference",
        ) from None
    domain, _, rest = full.partition("/")
    named, _, digest = rest.partition("@")
    path, _, tag = named.partition(":")
    return RegistryPath(domain, path, digest or tag)


class _Talk:
    """The requests about one image."""

    def __init__(self, asked: Transport, place: RegistryPath, reference: str) -> None:
        self._transport = asked
        self._place = place
        self._reference = reference
        self._login: Login | None = None
        self._looked = False
        self._authorization: str | None = None
        scheme = "https" if asked.speaks_tls() else "http"
        self._root = f"{scheme}://{place.host}/v2/{place.path}"

    def find(self, platform: str) -> Found:
        version = self._place.version
        answer = self._got(f"manifests/{version}", _ACCEPT)
        digest = version if ":" in version else oci.digest_of(answer.body)
        actual = answer.headers.get("docker-content-digest", digest)
        host = self._place.domain
        oci.verify(answer.body, actual, host)
        oci.verify(answer.body, digest, host)
        found = oci.follow(answer.body, digest, self._blob, platform=_asked(platform), where=host)
        config = read_config(found.config, name=self._reference, source_name=self._reference)
        day = transport.today()
        return Found(config, "registry", f"{host}, {day}", as_of=day, digest=digest)

    def _blob(self, descriptor: Descriptor, kind: str) -> bytes:
        kinds = {"manifest": "manifests", "config": "blobs"}
        accepted = _ACCEPT if kind == "manifest" else "*/*"
        return self._got(f"{kinds[kind]}/{descriptor.digest}", accepted).body

    def _got(self, path: str, accepted: str) -> Response:
        answer = self._sent(path, accepted)
        if answer.status == _DENIED:
            self._log_in(answer)
            answer = self._sent(path, accepted)
        if answer.status == _OK:
            return answer
        raise self._refused(answer.status)

    def _sent(self, path: str, accepted: str) -> Response:
        headers = {"Accept": accepted}
        if self._authorization is not None:
            headers["Authorization"] = self._authorization
        return self._transport.get(f"{self._root}/{path}", headers)

    def _log_in(self, answer: Response) -> None:
        """Authenticate as the challenge of a refused request asks for.

        Source: distribution v2.8.3 docs/spec/auth/token.md; RFC 7235 4.1 for the header.
        """
        if not self._looked:
            self._login = login_for(self._place.domain, self._place.path)
            self._looked = True
        header = answer.headers.get("www-authenticate", "")[:_LONGEST_CHALLENGE]
        _, bearer, parameters = header.lower().partition("bearer ")
        if bearer:
            challenge = dict(_PARAMETER.findall(header[-len(parameters) :] if parameters else ""))
            self._authorization = f"Bearer {self._token(challenge)}"
        elif header.lower().startswith("basic") and self._login is not None and self._login.user:
            self._authorization = _basic(self._login)
        else:
            raise self._refused(_DENIED)

    def _token(self, challenge: dict[str, str]) -> str:
        realm = challenge.get("realm", "")
        parts = urlsplit(realm)
        # The realm comes from the registry: credentials go there over TLS only, unless the registry
        # itself and the realm are on this machine.
        plain = self._root.startswith("http:") and self._transport.is_loopback(realm)
        if parts.scheme != "https" and not (parts.scheme == "http" and plain):
            raise oci.fault(
                self._place.domain, "it wants a login at an address without TLS", "registry-answer"
            )
        scope = f"repository:{self._place.path}:pull"
        asked = {"service": challenge.get("service", ""), "scope": scope}
        login = self._login
        if login is not None and login.token:
            form = {"grant_type": "refresh_token", "refresh_token": login.token}
            answer = self._transport.post(realm, {**asked, **form, "client_id": "cmdresolve"})
        else:
            headers = {} if login is None else {"Authorization": _basic(login)}
            sign = "&" if parts.query else "?"
            answer = self._transport.get(f"{realm}{sign}{urlencode(asked)}", headers)
        if answer.status != _OK:
            raise self._refused(answer.status)
        record = oci.load(answer.body, self._place.domain, "token")
        record = record if isinstance(record, dict) else {}
        token = record.get("token") or record.get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise oci.fault(self._place.domain, "it gives no token", "registry-answer")
        return token

    def _refused(self, status: int) -> UnknownImageError:
        no_image, domain = self._transport.no_image, self._place.domain
        if status == _DENIED and self._login is None:
            return no_image(
                f"it does not give {self._reference} to anonymous users, or has no such image",
                f"log in to it: docker login {domain}, or podman login {domain}",
                "registry-login",
            )
        if status in (_DENIED, _FORBIDDEN):
            return no_image(
                f"it does not give {self._reference} to the user that is logged in",
                f"log in as another: docker login {domain}, or podman login {domain}",
                "registry-login",
            )
        if status == _MISSING:
            return no_image(
                f"it has no {self._reference}",
                "see whether the name and tag are right",
                "registry-missing",
            )
        if status == _TOO_OFTEN:
            return no_image(
                "it was asked too often",
                f"wait, or log in: docker login {domain}",
                "registry-limit",
            )
        return no_image(f"it answers with status {status}", "try again later")


def _asked(platform: str) -> Platform | None:
    """Return the platform to ask for; None for the default, which a single image need not have."""
    return None if platform == PLATFORM else parse_platform(platform)


def _basic(login: Login) -> str:
    packed = base64.b64encode(f"{login.user}:{login.password}".encode()).decode()
    return f"Basic {packed}"
