"""What is done to the jobs selected in the window: marked, hidden, copied; and taken back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QShortcut

from app.operations import marking
from app.ui import words
from app.ui.views.detail import shortened
from app.ui.views.note_dialog import NoteDialog
from scraper.store.records import MarkKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.operations.marking import Undo
    from app.ui.library import Library
    from app.ui.views.messages import Message
    from app.ui.window import MainWindow
    from scraper.store.records import JobRecord


_LOOKED_AT = 1000  # of the jobs selected, to know whether they all have the mark
_MOST_MERGED = 20
_MOST_OF_NAME = 60  # characters of a company's name in a message


class Deeds(QObject):
    """Acts on what is selected in the window's table."""

    def __init__(self, window: MainWindow, library: Callable[[], Library], shows_hidden: Callable[[], bool]) -> None:
        """`library` gives the one that is open at the time; `shows_hidden` whether hidden jobs are looked at."""
        super().__init__(window)
        self._window, self._library, self._shows_hidden = window, library, shows_hidden
        self._offered: Message | None = None  # to take something back
        undo = window.actions_["undo"]
        self._undo_in_vain = QShortcut(undo.shortcut(), window, self.undo)  # a disabled action's keys do nothing

    def say_none_chosen(self) -> None:
        """Say why nothing was done."""
        self._window.messages.say(self.tr("Choose a job first."))

    def _chosen(self) -> list[int]:
        """The jobs to do something to: those selected, else the one that is read; where there is none, that is said."""
        view = self._window.results.view
        jobs = view.selected_jobs()
        if not jobs and (current := view.current_job) is not None:
            jobs = [current]
        if not jobs:
            self.say_none_chosen()
        return jobs

    def _current(self) -> JobRecord | None:
        """The job that is read; None, which is said, where there is none or it is not one of those selected."""
        if not self._window.results.view.settle():
            return None
        record = self._window.detail.record
        if record is None:
            self.say_none_chosen()
        return record

    def mark(self, status: Status) -> None:
        """Mark the selected jobs; where they all have that mark, take it away."""
        jobs = self._chosen()
        if not jobs:
            return
        records = self._library().rows(jobs[:_LOOKED_AT], ("status",))
        if records and all(row[0] == status for row in records):
            status = Status.NONE  # the same key takes the mark away
        name = {
            Status.SAVED: self.tr("Save"),
            Status.APPLIED: self.tr("Applied"),
            Status.NONE: self.tr("Remove the mark"),
        }[status]
        self._library().do(name, lambda store: marking.set_status(store, jobs, status))

    def hide(self) -> None:
        """Hide the selected jobs, or show hidden ones again."""
        view = self._window.results.view
        jobs = self._chosen()
        if not jobs:
            return
        hidden = not self._shows_hidden()
        next_row = self._after(jobs)
        self._library().do(
            self.tr("Hide") if hidden else self.tr("Show again"),
            lambda store: marking.hide(store, jobs, hidden=hidden),
            lambda undo: self._offer_undo(self.tr("Hidden: {}.") if hidden else self.tr("Shown again: {}."), undo),
        )
        if next_row is not None:
            view.choose_row(next_row)

    def _offer_undo(self, done: str, undo: Undo, *more: str) -> None:
        if undo.jobs:
            count = max(len(undo.jobs), 1 + len(undo.decisions))  # jobs there were, or there are now
            told = done.format(words.counted(count), *more).replace("….", "…")
            self._offered = self._window.messages.say(told, self.tr("&Undo"), lambda: self._undo_only(undo))

    def _undo_only(self, undo: Undo) -> None:
        """Take back what a message tells of, unless something else was done since."""
        nothing = self.tr("Something else was done since: take that back first.")
        self._library().undo(lambda name, undone: self._taken_back(name, undone, nothing), undo)

    def _after(self, jobs: Sequence[int]) -> int | None:
        """The row to go to when these jobs leave: the next one that stays, else the one before."""
        table, current = self._window.table, self._window.results.view.currentIndex().row()
        gone = set(table.rows_of(jobs).values())
        further = chain(range(current + 1, table.rowCount()), range(current - 1, -1, -1))
        return next((row for row in further if row not in gone), None)

    def hide_company(self) -> None:
        """Hide every job of the current job's company."""
        record = self._current()
        if record is None:
            return
        self._library().do(
            self.tr("Hide the company"),
            lambda store: marking.hide_company(store, record.id),
            lambda undo: self._company_hidden(record.shown.company or "", undo),
        )

    def _company_hidden(self, company: str, undo: Undo) -> None:
        """Say so, and go on to the next job; the table shows those hidden until it is answered."""
        if not undo.jobs:
            self._window.messages.say(self.tr("The company is not stated, so nothing was hidden."))
            return
        name = shortened(company.removesuffix("."), _MOST_OF_NAME)  # "Inc." ends the sentence
        self._offer_undo(self.tr("Hidden: {} of {}."), undo, name)
        view = self._window.results.view
        if view.current_job in undo.jobs and not self._shows_hidden():
            next_row = self._after(undo.jobs)
            if next_row is not None:
                view.choose_row(next_row)

    def merge(self) -> None:
        """Make one job of those selected, if there are several and not very many; it is the current one afterwards."""
        view = self._window.results.view
        jobs = sorted(view.selected_jobs(), key=lambda job: job != view.current_job)  # the one that is read stays
        current = view.current_job
        if 1 < len(jobs) <= _MOST_MERGED:
            self._library().do(
                self.tr("Merge"),
                lambda store: marking.merge(store, jobs),
                lambda undo: self._told_and_chosen(self.tr("Merged into one: {}."), undo, current),
            )
        else:
            self._window.messages.say(
                self.tr("Select the jobs that are one and the same, from 2 to {}.").format(_MOST_MERGED)
            )

    def _told_and_chosen(self, done: str, undo: Undo, current: int | None) -> None:
        """Say so, and choose the job that has its number still, unless somebody went on from the current one."""
        if not undo.jobs:
            self._window.messages.say(self.tr("These jobs have changed meanwhile, so nothing was done."))
            self._library().changed.emit()
            return
        view = self._window.results.view
        if view.current_job == current:
            view.choose_once_shown(undo.jobs[:1])
        self._offer_undo(done, undo)

    def split(self) -> None:
        """Make jobs of the current job's adverts."""
        record = self._current()
        if record is None:
            return
        if len(record.postings) > 1:
            self._library().do(
                self.tr("Split"),
                lambda store: marking.split(store, record.id),
                lambda undo: self._told_and_chosen(self.tr("Split into {}."), undo, record.id),
            )
        else:
            self._window.messages.say(self.tr("This job was seen in one place only: there is nothing to split."))

    def note(self) -> None:
        """Let the person write a note about the current job."""
        record = self._current()
        if record is None:
            return
        library = self._library()

        def write(text: str) -> None:
            if library is self._library() and library.is_open:
                library.do(self.tr("Note"), lambda store: marking.write_note(store, record.id, text))
            else:  # a job of that number is another one there
                self._window.messages.say(self.tr("Other data are open now, so the note was not kept."), stays=True)

        dialog = NoteDialog(record.shown.title, record.note, self._window)
        dialog.written.connect(write)
        dialog.open()

    def undo(self) -> None:
        """Take back the latest thing done."""
        self._library().undo(self._taken_back)

    def _taken_back(self, name: str, undone: Undo, nothing: str = "") -> None:
        """Say so; what was hidden, merged or split is chosen as it is again, and whatever comes back to the table."""
        there = self._window.table.rows_of(undone.jobs)
        moved = undone.decisions or undone.kind is MarkKind.HIDDEN or len(there) < len(undone.jobs)
        if moved:
            self._window.results.view.choose_once_shown(undone.jobs)
        taken, nothing = self.tr("Taken back: {}."), nothing or self.tr("Nothing to take back.")
        self._window.messages.say(taken.format(name) if name else nothing)

    def show_undo(self, name: str) -> None:
        """Say in the menu what can be taken back, "" for nothing; a message that offered to take back another is gone."""
        self._window.messages.withdraw(self._offered)
        self._offered = None
        action = self._window.actions_["undo"]
        action.setEnabled(bool(name))
        self._undo_in_vain.setEnabled(not name)
        action.setText(self.tr("&Undo: {}").format(name) if name else self.tr("&Undo"))

    def copy(self) -> None:
        """Put the selected jobs on the clipboard, a line each."""
        jobs = self._chosen()
        if jobs:
            keys = ("title", "company", "place", "link")
            self._library().read(lambda store: store.rows(jobs, keys), self._put_on_clipboard)

    def _put_on_clipboard(self, rows: list[tuple[Any, ...]]) -> None:
        lines = [", ".join(str(value) for value in row if value) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._window.messages.say(self.tr("Copied: {}.").format(words.counted(len(lines))))
