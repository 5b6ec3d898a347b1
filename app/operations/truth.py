"""What became of everything a search asked for: nothing received is unaccounted for.

For a site, and so for all together: received == unreadable + what rules left out + known + merged + new.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from scraper.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.events import Counts


class Truth(Struct, frozen=True, kw_only=True):
    """Numbers of one site, or of all.

    Attributes:
        asked: jobs wanted.
        received: jobs delivered, whatever became of them.
        unreadable: of these, jobs that could not be read.
        filtered: of these, jobs a rule left out, by rule.
        known: of these, adverts that were stored before.
        merged: of these, adverts that turned out to be a job that is there, from another site or an earlier time.
        new: of these, jobs not seen before.
        stored: known + merged + new.
        without_description: jobs whose description was asked for and did not come.
    """

    asked: int = 0
    received: int = 0
    unreadable: int = 0
    filtered: dict[str, int] = field(default_factory=dict)
    known: int = 0
    merged: int = 0
    new: int = 0
    stored: int = 0
    without_description: int = 0


class SiteResult(Struct, frozen=True, kw_only=True):
    """How one site fared. `reason` is None if it was read to the end; `position` is where a later search can go on."""

    site: str
    truth: Truth
    position: int = 0
    reason: Reason | None = None
    message: str = ""
    retry_at: datetime | None = None
    not_applied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the site gave an answer that could be read, even if not to the end, even if it was "no jobs"."""
        return self.reason is None or self.truth.received > self.truth.unreadable


class Cap(Struct, frozen=True):
    """That each site was asked for fewer jobs than were wanted."""

    wanted: int
    most: int


class Summary(Struct, frozen=True, kw_only=True):
    """How a search went.

    Attributes:
        cap: that fewer jobs were asked for than wanted, for want of a license; None where there were not.
        trial: whether more were asked for than without a license, which one for trying out allows.
    """

    run: int
    sites: tuple[SiteResult, ...]
    stopped: bool = False
    cap: Cap | None = None
    trial: bool = False

    @property
    def total(self) -> Truth:
        """All sites together."""
        return added(site.truth for site in self.sites)

    @property
    def stopped_sites(self) -> tuple[str, ...]:
        """The sites that were stopped before their end."""
        return tuple(site.site for site in self.sites if site.reason is Reason.CANCELLED)

    @property
    def answered(self) -> bool:
        """Whether at least one site did."""
        return any(site.answered for site in self.sites)

    @property
    def reached(self) -> bool:
        """Whether there was a way to at least one site, whatever that said."""
        return any(site.reason is not Reason.UNREACHABLE or site.truth.received for site in self.sites)


class Stored(Struct, frozen=True, kw_only=True):
    """What has been stored of a site so far, in this run.

    Attributes:
        known, merged, new: as in `Truth`.
        changed: ids of the jobs that the last batch added or changed.
    """

    site: str
    known: int = 0
    merged: int = 0
    new: int = 0
    changed: tuple[int, ...] = ()


def truth_of(counts: Counts, stored: Stored) -> Truth:
    """The engine's counts and the store's, together."""
    return Truth(
        asked=counts.asked,
        received=counts.received,
        unreadable=counts.unreadable,
        filtered=dict(counts.left_out),
        known=stored.known,
        merged=stored.merged,
        new=stored.new,
        stored=stored.known + stored.merged + stored.new,
        without_description=counts.without_description,
    )


def added(truths: Iterable[Truth]) -> Truth:
    """The sum."""
    every = list(truths)
    filtered: Counter[str] = Counter()
    for truth in every:
        filtered.update(truth.filtered)
    numbers = {
        name: sum(getattr(truth, name) for truth in every) for name in Truth.__struct_fields__ if name != "filtered"
    }
    return Truth(filtered=dict(filtered), **numbers)


def together(before: Summary, since: Summary) -> Summary:
    """A search of which some sites were asked again: how they fared since, and what became of all they gave."""
    again = {site.site: site for site in since.sites}
    sites = tuple(
        replace(again[site.site], truth=_continued(site.truth, again[site.site].truth)) if site.site in again else site
        for site in before.sites
    )
    return replace(since, sites=sites, trial=before.trial or since.trial)


def _continued(before: Truth, since: Truth) -> Truth:
    """The sum; what was asked for the second time was wanted already."""
    return replace(added((before, since)), asked=before.asked or since.asked)


def sentence(truth: Truth) -> str:
    """The line of truth: "Asked 300, received 281, unreadable 2, ... 204 new; 248 stored."."""
    parts = [f"Asked {truth.asked:,}", f"received {truth.received:,}", f"unreadable {truth.unreadable:,}"]
    left_out = sum(truth.filtered.values())
    if left_out:
        rules = ", ".join(f"{rule}: {count:,}" for rule, count in sorted(truth.filtered.items(), key=_most_first))
        parts.append(f"filtered {left_out:,} ({rules})")
    else:
        parts.append("filtered 0")
    parts += [f"merged {truth.merged:,}", f"new {truth.new:,}", f"seen before {truth.known:,}"]
    parts.append(f"stored {truth.stored:,}")
    if truth.without_description:
        parts.append(f"without the description asked for {truth.without_description:,}")
    return ", ".join(parts) + "."


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
