"""The menus of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu


class Menu(QMenu):
    """A kind of its own, for which `theme` has colors: those of every `QMenu` would be those of the lists of combo boxes."""
