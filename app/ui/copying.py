"""What is done about the data folder between two windows: nothing of this program has it open, but for its log."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QObject

from app.operations.moving import Place, Use, may_go, use
from app.paths import CHOICE, Folder
from app.ui.sentences import spoken
from app.ui.tasks import TaskRunner
from app.ui.views.folder_questions import CopyDialog
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected


class Wish(Struct, frozen=True, kw_only=True):
    """That folder is to be used in that way, in the place of the present one; `practice` where that is what was looked at."""

    place: Place
    how: Use
    present: Folder
    practice: bool = False


class Moved(Struct, frozen=True, kw_only=True):
    """What became of a wish.

    Attributes:
        folder: the one to open now.
        told: the sentence for the person.
        before: the folder that is used no more; None where it is used still.
        practice: the practice sites' jobs in it are to be looked at, as before.
        stays: there is something to be done about what is told.
        fault: what went wrong without anybody's being able to do something about it.
    """

    folder: Folder
    told: str
    before: Path | None = None
    practice: bool = False
    stays: bool = True
    fault: BaseException | None = None


class Copying(QObject):
    """Does what is wished, and shows how far it is where that takes a while."""

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self._wish, self._cancel = wish, Cancel()
        self._dialog = CopyDialog(wish.present.root, wish.place.root)
        self._dialog.stop_asked.connect(self.stop)

    def stop(self) -> None:
        """Stop it; nothing is changed then."""
        self._cancel.set()

    def come_forward(self) -> None:
        """Be seen: somebody started the program again."""
        self._dialog.raise_()
        self._dialog.activateWindow()

    def run(self) -> Moved:
        """What became of it; in a loop of its own."""
        wish, tasks, loop, ended = self._wish, TaskRunner(), QEventLoop(), []

        def progress(part: float) -> None:
            tasks.post(lambda: self._dialog.show_progress(part))

        def end(moved: Moved) -> None:
            ended.append(moved)
            loop.quit()

        tasks.work(
            lambda: use(wish.place, wish.how, wish.present, self._cancel, progress),
            lambda new: end(self._done(wish, new)),
            lambda error: end(self._not_done(wish, error)),
        )
        if wish.how is Use.TAKE_ALONG:
            self._dialog.show()
        loop.exec()
        tasks.close()
        self._dialog.done(0)
        self._dialog.deleteLater()
        return ended[0]

    def _done(self, wish: Wish, new: Folder) -> Moved:
        before, along = wish.present.root, wish.how is Use.TAKE_ALONG
        if along and may_go(before):
            told = self.tr("Everything is in {} now. {} is as it was: delete it once you no longer need it.")
        elif along:
            told = self.tr("Everything is in {} now. {} is as it was: keep it, for {} in it says where the data are.")
        elif wish.how is Use.START_EMPTY:
            told = self.tr("Begun empty in {}. What was kept before is in {}, as it was.")
        else:
            told = self.tr("Opened {}. What was kept before is in {}, as it was.")
        told = told.format(new.root, before, CHOICE)
        if wish.practice and not along:
            told += " " + self.tr("Practice has ended.")
        return Moved(folder=new, told=told, before=before, practice=wish.practice and along, stays=along)

    def _not_done(self, wish: Wish, error: BaseException) -> Moved:
        stopped, fault = isinstance(error, Cancelled), None
        if stopped:
            told = self.tr("Stopped: everything is where it was, in {}.").format(wish.present.root)
        elif isinstance(error, Expected):
            told = spoken(error)
        else:
            told, fault = self.tr("Everything is where it was, in {}.").format(wish.present.root), error
        return Moved(folder=wish.present, told=told, practice=wish.practice, stays=not stopped, fault=fault)
