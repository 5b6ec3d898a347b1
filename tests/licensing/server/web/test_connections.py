"""Bare sockets against the served toy: heads and bodies that are slow, endless, doubled, or ambiguous."""

from __future__ import annotations

import contextlib
import select
import socket
import time

import httpx
import pytest

from licensing.server.limits.zones import UNREADABLE
from tests.licensing.server.web.asked import one_reply, served, until_closed
from tests.licensing.server.web.toy import BODY_BYTES, is_signed, nonced

pytestmark = [pytest.mark.long, pytest.mark.measured]
THING = b"GET /api/things/1 HTTP/1.1\r\nHost: toy\r\n\r\n"
POST = b"POST /api/things HTTP/1.1\r\nHost: toy\r\nContent-Type: application/json\r\n"
# The served toy gives a head and a body 0.7 s.
SOON_S = 8.0


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as server:
        yield server


@contextlib.contextmanager
def soon():
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SOON_S


@pytest.mark.parametrize("part", [b"", b"GET /api/things/1 HTTP/1.1\r\n", THING[:-2], THING + b"GET /api"])
def test_head_when_it_does_not_come_whole_then_the_connection_is_closed(server, part):
    with soon():
        received = server.raw(part)
    assert received.count(b"HTTP/1.1 200") == part.count(THING)


def test_head_when_it_comes_a_byte_at_a_time_then_it_has_no_more_time_for_that(server):
    with soon(), server.connect() as connection, contextlib.suppress(ConnectionError, TimeoutError):
        connection.settimeout(0.05)
        while True:
            connection.sendall(b"X")
            with contextlib.suppress(TimeoutError):
                if not connection.recv(1024):
                    break


def test_head_when_it_is_endless_then_it_is_refused(server):
    with soon():
        received = server.raw(b"GET / HTTP/1.1\r\n", *[b"X-Header: " + b"x" * 8_000 + b"\r\n"] * 20)
    assert received == b"" or received.startswith(b"HTTP/1.1 400")


def test_connection_when_idle_after_a_reply_then_it_is_closed(server):
    with soon():
        assert server.raw(THING).count(b"HTTP/1.1 200") == 1


@pytest.mark.parametrize("mebibytes", [8, 16])
def test_reply_when_it_is_not_read_then_the_connection_is_cut_off(server, mebibytes):
    with soon(), socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(server.where)
        connection.sendall(f"GET /api/large?mebibytes={mebibytes} HTTP/1.1\r\nHost: toy\r\n\r\n".encode())
        cut = select.poll()
        cut.register(connection, select.POLLERR)
        assert cut.poll(SOON_S * 1000)


def test_reply_when_it_is_read_slowly_then_it_comes_whole(server):
    with server.connect() as connection:
        connection.sendall(b"GET /api/large?mebibytes=1 HTTP/1.1\r\nHost: toy\r\nConnection: close\r\n\r\n")
        assert len(until_closed(connection).partition(b"\r\n\r\n")[2]) == 1 << 20


def test_body_when_it_is_slow_then_the_reply_says_so_and_is_signed(server):
    with soon():
        received = server.raw(POST + b"Content-Length: 100\r\n\r\n{")
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408")
    assert b"jobspy-signature: test." in head
    assert b"connection: close" in head
    assert b"TOO_SLOW" in body


def test_body_when_it_is_large_then_the_client_can_read_why(server):
    with httpx.Client(base_url=server.address) as http, soon():
        for size in (BODY_BYTES + 1, 60_000):
            reply = http.post("/api/things", content=b"x" * size, headers=nonced("n"))
            assert reply.status_code == 413
            assert is_signed(reply, "n", now=int(reply.headers["JobSpy-Signature"].split(".")[1]))


def test_body_when_it_is_endless_then_the_server_reads_only_a_part(server):
    sent = 0
    with soon(), server.connect() as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
            while True:
                connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                sent += 4096
        assert sent < 50_000_000


def test_headers_when_they_follow_the_body_then_they_are_none_of_the_requests(server):
    late = b"X-Request-ID: 0f8fad5b-d9cb-469f-a165-70867728950e\r\n"
    with soon(), server.connect() as connection:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + late + b"\r\n")
        reply = one_reply(connection)
    assert b"0f8fad5b" not in reply


@pytest.mark.parametrize("piece", [b"a: b\r\n", b"a" * 1000])
def test_headers_when_they_follow_the_body_without_end_then_they_are_refused(server, piece):
    sent = 0
    with soon(), server.connect() as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n")
            while True:
                connection.sendall(piece * 1000)
                sent += len(piece) * 1000
        assert sent < 20_000_000


def test_body_when_leave_is_asked_for_too_much_then_it_is_refused_before_it_is_sent(server):
    with soon():
        received = server.raw(POST + b"Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "request_",
    [
        POST + b"Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}" + THING,
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + THING,
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + THING,
        POST + b"Content-Length : 2\r\n\r\n{}" + THING,
        POST + b"Content-Length: 2\r\n X-Folded: 1\r\n\r\n{}" + THING,
        b"GET /api/things/1 HTTP/1.1\r\nHost: toy\r\nX-A: 1\rX-B: 2\r\n\r\n" + THING,
        b"GET /api/things/1 HTTP/1.1\r\nHost: toy\r\nX-A: 1\0\r\n\r\n" + THING,
        b"GET /api/things/\xc3\xa4 HTTP/1.1\r\nHost: toy\r\n\r\n" + THING,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"NONSENSE\r\n\r\n",
    ],
)
def test_request_when_it_can_be_read_in_two_ways_then_nothing_after_it_is_answered(server, request_):
    with soon():
        received = server.raw(request_)
    assert received.count(b"HTTP/1.1 ") <= 1
    assert b"HTTP/1.1 200" not in received


def test_request_when_it_is_no_http_too_often_then_it_is_not_answered_and_what_is_http_still_is(tmp_path):
    with served(tmp_path) as server:
        replies = [server.raw(b"NONSENSE\r\n\r\n") for _ in range(3 * UNREADABLE.per_second)]
        assert replies[0].startswith(b"HTTP/1.1 400")
        assert b"" in replies
        with server.connect() as connection:
            connection.sendall(THING)
            assert one_reply(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("injected", ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a%0d%0aX-Injected:%201"])
def test_header_when_line_ends_are_smuggled_in_then_no_reply_has_a_header_of_the_clients(server, injected):
    received = server.raw(
        f"GET /api/things/{injected} HTTP/1.1\r\nHost: toy\r\nX-Request-ID: {injected}\r\nConnection: close\r\n\r\n".encode()
    )
    assert b"x-injected" not in received.partition(b"\r\n\r\n")[0].lower()


def test_requests_when_sent_in_one_go_then_each_is_answered_in_order(server):
    with soon():
        received = server.raw(THING + b"GET /nowhere HTTP/1.1\r\nHost: toy\r\n\r\n" + THING)
    statuses = [int(part[1:4]) for part in received.split(b"HTTP/1.1")[1:]]
    assert statuses == [200, 404, 200]


def test_connections_when_one_address_takes_all_it_can_then_another_is_served(server):
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(45)]
        for connection in slow:
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"GET")
        with server.connect(("127.0.0.2", 0)) as other:
            other.sendall(THING)
            assert one_reply(other).startswith(b"HTTP/1.1 200")


def test_connections_when_there_are_too_many_then_more_are_turned_away_and_later_ones_served(server):
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(server.connect()) for _ in range(60)]
        for connection in connections:
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"GET")
        with soon():
            ended = [until_closed(connection) for connection in connections]
    assert set(ended) == {b""}
    with httpx.Client(base_url=server.address) as http:
        assert http.get("/api/things/1").status_code == 200
