"""Who has the data folder open.

Every program that has the file open holds a lock file of its own; coming in, and all that must be alone (migrating,
restoring), goes through one gate. A program that is killed leaves its files behind, but no lock on them.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scraper.cancel import Cancel

GATE_TIMEOUT_S = 20.0
_OPENING_S = 1.0
_GATE = "gate.lock"


class Presence:
    """Says that the folder's file is open here, until it is released."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False)
        self._lock.acquire(blocking=False)

    def release(self) -> None:
        """The file is not open here any more."""
        _remove(self._path, self._lock)


class Gate:
    """Held by one program at a time; see `gate`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def enter(self) -> Presence:
        """Say that the file is open here."""
        return Presence(self._folder / f"open-{os.getpid()}-{secrets.token_hex(4)}.lock")

    def others(self) -> tuple[int, ...]:
        """Process ids of those that have the file open; clears away what killed programs left."""
        found = []
        for path in sorted(self._folder.glob("open-*.lock")):
            lock = FileLock(path, thread_local=False)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                found.append(int(path.name.split("-")[1]))
            else:
                _remove(path, lock)
        return tuple(found)

    def must_be_alone(self, doing: str) -> None:
        """Raise `StoreError` while another program has the file open; `doing` completes "to ..."."""
        others = self.others()
        if others:
            programs = ", ".join(str(pid) for pid in sorted(set(others)))
            raise StoreError(
                f"The data folder is open in another window or program (process {programs}). Close it to {doing}."
            )


def _remove(path: Path, lock: FileLock) -> None:
    """Give up a lock and take its file away."""
    if os.name == "nt":  # an open file cannot be removed there; one that another program has just opened stays
        lock.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)
    else:  # the file first: nobody ever takes it for one that is left over
        with suppress(OSError):
            path.unlink(missing_ok=True)
        lock.release()


@contextmanager
def gate(
    data_folder: Path,
    *,
    timeout_s: float | None = GATE_TIMEOUT_S,
    waiting: Callable[[float | None], object] = lambda _: None,
    cancel: Cancel | None = None,
) -> Iterator[Gate]:
    """Keeps everyone else from opening the folder's file meanwhile.

    Args:
        data_folder: the folder.
        timeout_s: how long to wait for another program that holds it; None for as long as it takes.
        waiting: called with that, once, where it holds it for longer than opening takes.
        cancel: gives up waiting.

    Raises:
        StoreError: another program holds it for too long, or the folder cannot be written.
        Cancelled: `cancel` was set while another program held it.
    """
    folder = data_folder / ".locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _GATE, thread_local=False)
        _acquire(lock, timeout_s, waiting, cancel)
    except Timeout as error:
        raise StoreError(
            "Another program is restoring, moving or updating the data folder. Wait until it is done and try again."
        ) from error
    except OSError as error:
        raise StoreError(
            f"{data_folder} cannot be written ({error.strerror}). Allow this user to write to it, "
            "or choose another data folder."
        ) from error
    try:
        yield Gate(folder)
    finally:
        lock.release()


def _acquire(
    lock: FileLock, timeout_s: float | None, waiting: Callable[[float | None], object], cancel: Cancel | None
) -> None:
    """Take the lock, and say so where that takes longer than it does while another program opens the file."""
    stop = None if cancel is None else lambda: cancel.is_set
    at_first_s = _OPENING_S if timeout_s is None else min(timeout_s, _OPENING_S)
    try:
        try:
            lock.acquire(timeout=at_first_s, cancel_check=stop)
        except Timeout:
            if cancel is not None:
                cancel.check()
            waiting(timeout_s)
            lock.acquire(timeout=-1 if timeout_s is None else timeout_s - at_first_s, cancel_check=stop)
    except Timeout:
        if cancel is not None:
            cancel.check()
        raise
