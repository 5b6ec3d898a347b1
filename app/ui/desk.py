"""What happens when: connects the window with the library, the searches and one another. Owns what has to be closed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.keeper.process import Keeper
from app.operations.listing import Asked
from app.operations.practice import first_query
from app.ui.charting import Charting
from app.ui.deeds import Deeds
from app.ui.describing import Describing
from app.ui.exporting import Exporting
from app.ui.library import Answer, Library
from app.ui.licensing import Licensing
from app.ui.once import Once
from app.ui.reading import Reading
from app.ui.search_run import SearchRun
from app.ui.setting_up import SettingUp, put_back
from app.ui.siding import Siding
from app.ui.state import load, save
from app.ui.updating import Updating
from app.ui.views.command_palette import CommandPalette, KeySheet
from app.ui.views.crash_dialog import CrashDialog
from scraper.errors import Expected
from scraper.store.records import Shown, Status

if TYPE_CHECKING:
    from pathlib import Path

    from app.operations.truth import Summary
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow
    from scraper.query import Query

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
        window.dress()
        state = load(folder.window_state)
        self._new_since = state.left_at
        self.keeper = Keeper()
        self.run: SearchRun | None = None
        self._runs: tuple[int, ...] = ()
        self._asked = replace(Asked(), sort=state.sort, descending=state.descending)
        self._anything_stored = False
        self._closing = self._search_once_open = False
        self._stale = Once(_STALE_MS, self._refresh, self)
        self.deeds = Deeds(window, lambda: self.library)
        self.siding = Siding(window.sidebar, lambda: self.library)
        self.library = self._new_library(folder)
        self.setting_up = SettingUp(window, folder.settings, tasks)
        self.exporting = Exporting(window, tasks)
        self.licensing = Licensing(window, lambda: self._folder, tasks)
        self.charting = Charting(window, lambda: self._folder, tasks)
        self.updating = Updating(window, lambda: self._folder, self.setting_up, tasks)
        self.reading = Reading(window, lambda: self.library, Describing(self.keeper, tasks, self), self.setting_up)
        self._connect()
        self._show_folder()

    # Starting and ending.

    def start(self) -> None:
        """Open the data; called once the window is painted."""
        if self.setting_up.troubles:
            self.window.messages.say(" ".join(self.setting_up.troubles))
        self.library.open()

    def warm_up(self) -> None:
        """Start keeper and engine, so that the first search need not wait for it."""
        self._tasks.work(self.keeper.start)

    def close(self) -> None:
        """Stop what runs, within a second, and let the window go."""
        if self._closing:
            return
        self._closing = True
        self.window.truth.setText(self.tr("Finishing…"))
        self.window.setEnabled(False)
        for part in (self.reading, self.exporting, self.charting, self.updating):
            part.stop()
        if self.run is None:
            self._end()
        else:
            self.run.stop()
            QTimer.singleShot(_LAST_WAIT_MS, self._end)

    def _end(self) -> None:
        if not self._closing:
            return
        self._closing = False
        self._remember()
        self.window.table.read_from(lambda _ids, _keys: [])
        self.library.close()
        self._tasks.database(self.licensing.close)
        self._tasks.database(self.keeper.close, lambda _: self._gone(), lambda _: self._gone())

    def _remember(self) -> None:
        save(self._folder.window_state, replace(self.window.state(), left_at=datetime.now(UTC)))

    def _gone(self) -> None:
        self._tasks.close()
        self.window.let_go()
        self.closed.emit()

    def _new_library(self, folder: Folder) -> Library:
        library = Library(folder, self._tasks, self)
        library.opened.connect(self._opened)
        library.changed.connect(self._changed)
        library.answered.connect(self._answered)
        library.failed.connect(self.tell)
        library.undoable.connect(self.deeds.show_undo)
        return library

    def _opened(self) -> None:
        self.window.table.read_from(self.library.rows)
        self._ask()
        self.siding.show(self._runs)
        if self._search_once_open:
            self._search_once_open = False
            self.window.search_bar.ask()

    def _show_folder(self) -> None:
        self.window.set_practice(self._folder.made_up)
        self.siding.set_new_since(self._new_since)
        self.window.table.mark_new_since(f"{self._new_since:%Y-%m-%dT%H:%M:%SZ}" if self._new_since else "")
        self.window.actions_["undo"].setEnabled(False)
        self._show_running()

    def _change_folder(self, folder: Folder) -> None:
        """Look at other data: the person's own, or the practice sites'."""
        if self.run is not None:
            self.tell(Expected(self.tr("A search is running: stop it first.")))
            return
        self._remember()
        self.library.close()
        self.window.table.read_from(lambda _ids, _keys: [])
        self._new_since = load(folder.window_state).left_at
        self._folder, self._runs, self._anything_stored = folder, (), False
        self.window.strip.clear()
        self.window.truth.clear()
        self.window.detail.show_job(None)
        self.window.sidebar.show_runs(())
        self.window.sidebar.setCurrentItem(self.window.sidebar.all)
        self.library = self._new_library(folder)
        self._show_folder()
        self.library.open()

    def practise(self) -> None:
        """Look at the practice sites' data, and search them where nothing is there yet."""
        self._change_folder(self._folder.practice())
        bar = self.window.search_bar
        if not bar.query().words:
            bar.fill(first_query())
        self._search_once_open = True

    def _connect(self) -> None:
        window = self.window
        window.closing.connect(self.close)
        window.search_bar.search_asked.connect(self.search)
        window.search_bar.stop_asked.connect(self.stop)
        window.strip.again_asked.connect(self._again)
        window.sidebar.chosen.connect(self._choose)
        window.sidebar.repeat_asked.connect(self._repeat)
        window.facets.changed.connect(self._narrow)
        window.results.filter_changed.connect(self._filter)
        window.results.practice_asked.connect(self.practise)
        window.results.typing_asked.connect(window.search_bar.focus_words)
        window.results.clear_asked.connect(self.clear)
        window.results.view.chosen.connect(self.reading.show)
        window.results.view.sort_asked.connect(self._sort)
        window.results.view.opened.connect(self.reading.open)
        window.detail.describe_asked.connect(self.reading.describe)
        window.banner_button.clicked.connect(window.actions_["real"].trigger)
        self.reading.told.connect(self.window.messages.say)
        window.actions_.connect(
            {
                "type_search": window.search_bar.focus_words,
                "stop": self.stop,
                "practice": self.practise,
                "real": lambda: self._change_folder(self._folder.own()),
                "export": lambda: self.exporting.open(self._folder),
                "commands": lambda: CommandPalette(window.actions_.every(), window).open(),
                "keys": lambda: KeySheet(window.actions_.every(), window).open(),
                "charts": self.charting.toggle,
                "settings": lambda: self.setting_up.open(self._folder),
                "quit": self.close,
                "undo": self.deeds.undo,
                "open": self.reading.open_address,
                "save": lambda: self.deeds.mark(Status.SAVED),
                "applied": lambda: self.deeds.mark(Status.APPLIED),
                "hide": self.deeds.hide,
                "hide_company": self.deeds.hide_company,
                "note": self.deeds.note,
                "merge": self.deeds.merge,
                "split": self.deeds.split,
                "copy": self.deeds.copy,
                "filter": window.results.focus_filter,
                "clear": self.clear,
                "sidebar": lambda: window.toggle(window.left),
                "detail": lambda: window.toggle(window.detail),
            }
        )
        self._tasks.failed.connect(self.tell)
        self.setting_up.backup_wished.connect(self._back_up)
        self.setting_up.restore_wished.connect(self._restore)

    def _back_up(self, target: Path) -> None:
        done = self.tr("Everything is in {}.").format(target)
        self.library.read(lambda store: store.back_up(target), lambda _: self.window.messages.say(done))

    def _restore(self, backup: Path) -> None:
        """Close the data, put the backup in its place, and open it again."""
        if self.run is not None:
            self.tell(Expected(self.tr("A search is running: stop it first.")))
            return
        folder = self._folder
        self.library.close()
        self._tasks.database(lambda: put_back(backup, folder), self._restored, self._not_restored)

    def _restored(self, kept: Path | None) -> None:
        self._change_folder(self._folder)
        told = self.tr("The backup is restored.")
        before = self.tr("What was there before is {}.").format(kept) if kept else ""
        self.window.messages.say(f"{told} {before}".strip())

    def _not_restored(self, error: object) -> None:
        self._change_folder(self._folder)
        self.tell(error)

    # Telling.

    def tell(self, error: object) -> None:
        """Say what went wrong: a sentence where there is something to do about it."""
        if isinstance(error, Expected):
            self.window.messages.say(str(error))
        elif isinstance(error, BaseException):
            self.fault.emit(error)

    def show_report(self, report: str) -> None:
        """Show a report of a fault, unless one is shown already."""
        if self.window.findChild(CrashDialog) is None:
            CrashDialog(report, self.window).open()

    # Searching.

    def search(self, query: Query) -> None:
        """Start a search."""
        if self.run is not None or not self.library.is_open:
            return
        self.window.strip.clear()
        self.window.strip.query = query
        self._runs = ()
        self._begin(query)

    def stop(self) -> None:
        """Stop it."""
        if self.run is not None:
            self.window.truth.setText(self.tr("Stopping; what was found is kept."))
            self.run.stop()

    def _begin(self, query: Query) -> None:
        run = self.run = SearchRun(
            query,
            self._folder,
            self.keeper,
            self._tasks,
            network=self.setting_up.network,
            pace=self.setting_up.settings.pace,
            allowed=self.licensing.allowed,
            parent=self,
        )
        run.began.connect(self._began)
        run.lines_changed.connect(lambda: self.window.strip.show_lines(run.lines))
        run.jobs_changed.connect(self._jobs_came)
        run.ended.connect(self._ended)
        run.failed.connect(self._search_failed)
        self.window.strip.show_lines(run.lines)
        self.window.truth.setText(self.tr("Searching for “{}”…").format(query.words))
        self._show_running()
        run.start()

    def _began(self, number: int) -> None:
        self._runs = (*self._runs, number)
        self._asked = replace(self._asked, runs=self._runs, new_since=None, status=Shown.NOT_HIDDEN)
        self.siding.show(self._runs, choose=True)
        self._ask()

    def _jobs_came(self) -> None:
        """The first at once; then not so often that one cannot read."""
        if self.window.table.rowCount():
            self._stale.soon()
        else:
            self._stale.now()

    def _ended(self, summary: Summary) -> None:
        self._over()
        self.licensing.tell_of(summary)

    def _search_failed(self, error: object) -> None:
        self._over()
        self.window.truth.clear()
        self.tell(error)

    def _over(self) -> None:
        if self.run is not None:
            self.run.deleteLater()
        self.run = None
        self._show_running()
        if self._closing:
            self._end()
        else:
            self._stale.now()
            self.siding.show(self._runs)

    def _again(self, site: str) -> None:
        """Ask one site again from where it stopped, as part of the same search."""
        if self.run is not None:
            self.tell(Expected(self.tr("A search is running: try again when it has ended.")))
            return
        line = next((line for line in self.window.strip.lines() if line.site == site), None)
        query = self.window.strip.query
        if line is not None and query is not None:
            self._begin(replace(query, sites=(site,), offset=line.position))

    def _repeat(self, query: Query) -> None:
        self.window.search_bar.fill(query)
        self.window.search_bar.ask()

    def _show_running(self) -> None:
        running = self.run is not None
        self.window.search_bar.set_running(running)
        self.window.actions_["stop"].setEnabled(running)

    # Which jobs are shown.

    def clear(self) -> None:
        """Show all jobs, unfiltered."""
        self.window.results.filter.clear()
        self.window.facets.clear()
        self.window.sidebar.setCurrentItem(self.window.sidebar.all)

    def _choose(self, asked: Asked) -> None:
        self._asked = replace(self._asked, status=asked.status, runs=asked.runs, new_since=asked.new_since)
        self._ask()

    def _filter(self, text: str) -> None:
        self.reading.marked = text.split()
        self._asked = replace(self._asked, words=text)
        self._ask()

    def _narrow(self) -> None:
        facets = self.window.facets
        self._asked = replace(self._asked, criteria=facets.criteria, sites=facets.sites, work=facets.work)
        self._ask()

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a signal gives it so
        self._asked = replace(self._asked, sort=key, descending=descending)
        self.window.results.view.show_sorting(key, descending)
        self._ask()

    def _ask(self) -> None:
        if self.library.is_open:
            self.library.ask(self._asked, self.window.results.view.jobs_to_keep())

    def _answered(self, answer: Answer) -> None:
        self.window.table.show(answer.ids, answer.rows)
        self._anything_stored = self._anything_stored or bool(answer.ids)
        narrowed = bool(answer.asked.words.strip()) or answer.asked.status is not Shown.NOT_HIDDEN
        self.window.results.show_count(
            len(answer.ids),
            anything_stored=self._anything_stored,
            narrowed=narrowed or answer.asked.new_since is not None or self.window.facets.narrows,
            searching=self.run is not None,
        )

    def _changed(self) -> None:
        self.window.table.refresh()
        self.reading.show(self.window.results.view.current_job)
        self._refresh()

    def _refresh(self) -> None:
        self.siding.count()
        self._ask()
