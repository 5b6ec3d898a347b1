"""How fast the sites are asked, and by which way."""

from __future__ import annotations

import ipaddress
import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from scraper.errors import BadInput


class Pace(Struct, frozen=True, kw_only=True):
    """How fast a source asks and how it retries; seconds. A site's own minimum is the least, except on loopback.

    Attributes:
        pause_s: least and most pause between two requests; None for the site's own.
        of_sites_s: the same for single sites, by key, in the place of `pause_s`.
        read_timeout_s: without a byte.
        deadline_s: of one whole request, its body included.
        retries: more tries after a passing fault.
        backoff_s: before the first retry where the site does not say; doubles, with jitter.
        longest_wait_s: a longer wait ends the source as rate limited instead.
        descriptions: jobs at most that one search, or one `Source.describe` call, describes at a board that needs
            further requests for it.
    """

    pause_s: tuple[float, float] | None = None
    of_sites_s: dict[str, tuple[float, float]] = {}
    read_timeout_s: float = 15.0
    deadline_s: float = 30.0
    retries: int = 3
    backoff_s: float = 2.0
    longest_wait_s: float = 120.0
    descriptions: int = 100

    def of(self, site: str) -> Pace:
        """How fast this one is asked."""
        return replace(self, pause_s=self.of_sites_s.get(site, self.pause_s), of_sites_s={})


def _without_secrets(network: Network) -> str:
    """How many proxies, and nothing of them."""
    return f"Network({len(network.proxies)} proxies, ca_cert={network.ca_cert is not None})"


class Network(Struct, frozen=True, kw_only=True):
    """How the sites are reached. Holds secrets (a proxy's password): never logged, shown or stored.

    Attributes:
        proxies: URLs, used in turn (http, https, socks5, socks5h).
        ca_cert: file of the certificate authorities to trust instead of the bundled ones.
    """

    proxies: tuple[str, ...] = ()
    ca_cert: str | None = None
    user_agent: str | None = None

    __repr__ = _without_secrets


_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
_SHORT = 4
_USER_INFO = re.compile(r"//[^/@\s'\"]*@")


def check(network: Network) -> None:
    """Raise `BadInput` for a proxy or a CA file that cannot be used; the message does not repeat a proxy's address."""
    for number, proxy in enumerate(network.proxies, 1):
        try:
            parts = urlsplit(with_scheme(proxy))
            usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
            # A password with these in it ends where nobody looks for one.
            usable = usable and parts.path in {"", "/"} and not parts.query and not parts.fragment
        except ValueError:
            usable = False
        if not usable or re.search(r"\s", proxy):
            raise BadInput(
                f"Proxy {number} of {len(network.proxies)} is not an address such as http://host:8080 or"
                " socks5h://name:password@host:1080 (special characters in a password as %40)."
            )
    if network.ca_cert is not None and not Path(network.ca_cert).is_file():
        raise BadInput(f"There is no file {network.ca_cert} with certificate authorities.")


def on_loopback(network: Network) -> bool:
    """Whether everything goes to proxies on this machine, as in practice: there no site is spared by a pause."""
    return bool(network.proxies) and all(_is_loopback(proxy) for proxy in network.proxies)


def redacted(text: str, network: Network) -> str:
    """The text without anything of a proxy that could be a secret: user names and passwords, however written."""
    secrets = {secret for proxy in network.proxies for secret in _secrets(proxy)}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    return _USER_INFO.sub("//***@", text)


def _secrets(proxy: str) -> set[str]:
    """How a proxy's user name and password may occur in a text; nothing is asked of the URL's form.

    A very short one is only taken out where it stands as a login: "a" is in every sentence.
    """
    login = proxy.split("://", 1)[-1].rpartition("@")[0]
    if not login:
        return set()
    user, _, password = login.partition(":")
    plain = f"{unquote(user)}:{unquote(password)}"
    forms = {form for part in (user, password) for form in (part, unquote(part), quote(unquote(part), safe=""))}
    return {form for form in forms if len(form) >= _SHORT} | {
        f"{login}@",
        f"{plain}@",
        b64encode(plain.encode()).decode(),
    }


def with_scheme(proxy: str) -> str:
    """A proxy's address as a URL: plain HTTP where nothing else is said."""
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_loopback(proxy: str) -> bool:
    host = urlsplit(with_scheme(proxy)).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
