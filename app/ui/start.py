"""Start-up of the window, in order:

1. the arguments, the data folder; where a window has the folder already, it is brought forward instead;
2. Qt, the language, the look, and of the window what is seen at first, which is shown and painted;
3. once it is painted, and not before (`FirstPaint`): the rest of the window, the log, what the window does;
4. the data file, on the database lane; then the rows;
5. the engine's process, which takes a second to be ready, last.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import settings
from app.paths import NotThere, data_folder
from app.ui import state, theme
from app.ui.first_paint import FirstPaint
from app.ui.fitting import fit_before_shown, fit_shown
from app.ui.language import install
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from app.logs import Log
    from app.paths import Folder
    from app.ui.copying import Moved
    from app.ui.crash import CrashReports
    from app.ui.desk import Desk
    from app.ui.interrupt import Interrupt
    from app.ui.single import Single
    from app.ui.window import MainWindow

logger = logging.getLogger(__name__)

_ICON = str(Path(__file__).parents[2] / "resources" / "jobspy-desktop.svg")  # the same place in a frozen program
_WARM_UP_MS = 300
_SWITCH_S = 0.0005
"""How long another thread may hold up the GUI thread: with Python's 5 ms, storing made one tick in a hundred 10 ms late."""


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code. Where another data folder was chosen, open it there."""
    sys.setswitchinterval(_SWITCH_S)
    folder, moved = _found(arguments), None
    if folder is None:
        return 1
    while True:
        with ExitStack() as stack:
            try:
                moved = _run(folder, stack, moved, debug="--debug" in arguments or "--verbose" in arguments)
            except Expected as error:
                _tell(error, folder)
                return 1
        if moved is None:
            return 0
        folder = moved.folder
        gc.unfreeze()  # the window that is closed can go


def _found(arguments: Sequence[str]) -> Folder | None:
    """The data folder, or the one that the person names where the chosen one is not there; None for none."""
    while True:
        try:
            return _folder(arguments)
        except NotThere as error:
            sys.stderr.write(f"jobspy-desktop: {error}\n")
            from app.ui.no_window import ask_where

            application("system")
            if not ask_where(error):
                return None
        except Expected as error:
            sys.stderr.write(f"jobspy-desktop: {error}\n")
            return None


def _tell(error: Expected, folder: Folder) -> None:
    """Say why there is no window: to a terminal, and to whoever has none before them."""
    sys.stderr.write(f"jobspy-desktop: {error}\n")
    from app.ui.no_window import tell

    stored, _ = settings.load(folder.settings)
    app = application(stored.language)
    theme.apply(app, stored.look)
    tell(error)


def application(language: str = "en") -> QApplication:
    """The Qt application in our looks and language; the one there is, if there is one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0], "-style", "Fusion"])  # `setStyle` gives the style: 5 ms for its class
    else:
        app.setStyle("Fusion")
    app.setApplicationName("JobSpy Desktop")
    app.setDesktopFileName("jobspy-desktop")
    app.setWindowIcon(QIcon(_ICON))
    install(app, language)
    theme.apply(app, "system")
    return app


def open_window(folder: Folder) -> Desk:
    """The window on that folder, shown, with its data opened soon."""
    from app.ui.window import MainWindow

    return _at_work(_shown(MainWindow(), folder), folder)


def _shown(window: MainWindow, folder: Folder) -> MainWindow:
    """The window as it was left, shown; nothing of the store or the engine is imported for that."""
    window.restore(state.load(folder.own().window_state))
    fit_before_shown(window)
    window.show()
    window.search_bar.focus_words()
    return window


def _at_work(window: MainWindow, folder: Folder) -> Desk:
    """The window's desk, which is about to open the data."""
    from app.ui.desk import Desk
    from app.ui.tasks import TaskRunner

    desk = Desk(window, folder, TaskRunner(window))
    QTimer.singleShot(0, desk.start)
    QTimer.singleShot(_WARM_UP_MS, desk.warm_up)
    return desk


def _run(folder: Folder, stack: ExitStack, moved: Moved | None, *, debug: bool) -> Moved | None:
    """Have a window until it is closed; where to open the next one, None for none. `moved` is why this one is opened."""
    from app.ui.crash import CrashReports
    from app.ui.single import Single

    single = Single(folder)
    stack.callback(single.close)
    stored, _ = settings.load(folder.settings)
    app = application(stored.language)
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app, stored.look)
    theme.set_text_size(app, stored.text_percent)
    reports = CrashReports(app)
    reports.install()
    stack.callback(reports.remove)
    from app.ui.window import MainWindow

    window = MainWindow()
    # Asked late, for the answer takes as long as all this.
    if not single.first() and not single.first_after_all():
        return None
    _shown(window, folder)
    single.asked_forward.connect(window.come_forward)
    window.closing.connect(single.stop_listening)
    desks: list[Desk] = []

    def painted() -> None:
        gc.freeze()  # what start-up made stays: nothing of it is looked through, now or later
        gc.enable()
        fit_shown(window)
        desks.append(_at_work(window, folder.practice() if moved is not None and moved.practice else folder))
        _furnish(desks[0], reports, stack, folder, debug=debug)
        single.listen()
        if moved is not None:
            _tell_moved(desks[0], moved)

    FirstPaint(window, painted)
    app.exec()
    return _carried_out(desks[0], single) if desks else None


def _furnish(desk: Desk, reports: CrashReports, stack: ExitStack, folder: Folder, *, debug: bool) -> None:
    """Give the desk what a program has, and a part of it in a test has not."""
    desk.closed.connect(QCoreApplication.quit)  # before anything that may fail
    reports.happened.connect(desk.show_report)
    desk.fault.connect(reports.take)
    stack.callback(_interrupt(desk.window.close, desk.window).close)
    try:
        log = _log(folder, stack, debug=debug)
        desk.setting_up.secret_known.connect(log.keep_secret, Qt.ConnectionType.DirectConnection)
    except Expected as error:
        desk.tell(error)


def _carried_out(desk: Desk, single: Single) -> Moved | None:
    """Use another data folder, where the person wished that when the window was closed; what became of it."""
    wish = desk.moving.wish
    if wish is None:
        return None
    from app.ui.copying import Copying

    copying = Copying(wish)
    interrupt = _interrupt(copying.stop, copying)
    single.asked_forward.connect(copying.come_forward)
    single.listen()
    moved = copying.run()
    single.stop_listening()
    interrupt.close()
    desk.window.deleteLater()
    return moved


def _tell_moved(desk: Desk, moved: Moved) -> None:
    desk.moving.tell(moved)
    if moved.fault is not None:
        desk.fault.emit(moved.fault)


def _interrupt(then: Callable[[], object], parent: QObject) -> Interrupt:
    from app.ui.interrupt import Interrupt

    return Interrupt(then, parent)


def _log(folder: Folder, stack: ExitStack, *, debug: bool) -> Log:
    """Log to the folder's file; what ends the process without Python's doing goes into a file beside it."""
    from app.logs import Log

    log = Log(folder.log, verbose=debug)
    stack.callback(log.close)
    path = folder.log.with_name("crash.log")
    try:
        crash_file = stack.enter_context(path.open("a", encoding="utf-8"))
    except OSError as error:
        logger.warning("%s cannot be written: %s", path.name, error)
        return log
    faulthandler.enable(crash_file)
    stack.callback(faulthandler.disable)
    return log


def _folder(arguments: Sequence[str]) -> Folder:
    """The data folder the arguments name."""
    given, rest = None, iter(arguments)
    for argument in rest:
        if argument == "--data-dir":
            given = next(rest, None)
        elif argument.startswith("--data-dir="):
            given = argument.partition("=")[2]
    folder = data_folder(given)
    return folder.practice() if "--practice" in arguments else folder
