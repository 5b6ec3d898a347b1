"""A Redis of our own, that keeps nothing on disk."""

from __future__ import annotations

import shutil
import socket

from typing_extensions import override

from tests.services.process import NotThere, Service


class Redis(Service):
    """One server; what it holds is gone when it ends.

    Attributes:
        url: "redis://127.0.0.1:PORT/0".
    """

    name = "redis"

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if not program:
            raise NotThere("redis-server is not installed (`make services` installs it where it can)")
        self._program = program
        super().__init__()
        self.start()

    @override
    def command(self) -> list[str]:
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "save": "",
            "appendonly": "no",
            "dir": str(self.folder),
        }
        return [self._program, *(part for name, value in settings.items() for part in (f"--{name}", value))]

    @override
    def answers(self) -> bool:
        try:
            return self._ask(b"PING") == b"+PONG\r\n"
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def empty(self) -> None:
        """Forget everything."""
        assert self._ask(b"FLUSHALL") == b"+OK\r\n"

    def restart(self) -> None:
        """End it as a crash would, and start it anew, empty."""
        self.kill()
        self.start()

    def _ask(self, word: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(word + b"\r\n")
            return connection.recv(64)
