"""A SOCKS5 proxy on this computer that goes on to the practice sites' own proxy."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress


@contextmanager
def socks_to(proxy_url):
    """Its address, and the list of names it was asked to reach; each is reached through the HTTP proxy."""
    host, port = proxy_url.removeprefix("http://").split(":")
    listening = socket.create_server(("127.0.0.1", 0))
    reached, threads = [], []

    def accept():
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=_serve, args=(client, (host, int(port)), reached)))
            threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}", reached
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join()
        for thread in threads:
            thread.join(timeout=5)


def _serve(client, proxy, reached):
    with client, socket.create_connection(proxy) as onward:
        name, number = _asked_for(client)
        reached.append(name)
        onward.sendall(f"CONNECT {name}:{number} HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())
        while b"\r\n\r\n" not in onward.recv(4096):
            pass
        client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        back = threading.Thread(target=_pump, args=(onward, client))
        back.start()
        _pump(client, onward)
        back.join()


def _asked_for(client):
    """The name and port a client wants, after it has told its own name and password."""
    client.recv(client.recv(2)[1])
    client.sendall(b"\x05\x02")
    client.recv(1)
    for _ in range(2):
        client.recv(client.recv(1)[0])
    client.sendall(b"\x01\x00")
    client.recv(4)
    name = client.recv(client.recv(1)[0]).decode()
    return name, struct.unpack("!H", client.recv(2))[0]


def _pump(source, sink):
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
