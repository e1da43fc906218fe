"""Which addresses a report may be fetched from: Amazon's storage, over https, and nothing private."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, urlsplit

from bot.amazon.error import AmazonError

Resolve = Callable[[str], Iterable[str]]
"""Says the IP addresses of a host; raises OSError where it has none."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HTTPS = 443
_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII without blank and backslash


def addresses_of(host: str) -> list[str]:
    """Ask the system for a host's IP addresses."""
    found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def refuse_untrusted(url: str, hosts: Iterable[str], resolve: Resolve = addresses_of) -> None:
    """Raise AmazonError unless `url` is on one of `hosts`, before anything is connected to.

    It has to be https on the usual port, without user or password, on exactly a host of the list, whose
    addresses are all public. Only a loopback name that the list itself holds may be plain http, on any port.
    The sentence leaves the address out: a presigned one is a key.
    """
    parts, host = _read(url)
    if host not in {each.lower() for each in hosts}:
        raise _untrusted("its host is not in SP_API_DOCUMENT_HOSTS")
    if host in LOOPBACK:
        return
    if parts.scheme != "https" or parts.port not in (None, HTTPS):
        raise _untrusted("it is not plain https")
    try:
        addresses = list(resolve(host))
    except OSError:
        raise AmazonError("Amazon's storage for reports can't be found by its name.") from None
    if not addresses or not all(_public(address) for address in addresses):
        raise _untrusted("its host has a private address")


def _read(url: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(url)
        host, _port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _untrusted("it can't be read") from None
    if not _PLAIN.fullmatch(url) or parts.scheme not in ("https", "http") or not host:
        raise _untrusted("it can't be read")
    if "@" in parts.netloc:
        raise _untrusted("it carries a user")
    return parts, host


def _public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast


def _untrusted(why: str) -> AmazonError:
    return AmazonError(
        f"The address that Amazon gave for a report is not to be trusted: {why}.", permanent=True
    )
