"""One window a data folder: a second start brings the first forward and ends."""

from __future__ import annotations

import threading
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from scraper.errors import Expected, StoreError

if TYPE_CHECKING:
    from app.paths import Folder

_WAIT_MS = 2000
_TURN_MS = 200
_CLOSING_S = 5.0
"""How long a window may take to close, from when it hears nobody any more."""
_SHOW = b"show\n"


class Single(QObject):
    """Asks for the folder's place from the moment it is made; ask `first`, then `listen`."""

    asked_forward = Signal()
    """Somebody started the program again."""

    def __init__(self, folder: Folder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.make()
        self._root = folder.root
        self._lock = QLockFile(str(folder.root / "window.lock"))
        self._lock.setStaleLockTime(0)  # it is stale when its process has gone, however long it is held
        self._is_first = False
        # Beside the rest of the start: Qt waits 5 to 10 ms for the disk to have written the file.
        self._asking = threading.Thread(target=self._ask, name="window-lock")
        self._asking.start()

    def _ask(self) -> None:
        self._is_first = self._lock.tryLock(0)

    def first(self) -> bool:
        """Whether no other window has the folder; from then on this one does, until `close`.

        Raises `StoreError` where that cannot be learned.
        """
        self._asking.join()
        if not self._is_first and self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise StoreError(
                f"No file can be made in the data folder {self._root}: allow this user to write to it, make room on the disk,"
                " or choose another folder with --data-dir."
            )
        return self._is_first

    def first_after_all(self) -> bool:
        """Bring the other window forward, or wait for one that is closing; whether this is the first then.

        Raises `Expected` where the other neither answers nor goes.
        """
        until_s = monotonic() + _CLOSING_S
        while monotonic() < until_s:
            if self.bring_forward():
                return False
            if self._lock.tryLock(_TURN_MS):
                return True
        raise Expected(f"Another window has {self._root} open and does not answer: close it, then start again.")

    def listen(self) -> None:
        """Hear of other starts; called once the window is painted, as the module it needs takes its time."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name())  # a killed program leaves it behind; the lock says it is not in use
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name())

    def bring_forward(self) -> bool:
        """Ask the other window to come forward; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_SHOW)
        socket.waitForBytesWritten(_WAIT_MS)
        heard = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def stop_listening(self) -> None:
        """Hear of no other start any more: this window is closing, and whoever starts again waits until it has."""
        if hasattr(self, "_server"):
            self._server.close()

    def close(self) -> None:
        """Leave the folder to others."""
        self.stop_listening()
        self._asking.join()
        self._lock.unlock()

    def _name(self) -> str:
        """What the two starts know one another by."""
        import hashlib

        digest = hashlib.sha256(str(self._root.resolve()).encode()).hexdigest()
        return f"jobspy-desktop-{digest[:24]}"

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_SHOW)
            socket.flush()
            self.asked_forward.emit()
