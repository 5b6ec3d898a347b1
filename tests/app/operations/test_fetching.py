"""What becomes of an answer that nobody waits for any more."""

from __future__ import annotations

import gc
import socket
import threading
import warnings

import pytest

from app.operations.fetching import fetch
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
        asking.join(5)
        with connection:
            connection.sendall(ANSWER)
            assert len(late) == 1
            late.pop().join(5)
            connection.settimeout(5)
            gc.collect()
            while connection.recv(4096):  # the question; then the end, as the other side has closed
                pass
    assert [str(each.message) for each in warned] == []


def stopped(address, cancel):
    with pytest.raises(Cancelled):
        fetch(address, most_bytes=9, deadline_s=9, network=Network(), cancel=cancel, keep=print)
