"""One request and its reply, bounded in time and size whatever the other side does. What the reply is worth is not decided here."""

from __future__ import annotations

import importlib
import os
import queue
import socket
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct
from typing_extensions import override

from licensing.client.errors import BadInput, NotTrusted, Unreachable

if TYPE_CHECKING:
    import requests

WAIT_S = 20.0
"""For the whole exchange, from the name's look-up to the last byte."""
_CONNECT_S = 10.0
"""For a connection; once there is one, the end of the whole exchange cuts it."""
MOST_BYTES = 1 << 18
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Sent(Struct, frozen=True, kw_only=True):
    """A request as it goes out; `ca_cert` names a file of authorities to trust in place of the environment's and our own."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    ca_cert: str = ""


class Came(Struct, frozen=True, kw_only=True):
    """A reply as it came; header names as the server wrote them are found in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(sent: Sent, *, wait_s: float = WAIT_S) -> Came:
    """The reply.

    Redirects are not followed. The environment's proxies are used, except to this computer itself.

    Raises:
        Unreachable: none came in time, or not a whole one.
        BadInput: there is no such file of authorities.
        NotTrusted: the server's certificate is not right, or its reply is larger than any of a license server.
    """
    if sent.ca_cert and not Path(sent.ca_cert).is_file():
        raise BadInput(f"There is no file {sent.ca_cert} with certificate authorities.")
    importlib.import_module("requests")  # half a second on a slow disk, before the clock begins
    line = _Line()
    answers: queue.SimpleQueue[Came | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(line.talk(sent))
        except Exception as error:  # noqa: BLE001 - told, or raised again, below
            answers.put(error)

    # A time limit of requests begins anew with every byte, so that a slow drip would never end.
    thread = threading.Thread(target=work, name="license-request", daemon=True)
    thread.start()
    host = urlsplit(sent.url).netloc
    try:
        answer = answers.get(timeout=wait_s)
    except queue.Empty:
        raise Unreachable(f"{host} did not answer within {wait_s:.0f} seconds. Try again later.") from None
    finally:
        line.cut()
    if isinstance(answer, Came):
        return answer
    raise _told(answer, host) from None


def on_this_computer(url: str) -> bool:
    """Whether the address is this computer's own."""
    return urlsplit(url).hostname in _LOOPBACK


class _Line:
    """The connections of one exchange, which can be cut from another thread, also while one is being made safe."""

    def __init__(self) -> None:
        self._ends: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = False

    def cut(self) -> None:
        """End it, so that a thread that still waits on it ends as well."""
        with self._lock:
            self._over = True
            for each in self._ends:
                _shut(each)

    def talk(self, sent: Sent) -> Came:
        try:
            return self._talk(sent)
        finally:
            with self._lock:
                for each in self._ends:
                    each.close()
                self._ends.clear()

    def _talk(self, sent: Sent) -> Came:
        import requests

        # Not through a session: it reads the whole body of a redirect, unpacked, even of one that it does not follow, and puts
        # a password from .netrc in place of our own header.
        request = requests.Request(sent.method, sent.url, headers=dict(sent.headers), data=sent.body or None).prepare()
        proxies = {} if on_this_computer(sent.url) else requests.utils.get_environ_proxies(sent.url)
        with (
            closing(self._adapter()) as adapter,
            adapter.send(
                request,
                stream=True,
                timeout=(_CONNECT_S, None),
                proxies=proxies,
                verify=sent.ca_cert or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
            ) as response,
        ):
            body = response.raw.read(MOST_BYTES + 1, decode_content=False)
            return Came(status=response.status_code, headers=response.headers, body=body)

    def _adapter(self) -> requests.adapters.HTTPAdapter:
        import requests.adapters

        line = self

        class Adapter(requests.adapters.HTTPAdapter):
            @override
            def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
                pool = super().get_connection_with_tls_context(*args, **kwargs)
                plain: Any = pool.ConnectionCls

                class Watched(plain):  # type: ignore[misc]  # which class it is depends on the address
                    def _new_conn(self) -> socket.socket:
                        connected: socket.socket = super()._new_conn()
                        line.watch(connected)
                        return connected

                pool.ConnectionCls = Watched
                return pool

        return Adapter(max_retries=0)

    def watch(self, connected: socket.socket) -> None:
        with self._lock:
            # A handle of our own: TLS takes the other one over, and is not for two threads.
            self._ends.append(connected.dup())
            if self._over:
                _shut(self._ends[-1])


def _shut(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _told(error: Exception, host: str) -> Exception:
    """The error as the person is told it; its own where it is a bug of ours."""
    import requests
    import urllib3.exceptions

    if isinstance(error, requests.exceptions.SSLError):
        return NotTrusted(f"The connection to {host} is not safe: its certificate is not right. Nothing was sent.")
    if isinstance(error, requests.exceptions.RequestException | urllib3.exceptions.HTTPError | OSError):
        return Unreachable(f"{host} cannot be reached, or broke off. Check the network connection, then try again.")
    return error
