"""Amounts of money in a text: the number, what it is multiplied by, and its currency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.normalise.currencies import after_pattern, currency, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_MYRIAD, LAKH, _CRORE = 10_000, 100_000, 10_000_000
_TIMES = {
    "k": 1000, "tsd": 1000, "tsd.": 1000, "t": 1000, "thousand": 1000, "mil": 1000, "mille": 1000, "tys": 1000, "tys.": 1000,
    "tis": 1000, "tis.": 1000, "тыс": 1000, "тыс.": 1000, "тис": 1000, "тис.": 1000, "ezer": 1000, "bin": 1000, "千": 1000,
    "천": 1000, "ألف": 1000, "الف": 1000, "rb": 1000, "ribu": 1000, "tn": 1000, "tkr": 1000,
    "lakh": LAKH, "lakhs": LAKH, "lac": LAKH, "lacs": LAKH, "lpa": LAKH, "l": LAKH, "লাখ": LAKH, "लाख": LAKH,
    "cr": _CRORE, "crore": _CRORE, "crores": _CRORE, "करोड़": _CRORE,
    "juta": 1_000_000, "jt": 1_000_000, "triệu": 1_000_000, "tr": 1_000_000, "万": 10_000, "萬": 10_000, "만": 10_000,
    "億": 100_000_000, "亿": 100_000_000, "억": 100_000_000,
}  # fmt: skip
_INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "lpa", "l", "cr", "crore", "crores", "लाख", "करोड़"})
_LAKH_COUNTRIES = {"PK": "PKR", "BD": "BDT", "NP": "NPR", "LK": "LKR"}
# Words of one language: they tell the currency where nothing else does, and never that a number is money ("5만 명").
_TELLS = {
    "만": "KRW", "천": "KRW", "억": "KRW", "triệu": "VND", "tr": "VND", "juta": "IDR", "jt": "IDR", "ribu": "IDR", "rb": "IDR",
    "tkr": "SEK", "tys": "PLN", "tys.": "PLN",
}  # fmt: skip
_MYRIADS = {"JP": "JPY", "CN": "CNY", "TW": "TWD", "HK": "HKD"}
# Money of whole companies, except where a month's pay has seven digits.
_MILLIONS = frozenset(
    {"m", "mn", "mm", "mio", "mio.", "million", "millions", "millionen", "millones", "milhões", "mill", "mln"}
)
_SMALL_UNITS = frozenset({"IDR", "VND", "COP", "CLP", "KRW", "JPY", "HUF", "NGN", "UGX", "TZS", "LBP", "IQD", "KZT"})
_BILLIONS = frozenset({"b", "bn", "billion", "billions", "milliarden", "mrd", "mrd.", "milliards", "bio"})

NUMBER = re.compile(  # it begins with a digit alone, which Python's search skips to
    r"\d(?:\d{0,2}['’]\d{3}(?:\.\d{3})+(?![\d.])|\d{0,2}(?:[ '’]\d{3})+(?![\d'’])(?:[.,]\d{1,2}(?!\d))?|\d*(?:[.,٫٬]\d+)*)"
)
_BEFORE = re.compile(
    r"((?:[^\W\d_]{1,3}\.?[^\W\d_]?\.?\s?)?[$€£₹¥￥₩₽₺₴₫₱฿₦৳₪₨₵₡₸﷼₾][uU]?|د\.إ|ر\.س|ر\.ق|د\.ك|ج\.م|(?<![^\W\d_])[sS]/\.?|(?<![^\W_])[^\W\d_]{1,9}\.?)"
    r"[ :]?\s?$"
)
_MULTIPLIER = "|".join(
    re.escape(word)
    for word in sorted(
        {*_TIMES, *_MILLIONS, *_BILLIONS} - {"k", "t", "l", "m", "b", "千", "천", "万", "萬", "만", "億", "亿", "억"},
        key=len,
        reverse=True,
    )
)
_TAIL = re.compile(
    r"(?:[.,/][-–—=]{1,2})?"
    rf"(?P<times>k(?![^\W\d_])|k(?=(?i:eur|usd|chf|gbp|cad|aud)\b)|\s?t(?=€|eur|\s€)|[mlb](?![^\W\d_])|\s?(?:{_MULTIPLIER})(?![^\W\d_])|"
    r"\s?[kK](?=\s?(?:€|eur|chf|usd|gbp|pln|sek|nok)|\b)|\s?[千천万萬만億亿억])?"
    r"(?P<plus>\+)?"
    rf"(?:\s?(?P<currency>{after_pattern()}))?"
    r"(?:\s?[.,/][-–—=]{1,2})?(?P<more>\+)?",
    re.IGNORECASE,
)
# What follows a myriad and belongs to it: "28万5,000円", "1万2000円", "3천 5백만" is left alone.
_REST = re.compile(r"(?P<rest>\d,\d{3}|\d{1,4})(?P<mark>円|元|원)")
# What may stand beside money, as single characters and as whole words of plain letters, multipliers included.
_LAST_ASCII = "\x7f"
_SIGNS = frozenset("$")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARK_WORDS = frozenset(word.rstrip("./") for word in (*marks(), *_TIMES, *_MILLIONS, *_BILLIONS)) - {""}
_LONGEST_NUMBER = 15
_DIGITS = {
    ord(digit): str(value)
    for zero in "٠۰०০๐０"
    for value, digit in enumerate(chr(ord(zero) + step) for step in range(10))
}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000\t"), " ")
_MARKS = {
    ord("，"): ",",
    ord("．"): ".",
    ord("～"): "~",
    ord("〜"): "~",
    ord("＋"): "+",
    ord("（"): "(",
    ord("）"): ")",
    ord("："): ":",
}
_PLAIN = str.maketrans({**_DIGITS, **_SPACES, **_MARKS, ord("\u200e"): None, ord("\u200f"): None, ord("\u200b"): None})


class Amount(Struct):
    """One amount: `number` as written, multiplied by `times`, and `rest` ("28万5,000円").

    Attributes:
        marked: it has a currency's mark, even where `code` is None because the mark leaves the currency open.
        more: a plus behind it ("50k+").
    """

    start: int
    end: int
    number: float
    times: float
    marked: bool
    code: str | None
    more: bool
    rest: float = 0

    @property
    def value(self) -> float:
        """The amount."""
        return self.number * self.times + self.rest


def readable(text: str) -> str:
    """The text with European digits, plain blanks and plain marks; as many characters but for invisible ones."""
    return text if text.isascii() else text.translate(_PLAIN)


def lowered(text: str) -> str:
    """The text in lower case, character by character; "İ" alone would become two, and stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one if len(one) == 1 else "İ" for one in map(str.lower, text))


def amounts(text: str, country: str | None, *, of_money: bool = False) -> Iterator[Amount]:
    """Every number of a `readable` text that can be an amount, with or without a currency.

    With `of_money` only those that may have a currency, and their neighbors: a tenth of the time for a description.
    """
    after = 0
    for match in _beside_money(text) if of_money else NUMBER.finditer(text):
        if match.start() < after:
            continue
        amount = _amount(text, match, after, country)
        if amount is not None:
            after = amount.end
            yield amount


def _beside_money(text: str) -> list[re.Match[str]]:
    """Numbers that may have a currency's mark, the ones before them and those behind; quickly, and rather too many."""
    numbers = list(NUMBER.finditer(text))
    found = [place for place, number in enumerate(numbers) if _may_be_marked(text, *number.span())]
    wanted = sorted({place + step for place in found for step in (-1, 0, 1)} & set(range(len(numbers))))
    return [numbers[place] for place in wanted]


def _may_be_marked(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 10) : start].rstrip()[-9:]
    if before:
        last = before[-1]
        if last in _SIGNS or last > _LAST_ASCII:
            return True
        if (last.isalpha() or last in ".:/") and before.split()[-1].strip("([.:/").lower() in _MARK_WORDS:
            return True
    behind = text[end : end + 10].lstrip()
    if not behind:
        return False
    first = behind[0]
    if first.isascii() and first.isalpha():
        word = _LETTERS.match(behind)
        return word is not None and word[0].lower() in _MARK_WORDS
    return first in _SIGNS or first > _LAST_ASCII or (first in ",./" and behind[1:2] in {"-", "–", "—", "="})


def _amount(text: str, match: re.Match[str], after: int, country: str | None) -> Amount | None:
    start, end = match.span()
    number = number_of(match[0])
    if number is None or (start and text[start - 1] in "#_"):
        return None
    tail = _TAIL.match(text, end)
    assert tail is not None  # every part of it is optional
    before = _BEFORE.search(text, max(after, start - 14), start)
    marked, code, begins = _mark_before(before, country) if before else (False, None, start)
    is_before = marked
    behind = tail["currency"]
    is_mark, told = currency(behind.replace(" ", ""), country, before=False) if behind else (False, None)
    if is_mark:
        marked, code = True, told or code
    factor = _factor((tail["times"] or "").strip().lower(), code, country)
    if factor is None:
        return None
    times, implied = factor
    if not is_before and start and _is_glued(text[start - 1], is_share=is_mark and times > 1):
        return None
    finish = tail.end() if is_mark or not behind else tail.start("currency")
    rest = _REST.match(text, finish) if times == _MYRIAD and not is_mark else None
    if rest is not None:
        finish, marked, code = rest.end(), True, currency(rest["mark"], country, before=False)[1]
    return Amount(
        begins,
        finish,
        number,
        times,
        marked or (implied is not None and times in {LAKH, _CRORE}),
        code or implied,
        bool(tail["plus"] or tail["more"]),
        float(rest["rest"].replace(",", "")) if rest else 0,
    )


def _is_glued(before: str, *, is_share: bool) -> bool:
    """Whether a number belongs to what stands before it: "B2B", "24/7", ".5"; but not in "35/40K€"."""
    return before.isascii() and (before.isalpha() or before == "." or (before == "/" and not is_share))


def _mark_before(match: re.Match[str], country: str | None) -> tuple[bool, str | None, int]:
    """Whether a mark stands before the number, its currency, and where it begins."""
    mark = match[1]
    joined = mark.replace(" ", "")
    is_article = joined == "a$" or (joined != mark and mark[0].islower())  # "$15 a $18" is no Australian dollar
    found, code = (False, None) if is_article else currency(joined, country, before=True)
    if found:
        return found, code, match.start(1)
    sign = mark[-1]
    if not sign.isalpha() and sign != ".":  # "of $" and "USD$" with a blank: the sign, and the code before it
        word = mark[:-1].strip()
        coded, before = currency(word, country, before=True) if word and not is_article else (False, None)
        found, code = currency(sign, country, before=True)
        return found, (before if coded else code), match.start(1) if coded else match.end(1) - 1
    return False, None, match.end()


def _factor(word: str, code: str | None, country: str | None) -> tuple[float, str | None] | None:
    """What the number is multiplied by, and the currency that says; None where it is no amount of pay."""
    if not word:
        return 1, None
    if word in _BILLIONS or (word in _MILLIONS and code not in _SMALL_UNITS):
        return None
    if word in _MILLIONS:
        return 1_000_000, None
    if word == "l" and code != "INR" and country != "IN":
        return None
    return _TIMES[word], _told_by(word, country) if code is None else None


def _told_by(word: str, country: str | None) -> str | None:
    """The currency a multiplier tells: lakhs are of the Indian subcontinent."""
    if word in _INDIAN:
        return _LAKH_COUNTRIES.get(country or "", "INR")
    return _MYRIADS.get(country or "") if word in {"万", "萬"} else _TELLS.get(word)


def number_of(text: str) -> float | None:
    """The value of a number with separators of any kind; None where they make no number ("1,2,3", "1.2.3.4").

    One separator before exactly three digits groups thousands ("45.000", "45,000"); before others it is a decimal mark.
    """
    if ("'" in text or "’" in text) and text.count(".") and len(text.rpartition(".")[2]) == 3:  # noqa: PLR2004 - "2'500.000"
        text = text.replace(".", "")
    bare = re.sub(r"[ '’٬]", "", text).replace("٫", ".")
    if len(bare) > _LONGEST_NUMBER:
        return None
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return float(bare)
    mark = bare[last]
    other = "," if mark == "." else "."
    whole, decimals = bare[:last], bare[last + 1 :]
    if mark in whole:  # it groups; then nothing else can, and the other mark cannot come before it
        return _grouped(bare.split(mark)) if other not in whole else None
    if other in whole:
        grouped = _grouped(whole.split(other))
        return None if grouped is None else grouped + float("0." + decimals)
    if len(decimals) == 3 and whole != "0" and len(whole) <= 3 and text == bare:  # noqa: PLR2004 - a group of thousands
        return float(whole + decimals)
    return float(f"{whole}.{decimals}")


def _grouped(groups: list[str]) -> float | None:
    """Western groups of three, or Indian ones: pairs and a last group of three."""
    first, *middle, last = groups
    if len(last) != 3 or len(first) > 3 or any(len(group) not in {2, 3} for group in middle):  # noqa: PLR2004
        return None
    return float("".join(groups))
