"""What leads to what: each signal of the window's parts, and each command, with the one who does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.manual import manual, open_manual
from app.ui.views.about import AboutDialog
from app.ui.views.command_palette import CommandPalette, KeySheet
from scraper.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.desk import Desk

_LOOKS = {"light": "light", "dark": "dark", "system_look": "system"}


def wire(desk: Desk) -> None:
    """Connect the window of this desk with those who do what it asks for."""
    window, reading, showing = desk.window, desk.reading, desk.showing
    view = window.results.view
    for signal, handler in (
        (window.closing, desk.close),
        (window.search_bar.search_asked, desk.search),
        (window.search_bar.stop_asked, desk.stop),
        (window.strip.again_asked, desk.again),
        (window.strip.stop_asked, desk.stop_site),
        (window.sidebar.chosen, showing.choose),
        (window.sidebar.repeat_asked, desk.repeat),
        (window.sidebar.search_chosen, desk.fill),
        (window.sidebar.search_passed, window.search_bar.suggest),
        (window.facets.changed, showing.narrow),
        (window.results.filter_changed, reading.mark),
        (window.results.filter_changed, showing.filter),
        (window.results.practice_asked, desk.practise),
        (window.results.typing_asked, window.search_bar.focus_words),
        (window.results.clear_asked, showing.clear),
        (window.results.hidden_asked, showing.show_hidden),
        (window.results.filters_asked, desk.change_filters),
        (window.results.again_asked, desk.repeat),
        (view.chosen, reading.show),
        (view.anything_chosen, window.actions_.allow_on_jobs),
        (view.nothing_chosen, desk.deeds.say_none_chosen),
        (window.sidebar.nothing_chosen, desk.deeds.say_none_chosen),
        (view.sort_asked, showing.sort),
        (view.opened, reading.open),
        (window.detail.shown, window.actions_.show_marks),
        (window.detail.describe_asked, reading.describe),
        (window.detail.address_asked, reading.open_address),
        (window.banner_button.clicked, window.actions_["real"].trigger),
        (reading.told, window.messages.say),
        (desk.setting_up.backup_wished, desk.backing_up.start),
        (desk.setting_up.restore_wished, desk.mending.restore),
        (desk.setting_up.folder_wished, desk.moving.choose),
        (window.results.restore_asked, desk.setting_up.choose_backup),
        (window.results.anew_asked, desk.mending.begin_anew),
    ):
        signal.connect(handler)
    window.actions_.connect(_commands(desk) | _on_jobs(desk))
    window.actions_["manual"].setVisible(manual() is not None)


def _commands(desk: Desk) -> dict[str, Callable[[], object]]:
    """What does the commands of the menus File, View and Help."""
    window = desk.window
    return {
        "type_search": window.search_bar.focus_words,
        "stop": desk.stop,
        "practice": desk.practise,
        "real": desk.go_home,
        "export": desk.export,
        "settings": desk.set_up,
        "quit": desk.close,
        "filter": window.results.focus_filter,
        "clear": desk.showing.clear_filters,
        "charts": desk.charting.toggle,
        "sidebar": partial(window.toggle, window.left),
        "detail": partial(window.toggle, window.detail),
        "commands": lambda: CommandPalette(window.actions_.every(), window).open(),
        "keys": lambda: KeySheet(window.actions_.every(), window).open(),
        "about": lambda: AboutDialog(str(desk.folder.own().root), window).open(),
        "manual": open_manual,
        **{name: partial(desk.setting_up.adopt, look=look) for name, look in _LOOKS.items()},
        "larger": partial(desk.setting_up.resize_text, 1),
        "smaller": partial(desk.setting_up.resize_text, -1),
        "usual_size": partial(desk.setting_up.size_text, 100),
    }


def _on_jobs(desk: Desk) -> dict[str, Callable[[], object]]:
    """What does the commands of the menu Job."""
    deeds = desk.deeds
    return {
        "undo": deeds.undo,
        "open": desk.window.detail.open_best,
        "save": partial(deeds.mark, Status.SAVED),
        "applied": partial(deeds.mark, Status.APPLIED),
        "hide": deeds.hide,
        "hide_company": deeds.hide_company,
        "note": deeds.note,
        "merge": deeds.merge,
        "split": deeds.split,
        "copy": deeds.copy,
    }
