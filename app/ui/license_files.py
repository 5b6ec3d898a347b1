"""The files of the license page: which ones, and what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.operations.license_client import write_for_owner
from scraper.errors import StoreError

if TYPE_CHECKING:
    from app.ui.views.license_page import LicensePage

_MOST_BYTES = 1 << 20


class Chooser:
    """Asks for files; tests have one that knows the answers."""

    def __init__(self, page: LicensePage) -> None:
        self._page = page

    def open(self, title: str) -> Path | None:
        """A file to read; None for none."""
        chosen, _ = QFileDialog.getOpenFileName(self._page, title, str(Path.home()))
        return Path(chosen) if chosen else None

    def save(self, title: str, name: str) -> Path | None:
        """A file to write; None for none."""
        chosen, _ = QFileDialog.getSaveFileName(self._page, title, str(Path.home() / name))
        return Path(chosen) if chosen else None


def read(path: Path) -> bytes:
    """What is in a small file; raises `StoreError`."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({(error.strerror or 'no reason given').lower()}).") from error


def write(path: Path, content: bytes) -> None:
    """Write a file for its owner alone; raises `StoreError`."""
    try:
        write_for_owner(path, content, replace=True)  # the file dialog asked
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({(error.strerror or 'no reason given').lower()}): choose another place."
        ) from error
