"""Marking words for translation where they stand before a translation can be looked up."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, N802 - lupdate knows it by this name
    """The text, which lupdate finds; Qt's own function has no type."""
    return text
