"""The labelled pairs, and the halves they are split into."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from scraper.job import Posting

Half = Literal["tuning", "held-out"]
FOLDER = Path(__file__).parent / "pairs"


class Pair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two postings and whether they are one job.

    Attributes:
        pair: the id, "different-city-07".
        stratum: the kind of pair, also the name of the file it is in.
        same: true where both are one record; the label rules are in docs/decisions/merging-labelled-set.md.
    """

    pair: str
    stratum: str
    same: bool
    a: Posting
    b: Posting

    @property
    def half(self) -> Half:
        """The half of the first posting's company."""
        return half_of(self.a.company or "")

    @property
    def texts(self) -> int:
        """How many of the two have a description."""
        return sum(posting.description_html is not None for posting in (self.a, self.b))


def half_of(company: str) -> Half:
    """The half a company belongs to: by a hash of its name, fixed before any rule was written."""
    return "held-out" if hashlib.sha256(company.casefold().encode()).digest()[0] % 2 else "tuning"


def lines() -> list[str]:
    """Every line of every file, one pair each."""
    return [line for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]


@cache
def pairs(half: Half | None = None) -> tuple[Pair, ...]:
    """The pairs of one half; all of them without one."""
    read = (msgspec.json.decode(line, type=Pair) for line in lines())
    return tuple(pair for pair in read if half in (None, pair.half))
