"""The menus, by the keys under which commands name them; apart from the commands, as the window is shown without these."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.i18n import QT_TRANSLATE_NOOP

MENUS = (
    ("file", QT_TRANSLATE_NOOP("Commands", "&File")),
    ("job", QT_TRANSLATE_NOOP("Commands", "&Job")),
    ("view", QT_TRANSLATE_NOOP("Commands", "&View")),
    ("help", QT_TRANSLATE_NOOP("Commands", "&Help")),
)


def translated(text: str) -> str:
    """A command's or menu's words in the program's language."""
    return QCoreApplication.translate("Commands", text)
