"""The colors can be read."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from app.ui import theme

LOOKS = {"light": theme.LIGHT, "dark": theme.DARK}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("text", ["text", "muted", "link"])
@pytest.mark.parametrize("ground", ["window", "base", "alternate"])
def test_text_on_every_ground_has_enough_contrast(look, text, ground):
    colors = LOOKS[look]
    assert theme.contrast(getattr(colors, text), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_text_on_buttons_tips_and_what_is_selected_has_enough_contrast(look):
    colors = LOOKS[look]
    for text, ground in (
        (colors.text, colors.button),
        (colors.muted, colors.button),
        (colors.text, colors.tip),
        (colors.selected_text, colors.selected),
    ):
        assert theme.contrast(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("look", LOOKS)
def test_palette_has_the_tokens_in_every_state(qapp, look):
    palette = theme.palette(LOOKS[look])
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert palette.color(group, QPalette.ColorRole.Base).name() == LOOKS[look].base
        assert palette.color(group, QPalette.ColorRole.Window).name() == LOOKS[look].window
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert disabled == LOOKS[look].muted


@pytest.mark.parametrize("look", LOOKS)
def test_box_that_is_not_checked_can_be_seen(qapp, look):
    """WCAG asks for 3 where a line tells what a control is; it is looked at as it is painted."""
    from PySide6.QtWidgets import QStyle, QStyleOptionButton

    from app.ui.views.check_box import CheckBox

    before = qapp.palette()
    qapp.setStyle("Fusion")
    theme.apply(qapp, look)
    box = CheckBox("Remote")
    box.resize(box.sizeHint())
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    picture = box.grab().toImage()
    line = picture.pixelColor(place.left(), place.center().y()).name()
    for ground in ("window", "base"):
        assert theme.contrast(line, getattr(LOOKS[look], ground)) >= 3
    qapp.setPalette(before)


def test_contrast_of_black_and_white_is_that_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#777777") == pytest.approx(1)
