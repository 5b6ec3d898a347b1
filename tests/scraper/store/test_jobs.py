from __future__ import annotations

from datetime import timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from scraper.errors import BadInput
from scraper.filters import annual_high, left_out_by
from scraper.job import DatePrecision, JobType, Period, Place, Posted, Remote, Salary, SalaryOrigin
from scraper.query import Criteria, Facet, NotStated, Unstated
from scraper.store.columns import COLUMNS, SORTABLE
from scraper.store.records import Marked, Status
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made


def titles(store, *args, **selection):
    return [title for (title,) in store.rows(store.ids(*args, now=NOW, **selection), ["title"])]


def test_ids_when_sorted_by_date_then_those_without_a_date_come_last_both_ways(store, run):
    store.ingest(run, [made(1, days=2, title="b"), made(2, posted=None, title="c"), made(3, days=1, title="a")], NOW)
    assert titles(store) == ["a", "b", "c"]
    assert titles(store, descending=False) == ["b", "a", "c"]
    assert titles(store, descending=False, limit=2) == ["b", "a"]
    assert titles(store, descending=False, limit=3) == ["b", "a", "c"]
    assert titles(store, limit=1) == ["a"]


@pytest.mark.parametrize("key", SORTABLE)
def test_ids_when_sorted_by_any_column_then_an_index_gives_the_order(store, run, key):
    store.ingest(run, [made(number) for number in range(20)], NOW)
    for descending in (True, False):
        plans = []
        store._connection.set_trace_callback(plans.append)
        assert len(store.ids(sort=key, descending=descending, now=NOW)) == 20
        store._connection.set_trace_callback(None)
        for statement in plans:
            plan = " ".join(row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
            assert "TEMP B-TREE" not in plan


def test_ids_when_jobs_that_do_not_say_are_kept_then_all_are_passed_once_in_order(store):
    plans = []
    store._connection.set_trace_callback(plans.append)
    store.ids(criteria=Criteria(remote=True, min_salary=50_000, max_age_hours=24), now=NOW)
    store._connection.set_trace_callback(None)
    [statement] = plans
    plan = [row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert plan == ["SCAN l"]


@pytest.mark.parametrize("key", SORTABLE)
def test_ids_when_sorted_with_words_then_the_order_is_that_without(store, run, key):
    store.ingest(run, [made(number, days=number % 5) for number in range(20)], NOW)
    for descending in (True, False):
        assert store.ids("welder", sort=key, descending=descending) == store.ids(sort=key, descending=descending)


def test_ids_when_the_sorting_is_unknown_then_it_says_which_there_are(store):
    with pytest.raises(BadInput, match="title"):
        store.ids(sort="description")


def test_ids_when_a_word_is_typed_then_its_beginning_finds_it_without_case_and_accents(store, run):
    store.ingest(run, [made(1, title="Café Manager"), made(2, title="Baker")], NOW)
    assert titles(store, "CAFE man") == ["Café Manager"]
    assert titles(store, "café") == ["Café Manager"]
    assert titles(store, "caf ") == []
    assert titles(store, "") == titles(store)
    assert titles(store, "--") == []


def test_ids_when_sites_are_named_then_only_jobs_seen_there(store, run):
    store.ingest(run, [made(1, title="a"), made(2, site="linkedin", title="b")], NOW)
    assert titles(store, sites=["linkedin"]) == ["b"]
    assert sorted(titles(store, sites=["linkedin", "indeed"])) == ["a", "b"]


def test_ids_when_a_place_is_given_then_its_words_must_occur_there_or_the_job_does_not_say(store, run):
    here = made(1, title="Austin Powers", places=(Place(text="São Paulo, Brazil", country="BR"),))
    there = made(2, title="b", places=(Place(text="Austin, TX", country="US"),))
    nowhere = made(3, title="c", places=())
    store.ingest(run, [here, there, nowhere], NOW)
    drop = Criteria(not_stated=NotStated.DROP)
    assert sorted(titles(store, place="austin")) == ["b", "c"]
    assert titles(store, None, drop, place="aus") == ["b"]
    assert titles(store, None, drop, place="sao paulo") == ["Austin Powers"]
    assert titles(store, None, drop, place="--") == []
    assert titles(store, "powers", drop, place="austin") == []
    assert sorted(titles(store, country="BR")) == ["Austin Powers", "c"]
    assert titles(store, None, drop, country="US") == ["b"]


def test_ids_when_a_run_is_named_then_only_its_jobs(store, run):
    store.ingest(run, [made(1, title="a")], NOW)
    later = store.begin_run(QUERY, NOW)
    store.ingest(later, [made(2, title="b")], NOW)
    assert titles(store, run=later) == ["b"]


def salaries():
    return st.none() | st.builds(
        Salary,
        low=st.none() | st.sampled_from([20.0, 40_000.0]),
        high=st.none() | st.sampled_from([30.0, 60_000.0, 90_000.0]),
        currency=st.just("USD"),
        period=st.none() | st.sampled_from(Period),
        text=st.just("pay"),
        origin=st.sampled_from(SalaryOrigin),
    )


def posteds():
    ages = st.integers(0, 24 * 40).map(lambda hours: NOW - timedelta(hours=hours))
    return st.none() | st.builds(Posted, at=ages, precision=st.sampled_from(DatePrecision))


FACTS = {
    "remote": st.sampled_from(Remote),
    "job_types": st.lists(st.sampled_from(JobType), max_size=2, unique=True).map(tuple),
    "easy_apply": st.sampled_from([None, True, False]),
    "posted": posteds(),
    "salary": salaries(),
}
VALUES = st.fixed_dictionaries(
    {
        **FACTS,
        "title": st.sampled_from(["Senior Welder", "Welder", "Night-shift welder", "Éclair baker"]),
        "company": st.sampled_from([None, "Acme Inc", "Acme Robotics GmbH", "Robot & Söhne", "Bots"]),
        "description_html": st.sampled_from([None, "<p>Night shift, no <b>senior</b>s</p>", "<p>Acme eclair</p>"]),
    }
)
CRITERIA = st.builds(
    Criteria,
    remote=st.booleans(),
    job_types=st.lists(st.sampled_from(JobType), max_size=2).map(tuple),
    max_age_hours=st.none() | st.integers(1, 24 * 40),
    easy_apply=st.booleans(),
    min_salary=st.none() | st.sampled_from([30_000, 60_000, 61_000]),
    exclude_companies=st.lists(st.sampled_from(["acme", "Acme Robotics", "robot", "Söhne GmbH"]), max_size=2).map(
        tuple
    ),
    exclude_words=st.lists(st.sampled_from(["senior", "night shift", "eclair", "acme", "--"]), max_size=2).map(tuple),
    not_stated=st.sampled_from(NotStated),
)


@given(st.lists(VALUES, min_size=1, max_size=8), st.lists(CRITERIA, min_size=1, max_size=8))
def test_ids_when_filtered_then_the_answer_is_that_of_the_filters_of_a_search(tmp_path_factory, values, criteria):
    postings = [made(number, **some) for number, some in enumerate(values)]
    with open_store(tmp_path_factory.mktemp("data") / "jobs.db") as store:
        run = store.begin_run(QUERY, NOW)
        for posting in postings:
            store.ingest(run, [posting], NOW)
        urls = dict(store.rows(store.ids(now=NOW), ["url", "id"]))
        for some in criteria:
            wanted = {urls[posting.url] for posting in postings if left_out_by(posting, some, NOW) is None}
            assert set(store.ids(criteria=some, now=NOW)) == wanted


def test_rows_when_a_job_is_gone_then_the_others_come_in_the_order_asked_for(store, run):
    store.ingest(run, [made(number) for number in range(3)], NOW)
    assert store.rows([3, 99, 1], ["id"]) == [(3,), (1,)]


def test_rows_when_every_column_is_asked_for_then_every_one_answers(store, run):
    store.ingest(run, [made(1)], NOW)
    [row] = store.rows(store.ids(), [column.key for column in COLUMNS])
    assert len(row) == len(COLUMNS)


def test_export_rows_when_read_then_they_are_the_rows(store, run):
    store.ingest(run, [made(number) for number in range(1200)], NOW)
    ids = store.ids()
    assert list(store.export_rows(ids, ["id", "title"])) == store.rows(ids, ["id", "title"])


def test_ids_when_places_of_work_are_given_then_only_those_are_found_and_not_stated_is_one_of_them(tmp_path):
    kinds = tuple(Remote)
    with open_store(tmp_path / "jobs.db") as store:
        run = store.begin_run(QUERY, NOW)
        for number, kind in enumerate(kinds):
            store.ingest(run, [made(number, remote=kind)], NOW)
        shown = dict(store.rows(store.ids(now=NOW), ["id", "remote"]))
        for some in powerset(kinds):
            found = {shown[job] for job in store.ids(work=some, now=NOW)}
            assert found == set(some or kinds)


STATES = {
    Facet.REMOTE: lambda posting: posting.remote is not Remote.NOT_STATED,
    Facet.JOB_TYPES: lambda posting: bool(posting.job_types),
    Facet.POSTED: lambda posting: posting.posted is not None,
    Facet.EASY_APPLY: lambda posting: posting.easy_apply is not None,
    Facet.PAY: lambda posting: posting.salary is not None and annual_high(posting.salary) is not None,
    Facet.PLACE: lambda posting: bool(posting.places),
    Facet.COUNTRY: lambda posting: any(place.country for place in posting.places),
}
CRITERION = {
    Facet.REMOTE: "remote",
    Facet.JOB_TYPES: "job_types",
    Facet.POSTED: "max_age_hours",
    Facet.EASY_APPLY: "easy_apply",
    Facet.PAY: "min_salary",
}
CHOICES = st.fixed_dictionaries(
    {
        "criteria": CRITERIA.map(lambda some: replace(some, exclude_words=(), exclude_companies=())),
        "unstated": st.dictionaries(st.sampled_from(Facet), st.sampled_from(Unstated), max_size=4),
        "place": st.sampled_from([None, "austin"]),
        "country": st.sampled_from([None, "US"]),
    }
)


def passes(posting, facet, criteria, place, country):
    """Whether it has what is asked of this facet; None where nothing is asked."""
    if facet in CRITERION:
        alone = replace(Criteria(), **{CRITERION[facet]: getattr(criteria, CRITERION[facet])})
        return None if alone == Criteria() else left_out_by(posting, alone, NOW) is None
    if facet is Facet.PLACE:
        return None if place is None else any("Austin" in each.text for each in posting.places)
    return None if country is None else any(each.country == country for each in posting.places)


def is_wanted(posting, *, criteria, unstated, **where):
    """Whether it is, facet by facet."""
    for facet, states in STATES.items():
        passed = passes(posting, facet, criteria, **where)
        choice = unstated.get(facet) or (Unstated(criteria.not_stated) if passed is not None else Unstated.KEEP)
        if states(posting):
            if choice is Unstated.ONLY or passed is False:
                return False
        elif choice is Unstated.DROP:
            return False
    return True


@given(
    st.lists(st.tuples(st.fixed_dictionaries(FACTS), st.sampled_from([None, "", "US", "DE"])), min_size=1, max_size=8),
    st.lists(CHOICES, min_size=1, max_size=8),
)
def test_ids_when_each_facet_has_a_choice_of_its_own_then_all_of_them_hold(tmp_path_factory, values, asked):
    postings = [
        made(
            number, places=() if country is None else (Place(text=f"Austin {number}", country=country or None),), **some
        )
        for number, (some, country) in enumerate(values)
    ]
    with open_store(tmp_path_factory.mktemp("data") / "jobs.db") as store:
        run = store.begin_run(QUERY, NOW)
        for posting in postings:
            store.ingest(run, [posting], NOW)
        urls = dict(store.rows(store.ids(now=NOW), ["id", "url"]))
        assert len(urls) == len(postings)
        for some in asked:
            found = {urls[job] for job in store.ids(now=NOW, **some)}
            assert found == {posting.url for posting in postings if is_wanted(posting, **some)}, some


def test_ids_when_only_undated_jobs_are_asked_for_then_no_dated_one_is_looked_at(store, run):
    store.ingest(run, [made(1), made(2, posted=None)], NOW)
    statements = []
    store._connection.set_trace_callback(statements.append)
    assert titles(store, unstated={Facet.POSTED: Unstated.ONLY}) == [made(2).title]
    store._connection.set_trace_callback(None)
    [asked] = [each for each in statements if "posted_until" in each]
    [(*_, plan)] = store._connection.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall()
    assert plan == "SEARCH l USING INTEGER PRIMARY KEY (rowid<?)"


@pytest.mark.parametrize("choice", [Unstated.KEEP, Unstated.DROP, Unstated.ONLY])
def test_ids_when_many_do_not_state_something_then_one_pass_finds_them_in_order(store, run, choice):
    store.ingest(run, [made(1)], NOW)
    for facet in Facet:
        asked = {"unstated": {facet: choice}, "criteria": Criteria(min_salary=1, job_types=(JobType.CONTRACT,))}
        statements = []
        store._connection.set_trace_callback(statements.append)
        store.ids(work=(Remote.YES, Remote.NOT_STATED), **asked)
        store._connection.set_trace_callback(None)
        [asked_for] = [each for each in statements if "ORDER BY" in each]
        plan = [row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {asked_for}")]
        assert not [step for step in plan if "TEMP B-TREE" in step or "INDEX listing" in step], plan


def powerset(kinds):
    return chain.from_iterable(combinations(kinds, count) for count in range(len(kinds) + 1))


def test_counts_when_jobs_are_marked_then_hidden_ones_are_counted_as_hidden_alone(tmp_path):
    with open_store(tmp_path / "jobs.db") as store:
        run = store.begin_run(QUERY, NOW)
        store.ingest(run, [made(number) for number in range(6)], NOW - timedelta(days=1))
        store.ingest(run, [made(number) for number in range(6, 9)], NOW)
        new, old = store.ids(new_since=NOW), [job for job in store.ids() if job not in set(store.ids(new_since=NOW))]
        store.set_status([old[0], old[1], new[0]], Status.SAVED)
        store.set_status([old[2]], Status.APPLIED)
        store.hide([old[0], new[1]])
        assert store.counts(NOW) == Marked(kept=7, new=2, saved=2, applied=1, hidden=2)
        assert store.counts(None) == Marked(kept=7, new=0, saved=2, applied=1, hidden=2)


def test_found_when_runs_found_the_same_job_then_it_counts_once_and_hidden_ones_do_not(store, run):
    store.ingest(run, [made(number) for number in range(4)], NOW)
    again = store.begin_run(QUERY, NOW)
    store.ingest(again, [made(number) for number in range(2, 6)], NOW)
    store.hide(store.ids(run=run)[:1])
    for runs in ([run], [again], [run, again], []):
        assert store.found(runs) == len(store.ids(run=runs)) if runs else store.found(runs) == 0
    assert store.found([run, again]) == 5
    store.ingest(again, [made(7, remote=Remote.HYBRID), made(8, remote=Remote.YES)], NOW)
    remote = Criteria(remote=True)
    assert store.found([run, again], remote) == len(store.ids(run=[run, again], found_by=remote)) == 6
