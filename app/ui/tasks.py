"""Work off the GUI thread: a serial lane for the data file, a parallel one for all that waits or takes long."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from scraper.cancel import Cancelled
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

T = TypeVar("T")
_WORKERS = 4


class TaskRunner(QObject):
    """Runs functions on a lane and hands back what they give, on the GUI thread.

    Made on the GUI thread and lives as long as the program. Nothing is handed back after `close`.
    """

    failed = Signal(object)
    """An exception that no `failed` of `database` or `work` took."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, "database")
        self._work = ThreadPoolExecutor(_WORKERS, "work")
        self._closed = threading.Event()
        self._unanswered: set[Future[Any]] = set()
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def database(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do this after everything that was put on the lane before."""
        self._submit(self._database, work, then, failed)

    def work(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do this beside everything else."""
        self._submit(self._work, work, then, failed)

    def post(self, function: Callable[[], object]) -> None:
        """Call this on the GUI thread, soon; from any thread."""
        if not self._closed.is_set():
            self._arrived.emit(function)

    def close(self) -> None:
        """Wait for what runs and throw the rest away; whoever is waited for has been told to stop before."""
        self._closed.set()
        self._work.shutdown(cancel_futures=True)
        self._database.shutdown(cancel_futures=True)
        for future in self._unanswered:
            error = None if future.cancelled() else future.exception()
            if error is not None and not isinstance(error, Expected | Cancelled):
                logger.error("a task failed when nobody could be told any more", exc_info=error)

    def _submit(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[], T],
        then: Callable[[T], object] | None,
        failed: Callable[[BaseException], object] | None,
    ) -> None:
        if self._closed.is_set():
            return

        def done(future: Future[Any]) -> None:
            if not future.cancelled():
                self.post(lambda: self._hand_back(future, then, failed))

        future = lane.submit(_guarded, work)
        self._unanswered.add(future)
        future.add_done_callback(done)

    def _hand_back(
        self,
        future: Future[Any],
        then: Callable[[Any], object] | None,
        failed: Callable[[BaseException], object] | None,
    ) -> None:
        self._unanswered.discard(future)
        error = future.exception()
        if error is None:
            if then is not None:
                then(future.result())
        elif failed is not None:
            failed(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    @Slot(object)
    def _run(self, function: Callable[[], object]) -> None:
        if not self._closed.is_set():
            function()


def _guarded(work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception:
        logger.debug("a task failed", exc_info=True)
        raise
