"""Postings for the store's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scraper.job import DatePrecision, Place, Posted, Posting

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def made(number=1, *, site="indeed", days=3, **changes):
    """A posting that differs from that of every other number in all that merging looks at."""
    values = {
        "site": site,
        "native_id": f"{site}-{number}",
        "url": f"https://{site}.example/job/{number}",
        "title": f"Welder of kind {_word(number)}",
        "company": f"{_word(number).capitalize()} Works",
        "places": (
            Place(text=f"{_word(number + 7).capitalize()}ville", city=f"{_word(number + 7).capitalize()}ville"),
        ),
        "posted": Posted(at=NOW - timedelta(days=days), precision=DatePrecision.DAY),
        "description_html": f"<p>We weld {_word(number)} in {_word(number * 31)} and {_word(number * 57 + 5)}.</p>",
    }
    return Posting(**(values | changes))


def _word(number):
    """A made-up word, another one for each number."""
    syllables = ("ba", "co", "di", "fu", "ga", "he", "jo", "ka", "li", "mo")
    return "".join(syllables[int(digit)] for digit in f"{number:05d}")
