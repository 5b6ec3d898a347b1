"""What a person may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.6
_MOST_LISTED = 20


def did_you_mean(given: str, names: Iterable[str]) -> str:
    """The rest of the sentence "there is no x": likely names, else all there are."""
    known = list(names)
    close = get_close_matches(given.lower(), known, n=3, cutoff=_ALIKE)
    if close:
        return f"; did you mean {_or(close)}?"
    return f"; there are {', '.join(known)}" if len(known) <= _MOST_LISTED else ""


def _or(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
