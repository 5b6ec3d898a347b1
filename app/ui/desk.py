"""The life of one window: its data folder, its searches, and what has to be closed. `wiring.py` says what leads to what."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.keeper.process import Keeper
from app.operations.practice import first_query
from app.operations.truth import together
from app.ui.backing_up import BackingUp
from app.ui.charting import Charting
from app.ui.deeds import Deeds
from app.ui.describing import Describing
from app.ui.exporting import Exporting
from app.ui.library import Library
from app.ui.licensing import Licensing
from app.ui.mending import Mending
from app.ui.moving import Moving
from app.ui.once import Once
from app.ui.opening import Opening
from app.ui.reading import Reading
from app.ui.search_run import SearchRun
from app.ui.sentences import spoken
from app.ui.setting_up import SettingUp
from app.ui.showing import Showing
from app.ui.siding import Siding
from app.ui.state import arrange, leave, load
from app.ui.updating import Updating
from app.ui.views.crash_dialog import CrashDialog
from app.ui.views.messages import About
from app.ui.wiring import wire
from scraper.cancel import Cancelled
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.operations.site_lines import SiteLine
    from app.operations.truth import Summary
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow
    from scraper.query import Query
    from scraper.store.records import RunRecord

logger = logging.getLogger(__name__)

_STALE_MS = 1000  # how long stored jobs may be missing from the table while a search runs
_LAST_WAIT_MS = 2500


class Desk(QObject):
    """The life of one window."""

    closed = Signal()
    """Everything is stopped and stored."""
    fault = Signal(object)
    """An error that is a fault of this program."""

    def __init__(self, window: MainWindow, folder: Folder, tasks: TaskRunner) -> None:
        super().__init__(window)
        self.window, self._tasks, self._folder = window, tasks, folder
        window.furnish()
        window.dress()
        self._new_since = load(folder.window_state).left_at
        self._looked_at: set[Folder] = set()  # before the one that is open
        self.keeper = Keeper()
        self.run: SearchRun | None = None
        self._runs: tuple[int, ...] = ()
        self._summary: Summary | None = None  # of the search whose sites are shown
        self._closing = self._left = self._search_if_empty = False
        self._stale = Once(_STALE_MS, self._refresh, self)
        self.deeds = Deeds(window, lambda: self.library, lambda: self.showing.shows_hidden)
        self.siding = Siding(window.sidebar, lambda: self.library)
        self.showing = Showing(window, lambda: self.library, lambda: self.run is not None)
        self.mending = Mending(self, tasks)
        self.opening = Opening(window.results, self)
        self.library = self._new_library(folder)
        self.setting_up = SettingUp(window, folder.settings, tasks)
        self.moving = Moving(window, lambda: self._folder, lambda: self.run is not None, tasks)
        self.exporting = Exporting(window, tasks)
        self.backing_up = BackingUp(window, lambda: self._folder, tasks)
        self.licensing = Licensing(window, lambda: self._folder, tasks)
        self.charting = Charting(window, lambda: self.library, tasks)
        self.updating = Updating(window, lambda: self._folder, self.setting_up, tasks)
        self.reading = Reading(window, lambda: self.library, Describing(self.keeper, tasks, self), self.setting_up)
        wire(self)
        tasks.failed.connect(self.tell)
        self._show_folder()

    # Starting and ending.

    def start(self) -> None:
        """Open the data; called once the window is painted."""
        if self.setting_up.troubles:
            self.window.messages.say(" ".join(map(spoken, self.setting_up.troubles)), stays=True)
        self.opening.begin(self.library)

    def warm_up(self) -> None:
        """Start keeper and engine, so that the first search need not wait for it."""
        self._tasks.work(self.keeper.start)

    def close(self) -> None:
        """Stop what runs, within a second, and let the window go."""
        if self._closing:
            return
        self._closing = True
        self.window.messages.make_way()
        self.window.truth.setText(self.tr("Finishing…"))
        self.window.setEnabled(False)
        for part in (self.reading, self.exporting, self.backing_up, self.mending, self.charting, self.updating):
            part.stop()
        self.setting_up.stop()
        if self.run is None:
            self._end()
        else:
            self.run.stop()
            QTimer.singleShot(_LAST_WAIT_MS, self._end)

    def _end(self) -> None:
        if self._left:
            return
        self._left = True
        now = datetime.now(UTC)
        for folder in self._looked_at:
            leave(folder.window_state, now)
        self._remember(now)
        self.window.table.read_from(lambda _ids, _keys: [])
        self.library.close()
        self._tasks.database(self.licensing.close)
        self._tasks.database(self.keeper.close, lambda _: self._gone(), self._gone)

    def _remember(self, left_at: datetime | None) -> None:
        arrange(self._folder.own().window_state, self.window.state())  # one for own and made-up jobs
        leave(self._folder.window_state, left_at)

    def _gone(self, error: BaseException | None = None) -> None:
        if error is not None:
            logger.error("the keeper could not be ended", exc_info=error)
        self.window.let_go()
        self._tasks.close()  # which may have to wait for the practice sites
        self.closed.emit()

    def _new_library(self, folder: Folder) -> Library:
        self.mending.forget()
        library = Library(folder, self._tasks, self)
        library.opened.connect(self._opened)
        library.changed.connect(self._changed)
        library.answered.connect(self.showing.show)
        library.failed.connect(self.mending.take)
        library.undoable.connect(self.deeds.show_undo)
        return library

    def _opened(self) -> None:
        self.window.table.read_from(self.library.rows)
        self.showing.ask()
        self.siding.show(self._runs)
        if self._search_if_empty:
            self._search_if_empty = False
            self.library.read(lambda store: store.runs(1), self._search_first)

    def _search_first(self, runs: Sequence[RunRecord]) -> None:
        if not self._folder.made_up:
            return
        if not runs:
            self.window.search_bar.ask()
            return
        told, again = self.tr("These made-up jobs are of earlier searches."), self.tr("Search a&gain")
        self.window.messages.say(told, again, self.window.search_bar.ask, about=About.DATA)

    def _show_folder(self) -> None:
        self.window.set_practice(self._folder.made_up)
        self.licensing.show_cap()
        self.siding.set_new_since(self._new_since)
        self.window.table.mark_new_since(f"{self._new_since:%Y-%m-%dT%H:%M:%SZ}" if self._new_since else "")
        self.deeds.show_undo("")
        self._show_running()

    def change_folder(self, folder: Folder) -> bool:
        """Look at other data: the person's own, or the practice sites'; False, which is told, while a search runs."""
        if self._closing or not self.put_away():
            return False
        self._search_if_empty = False
        self.window.messages.forget(About.SEARCH, About.DATA)
        self._remember(self._new_since)  # what is new stays so until the window is closed
        self._looked_at.add(self._folder)
        self._new_since = load(folder.window_state).left_at
        self._folder, self._runs = folder, ()
        self.showing.clear()
        before, self.library = self.library, self._new_library(folder)
        before.discard()
        self._show_folder()
        self.opening.begin(self.library)
        return True

    @property
    def folder(self) -> Folder:
        """The data folder that is looked at."""
        return self._folder

    def go_home(self) -> None:
        """Look at the person's own data."""
        self.change_folder(self._folder.own())

    def export(self) -> None:
        """Ask what to export of what is shown."""
        self.exporting.open(self._folder)

    def set_up(self) -> None:
        """Show the settings."""
        self.setting_up.open(self._folder)

    def practise(self) -> None:
        """Look at the practice sites' data, and search them where that was never done; else that is offered."""
        if not self.change_folder(self._folder.practice()):
            return
        bar = self.window.search_bar
        if not bar.query().words:
            bar.fill(first_query())
        self._search_if_empty = True

    def put_away(self) -> bool:
        """Close the data, of which nothing is shown then; False, which is told, while a search runs."""
        if self.run is not None:
            self.window.messages.say(self.tr("A search is running: stop it first."))
            return False
        for part in (self.reading, self.charting):
            part.stop()
        self.library.close()
        self.window.table.read_from(lambda _ids, _keys: [])
        self.window.results.forget_count()
        self.window.detail.show_job(None)
        self.window.strip.clear()
        self.window.truth.clear()
        self.window.sidebar.show_runs(())
        self.deeds.show_undo("")
        return True

    # Telling.

    def tell(self, error: object, about: About | None = None) -> None:
        """Say what went wrong: a sentence where there is something to do about it."""
        if isinstance(error, Expected):
            self.window.messages.say(spoken(error), stays=True, about=about)
        elif isinstance(error, BaseException) and not isinstance(error, Cancelled):
            self.fault.emit(error)

    def show_report(self, report: str) -> None:
        """Show a report of a fault, unless one is shown already."""
        if self.window.findChild(CrashDialog) is None:
            CrashDialog(report, self.window).open()

    # Searching.

    def search(self, query: Query) -> None:
        """Start a search."""
        if not self._may_begin():
            return
        self.window.results.filter.clear()  # it was for what was there before
        self.window.strip.clear()
        self.window.strip.query = query
        self.window.search_bar.set_made()
        self._runs, self._summary = (), None
        self._begin(query)

    def _may_begin(self) -> bool:
        """Whether a search can begin: none does while another one runs, or the data are not open, which is told."""
        if self.run is None and not self.library.is_open:
            self.window.messages.say(self.opening.why_no_search() or self.mending.why_no_search())
        return self.run is None and self.library.is_open

    def stop(self) -> None:
        """Stop it."""
        if self.run is not None:
            self.window.messages.make_way()
            self.window.truth.setText(self.tr("Stopping; what was found is kept."))
            self.run.stop()

    def stop_site(self, site: str) -> None:
        """Stop one site of it; the others go on."""
        if self.run is not None:
            self.run.stop_site(site)

    def _begin(self, query: Query, before: SiteLine | None = None) -> None:
        run = self.run = SearchRun(
            query,
            self._folder,
            self.keeper,
            self._tasks,
            network=self.setting_up.network,
            pace=self.setting_up.settings.pace,
            allowed=self.licensing.allowed,
            before=before,
            parent=self,
        )
        run.began.connect(self._began)
        run.lines_changed.connect(lambda: self.window.strip.show_lines(run.lines))
        run.jobs_changed.connect(self._jobs_came)
        run.ended.connect(self._ended)
        run.failed.connect(self._search_failed)
        self.window.strip.show_lines(run.lines)
        self.window.messages.forget(About.SEARCH)
        self.window.truth.setText(self.tr("Searching for “{}”…").format(query.words))
        self._show_running()
        run.start()

    def _began(self, number: int) -> None:
        self._runs = (*self._runs, number)
        self.siding.show(self._runs, choose=True)

    def _jobs_came(self) -> None:
        """The first at once; then not so often that one cannot read."""
        if self.window.table.rowCount():
            self._stale.soon()
        else:
            self._stale.now()

    def _ended(self, summary: Summary) -> None:
        self._over()
        self._summary = together(self._summary, summary) if self._summary is not None else summary
        self.licensing.tell_of(self._summary)
        self.setting_up.tell_of(self._summary, self._folder)

    def _search_failed(self, error: object) -> None:
        run, strip = self.run, self.window.strip
        if run is not None and run.begun:
            strip.give_up(str(error) if isinstance(error, Expected) else "")
        elif run is not None and run.before is not None:
            strip.show_lines([run.before])
        else:
            strip.clear()
        self._over()
        self.window.truth.clear()
        self.tell(error, About.SEARCH)

    def _over(self) -> None:
        if self.run is not None:
            self.run.deleteLater()
        self.run = None
        self._show_running()
        if self._closing:
            self._end()
        else:
            self.siding.show(self._runs)  # before the jobs: how many it found is known when they are shown
            self._stale.now()

    def again(self, site: str) -> None:
        """Ask one site again from where it stopped, as part of the same search."""
        if not self._may_begin():
            return
        line = next((line for line in self.window.strip.lines() if line.site == site), None)
        query = self.window.strip.query
        if line is not None and query is not None:
            left = max((line.counts.asked or query.results) - line.position, 1)
            rest_of = self._runs[0] if self._runs else None
            rest = replace(query, sites=(site,), results=left, offset=line.position, rest_of=rest_of)
            self._begin(rest, before=line)

    def repeat(self, query: Query) -> None:
        """Start that search once more, as it was: the bar shows what it has fields for."""
        if self.run is None:
            self.fill(query)
            self.search(replace(query, offset=0, rest_of=None))

    def fill(self, query: Query) -> None:
        """Show that search in the bar, as far as it has fields for it, unless another one runs."""
        if self.run is None:
            self.window.search_bar.fill(replace(query, offset=0, rest_of=None))

    def change_filters(self, query: Query) -> None:
        """Show the filters of that search, to be changed."""
        self.fill(query)
        self.window.search_bar.open_filters()

    def _show_running(self) -> None:
        running = self.run is not None
        self.window.search_bar.set_running(running)
        self.window.strip.set_running(running)
        self.window.actions_["stop"].setEnabled(running)

    # What is stored changes.

    def _changed(self) -> None:
        self.window.table.refresh()
        self.reading.show(self.window.results.view.current_job)
        self.showing.ask_anew()
        self.siding.count()

    def _refresh(self) -> None:
        """Show what was stored; while a search runs, of all searches its own jobs are counted alone."""
        self.reading.follow()
        self.showing.ask_anew()
        self.siding.count(self._runs if self.run is not None else ())
