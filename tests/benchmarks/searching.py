"""How soon rows come and what our engine costs, against JobSpy's own `scrape_jobs` on the same practice sites."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scraper.cancel import Cancel
from scraper.events import JobsFound
from scraper.network import Network, Pace
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.process import EngineProcess
from scraper.query import Query
from tests.benchmarks.measured import Measured

LATENCY_S = 0.3
PAUSE_S = 0.3
RESULTS = 100
RUNS = 3
SITES = ("indeed", "zip_recruiter", "linkedin")
_JOBSPY = """
import json, sys, time
import jobspy
from jobspy import SCRAPER_MAPPING
asked = json.loads(sys.argv[1])
for scraper in SCRAPER_MAPPING.values():
    scraper.delay = (asked["pause"], asked["pause"])
print("ready", flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    frame = jobspy.scrape_jobs(
        site_name=asked["sites"], search_term="engineer", results_wanted=asked["results"], country_indeed="usa",
        proxies=[asked["proxy"]], ca_cert=asked["ca_cert"], description_format="html", verbose=0,
    )
    print(json.dumps([time.perf_counter() - began, len(frame)]), flush=True)
"""


def run(size: int, results: int = RESULTS, runs: int = RUNS) -> Iterator[Measured]:
    """`first_row`, `search_overhead`, `first_row_vs_jobspy`; three sites, 300 ms an answer, equal fixed pauses."""
    with PracticeSites(PracticeSettings(latency_s=LATENCY_S)) as sites, EngineProcess() as engine:
        engine.start()
        engine.wait_until_ready(60)
        with _jobspy(sites, results) as scrape:
            turns = [(_ours(engine, sites, results), scrape()) for _ in range(runs)]
    first_rows = [first / arrived for (first, arrived, _, _), _ in turns]
    overheads = [whole / jobspy for (_, _, whole, _), (jobspy, _) in turns]
    against = [first / jobspy for (first, _, _, _), (jobspy, _) in turns]
    (first, arrived, whole, rows), (jobspy, frame) = turns[-1]
    yield Measured(
        "first_row", statistics.median(first_rows), "x", 1.25, True, f"{first:.2f} s, first page {arrived:.2f} s"
    )
    detail = f"{whole:.2f} s for {rows} rows, scrape_jobs {jobspy:.2f} s for {frame}"
    yield Measured("search_overhead", statistics.median(overheads), "x", 1.05, True, detail)
    detail = f"{first:.2f} s, scrape_jobs returns after {jobspy:.2f} s ({len(SITES)} sites, {results} results each)"
    yield Measured("first_row_vs_jobspy", statistics.median(against), "x", 0.10, True, detail)


def _ours(engine: EngineProcess, sites: PracticeSites, results: int) -> tuple[float, float, float, int]:
    """Seconds to the first rows, to the first page as the site sent it, to the end; and the rows."""
    query = Query(words="engineer", sites=SITES, results=results, country="usa")
    pace = Pace(pause_s=(PAUSE_S, PAUSE_S))
    asked_before, rows, first = len(sites.log), 0, 0.0
    began = time.monotonic()
    for event in engine.search(1, query, pace, Network(proxies=(sites.proxy_url,), ca_cert=sites.ca_path), Cancel()):
        if isinstance(event, JobsFound):
            first = first or time.monotonic() - began
            rows += len(event.postings)
    whole = time.monotonic() - began
    arrived = min(asked.at_s for asked in sites.log[asked_before:] if asked.kind == "search") - began
    return first, arrived, whole, rows


@contextmanager
def _jobspy(sites: PracticeSites, results: int) -> Iterator:
    """JobSpy in a process of its own with everything imported; each call is one search: its seconds and its rows."""
    asked = {
        "proxy": sites.proxy_url, "ca_cert": sites.ca_path, "sites": list(SITES), "results": results, "pause": PAUSE_S,
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-c", _JOBSPY, json.dumps(asked)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def scrape() -> tuple[float, int]:
            process.stdin.write("\n")
            process.stdin.flush()
            seconds, rows = json.loads(process.stdout.readline())
            return seconds, rows

        yield scrape
        process.stdin.close()
