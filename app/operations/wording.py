"""Values in a person's words, the same in the command line and the window. None is "not stated", never an empty place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.errors import BadInput, Reason
from scraper.job import DatePrecision, Period, SalaryOrigin
from scraper.sources import registry

if TYPE_CHECKING:
    from scraper.job import Posted, Salary

NOT_STATED = "not stated"

_REASONS = {
    Reason.RATE_LIMITED: "asked to slow down",
    Reason.BLOCKED: "blocked by the site",
    Reason.UNREACHABLE: "cannot be reached",
    Reason.LAYOUT_CHANGED: "answered, but could not be read",
    Reason.REFUSED: "does not take this search",
    Reason.CANCELLED: "stopped",
    Reason.ENGINE_LOST: "the search engine stopped",
    Reason.BUG: "stopped by a fault of this program",
}
_ORIGINS = {
    SalaryOrigin.EMPLOYER: "stated by the employer",
    SalaryOrigin.ESTIMATE: "estimated by the site",
    SalaryOrigin.TEXT: "read from the description",
}
_THOUSANDS_FROM = 10_000  # below, the last digits matter
_WHOLE_THOUSANDS_FROM = 100_000
_MILLIONS_FROM = 1_000_000
_UNITS = {"k": 1000, "M": 1_000_000}
_PER = {Period.HOUR: "/h", Period.DAY: "/day", Period.WEEK: "/wk", Period.MONTH: "/mo", Period.YEAR: "/yr"}
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥"}
"""Signs of currencies that common fonts have and people know; of another, its code is told."""


def reason_words(reason: Reason) -> str:
    """Why a site ended early or waits, in few words."""
    return _REASONS[reason]


def origin_words(origin: SalaryOrigin) -> str:
    """Who says what is paid."""
    return _ORIGINS[origin]


def site_name(key: str) -> str:
    """A site's name as people write it; the key itself for a site there is no more."""
    try:
        return registry.info(key).name
    except BadInput:
        return key


def numbered(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: "1 job", "1,204 jobs"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def clock(moment: datetime) -> str:
    """The local time of day, 14:32:10."""
    return f"{moment.astimezone():%H:%M:%S}"


def minute(moment: datetime) -> str:
    """The local day and time, 2025-10-03 14:32."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def clock_hours(stored: str, now: datetime) -> int:
    """How many hours of the clock began from a stored time to now (UTC): so exactly are jobs in order by date.

    Full hours since then would make an older job look younger than one above it that was posted in the same hour.
    """
    at = datetime.fromisoformat(stored)
    return (now.toordinal() - at.toordinal()) * 24 + now.hour - at.hour


def age(day: str, now: datetime) -> str:
    """How long ago a stored date was ("2025-10-03" or "2025-10-03T14:32:10Z"), briefly: "2 h", "3 d", "3 Oct"."""
    if "T" in day:
        hours = clock_hours(day, now.astimezone(UTC))
        if hours < 24:  # noqa: PLR2004 - a day
            return f"{hours} h" if hours > 0 else "now"
    date = datetime.fromisoformat(day).date()
    days = (now.astimezone(UTC).date() - date).days
    if days <= 0:
        return "today"
    if days <= 14:  # noqa: PLR2004 - two weeks can be counted at a glance
        return f"{days} d"
    return f"{date.day} {date:%b}" if days < 300 else f"{date:%b %Y}"  # noqa: PLR2004 - a date alone tells the year


def posted_words(posted: Posted | None) -> str:
    """When it was posted, no more exactly than is known."""
    if posted is None:
        return NOT_STATED
    words = {
        DatePrecision.SECOND: minute(posted.at),
        DatePrecision.HOUR: f"{minute(posted.at)}, to the hour",
        DatePrecision.DAY: f"{posted.day}",
        DatePrecision.WEEK: f"{posted.day} or in the week before",
        DatePrecision.MONTH: f"{posted.day} or in the month before",
    }
    return words[posted.precision]


def pay_words(salary: Salary | None) -> str:
    """What is paid, in full: "$120,000 to $150,000 a year"."""
    if salary is None:
        return NOT_STATED
    return _pay(salary.low, salary.high, salary.currency, salary.period, short=False)


def pay_briefly(low: float | None, high: float | None, currency: str | None, period: Period | str | None) -> str:
    """What is paid, for a column: "$120-150k/yr"; "not stated" where there is no amount."""
    return (
        NOT_STATED
        if low is None and high is None
        else _pay(low, high, currency, Period(period) if period else None, short=True)
    )


def amount_briefly(low: float | None, high: float | None) -> tuple[str, str]:
    """The number or range for a column, and the unit of both ends: ("9.2-13.8", "k"); not both may be None."""
    top = (low if high is None else high) or 0
    unit = _unit(top)
    upper = _in_unit(top, unit)
    return (upper if low is None or low == top else f"{_in_unit(low, unit)}-{upper}"), unit


def _pay(low: float | None, high: float | None, currency: str | None, period: Period | None, *, short: bool) -> str:
    per = (_PER[period] if short else f" {'an' if period == 'hour' else 'a'} {period}") if period else ""
    before = "from " if high is None else "up to " if low is None else ""
    if short:
        return f"{before}{_signed(''.join(amount_briefly(low, high)), currency)}{per}"
    ends = dict.fromkeys(_signed(_in_unit(end, ""), currency) for end in (low, high) if end is not None)
    return f"{before}{' to '.join(ends)}{per}"


def _signed(amount: str, currency: str | None) -> str:
    if currency is None:
        return amount
    sign = SIGNS.get(currency)
    return f"{sign}{amount}" if sign else f"{amount} {currency}"


def _unit(amount: float) -> str:
    """K or M, where the last digits do not matter; otherwise nothing."""
    return "M" if amount >= _MILLIONS_FROM else "k" if amount >= _THOUSANDS_FROM else ""


def _in_unit(amount: float, unit: str) -> str:
    if not unit:
        return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    scaled = amount / _UNITS[unit]
    decimals = 2 if unit == "M" else 0 if amount >= _WHOLE_THOUSANDS_FROM else 1
    text = f"{scaled:,.{decimals}f}"
    return text.rstrip("0").removesuffix(".") if decimals else text
