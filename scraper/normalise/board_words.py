"""What a board's own reply says beyond the fields JobSpy makes of it: where one works, when it was posted, what it pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from scraper.job import DatePrecision, Posted, Remote
from scraper.normalise.dates import at_epoch, read_posted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_INDEED_HYBRID = "PAXZC"
_GLASSDOOR_OLDEST_DAYS = 30

_WORK_PLACES = (
    (Remote.HYBRID, ("hybrid", "partiel", "occasionnel", "remote_optional")),
    (Remote.YES, ("remote", "work_from_home", "home", "complet")),
    (Remote.NO, ("office", "in_person", "on-site", "onsite", "on_site")),
)


class Said(Struct, frozen=True, kw_only=True):
    """What a reply says; None or "" where it does not.

    Attributes:
        remote: where one works.
        posted: when, as exactly as the reply has it.
        pay: the words it shows as pay.
        pay_estimated: what it shows as pay is the board's own estimate.
    """

    remote: Remote | None = None
    posted: Posted | None = None
    pay: str = ""
    pay_estimated: bool = False


def work_place(words: str) -> Remote | None:
    """Where one works, in a board's words for it ("Hybrid", "Télétravail partiel"); None where they do not tell."""
    lowered = words.lower()
    return next((place for place, signs in _WORK_PLACES if any(sign in lowered for sign in signs)), None)


def said_by(site: str, raw: str, reply: Mapping[str, Any], now: datetime) -> Said:
    """What a board's reply for one job says.

    Args:
        site: the board's key.
        raw: the reply as received: JSON, or the HTML of a card.
        reply: the same as a mapping; empty for HTML.
        now: aware, for relative dates.
    """
    read = _READERS.get(site)
    if read is not None:
        return read(reply, now) if reply else Said()
    card = _CARDS.get(site)
    return card(LexborHTMLParser(raw), now) if card is not None and raw.startswith("<") else Said()


def _get(reply: object, *path: str) -> object:
    for name in path:
        reply = reply.get(name) if isinstance(reply, dict) else None
    return reply


def _texts(value: object, name: str) -> str:
    """One field of each mapping in a list, joined."""
    found = [_get(item, name) for item in value] if isinstance(value, list) else []
    return " ".join(text for text in found if isinstance(text, str))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _indeed(reply: Mapping[str, Any], now: datetime) -> Said:
    pay = _get(reply, "compensation")
    return Said(
        remote=Remote.HYBRID if _INDEED_HYBRID in _texts(reply.get("attributes"), "key").split() else None,
        posted=at_epoch(reply.get("dateOnIndeed"), now=now),
        pay_estimated=isinstance(pay, dict) and not pay.get("baseSalary"),
    )


def _glassdoor(reply: Mapping[str, Any], now: datetime) -> Said:
    """Pay is always given as percentiles: Glassdoor's own reckoning. Its age in days ends at thirty."""
    age = _get(reply, "header", "ageInDays")
    kinds = _get(reply, "header", "remoteWorkTypes")
    posted = read_posted(f"{age} days ago", now=now) if isinstance(age, int) else None
    if posted is not None and isinstance(age, int) and age >= _GLASSDOOR_OLDEST_DAYS:
        posted = Posted(at=posted.at, precision=DatePrecision.MONTH)
    words = " ".join(map(str, kinds)) if isinstance(kinds, list) else ""
    return Said(remote=work_place(words), posted=posted, pay_estimated=True)


def _zip_recruiter(reply: Mapping[str, Any], now: datetime) -> Said:
    return Said(
        remote=work_place(_texts(reply.get("locationTypes"), "name").removeprefix("LOCATION_TYPE_NAME_")),
        posted=at_epoch(_get(reply, "status", "postedAtUtc", "seconds"), now=now),
    )


def _naukri(reply: Mapping[str, Any], now: datetime) -> Said:
    labels = reply.get("placeholders")
    pay = [_get(item, "label") for item in labels if _get(item, "type") == "salary"] if isinstance(labels, list) else []
    return Said(posted=at_epoch(reply.get("createdDate"), now=now), pay=_text(pay[0]) if pay else "")


def _bdjobs(reply: Mapping[str, Any], now: datetime) -> Said:
    return Said(
        remote=work_place(_text(reply.get("WorkPlace"))),
        posted=read_posted(_text(reply.get("publishDate")), now=now),
        pay=_text(reply.get("Salary")),
    )


def _words_of(card: LexborHTMLParser, selector: str, attribute: str = "") -> str:
    node = card.css_first(selector)
    if node is None:
        return ""
    return (node.attributes.get(attribute) or "") if attribute else " ".join(node.text(separator=" ").split())


def _linkedin(card: LexborHTMLParser, now: datetime) -> Said:
    return Said(
        posted=read_posted(_words_of(card, "time", "datetime"), now=now),
        pay=_words_of(card, ".job-search-card__salary-info"),
    )


def _bayt(card: LexborHTMLParser, now: datetime) -> Said:
    at = _words_of(card, "[data-automation-jobactivedate]", "data-automation-jobactivedate")
    return Said(
        remote=work_place(_words_of(card, "dt.jb-label-remote")),
        posted=at_epoch(int(at), now=now) if at.isdecimal() and at.isascii() else None,
        pay=_words_of(card, "dt.jb-label-salary"),
    )


def _hellowork(card: LexborHTMLParser, now: datetime) -> Said:
    label = _words_of(card, "a[data-cy=offerTitle]", "aria-label").lower()
    blocks = card.css("div")
    age = " ".join(blocks[-1].text().split()) if blocks else ""
    return Said(
        remote=work_place(label[label.index("télétravail") :]) if "télétravail" in label else None,
        posted=read_posted(age, now=now),
    )


_READERS: dict[str, Callable[[Mapping[str, Any], datetime], Said]] = {
    "indeed": _indeed,
    "glassdoor": _glassdoor,
    "zip_recruiter": _zip_recruiter,
    "naukri": _naukri,
    "bdjobs": _bdjobs,
}
_CARDS: dict[str, Callable[[LexborHTMLParser, datetime], Said]] = {
    "linkedin": _linkedin,
    "bayt": _bayt,
    "hellowork": _hellowork,
}
