"""Numbers about jobs, for people who would rather look than read."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.job import Period
from scraper.normalise.salary import A_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.cancel import Cancel
    from scraper.store.store import Store

DAYS = 30
BINS = 20
_KEYS = ("sites", "first_seen", "pay_low", "pay_high", "pay_currency", "pay_period")
_CHUNK = 500
_MOST_SHARE = 0.99  # above that a few odd values would squeeze all others into one bar


class Figures(Struct, frozen=True, kw_only=True):
    """What there is to draw.

    Attributes:
        days: the days on which jobs were first seen, oldest first, at most the last thirty.
        by_site: for each site, the jobs it shows that were first seen on each of `days`; a job is counted at every site.
        currency: the one most of those that state their pay state it in; "" if none does.
        edges: yearly pay at which the bars begin, and at which the last one ends.
        counts: jobs in each bar.
        stated: jobs in the bars.
        not_stated, other_currency, beyond: jobs that state no yearly pay, or state it in another currency, or more than the
            bars have room for.
    """

    days: tuple[str, ...] = ()
    by_site: dict[str, tuple[int, ...]] = {}
    currency: str = ""
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    stated: int = 0
    not_stated: int = 0
    other_currency: int = 0
    beyond: int = 0


def figures(store: Store, jobs: Sequence[int], cancel: Cancel) -> Figures:
    """The figures of these jobs; raises `Cancelled` as soon as `cancel` is set."""
    seen: dict[str, Counter[str]] = {}
    pay: dict[str, list[float]] = {}
    rows, none = store.export_rows(jobs, _KEYS), 0
    while chunk := list(islice(rows, _CHUNK)):
        cancel.check()
        for sites, first_seen, low, high, currency, period in chunk:
            for site in json.loads(sites):
                seen.setdefault(site, Counter())[first_seen[:10]] += 1
            amount = _a_year(low, high, period)
            if amount is None or currency is None:
                none += 1
            else:
                pay.setdefault(currency, []).append(amount)
    days = tuple(sorted({day for counter in seen.values() for day in counter})[-DAYS:])
    by_site = {site: tuple(counter[day] for day in days) for site, counter in sorted(seen.items())}
    return _with_pay(Figures(days=days, by_site=by_site, not_stated=none), pay)


def _with_pay(found: Figures, pay: dict[str, list[float]]) -> Figures:
    if not pay:
        return found
    from msgspec.structs import replace

    currency = max(pay, key=lambda key: (len(pay[key]), key))
    amounts = sorted(pay[currency])
    least, most = amounts[0], amounts[min(int(len(amounts) * _MOST_SHARE), len(amounts) - 1)]
    step = max((most - least) / BINS, 1.0)
    counts = [0] * BINS
    beyond = 0
    for amount in amounts:
        if amount > most:
            beyond += 1
        else:
            counts[min(int((amount - least) / step), BINS - 1)] += 1
    others = sum(len(some) for key, some in pay.items() if key != currency)
    edges = tuple(least + step * number for number in range(BINS + 1))
    return replace(
        found,
        currency=currency,
        edges=edges,
        counts=tuple(counts),
        stated=len(amounts) - beyond,
        other_currency=others,
        beyond=beyond,
    )


def _a_year(low: float | None, high: float | None, period: str | None) -> float | None:
    """The middle of what is paid a year; None where that cannot be told."""
    ends = [amount for amount in (low, high) if amount]
    return sum(ends) / len(ends) * A_YEAR[Period(period)] if ends and period else None
