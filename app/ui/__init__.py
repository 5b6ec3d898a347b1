"""The window. The only part that imports Qt; it sits on `app.operations` and knows nothing about jobs by itself."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - which sets what is set back here

# PySide6 replaces Python's import to read the source of every module imported from then on, looking for a use of
# `__feature__`, which is not used here: 8 ms until the window is painted.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
