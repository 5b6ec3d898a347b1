"""Reading one job: shown beside the table, its description fetched where it is missing, opened in the browser."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal

from app.ui.once import Once
from app.ui.views.description import open_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.ui.describing import Describing
    from app.ui.library import Library
    from app.ui.setting_up import SettingUp
    from app.ui.window import MainWindow
    from scraper.store.records import JobRecord

_LOOKED_AT_MS = 1200  # how long a job is read before it is not new any more


class Reading(QObject):
    """Shows the job the cursor is on."""

    told = Signal(str)

    def __init__(
        self, window: MainWindow, library: Callable[[], Library], describing: Describing, setting_up: SettingUp
    ) -> None:
        """`library` gives the one that is open at the time."""
        super().__init__(window)
        self._window, self._library = window, library
        self._describing, self._setting_up = describing, setting_up
        self._typed: Sequence[str] = ()
        self._look = Once(_LOOKED_AT_MS, self._look_at, self)
        describing.ended.connect(self._described)

    def stop(self) -> None:
        """Fetch nothing more."""
        self._describing.stop()

    def show(self, job: int | None) -> None:
        """Show this job; None for none."""
        self._show(self._library().job(job) if job is not None else None)
        if job is not None:
            self._look.soon()

    def _show(self, record: JobRecord | None) -> None:
        self._window.detail.show_job(record, self._typed)
        if record is not None and self._describing.job == record.id:
            self._window.detail.show_busy()

    def follow(self) -> None:
        """Show what is known by now of the job that is read; it is looked for on the lane, where it may be another one's part."""
        record = self._window.detail.record
        if record is not None and self._library().is_open:
            posting = record.postings[0].id
            self._library().read(
                lambda store: store.job(record.id) or store.job_with(posting), partial(self._followed, record)
            )

    def _followed(self, before: JobRecord, now: JobRecord | None) -> None:
        if self._window.detail.record is before and now is not None and now != before:
            self._show(now)
            if now.id != before.id:  # which is gone from the rows that are shown next
                self._window.results.view.choose_once_shown((now.id,))

    def mark(self, text: str) -> None:
        """Mark these words in what is read, now and from now on."""
        self._typed = text.split()
        if self._window.detail.record is not None:
            self._window.detail.mark(self._typed)

    def open(self, job: int) -> None:
        """Read it: with its description, if that can be had."""
        detail = self._window.detail
        detail.setVisible(True)
        record = detail.record
        if record is not None and record.id == job and record.shown.description_html is None:
            detail.show_busy()
            self.describe(job)
        else:
            detail.description.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_address(self, address: QUrl) -> None:
        """Open an address of the job in the browser, unless the job is made up: real sites know nothing of it."""
        if self._library().folder.made_up:
            self.told.emit(self.tr("This job is made up: its page does not exist, so it is not opened."))
        elif not open_address(address):
            self.told.emit(self.tr("This address is not one of the web, so it is not opened."))

    def describe(self, job: int) -> None:
        """Fetch its description."""
        self._describing.network = self._setting_up.network
        self._describing.pace = self._setting_up.settings.pace
        self._describing.start(self._library().folder, job)

    def _described(self, job: int, why_not: str) -> None:
        if self._window.results.view.current_job == job:
            self.show(job)
            self._window.detail.show_fetching(why_not or None)

    def _look_at(self) -> None:
        if (job := self._window.results.view.current_job) is not None:
            self._window.table.look_at(job)
