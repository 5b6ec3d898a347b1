"""The user's manual, where it lies beside the program: as a site, else as the texts it is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_ROOT = Path(__file__).parents[2]  # in a frozen program the folder with all that comes with it
_PLACES = ("manual/index.html", ".out/manual/index.html", "docs/index.md")


def manual(root: Path = _ROOT) -> Path | None:
    """The page it begins with; None where it did not come with the program."""
    return next((path for path in (root / place for place in _PLACES) if path.is_file()), None)


def open_manual() -> None:
    """Show it with the program the system has for it."""
    if (page := manual()) is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
