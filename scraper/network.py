"""How fast the sites are asked, and by which way."""

from __future__ import annotations

from msgspec import Struct


class Pace(Struct, frozen=True, kw_only=True):
    """How fast a source asks and how it retries; seconds. A site's own minimum is the least, except on loopback.

    Attributes:
        pause_s: least and most pause between two requests; None for the site's own.
        read_timeout_s: without a byte.
        deadline_s: of one whole request, its body included.
        retries: more tries after a passing fault.
        backoff_s: before the first retry where the site does not say; doubles, with jitter.
        longest_wait_s: a longer wait ends the source as rate limited instead.
        descriptions: job pages at most that one `Source.describe` call asks for.
    """

    pause_s: tuple[float, float] | None = None
    read_timeout_s: float = 15.0
    deadline_s: float = 30.0
    retries: int = 3
    backoff_s: float = 2.0
    longest_wait_s: float = 120.0
    descriptions: int = 100


class Network(Struct, frozen=True, kw_only=True):
    """How the sites are reached. Holds secrets (a proxy's password): never logged, shown or stored.

    Attributes:
        proxies: URLs, used in turn (http, https, socks5, socks5h).
        ca_cert: file of the certificate authorities to trust instead of the bundled ones.
    """

    proxies: tuple[str, ...] = ()
    ca_cert: str | None = None
    user_agent: str | None = None
