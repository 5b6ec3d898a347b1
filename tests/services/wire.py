"""A wire to a service that can be frozen, so that nothing comes through and nobody hears why, and cut."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Passes on what is sent to a port of this computer, both ways, as long as it is not frozen.

    Attributes:
        port: where it listens; connections are taken also while it is frozen.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._flowing = threading.Event()
        self._flowing.set()
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def freeze(self) -> None:
        """From now on nothing comes through, and no connection is closed."""
        self._flowing.clear()

    def thaw(self) -> None:
        """What waited comes through, and all that follows."""
        self._flowing.set()

    def cut(self) -> None:
        """Close every connection that there is."""
        for end in self._ends:
            _shut(end)

    def close(self) -> None:
        """Close everything; returns when no thread of it is left."""
        self.thaw()
        _shut(self._listener)
        self._listener.close()
        self._threads[0].join()
        self.cut()
        for thread in self._threads[1:]:
            thread.join()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # it was closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to_port))
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=self._pass_on, args=ends))
                    self._threads[-1].start()

    def _pass_on(self, end: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := end.recv(65_536):
                self._flowing.wait()
                other.sendall(part)
        for each in (end, other):
            _shut(each)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
