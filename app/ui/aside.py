"""One thing after another on a thread that nobody waits for at the end: what it does may wait for a person or a network."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Aside:
    """A lane of its own, whose thread ends with the program where it cannot be ended before.

    `post` calls a function on the GUI thread, from any thread (`TaskRunner.post`).
    """

    def __init__(self, name: str, post: Callable[[Callable[[], object]], None]) -> None:
        self._post = post
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._begun = False
        self._closed = threading.Event()

    def do(self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]) -> None:
        """Do this after what was put here before; `then` or `failed` is called on the GUI thread."""
        if not self._begun:
            self._begun = True
            self._thread.start()
        self._work.put(lambda: self._one(work, then, failed))

    def close(self, wait_s: float = 0.0) -> None:
        """Do nothing more and tell nobody; wait a moment for what is being done."""
        self._closed.set()
        self._work.put(None)
        if self._begun:
            self._thread.join(wait_s)

    def _run(self) -> None:
        while (work := self._work.get()) is not None and not self._closed.is_set():
            work()

    def _one(
        self, work: Callable[[], Any], then: Callable[[Any], object], failed: Callable[[BaseException], object]
    ) -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed on, `Cancelled` as well
            caught = error
            self._tell(lambda: failed(caught))
        else:
            self._tell(lambda: then(result))

    def _tell(self, function: Callable[[], object]) -> None:
        if not self._closed.is_set():
            self._post(function)
