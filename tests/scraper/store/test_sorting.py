"""Every order there is, against Python's own sort; and the indexes that give it, brought to files of an older version."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from contextlib import closing, nullcontext
from datetime import timedelta

import pytest

from scraper.filters import annual_high
from scraper.job import DatePrecision, JobType, Period, Place, Posted, Remote, Salary, SalaryOrigin
from scraper.normalise.names import company_key
from scraper.query import Criteria
from scraper.store import jobs, migrations, schema
from scraper.store.columns import SORTABLE
from scraper.store.database import Interrupted, connect
from scraper.store.records import Shown, Status
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.older_file import answers
from tests.scraper.store.postings_made import NOW, made
from tests.scraper.store.test_killed import assert_sound

COUNT = 60
TITLES = ["éclair Baker", "Eclair baker", "ECLAIR BAKER II", "Zimmermann", "Ärztin", "arzt", "Straße", "strasse a", "Ωmega",
          "инженер", "Инженер", "工程师", "🚀 lead", "", "a" * 60, "A" * 60 + "b"]  # fmt: skip
COMPANIES = [None, "acme", "Acme GmbH", "ÅBO Oy", "zeta", "Éole", "3M", "株式会社"]
PLACES = [None, "Zürich", "zurich", "Łódź", "Aachen", "aachen, de", "Öland"]
LEVELS = [None, "Senior", "senior", "Éxpert", "junior"]


def salary(low, high):
    return Salary(low=low, high=high, currency="USD", period=Period.YEAR, text="pay", origin=SalaryOrigin.EMPLOYER)


def variously(number):
    """A posting with much in common with others, much not stated, and a description of its own."""
    rng = random.Random(number)
    hours = rng.choice([None, 0, 1, 1, 30, 500])
    return made(
        number,
        title=rng.choice(TITLES) or f"{number}",
        company=rng.choice(COMPANIES),
        places=(Place(text=text),) if (text := rng.choice(PLACES)) else (),
        remote=rng.choice(tuple(Remote)),
        job_types=tuple(rng.sample(tuple(JobType), rng.randrange(3))),
        level=rng.choice(LEVELS),
        easy_apply=rng.choice([None, True, False]),
        salary=rng.choice([None, salary(10_000.0, 20_000.0), salary(15_000.0, None), salary(5.0, 90_000.0)]),
        posted=None if hours is None else Posted(at=NOW - timedelta(hours=hours), precision=DatePrecision.SECOND),
    )


def filled(path):
    """A file with all that there is to sort by; some jobs are hidden, saved, applied for, seen at two sites."""
    with open_store(path) as store:
        run = store.begin_run(QUERY, NOW)
        for number in range(COUNT):
            store.ingest(run, [variously(number)], NOW + timedelta(hours=number % 7))
        for number in range(0, COUNT, 6):
            again = variously(number)
            other = made(
                number, site="linkedin", **{name: getattr(again, name) for name in ("title", "company", "places")}
            )
            store.ingest(run, [other], NOW + timedelta(hours=number % 11))
        known = sorted(store.ids(status=Shown.ALL))
        store.set_status(known[::5], Status.SAVED)
        store.set_status(known[::7], Status.APPLIED)
        store.hide(known[3::8])
    return path


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A store filled once; nobody changes it."""
    with open_store(filled(tmp_path_factory.mktemp("many") / "jobs.db")) as store:
        yield store


def plain(text):
    """As people sort words: case and accents make no difference, and 48 letters are enough to tell them apart."""
    apart = unicodedata.normalize("NFKD", text[:48])
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


KEYS = {
    "id": lambda job: job.id,
    "title": lambda job: plain(job.shown.title),
    "company": lambda job: company_key(job.shown.company) if job.shown.company else None,
    "place": lambda job: plain(job.shown.places[0].text) if job.shown.places else None,
    "remote": lambda job: {Remote.NO: 0, Remote.HYBRID: 1, Remote.YES: 2}.get(job.shown.remote),
    "job_types": lambda job: sum(2 ** list(JobType).index(kind) for kind in job.shown.job_types) or None,
    "level": lambda job: plain(job.shown.level) if job.shown.level else None,
    "posted": lambda job: int(job.shown.posted.at.timestamp()) // 3600 if job.shown.posted else None,
    "pay": lambda job: annual_high(job.shown.salary) if job.shown.salary else None,
    "easy_apply": lambda job: job.shown.easy_apply,
    "sites": lambda job: json.dumps([each.posting.site for each in job.postings], separators=(",", ":")),
    "postings": lambda job: len(job.postings),
    "status": lambda job: [Status.NONE, Status.SAVED, Status.APPLIED].index(job.status),
    "first_seen": lambda job: min(each.first_seen for each in job.postings),
    "last_seen": lambda job: max(each.last_seen for each in job.postings),
}


def in_order(store, key, *, descending, wanted):
    """The numbers of those wanted as Python sorts them: not stated last, equal ones by their row in the text index."""
    rows = {job: row for row, (job,) in enumerate(store._connection.execute("SELECT job FROM listing ORDER BY docid"))}
    found = sorted(filter(wanted, map(store.job, rows)), key=lambda job: rows[job.id], reverse=descending)
    stated = [job for job in found if KEYS[key](job) is not None]
    stated.sort(key=KEYS[key], reverse=descending)
    return [job.id for job in stated] + [job.id for job in found if KEYS[key](job) is None]


@pytest.mark.parametrize("few", [1, 1000], ids=["few are sorted", "many are walked through"])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("key", SORTABLE)
def test_ids_when_sorted_by_any_column_then_the_order_is_that_of_python(many, key, descending, few, monkeypatch):
    monkeypatch.setattr(jobs, "_FEW", few)

    def assert_sorted(wanted, *args, **selection):
        found = store_ids(*args, sort=key, descending=descending, now=NOW, **selection)
        expected = in_order(many, key, descending=descending, wanted=wanted)
        assert len(expected) > 1
        assert found == expected
        assert store_ids(*args, sort=key, descending=descending, now=NOW, limit=5, **selection) == expected[:5]

    def store_ids(*args, **selection):
        return many.ids(*args, **selection).tolist()

    assert_sorted(lambda _: True, status=Shown.ALL)
    assert_sorted(lambda job: not job.hidden)
    assert_sorted(lambda job: job.hidden, status=Shown.HIDDEN)
    assert_sorted(lambda job: "baker" in plain(job.shown.title) and not job.hidden, "baker")
    assert_sorted(
        lambda job: not job.hidden and (KEYS["pay"](job) or 20_000) >= 20_000, None, Criteria(min_salary=20_000)
    )
    assert_sorted(
        lambda job: "baker" not in plain(job.shown.title), None, Criteria(exclude_words=("baker",)), status="all"
    )


def test_filled_when_made_then_every_column_has_something_to_sort(many):
    known = [many.job(job) for job in many.ids(status=Shown.ALL)]
    assert {len(job.postings) for job in known} == {1, 2}
    silent = {"company", "place", "remote", "job_types", "level", "posted", "pay", "easy_apply"}
    for key, value in KEYS.items():
        assert len({value(job) for job in known} - {None}) > 1
        assert any(value(job) is None for job in known) == (key in silent)


@pytest.mark.parametrize("key", sorted(set(SORTABLE) - {"posted"}))
def test_ids_when_sorted_then_nothing_is_looked_up_beside_the_index(many, key):
    for descending in (True, False):
        statements = []
        many._connection.set_trace_callback(statements.append)
        many.ids(sort=key, descending=descending)
        many._connection.set_trace_callback(None)
        [walk] = [each for each in statements if "ORDER BY" in each]
        [plan] = {row[3] for row in many._connection.execute(f"EXPLAIN QUERY PLAN {walk}")}
        assert "COVERING INDEX" in plan


def test_ids_when_jobs_arrive_while_it_asks_then_the_answer_is_of_one_moment(path):
    with open_store(filled(path)) as store, open_store(path) as other:
        before = store.ids(sort="title")

        def arrive(statement):
            if "ORDER BY" in statement:
                store._connection.set_trace_callback(None)
                run = other.begin_run(QUERY, NOW)
                other.ingest(run, [made(number) for number in range(1000, 1020)], NOW)

        store._connection.set_trace_callback(arrive)
        assert store.ids(sort="title") == before
        assert len(store.ids(sort="title")) == len(before) + 20


@pytest.mark.parametrize("moment", ["ORDER BY", "ROLLBACK"])
def test_ids_when_given_up_half_way_or_at_the_end_then_the_next_question_is_answered(many, moment):
    interrupts = iter(range(3))

    def give_up(statement):
        if moment in statement and next(interrupts, None) is not None:
            many.interrupt()

    many._connection.set_trace_callback(give_up)
    with pytest.raises(Interrupted) if moment == "ORDER BY" else nullcontext():
        many.ids(sort="title")
    many._connection.set_trace_callback(None)
    assert not many._connection.in_transaction
    assert many.ids(sort="title")


def test_open_store_when_the_file_is_of_the_version_before_and_only_read_then_every_order_is_that_of_python(older):
    path, _ = older
    with open_store(path, read_only=True) as store:
        assert migrations.applied(store._connection) == ("0001_first_tables",)
        for key in set(SORTABLE) - {"sites"}:  # two adverts of one site are one in that column
            for descending in (True, False):
                expected = in_order(store, key, descending=descending, wanted=lambda job: not job.hidden)
                assert store.ids(sort=key, descending=descending).tolist() == expected
    assert not (path.parent / "backups").exists()


def shape(connection):
    """What the file is made of, name by name."""
    return set(connection.execute("SELECT name, sql FROM sqlite_schema"))


def test_open_store_when_the_file_is_of_the_version_before_then_it_becomes_what_a_new_one_is(older, tmp_path):
    path, answered = older
    with open_store(path) as store, open_store(tmp_path / "new.db") as new:
        assert shape(store._connection) == shape(new._connection)
        assert answers(store) == answered
        assert_sound(store)
        with closing(connect(path.parent / "backups" / "jobs-0001_first_tables.db", read_only=True)) as copy:
            assert migrations.applied(copy) == ("0001_first_tables",)
            assert shape(copy) != shape(store._connection)


MIGRATOR = """
import sys
from pathlib import Path
from scraper.store import schema
from scraper.store.store import open_store

def halted(statements):
    yield from statements
    print("half-way", flush=True)
    sys.stdin.read()

schema.SORTS = halted(schema.SORTS[: int(sys.argv[2])])
with open_store(Path(sys.argv[1])):
    pass
"""


@pytest.mark.parametrize("done", [1, 13, len(schema.SORTS)])
def test_open_store_when_killed_while_it_brings_a_file_up_to_date_then_the_next_time_does_it(older, done):
    path, answered = older
    command = [sys.executable, "-c", MIGRATOR, str(path), str(done)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half-way\n"
        process.kill()
    with closing(connect(path)) as connection:
        assert migrations.applied(connection) == ("0001_first_tables",)
        assert ("listing_title", "CREATE INDEX listing_title ON listing (title_key)") in shape(connection)
    with open_store(path) as store:
        assert answers(store) == answered
        assert_sound(store)
