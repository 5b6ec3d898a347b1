"""One window a data folder: a second start brings the first forward and ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from app.paths import Folder

_WAIT_MS = 2000
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
        """Whether no other window has the folder; from then on this one does, until `close`."""
        self._asking.join()
        return self._is_first

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

    def close(self) -> None:
        """Leave the folder to others."""
        if hasattr(self, "_server"):
            self._server.close()
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
