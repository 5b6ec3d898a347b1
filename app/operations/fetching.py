"""A file from the web, whole or not at all: from one address and no other, never more than was said, within a time.

Only `app.operations.updates` fetches in this process; the sites are asked by the engine's (`scraper.transport`).
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.cancel import Cancel
from scraper.errors import Expected
from scraper.network import redacted
from scraper.transport import aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from requests import PreparedRequest, Response

    from scraper.network import Network

_CHUNK = 64 * 1024
_CONNECT_S = 15.0
_SILENCE_S = 15.0


class NotFetched(Expected):
    """It did not come, or not as it should."""


def fetch(
    address: str,
    *,
    most_bytes: int,
    deadline_s: float,
    network: Network,
    cancel: Cancel,
    keep: Callable[[bytes], object],
) -> int:
    """Hand the body to `keep`, a piece at a time, and give its length in bytes; on the caller's thread.

    A redirect is refused wherever it leads, as is a body that is longer than `most_bytes` or packed.

    Raises:
        NotFetched: something is wrong with the answer, or none came.
        Cancelled: `cancel` was set, which ends it at once.
    """
    host, end = _host(address), monotonic() + deadline_s
    with _opened(address, host, network, cancel) as response:
        _check(response, host, most_bytes)
        total = 0
        while piece := _read(response, host, cancel):
            total += len(piece)
            if total > most_bytes:
                raise NotFetched(f"{host} sends more than it should, so all of it was thrown away.")
            if monotonic() > end:
                raise NotFetched(f"{host} takes too long to answer. Try again later.")
            keep(piece)
    told = response.headers.get("Content-Length", str(total))
    if told != str(total):
        raise NotFetched(f"{host} broke off before the end. Try again.")
    return total


@contextmanager
def _opened(address: str, host: str, network: Network, cancel: Cancel) -> Iterator[Response]:
    """The response with its body still to come; asked for on a thread that a dead server may keep."""
    import requests

    session = requests.Session()
    session.auth = _nobody  # else a login of ~/.netrc is sent
    handed = _Handed()
    if network.proxies:
        session.proxies = dict.fromkeys(("http", "https"), network.proxies[0])
        session.trust_env = False

    def ask() -> Response:
        return handed.over(
            session.get(
                address,
                headers={"Accept-Encoding": "identity", "User-Agent": "jobspy-desktop"},
                allow_redirects=False,
                stream=True,
                verify=network.ca_cert,  # of the session's own, one in the environment would take the place
                timeout=(_CONNECT_S, _SILENCE_S),
            )
        )

    with session, handed:
        response = _asked(ask, host, network, cancel)
        Cancel(cancel, then=lambda: _shut(response))
        yield response


class _Handed:
    """A response on its way from one thread to another; closed at the end, also one that comes when nobody waits any more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._response: Response | None = None
        self._left = False

    def over(self, response: Response) -> Response:
        """The response, from now on looked after."""
        with self._lock:
            self._response = response
            if self._left:
                response.close()
        return response

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._left = True
            if self._response is not None:
                self._response.close()


def _asked(ask: Callable[[], Response], host: str, network: Network, cancel: Cancel) -> Response:
    """The response, or why there is none in words."""
    import requests

    try:
        response: Response = aside(host, ask, cancel, _CONNECT_S + _SILENCE_S)
    except requests.exceptions.SSLError:
        raise NotFetched(
            f"{host} cannot prove who it is (its certificate is not trusted), so nothing was read."
        ) from None
    except (requests.exceptions.RequestException, OSError, ValueError) as error:
        said = redacted(type(error).__name__, network)
        raise NotFetched(f"{host} cannot be reached ({said}). Check the network connection and try again.") from None
    return response


def _nobody(request: PreparedRequest) -> PreparedRequest:
    """A request without a login."""
    return request


def _shut(response: Response) -> None:
    """End a read that waits, from another thread."""
    with suppress(OSError, ValueError, RuntimeError):  # it ended on its own meanwhile
        response.raw.shutdown()


def _check(response: Response, host: str, most_bytes: int) -> None:
    status = response.status_code
    if response.is_redirect or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise NotFetched(
            f"{host} sends us elsewhere, which is not followed. Ask whoever runs it for the right address."
        )
    if status != HTTPStatus.OK:
        raise NotFetched(f"{host} has no such file ({status}). Check the address, or try again later.")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NotFetched(f"{host} packs what it sends, which was not asked for, so it is not read.")
    length = response.headers.get("Content-Length", "0")
    if not re.fullmatch(r"[0-9]{1,15}", length) or int(length) > most_bytes:
        raise NotFetched(f"{host} sends more than it should, so nothing was read.")


def _read(response: Response, host: str, cancel: Cancel) -> bytes:
    """The next piece, as soon as there is one; b"" at the end."""
    from urllib3.exceptions import HTTPError

    try:
        piece: bytes = response.raw.read1(_CHUNK, decode_content=False)
    except (HTTPError, OSError, ValueError):
        cancel.check()
        raise NotFetched(f"{host} broke off before the end. Try again.") from None
    cancel.check()
    return piece


def _host(address: str) -> str:
    return urlsplit(address).hostname or "The server"
