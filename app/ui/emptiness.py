"""Why the table is empty, in a sentence, and what can be done about it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject

from app.operations.truth import Stored, added, truth_of
from app.ui import words
from app.ui.words import translate
from scraper.errors import Reason
from scraper.query import Criteria, Query
from scraper.store.records import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.operations.listing import Asked
    from app.ui.searches import Search
    from scraper.store.records import SourceRecord


class Offer(Enum):
    """What can be done about it: a button each."""

    EVERYTHING = auto()
    HIDDEN = auto()
    FILTERS = auto()
    AGAIN = auto()
    KEYWORDS = auto()


class Told(Struct, frozen=True):
    """What stands in the place of the table.

    Attributes:
        sentence: what is the case.
        more: figures and what each site said; "" for none.
        query: the search it is about, which can be made again or changed; None where it is about none.
    """

    sentence: str
    offers: tuple[Offer, ...] = ()
    more: str = ""
    query: Query | None = None


def told_of(
    asked: Asked,
    *,
    hidden: int = 0,
    searching: bool = False,
    chosen: Search | None = None,
    latest: Search | None = None,
) -> Told | None:
    """Why no job is shown of what was asked for; None where nothing was ever searched.

    Of what was asked for, `hidden` jobs are not shown because they are hidden; `searching` says that more may come. `chosen`
    is the search whose jobs were asked for; `latest` the last one there was, given where nothing is stored.
    """
    everything = (Offer.EVERYTHING,) if narrows(asked) or _in_a_list(asked) else ()
    if searching:
        return Told(translate("Emptiness", "Searching. Jobs appear here as they arrive."), everything)
    if asked.runs and chosen is not None and not chosen.found:
        return _in_vain(chosen, translate("Emptiness", "This search found no jobs."))
    if hidden:
        return Told(_all_hidden(asked, hidden), (Offer.HIDDEN, *everything) if narrows(asked) else (Offer.HIDDEN,))
    if narrows(asked) or _in_a_list(asked) or asked.runs:
        return Told(_none_in(asked), everything)
    if latest is None:
        return None
    told = translate("Emptiness", "Nothing is kept yet: the last search, “{}”, found no jobs.").format(latest.name)
    return _in_vain(latest, told)


def _in_a_list(asked: Asked) -> bool:
    """Whether it is one of what is saved, applied for, hidden or new."""
    return asked.status is not Shown.NOT_HIDDEN or asked.new_since is not None


def narrows(asked: Asked) -> bool:
    """Whether words or facets leave out some of what was chosen in the sidebar."""
    facets = asked.sites or asked.work or asked.unstated or asked.criteria != Criteria()
    return bool(asked.words.strip() or facets)


class Hiding(QObject):
    """Plurals, which only a QObject's `tr` has for lupdate."""

    def passing(self, count: int) -> str:
        """Of those that pass the filters."""
        return self.tr("%n job(s) that pass the filters are hidden.", "", count)

    def found(self, count: int) -> str:
        """Of those a search found."""
        return self.tr("All %n job(s) this search found are hidden.", "", count)

    def new(self, count: int) -> str:
        """Of those that are new."""
        return self.tr("All %n new job(s) are hidden.", "", count)

    def kept(self, count: int) -> str:
        """Of all."""
        return self.tr("All %n job(s) that are kept are hidden.", "", count)


def _all_hidden(asked: Asked, count: int) -> str:
    say = Hiding()
    if narrows(asked):
        told = say.passing(count)
    elif asked.runs:
        told = say.found(count)
    else:
        told = say.kept(count) if asked.new_since is None else say.new(count)
    return told.replace(str(count), words.number(count))


def _none_in(asked: Asked) -> str:
    """That there is none in a list of the sidebar, and how one gets there; or none that passes the filters."""
    if narrows(asked):
        return translate("Emptiness", "No job passes the filters.")
    if asked.status is Shown.SAVED:
        return translate("Emptiness", "No job is saved. S saves the one that is chosen.")
    if asked.status is Shown.APPLIED:
        return translate("Emptiness", "No job is marked as applied for. A marks the one that is chosen.")
    if asked.status is Shown.HIDDEN:
        return translate("Emptiness", "No job is hidden. X hides the one that is chosen.")
    if asked.new_since is not None:
        return translate("Emptiness", "No job is new since {}.").format(words.moment(asked.new_since))
    return _none_found(asked)


def _none_found(asked: Asked) -> str:
    """The same for all jobs, and those of a search."""
    if asked.runs and asked.found_by != Criteria():
        return translate("Emptiness", "Of what this search found, other sites say that it is not what was asked for.")
    return translate("Emptiness", "No jobs here yet.")


def _in_vain(search: Search, sentence: str) -> Told:
    """That a search found nothing, why, and what to do next."""
    if not search.sources:
        return Told(sentence, (Offer.KEYWORDS,), query=search.query)
    why, offers = _why(search.sources)
    truth = added(truth_of(source.counts, Stored(site=source.site)) for source in search.sources)
    failed = [
        f"{words.site(source.site)}: {words.reason(Reason(source.reason or Reason.BUG))}"
        for source in search.sources
        if source.state == "failed"
    ]
    more = "\n".join(filter(None, (words.truth(truth), " · ".join(failed))))
    return Told(f"{sentence} {why}", offers, more, search.query)


def _why(sources: Sequence[SourceRecord]) -> tuple[str, tuple[Offer, ...]]:
    failed = any(source.state == "failed" for source in sources)
    if any(source.counts.left_out for source in sources):
        told = translate("Emptiness", "The filters left out all that the sites sent.")
        return told, (Offer.FILTERS, Offer.KEYWORDS)
    if any(source.counts.received for source in sources):
        return translate("Emptiness", "What the sites sent could not be read."), (Offer.AGAIN, Offer.KEYWORDS)
    if any(source.state == "finished" for source in sources):
        if failed:
            told = translate("Emptiness", "The sites that answered know of no such jobs.")
            return told, (Offer.KEYWORDS, Offer.AGAIN)
        return translate("Emptiness", "The sites know of no such jobs."), (Offer.KEYWORDS,)
    return _unanswered(sources), (Offer.AGAIN, Offer.KEYWORDS)


def _unanswered(sources: Sequence[SourceRecord]) -> str:
    """Why no site answered: one that was stopped, by the person, did not get to it."""
    if any(source.reason == Reason.CANCELLED for source in sources):
        return translate("Emptiness", "You stopped it before a site had answered.")
    if any(source.state == "failed" for source in sources):
        return translate("Emptiness", "No site answered.")
    return translate("Emptiness", "It was cut off before a site had answered.")
