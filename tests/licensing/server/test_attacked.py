"""Bare sockets against the real server, with its real bounds: what is slow, too large, ambiguous or smuggled in.

`web/test_connections.py` tries more of it on a small application in the same layers, whose bounds are soon reached.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from licensing.protocol.key_file import read_key_file
from licensing.protocol.messages import PREFIX
from licensing.protocol.replies import HEADER, Reply, verified_at
from licensing.server.keys.ring import KEY_FILE
from licensing.server.web.bounds import BODY_BYTES, BODY_S
from licensing.server.web.connections import HEAD_BYTES, HEAD_S
from tests.licensing.server.web.asked import one_reply, served, until_closed

pytestmark = pytest.mark.long
GET = b"GET /health HTTP/1.1\r\nHost: license.test\r\n"
PATH = f"{PREFIX}/licenses/validate"
POST = f"POST {PATH} HTTP/1.1\r\nHost: license.test\r\nContent-Type: application/json\r\n".encode()
SPARE_S = 10.0
"""For a busy computer."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory, made_keys):
    folder = tmp_path_factory.mktemp("attacked")
    folder.chmod(0o700)
    shutil.copy2(made_keys, folder)
    return folder


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory):
    environment = {"DATA_DIR": str(folder), "PORT": "0"}
    environment = {f"JOBSPY_LICENSE_{name}": value for name, value in environment.items()}
    with served(tmp_path_factory.mktemp("served"), "tests.licensing.server.started", **environment) as server:
        yield server
        assert server.stop() == 0
        assert "Traceback" not in server.log()


def is_signed(folder, received, method, path):
    """Whether a reply that came over a bare socket is the server's, whole."""
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    reply = Reply(method=method, path=path, status=int(status.split()[1]), nonce="", body=body)
    return verified_at(headers[HEADER.lower()], reply, read_key_file((folder / KEY_FILE).read_bytes()).keys)


def trickled(server, begun):
    """What comes back for these bytes and one more every second, until the server closes; and after how long."""
    began = time.monotonic()
    received = b""
    with server.connect() as connection:
        connection.sendall(begun)
        connection.settimeout(1)
        with contextlib.suppress(ConnectionError):
            while time.monotonic() < began + HEAD_S + SPARE_S:
                connection.sendall(b"x")
                with contextlib.suppress(TimeoutError):
                    part = connection.recv(65536)
                    received += part
                    if not part:
                        break
    return received, time.monotonic() - began


def test_slow_ones_when_there_are_many_then_each_is_ended_in_time_and_others_are_answered_meanwhile(server, folder):
    heads = [b"GET /he", GET, GET + b"X-Slow: ", GET + b"\r\n" + GET]
    bodies = [POST + b"Content-Length: 5000\r\n\r\n{", POST + b"Transfer-Encoding: chunked\r\n\r\n1000\r\n{"]
    with ThreadPoolExecutor(len(heads + bodies)) as pool, httpx.Client(base_url=server.address) as http:
        slow = [pool.submit(trickled, server, begun) for begun in heads + bodies]
        assert http.get("/health").status_code == 200
        results = [each.result() for each in slow]
    assert all(HEAD_S - 2 < took < HEAD_S + SPARE_S for _, took in results)
    for received, _ in results[: len(heads)]:
        assert received.count(b"HTTP/1.1") == received.count(b"HTTP/1.1 200")
    for received, _ in results[len(heads) :]:
        assert received.startswith(b"HTTP/1.1 408")
        assert b"TOO_SLOW" in received
        assert is_signed(folder, received, "POST", PATH)
    assert BODY_S == HEAD_S


@pytest.mark.parametrize(
    "request_",
    [
        GET + b"X-Large: " + b"x" * HEAD_BYTES + b"\r\n\r\n",
        GET + b"X-Many: 1\r\n" * (HEAD_BYTES // 7 + 1) + b"\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: license.test\r\n\r\n",
        GET + b"X-A: 1\rX-B: 2\r\n\r\n",
        GET + b"X-A: \0\r\n\r\n",
        GET + b" X-Folded: 1\r\n\r\n",
        POST + b"Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}" + GET + b"\r\n",
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + b"\r\n",
    ],
    ids=["large", "many", "path", "bare CR", "zero", "folded", "two lengths", "length and chunks"],
)
def test_head_when_it_is_too_large_or_can_be_read_in_two_ways_then_it_is_refused_and_nothing_after_it_answered(
    server, request_
):
    received = server.raw(request_)
    assert received == b"" or received.startswith(b"HTTP/1.1 400")
    assert received.count(b"HTTP/1.1") <= 1


@pytest.mark.parametrize("framed", [True, False], ids=["of a length", "in chunks"])
def test_body_when_it_is_too_large_then_it_is_refused_and_the_reply_is_signed(server, folder, framed):
    body = b"x" * (BODY_BYTES + 1)
    if framed:
        received = server.raw(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    else:
        received = server.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 413")
    assert b"connection: close" in received
    assert is_signed(folder, received, "POST", PATH)


def test_body_when_it_is_endless_then_only_a_part_of_it_is_read(server):
    sent = 0
    with server.connect() as connection, contextlib.suppress(ConnectionError):
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        while sent < 50_000_000:
            connection.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
            sent += 65_536
    assert sent < 50_000_000


@pytest.mark.parametrize("injected", ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a%0d%0aX-Injected:%201"])
@pytest.mark.parametrize("header", ["X-Request-ID", "JobSpy-Nonce", "X-Forwarded-For", "Authorization"])
def test_header_when_line_ends_are_smuggled_in_then_no_reply_has_a_header_of_the_clients(server, header, injected):
    with server.connect() as connection:
        connection.sendall(
            f"GET {PREFIX}/users/{injected}/subscription HTTP/1.1\r\nHost: license.test\r\n".encode()
            + f"{header}: {injected}\r\nConnection: close\r\n\r\n".encode()
        )
        received = until_closed(connection)
    assert b"x-injected" not in received.partition(b"\r\n\r\n")[0].lower()


def test_server_when_all_that_was_tried_then_it_answers_as_before(server):
    with server.connect() as connection:
        connection.sendall(GET + b"\r\n")
        assert one_reply(connection).startswith(b"HTTP/1.1 200")
