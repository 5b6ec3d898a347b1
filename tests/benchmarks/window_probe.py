"""One side of a window benchmark, in a process of its own: `python -m tests.benchmarks.window_probe NAME ARGUMENTS`.

Prints one JSON object, or nothing where only the time to its end counts.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TICK_S = 1 / 60
WAIT_S = 300.0
SWITCHES = 4


def bare_window():
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication.instance() or QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1280, 800)
    return app, window


def opened(folder: str, *, made_up: bool = False):
    """Our window with its rows shown."""
    from app.paths import Folder
    from app.ui import start

    sys.setswitchinterval(start._SWITCH_S)
    app = start.application()
    desk = start.open_window(Folder(root=Path(folder), made_up=made_up))
    answers: list[object] = []
    desk.library.answered.connect(answers.append)
    until(lambda: bool(answers))
    return app, desk


def until(condition: Callable[[], bool]) -> None:
    """Run the event loop until it holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    if condition():
        return
    loop, timer, end = QEventLoop(), QTimer(), QTimer()
    timer.timeout.connect(lambda: condition() and loop.quit())
    end.timeout.connect(lambda: os._exit(3))
    timer.start(5)
    end.start(int(WAIT_S * 1000))
    loop.exec()


def closed(app, desk) -> None:
    from PySide6.QtCore import QTimer

    desk.closed.connect(app.quit)
    QTimer.singleShot(0, desk.window.close)
    app.exec()


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def p95(values: list[float]) -> float:
    return sorted(values)[max(int(len(values) * 0.95) - 1, 0)]


# To the first paint.


def start(folder: str) -> None:
    """The program as it is started, until its desk would be imported: then the window has been painted."""
    from types import ModuleType

    from app.main import main

    class Desk(ModuleType):
        def __getattr__(self, name: str):
            os._exit(0 if seen() else 3)

    sys.modules["app.ui.desk"] = Desk("app.ui.desk")
    sys.argv[1:] = ["--data-dir", folder]
    main()


def bare_start() -> None:
    from PySide6.QtCore import QTimer

    app, window = bare_window()

    def look() -> None:
        if seen():
            os._exit(0)
        QTimer.singleShot(0, look)

    window.show()
    QTimer.singleShot(0, look)
    app.exec()


def seen() -> bool:
    """Whether the window is on the screen, and so has been painted: where it is exposed, it is painted at once."""
    from PySide6.QtGui import QGuiApplication

    return any(each.isExposed() for each in QGuiApplication.topLevelWindows())


# Memory.


def memory(folder: str) -> dict[str, float]:
    app, desk = opened(folder)
    until(lambda: desk.keeper.pid is not None)
    desk.window.results.view.choose_row(5)
    told = {"mb": resident_mb()}
    closed(app, desk)
    return told


def bare_memory() -> dict[str, float]:
    _, window = bare_window()
    window.show()
    window.grab()
    return {"mb": resident_mb()}


# Painting.


def paint_jump(folder: str, rounds: int) -> dict[str, Any]:
    """Jump to a place and paint it; the other side has every text ready in a list."""
    import random

    app, desk = opened(folder)
    view, table = desk.window.results.view, desk.window.table
    rng, count = random.Random(3), table.rowCount()
    rows = [rng.randrange(count) for _ in range(rounds)]
    ready = ready_model(table, rows)
    ours, bare = [], []
    for row in rows:
        view.setModel(table)
        ours.append(painted(view, table, row))
        view.setModel(ready)
        bare.append(painted(view, ready, row))
    view.setModel(table)
    told = {"which": f"p95 of {rounds}", "ours_ms": p95(ours[1:]), "bare_ms": p95(bare[1:])}
    closed(app, desk)
    return told


def painted(view, model, row: int) -> float:
    view.verticalScrollBar().setValue(0)
    view.viewport().repaint()
    view.itemDelegate()._fitted.clear()  # or the second to be painted would find what the first has fitted
    began = time.perf_counter()
    view.verticalScrollBar().setValue(row)
    view.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def ready_model(table, rows):
    """A model as simple as can be over lists of texts, around the rows that are looked at."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from typing_extensions import override

    columns, count = table.columnCount(), table.rowCount()
    texts: list[Any] = [None] * count
    empty = [""] * columns
    for row in (0, *rows):
        for near in range(max(row - 60, 0), min(row + 60, count)):
            if texts[near] is None:
                texts[near] = [table.index(near, column).data() or "" for column in range(columns)]
    display, color, alignment = (
        Qt.ItemDataRole.DisplayRole.value,
        Qt.ItemDataRole.ForegroundRole.value,
        Qt.ItemDataRole.TextAlignmentRole.value,
    )
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    class Ready(QAbstractTableModel):
        @override
        def rowCount(self, parent=None):
            return count

        @override
        def columnCount(self, parent=None):
            return columns

        @override
        def data(self, index, role=display):
            if role == display:
                return (texts[index.row()] or empty)[index.column()]
            if role == alignment:
                return left
            if role == color:
                return None
            return None

        def cell(self, row, column):
            return (texts[row] or empty)[column], False

        def on_the_right(self, column):
            return False

    return Ready()


# Asking.


def filter_key(folder: str, rounds: int) -> dict[str, Any]:
    """From a key press in the filter to the first paint of the new rows; the other side is the statement and a repaint."""
    from tests.benchmarks import find

    queries = find.typed(rounds)

    def ask(desk, text: str) -> None:
        desk.window.results.filter.setText(text)

    def statement(store, text: str) -> None:
        store.ids(text)

    return asked(folder, queries, ask, statement)


def sort_click(folder: str, rounds: int) -> dict[str, Any]:
    """From a click on a header to the paint; the other side is `select id ... order by` and a repaint."""
    keys = ["title", "company", "place", "pay", "posted", "last_seen"]
    wanted = [(keys[number % len(keys)], bool(number // len(keys) % 2)) for number in range(max(rounds, 4))]

    def ask(desk, wish: tuple[str, bool]) -> None:
        desk.window.results.view.sort_asked.emit(*wish)

    def statement(store, wish: tuple[str, bool]) -> None:
        store.ids("", sort=wish[0], descending=wish[1])

    return asked(folder, wanted, ask, statement)


def asked(folder: str, wishes: list[Any], ask, statement) -> dict[str, Any]:
    """Both sides for each wish in turn. The statement runs in this process, with nothing beside it."""
    from PySide6.QtCore import QEventLoop

    from scraper.store.store import open_store

    app, desk = opened(folder)
    view = desk.window.results.view
    ours: list[float] = []
    bare: list[float] = []
    loop = QEventLoop()
    desk.library.answered.connect(lambda _: loop.quit())
    with open_store(Path(folder) / "jobs.sqlite3") as store:
        for turn in range(2):
            for wish in wishes:
                began = time.perf_counter()
                ask(desk, wish)
                loop.exec()
                view.viewport().repaint()
                took = (time.perf_counter() - began) * 1000
                began = time.perf_counter()
                statement(store, wish)
                view.viewport().repaint()
                if turn:  # the first round fills the caches of both
                    ours.append(took)
                    bare.append((time.perf_counter() - began) * 1000)
    told = {
        "which": f"p95 of {len(ours)} at {desk.window.table.rowCount():,} rows last",
        "ours_ms": p95(ours),
        "bare_ms": p95(bare),
    }
    closed(app, desk)
    return told


def palette_switch(folder: str, rounds: int) -> dict[str, Any]:
    """Light to dark and back with the window full; the other side is a bare window with as many widgets of the same kinds,
    in the same places, that show the same. Each side is told of its palettes, and then painted once.
    """
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from app.ui import theme

    app, desk = opened(folder)
    desk.window.results.view.choose_row(3)
    desk.window.grab()
    _, bare = bare_window()
    holder = QWidget()
    bare.setCentralWidget(holder)
    shown = [child for child in desk.window.findChildren(QWidget) if child.isVisible() and not within_twin(child)]
    twins = [twin_of(child, desk.window, holder) for child in shown]
    bare.resize(desk.window.size())
    looks = ("dark", "light")
    palettes = [theme.palette(theme.tokens(look)) for look in looks]
    switched: dict[QWidget, list[float]] = {desk.window: [], bare: []}
    # By short turns, each against the one beside it: a machine that is slower for a while is so for both.
    for window, took in [*switched.items()] * max(rounds // SWITCHES, 1):
        desk.window.setVisible(window is desk.window)
        bare.setVisible(window is bare)
        # What is not exposed is not painted: both have to be, or one is painted twice as often.
        until(window.windowHandle().isExposed)
        turn: list[float] = []
        for number in range(SWITCHES):
            app.sendPostedEvents()
            window.grab()
            began = time.perf_counter()
            if window is bare:
                app.setPalette(palettes[number % 2])
            else:
                theme.apply(app, looks[number % 2])
            app.sendPostedEvents(None, QEvent.Type.ApplicationPaletteChange.value)
            window.grab()
            turn.append((time.perf_counter() - began) * 1000)
        took.append(middle(turn))
    ours, other = switched.values()
    count = sum(1 for each in bare.findChildren(QWidget) if each.isVisible())
    bare.hide()
    desk.window.show()
    told = {
        "which": f"median of {len(ours)}, {len(twins)} widgets, {count} with their parts,",
        "ours_ms": middle(ours),
        "bare_ms": middle(other),
        "ratio": middle([mine / theirs for mine, theirs in zip(ours, other, strict=True)]),
    }
    closed(app, desk)
    return told


def within_twin(child) -> bool:
    """Whether it is a part of a widget that is made anew as a whole, a scroll bar for instance."""
    above = child.parentWidget()
    while above is not None:
        if isinstance(above, kinds()):
            return True
        above = above.parentWidget()
    return False


def twin_of(child, window, holder):
    """A plain widget of the same kind at the same place with the same content."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollBar, QTableView, QTextBrowser, QWidget

    twin = next((each for each in kinds() if isinstance(child, each)), QWidget)(holder)
    if isinstance(child, (QAbstractButton, QLabel, QLineEdit)):
        twin.setText(child.text())
    if isinstance(child, QTextBrowser):
        twin.setHtml(child.toHtml())
    if isinstance(child, QTableView):
        twin.setModel(ready_model(child.model(), [0]))
        twin.setShowGrid(child.showGrid())
        twin.setAlternatingRowColors(child.alternatingRowColors())
        twin.verticalHeader().hide()
        twin.verticalHeader().setDefaultSectionSize(child.verticalHeader().defaultSectionSize())
        for column in range(child.model().columnCount()):
            twin.setColumnWidth(column, child.columnWidth(column))
    if isinstance(child, QScrollBar):
        twin.setOrientation(child.orientation())
        twin.setRange(child.minimum(), child.maximum())
        twin.setPageStep(child.pageStep())
    twin.setGeometry(child.rect().translated(child.mapTo(window, QPoint(0, 0))))
    twin.show()
    return twin


def kinds():
    from PySide6.QtWidgets import (
        QCheckBox,
        QComboBox,
        QLabel,
        QLineEdit,
        QPushButton,
        QScrollBar,
        QSpinBox,
        QTableView,
        QTextBrowser,
        QToolButton,
    )

    return (
        QCheckBox,
        QPushButton,
        QToolButton,
        QLabel,
        QLineEdit,
        QComboBox,
        QScrollBar,
        QSpinBox,
        QTableView,
        QTextBrowser,
    )


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


# Stalls.


class Ticks:
    """How late a 60 Hz timer is."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late_ms: list[float] = []
        self._due = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self._due = time.perf_counter() + TICK_S
        self._timer.start(int(TICK_S * 1000))

    def end(self) -> dict[str, float]:
        self._timer.stop()
        late = sorted(self.late_ms)
        return {"p99_ms": late[int(len(late) * 0.99)], "latest_ms": late[-1], "ticks": len(late)}

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(now - self._due, 0) * 1000)
        self._due = max(self._due + TICK_S, now)
        self._timer.start(max(int((self._due - now) * 1000), 0))


def query(jobs: int):
    from scraper.query import Query
    from scraper.sources import registry

    sites = tuple(info.key for info in registry.SOURCES if not info.available)
    return Query(words="engineer", sites=sites, results=max(jobs // len(sites), 1))


def wide_world(jobs: int) -> None:
    """Practice sites with so many jobs that each has its share of those wanted."""
    from app.operations import practice

    command = (*practice.practice_command(), "--jobs", str(max(jobs * 5, 4000)))
    practice.practice_command = lambda: command


class Turns:
    """How long the window's thread works before it waits again: processor time, as others may take its core meanwhile.

    A turn is one slot or several, with what they painted. Qt's own loop tells where one ends; GLib's does not.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher

        self.took_ms: list[float] = []
        self._began_s: float | None = None
        self._dispatcher = QAbstractEventDispatcher.instance()

    def begin(self) -> None:
        self._dispatcher.awake.connect(self._woken)
        self._dispatcher.aboutToBlock.connect(self._waits)

    def end(self) -> dict[str, float]:
        self._dispatcher.awake.disconnect(self._woken)
        self._dispatcher.aboutToBlock.disconnect(self._waits)
        took = sorted(self.took_ms)
        return {"longest_ms": took[-1], "p99_ms": took[int(len(took) * 0.99)], "turns": len(took)}

    def _woken(self) -> None:
        if self._began_s is None:
            self._began_s = time.thread_time()

    def _waits(self) -> None:
        if self._began_s is not None:
            self.took_ms.append((time.thread_time() - self._began_s) * 1000)
        self._began_s = None


def stall(folder: str, jobs: int) -> dict[str, Any]:
    """Eight practice sites deliver into the shown table."""
    return poured(folder, jobs, Ticks)


def turns(folder: str, jobs: int) -> dict[str, Any]:
    """The same, looking at the work of the window's thread."""
    os.environ["QT_NO_GLIB"] = "1"
    return poured(folder, jobs, Turns)


def poured(folder: str, jobs: int, watch: type[Ticks | Turns]) -> dict[str, Any]:
    """What is seen of the window's thread while eight practice sites deliver."""
    from app.operations import practice

    wide_world(jobs)
    practice.PACE = type(practice.PACE)(pause_s=(0.0, 0.0), read_timeout_s=10.0, deadline_s=20.0)
    app, desk = opened(folder, made_up=True)
    desk.warm_up()
    until(lambda: desk.keeper.pid is not None)
    seen = watch()
    seen.begin()
    desk.search(query(jobs))
    until(lambda: desk.run is None)
    told: dict[str, Any] = seen.end()
    told["jobs"] = sum(line.counts.received for line in desk.window.strip.lines())
    closed(app, desk)
    return told


def bare_stall(folder: str, jobs: int) -> dict[str, Any]:
    """A bare window beside a process that stores as many jobs as fast."""
    import subprocess

    _, window = bare_window()
    window.show()
    command = [sys.executable, "-P", "-m", "tests.benchmarks.window_probe", "busy", folder, str(jobs)]
    busy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ticks = Ticks()
    ticks.begin()
    until(lambda: busy.poll() is not None)
    return ticks.end()


def busy(folder: str, jobs: int) -> None:
    """The same search in the terminal."""
    from app.cli.main import main as command_line

    wide_world(jobs)
    wish = query(jobs)
    sys.argv[1:] = ["search", wish.words, "--practice", "--site", "all"]
    sys.argv += ["--results", str(wish.results), "--data-dir", folder]
    command_line()


PROBES: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        start, bare_start, memory, bare_memory, paint_jump, filter_key, sort_click, palette_switch, stall, bare_stall,
        turns, busy,
    )
}  # fmt: skip


def main() -> None:
    """Run the probe that is named."""
    name, *arguments = sys.argv[1:]
    told = PROBES[name](*(int(each) if each.isdigit() else each for each in arguments))
    if told is not None:
        print(json.dumps(told))


if __name__ == "__main__":
    main()
