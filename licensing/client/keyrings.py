"""The system's keyring, with an end to every wait.

A keyring may ask the person to unlock it and wait for the answer: each call runs on a thread of its own and is given up after
a while. The thread then waits on alone, and ends with the program; until it has its answer, no other call is made.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICE = "jobspy-desktop license"
WAIT_S = 90.0
"""Long enough to find and type a password."""
_SILENT = "The keyring of this computer does not answer."
_Answer = TypeVar("_Answer")


class NoKeyring(Exception):
    """There is no keyring that can be used now: none at all, locked, or one that does not answer."""


class Backend(Protocol):
    """What a keyring of the library `keyring` can do."""

    def get_password(self, service: str, username: str) -> str | None:
        """The entry; None where there is none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the entry."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the entry."""


class Keyring:
    """The entries of this program. Calls may wait for the person: never on a window's own thread.

    Args:
        backend: None for the system's own.
        wait_s: how long to wait for one call.
    """

    def __init__(self, backend: Backend | None = None, *, wait_s: float = WAIT_S) -> None:
        self._backend, self._wait_s = backend, wait_s
        self._given_up: threading.Thread | None = None

    def read(self, name: str) -> str | None:
        """An entry; None where there is none. Raises `NoKeyring`."""
        return self._within(lambda backend: backend.get_password(SERVICE, name))

    def write(self, name: str, value: str) -> None:
        """Keep an entry. Raises `NoKeyring`."""
        self._within(lambda backend: backend.set_password(SERVICE, name, value))

    def delete(self, name: str) -> None:
        """Forget an entry; one that is not there is no error. Raises `NoKeyring`."""
        if self.read(name) is not None:
            self._within(lambda backend: backend.delete_password(SERVICE, name))

    def _within(self, call: Callable[[Backend], _Answer]) -> _Answer:
        if self._given_up is not None and self._given_up.is_alive():
            # Another call would ask the person another time, and wait as long in vain.
            raise NoKeyring(_SILENT)
        answers: queue.SimpleQueue[tuple[_Answer | None, Exception | None]] = queue.SimpleQueue()

        def work() -> None:
            try:
                answers.put((call(self._backend or _system()), None))
            except Exception as error:  # noqa: BLE001 - backends raise their own libraries' errors, and all mean the same here
                answers.put((None, error))

        thread = threading.Thread(target=work, name="keyring", daemon=True)
        thread.start()
        try:
            answer, error = answers.get(timeout=self._wait_s)
        except queue.Empty:
            self._given_up = thread
            raise NoKeyring(_SILENT) from None
        if error is not None:
            # Not its text: a backend may put anything there.
            raise NoKeyring(f"The keyring of this computer cannot be used ({type(error).__name__}).") from None
        return answer  # type: ignore[return-value]  # None only where the call itself gave it


def _system() -> Backend:
    import keyring

    return keyring.get_keyring()
