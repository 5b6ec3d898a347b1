"""A job's description: rich text that loads nothing, and whose links open only on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import name, normalize

from PySide6.QtCore import QEvent, QRegularExpression, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPalette, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENED = frozenset({"http", "https"})
_MOST_MARKS = 200
_SHORT, _ENDING = 3, 3  # letters
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_OF_A_WORD = r"(?![\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー])[\p{L}\p{N}\p{M}]"
"""A letter of a word that spaces set apart."""
_MOST_CHARACTERS = 300_000  # a longer one would hold up the window


class Description(QTextBrowser):
    """Shows HTML from anywhere; `anchorClicked` asks others to open an address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("description")
        self.setAccessibleName(self.tr("Description"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2 * GRID)
        self._marked: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def show_html(self, html: str, *, keep_place: bool = False) -> None:
        """Show a description as a site sent it; nothing is marked in it until `mark` is called.

        `keep_place` where it is a later state of what is shown: it is read on where one was, and what is selected stays so
        if it is still there.
        """
        from scraper.normalise.html import sanitised  # not before the window is painted

        place, selected = self.verticalScrollBar().value(), self.textCursor()
        start, end, text = selected.anchor(), selected.position(), selected.selectedText()
        self.setHtml(sanitised(normalize("NFC", html[:_MOST_CHARACTERS])))
        self._marked = ((), ())
        if keep_place:
            cursor, last = QTextCursor(self.document()), self.document().characterCount() - 1
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
            if text and cursor.selectedText() == text:
                self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(place)

    def mark(self, typed: Sequence[str], sought: Sequence[str] = ()) -> None:
        """Mark what begins with something typed, and words sought: a short one ("IT") only where it is the whole word."""
        if (tuple(typed), tuple(sought)) == self._marked:
            return
        self._marked = tuple(typed), tuple(sought)
        marked = self._mark()
        found: list[QTextEdit.ExtraSelection] = []
        for pattern in (*map(_beginning, typed), *map(_inflected, sought)):
            cursor = QTextCursor(self.document())
            while len(found) < _MOST_MARKS:
                cursor = self.document().find(pattern, cursor)
                if cursor.isNull():
                    break
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, marked
                found.append(selection)
        self.setExtraSelections(found)

    def _mark(self) -> QTextCharFormat:
        marked = QTextCharFormat()
        marked.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
        marked.setForeground(self.palette().brush(QPalette.ColorRole.HighlightedText))
        return marked

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Marks have the colors of the look there is now: the window learns of another one before this has its palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            marks, marked = self.extraSelections(), self._mark()
            for mark in marks:
                mark.format = marked
            self.setExtraSelections(marks)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are for the pane it is in."""
        if event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Nothing is ever loaded: no picture, no style sheet, no file."""

    @override
    def setSource(self, name: QUrl | str, type: QTextDocument.ResourceType | None = None) -> None:
        """Nothing: a description is given, not gone to."""


def _beginning(word: str, ending: str = "") -> QRegularExpression:
    """What finds it at the beginning of a word only: there may be very many places within words.

    In scripts that put no space between words it is found anywhere.
    """
    whole = normalize("NFC", word)
    start = "" if _unspaced(whole[0]) else f"(?<!{_OF_A_WORD})"
    options = QRegularExpression.PatternOption
    return QRegularExpression(
        f"{start}{QRegularExpression.escape(whole)}{ending}",
        options.CaseInsensitiveOption | options.UseUnicodePropertiesOption,
    )


def _inflected(word: str) -> QRegularExpression:
    """What finds a word with an ending, "engineering" for "engineer"; a short one, which begins many others, without."""
    if _unspaced(word[-1]):
        return _beginning(word)
    ending = f"(?:{_OF_A_WORD}){{0,{_ENDING}}}" if len(word) > _SHORT else ""
    return _beginning(word, f"{ending}(?!{_OF_A_WORD})")


def _unspaced(letter: str) -> bool:
    """Whether it is of a script that puts no space between words."""
    return name(letter, "").startswith(_UNSPACED)


def open_address(address: QUrl | str) -> bool:
    """Open a web address in the browser; False for anything else, and for what is no address."""
    url = QUrl(address) if isinstance(address, str) else address
    if url.scheme().lower() not in _OPENED or not url.host():
        return False
    return QDesktopServices.openUrl(url)
