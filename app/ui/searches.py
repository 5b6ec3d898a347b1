"""Past searches as the sidebar lists them: equal ones are one, and those that begin alike are told apart by what differs."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from app.ui import words
from app.ui.views.ages import age_words
from app.ui.words import translate
from scraper.errors import BadInput
from scraper.query import Criteria, NotStated, Query
from scraper.sources import registry
from scraper.store.records import SourceRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scraper.store.records import RunRecord

_NAMED_SITES = 2


class Search(Struct, frozen=True, kw_only=True):
    """One search, however often it was made.

    Attributes:
        runs: the numbers of its runs, the latest first.
        query: as it was made last; `last_at` is when.
        found: how many jobs it found, those counted more than once that more than one run did.
        sources: how each site fared when it was asked last.
        name: words and place; `differs` what tells it from others of that name, "" where there are none.
    """

    runs: tuple[int, ...]
    query: Query
    last_at: datetime
    found: int
    sources: tuple[SourceRecord, ...]
    name: str
    differs: str = ""


def searches(runs: Sequence[RunRecord], current: Sequence[int] = ()) -> list[Search]:
    """The searches of these runs (latest first), the latest first; `current` are the runs of one, whatever they asked for."""
    alike: dict[Query, list[RunRecord]] = {}
    for run in reversed(runs):
        alike.setdefault(_key(run, runs, current, alike), []).append(run)
    found = [_search(key, each[::-1]) for key, each in alike.items()]
    found.sort(key=lambda search: -search.runs[0])
    return [replace(search, differs=text) for search, text in zip(found, _differences(found), strict=True)]


def _search(key: Query, runs: Sequence[RunRecord]) -> Search:
    whole = next((run for run in runs if not run.query.offset and _plain(run.query) == key), runs[-1])
    name = ", ".join(filter(None, (whole.query.words, whole.query.location)))
    numbers, found = tuple(run.id for run in runs), sum(run.jobs for run in runs)
    last = {source.site: source for run in reversed(runs) for source in run.sources}
    return Search(
        runs=numbers,
        query=whole.query,
        last_at=runs[0].started_at,
        found=found,
        sources=tuple(last.values()),
        name=name,
    )


def _key(
    run: RunRecord, runs: Sequence[RunRecord], current: Sequence[int], before: Mapping[Query, Sequence[RunRecord]]
) -> Query:
    """What makes searches equal; one that went on where a site had stopped is part of one of those `before`."""
    key, part_of = _plain(run.query), current[0] if run.id in current[1:] else run.query.rest_of
    if part_of is not None:
        return next((_plain(each.query) for each in runs if each.id == part_of), key)
    for whole in sorted(before, key=lambda whole: -before[whole][-1].id):
        if whole == key or _goes_on(run, whole, before[whole]):
            return whole
    return key


def _goes_on(run: RunRecord, whole: Query, before: Sequence[RunRecord]) -> bool:
    """Whether this run, which does not say so, is the rest of that search: not from the start, for no more, of sites of it."""
    asked = _plain(run.query)
    alike = set(asked.sites) <= set(whole.sites) and replace(asked, sites=whole.sites, results=whole.results) == whole
    whole_before = any(not each.query.offset for each in before)
    return alike and whole_before and bool(run.query.offset) and asked.results <= whole.results


def _plain(query: Query) -> Query:
    """The search without what makes no difference: case, the order of sites, where it went on."""
    place = query.location.casefold().strip() if query.location else None
    sites = tuple(sorted(query.sites))
    return replace(
        query, words=" ".join(query.words.casefold().split()), location=place, sites=sites, offset=0, rest_of=None
    )


def _differences(found: Sequence[Search]) -> list[str]:
    """For each search what tells it from others of the same name: what was asked for otherwise, or when it was made last."""
    names = Counter(search.name.casefold() for search in found)
    asked = {search.runs: _asked(search.query) for search in found}
    told = []
    for search in found:
        others = [asked[each.runs] for each in found if each.name.casefold() == search.name.casefold()]
        mine = [part for n, part in enumerate(asked[search.runs]) if len({other[n] for other in others}) > 1]
        told.append(" · ".join(filter(None, mine)))
    twice = Counter((search.name.casefold(), text) for search, text in zip(found, told, strict=True))
    return [
        _with_time(search, text)
        if names[search.name.casefold()] > 1 and (not text or twice[search.name.casefold(), text] > 1)
        else text
        for search, text in zip(found, told, strict=True)
    ]


def _with_time(search: Search, text: str) -> str:
    return " · ".join(filter(None, (text, words.moment(search.last_at))))


def described(query: Query) -> str:
    """All that is asked for beside words and place."""
    return " · ".join(filter(None, _asked(query)))


def _asked(query: Query) -> tuple[str, ...]:
    """What is asked for beside words and place, each in a place of its own; "" for nothing."""
    criteria = query.criteria
    left_out = (*criteria.exclude_words, *criteria.exclude_companies)
    return (
        translate("Searches", "only remote") if criteria.remote else "",
        ", ".join(words.job_type(kind) for kind in criteria.job_types),
        age_words(criteria.max_age_hours) if criteria.max_age_hours else "",
        translate("Searches", "pay from {}").format(words.number(criteria.min_salary)) if criteria.min_salary else "",
        translate("Searches", "within {} miles").format(query.distance_miles) if query.distance_miles else "",
        translate("Searches", "with easy apply") if criteria.easy_apply else "",
        translate("Searches", "without {}").format(", ".join(left_out)) if left_out else "",
        translate("Searches", "only what is stated") if criteria.not_stated is NotStated.DROP else "",
        _sites(query.sites),
        _country(query.country),
        translate("Searches", "{} from each site").format(words.number(query.results)),
        translate("Searches", "with descriptions") if query.describe else "",
    )


def lasting(criteria: Criteria) -> Criteria:
    """What also holds for jobs as they are shown later, when other sites told more of them; not their age then."""
    return Criteria(
        remote=criteria.remote,
        job_types=criteria.job_types,
        min_salary=criteria.min_salary,
        easy_apply=criteria.easy_apply,
        not_stated=criteria.not_stated,
    )


def _country(name: str) -> str:
    try:
        return words.country(registry.country_code(name))
    except BadInput:  # another version knew it
        return name.title()


def _sites(keys: Iterable[str]) -> str:
    names = [words.site(key) for key in keys]
    if len(names) <= _NAMED_SITES:
        return ", ".join(names)
    return translate("Searches", "{} sites").format(len(names))
