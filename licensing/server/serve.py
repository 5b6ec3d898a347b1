"""Serves until told to stop; then takes no more, finishes what was asked, and ends.

Whoever was let in is answered: a connection that the system had accepted, or over which a request was on its way, is read
once more before it is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import signal
import socket
import struct
import sys
from typing import TYPE_CHECKING, cast

import uvicorn
from typing_extensions import override

from licensing.server.app import create_app
from licensing.server.errors import ProblemError, SetupError
from licensing.server.web.connections import HEAD_S, behind
from licensing.server.web.described import log_error
from licensing.server.web.logs import configure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from licensing.server.config import Settings
    from licensing.server.web.addresses import Network
    from licensing.server.web.asgi import App, Message, Receive, Scope, Send
    from licensing.server.web.connections import Connection

STOP_S = 20
_BACKLOG = 2048
_SO_ATTACH_FILTER, _RETURN_NOTHING = 26, 6
"""Linux's, which Python has no names for."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(settings: Settings, *, ready_file: Path | None = None, stop_s: int = STOP_S) -> None:
    """Serve with these settings until SIGTERM or SIGINT; on the main thread. Logs go to standard error.

    Raises:
        SetupError: it cannot listen there, or the data folder, the keys or the database are not as they have to be.
        ProblemError: the database does not answer.
    """
    configure(sys.stderr)
    with listening(settings.host, settings.port) as listener:
        port: int = listener.getsockname()[1]
        app = create_app(settings.model_copy(update={"port": port}))
        run(app, listener, trusted=settings.trusted_proxies, ready_file=ready_file, stop_s=stop_s)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is any that is free.

    Raises:
        SetupError: another program has the port, or there is no such address here.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise SetupError(f"The server cannot listen on {host}, port {port}: {error.strerror or error}.") from error


def run(
    app: App,
    listener: socket.socket,
    *,
    trusted: Sequence[Network] = (),
    ready_file: Path | None = None,
    stop_s: int = STOP_S,
) -> None:
    """Serve this application; says "Listening on ADDRESS" on standard output, and in the file, once it does.

    `trusted` are the proxies in front of it, which may have as many connections as there are.

    Raises:
        SetupError, ProblemError: the application could not start.
    """
    hindrances: list[Exception] = []
    config = uvicorn.Config(
        _with_hindrances(app, hindrances),
        loop=loop_on(sys.platform),
        http=behind(trusted),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=int(HEAD_S),
        timeout_graceful_shutdown=stop_s,
    )
    server = _Server(config, lambda: _tell(_address(listener), ready_file))
    try:
        with _ended_by_signals():
            server.run(sockets=[listener])
    except SystemExit:  # uvicorn's, which knows no reason
        if not hindrances:
            raise
        raise _reason(hindrances[0]) from None
    for error in hindrances:
        log_error("not_put_away", error)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _with_hindrances(app: App, hindrances: list[Exception]) -> App:
    """The application; what keeps it from starting or ending well is kept, for uvicorn logs it as a text, with all its words."""

    async def called(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return

        async def without_words(message: Message) -> None:
            await send({name: value for name, value in message.items() if name != "message"})

        try:
            await app(scope, receive, without_words)
        except Exception as error:
            hindrances.append(error)
            raise

    return called


def _reason(error: Exception) -> Exception:
    """What is told of an error that kept the server from starting."""
    if isinstance(error, SetupError | ProblemError):
        return error
    log_error("not_started", error)
    return SetupError("Something went wrong while the server started: its log says where.")


def loop_on(platform: str) -> str:
    """Which event loop: the fastest; but on Windows not its own, which psycopg has no use for."""
    return "asyncio:SelectorEventLoop" if platform == "win32" else "auto"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        waiting = [connection for listener in sockets or [] for connection in self._stop_listening(listener)]
        for connection in self.server_state.connections:
            connection.shutdown()
        for accepted in waiting:
            accepted.setblocking(False)
            await asyncio.get_running_loop().connect_accepted_socket(self._connection, accepted)
        await super().shutdown(sockets)

    def _stop_listening(self, listener: socket.socket) -> list[socket.socket]:
        """Stop, and take those whom the system has let in already; closing the socket alone would turn them away."""
        waiting = []
        with listener.dup() as rest:
            let_nobody_in(rest)
            for server in self.servers:
                server.close()
            listener.close()
            rest.setblocking(False)
            with contextlib.suppress(OSError):  # nobody is left, or no more files may be open
                while True:
                    waiting.append(rest.accept()[0])
        return waiting

    def _connection(self) -> Connection:
        kind = cast("type[Connection]", self.config.http_protocol_class)
        return kind(self.config, self.server_state, self.lifespan.state)


def let_nobody_in(listener: socket.socket) -> None:
    """From now on the system passes over who knocks, which it does not elsewhere than on Linux.

    Else one who came between the last look at those let in and the end of the socket would be let in and turned away. Who is
    passed over knocks again after a second, and learns that nobody is there.
    """
    if sys.platform == "linux":
        nothing = ctypes.create_string_buffer(struct.pack("HBBI", _RETURN_NOTHING, 0, 0, 0))  # a program of one step
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HP", 1, ctypes.addressof(nothing)))


def _tell(address: str, ready_file: Path | None) -> None:
    if ready_file:
        # Whole or not at all: somebody waits for it to appear.
        part = ready_file.with_name(f"{ready_file.name}.part")
        part.write_text(f"{address}\n", encoding="utf-8")
        part.replace(ready_file)
    sys.stdout.write(f"Listening on {address}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A signal that stopped the server has done its work; uvicorn raises it once more when it is done."""
    before = [signal.signal(number, lambda *_: None) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
