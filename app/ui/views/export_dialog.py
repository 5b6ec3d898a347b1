"""Writing jobs to a file: which ones, which columns, which format; a bar that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.operations.export import free_name, renamed, with_ending
from app.ui import words
from app.ui.naming import named
from app.ui.state import ExportChoice
from app.ui.theme import GRID
from app.ui.views.export_columns import column_words
from app.ui.views.question import open_plain, question_box
from scraper.export.write import Format
from scraper.store.columns import COLUMNS
from scraper.target import is_taken

_DATA = Qt.ItemDataRole.UserRole
_FORMATS = {Format.CSV: "CSV", Format.XLSX: "Excel (XLSX)", Format.JSON: "JSON", Format.JSONL: "JSON Lines"}


class Wish(Struct, frozen=True, kw_only=True):
    """What is to be written, and where."""

    ids: Sequence[int]
    keys: tuple[str, ...]
    target: Path
    file_format: Format

    def choice(self) -> ExportChoice:
        """What of it is for the next time."""
        keys = () if len(self.keys) == len(COLUMNS) else self.keys
        return ExportChoice(columns=keys, file_format=self.file_format, folder=str(self.target.absolute().parent))


class ExportDialog(QDialog):
    """Asks, then shows how far it is, then where the file is."""

    wished = Signal(object)
    """A `Wish`; it is being written from now on, until `end`."""
    stop_asked = Signal()

    def __init__(self, shown: Sequence[int], selected: Sequence[int], last: ExportChoice, parent: QWidget) -> None:
        """Of these jobs; `last` says how it was done the last time."""
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export jobs"))
        self._ids = {"shown": shown, "selected": selected}
        self._running = False
        self._shown = QRadioButton(self.tr("&Shown: {}").format(words.counted(len(shown))))
        self._selected = QRadioButton(self.tr("Se&lected: {}").format(words.counted(len(selected))))
        for name, box in (("export_shown", self._shown), ("export_selected", self._selected)):
            box.setObjectName(name)
        group = QButtonGroup(self)
        group.addButton(self._shown)
        group.addButton(self._selected)
        (self._selected if len(selected) > 1 else self._shown).setChecked(True)
        self._selected.setEnabled(bool(selected))
        self._format = named("export_format", QComboBox())
        for file_format, name in _FORMATS.items():
            self._format.addItem(name, file_format)
        self._format.setCurrentIndex(max(self._format.findData(last.file_format), 0))
        self._columns = self._make_columns(last.columns)
        self._all = named("export_all", QPushButton(self.tr("&All")))
        self._none = named("export_none", QPushButton(self.tr("&None")))
        self._all.setAccessibleName(self.tr("All columns"))
        self._none.setAccessibleName(self.tr("No column"))
        self._file = named("export_file", QLineEdit())
        self._folder = Path(last.folder) if last.folder and _is_folder(Path(last.folder)) else Path.home()
        self._agreed: Path | None = None  # a file that may be replaced: it was asked
        self._suggest()
        self._browse = named("export_browse", QPushButton(self.tr("&Browse…")))
        self._bar, self._text = named("export_bar", QProgressBar()), named("export_text", QLabel())
        self._bar.setAccessibleName(self.tr("How far the export is"))
        self._text.setWordWrap(True)
        self._text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._bar.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = named("export_start", QPushButton(self.tr("&Export")))
        self._open = named("export_open", QPushButton(self.tr("Show &file")))
        self._buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self._open, QDialogButtonBox.ButtonRole.ActionRole)
        self._open.hide()
        self._lay_out()
        self._connect()

    def show_progress(self, rows: int) -> None:
        """So many rows are written."""
        self._bar.setValue(rows)

    def end(self, sentence: str, *, done: bool) -> None:
        """It has ended; `sentence` says how."""
        self._running = False
        self._bar.setVisible(done)
        self._text.setText(sentence)
        self._open.setVisible(done)
        self._export.setVisible(not done)
        self._form.setEnabled(not done)
        self._cancel.setText(self.tr("&Close"))

    def _make_columns(self, chosen: Sequence[str]) -> QListWidget:
        """All of them, those chosen checked; every one where none is."""
        box = named("export_columns", QListWidget())
        known = {column.key for column in COLUMNS}.intersection(chosen)
        for column in COLUMNS:
            item = QListWidgetItem(column_words(column.key), box)
            item.setData(_DATA, column.key)
            checked = not known or column.key in known
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        return box

    def _lay_out(self) -> None:
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        which = QHBoxLayout()
        which.setSpacing(2 * GRID)
        which.addWidget(self._shown)
        which.addWidget(self._selected)
        which.addStretch()
        form.addRow(self.tr("Jobs"), which)
        form.addRow(self.tr("Fo&rmat"), self._format)
        columns = QLabel(self.tr("&Columns"))
        columns.setBuddy(self._columns)
        form.addRow(columns, self._with_buttons())
        place = QHBoxLayout()
        place.setSpacing(GRID)
        place.addWidget(self._file, 1)
        place.addWidget(self._browse)
        label = QLabel(self.tr("F&ile"))
        label.setBuddy(self._file)
        form.addRow(label, place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for widget in (self._form, self._bar, self._text, self._buttons):
            whole.addWidget(widget)
        self.resize(64 * GRID, 60 * GRID)

    def _with_buttons(self) -> QVBoxLayout:
        """The columns, and below them what checks all or none at once."""
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self._all, self._none):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.addWidget(self._columns, 1)
        column.addLayout(buttons)
        return column

    def _check(self, state: Qt.CheckState) -> None:
        for row in range(self._columns.count()):
            self._columns.item(row).setCheckState(state)

    def _connect(self) -> None:
        self._cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._format.currentIndexChanged.connect(self._name_by_format)
        self._browse.clicked.connect(self._choose_file)
        self._all.clicked.connect(lambda: self._check(Qt.CheckState.Checked))
        self._none.clicked.connect(lambda: self._check(Qt.CheckState.Unchecked))
        self._export.clicked.connect(self._start)
        self._open.clicked.connect(self._show_file)
        self._buttons.rejected.connect(self.reject)
        self._columns.itemChanged.connect(lambda _: self._export.setEnabled(bool(self._keys())))

    @override
    def reject(self) -> None:
        """Stop what is being written; close where nothing is."""
        if self._running:
            self.stop_asked.emit()
        else:
            super().reject()

    def _keys(self) -> tuple[str, ...]:
        items = (self._columns.item(row) for row in range(self._columns.count()))
        return tuple(item.data(_DATA) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _kind(self) -> Format:
        return Format(self._format.currentData())

    def _target(self) -> Path:
        """The file named, with an ending."""
        target = Path(self._file.text())
        with suppress(RuntimeError):  # "~somebody" who is not known: a name like another
            target = target.expanduser()
        return with_ending(target, self._kind())

    def _suggest(self) -> None:
        """A name that is not taken."""
        self._suggested = str(free_name(self._folder, self._kind()))
        self._file.setText(self._suggested)

    def _name_by_format(self) -> None:
        text = self._file.text()
        if text == self._suggested:
            self._suggest()
        elif Path(text).name:
            self._file.setText(str(renamed(Path(text), self._kind())))

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export jobs"), self._file.text(), f"{self._format.currentText()} (*.{self._kind()})"
        )
        if chosen:
            self._agreed = Path(chosen) if is_taken(Path(chosen)) else None  # the file dialog asks by itself
            self._file.setText(str(with_ending(Path(chosen), self._kind())))

    def _start(self) -> None:
        target = self._target()
        self._file.setText(str(target))
        ending = target.suffix.lower().removeprefix(".")
        if ending in set(Format) - {self._kind()}:
            self._ask_for_name(target, Format(ending))
        else:
            self._go_on(target)

    def _go_on(self, target: Path) -> None:
        if target != self._agreed and is_taken(target):
            self._ask_to_replace(target)
        else:
            self._write(target)

    def _ask_for_name(self, target: Path, other: Format) -> None:
        """Ask whether a file is to have the name of another format: programs would take it for one."""
        right = renamed(target, self._kind())
        text = self.tr("{} is the name of a {} file, and {} is written.").format(
            target.name, _FORMATS[other], _FORMATS[self._kind()]
        )
        question = question_box("export_name_question", self.windowTitle(), text, self)
        better = question.addButton(self.tr("&Name it {}").format(right.name), QMessageBox.ButtonRole.YesRole)
        keep = question.addButton(self.tr("&Keep the name"), QMessageBox.ButtonRole.NoRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(better)
        for button, name, chosen in ((better, "export_rename", right), (keep, "export_keep_name", target)):
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, chosen=chosen: self._name(chosen))
        open_plain(question)

    def _name(self, target: Path) -> None:
        self._file.setText(str(target))
        self._go_on(target)

    def _ask_to_replace(self, target: Path) -> None:
        text = self.tr("There is a file {} already. Replace it?").format(target.name)
        question = question_box("export_question", self.windowTitle(), text, self)
        question.setInformativeText(self.tr("What is in it now will be lost."))
        replace = question.addButton(self.tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        replace.setObjectName("export_replace")
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.accepted.connect(lambda: self._write(target))
        open_plain(question)

    def _write(self, target: Path) -> None:
        ids = self._ids["selected" if self._selected.isChecked() else "shown"]
        self._running = True
        self._bar.setRange(0, len(ids))
        self._bar.setValue(0)
        self._bar.show()
        self._text.clear()
        self._export.hide()
        self._form.setEnabled(False)
        self.wished.emit(Wish(ids=ids, keys=self._keys(), target=target, file_format=self._kind()))

    def _show_file(self) -> None:
        folder = Path(self._file.text()).expanduser().absolute().parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _is_folder(path: Path) -> bool:
    """Whether it is a folder that this user can reach."""
    try:
        return path.is_dir()
    except OSError:
        return False
