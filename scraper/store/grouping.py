"""Which job a new posting belongs to, among those that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.store.batches import select_in
from scraper.store.job_values import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from scraper.job import Posting


def features(posting: Posting) -> bytes:
    """What a posting is compared by."""
    return posting.site.encode()


def block_keys(posting: Posting) -> tuple[str, ...]:
    """Keys of which two postings of one job share at least one."""
    city = posting.places[0].city or posting.places[0].text if posting.places else None
    if posting.company is None or city is None:
        return ()
    return (f"{fold(posting.company)}|{fold(posting.title)}|{fold(city)}",)


class Candidate(Struct, frozen=True):
    """A stored posting that may be the same job."""

    posting: int
    job: int
    features: bytes


class Groups:
    """The candidates for a batch; grows as its postings are placed."""

    def __init__(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        self._by_key: dict[str, list[Candidate]] = {}
        rows = select_in(
            connection,
            "SELECT b.block, p.id, p.job, f.features FROM posting_blocks b JOIN postings p ON p.id = b.posting "
            "JOIN posting_features f ON f.posting = p.id WHERE b.block IN (...)",
            set(keys),
        )
        for key, posting, job, found in rows:
            self._by_key.setdefault(key, []).append(Candidate(posting, job, found))

    def job_for(self, keys: Sequence[str], found: bytes) -> int | None:
        """The job a posting with these features belongs to; None for a job of its own."""
        for key in keys:
            candidates = self._by_key.get(key, ())
            taken = {candidate.job for candidate in candidates if candidate.features == found}
            for candidate in candidates:
                if candidate.job not in taken:
                    return candidate.job
        return None

    def add(self, keys: Sequence[str], candidate: Candidate) -> None:
        """The posting was placed."""
        for key in keys:
            self._by_key.setdefault(key, []).append(candidate)


def choose(postings: Sequence[Posting]) -> tuple[Posting, dict[str, int]]:
    """What is shown of a job, and for each field the index of the posting it came from."""
    return postings[0], dict.fromkeys(postings[0].__struct_fields__, 0)
