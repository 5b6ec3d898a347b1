"""What becomes of an answer that nobody waits for any more."""

from __future__ import annotations

import gc
import socket
import threading
import warnings

import pytest

from app.operations.fetching import NotFetched, fetch
from scraper.cancel import Cancel, Cancelled
from scraper.network import Network

ANSWER = b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{"


def test_fetch_when_it_is_stopped_and_the_answer_comes_later_then_its_connection_is_closed():
    cancel = Cancel()
    with socket.create_server(("127.0.0.1", 0)) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", ResourceWarning)
        port = server.getsockname()[1]
        asking = threading.Thread(target=stopped, args=(f"http://127.0.0.1:{port}/", cancel))
        asking.start()
        connection, _ = server.accept()
        late = [each for each in threading.enumerate() if each.name == "requests to 127.0.0.1"]
        cancel.set()
        asking.join(60)
        with connection:
            connection.sendall(ANSWER)
            assert len(late) == 1
            late.pop().join(60)
            connection.settimeout(60)
            gc.collect()
            while connection.recv(4096):  # the question; then the end, as the other side has closed
                pass
    assert [str(each.message) for each in warned] == []


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "\u0663"])
def test_fetch_when_the_length_is_none_or_too_large_then_it_is_refused_in_a_sentence(length):
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(
            target=answer, args=(server, f"HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n")
        )
        answering.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(NotFetched):
            fetch(address, most_bytes=9, deadline_s=9, network=Network(), cancel=Cancel(), keep=print)
        answering.join(60)


def answer(server, head):
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(head.encode())


def stopped(address, cancel):
    with pytest.raises(Cancelled):
        fetch(address, most_bytes=9, deadline_s=9, network=Network(), cancel=cancel, keep=print)
