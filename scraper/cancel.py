"""Stopping: one token for a run, on which every wait waits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(BaseException):
    """The person stopped the run. Not an `Exception`: JobSpy's `except Exception` must let it through."""


class Cancel:
    """Set once, from any thread; a child token is also set when its parent is.

    `then` is called when it is set, on the thread that sets it, so that nobody has to poll. It must be quick, must not
    raise, and may be called more than once.
    """

    def __init__(self, parent: Cancel | None = None, then: Callable[[], None] | None = None) -> None:
        self._then = then
        self._event = threading.Event()
        self._children: list[Cancel] = []
        self._lock = threading.RLock()  # a signal handler may call `set` while its own thread is inside `adopt`
        if parent is not None:
            parent.adopt(self)

    def adopt(self, child: Cancel) -> None:
        """Set the child when this one is."""
        with self._lock:
            self._children.append(child)
        if self._event.is_set():
            child.set()

    def set(self) -> None:
        """Stop; waits end at once."""
        with self._lock:
            self._event.set()
            children = tuple(self._children)
        if self._then is not None:
            self._then()
        for child in children:
            child.set()

    @property
    def is_set(self) -> bool:
        """Whether the run was stopped."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the run was stopped."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, delay_s: float) -> None:
        """Wait; raises `Cancelled` as soon as the run is stopped."""
        if self._event.wait(max(delay_s, 0)):
            raise Cancelled
