"""A fault of this program: told in the window as a report that can be read and copied, never silent.

Everything that nobody caught ends here: errors of slots, of threads, of finalizers, and what Qt warns of.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion

if TYPE_CHECKING:
    from types import TracebackType

logger = logging.getLogger(__name__)

_QUERY = r"(https?://[^\s'\"?#]+)[?#][^\s'\"]*"
_LOGIN = r"//[^/@\s'\"]*@"
_MAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"
_KEY = r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{24,}\b"
_LEAST_NAME = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report(error: BaseException) -> str:
    """What happened and where in the program, without anything of the person's."""
    import platform  # here as below: a start without a fault needs none of it
    import traceback

    trace = "".join(traceback.format_exception(error))
    head = (
        f"JobSpy Desktop {_version('jobspy-desktop')}, python-jobspy {_version('python-jobspy')}, "
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}"
    )
    return f"{head}\n\n{without_private(trace)}"


def without_private(text: str) -> str:
    """The text without home folders, the user's name, logins, mail addresses, queries of addresses, and keys."""
    for folder in (str(Path(__file__).parents[2]), str(Path.home())):
        text = text.replace(folder, "~")
    text = re.sub(_QUERY, r"\1?…", text)
    text = re.sub(_LOGIN, "//…@", text)
    text = re.sub(_MAIL, "…@…", text)
    text = re.sub(_KEY, "…", text)
    import getpass

    with suppress(OSError, KeyError, ImportError):
        name = getpass.getuser()
        if len(name) >= _LEAST_NAME:
            text = re.sub(rf"\b{re.escape(name)}\b", "…", text)
    return text


class CrashReports(QObject):
    """Takes every error nobody caught, from `install` until `remove`; made on the GUI thread."""

    happened = Signal(str)
    """A report."""

    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Any, Any, Any] | None = None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Begin."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self.take(args.exc_value)
        sys.unraisablehook = lambda args: self.take(args.exc_value)
        qInstallMessageHandler(_log_qt)

    def remove(self) -> None:
        """Leave things as they were."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
            qInstallMessageHandler(None)

    def take(self, error: BaseException | None) -> None:
        """Log an error and report it; from any thread."""
        if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
            return
        logger.critical("a fault of this program", exc_info=error)
        with suppress(RuntimeError):  # the program is ending: the log has it
            self._caught.emit(error)

    def _uncaught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.take(error)

    def _tell(self, error: BaseException) -> None:
        self.happened.emit(report(error))


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", message)


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        return version(package)
    return "of unknown version"
