"""License keys: 135 random bits and a checksum in Crockford's base 32, in groups that can be read out.

`https://www.crockford.com/base32.html`: no letter that is easily taken for a digit; O is read as 0, I and L as 1.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KNOWN = frozenset(ALPHABET)
_RANDOM, _CHECK, _GROUP = 27, 3, 5
LENGTH = _RANDOM + _CHECK
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = frozenset(" \t\r\n-_\u00a0\u2010\u2011\u2012\u2013\u2014")
_LETTERS = _READ_AS | dict.fromkeys(map(ord, _BETWEEN))


class WrongKey(ValueError):
    """The text is no license key; `str(error)` says in a sentence what is wrong with it."""


def new_key() -> str:
    """A new key, "XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"."""
    return _grouped(_with_check("".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))))


def read_key(text: str) -> str:
    """The key in its usual form, from what a person typed or pasted: small letters, blanks, O for 0, I and L for 1.

    Raises:
        WrongKey: it has a character no key has, it is too short or too long, or a character is wrong.
    """
    letters = _letters(text)
    wrong = () if text.isascii() and _KNOWN.issuperset(letters) else wrong_characters(text)
    if wrong:
        shown = ", ".join(dict.fromkeys(text[place] for place in wrong))
        raise WrongKey(f"A license key has no {shown} in it.")
    if len(letters) != LENGTH:
        raise WrongKey(f"A license key has {LENGTH} letters and digits; these are {len(letters)}.")
    if _with_check(letters[:_RANDOM]) != letters:
        raise WrongKey("One of the characters is not right. Compare the key with the one you were sent.")
    return _grouped(letters)


def wrong_characters(text: str) -> tuple[int, ...]:
    """The places in the text of characters that no key has, to be told while a person types."""
    return tuple(
        place
        for place, letter in enumerate(text)
        if letter not in _BETWEEN and letter.upper().translate(_READ_AS) not in ALPHABET
    )


def last_letters(key: str) -> str:
    """The last six letters, by which a person tells keys apart; what is shown and stored of a key."""
    return _letters(key)[-6:]


def count_letters(text: str) -> int:
    """How many letters and digits of a key are in the text; a whole key has `LENGTH`."""
    return len(_letters(text))


def _letters(text: str) -> str:
    return text.upper().translate(_LETTERS)


def _with_check(random: str) -> str:
    number = int.from_bytes(hashlib.sha256(f"jobspy license {random}".encode()).digest()[:2], "big")
    return random + "".join(ALPHABET[number >> shift & 31] for shift in (10, 5, 0))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
