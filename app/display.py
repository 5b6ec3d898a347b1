"""Whether a window can be opened here; knows nothing of Qt, so that asking costs nothing."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SYSTEM_LIBRARY = "libxcb.so.1"


def why_no_window(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str | None:
    """Why a window cannot be opened, in a sentence; None where it can.

    Qt ends the process where it finds no display, so this is asked before Qt is.
    """
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return None
    if environ.get("WAYLAND_DISPLAY"):
        return None
    if not environ.get("DISPLAY"):
        return "There is no display here, so the window cannot open."
    if not _x_answers():
        return f"The display {environ['DISPLAY']} does not answer, so the window cannot open."
    return None


def _x_answers() -> bool:
    """Whether the X server lets us in; asked with the library that Qt asks with."""
    import ctypes

    try:
        xcb = ctypes.CDLL(_SYSTEM_LIBRARY)
    except OSError:
        return True  # Qt will say what it lacks
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
