"""Values in a person's words, in the program's language and locale. "" where a value is not stated, see `not_stated`."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QObject, Qt

from app.operations import wording
from scraper.errors import Reason
from scraper.job import DatePrecision, JobType, Period, Remote, SalaryOrigin

if TYPE_CHECKING:
    from app.operations.truth import Summary, Truth

_DAY_HOURS = 24
_DAY_LETTERS = len("2025-10-03")
_COUNTED_DAYS = 14
_YEAR_DAYS = 300

translate = QCoreApplication.translate


def not_stated() -> str:
    """What stands where a value is not stated."""
    return translate("Words", "not stated")


def site(key: str) -> str:
    """A site's name as people write it."""
    return wording.site_name(key)


@lru_cache(maxsize=8)
def remote(value: str | None) -> str:
    """Where the work is done."""
    if value == Remote.YES:
        return translate("Words", "remote")
    if value == Remote.HYBRID:
        return translate("Words", "hybrid")
    return translate("Words", "on site") if value == Remote.NO else ""


@lru_cache(maxsize=64)
def job_type(value: str) -> str:
    """A job type."""
    return {
        JobType.FULL_TIME: translate("Words", "full-time"),
        JobType.PART_TIME: translate("Words", "part-time"),
        JobType.CONTRACT: translate("Words", "contract"),
        JobType.TEMPORARY: translate("Words", "temporary"),
        JobType.INTERNSHIP: translate("Words", "internship"),
        JobType.PER_DIEM: translate("Words", "per diem"),
        JobType.VOLUNTEER: translate("Words", "volunteer"),
        JobType.OTHER: translate("Words", "other"),
    }[JobType(value)]


@lru_cache(maxsize=1024)
def job_types(stored: str | None) -> str:
    """Job types as the store lists them."""
    return ", ".join(job_type(name) for name in json.loads(stored)) if stored else ""


@lru_cache(maxsize=1024)
def sites(stored: str) -> str:
    """Sites as the store lists them."""
    return ", ".join(site(name) for name in json.loads(stored))


def forget() -> None:
    """Another language is spoken from now on."""
    for function in (
        job_type,
        remote,
        job_types,
        sites,
        pay_short,
        _around_sign,
        _number_signs,
        _past_day,
        _day_form,
        _full_day_form,
    ):
        function.cache_clear()


def yes_no(value: int | bool | None) -> str:  # noqa: FBT001 - a value to be told, not a switch
    """Yes or no."""
    if value is None:
        return ""
    return translate("Words", "yes") if value else translate("Words", "no")


def origin(value: SalaryOrigin) -> str:
    """Who says what is paid."""
    return {
        SalaryOrigin.EMPLOYER: translate("Words", "stated by the employer"),
        SalaryOrigin.ESTIMATE: translate("Words", "the board's estimate"),
        SalaryOrigin.TEXT: translate("Words", "read from the text"),
    }[value]


def reason(value: Reason) -> str:
    """Why a site ended early or waits."""
    return {
        Reason.RATE_LIMITED: translate("Words", "asked to slow down"),
        Reason.BLOCKED: translate("Words", "blocked by the site"),
        Reason.UNREACHABLE: translate("Words", "cannot be reached"),
        Reason.LAYOUT_CHANGED: translate("Words", "answered, but could not be read"),
        Reason.REFUSED: translate("Words", "does not take this search"),
        Reason.CANCELLED: translate("Words", "stopped by you"),
        Reason.ENGINE_LOST: translate("Words", "the search engine stopped"),
        Reason.BUG: translate("Words", "stopped by a fault of this program"),
    }[value]


def country(code: str | None) -> str:
    """A country's name by its ISO 3166 code, in the program's language."""
    if not code:
        return ""
    if QLocale().language() != QLocale.Language.English:
        from babel import Locale, UnknownLocaleError  # Qt has the names in English only

        with suppress(UnknownLocaleError, KeyError):
            return str(Locale.parse(QLocale().name()).territories[code.upper()])
    territory = QLocale.codeToTerritory(code)
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyCountry else code


# Money.


@lru_cache(maxsize=4096)
def pay_short(low: float | None, high: float | None, currency: str | None, period: str | None) -> str:
    """What is paid, for a column."""
    if low is None and high is None:
        return ""
    number, unit = wording.amount_briefly(low, high)
    amount = _signed(f"{_in_locale(number)}{_unit(unit)}", currency)
    if low is None or high is None:
        amount = (translate("Words", "up to {}") if low is None else translate("Words", "from {}")).format(amount)
    return f"{amount}/{_per_short(Period(period))}" if period else amount


def pay_long(low: float | None, high: float | None, currency: str | None, period: Period | None) -> str:
    """What is paid, in full."""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        one = _money(high if low is None else low, currency)
        text = (translate("Words", "up to {}") if low is None else translate("Words", "from {}")).format(one)
    elif low == high:
        text = _money(low, currency)
    else:
        text = translate("Words", "{} to {}").format(_money(low, currency), _money(high, currency))
    return f"{text} {_per(period)}" if period else text


_GAP = "\N{NO-BREAK SPACE}"


def _money(amount: float | None, currency: str | None) -> str:
    locale = QLocale()
    value = amount or 0.0
    decimals = 0 if value == int(value) else 2
    if currency is None:
        return locale.toString(value, "f", decimals)
    sign = wording.SIGNS.get(currency, f"{currency}{_GAP}")
    # Some locales put a space of their own behind a sign.
    return locale.toCurrencyString(value, sign, decimals).replace(2 * _GAP, _GAP).rstrip()


def _signed(amount: str, currency: str | None) -> str:
    """The amount with its sign on the side where the locale has it; a code stands behind it."""
    if currency is None:
        return amount
    sign = wording.SIGNS.get(currency)
    return _around_sign().format(amount, sign) if sign else f"{amount} {currency}"


@lru_cache(maxsize=1)
def _around_sign() -> str:
    """Where the locale has the amount and the sign: "{1}{0}", or "{0} {1}"."""
    return QLocale().toCurrencyString(1.0, "$", 0).replace("1", "{0}").replace("$", "{1}")


def _in_locale(number: str) -> str:
    """The number or range with the locale's signs in the place of "." and ","."""
    return number.translate(_number_signs())


@lru_cache(maxsize=1)
def _number_signs() -> dict[int, str]:
    locale = QLocale()
    signs = {".": locale.decimalPoint(), ",": locale.groupSeparator(), "-": "\N{EN DASH}"}
    return {ord(sign): own for sign, own in signs.items()}


def _unit(unit: str) -> str:
    return {
        "k": translate("Words", "k", "thousands, after an amount in a column"),
        "M": translate("Words", "M", "millions, after an amount in a column"),
    }.get(unit, "")


def _per_short(period: Period) -> str:
    return {
        Period.HOUR: translate("Words", "h", "an hour, in a column"),
        Period.DAY: translate("Words", "day", "in a column"),
        Period.WEEK: translate("Words", "wk", "a week, in a column"),
        Period.MONTH: translate("Words", "mo", "a month, in a column"),
        Period.YEAR: translate("Words", "yr", "a year, in a column"),
    }[period]


def _per(period: Period) -> str:
    return {
        Period.HOUR: translate("Words", "an hour"),
        Period.DAY: translate("Words", "a day"),
        Period.WEEK: translate("Words", "a week"),
        Period.MONTH: translate("Words", "a month"),
        Period.YEAR: translate("Words", "a year"),
    }[period]


# Times.


def ago(stored: str | None) -> str:
    """How long ago a stored date or time was, briefly."""
    if not stored:
        return ""
    now = datetime.now(UTC)
    if "T" in stored:
        hours = wording.clock_hours(stored, now)
        if hours < _DAY_HOURS:
            return translate("Words", "now") if hours < 1 else translate("Words", "{} h").format(hours)
    return _past_day(stored[:_DAY_LETTERS], now.date())


@lru_cache(maxsize=4096)
def _past_day(stored: str, today: date) -> str:
    """How long ago a stored day was."""
    day = date.fromisoformat(stored)
    days = (today - day).days
    if days <= 0:
        return translate("Words", "today")
    if days <= _COUNTED_DAYS:
        return translate("Words", "{} d").format(days)
    form = _day_form() if days < _YEAR_DAYS else "MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


@lru_cache(maxsize=1)
def _day_form() -> str:
    """A day and its short month in the locale's order, which is that of its long dates: "MMM d", "d. MMM"."""
    long = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return re.sub("dddd|y+", "", long).strip(" ,").replace("MMMM", "MMM")


def posted_short(stored: str | None, precision: str | None) -> str:
    """How long ago it was posted, briefly; "~" where only the week or month is known."""
    text = ago(stored)
    return f"~{text}" if text and precision in {DatePrecision.WEEK, DatePrecision.MONTH} else text


def posted_long(stored: str | None, precision: str | None) -> str:
    """When it was posted, no more exactly than is known."""
    if not stored:
        return ""
    text = exact(stored)
    if precision == DatePrecision.HOUR:
        return translate("Words", "{}, to the hour").format(text)
    if precision == DatePrecision.WEEK:
        return translate("Words", "{} or in the week before").format(text)
    return translate("Words", "{} or in the month before").format(text) if precision == DatePrecision.MONTH else text


def exact(stored: str | None) -> str:
    """A stored date or time in full, in local time."""
    if not stored:
        return ""
    if "T" not in stored:
        return _in_full(QDate.fromString(stored, Qt.DateFormat.ISODate))
    return moment(datetime.fromisoformat(stored))


def moment(at: datetime) -> str:
    """A time in full, in local time."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return f"{_in_full(local.date())}, {QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)}"


def day(at: datetime) -> str:
    """A date as `moment` has it, in local time."""
    return _in_full(QDateTime.fromSecsSinceEpoch(int(at.timestamp())).date())


def _in_full(date_: QDate) -> str:
    """The day with its year, the one way dates are told in: "Nov 7, 2026", "7. Nov. 2026"."""
    return QLocale().toString(date_, _full_day_form())


@lru_cache(maxsize=1)
def _full_day_form() -> str:
    """The locale's long date without the day of the week, its month short."""
    long = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return re.sub("[ ,]*dddd[ ,]*", "", long).replace("MMMM", "MMM")


def clock(at: datetime) -> str:
    """The local time of day."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at.timestamp())).time(), "HH:mm:ss")


def truth(told: Truth, asked: str = "") -> str:
    """The line of truth: what became of everything that was asked for; `asked` says that otherwise, if it is given."""
    parts = [
        asked or translate("Words", "Asked {}").format(number(told.asked)),
        translate("Words", "received {}").format(number(told.received)),
        translate("Words", "unreadable {}").format(number(told.unreadable)),
    ]
    left_out = sum(told.filtered.values())
    text = translate("Words", "filtered {}").format(number(left_out))
    if left_out:
        most_first = sorted(told.filtered.items(), key=lambda item: (-item[1], item[0]))
        text += f" ({', '.join(f'{rule(name)}: {number(count)}' for name, count in most_first)})"
    parts += [
        text,
        translate("Words", "merged {}").format(number(told.merged)),
        translate("Words", "new {}").format(number(told.new)),
        translate("Words", "seen before {}").format(number(told.known)),
    ]
    if told.without_description:
        parts.append(
            translate("Words", "without the description asked for {}").format(number(told.without_description))
        )
    return f"{', '.join(parts)}."


def stopped(summary: Summary) -> str:
    """Which sites the person stopped, as a sentence; "" for none."""
    names = [site(key) for key in summary.stopped_sites]
    if len(names) == len(summary.sites) > 1:
        return translate("Words", "All sites were stopped by you.")
    return translate("Words", "Stopped by you: {}.").format(", ".join(names)) if names else ""


def rule(name: str) -> str:
    """A rule that left jobs out, as `scraper.filters` names it."""
    known = {
        "not remote": translate("Words", "not remote"),
        "job type": translate("Words", "job type"),
        "too old": translate("Words", "too old"),
        "not easy apply": translate("Words", "no easy apply"),
        "company": translate("Words", "company"),
        "word": translate("Words", "word"),
        "remote": translate("Words", "remote"),
        "age": translate("Words", "age"),
        "easy apply": translate("Words", "easy apply"),
        "pay": translate("Words", "pay"),
    }
    if name.startswith("not stated: "):
        what = name.removeprefix("not stated: ")
        return translate("Words", "not stated: {}").format(known.get(what, what))
    if name.startswith("pay below "):
        return translate("Words", "pay below {}").format(name.removeprefix("pay below "))
    return known.get(name, name)


class Counting(QObject):
    """Plurals, which only a QObject's `tr` has for lupdate."""

    def jobs(self, count: int) -> str:
        """So many jobs, the number without separators."""
        return self.tr("%n job(s)", "", count)


def counted(count: int) -> str:
    """So many jobs."""
    return Counting().jobs(count).replace(str(count), number(count))


def number(count: int) -> str:
    """A count with separators."""
    return QLocale().toString(count)
