"""A text's sketch: small enough to keep for every posting, and telling how much of two texts is the same.

The sketch is the smallest hashes of the text's runs of three words (a bottom-k sketch). Below the smaller of two
sketches' largest hashes both are complete, so that there the share of runs in common can be counted: also of a text
that another board cut short.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from operator import xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 96
_BITS = 0x3FFFFFFF  # so many bits are a small number to Python
_TYPE = "I"
_MOST_WORDS = 100_000


class _Hashes(dict[str, int]):
    """A number for each word, by its place in a run: with a table for each place, the numbers of runs are independent."""

    def __init__(self, place: int) -> None:
        self._key = bytes([place])

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4, key=self._key).digest()
        found = self[word] = int.from_bytes(digest, "little") & _BITS
        return found


_PLACES = (_Hashes(1), _Hashes(2), _Hashes(3))


def sketch(words: Sequence[str]) -> bytes:
    """The sketch of a text's words, at most `SIZE` hashes of four bytes; empty for fewer than three words."""
    one, two, three = (map(table.__getitem__, words[place:]) for place, table in enumerate(_PLACES))
    runs = set(map(xor, map(xor, one, two), three))
    return array(_TYPE, sorted(runs)[:SIZE]).tobytes()


def first_hash(found: bytes) -> int | None:
    """The smallest hash: the same for two texts as often as they have runs in common."""
    return int.from_bytes(found[:4], "little") if found else None


def share(a: bytes, b: bytes) -> tuple[float, float, int]:
    """How alike two texts are, how much of the shorter one is in the longer one (both 0..1), and from how many runs."""
    left, right = array(_TYPE, a), array(_TYPE, b)
    if not left or not right:
        return 0.0, 0.0, 0
    complete = min(left[-1] if len(left) == SIZE else _BITS, right[-1] if len(right) == SIZE else _BITS)
    mine = {value for value in left if value <= complete}
    theirs = {value for value in right if value <= complete}
    common = len(mine & theirs)
    fewest = min(len(mine), len(theirs))
    if not fewest:
        return 0.0, 0.0, 0
    return common / len(mine | theirs), common / fewest, fewest
