"""A served application as a process of its own, told to stop while it is asked."""

from __future__ import annotations

import asyncio
import errno
import http.client
import select
import socket
import sys
import threading
from urllib.parse import urlsplit

import pytest
import uvicorn

from licensing.server.errors import SetupError
from licensing.server.serve import let_nobody_in, listening, loop_on
from tests.licensing.server.web.asked import one_reply, served, until_closed
from tests.services.process import until

pytestmark = pytest.mark.measured

THING = b"GET /api/things/1 HTTP/1.1\r\nHost: toy\r\n\r\n"


def refused(server):
    try:
        server.connect().close()
    except ConnectionRefusedError:
        return True
    return False


class Client(threading.Thread):
    """Asks again and again until the server lets nobody in any more; keeps the connection, or takes a new one each time."""

    def __init__(self, address, *, keep):
        super().__init__()
        self._where = urlsplit(address).netloc
        self._keep = keep
        self.answered, self.failed = 0, []
        self.enough = threading.Event()

    def run(self):
        connection = http.client.HTTPConnection(self._where, timeout=30)
        while True:
            try:
                connection.connect() if connection.sock is None else None
            except ConnectionRefusedError:
                return
            try:
                connection.request("GET", "/api/slow?seconds=0.001")
                reply = connection.getresponse()
                assert reply.status == 200
                reply.read()
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
                return
            self.answered += 1
            if self.answered >= 20:
                self.enough.set()
            if not self._keep:
                connection.close()


@pytest.mark.long
@pytest.mark.parametrize("round_", range(3))
def test_server_when_stopped_under_load_then_every_request_it_let_in_is_answered(tmp_path, round_):
    # A client of sixteen in one busy process may have nothing to say for longer than a connection lasts that says nothing.
    with served(tmp_path, HANDLER_S="30", PATIENCE_S="30") as server:
        clients = [Client(server.address, keep=keep) for keep in [True, False] * 8]
        for client in clients:
            client.start()
        for client in clients:
            client.enough.wait(60)
        status = server.stop()
        for client in clients:
            client.join(60)
        assert status == 0
        assert [client.failed for client in clients if client.failed] == []
        assert min(client.answered for client in clients) >= 20
        assert '"event":"put away"' in server.log()


def test_server_when_stopped_then_what_runs_is_finished_and_the_application_put_away(tmp_path):
    with served(tmp_path, HANDLER_S="30") as server, server.connect() as connection:
        connection.sendall(b"GET /api/slow?seconds=0.8 HTTP/1.1\r\nHost: toy\r\n\r\n")
        with server.connect() as other:
            other.sendall(THING)  # so that the first is being answered for certain
            assert one_reply(other).startswith(b"HTTP/1.1 200")
        server.process.terminate()
        received = until_closed(connection)
        assert received.startswith(b"HTTP/1.1 200")
        assert b"connection: close" in received
        assert server.process.wait(60) == 0
        assert '"event":"put away"' in server.log()


def test_server_when_what_runs_takes_too_long_then_it_is_cut_off_and_told_so(tmp_path):
    with served(tmp_path, HANDLER_S="300", STOP_S="1") as server, server.connect() as connection:
        connection.sendall(b"GET /api/slow HTTP/1.1\r\nHost: toy\r\n\r\n")
        with server.connect() as other:
            other.sendall(THING)
            assert one_reply(other).startswith(b"HTTP/1.1 200")
        server.process.terminate()
        received = until_closed(connection)
        assert received.startswith(b"HTTP/1.1 503")
        assert b"jobspy-signature: test." in received
        assert b"UNAVAILABLE" in received
        assert server.process.wait(60) == 0
        assert "cut_off" in server.log()


def test_server_when_stopped_while_a_connection_is_idle_then_a_request_on_its_way_is_answered(tmp_path):
    with served(tmp_path) as server, server.connect() as connection:
        connection.sendall(THING)
        assert one_reply(connection).startswith(b"HTTP/1.1 200")
        server.process.terminate()
        until(lambda: refused(server), "the server to let nobody in")
        connection.sendall(THING)
        received = until_closed(connection)
        assert received.startswith(b"HTTP/1.1 200")
        assert b"connection: close" in received
        assert server.process.wait(60) == 0


def test_server_when_it_listens_then_the_file_has_its_address(tmp_path):
    ready = tmp_path / "ready"
    with served(tmp_path, READY=str(ready)) as server:
        assert ready.read_text() == f"{server.address}\n"
        assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(("platform", "loops"), [("win32", True), ("linux", False)])
def test_loop_when_on_windows_then_is_one_that_the_database_can_be_asked_on(platform, loops):
    factory = uvicorn.Config("none", loop=loop_on(platform), log_config=None).get_loop_factory()
    assert (factory is asyncio.SelectorEventLoop) is loops


def test_listening_when_the_port_is_taken_then_it_says_so():
    with listening("127.0.0.1", 0) as taken, pytest.raises(SetupError, match=r"cannot listen on 127\.0\.0\.1, port"):
        listening("127.0.0.1", taken.getsockname()[1])


def test_listening_when_the_address_is_of_ip_version_6_then_it_listens_there():
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("this computer has no IPv6")
    with listening("::1", 0) as listener:
        assert listener.getsockname()[0] == "::1"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let in whoever comes until the socket is closed")
def test_listener_when_it_lets_nobody_in_any_more_then_who_was_before_is_there_and_who_comes_is_not_let_in_and_cut_off():
    with listening("127.0.0.1", 0) as listener, socket.socket() as late:
        listener.setblocking(False)
        address = listener.getsockname()
        with socket.create_connection(address) as before:
            let_nobody_in(listener)
            late.setblocking(False)
            assert late.connect_ex(address) == errno.EINPROGRESS
            accepted, _ = listener.accept()
            with pytest.raises(BlockingIOError):
                listener.accept()
            listener.close()
            accepted.sendall(b"here")
            accepted.close()
            assert before.recv(4) == b"here"
        assert select.select([], [late], [], 60)[1] == [late]
        assert late.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED
