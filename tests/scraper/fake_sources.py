"""Sources that do what their key says, for the engine's tests; small, and with no site behind them."""

import os
import sys
import threading
from datetime import UTC, datetime, timedelta

from scraper.errors import BadInput, Blocked, RateLimited, Reason
from scraper.job import RawJob
from scraper.sources.base import SourceInfo

RETRY_AT = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
PAGE = 10
FOREVER = threading.Event()  # never set: waiting on it ignores every cancel


def raw_job(site, number, **fields):
    return RawJob(
        site=site,
        fields={
            "id": f"{site}-{number}",
            "title": f"Job {number}",
            "company_name": "Acme",
            "job_url": f"https://{site}.example/{number}",
            **fields,
        },
        raw='{"n": 1}',
    )


class FakeSource:
    """`act(query, report, cancel)` is what a search does."""

    def __init__(self, key, act, *, describe=None, **info):
        self.info = SourceInfo(key=key, name=key.title(), **info)
        self._act, self._describe = act, describe

    def search(self, query, report, cancel):
        self._act(query, report, cancel)

    def describe(self, refs, report, cancel):
        self._describe(refs, report, cancel)


def pages(site, *, pause_s=0.0, **fields):
    """As many jobs as asked for, a page at a time."""

    def act(query, report, cancel):
        end = query.offset + query.results
        for page, start in enumerate(range(query.offset, end, PAGE), 1):
            report.page(page)
            last = min(start + PAGE, end)
            report.jobs([raw_job(site, number, **fields) for number in range(start, last)], position=last)
            if last < end:
                cancel.wait(pause_s)

    return act


def first_page(site, then):
    """Ten jobs, and then that."""

    def act(query, report, cancel):
        report.page(1)
        report.jobs([raw_job(site, number) for number in range(PAGE)], position=PAGE)
        then(query, report, cancel)

    return act


def described(refs, report, cancel):
    for ref in refs:
        cancel.check()
        fields = {"id": ref.native_id, "job_url": ref.url, "title": ref.title, "description": "<p>Said</p>"}
        report.jobs([RawJob(site="described", fields=fields)], position=0, updates=True)
    report.without_description(1)


def _raise(error):
    def then(query, report, cancel):
        raise error

    return then


def _wait_for_site(query, report, cancel):
    report.waiting(datetime.now(UTC) + timedelta(seconds=60), Reason.RATE_LIMITED, "Too many requests")
    cancel.wait(60)


def _print(query, report, cancel):
    for number in range(100):
        sys.stdout.write(f"stray {number}\n")
        os.write(1, b"\x00\x00\x00\x05raw!!\n")
        sys.__stdout__.flush()
    assert sys.stdin.read() == ""
    report.jobs([raw_job("printing", 99)], position=11)


def _secret(query, report, cancel):
    sys.stdout.write("using http://me:hunter22@127.0.0.1:9\n")
    report.note("The proxy http://me:hunter22@127.0.0.1:9 is slow.")
    raise Blocked("No way through http://me:hunter22@127.0.0.1:9")


def _big(query, report, cancel):
    report.jobs([raw_job("big", 0, description="é" * 3_000_000)], position=1)
    report.jobs([raw_job("big", number, description="x" * 900_000) for number in range(1, 30)], position=30)
    report.jobs([raw_job("big", 30, title="y" * 9_000_000)], position=31)


def _bulk(query, report, cancel):
    for start in range(0, query.results, 100):
        jobs = [raw_job("bulk", number, description="d" * 3000) for number in range(start, start + 100)]
        report.jobs(jobs, position=start + 100)


CATALOG = {
    "steady": lambda: FakeSource("steady", pages("steady", description="d" * 3000)),
    "slow": lambda: FakeSource("slow", pages("slow", pause_s=0.05)),
    "pausing": lambda: FakeSource("pausing", first_page("pausing", lambda q, r, cancel: cancel.wait(7))),
    "hanging": lambda: FakeSource("hanging", first_page("hanging", lambda q, r, c: FOREVER.wait())),
    "broken": lambda: FakeSource("broken", first_page("broken", _raise(KeyError("key")))),
    "limited": lambda: FakeSource("limited", first_page("limited", _raise(RateLimited("Later.", retry_at=RETRY_AT)))),
    "blocked": lambda: FakeSource("blocked", _raise(Blocked("They refuse us."))),
    "waiting": lambda: FakeSource("waiting", first_page("waiting", _wait_for_site)),
    "dying": lambda: FakeSource("dying", first_page("dying", lambda q, r, c: c.wait(0.4) or os._exit(3))),
    "printing": lambda: FakeSource("printing", first_page("printing", _print)),
    "secret": lambda: FakeSource("secret", _secret),
    "bulk": lambda: FakeSource("bulk", _bulk),
    "big": lambda: FakeSource("big", _big),
    "described": lambda: FakeSource("described", pages("described"), describe=described),
}


class FakeCatalog:
    """In place of `scraper.sources.registry`."""

    def info(self, key):
        if key not in CATALOG:
            raise BadInput(f"There is no site {key!r}.")
        return CATALOG[key]().info

    def create(self, key, pace, network):
        self.info(key)
        return CATALOG[key]()

    def warm_up(self):
        pass
