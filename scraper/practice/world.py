"""Made-up jobs: the same for the same seed, the same job on several sites, in many shapes.

| module | gives |
|---|---|
| `jobs` | the real jobs, each once, and those that are easily mistaken for one another |
| `shelves` | which of them a site has, and how it writes them |
| `advert_text` | the adverts' texts, made when they are read |
| `geography`, `employers`, `roles`, `money`, `titles` | where, who, what, for how much, and by what name |
"""

from __future__ import annotations

import functools
import re
import threading
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct

from scraper.practice.geography import COUNTRY_NAMES, folded, within
from scraper.practice.jobs import keywords, made_jobs
from scraper.practice.listing import Listing, WorkPlace
from scraper.practice.money import Pay
from scraper.practice.shelves import shelf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["COUNTRY_NAMES", "DEFAULT_MILES", "Filters", "Listing", "Pay", "WorkPlace", "World"]

DEFAULT_MILES = 25.0
_TITLE_WEIGHT, _KEYWORD_WEIGHT = 3, 1
_WORD = re.compile(r"[\w+#.]*[\w+#]")
_PLURAL_FROM = 4
# A site shows fresh adverts first, but not strictly: each by so many days more or less.
_SHUFFLED_DAYS = 8


class Filters(TypedDict, total=False):
    """What a search can be narrowed by."""

    remote: bool
    miles: float
    job_types: tuple[str, ...]
    max_age_hours: float
    easy_apply: bool
    newest_first: bool


class _Shelf(Struct, frozen=True):
    """A site's adverts; `words` gives where a word occurs and how much that counts; `rank` says what is shown first."""

    listings: list[Listing]
    places: dict[str, int]
    words: dict[str, dict[int, int]]
    rank: list[float]


class World:
    """All made-up jobs of one seed; can be asked from several threads."""

    def __init__(self, seed: int = 1, jobs: int = 4000, now: datetime | None = None) -> None:
        self.now = (now or datetime.now(UTC)).replace(microsecond=0)
        self._seed = seed
        self._jobs = made_jobs(seed, jobs)
        self._shelves: dict[str, _Shelf] = {}
        self._lock = threading.Lock()
        self.search = functools.lru_cache(maxsize=64)(self._search)

    def _search(
        self,
        site: str,
        words: str,
        location: str | None = None,
        country: str | None = None,
        *,
        remote: bool = False,
        miles: float = DEFAULT_MILES,
        job_types: tuple[str, ...] = (),
        max_age_hours: float | None = None,
        easy_apply: bool = False,
        newest_first: bool = False,
    ) -> list[Listing]:
        """Jobs that have any of the words in their title or, less well, in their text, best match first.

        Always in the same order. Words are compared without case, accents and plural.

        Args:
            site: its key.
            words: "" for all.
            location: a city, and what is around it; a region; a country; None for everywhere.
            country: code; only jobs there.
            remote: only those one can do from anywhere.
            miles: around the city.
            job_types: any of these; empty for all.
            max_age_hours: posted at most so long ago.
            easy_apply: only those one applies for on the site.
            newest_first: instead of the best match.
        """
        known = self._shelf(site)
        somewhere = within(location, country, miles) if location else None
        found = []
        for index, score in self._scores(known, words).items():
            job = known.listings[index]
            if (
                (country and job.country != country)
                or (remote and job.work_place != "remote")
                or (job_types and job.job_type not in job_types)
                or (easy_apply and job.apply_url)
                or (somewhere and not somewhere(job.city, job.region, job.country))
                or (max_age_hours is not None and self._age_hours(job) > max_age_hours)
            ):
                continue
            found.append((self._age_hours(job) if newest_first else -score, known.rank[index], index))
        return [known.listings[index] for _, _, index in sorted(found)]

    def find(self, site: str, native_id: str) -> Listing | None:
        """The site's job of that id."""
        known = self._shelf(site)
        index = known.places.get(native_id)
        return None if index is None else known.listings[index]

    def truth(self, site: str, native_id: str) -> int | None:
        """The real job's number behind a site's advert; the id may be as JobSpy gives it, "in-3f2a"."""
        job = self.find(site, native_id) or self.find(site, native_id.partition("-")[2])
        return job.truth if job else None

    def listed(self, site: str) -> tuple[Listing, ...]:
        """Everything a site has."""
        return tuple(self._shelf(site).listings)

    def age_days(self, job: Listing) -> int:
        """Whole days since it was posted."""
        return (self.now - job.posted).days

    def _age_hours(self, job: Listing) -> float:
        return (self.now - job.posted).total_seconds() / 3600

    @staticmethod
    def _scores(known: _Shelf, words: str) -> dict[int, int]:
        """How well each job fits, where it fits at all."""
        wanted = tokens(words)
        if not wanted:
            return dict.fromkeys(range(len(known.listings)), 0)
        scores: dict[int, int] = {}
        for word in wanted:
            for index, weight in known.words.get(word, {}).items():
                scores[index] = scores.get(index, 0) + weight
        if len(wanted) > 1:
            phrase, best = words.strip().lower(), len(wanted) * _TITLE_WEIGHT
            for index, score in scores.items():
                if score == best and phrase in known.listings[index].title.lower():
                    scores[index] = best + 1
        return scores

    def _shelf(self, site: str) -> _Shelf:
        """The site's adverts, made when they are first asked for."""
        with self._lock:
            if site not in self._shelves:
                self._shelves[site] = self._made(site)
            return self._shelves[site]

    def _made(self, site: str) -> _Shelf:
        listings: list[Listing] = []
        words: dict[str, dict[int, int]] = {}
        rank: list[float] = []
        for index, (listing, job) in enumerate(shelf(self._seed, site, self._jobs, self.now)):
            listings.append(listing)
            for phrase in keywords(job):
                for word in _phrase_tokens(phrase):
                    words.setdefault(word, {})[index] = _KEYWORD_WEIGHT
            for word in tokens(listing.title):
                words.setdefault(word, {})[index] = _TITLE_WEIGHT
            jitter = zlib.crc32(f"{site}{listing.native_id}".encode()) % (24 * _SHUFFLED_DAYS)
            rank.append(self._age_hours(listing) + jitter)
        places = {listing.native_id: index for index, listing in enumerate(listings)}
        return _Shelf(listings, places, words, rank)


def tokens(text: str) -> frozenset[str]:
    """The words of a text as a search compares them."""
    return frozenset(
        word[:-1] if len(word) >= _PLURAL_FROM and word.endswith("s") and not word.endswith("ss") else word
        for word in _WORD.findall(folded(text))
    )


_phrase_tokens: Callable[[str], frozenset[str]] = functools.lru_cache(maxsize=4096)(tokens)
