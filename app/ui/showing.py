"""Which jobs the table shows: what the sidebar, the filter, the facets and the columns' heads ask for, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from app.operations.listing import Asked
from app.ui.emptiness import narrows, told_of
from app.ui.searches import searches
from scraper.query import Criteria
from scraper.store.records import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.library import Answer, Library
    from app.ui.window import MainWindow


class Showing(QObject):
    """Asks the library whenever something else is to be shown, and shows what it answers."""

    def __init__(self, window: MainWindow, library: Callable[[], Library], searching: Callable[[], bool]) -> None:
        """`library` gives the one that is open at the time; `searching` whether more jobs are on their way."""
        super().__init__(window)
        self._window, self._library, self._searching = window, library, searching
        sort, descending = window.results.view.sorting
        self._asked = Asked(sort=sort, descending=descending)
        self._shown: Asked | None = None
        self._left: int | None = None  # the job that was read when a search began, until that has found it too
        self._whole: tuple[Asked, int] | None = None  # what was shown without filters, and how many jobs

    def ask(self) -> None:
        """Ask for the jobs, as long as they can be read."""
        if self._library().is_open:
            self._library().ask(self._asked, self._window.results.view.jobs_to_keep())

    def clear(self) -> None:
        """Show all jobs, unfiltered."""
        self.clear_filters()
        self._window.sidebar.setCurrentItem(self._window.sidebar.all)

    def clear_filters(self) -> None:
        """Show all that was chosen in the sidebar."""
        self._window.results.filter.clear()
        self._window.facets.clear()

    def choose(self, asked: Asked) -> None:
        """Show what was chosen in the sidebar, unless that is shown already."""
        chosen = replace(
            self._asked, status=asked.status, runs=asked.runs, found_by=asked.found_by, new_since=asked.new_since
        )
        if chosen != self._asked:
            self._asked = chosen
            self.ask()

    @property
    def shows_hidden(self) -> bool:
        """Whether the jobs shown are hidden ones."""
        return self._asked.status is Shown.HIDDEN

    def show_hidden(self) -> None:
        """Show the hidden ones of what was asked for."""
        if self._asked.runs or self._asked.new_since is not None:
            self._asked = replace(self._asked, status=Shown.HIDDEN)
            self.ask()
        else:
            self._window.sidebar.setCurrentItem(self._window.sidebar.hidden)

    def filter(self, text: str) -> None:
        """Show what has these words."""
        self._asked = replace(self._asked, words=text)
        self.ask()

    def narrow(self) -> None:
        """Show what passes the facets."""
        facets = self._window.facets
        self._asked = replace(
            self._asked, criteria=facets.criteria, sites=facets.sites, work=facets.work, unstated=facets.unstated
        )
        self.ask()

    def sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a signal gives it so
        """Show them in the order of this column."""
        self._asked = replace(self._asked, sort=key, descending=descending)
        self._window.results.view.show_sorting(key, descending)
        self.ask()

    def ask_anew(self) -> None:
        """Ask again, because what is stored has changed."""
        self._whole = None
        self.ask()

    def _of(self, answer: Answer) -> int | None:
        """How many there are without filters, where there are such and that was seen since anything was stored."""
        asked = answer.asked
        order = {"sort": "", "descending": True}
        whole = replace(asked, words="", criteria=Criteria(), sites=(), work=(), unstated={}, **order)
        if not narrows(asked):
            self._whole = whole, len(answer.ids)
            return None
        return self._whole[1] if self._whole is not None and self._whole[0] == whole else None

    def show(self, answer: Answer) -> None:
        """Show these jobs, or why there are none; another list, or one in another order, from its top."""
        before, self._shown = self._shown, answer.asked
        is_other, read = before is not None and _is_other(before, answer.asked), self._window.results.view.current_job
        if is_other:
            self._window.results.view.leave_place(current=True)
        elif before is not None and _order(before) != _order(answer.asked):
            self._window.results.view.leave_place(current=False)
        self._window.table.show(answer.ids, answer.rows)
        if is_other:
            self._left = read if self._searching() else None
        self._go_on_reading()
        side, results, of = self._window.sidebar, self._window.results, self._of(answer)
        hidden = answer.asked.status is Shown.HIDDEN and side.current().status is not Shown.HIDDEN
        if answer.ids:
            results.show_jobs(len(answer.ids), of=of, hidden=hidden)
            return
        latest = next(iter(searches(answer.runs)), None)
        searching = self._searching()
        results.show_none(
            told_of(answer.asked, hidden=answer.hidden, searching=searching, chosen=side.search, latest=latest)
        )

    def _go_on_reading(self) -> None:
        """Choose the job again that was read when the search began, once it is there, unless another one is chosen by then."""
        view = self._window.results.view
        row = self._window.table.row_of(self._left) if self._left is not None else None
        if view.current_job is not None:
            self._left = None
        elif row is not None:
            place = view.verticalScrollBar().value()
            view.choose_row(row)
            view.verticalScrollBar().setValue(place)  # who looks at what arrives goes on doing so


def _is_other(before: Asked, asked: Asked) -> bool:
    """Whether something else was chosen in the sidebar: a search with one more run is the same one still."""
    same_search = before.runs == asked.runs or set(before.runs) & set(asked.runs)
    return not same_search or (before.status, before.new_since) != (asked.status, asked.new_since)


def _order(asked: Asked) -> tuple[str, bool]:
    return asked.sort, asked.descending
