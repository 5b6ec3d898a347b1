"""The data folder as the window has it open: a writer on the database lane, a reader of the GUI thread's own.

Painting reads through the reader (a page takes under 2 ms); everything else is put on the lane. A newer question about
which jobs to show gives up the older one in the middle of it.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.operations import marking
from app.operations.listing import Asked, job_ids
from app.ui.positions import positions
from scraper.cancel import Cancel
from scraper.errors import Expected
from scraper.store.database import Interrupted
from scraper.store.records import RunRecord, Shown
from scraper.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.operations.marking import Undo
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from scraper.store.records import JobRecord

T = TypeVar("T")
LATEST_RUNS = 40
"""That are looked at: some of them are the same search."""
_WRITER_MB = 2
"""The first list reads each page once: with 8 MB a window on a million jobs takes 7 MB more, and is there no sooner."""
_ASKED_MB = 40
"""What sorting and filtering hold in memory once they are used: with 8 or 24 MB a key press takes twice as long at 200,000 jobs."""
_READER_MB = 2
_MOST_KEPT = 400_000
"""Jobs and marks that are kept to take back what was done to them: 40 MB or so."""


class Answer(Struct, frozen=True):
    """The jobs that a question gave.

    Attributes:
        rows: where some of them stand that were to be looked for.
        hidden: where there are none, how many there would be if they were not hidden.
        runs: where nothing is stored at all, the latest searches.
    """

    asked: Asked
    ids: Any
    rows: dict[int, int]
    hidden: int = 0
    runs: tuple[RunRecord, ...] = ()


class Library(QObject):
    """One data folder. Lives on the GUI thread; `open` first, `close` last."""

    opened = Signal()
    catches_up = Signal()
    """The data file is of an older version and is brought up to date, which takes minutes where much is in it."""
    waits = Signal()
    """Another program has the data folder to itself, to bring it up to date or to restore a backup; it is waited for."""
    changed = Signal()
    """Stored jobs are not as they were: lists and what is shown of a job are stale."""
    answered = Signal(object)
    """An `Answer`; older questions are never answered after newer ones."""
    failed = Signal(object)
    """Something could not be done; the exception."""
    undoable = Signal(str)
    """What `undo` would take back is another thing now; its name ("" for none)."""

    def __init__(self, folder: Folder, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._tasks = tasks
        self._stack = ExitStack()  # of the database lane
        self._reading = ExitStack()  # of the GUI thread
        self._writer: Store | None = None
        self._reader: Store | None = None
        self._lock = threading.Lock()
        self._latest = 0  # number of the newest question
        self._running: Store | None = None  # its store, while a question is being answered
        self._closed = False
        self._cancel = Cancel()
        self._done: list[tuple[str, Undo]] = []  # of the database lane, latest last

    # Opening and closing.

    def open(self) -> None:
        """Open the data file, made if need be; `opened` or `failed` follows. Nothing does where it was closed before."""
        if self._closed:  # a window that is closed as soon as it is there: nobody would close the file
            return
        self._tasks.database(self._open_writer, self._open_reader, self.failed.emit)

    @property
    def is_open(self) -> bool:
        """Whether jobs can be read."""
        return self._reader is not None

    def close(self) -> None:
        """Give the file back; nothing can be asked afterwards. Opening that takes long is given up."""
        self._closed = True
        self._cancel.set()
        self._reader = None
        self._reading.close()
        self.give_up_asking()
        self._tasks.database(self._close_writer)

    def discard(self) -> None:
        """It is closed, and nobody asks it for anything any more: what is kept of it goes once all is answered."""
        self._tasks.database(lambda: None, lambda _: self.deleteLater())

    def _open_writer(self) -> None:
        self.folder.make()
        store = open_store(
            self.folder.database,
            made_up=self.folder.made_up,
            updating=lambda: self._tasks.post(self.catches_up.emit),
            waiting=lambda _: self._tasks.post(self.waits.emit),
            wait_s=None,  # whoever has the window before them sees what it waits for, and can close it
            cancel=self._cancel,
        )
        self._writer = self._stack.enter_context(store)
        self._writer.keep_in_memory(_WRITER_MB)

    def _close_writer(self) -> None:
        self._writer = None
        self._stack.close()

    def _open_reader(self, _: None) -> None:
        if self._closed:
            return
        store = open_store(self.folder.database, read_only=True, made_up=self.folder.made_up)
        try:
            self._reader = self._reading.enter_context(store)
            self._reader.keep_in_memory(_READER_MB)
        except Expected as error:
            self.failed.emit(error)
            return
        self.opened.emit()

    # Reading while painting.

    def rows(self, ids: Sequence[int], keys: Sequence[str]) -> list[tuple[Any, ...]]:
        """As `Store.rows`; none where the file cannot be read, which is told once."""
        if self._reader is None:
            return []
        try:
            return self._reader.rows(ids, keys)
        except Expected as error:
            self._reader = None
            self.failed.emit(error)
            return []

    def job(self, number: int) -> JobRecord | None:
        """As `Store.job`; None as well where the file cannot be read, which is told."""
        if self._reader is None:
            return None
        try:
            return self._reader.job(number)
        except Expected as error:
            self.failed.emit(error)
            return None

    # Asking which jobs to show.

    def ask(self, asked: Asked, look_for: Iterable[int] = ()) -> None:
        """Find the jobs to show; `answered` follows unless a newer question comes first."""
        with self._lock:
            self._latest += 1
            number = self._latest
            if self._running is not None:
                self._running.interrupt()
        wanted = tuple(look_for)
        self._tasks.database(lambda: self._answer(number, asked, wanted), self._hand_on, self.failed.emit)

    def give_up_asking(self) -> None:
        """No answer is wanted any more."""
        with self._lock:
            self._latest += 1
            if self._running is not None:
                self._running.interrupt()

    def _answer(self, number: int, asked: Asked, wanted: tuple[int, ...]) -> tuple[int, Answer] | None:
        store = self._store()
        if number > 1:
            store.keep_in_memory(_ASKED_MB)
        with self._lock:
            if number != self._latest:
                return None
            self._running = store
        try:
            answer = _answered(store, asked, wanted)
        except Interrupted:
            return None
        finally:
            with self._lock:  # afterwards nothing interrupts what comes next on the lane
                self._running = None
        return number, answer

    def _hand_on(self, result: tuple[int, Answer] | None) -> None:
        if result is not None and result[0] == self._latest:
            self.answered.emit(result[1])

    # Doing things.

    def read(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        """Read something on the lane, for as long as the library is not closed: what is told is of the data looked at."""
        if not self._closed:
            self._tasks.database(lambda: work(self._store()), self._unless_closed(then), self.failed.emit)

    def _unless_closed(self, then: Callable[[T], object]) -> Callable[[T], object]:
        return lambda result: None if self._closed else then(result)

    def read_aside(self, work: Callable[[Store], T], then: Callable[[T | None], object]) -> None:
        """Read something on the lane that gives way to any question, asked since or while it is read: None then."""
        number = self._latest

        def unless_asked() -> T | None:
            store = self._store()
            with self._lock:
                if number != self._latest:
                    return None
                self._running = store
            try:
                return work(store)
            except Interrupted:
                return None
            finally:
                with self._lock:
                    self._running = None

        if not self._closed:
            self._tasks.database(unless_asked, self._unless_closed(then), self.failed.emit)

    def do(self, name: str, work: Callable[[Store], Undo], then: Callable[[Undo], object] | None = None) -> None:
        """Change something on the lane; `undo` takes it back under that name."""

        def act() -> Undo:
            undo = work(self._store())
            if undo.jobs:
                self._done.append((name, undo))
                self._forget_oldest()
            return undo

        def told(undo: Undo) -> None:
            if self._closed:  # other data are looked at
                return
            if undo.jobs:
                self.undoable.emit(name)
                self.changed.emit()
            if then is not None:
                then(undo)

        self._tasks.database(act, told, self.failed.emit)

    def undo(self, then: Callable[[str, Undo], object], only: Undo | None = None) -> None:
        """Take back the latest thing done; tell its name, "" for none, and what it was. What fails can be tried again.

        With `only`, nothing is taken back where something else was done since.
        """

        def take_back() -> tuple[str, Undo, str]:
            if not self._done or (only is not None and only is not self._done[-1][1]):
                return "", marking.Undo(jobs=()), self._done[-1][0] if self._done else ""
            name, undo = self._done[-1]
            marking.take_back(self._store(), undo)
            self._done.pop()
            return name, undo, self._done[-1][0] if self._done else ""

        def told(taken: tuple[str, Undo, str]) -> None:
            if self._closed:
                return
            name, undo, before = taken
            self.undoable.emit(before)
            if name:
                self.changed.emit()
            then(name, undo)

        self._tasks.database(take_back, told, self.failed.emit)

    def _forget_oldest(self) -> None:
        """Keep what was done last, and of what was done before as much as memory has room for."""
        kept, most = 0, len(self._done)
        for number, (_, undo) in enumerate(reversed(self._done)):
            kept += len(undo.jobs) + len(undo.marks) + len(undo.decisions)
            if number and kept > _MOST_KEPT:
                most = number
                break
        del self._done[: len(self._done) - most]

    def _store(self) -> Store:
        if self._writer is None:
            raise Expected("The data file is not open.")
        return self._writer


def _answered(store: Store, asked: Asked, wanted: tuple[int, ...]) -> Answer:
    """The jobs asked for; where there are none, what is known about why."""
    ids = job_ids(store, asked)
    if ids or asked.status is not Shown.NOT_HIDDEN:
        return Answer(asked, ids, positions(ids, wanted))
    hidden = len(job_ids(store, replace(asked, status=Shown.HIDDEN)))
    empty = not hidden and not store.ids(status=Shown.ALL, limit=1)
    return Answer(asked, ids, {}, hidden, tuple(store.runs(LATEST_RUNS)) if empty else ())
