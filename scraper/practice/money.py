"""Made-up pay: what a job pays, and the ways it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    import random

    from scraper.practice.geography import Country

PayOrigin = Literal["employer", "estimate", "text"]
# How many of a period make a year, as pay is told.
_A_YEAR = {"YEAR": 1, "MONTH": 12, "WEEK": 50, "DAY": 220, "HOUR": 2000}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$"}
_ORIGINS: tuple[PayOrigin | None, ...] = (None, "employer", "estimate", "text")
_ORIGIN_WEIGHTS = (36, 72, 84, 100)
_HOURLY_BELOW = 200
_LAKH = 100_000
_SWISS = "\N{RIGHT SINGLE QUOTATION MARK}"
_SWAPPED = str.maketrans(",.", ".,")


class Pay(Struct, frozen=True, kw_only=True):
    """What a job pays; `period` as Indeed names it (HOUR, DAY, WEEK, MONTH, YEAR)."""

    low: float
    high: float
    currency: str
    period: str
    origin: PayOrigin


def pay_of(rng: random.Random, country: Country, thousands: tuple[int, int], factor: float) -> Pay | None:
    """What a job of this range in the United States pays there; None where the advert says nothing."""
    origin = rng.choices(_ORIGINS, cum_weights=_ORIGIN_WEIGHTS)[0]
    if origin is None:
        return None
    period = rng.choice(country.periods)
    low, high = thousands
    start = low + (high - low) * rng.random() * 0.6
    year = start * 1000 * country.factor * factor
    amount = year / _A_YEAR[period]
    top = amount * rng.choice((1.0, 1.08, 1.15, 1.2, 1.25, 1.35, 1.5))
    return Pay(low=_rounded(amount), high=_rounded(top), currency=country.currency, period=period, origin=origin)


def estimated(pay: Pay, rng: random.Random) -> Pay:
    """A board's own guess at it: wider, and never quite the same."""
    low, high = pay.low * rng.uniform(0.82, 0.97), pay.high * rng.uniform(1.02, 1.2)
    return replace(pay, low=_rounded(low), high=_rounded(high), origin="estimate")


def by_month(pay: Pay) -> Pay:
    """The same told by the month."""
    share = _A_YEAR[pay.period] / 12
    return replace(pay, low=_rounded(pay.low * share), high=_rounded(pay.high * share), period="MONTH")


def scaled(pay: Pay, factor: float) -> Pay:
    """So many times as much."""
    return replace(pay, low=_rounded(pay.low * factor), high=_rounded(pay.high * factor))


def _rounded(amount: float) -> float:
    """As people round pay: 117 500, 4 250, 32.50."""
    if amount < _HOURLY_BELOW:
        return round(amount * 4) / 4
    step = 10 ** (len(str(int(amount))) - 2) // 2 or 5
    return float(round(amount / step) * step)


def written(amount: float, currency: str, language: str) -> str:
    """One amount as an advert writes it: "$117,500", "117.500 €", "45 000 €", "BDT 45,000"."""
    text = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if currency == "CHF":
        return f"CHF {text.replace(',', _SWISS)}"
    if language == "de":
        return f"{text.translate(_SWAPPED)} {_SIGNS.get(currency, currency)}"
    if language == "fr":
        return f"{text.replace(',', ' ').replace('.', ',')} {_SIGNS.get(currency, currency)}"
    if currency == "INR" and amount >= _LAKH:
        return f"₹{amount / _LAKH:g} LPA"
    sign = _SIGNS.get(currency)
    return f"{sign}{text}" if sign else f"{currency} {text}"
