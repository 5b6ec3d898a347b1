"""Asks an application without a network in between, and a served one over bare sockets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).parents[4]


def ask(app, *requests, client=("203.0.113.7", 4242)):
    """The replies to requests, each (method, path) or (method, path, more as httpx takes it), in order."""

    async def asked():
        transport = httpx.ASGITransport(app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="http://toy") as http:
            return [await http.request(method, path, **dict(*more)) for method, path, *more in requests]

    return asyncio.run(asked())


class Served:
    """A served application as a process.

    Attributes:
        address: "http://127.0.0.1:PORT"; `where` the same as sockets take it.
    """

    def __init__(self, process: subprocess.Popen[str], log: Path, address: str) -> None:
        self.process, self._log, self.address = process, log, address
        parts = urlsplit(address)
        self.where = parts.hostname, parts.port

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def connect(self, source=None) -> socket.socket:
        return socket.create_connection(self.where, timeout=30, source_address=source)

    def raw(self, *parts: bytes) -> bytes:
        """What comes back for these bytes until the server closes."""
        with self.connect() as connection:
            with contextlib.suppress(ConnectionError):  # it may close before we are done
                for part in parts:
                    connection.sendall(part)
            return until_closed(connection)

    def stop(self) -> int:
        """The status with which it ended, told to stop."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def one_reply(connection) -> bytes:
    """One whole reply that says how long it is."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(1)
    length = int(re.search(rb"content-length: (\d+)", received)[1])
    while length:
        received += (part := connection.recv(length))
        length -= len(part)
    return received


def until_closed(connection) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            received += part
    return received


@contextlib.contextmanager
def served(folder, module="tests.licensing.server.web.toy", *arguments, **environment):
    """The program, from the moment it says that it listens."""
    log = folder / "log"
    with (
        log.open("w", encoding="utf-8") as stream,
        subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        ) as process,
    ):
        try:
            said = process.stdout.readline()
            assert said.startswith("Listening on http://"), said + log.read_text()
            yield Served(process, log, said.split()[-1])
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(60)
