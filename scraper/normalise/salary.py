"""Pay, read from text: many currencies and languages, ranges, and what an amount is paid for.

Two readers: `read_salary` for a text that is about pay (a board's own label), `find_salary` for a whole description, where
most amounts are something else. Neither converts; `annualized` is for filters and sorting only.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.job import Period, Salary, SalaryOrigin
from scraper.normalise.amounts import LAKH, Amount, amounts, lowered, readable
from scraper.normalise.currencies import PER_DOLLAR
from scraper.normalise.pay_words import (
    AND_MORE,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    CLAUSE,
    COUNTED,
    JOINED,
    NOT_PAY_AFTER,
    NOT_PAY_BEFORE,
    OTHER_MONEY,
    PAY,
    SEPARATOR,
    WORDS_AROUND,
)
from scraper.normalise.periods import period_after, period_before

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hours a year as US payroll counts them: 52 weeks of 5 days of 8 hours.
A_YEAR = {Period.HOUR: 2080, Period.DAY: 260, Period.WEEK: 52, Period.MONTH: 12, Period.YEAR: 1}
_BEFORE = 60
_MOST_AMOUNTS = 300  # in one text; no advert has as many, and a made-up one shall not take minutes
_BULLETS = " \t*-–—·:>#|([•"
_ABOUT_PAY = 120
_JUST_AFTER = 16
_LONGEST_TEXT = 200
_LEAST = {Period.HOUR: 5, Period.DAY: 20, Period.WEEK: 50, Period.MONTH: 100, Period.YEAR: 1000, None: 1000}
_PENSION_PLAN = 401_000
_YEARS = range(1950, 2100)
_MOST = 1e12
# A year's pay in dollars that an advert may state, and what no advert states for less than a year or more than an hour.
_POOREST, _RICHEST = 1_200, 2_500_000
_YEAR_FROM, _HOUR_FROM, _HOUR_TO = 25_000, 5, 50
_WELL_PAID = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "SEK", "NOK", "DKK", "ISK"})
_WIDEST, _PLACEHOLDER = 12, 200
_SENTENCE_ENDS = re.compile(r"[;|•\n]|(?<!mind)(?<!min)(?<!max)(?<!ca)(?<!rs)(?<!tk)\.\s|(?<=[^年月日時])[、。]")


class _Offer(Struct):
    """One amount or range, as it stands in a text; `start` is that of "from" and its like, `at` that of the amount."""

    low: float | None
    high: float | None
    code: str | None
    marked: bool
    counted: bool
    multiplied: bool
    period: Period | None
    start: int
    at: int
    end: int

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None and self.low != self.high

    def fits(self, text: str) -> bool:
        """Whether nothing around it says that it is something else: a bonus, a count, a pension plan."""
        if not 0 < (self.high or self.low or 0) < _MOST or (self.counted and not self.marked):
            return False
        if self.multiplied and not self.marked and _PENSION_PLAN in {self.low, self.high}:
            return False
        if self.low is not None and self.high is not None and self.high > _PLACEHOLDER * self.low:
            return False  # "$1 - $999,999" fills a form
        before = text[max(0, self.start - _BEFORE) : self.start]
        return not NOT_PAY_BEFORE.search(before) and not NOT_PAY_AFTER.match(text, self.end)

    def salary(self, text: str, origin: SalaryOrigin) -> Salary:
        return Salary(
            low=self.low,
            high=self.high,
            currency=self.code,
            period=self.period,
            text=" ".join(text.split())[:_LONGEST_TEXT],
            origin=origin,
        )


def read_salary(text: str, *, country: str | None = None, origin: SalaryOrigin) -> Salary | None:
    """The pay a short text states; None where it states none ("Competitive", "Bonus up to $5,000").

    Args:
        text: what a board shows as pay, in any language.
        country: alpha-2 code, for marks several countries share: a bare "$", "kr", "Rs". Without it their currency is None.
        origin: who says so.
    """
    if not text or len(text) > 10 * _LONGEST_TEXT:
        return None
    line = readable(text)
    words = lowered(line)
    best: _Offer | None = None
    for offer in _offers(line, words, country):
        if offer.fits(words) and _is_offer(offer, words) and (best is None or _evidence(offer) > _evidence(best)):
            best = offer
    return best.salary(text, origin) if best else None


def find_salary(text: str, *, country: str | None = None) -> Salary | None:
    """The pay a description states in its text; None where that is not plain. Conservative: rather none than a wrong one.

    An amount counts only with a currency, a size that pay has, nothing beside it that says what else it is, and either a
    word about pay near it, or a period and a place of its own: a range, or the beginning of a line.
    """
    line = readable(text)
    words = lowered(line)
    best, most = None, 0
    for offer in _offers(line, words, country, of_money=True):
        if not offer.marked or not _plausible(offer, said=True) or not offer.fits(words):
            continue
        said = _said(offer, words)
        if said is None or not _plausible(offer, said=said > 0):
            continue
        found = _evidence(offer) + 4 * said
        if found > most:
            best, most = offer, found
    return best.salary(line[best.start : best.end], SalaryOrigin.TEXT) if best else None


def _said(offer: _Offer, words: str) -> int | None:
    """How plainly a description says that an amount is pay: 2 in its own sentence, 1 near it, 0 by its place; else None."""
    about = words[max(0, offer.at - _ABOUT_PAY) : offer.at]
    sentence = _SENTENCE_ENDS.split(about)[-1]
    behind = CLAUSE.match(words, offer.end)
    after = behind[0] if behind else ""
    pay, other = _last(PAY, sentence), _last(OTHER_MONEY, sentence)
    if OTHER_MONEY.search(after) or (other > pay and not (offer.is_range and pay >= 0)):
        return None
    if pay >= 0 or PAY.search(after[:_JUST_AFTER]):
        return 2
    if PAY.search(about):
        return 1
    stands_alone = not sentence.strip(_BULLETS)
    return 0 if offer.period is not None and (offer.is_range or stands_alone) else None


def _last(words: re.Pattern[str], text: str) -> int:
    """Where the last of these words begins; -1 for none."""
    return max((match.start() for match in words.finditer(text)), default=-1)


def annualized(salary: Salary) -> tuple[float | None, float | None] | None:
    """The lower and upper end a year, in the salary's own currency; None where its period cannot be told.

    Without a period, only an amount that nobody is paid for less than a year, or for more than an hour, tells it.
    """
    period = salary.period or _period_by_size(salary.low or salary.high, salary.high or salary.low, salary.currency)
    if period is None:
        return None
    factor = A_YEAR[period]
    return (
        salary.low * factor if salary.low is not None else None,
        salary.high * factor if salary.high is not None else None,
    )


def _period_by_size(low: float | None, high: float | None, code: str | None) -> Period | None:
    if low is None or high is None or code not in PER_DOLLAR:
        return None
    if low / PER_DOLLAR[code] >= _YEAR_FROM:
        return Period.YEAR
    plain_hour = code in _WELL_PAID and low / PER_DOLLAR[code] >= _HOUR_FROM and high / PER_DOLLAR[code] <= _HOUR_TO
    return Period.HOUR if plain_hour else None


def _evidence(offer: _Offer) -> int:
    return 2 * (offer.period is not None) + offer.marked + offer.is_range


def _per_annum(words: str, amount: Amount) -> Period | None:
    """Indian "LPA" is lakhs per annum, all in one word; and so many lakhs "CTC", cost to company, are a year's."""
    if words.startswith("lpa", amount.end - 3):
        return Period.YEAR
    around = words[max(0, amount.start - 20) : amount.end + 20]
    return Period.YEAR if amount.code == "INR" and amount.times >= LAKH and "ctc" in around else None


def _is_offer(offer: _Offer, words: str) -> bool:
    """Whether an amount in a text about pay is the pay; without a mark the text must say nothing else."""
    if offer.marked:
        return True
    enough = (offer.high or offer.low or 0) >= _LEAST[offer.period]
    if offer.multiplied or offer.period is not None:
        return enough
    around = words[: offer.start] + words[offer.end :]
    if offer.low in _YEARS:
        return False
    return enough and not WORDS_AROUND.sub("", around).strip(" .,:;()~-–")


def _plausible(offer: _Offer, *, said: bool) -> bool:
    """Whether a description's amount has the size of pay, and enough is said about it."""
    high, low = offer.high or offer.low or 0, offer.low or offer.high or 0
    if high > _WIDEST * low or not (said or offer.period):
        return False
    rate = PER_DOLLAR.get(offer.code or "USD")
    if rate is None:
        return False
    period = offer.period or _period_by_size(low, high, offer.code or "USD") or Period.MONTH
    least = _POOREST if said else 3 * _POOREST
    return least <= high * A_YEAR[period] / rate and low * A_YEAR[period] / rate <= _RICHEST


def _offers(text: str, words: str, country: str | None, *, of_money: bool = False) -> Iterator[_Offer]:
    """Every amount and range of amounts, in order; with `of_money` those with a currency only.

    `words` is the text in lower case, and so is every text below: a pattern that ignores case takes three times as long.
    """
    found = list(islice(amounts(text, country, of_money=of_money), _MOST_AMOUNTS))
    place = 0
    while place < len(found):
        first = found[place]
        period, end = period_after(words, first.end)
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _joined(words, first, end, following):
            place += 2
            last_period, end = period_after(words, following.end)
            yield _range(words, first, following, last_period or period, end)
        else:
            place += 1
            if of_money and not first.marked:
                continue
            yield _single(words, first, period, end)


def _before(text: str, start: int) -> str:
    """The words before, back to the end of the sentence before."""
    return _SENTENCE_ENDS.split(text[max(0, start - _BEFORE) : start])[-1]


def _joined(text: str, first: Amount, end: int, following: Amount) -> bool:
    gap = text[end : following.start]
    if SEPARATOR.fullmatch(gap):
        return True
    if gap.strip() == "/":  # "35/40K€"
        return following.times > 1 and first.number < following.number and first.times in {1, following.times}
    return bool(JOINED.fullmatch(gap)) and bool(BETWEEN.search(_before(text, first.start)))


def _range(text: str, first: Amount, last: Amount, period: Period | None, end: int) -> _Offer:
    low, high = _scaled(first, last)
    if low > high:
        low, high = high, low
    return _Offer(
        low=low,
        high=high,
        code=last.code or first.code,
        marked=first.marked or last.marked,
        counted=bool(COUNTED.match(text, last.end)),
        multiplied=first.times > 1 or last.times > 1,
        period=period or _per_annum(text, last) or period_before(_before(text, first.start)),
        start=first.start,
        at=first.start,
        end=end,
    )


def _scaled(first: Amount, last: Amount) -> tuple[float, float]:
    """The values of a range where only one end says "k" ("45-60k", "$100k - 120", "25-30,000")."""
    low, high = first.value, last.value
    if first.times == 1 and last.times > 1 and first.number <= last.number:
        low = first.number * last.times
    elif last.times == 1 and first.times > 1 and last.number >= first.number and high < low:
        high = last.number * first.times
    elif first.times == last.times == 1 and low < 1000 and high / _WIDEST <= low * 1000 <= high:  # noqa: PLR2004 - "25-30,000"
        low *= 1000
    return low, high


def _single(text: str, amount: Amount, period: Period | None, end: int) -> _Offer:
    before = _before(text, amount.start)
    low: float | None = amount.value
    high: float | None = amount.value
    start = amount.start
    if match := AT_MOST.search(before):
        low = None
    elif amount.more or AND_MORE.match(text, end) or (match := AT_LEAST.search(before)):
        high = None
    if match is not None:
        start -= len(before) - match.start()
    return _Offer(
        low=low,
        high=high,
        code=amount.code,
        marked=amount.marked,
        counted=bool(COUNTED.match(text, amount.end)),
        multiplied=amount.times > 1,
        period=period or _per_annum(text, amount) or period_before(before),
        start=start,
        at=amount.start,
        end=end,
    )
