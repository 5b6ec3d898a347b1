"""Asking for jobs: ids in order, rows of them, all about one of them."""

from __future__ import annotations

from array import array
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from scraper.job import Remote
from scraper.normalise.names import company_key
from scraper.query import Criteria, Facet, Unstated
from scraper.store.batches import MOST_PARAMETERS, chunks, marks
from scraper.store.columns import sort_expression
from scraper.store.database import snapshot
from scraper.store.job_values import REMOTE_NUMBERS, TYPE_BITS, seconds
from scraper.store.records import Marked, Shown
from scraper.store.text_search import FIRST_DATED, NOTHING, exclude_expression, match_expression

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from scraper.store.columns import Column

_PAGE_ROWS = 500
_FEW = 10  # one job in so many: sorting these takes no longer than reading all jobs in order
_SHOWN = {
    Shown.NOT_HIDDEN: "l.hidden = 0",
    Shown.SAVED: "l.status = 1 AND l.hidden = 0",
    Shown.APPLIED: "l.status = 2 AND l.hidden = 0",
    Shown.HIDDEN: "l.hidden > 0",
}


class Selection(Struct, frozen=True, kw_only=True):
    """Which jobs are wanted, and in which order; see `Store.ids`."""

    words: str | None = None
    criteria: Criteria = Criteria()
    sites: tuple[str, ...] = ()
    work: tuple[Remote, ...] = ()
    unstated: dict[Facet, Unstated] = {}
    shown: Shown = Shown.NOT_HIDDEN
    runs: tuple[int, ...] = ()
    found_by: Criteria = Criteria()
    new_since: datetime | None = None
    place: str | None = None
    country: str | None = None
    sort: str = "posted"
    descending: bool = True
    limit: int | None = None


class _Where(Struct):
    """Conditions on `listing` as l, and their parameters."""

    conditions: list[str]
    parameters: list[object]

    def add(self, condition: str, *parameters: object) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def add_facet(self, choice: Unstated | None, column: str, test: str, *parameters: object) -> None:
        """What is asked of a column, and what becomes of jobs that do not state it; nothing for None."""
        if choice is not None:
            condition = _stated(choice, column, test)
            self.add(condition, *parameters[: condition.count("?")])


def _stated(choice: Unstated, column: str, test: str) -> str:
    """Passes jobs whose column passes the test ("" for any that is stated), or does not state anything, as chosen."""
    # The plus keeps indexes out: two of them for so many jobs cost three times a pass over all, and one of many that do
    # not say as much as the pass.
    if choice is Unstated.ONLY:
        return f"+{column} IS NULL"
    if not test:
        return f"{column} IS NOT NULL"
    return f"{column} {test}" if choice is Unstated.DROP else f"(+{column} IS NULL OR +{column} {test})"


def _choice(selection: Selection, facet: Facet, *, filtered: bool) -> Unstated | None:
    """What becomes of jobs that do not state this facet; None where it makes no difference to any job."""
    choice = selection.unstated.get(facet)
    if not filtered:
        return None if choice is Unstated.KEEP else choice
    return choice or Unstated(selection.criteria.not_stated)


def ids(connection: sqlite3.Connection, selection: Selection, now: datetime) -> array[int]:
    """The numbers of the jobs wanted, in order."""
    where = _where(selection, now)
    expression, excluded = _text(selection)
    if selection.words and expression is None:
        return array("q")
    # What has words is mostly few jobs, and is sorted: asking the text index for their number first can take as long.
    if sort_expression(selection.sort) != "docid" and selection.limit is None and expression is None:
        return _sorted(connection, selection, where, excluded)
    if sort_expression(selection.sort) == "docid" and not selection.descending:
        return _oldest_first(connection, selection, where, expression, excluded)
    return _ask(connection, selection, where, expression, excluded)


def _text(selection: Selection) -> tuple[str | None, str | None]:
    """What must match, and what must not (None where the first says it already)."""
    excluded = exclude_expression(selection.criteria.exclude_words)
    expression = match_expression(selection.words) if selection.words else None
    if expression and excluded:
        return f"({expression}) NOT ({excluded})", None
    return expression, excluded


def _where(selection: Selection, now: datetime) -> _Where:
    criteria, where = selection.criteria, _Where([], [])
    if selection.shown in _SHOWN:
        where.add(_SHOWN[selection.shown])
    _add_facets(where, selection, now)
    if selection.found_by != Criteria():
        _add_facets(where, Selection(criteria=selection.found_by), now)
    for name in criteria.exclude_companies:
        where.add("(l.company_key IS NULL OR instr(' ' || l.company_key || ' ', ?) = 0)", f" {company_key(name)} ")
    _add_seen(where, selection)
    _add_place(where, selection)
    return where


def _add_facets(where: _Where, selection: Selection, now: datetime) -> None:
    """What a job may state or not, but for its place."""
    criteria = selection.criteria
    bits = sum(TYPE_BITS[kind] for kind in set(criteria.job_types))
    oldest = None if criteria.max_age_hours is None else seconds(now) - criteria.max_age_hours * 3600
    for facet, column, test, value in (
        (Facet.REMOTE, "remote", "= ?", max(REMOTE_NUMBERS.values()) if criteria.remote else None),
        (Facet.JOB_TYPES, "types", "& ? <> 0", bits or None),
        (Facet.POSTED, "posted_until", ">= ?", oldest),
        (Facet.EASY_APPLY, "easy", "= ?", 1 if criteria.easy_apply else None),
        (Facet.PAY, "pay_year", ">= ?", criteria.min_salary),
    ):
        asked = value is not None
        where.add_facet(_choice(selection, facet, filtered=asked), f"l.{column}", test if asked else "", value)
    if selection.unstated.get(Facet.POSTED) is Unstated.ONLY:
        where.add("l.docid < ?", FIRST_DATED)  # all of them are there, and none of a million others is looked at


def _add_seen(where: _Where, selection: Selection) -> None:
    """Where it was seen and is done, by which searches it was found, and since when."""
    if selection.sites:
        some = " OR ".join(["instr(l.sites, ?)"] * len(selection.sites))
        where.add(f"({some})", *(f'"{site}"' for site in selection.sites))
    if selection.work:
        numbers = [REMOTE_NUMBERS[place] for place in set(selection.work) if place in REMOTE_NUMBERS]
        if Remote.NOT_STATED not in selection.work:
            where.add(f"l.remote IN ({marks(len(numbers))})", *numbers)
        else:
            choice = Unstated.KEEP if numbers else Unstated.ONLY
            where.add(_stated(choice, "l.remote", f"IN ({marks(len(numbers))})"), *numbers)
    if selection.runs:
        where.add(
            "l.job IN (SELECT p.job FROM run_postings r JOIN postings p ON p.id = r.posting "
            f"WHERE r.run IN ({marks(len(selection.runs))}))",
            *selection.runs,
        )
    if selection.new_since is not None:
        where.add("l.first_seen >= ?", seconds(selection.new_since))


def _add_place(where: _Where, selection: Selection) -> None:
    """The words in the place, and the country; of both, what becomes of jobs that do not say."""
    choice = _choice(selection, Facet.PLACE, filtered=selection.place is not None)
    if choice is Unstated.ONLY or (choice and selection.place is None):
        where.add_facet(choice, "l.place_key", "")
    elif selection.place is not None:
        expression = match_expression(selection.place)
        found = "l.docid IN (SELECT rowid FROM job_search WHERE job_search MATCH ?)"
        kept = "l.place_key IS NULL OR " if choice is Unstated.KEEP else ""
        where.add(f"({kept}{found})", f"{{place}} : ({expression or NOTHING})")
    choice = _choice(selection, Facet.COUNTRY, filtered=selection.country is not None)
    if choice is not None:
        condition = _stated(choice, "j.country", "" if selection.country is None else "= ?")
        parameters = (selection.country,) if "?" in condition else ()
        where.add(f"EXISTS (SELECT 1 FROM jobs j WHERE j.id = l.job AND {condition})", *parameters)


def _ask(
    connection: sqlite3.Connection,
    selection: Selection,
    where: _Where,
    expression: str | None,
    excluded: str | None,
) -> array[int]:
    sort = sort_expression(selection.sort)
    direction = "DESC" if selection.descending else "ASC"
    source, order = "listing l", f"l.docid {direction}" if sort == "docid" else _order(selection)
    conditions, parameters = list(where.conditions), list(where.parameters)
    if expression and sort == "docid":
        # Matches come in the order of their row numbers, which is the order of dates: the walk ends with the page.
        source, order = "job_search CROSS JOIN listing l ON l.docid = job_search.rowid", f"job_search.rowid {direction}"
        conditions.append("job_search MATCH ?")
        parameters.append(expression)
    elif expression:
        conditions.append("l.docid IN (SELECT rowid FROM job_search WHERE job_search MATCH ?)")
        parameters.append(expression)
    if excluded:
        conditions.append("l.docid NOT IN (SELECT rowid FROM job_search WHERE job_search MATCH ?)")
        parameters.append(excluded)
    statement = f"SELECT l.job FROM {source} WHERE {' AND '.join(conditions) or '1'} ORDER BY {order} LIMIT ?"
    limit = -1 if selection.limit is None else selection.limit
    return array("q", (job for (job,) in connection.execute(statement, (*parameters, limit))))


def _oldest_first(
    connection: sqlite3.Connection,
    selection: Selection,
    where: _Where,
    expression: str | None,
    excluded: str | None,
) -> array[int]:
    """Oldest first; those without a date, which have the smallest row numbers, still come last."""
    dated = _Where([*where.conditions, "l.docid >= ?"], [*where.parameters, FIRST_DATED])
    found = _ask(connection, selection, dated, expression, excluded)
    if selection.limit is not None and len(found) >= selection.limit:
        return found
    undated = _Where([*where.conditions, "l.docid < ?"], [*where.parameters, FIRST_DATED])
    found.extend(_ask(connection, selection, undated, expression, excluded))
    return found if selection.limit is None else found[: selection.limit]


def _order(selection: Selection) -> str:
    direction = "DESC" if selection.descending else "ASC"
    return f"l.{sort_expression(selection.sort)} {direction} NULLS LAST, l.docid {direction}"


def _sorted(connection: sqlite3.Connection, selection: Selection, where: _Where, excluded: str | None) -> array[int]:
    """All of them, in another order than that of dates.

    Looking up in `listing` what the index of an order leaves out takes seconds for a million jobs. So those wanted are
    found first, in the order of `listing`; few are sorted, of many it is noted which they are, and the index, which has
    the jobs in it, is read from end to end.
    """
    with snapshot(connection):
        places = _places(connection)
        if excluded is None and where.conditions in ([], [_SHOWN[Shown.NOT_HIDDEN]]):
            return _walk(connection, selection, _all_but_hidden(connection, places) if where.conditions else None)
        found = _ask(connection, replace(selection, sort="posted"), where, None, excluded)
        if len(found) <= min(places // _FEW, MOST_PARAMETERS):
            statement = f"SELECT l.job FROM listing l WHERE l.job IN ({marks(len(found))}) ORDER BY {_order(selection)}"
            return array("q", (job for (job,) in connection.execute(statement, found)))
        wanted = bytearray(places)
        for job in found:
            wanted[job] = 1
        return _walk(connection, selection, wanted)


def _places(connection: sqlite3.Connection) -> int:
    """One more than the highest number of a job."""
    [(last,)] = connection.execute("SELECT max(job) FROM listing")
    return 1 + (last or 0)


def _all_but_hidden(connection: sqlite3.Connection, places: int) -> bytearray | None:
    """A byte for each number that a job may have, 0 for those hidden; None where none is."""
    hidden = connection.execute("SELECT job FROM listing WHERE hidden > 0").fetchall()
    if not hidden:
        return None
    wanted = bytearray(b"\1") * places
    for (job,) in hidden:
        wanted[job] = 0
    return wanted


def _walk(connection: sqlite3.Connection, selection: Selection, wanted: bytearray | None) -> array[int]:
    """Jobs in order, by their index alone: those whose byte is set, all for None."""
    found = connection.execute(f"SELECT l.job FROM listing l ORDER BY {_order(selection)}")
    if wanted is None:
        return array("q", (job for (job,) in found))
    return array("q", (job for (job,) in found if wanted[job]))


def counts(connection: sqlite3.Connection, new_since: datetime | None) -> Marked:
    """How many jobs are kept, new, saved, applied for and hidden, from indexes alone: the plus keeps one from being chosen."""
    since = None if new_since is None else seconds(new_since)
    [row] = connection.execute(
        "SELECT (SELECT count(*) FROM listing) - (SELECT count(*) FROM listing WHERE hidden > 0),"
        " (SELECT count(*) FROM listing WHERE first_seen >= ?1)"
        " - (SELECT count(*) FROM listing WHERE hidden > 0 AND +first_seen >= ?1),"
        " (SELECT count(*) FROM listing WHERE status = 1 AND hidden = 0),"
        " (SELECT count(*) FROM listing WHERE status = 2 AND hidden = 0),"
        " (SELECT count(*) FROM listing WHERE hidden > 0)",
        (since,),
    )
    return Marked(*row)


def found(connection: sqlite3.Connection, runs: Sequence[int]) -> int:
    """How many jobs these runs found, none of them hidden; those are looked up once, not job by job, which takes twice as long."""
    [(count,)] = connection.execute(
        "SELECT count(DISTINCT p.job) FROM run_postings r JOIN postings p ON p.id = r.posting "
        f"WHERE r.run IN ({marks(len(runs))}) AND p.job NOT IN (SELECT job FROM listing WHERE hidden > 0)",
        tuple(runs),
    )
    return int(count)


def rows(connection: sqlite3.Connection, wanted: Sequence[int], columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
    """A row for each id that is still there, in the order of the ids; a page is read at a time."""
    expressions = ", ".join(column.sql for column in columns)
    texts = " LEFT JOIN job_texts t ON t.docid = l.docid" if any(column.wide for column in columns) else ""
    statement = f"SELECT j.id, {expressions} FROM jobs j JOIN listing l ON l.job = j.id{texts} WHERE j.id IN "
    for page in chunks(wanted, _PAGE_ROWS):
        found = {job: row for job, *row in connection.execute(f"{statement}({marks(len(page))})", page)}
        yield from (tuple(found[job]) for job in page if job in found)
