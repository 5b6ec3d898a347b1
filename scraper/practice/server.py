"""The practice sites on loopback: a forward proxy that ends TLS itself and never opens a connection of its own.

A client that uses `proxy_url` and trusts `ca_path` meets every practice site under its real name; any other name is
refused. Each connection has a thread; `close()` shuts the sockets, so that even a hanging answer ends at once.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import socket
import socketserver
import ssl
import struct
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import parse_qs, urlsplit

import trustme
from msgspec import Struct
from typing_extensions import override

from scraper.practice.bayt import Bayt
from scraper.practice.bdjobs import BDJobs
from scraper.practice.faults import Fault, FaultName, FaultPlan, Sending, sending, spoiled
from scraper.practice.glassdoor import Glassdoor
from scraper.practice.hellowork import HelloWork
from scraper.practice.http import Kind, Request, Response
from scraper.practice.indeed import Indeed
from scraper.practice.linkedin import LinkedIn
from scraper.practice.naukri import Naukri
from scraper.practice.world import World
from scraper.practice.zip_recruiter import ZipRecruiter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from scraper.practice.http import Site

DRIP_S = 0.2
MISSING_BYTES = 100

# One for each site, in the order people see them.
SITES: tuple[Callable[[World], Site], ...] = (
    LinkedIn,
    Indeed,
    Glassdoor,
    ZipRecruiter,
    Bayt,
    Naukri,
    BDJobs,
    HelloWork,
)


class PracticeSettings(Struct, frozen=True, kw_only=True):
    """How the practice sites behave.

    Attributes:
        latency_s: before every answer of a site.
        seed, jobs: which made-up jobs, and how many.
        faults: what goes wrong; the first that fits a request is met.
    """

    latency_s: float = 0.0
    seed: int = 1
    jobs: int = 4000
    faults: tuple[Fault, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """A request that reached a site."""

    at_s: float
    site: str
    kind: Kind
    path: str
    status: int


class PracticeSites:
    """All practice sites behind one proxy; use as a context manager.

    Attributes:
        proxy_url: for the client's proxy setting.
        ca_path: file of the throw-away authority to trust; its folder is only ours and goes when we close.
        world: the made-up jobs they show.
        log: every request that reached a site, in order.
    """

    def __init__(self, settings: PracticeSettings | None = None) -> None:
        self.settings = settings or PracticeSettings()
        self.log: list[Asked] = []
        self._plan = FaultPlan(self.settings.faults)
        self.stopping = threading.Event()
        self.world = World(self.settings.seed, self.settings.jobs)
        self._sites = {host: site for make in SITES for site in (make(self.world),) for host in site.hosts}
        self._folder = tempfile.TemporaryDirectory(prefix="jobspy-practice-")  # mode 0700
        self._authority = trustme.CA()
        self.ca_path = str(Path(self._folder.name, "ca.pem"))
        self._authority.cert_pem.write_to_path(self.ca_path)
        self._server = _Server(("127.0.0.1", 0), functools.partial(_Proxy, self))
        self.proxy_url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="practice-sites")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving, whatever is under way, and remove the authority's folder."""
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.close_connections()
        self._server.server_close()
        self._folder.cleanup()

    def serves(self, host: str) -> bool:
        """Whether a practice site has this name."""
        return host in self._sites

    @functools.lru_cache(maxsize=64)  # noqa: B019 - lives as long as the process that practices
    def context(self, host: str) -> ssl.SSLContext:
        """The TLS side of a site."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        self._authority.issue_cert(host).configure_cert(context)
        return context

    def answer(self, request: Request) -> tuple[Response, Sending]:
        """What the site asked for says, after the latency, and how it is sent."""
        site = self._sites[request.host]
        kind = site.kind(request)
        if self.settings.latency_s:
            self.stopping.wait(self.settings.latency_s)
        fault = self._plan.next(site.name, kind)
        response = _answered(site, request, fault)
        asked = Asked(at_s=time.monotonic(), site=site.name, kind=kind, path=request.path, status=response.status)
        self.log.append(asked)
        return response, sending(fault)


def _answered(site: Site, request: Request, fault: Fault | None) -> Response:
    if fault is None:
        return site.answer(request)
    if fault.name is FaultName.EMPTY:
        return site.empty(request)
    response = site.answer(request)
    return site.with_bad_job(response) if fault.name is FaultName.BAD_JOB else spoiled(fault, response)


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    request_queue_size = 128
    block_on_close = True

    def __init__(self, address: tuple[str, int], handler: Callable[..., socketserver.BaseRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def tracked(self, connection: socket.socket) -> Iterator[None]:
        """While inside, `close_connections` shuts this connection."""
        with self._lock:
            self._open.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(connection)

    def close_connections(self) -> None:
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is no error of ours."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `PracticeSites.log` has it."""


class _Proxy(_Handler):
    def __init__(self, practice: PracticeSites, *args: object) -> None:
        self._practice = practice
        super().__init__(*args)  # type: ignore[arg-type]  # the server's own three arguments

    @override
    def handle(self) -> None:
        with cast("_Server", self.server).tracked(self.connection):
            super().handle()

    def do_CONNECT(self) -> None:
        """Play the site that is asked for, in this very process."""
        host = self.path.rpartition(":")[0]
        self.close_connection = True
        if not self._practice.serves(host):
            self.send_error(403, "Not a practice site")
            return
        self.send_response(200, "Connection established")
        self.end_headers()
        server = cast("_Server", self.server)
        context = self._practice.context(host)
        with context.wrap_socket(self.connection, server_side=True) as secure, server.tracked(secure):
            _SiteHandler(self._practice, host, secure, self.client_address, server)


class _SiteHandler(_Handler):
    def __init__(self, practice: PracticeSites, host: str, *args: object) -> None:
        self._practice, self._host = practice, host
        super().__init__(*args)  # type: ignore[arg-type]  # the server's own three arguments

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        request = Request(
            method=self.command,
            host=self._host,
            path=url.path,
            query=parse_qs(url.query, keep_blank_values=True),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("content-length", 0))),
        )
        response, how = self._practice.answer(request)
        if how is Sending.HANG:
            self._practice.stopping.wait()
            return
        if how is Sending.RESET:
            self._reset()
            return
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        missing = MISSING_BYTES if how is Sending.SHORT else 0
        self.send_header("Content-Length", str(len(response.body) + missing))
        for name, value in response.headers:
            self.send_header(name, value)
        self.end_headers()
        if how is Sending.DRIP:
            self._drip(response.body)
        else:
            self.wfile.write(response.body)
        self.close_connection = how is not Sending.WHOLE

    def _reset(self) -> None:
        """End the connection as a failing router does, without a goodbye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
        self.close_connection = True

    def _drip(self, body: bytes) -> None:
        """A byte at a time, too slowly ever to end, yet never silent for long."""
        for index in range(len(body)):
            self.wfile.write(body[index : index + 1])
            if self._practice.stopping.wait(DRIP_S):
                return

    def do_POST(self) -> None:
        self.do_GET()
