"""E-mail addresses: kept as they were typed, and one person's however they are typed."""

from __future__ import annotations

import re
import unicodedata

MOST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, with its brackets)."""
_MOST_BEFORE_AT = 64
_BEFORE_AT = re.compile(r"[^\s@\"<>(),;:\\\[\]\x00-\x1f\x7f.]+(?:\.[^\s@\"<>(),;:\\\[\]\x00-\x1f\x7f.]+)*")
_DOMAIN = re.compile(r"(?!.{254})(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)")


class WrongAddress(ValueError):
    """It is no e-mail address."""


def typed(text: str) -> str:
    """The address without blanks around it.

    Raises:
        WrongAddress: it is none: whether it exists, only a letter to it could tell.
    """
    address = unicodedata.normalize("NFC", text.strip())
    before, at, domain = address.rpartition("@")
    sound = at and len(address) <= MOST and len(before) <= _MOST_BEFORE_AT
    if not (sound and address.isprintable() and _BEFORE_AT.fullmatch(before) and _DOMAIN.fullmatch(domain)):
        raise WrongAddress("This is not an e-mail address.")
    return address


def usual(address: str) -> str:
    """The form that two spellings of one address have in common: A@Example.com is a@example.com."""
    return unicodedata.normalize("NFC", address.lower())
