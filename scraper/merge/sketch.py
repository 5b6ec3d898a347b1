"""A text's sketch: small enough to keep for every posting, and telling how much of two texts is the same.

The sketch is the smallest hashes of the text's runs of three words (a bottom-k sketch). Below the smaller of two
sketches' largest hashes both are complete, so that there the share of runs in common can be counted: also of a text
that another board cut short.
"""

from __future__ import annotations

import functools
import sys
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIZE = 96
_RUN = 3
_BITS = 32
_ALL = (1 << _BITS) - 1
_TYPE = "I"
_TURNS = (11, 22)  # so that the order of the words counts
_MOST_WORDS = 100_000


class _Hashes(dict[str, int]):
    """A number of 32 bits for each word."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_BITS // 8).digest()
        found = self[word] = int.from_bytes(digest, "little")
        return found


_HASHES = _Hashes()


def sketch(words: Sequence[str]) -> bytes:
    """The sketch of a text's words, at most `SIZE` hashes of four bytes; empty for fewer than three words.

    All words' numbers are one long integer, a lane for each: turned, shifted by a lane or two and combined at once, which
    takes a fifth of the time that a loop over the runs takes.
    """
    count = len(words) - _RUN + 1
    if count < 1:
        return b""
    lanes = int.from_bytes(_stored(array(_TYPE, map(_HASHES.__getitem__, words))), "little")
    ones = _ones(len(words))
    runs = lanes
    for place, turn in enumerate(_TURNS, 1):
        runs ^= _turned(lanes, turn, ones) >> (place * _BITS)
    found = _read((runs & ((1 << count * _BITS) - 1)).to_bytes(count * _BITS // 8, "little"))
    return _stored(array(_TYPE, _smallest(found, count)))


def _smallest(found: Iterable[int], count: int) -> list[int]:
    """The smallest `SIZE` of so many hashes, in order, each once.

    They are spread evenly: nearly always twice as many as are wanted lie below a limit that leaves most of them out.
    """
    if count > 3 * SIZE:
        limit = 2 * SIZE * (_ALL // count)
        below = {value for value in found if value < limit}
        if len(below) >= SIZE:
            return sorted(below)[:SIZE]
    return sorted(set(found))[:SIZE]


@functools.lru_cache(maxsize=1024)
def _ones(count: int) -> int:
    """A one in each of so many lanes."""
    return ((1 << count * _BITS) - 1) // _ALL


def _turned(lanes: int, by: int, ones: int) -> int:
    """Every lane's bits turned to the left."""
    low = (1 << by) - 1
    return ((lanes << by) & (ones * (_ALL ^ low))) | ((lanes >> (_BITS - by)) & (ones * low))


def _stored(values: array[int]) -> bytes:
    """Four bytes a value, the low ones first on every machine."""
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def _read(found: bytes) -> array[int]:
    values = array(_TYPE, found)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def first_hash(found: bytes) -> int | None:
    """The smallest hash: the same for two texts as often as they have runs in common."""
    return int.from_bytes(found[:4], "little") if found else None


def share(a: bytes, b: bytes) -> tuple[float, float, int]:
    """How alike two texts are, how much of the shorter one is in the longer one (both 0..1), and from how many runs."""
    left, right = _read(a), _read(b)
    if not left or not right:
        return 0.0, 0.0, 0
    complete = min(left[-1] if len(left) == SIZE else _ALL, right[-1] if len(right) == SIZE else _ALL)
    mine = {value for value in left if value <= complete}
    theirs = {value for value in right if value <= complete}
    common = len(mine & theirs)
    fewest = min(len(mine), len(theirs))
    if not fewest:
        return 0.0, 0.0, 0
    return common / len(mine | theirs), common / fewest, fewest
