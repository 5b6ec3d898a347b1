"""Icons: small drawings in one color, made once for each color."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from app.ui.theme import times_as_large

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="{1}" height="{1}" viewBox="0 0 16 16" fill="none" stroke="{0}" \
stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
_DRAWN = {
    "new": '<circle cx="8" cy="8" r="3.5" fill="{0}" stroke="none"/>',
    "saved": '<path d="M4.5 2.5h7v11L8 10.6l-3.5 2.9z" fill="{0}"/>',
    "save": '<path d="M4.5 2.5h7v11L8 10.6l-3.5 2.9z"/>',
    "applied": '<path d="M3 8.5l3.2 3.2L13 4.8"/>',
    "hidden": '<path d="M2 8s2.3-4 6-4 6 4 6 4-2.3 4-6 4-6-4-6-4z"/><path d="M3 13L13 3"/>',
    "hidden_company": '<path d="M4 13.5v-11h8v11zM7 13.5v-3h2v3M1.5 14L14.5 2"/>',
    "search": '<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2L14 14"/>',
    "stop": '<rect x="4" y="4" width="8" height="8" rx="1" fill="{0}"/>',
    "open": '<path d="M9 2.5h4.5V7M13 3L7.5 8.5M11 9v4.5H2.5V5H7"/>',
    "copy": '<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M3.5 10.5h-1v-8h8v1"/>',
    "note": '<path d="M3 2.5h10v8L10 13.5H3zM5.5 6h5M5.5 9h3"/>',
    "close": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "columns": '<path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9"/>',
    "export": '<path d="M8 2.5v7M5 7l3 3 3-3M3 13.5h10"/>',
    "filters": '<path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3"/>',
    "done": '<circle cx="8" cy="8" r="5.8"/><path d="M5.5 8.2l1.8 1.8 3.2-3.6"/>',
    "failed": '<circle cx="8" cy="8" r="5.8"/><path d="M8 5v3.6M8 11v.1"/>',
    "waits": '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.8V8l2.2 1.6"/>',
    "asks": '<path d="M13.5 8A5.5 5.5 0 1 1 8 2.5"/>',
    "again": '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"/>',
}
NAMES = tuple(_DRAWN)
_CHECKED = {"save": "saved", "applied": "done"}
"""What is drawn of a command that is a state, where something is in it."""
_SIZE = 16


def icon(name: str, color: str) -> QIcon:
    """The drawing of that name in a color such as "#1a1d21", for text as large as it is; the style mutes it where it is disabled."""
    return _icon(name, color, QGuiApplication.primaryScreen().devicePixelRatio(), times_as_large())


@lru_cache(maxsize=256)
def _icon(name: str, color: str, scale: float, times: float) -> QIcon:
    made = QIcon()
    for size in {_SIZE, round(_SIZE * times), round(_SIZE * times * scale)}:
        made.addPixmap(_drawn(name, color, size))
        if name in _CHECKED:
            made.addPixmap(_drawn(_CHECKED[name], color, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _drawn(name: str, color: str, size: int) -> QPixmap:
    text = f"{_HEAD}{_DRAWN[name]}</svg>".replace("{0}", color).replace("{1}", str(size))
    pixmap = QPixmap()
    pixmap.loadFromData(
        text.encode(), "svg"
    )  # as `QSvgRenderer` draws it, whose module and painter take 2 ms to be made
    return pixmap
