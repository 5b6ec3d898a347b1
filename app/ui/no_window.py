"""Why the window could not be opened, in a box of its own: who started the program from a menu sees no terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.ui.naming import named
from app.ui.sentences import spoken
from scraper.errors import Expected

if TYPE_CHECKING:
    from app.operations.moving import Use
    from app.paths import NotThere

_SEEN_BY_NOBODY = frozenset({"offscreen", "minimal", "minimalegl"})


def tell(error: Expected) -> None:
    """Show it until it is closed; not where nobody could close it."""
    if QGuiApplication.platformName() in _SEEN_BY_NOBODY:
        return
    box = named("no_window", QMessageBox(QMessageBox.Icon.NoIcon, "JobSpy Desktop", spoken(error)))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()
    box.deleteLater()


def ask_where(error: NotThere) -> bool:
    """Ask what to do about a chosen data folder that is not there; whether to look for the data folder again."""
    if QGuiApplication.platformName() in _SEEN_BY_NOBODY:
        return False
    box = WhereBox(error)
    again = box.ask()
    box.deleteLater()
    return again


class WhereBox(QMessageBox):
    """The chosen folder is not there: try again, use the usual one, or choose another."""

    def __init__(self, error: NotThere) -> None:
        super().__init__(QMessageBox.Icon.NoIcon, "JobSpy Desktop", spoken(error))
        self.setObjectName("where_box")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        accept = QMessageBox.ButtonRole.AcceptRole
        self._again = named("where_again", self.addButton(self.tr("&Try again"), accept))
        self._usual = named("where_usual", self.addButton(self.tr("Use the &usual folder"), accept))
        self._other = named("where_other", self.addButton(self.tr("C&hoose another…"), accept))
        quit_ = named("where_quit", self.addButton(self.tr("&Quit"), QMessageBox.ButtonRole.RejectRole))
        self.setDefaultButton(self._again)
        self.setEscapeButton(quit_)

    def ask(self) -> bool:
        """Shown until there is a folder that can be tried; False to end the program."""
        from app.operations.moving import use_usual
        from app.paths import usual_folder

        usual = self.tr("The usual folder is {}. What is in the one that was chosen stays there.")
        self.setInformativeText(usual.format(usual_folder()))
        while True:
            self.exec()
            try:
                if self.clickedButton() is self._again:
                    return True
                if self.clickedButton() is self._usual:
                    use_usual()
                    return True
                if self.clickedButton() is not self._other:
                    return False
                if self._chosen():
                    return True
            except Expected as error:
                self.setInformativeText(spoken(error))

    def _chosen(self) -> bool:
        """Whether another folder was chosen; raises `Expected` where that can be used for nothing."""
        from app.operations.moving import look_at, use
        from app.ui.views.folder_questions import FolderQuestion
        from scraper.cancel import Cancel

        name = QFileDialog.getExistingDirectory(None, self.tr("Where the data are to be"), str(Path.home()))
        if not name:
            return False
        place = look_at(Path(name), None)
        agreed: list[Use] = []
        question = FolderQuestion(place, None, 0)
        question.agreed.connect(agreed.append)
        question.exec()
        for how in agreed:
            use(place, how, None, Cancel(), lambda _: None)
        return bool(agreed)
