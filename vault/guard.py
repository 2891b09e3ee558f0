"""The one way out to an address that somebody typed: never into our own network, never further than asked.

The name is resolved once, every address it has is judged, and the connection goes to the address that
was judged: a name that answers differently the second time gains nothing. Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from vault.refusals import OutgoingRefused

LIMIT = 5 * 1024 * 1024
TIMEOUT = 15.0
PIECE = 64 * 1024
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
TO_V4 = ipaddress.ip_network("2002::/16")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Answer:
    """What came back. A redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300


def fetch(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limit: int = LIMIT,
    timeout: float = TIMEOUT,
) -> Answer:
    """Asks `url`. OutgoingRefused: a blocked address, no answer in `timeout` seconds, more than `limit` bytes."""
    target = _target(url)
    ends_at = time.monotonic() + timeout
    try:
        link = _connected(target, _judged(target), ends_at)
        with _ended_at(link, ends_at):
            return _exchange(target, link, method, headers or {}, body, limit)
    except (OSError, http.client.HTTPException) as error:
        raise _no_answer(target, ends_at) from error
    except ValueError as error:
        raise OutgoingRefused(_("The request has a header or an address that is not allowed."), code="url") from error


def is_public(address: Address) -> bool:
    """Whether an address lies out in the world, also the one that an IPv6 address carries inside."""
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address) and (address in LOCAL_NAT64 or address.is_site_local):
        return False
    inside = address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not (inside or address.is_multicast or address.is_reserved)


def resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour if address in TO_V4 else None


def _target(url: str) -> SplitResult:
    try:
        target = urlsplit(url)
        known = target.scheme in PORTS and bool(target.hostname) and target.port != 0
    except ValueError:
        known = False
    if not known or target.username is not None or target.password is not None:
        raise OutgoingRefused(_("The address must begin with https:// or http:// and name a host."), code="url")
    return target


def _port(target: SplitResult) -> int:
    return target.port or PORTS[target.scheme]


def _judged(target: SplitResult) -> list[str]:
    """The addresses of the host. One bad among them refuses all: which one is used must not matter."""
    host = target.hostname or ""
    found = resolve(host, _port(target))
    if host in settings.OUTGOING_ALLOW:
        return found
    if not found or not all(_may_reach(address) for address in found):
        raise OutgoingRefused(
            _("%(host)s leads into an internal network, where no request is sent. An administrator can allow it.")
            % {"host": host},
            code="blocked",
        )
    return found


def _may_reach(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    return is_public(address) or any(address in network for network in _allowed_networks())


def _allowed_networks() -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for entry in settings.OUTGOING_ALLOW:
        try:
            yield ipaddress.ip_network(entry, strict=False)
        except ValueError:
            continue  # a host name


def _connected(target: SplitResult, addresses: list[str], ends_at: float) -> socket.socket:
    failed: OSError = OSError("no address")
    for address in addresses:
        try:
            link = socket.create_connection((address, _port(target)), timeout=_left(ends_at))
        except OSError as error:
            failed = error
            continue
        return _secured(link, target.hostname or "") if target.scheme == "https" else link
    raise failed


def _secured(link: socket.socket, host: str) -> ssl.SSLSocket:
    try:
        return ssl.create_default_context().wrap_socket(link, server_hostname=host)
    except OSError:
        link.close()
        raise


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _ended_at(link: socket.socket, ends_at: float) -> Iterator[None]:
    """A server that sends a byte now and then never runs into a socket's timeout; this ends it."""
    ending = threading.Timer(_left(ends_at), _hang_up, [link])
    ending.daemon = True
    ending.start()
    try:
        yield
    finally:
        ending.cancel()
        link.close()


def _hang_up(link: socket.socket) -> None:
    try:
        # Of the plain socket: an SSLSocket would take its TLS state away from under the reader.
        socket.socket.shutdown(link, socket.SHUT_RDWR)
    except OSError:
        return  # it was closed already


def _exchange(
    target: SplitResult, link: socket.socket, method: str, headers: Mapping[str, str], body: bytes | None, limit: int
) -> Answer:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname or "", _port(target))
    connection.sock = link
    connection.auto_open = False
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    kept = {name: value for name, value in headers.items() if name.lower() not in {"host", "connection"}}
    connection.request(method, path, body=body, headers={"Accept-Encoding": "identity", **kept, "Connection": "close"})
    with connection.getresponse() as response:
        return Answer(response.status, dict(response.getheaders()), _within(response, limit))


def _within(response: http.client.HTTPResponse, limit: int) -> bytes:
    body = bytearray()
    while piece := response.read(PIECE):
        body += piece
        if len(body) > limit:
            raise OutgoingRefused(_("The answer is larger than is allowed."), code="too_large")
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return bytes(body)


def _no_answer(target: SplitResult, ends_at: float) -> OutgoingRefused:
    host = {"host": target.hostname}
    if time.monotonic() >= ends_at:
        return OutgoingRefused(_("%(host)s did not answer in time.") % host, code="timeout")
    return OutgoingRefused(_("%(host)s can't be reached.") % host, code="unreachable")
