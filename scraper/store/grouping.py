"""Which job a new posting belongs to, among those that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from scraper import merge
from scraper.merge import Evidence, Features
from scraper.store.batches import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Features)


def packed(features: Features) -> bytes:
    """The features as they are stored."""
    return _ENCODER.encode(features)


class Groups:
    """The jobs that the postings of a batch may belong to; grows as they are placed.

    A job is known by all its postings, not only by those that share a key with a new one: two adverts of one board are
    never brought together through a third.
    """

    def __init__(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        self._jobs_by_key: dict[str, set[int]] = {}
        rows = select_in(
            connection,
            "SELECT b.block, p.job FROM posting_blocks b JOIN postings p ON p.id = b.posting WHERE b.block IN (...)",
            set(keys),
        )
        for key, job in rows:
            self._jobs_by_key.setdefault(key, set()).add(job)
        self._stored: dict[int, list[tuple[int, bytes]]] = {}
        self._members: dict[int, list[tuple[int, Features]]] = {}
        members = select_in(
            connection,
            "SELECT p.job, p.id, f.features FROM postings p JOIN posting_features f ON f.posting = p.id "
            "WHERE p.job IN (...) ORDER BY p.id",
            {job for jobs in self._jobs_by_key.values() for job in jobs},
        )
        for job, posting, found in members:
            self._stored.setdefault(job, []).append((posting, found))

    def job_for(self, keys: Sequence[str], features: Features, apart: Collection[int] = ()) -> int | None:
        """The job a posting belongs to; None for a job of its own, also where two jobs have an equal claim.

        Args:
            keys: the posting's block keys.
            features: what it is compared by.
            apart: numbers of postings that a person decided to keep it apart from.
        """
        best, claimants = Evidence.NONE, [0]
        for job in sorted({job for key in keys for job in self._jobs_by_key.get(key, ())}):
            found = self._evidence(job, features, apart)
            if found > best:
                best, claimants = found, [job]
            elif found == best:
                claimants.append(job)
        if best is Evidence.NONE or (best < Evidence.TEXT and len(claimants) > 1):
            return None
        return claimants[0]

    def add(self, keys: Sequence[str], posting: int, job: int, features: Features) -> None:
        """The posting was placed."""
        self._of(job).append((posting, features))
        for key in keys:
            self._jobs_by_key.setdefault(key, set()).add(job)

    def _evidence(self, job: int, features: Features, apart: Collection[int]) -> Evidence:
        best = Evidence.NONE
        for posting, member in self._of(job):
            found = Evidence.AGAINST if posting in apart else merge.compare(features, member)
            if found is Evidence.AGAINST:
                return found
            best = max(best, found)
        return best

    def _of(self, job: int) -> list[tuple[int, Features]]:
        if job not in self._members:
            self._members[job] = [(posting, _DECODER.decode(found)) for posting, found in self._stored.pop(job, ())]
        return self._members[job]
