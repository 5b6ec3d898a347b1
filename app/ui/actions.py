"""Every command there is, in one list: the menus, the buttons, the palette of commands and the sheet of keys use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from app.ui.i18n import QT_TRANSLATE_NOOP
from app.ui.menus import translated
from app.ui.naming import named
from scraper.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

    from scraper.store.records import JobRecord


class Command(Struct, frozen=True):
    """A command: its name, the menu it is in, its words, its keys, its icon.

    It is found by `more` words as well: what people call it who do not know its name.
    Commands `in_table` are for jobs: their keys work where one is looked at, and they can be used while one is chosen.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    in_table: bool = False
    more: str = ""


_OF_SIZE = QT_TRANSLATE_NOOP("Commands", "text size, font, zoom")

COMMANDS = (
    Command("type_search", "file", QT_TRANSLATE_NOOP("Commands", "&New search"), ("Ctrl+L",), "search"),
    Command("stop", "file", QT_TRANSLATE_NOOP("Commands", "St&op the search"), (), "stop"),
    Command("practice", "file", QT_TRANSLATE_NOOP("Commands", "Try the &practice sites")),
    Command("real", "file", QT_TRANSLATE_NOOP("Commands", "&Back to your own jobs")),
    Command("export", "file", QT_TRANSLATE_NOOP("Commands", "&Export…"), ("Ctrl+E",), "export"),
    Command("settings", "file", QT_TRANSLATE_NOOP("Commands", "Se&ttings…"), ("Ctrl+,",)),
    Command("license", "file", QT_TRANSLATE_NOOP("Commands", "&License…")),
    Command("quit", "file", QT_TRANSLATE_NOOP("Commands", "&Quit"), ("Ctrl+Q",)),
    Command("undo", "job", QT_TRANSLATE_NOOP("Commands", "&Undo"), ("Ctrl+Z",)),
    Command("open", "job", QT_TRANSLATE_NOOP("Commands", "&Open in the browser"), ("O",), "open", in_table=True),
    Command("save", "job", QT_TRANSLATE_NOOP("Commands", "&Save"), ("S",), "save", in_table=True),
    Command("applied", "job", QT_TRANSLATE_NOOP("Commands", "&Applied"), ("A",), "applied", in_table=True),
    Command("hide", "job", QT_TRANSLATE_NOOP("Commands", "&Hide"), ("X",), "hidden", in_table=True),
    Command(
        "hide_company",
        "job",
        QT_TRANSLATE_NOOP("Commands", "Hide the compan&y"),
        ("Shift+X",),
        "hidden_company",
        in_table=True,
    ),
    Command("note", "job", QT_TRANSLATE_NOOP("Commands", "&Note…"), ("N",), "note", in_table=True),
    Command("merge", "job", QT_TRANSLATE_NOOP("Commands", "&Merge the selected"), ("M",), in_table=True),
    Command("split", "job", QT_TRANSLATE_NOOP("Commands", "S&plit into its adverts"), (), in_table=True),
    Command("copy", "job", QT_TRANSLATE_NOOP("Commands", "&Copy"), ("Ctrl+C",), "copy", in_table=True),
    Command("filter", "view", QT_TRANSLATE_NOOP("Commands", "&Filter the jobs"), ("/", "Ctrl+F")),
    Command("clear", "view", QT_TRANSLATE_NOOP("Commands", "&Clear the filters"), ("Ctrl+Shift+F",)),
    Command("charts", "view", QT_TRANSLATE_NOOP("Commands", "C&harts instead of the table"), ("Ctrl+G",)),
    Command("larger", "view", QT_TRANSLATE_NOOP("Commands", "Lar&ger text"), ("Ctrl++", "Ctrl+="), more=_OF_SIZE),
    Command("smaller", "view", QT_TRANSLATE_NOOP("Commands", "S&maller text"), ("Ctrl+-",), more=_OF_SIZE),
    Command("usual_size", "view", QT_TRANSLATE_NOOP("Commands", "&Usual text size"), ("Ctrl+0",), more=_OF_SIZE),
    Command("light", "view", QT_TRANSLATE_NOOP("Commands", "L&ight look")),
    Command("dark", "view", QT_TRANSLATE_NOOP("Commands", "&Dark look")),
    Command("system_look", "view", QT_TRANSLATE_NOOP("Commands", "Look as the s&ystem has it")),
    Command("sidebar", "view", QT_TRANSLATE_NOOP("Commands", "&Library pane"), ("F9",)),
    Command("detail", "view", QT_TRANSLATE_NOOP("Commands", "&Reading pane"), ("F10",)),
    Command("commands", "help", QT_TRANSLATE_NOOP("Commands", "&Commands…"), ("Ctrl+K",)),
    Command("keys", "help", QT_TRANSLATE_NOOP("Commands", "&Keys"), ("?", "F1")),
    Command("manual", "help", QT_TRANSLATE_NOOP("Commands", "&Manual")),
    Command("update", "help", QT_TRANSLATE_NOOP("Commands", "Check for &updates…")),
    Command("about", "help", QT_TRANSLATE_NOOP("Commands", "&About JobSpy Desktop…")),
)


_STATES = ("save", "applied", "hide")
"""Commands that say by a check whether the job is in that state."""


class Actions:
    """The commands as Qt's actions, made once for a window."""

    def __init__(self, window: QWidget, table: QWidget) -> None:
        """Keys of `in_table` commands work while `table` has the keyboard; see `of_text`."""
        self._by_name: dict[str, QAction] = {}
        self._marks: dict[str, bool] = dict.fromkeys(_STATES, False)
        for command in COMMANDS:
            action = named(command.name, QAction(translated(command.text), window))
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            if command.in_table:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                table.addAction(action)
            else:
                window.addAction(action)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = action.text().replace("&", "")
            action.setToolTip(f"{words} ({keys})" if keys else words)
            action.setData(translated(command.more) if command.more else "")
            action.setCheckable(command.name in _STATES)
            self._by_name[command.name] = action
        self.allow_on_jobs(chosen=False)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def allow_on_jobs(self, chosen: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether there is a job that the commands for jobs would be done to."""
        for command in COMMANDS:
            if command.in_table:
                self._by_name[command.name].setEnabled(chosen)

    def show_marks(self, record: JobRecord | None) -> None:
        """Show by commands that are states which of them the job that is read is in; None for no job."""
        self._marks = {
            "save": record is not None and record.status is Status.SAVED,
            "applied": record is not None and record.status is Status.APPLIED,
            "hide": record is not None and record.hidden,
        }
        self._check()

    def _check(self) -> None:
        for name, on in self._marks.items():
            self._by_name[name].setChecked(on)

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Say what each command does."""
        for name, handler in handlers.items():
            action = self._by_name[name]
            if action.isCheckable():
                action.triggered.connect(
                    self._check
                )  # Qt has turned it round: it is as the job is, which is told later
            action.triggered.connect(lambda _=False, do=handler: do())

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        for command in COMMANDS:
            if command.icon:
                self._by_name[command.name].setIcon(icons[command.icon])

    def every(self) -> list[QAction]:
        """All actions, in their order."""
        return list(self._by_name.values())

    def of_text(self) -> list[QAction]:
        """Those whose keys also work beside the table; in the text of a job, copying copies what is selected of it."""
        return [self._by_name[command.name] for command in COMMANDS if command.in_table and command.name != "copy"]

    def of_job(self) -> list[QAction]:
        """Those for the menu of a job."""
        return [self._by_name[command.name] for command in COMMANDS if command.in_table]

    def of_menu(self, menu: str) -> list[QAction]:
        """The actions of a menu in their order."""
        return [self._by_name[command.name] for command in COMMANDS if command.menu == menu]
