"""What a board's own reply says beyond the fields JobSpy makes of it: where one works, when it was posted, what it pays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from scraper.job import DatePrecision, Period, Posted, Remote
from scraper.normalise.dates import at_epoch, read_posted
from scraper.normalise.work_places import work_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_INDEED_HYBRID = "PAXZC"
_HELLOWORK_PAY = re.compile(r"\d.*(?:€|/ ?(?:an|mois|jour|heure)\b)")
_GLASSDOOR_OLDEST_DAYS = 30
_FROM_HOME = "LOCATION_TYPE_NAME_"
# ZipRecruiter's second page layout numbers what the first one names.
_ZIP_PLACES = ("", "IN_PERSON", "REMOTE", "HYBRID", "REMOTE_OPTIONAL")


class Said(Struct, frozen=True, kw_only=True):
    """What a reply says; None or "" where it does not.

    Attributes:
        remote: where one works.
        posted: when, as exactly as the reply has it.
        pay: the words it shows as pay.
        pay_period, pay_currency: what pay is for and in on this board, where the words do not tell.
        pay_estimated: what it shows as pay is the board's own estimate.
        easy_apply: whether one applies on the board itself.
    """

    remote: Remote | None = None
    posted: Posted | None = None
    pay: str = ""
    pay_period: Period | None = None
    pay_currency: str | None = None
    pay_estimated: bool = False
    easy_apply: bool | None = None


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
    """In its second page layout work places are numbers, and the time is text."""
    kinds = reply.get("locationTypes")
    names = [_zip_place(_get(kind, "name")) for kind in kinds] if isinstance(kinds, list) else []
    at = _get(reply, "status", "postedAtUtc")
    return Said(
        remote=work_place(" ".join(names)),
        posted=read_posted(at, now=now) if isinstance(at, str) else at_epoch(_get(at, "seconds") or at, now=now),
        easy_apply=False if _text(_get(reply, "applyButtonConfig", "externalApplyUrl")) else None,
    )


def _zip_place(name: object) -> str:
    if isinstance(name, int) and not isinstance(name, bool):
        return _ZIP_PLACES[name] if 0 <= name < len(_ZIP_PLACES) else ""
    return _text(name).removeprefix(_FROM_HOME)


def _naukri(reply: Mapping[str, Any], now: datetime) -> Said:
    labels = reply.get("placeholders")
    pay = [_get(item, "label") for item in labels if _get(item, "type") == "salary"] if isinstance(labels, list) else []
    elsewhere = reply.get("companyApplyJob")
    return Said(
        posted=at_epoch(reply.get("createdDate"), now=now),
        pay=_text(pay[0]) if pay else "",
        pay_currency="INR",
        easy_apply=not elsewhere if isinstance(elsewhere, bool) else None,
    )


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
        pay_period=Period.MONTH,  # as its job pages say
        easy_apply=card.css_first("div.jb-easy-apply a") is not None,
    )


def _hellowork(card: LexborHTMLParser, now: datetime) -> Said:
    label = _words_of(card, "a[data-cy=offerTitle]", "aria-label").lower()
    blocks = card.css("div")
    age = " ".join(blocks[-1].text().split()) if blocks else ""
    contract = card.css_first("div[data-cy=contractCard]")
    beside = contract.parent.css("div") if contract is not None and contract.parent is not None else []
    shown = (" ".join(tag.text(separator=" ").split()) for tag in beside if len(tag.css("div")) == 1)
    return Said(
        remote=work_place(label[label.index("télétravail") :]) if "télétravail" in label else None,
        posted=read_posted(age, now=now),
        pay=next((words for words in shown if _HELLOWORK_PAY.search(words)), ""),
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
