"""Currencies as adverts write them: codes, signs and words, and what a sign alone means in a country."""

from __future__ import annotations

import functools
import re
from typing import Final

# Units of a currency for about one US dollar. Never shown and never used to convert: only to tell whether an amount can be
# pay at all, and whether it can only be a year's. Orders of magnitude are enough, so the table does not age.
PER_DOLLAR: Final[dict[str, float]] = {
    "USD": 1, "EUR": 0.9, "GBP": 0.8, "CHF": 0.85, "CAD": 1.4, "AUD": 1.5, "NZD": 1.7, "SGD": 1.3, "HKD": 7.8, "JPY": 150,
    "CNY": 7.2, "TWD": 32, "KRW": 1350, "INR": 85, "PKR": 280, "BDT": 120, "LKR": 300, "NPR": 135, "AED": 3.7, "SAR": 3.75,
    "QAR": 3.65, "OMR": 0.385, "KWD": 0.31, "BHD": 0.376, "JOD": 0.71, "EGP": 50, "MAD": 10, "TND": 3.1, "DZD": 135, "IQD": 1300,
    "LBP": 90000, "ILS": 3.6, "TRY": 38, "SEK": 10, "NOK": 10.5, "DKK": 6.8, "ISK": 135, "PLN": 3.9, "CZK": 23, "HUF": 360,
    "RON": 4.5, "BGN": 1.8, "RSD": 105, "UAH": 41, "RUB": 90, "GEL": 2.7, "KZT": 500, "BRL": 5.5, "MXN": 18.5, "ARS": 1100,
    "CLP": 950, "COP": 4100, "PEN": 3.7, "UYU": 41, "CRC": 510, "DOP": 60, "VES": 100, "GTQ": 7.7, "PHP": 57, "IDR": 16000,
    "MYR": 4.4, "THB": 34, "VND": 25000, "ZAR": 18, "NGN": 1500, "KES": 130, "GHS": 14, "UGX": 3700, "TZS": 2600,
}  # fmt: skip
# Codes that are ordinary words or names in some spelling count in capitals only.
_CAPITALS_ONLY = frozenset({"TRY", "MAD", "PEN", "RON", "GEL", "COP", "CLP", "BRL"})

# What a sign or word means that several currencies share, by country; "" is anywhere else, None for "open".
_SHARED: Final[dict[str, dict[str, str | None]]] = {
    "dollar": {
        "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN", "CL": "CLP",
        "CO": "COP", "AR": "ARS", "UY": "UYU", "PR": "USD", "EC": "USD", "PA": "USD", "SV": "USD",
        "": None,
    },
    "krone": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "CZ": "CZK", "": None},
    "rupee": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "": "INR"},
    "yen": {"JP": "JPY", "CN": "CNY", "": None},
    "yuan": {"TW": "TWD", "HK": "HKD", "": "CNY"},
    "peso": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU", "PH": "PHP", "DO": "DOP", "": None},
    "franc": {"CH": "CHF", "LI": "CHF", "": None},
    "dinar": {"KW": "KWD", "BH": "BHD", "JO": "JOD", "IQ": "IQD", "TN": "TND", "DZ": "DZD", "RS": "RSD", "": None},
    "riyal": {"QA": "QAR", "OM": "OMR", "": "SAR"},
    "dirham": {"MA": "MAD", "": "AED"},
    "pound": {"EG": "EGP", "LB": "LBP", "": "GBP"},
    "shilling": {"KE": "KES", "UG": "UGX", "TZ": "TZS", "": None},
    "R": {"ZA": "ZAR", "": None},
    "L": {"IN": "INR", "": None},
    "P": {"PH": "PHP", "": None},
    "N": {"NG": "NGN", "": None},
}  # fmt: skip

_SIGNS = {
    "$": "dollar", "us$": "USD", "u.s.$": "USD", "usd$": "USD", "$us": "USD", "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "cdn$": "CAD",
    "a$": "AUD", "au$": "AUD", "aud$": "AUD", "nz$": "NZD", "nzd$": "NZD", "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "hk$": "HKD",
    "hkd$": "HKD", "nt$": "TWD", "ntd$": "TWD", "twd$": "TWD", "mx$": "MXN", "mxn$": "MXN", "r$": "BRL", "brl$": "BRL",
    "ar$": "ARS", "cl$": "CLP", "clp$": "CLP", "co$": "COP", "cop$": "COP", "rd$": "DOP", "$u": "UYU",
    "€": "EUR", "£": "pound", "₹": "INR", "¥": "yen", "￥": "yen", "円": "JPY", "元": "yuan", "人民币": "CNY", "圆": "CNY", "원": "KRW",
    "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₫": "VND", "₱": "PHP", "฿": "THB", "₦": "NGN", "৳": "BDT", "₪": "ILS",
    "₨": "rupee", "₵": "GHS", "gh₵": "GHS", "₡": "CRC", "₸": "KZT", "﷼": "riyal", "د.إ": "AED", "ر.س": "SAR", "ر.ق": "QAR",
    "د.ك": "KWD", "ج.م": "EGP", "₾": "GEL", "rmb": "CNY", "rmb¥": "CNY", "cn¥": "CNY", "jp¥": "JPY",
}  # fmt: skip
_WORDS = {
    "euro": "EUR", "euros": "EUR", "euroa": "EUR", "eur": "EUR", "ευρώ": "EUR", "евро": "EUR", "يورو": "EUR",
    "dollar": "dollar", "dollars": "dollar", "dólares": "dollar", "dolares": "dollar", "доларів": "dollar", "долл": "dollar",
    "pound": "pound", "pounds": "pound", "sterling": "GBP", "جنيه": "pound", "rupee": "rupee", "rupees": "rupee", "rs": "rupee",
    "rs.": "rupee", "रुपये": "INR", "रुपए": "INR", "টাকা": "BDT", "tk": "BDT", "tk.": "BDT", "taka": "BDT",
    "franken": "franc", "francs": "franc", "fr.": "franc", "sfr.": "CHF", "sfr": "CHF", "fr": "franc", "stutz": "CHF",
    "kr": "krone", "kr.": "krone", "kronor": "SEK", "kroner": "krone", "krónur": "ISK", "kč": "CZK", "korun": "CZK", "kc": "CZK",
    "zł": "PLN", "zl": "PLN", "złotych": "PLN", "zloty": "PLN", "złote": "PLN", "ft": "HUF", "forint": "HUF", "lei": "RON", "leu": "RON",
    "лв": "BGN", "лв.": "BGN", "din": "RSD", "din.": "RSD", "tl": "TRY", "lira": "TRY", "руб": "RUB", "руб.": "RUB", "рублей": "RUB",
    "р.": "RUB", "грн": "UAH", "грн.": "UAH", "гривень": "UAH", "тг": "KZT", "тенге": "KZT", "ريال": "riyal", "درهم": "dirham",
    "دينار": "dinar", "dhs": "dirham", "dhs.": "dirham", "dh": "dirham", "dirham": "dirham", "dirhams": "dirham", "sr": "riyal",
    "sar.": "SAR", "riyal": "riyal", "riyals": "riyal", "le": "EGP", "egp": "EGP", "l.e": "EGP", "l.e.": "EGP", "kd": "KWD", "bd": "BHD", "qr": "QAR",
    "ש\"ח": "ILS", "nis": "ILS", "shekels": "ILS", "yen": "JPY", "yuan": "CNY", "won": "KRW", "บาท": "THB", "baht": "THB",
    "đ": "VND", "vnđ": "VND", "đồng": "VND", "dong": "VND", "rp": "IDR", "rp.": "IDR", "rupiah": "IDR", "rm": "MYR", "ringgit": "MYR",
    "peso": "peso", "pesos": "peso", "php": "PHP", "reais": "BRL", "real": "BRL", "soles": "PEN", "s/": "PEN", "s/.": "PEN", "colones": "CRC",
    "rand": "ZAR", "r": "R", "p": "P", "n": "N", "naira": "NGN", "ksh": "KES", "ksh.": "KES", "kshs": "KES", "ksh/": "KES", "shillings": "shilling",
    "ugx": "UGX", "cedis": "GHS", "ghc": "GHS", "ntd": "TWD", "q": "GTQ",
}  # fmt: skip
# Before an amount these are too often ordinary words ("won 3 awards", "in real 5"); after one they are not.
_AFTER_ONLY = frozenset({"won", "real", "rand", "pound", "pounds", "lei", "leu", "ft", "lira", "peso", "dong", "din"})
_BEFORE_ONLY = frozenset({"r", "p", "n", "q", "rs", "rs.", "s/", "s/.", "le", "bd"})
_CAPITALS = frozenset({"r", "p", "n", "q", "rm", "sr", "le", "bd", "qr", "kd", "tl"})
_CAPITAL_FIRST = frozenset({"fr", "fr.", "din"})


def currency(mark: str, country: str | None, *, before: bool) -> tuple[bool, str | None]:
    """Whether a mark beside an amount is a currency's, and its code; None where the mark leaves it open.

    Args:
        mark: a sign, code or word without spaces, as written: "$", "US$", "EUR", "Tk.", "zł".
        country: alpha-2 code, for marks that several countries share.
        before: it stands before the amount.
    """
    name = mark.lower()
    if len(mark) == 3 and name.upper() in PER_DOLLAR and (mark.isupper() or name.upper() not in _CAPITALS_ONLY):  # noqa: PLR2004 - ISO 4217
        return True, name.upper()
    found = _SIGNS.get(name) or _word(mark, name, before=before)
    if found is None:
        return False, None
    if found not in _SHARED:
        return True, found
    by_country = _SHARED[found]
    code = by_country.get(country or "", by_country[""])
    return (code is not None or len(found) > 1), code


def _word(mark: str, name: str, *, before: bool) -> str | None:
    if name in (_AFTER_ONLY if before else _BEFORE_ONLY):
        return None
    if (name in _CAPITALS and not mark.isupper()) or (name in _CAPITAL_FIRST and not mark[0].isupper()):
        return None
    return _WORDS.get(name)


def marks() -> frozenset[str]:
    """Every mark of a currency, in lower case."""
    return frozenset({*_SIGNS, *_WORDS, *(code.lower() for code in PER_DOLLAR)})


@functools.cache
def after_pattern() -> str:
    """A pattern for every mark that may follow an amount, longest first; words end where letters end."""
    words = {*_WORDS, *(code.lower() for code in PER_DOLLAR)} - _BEFORE_ONLY
    signs = "|".join(re.escape(mark) for mark in sorted(_SIGNS, key=len, reverse=True))
    spelled = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?:us ?\$|{signs}|(?:{spelled})(?![^\W\d_]))"
