"""How old jobs may be: the choices, and the words for them."""

from __future__ import annotations

from app.ui import words

AGES_HOURS = (None, 24, 72, 168, 336, 720)


def age_words(hours: int | None) -> str:
    """How old jobs may be."""
    if hours is None:
        return words.translate("Age", "at any time")
    if hours == 24:  # noqa: PLR2004 - a day
        return words.translate("Age", "in the last 24 hours")
    if hours % 24:
        return words.translate("Age", "in the last {} hours").format(hours)
    return words.translate("Age", "in the last {} days").format(hours // 24)
