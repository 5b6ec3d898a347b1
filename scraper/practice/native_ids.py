"""Ids as the sites give them, and back: a job's number from an id, without a list of them."""

from __future__ import annotations

import functools
import zlib

# Digits of a site's ids, and the first of them; Indeed's and ZipRecruiter's are made otherwise.
_DIGITS = {
    "linkedin": 4_000_000_000,
    "glassdoor": 1_009_000_000_000,
    "bayt": 5_000_000,
    "naukri": 140_826_000_000,
    "bdjobs": 1_300_000,
    "hellowork": 70_000_000,
}
_HEX = frozenset(("indeed",))
_SPAN = 1 << 19
_POSTS = 2


def native_id(site: str, seed: int, number: int, post: int) -> str:
    """The site's id of a job; `post` is 1 for the repost."""
    mixed = (number * _POSTS + post) * _factor(site, seed) % _SPAN
    if site in _DIGITS:
        return str(_DIGITS[site] + mixed)
    tail = zlib.crc32(f"{site}/{seed}/{mixed}".encode())
    return f"{mixed:05x}{tail:08x}" + f"{tail ^ 0xABC:08x}"[:3] if site in _HEX else f"{mixed:06x}{tail:08x}"


@functools.cache
def _factor(site: str, seed: int) -> int:
    """Odd, so that no two numbers are mixed into one."""
    return zlib.crc32(f"{site}/{seed}".encode()) % _SPAN | 1
