"""The full-text index: what a person typed as an expression for it, and the row numbers that make it answer in date order.

FTS5 gives matches in the order of its row numbers, and only that order can be cut off early. So a job's row number in
the index (`docid`) begins with the hour it was posted: newest first is one backward walk that stops at the end of the
page, for a common word as for a rare one. In an hour, the job stored last comes first. Jobs without a date have the
smallest numbers, so they come last.
"""

from __future__ import annotations

_IN_HOUR_BITS = 20
_IN_HOUR = 1 << _IN_HOUR_BITS
_HOUR_S = 3600

FIRST_DATED = 24 * 365 << _IN_HOUR_BITS
"""Row numbers below this have no date (a posting from 1970 is not dated either)."""

NOTHING = '""'
"""An expression that matches no job."""

_QUOTE = '"'


def docid_floor(posted_at: int | None) -> int:
    """The first row number of the hour, seconds since 1970 given; of the undated ones for None."""
    if posted_at is None:
        return 0
    floor = (posted_at // _HOUR_S) << _IN_HOUR_BITS
    return floor if FIRST_DATED <= floor < 1 << 62 else 0


def docid_ceiling(floor: int) -> int:
    """The row number after the last of the hour that begins at the floor."""
    return FIRST_DATED if floor == 0 else floor + _IN_HOUR


def _words(text: str) -> list[str]:
    """The words that the index can hold: a letter or digit in each, no characters that end an expression early."""
    cleaned = "".join(" " if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
    return [word for word in cleaned.replace(_QUOTE, " ").split() if any(char.isalnum() for char in word)]


def match_expression(text: str) -> str | None:
    """What a person typed, for `MATCH`: every word must occur, the last one may go on; None if there is no word.

    Words are quoted, so nothing in them is FTS5 syntax. A word with a sign in it ("node.js") is a phrase of its parts.
    The last word is whole as soon as white space follows it.
    """
    words = _words(text)
    if not words:
        return None
    quoted = [f'"{word}"' for word in words]
    if not text[-1].isspace():
        quoted[-1] += " *"
    return " ".join(quoted)


def exclude_expression(words: tuple[str, ...]) -> str | None:
    """Jobs that have one of the words, each perhaps several in a row, in title or description; None if there is none."""
    phrases = [" ".join(_words(word)) for word in words]
    quoted = [f'"{phrase}"' for phrase in phrases if phrase]
    return f"{{title description}} : ({' OR '.join(quoted)})" if quoted else None
