"""The colors can be read."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from app.ui import theme
from app.ui.views.menu import Menu

LOOKS = {"light": theme.LIGHT, "dark": theme.DARK}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("text", ["text", "muted", "link"])
@pytest.mark.parametrize("ground", ["window", "base", "alternate"])
def test_text_on_every_ground_has_enough_contrast(look, text, ground):
    colors = LOOKS[look]
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_text_on_buttons_tips_and_what_is_selected_has_enough_contrast(look):
    colors = LOOKS[look]
    for text, ground in (
        (colors.text, colors.button),
        (colors.muted, colors.button),
        (colors.text, colors.tip),
        (colors.selected_text, colors.selected),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("look", LOOKS)
def test_palette_has_the_tokens_in_every_state(qapp, look):
    palette = theme.palette(LOOKS[look])
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert palette.color(group, QPalette.ColorRole.Base).name() == LOOKS[look].base
        assert palette.color(group, QPalette.ColorRole.Window).name() == LOOKS[look].window
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert disabled == LOOKS[look].muted


def check_box():
    return QCheckBox("Remote"), QStyleOptionButton(), QStyle.SubElement.SE_CheckBoxIndicator


def radio_button():
    return QRadioButton("All"), QStyleOptionButton(), QStyle.SubElement.SE_RadioButtonIndicator


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", [check_box, radio_button])
def test_box_that_is_not_checked_can_be_seen(qapp, look, kind):
    """WCAG asks for 3 where a line tells what a control is; it is looked at as it is painted."""
    before = qapp.palette()
    qapp.setStyle("Fusion")
    theme.apply(qapp, look)
    box, option, indicator = kind()
    box.resize(box.sizeHint())
    box.initStyleOption(option)
    place = box.style().subElementRect(indicator, option, box)
    picture = box.grab().toImage()
    assert seen_on(picture, place.left(), place.right(), place.center().y(), look)
    qapp.setPalette(before)


@pytest.mark.parametrize("look", LOOKS)
def test_box_in_a_list_that_is_not_checked_can_be_seen(qapp, look):
    before = qapp.palette()
    qapp.setStyle("Fusion")
    theme.apply(qapp, look)
    items = QListWidget()
    item = QListWidgetItem("Title", items)
    item.setCheckState(Qt.CheckState.Unchecked)
    place = items.visualItemRect(item)
    picture = items.viewport().grab().toImage()
    assert seen_on(picture, 0, 12, place.center().y(), look)
    qapp.setPalette(before)


@pytest.mark.parametrize("look", LOOKS)
def test_box_in_a_menu_that_is_not_checked_can_be_seen_and_the_menu_has_an_edge(qapp, look):
    before = qapp.palette()
    qapp.setStyle("Fusion")
    theme.apply(qapp, look)
    menu = Menu()
    action = menu.addAction("Title")
    action.setCheckable(True)
    menu.resize(menu.sizeHint())
    place = menu.actionGeometry(action)
    picture = menu.grab().toImage()
    assert seen_on(picture, place.left() + 2, place.left() + 20, place.center().y(), look)
    assert seen_on(picture, 0, 1, place.center().y(), look)
    assert picture.pixelColor(place.right() - 4, place.center().y()).lightness() == pytest.approx(
        QColor(LOOKS[look].base).lightness(), abs=6
    )
    qapp.setPalette(before)


@pytest.mark.parametrize("look", LOOKS)
def test_words_in_the_list_of_a_combo_box_can_be_read(qapp, qtbot, look):
    """They are looked at as they are painted: Fusion takes the colors from the menus."""
    before = qapp.palette()
    qapp.setStyle("Fusion")
    theme.apply(qapp, look)
    combo = QComboBox()
    qtbot.addWidget(combo)
    combo.addItems(["Germany", "Austria", "Switzerland"])
    combo.show()
    combo.showPopup()
    line = combo.view().visualRect(combo.model().index(1, 0))
    picture = combo.view().viewport().grab(line).toImage()
    colors = Counter(picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height()))
    ground = colors.most_common(1)[0][0]
    assert max(contrast(color, ground) for color in colors) >= 4.5
    assert ground in {LOOKS[look].base, LOOKS[look].window}
    combo.hidePopup()
    qapp.setPalette(before)


def seen_on(picture, left, right, y, look):
    """Whether a dot of that line stands out from both grounds."""
    colors = [picture.pixelColor(x, y).name() for x in range(left, right)]
    grounds = (LOOKS[look].window, LOOKS[look].base)
    return any(all(contrast(color, ground) >= 3 for ground in grounds) for color in colors)


def test_contrast_of_black_and_white_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def contrast(first: str, second: str) -> float:
    """The contrast of two colors as WCAG 2.1 has it, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Told(QObject):
    """Counts how often a window is told of new palettes."""

    def __init__(self, window):
        super().__init__(window)
        self.times = 0
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched, event):
        self.times += event.type() == QEvent.Type.ApplicationPaletteChange
        return False


def test_window_looks_at_its_palettes_once_when_the_look_is_changed(qapp, qtbot):
    before = qapp.palette()
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    box = QCheckBox("All", window)
    window.show()
    qtbot.waitExposed(window)
    qapp.sendPostedEvents()
    told = Told(window.windowHandle())
    theme.apply(qapp, "dark")
    qapp.sendPostedEvents()
    assert told.times == 1
    assert window.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window
    assert box.palette().color(QPalette.ColorRole.Base).name() == theme.DARK.base
    qapp.setPalette(before)
