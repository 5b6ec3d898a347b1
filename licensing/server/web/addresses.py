"""From where a request comes, as far as that can be believed."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from licensing.server.web.asgi import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
_HOUSEHOLD_BITS = 64
UNKNOWN = "unknown"


def client_address(scope: Scope, trusted: Sequence[Network]) -> Address | None:
    """The address a request comes from.

    Where a trusted proxy passed it on, the last in X-Forwarded-For that is not a trusted proxy itself: whatever is
    further left was written by the client. None where the server does not know its peer, or a trusted proxy wrote none.
    """
    peer = scope.get("client")
    address = read(peer[0]) if peer else None
    if address is None or not trusts(trusted, address):
        return address
    for text in reversed(_forwarded(scope)):
        address = read(text)
        if address is None or not trusts(trusted, address):
            return address
    return address


def subject(address: Address | None) -> str:
    """What is counted: an IPv4 address, or the network of 64 bits that a household or a rented server has of IPv6."""
    if address is None:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOUSEHOLD_BITS), strict=False))
    return str(address)


def is_here(scope: Scope, trusted: Sequence[Network]) -> bool:
    """Whether a request comes from this computer itself, and nobody says that it was passed on."""
    peer = read(scope["client"][0]) if scope.get("client") else None
    if peer is None or not peer.is_loopback:  # a proxy elsewhere passes on what its clients wrote, "127.0.0.1" too
        return False
    if not _forwarded(scope):
        return True
    address = client_address(scope, trusted)
    return trusts(trusted, peer) and address is not None and address.is_loopback


def _forwarded(scope: Scope) -> list[str]:
    """Every address in X-Forwarded-For, in order, over all headers of that name."""
    values = [bytes(value).decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [part.strip() for value in values for part in value.split(",")]


@lru_cache(maxsize=4096)
def read(text: str) -> Address | None:
    """The address in a text; an IPv4 address in IPv6's clothes is itself. None: it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def trusts(trusted: Sequence[Network], address: Address | None) -> bool:
    """Whether it is one of the trusted networks'."""
    return address is not None and any(address in network for network in trusted)
