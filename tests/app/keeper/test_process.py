"""Searches in the keeper's process, on the practice sites and real data files."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.keeper.process import Keeper, KeeperFault, keeper_command
from app.operations.licensing import FREE_RESULTS, PRACTICE, Allowance
from app.paths import Folder
from scraper.cancel import Cancel
from scraper.errors import BadInput, EngineLost, Expected, Reason
from scraper.network import Network
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.query import Query
from scraper.store.store import open_store
from tests.ending import gone
from tests.pace import elapsed_s
from tests.scraper.sources.driving import FAST

pytestmark = pytest.mark.measured

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")
_FAULTY = """
import app.keeper.child as child
def search(*_, **__):
    raise KeyError("me:hunter22@x")
child.search = search
child.main()
"""
_DEAF = """
import sys, threading
from scraper import pipe
pipe.write_frame(sys.stdout.buffer, pipe.encode(pipe.Ready()))
threading.Event().wait()
"""


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings(latency_s=0.05)) as practice:
        yield Network(proxies=(practice.proxy_url,), ca_cert=practice.ca_path)


@pytest.fixture
def keeper():
    one = Keeper()
    yield one
    one.close()
    assert one.pid is None


@pytest.fixture
def folder(tmp_path):
    made = Folder(root=tmp_path / "practice", made_up=True)
    made.make()
    return made


def searched(keeper, folder, network, *, told=lambda _: None, sites=("indeed", "bayt"), results=40, **options):
    query = Query(words="engineer", sites=sites, results=results)
    options = {"pace": FAST, "cancel": Cancel(), "allowed": PRACTICE} | options
    return keeper.search(folder, query, network=network, told=told, **options)


def kept(folder):
    with open_store(folder.database, made_up=True) as store:
        return len(store.ids()), [run.outcome for run in store.runs()]


def window(folder, sites):
    """A program that searches as the window does, and prints its keeper's number once something is stored."""
    program = f"""
from pathlib import Path
from tests.app.keeper.test_process import Folder, Keeper, Network, searched
keeper = Keeper()
folder = Folder(root=Path({str(folder.root)!r}), made_up=True)
network = Network(proxies={sites.proxies!r}, ca_cert={sites.ca_cert!r})
searched(keeper, folder, network, told=lambda news: news.stored and print(keeper.pid, flush=True), results=1000)
"""
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)


def child_of(pid):
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def test_search_when_it_runs_in_the_keeper_then_everything_is_stored_and_told(keeper, folder, sites):
    news = []
    summary = searched(keeper, folder, sites, told=news.append)
    assert kept(folder) == (summary.total.new, ["finished"])
    assert summary.total.new > 0
    assert news[-1].run == summary.run == 1
    assert [(line.site, line.ended) for line in news[-1].lines] == [("indeed", True), ("bayt", True)]
    assert any(each.stored for each in news)
    assert sum(line.found for line in news[-1].lines) == summary.total.stored


def test_search_when_there_is_no_license_then_it_brings_no_more_than_that_allows(keeper, folder, sites):
    summary = searched(keeper, folder, sites, sites=("indeed",), results=FREE_RESULTS + 50, allowed=Allowance())
    assert summary.total.received == FREE_RESULTS
    assert summary.cap is not None


def test_search_when_it_is_stopped_then_it_ends_within_a_second_and_what_was_found_is_kept(keeper, folder, sites):
    cancel, stopped_at = Cancel(), []

    def stop(news):
        if news.stored and not stopped_at:
            stopped_at.append(time.monotonic())
            cancel.set()

    summary = searched(keeper, folder, sites, told=stop, cancel=cancel, results=1000)
    assert elapsed_s(stopped_at[0]) < 1.0
    assert summary.stopped
    assert kept(folder) == (summary.total.new, ["stopped"])


def test_search_when_one_of_its_sites_is_stopped_then_that_ends_early_and_the_other_goes_on(keeper, folder, sites):
    stops, ended_first = {"indeed": Cancel(), "bayt": Cancel()}, []

    def stop(news):
        indeed = news.lines[0]
        if indeed.found:
            stops["indeed"].set()
        ended_first.extend(line.site for line in news.lines if line.ended)

    summary = searched(keeper, folder, sites, told=stop, stops=stops, results=400)
    assert ended_first[0] == "indeed"
    indeed, bayt = summary.sites
    assert (indeed.reason, bayt.reason) == (Reason.CANCELLED, None)
    assert 0 < indeed.truth.received < indeed.truth.asked
    assert indeed.position <= indeed.truth.received  # a page that was not read to its end is asked for again
    assert (summary.stopped, summary.stopped_sites) == (False, ("indeed",))
    assert kept(folder) == (summary.total.new, ["finished"])


def test_search_when_every_site_was_stopped_before_it_began_then_it_asks_none_and_was_stopped(keeper, folder, sites):
    stops = {"indeed": Cancel(), "bayt": Cancel()}
    for token in stops.values():
        token.set()
    summary = searched(keeper, folder, sites, stops=stops)
    assert summary.stopped_sites == ("indeed", "bayt")
    assert summary.total.received == 0
    assert kept(folder) == (0, ["stopped"])


def test_search_when_the_keeper_is_killed_then_what_was_stored_is_there_and_the_next_search_starts_another(
    keeper, folder, sites
):
    killed = []

    def kill(news):
        if news.stored and not killed:
            killed.append(keeper.pid)
            os.kill(keeper.pid, signal.SIGKILL)

    with pytest.raises(EngineLost, match="What was found before is kept"):
        searched(keeper, folder, sites, told=kill, results=1000)
    before, outcomes = kept(folder)
    assert before > 0
    assert outcomes == [None]
    assert searched(keeper, folder, sites).total.received > 0
    assert keeper.pid not in {None, *killed}


@LINUX
def test_keeper_when_the_window_is_killed_then_it_stores_what_was_found_and_ends_with_its_engine(folder, sites):
    with window(folder, sites) as killed:
        keeper = int(killed.stdout.readline())
        engine = child_of(keeper)
        killed.kill()
    assert gone(keeper)
    assert gone(engine)
    count, outcomes = kept(folder)
    assert count > 0
    assert outcomes == ["stopped"]


@LINUX
@pytest.mark.long  # another program has the file for longer than a search takes to stop
def test_keeper_when_the_window_is_killed_while_another_program_writes_then_it_waits_and_stores(folder, sites):
    with window(folder, sites) as killed:
        keeper = int(killed.stdout.readline())
        with closing(sqlite3.connect(folder.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            killed.kill()
            assert not gone(keeper, within_s=3)
            other.execute("ROLLBACK")
    assert gone(keeper)
    assert kept(folder)[1] == ["stopped"]


def test_search_when_the_data_file_cannot_be_used_then_says_so_in_a_sentence(keeper, folder, sites):
    folder.database.write_text("not a database, but long enough to be looked at " * 100)
    with pytest.raises(Expected, match="not a data file"):
        searched(keeper, folder, sites)


def test_search_when_a_proxy_is_none_then_says_so(keeper, folder):
    with pytest.raises(Expected, match="Proxy 1 of 1"):
        searched(keeper, folder, Network(proxies=("no such thing:",)))


def test_search_when_it_is_longer_than_a_message_then_says_so(keeper, folder, sites):
    query = Query(words="x" * (17 * 1024 * 1024), sites=("indeed",))
    with pytest.raises(BadInput, match="too long"):
        keeper.search(folder, query, pace=FAST, network=sites, cancel=Cancel(), allowed=PRACTICE, told=lambda _: None)


def test_search_when_the_keeper_has_a_fault_then_its_trace_comes_without_passwords(folder, caplog):
    caplog.set_level(logging.DEBUG)
    keeper = Keeper((sys.executable, "-c", _FAULTY))
    with pytest.raises(KeeperFault, match="KeyError in the search") as fault:
        searched(keeper, folder, Network(proxies=("http://me:hunter22@127.0.0.1:9",)))
    keeper.close()
    told = "\n".join([str(fault.value), *fault.value.__notes__, caplog.text])
    assert "Traceback" in told
    assert "in search" in told
    assert "hunter22" not in told


def test_search_when_the_keeper_does_not_stop_in_time_then_it_is_ended_by_force(folder, sites, caplog):
    keeper, cancel = Keeper((sys.executable, "-c", _DEAF)), Cancel()
    cancel.set()
    with pytest.raises(EngineLost, match="ended by force"):
        searched(keeper, folder, sites, cancel=cancel)
    keeper.close()
    assert "does not answer" in caplog.text


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (r"import sys; sys.stdout.buffer.write(b'\0\0\0\2hi'); sys.stdout.flush(); sys.stdin.read()", "be read"),
        ("raise SystemExit('no such module')", "unexpectedly"),
    ],
)
def test_search_when_the_keeper_breaks_the_protocol_then_the_search_is_lost(program, why, folder, sites):
    keeper = Keeper((sys.executable, "-c", program))
    with pytest.raises(EngineLost, match=why):
        searched(keeper, folder, sites)
    keeper.close()


def test_describe_when_a_job_has_no_description_then_it_is_fetched_and_stored(keeper, folder, sites):
    searched(keeper, folder, sites, sites=("linkedin",), results=3)
    why = keeper.describe(folder, 1, pace=FAST, network=sites, cancel=Cancel())
    assert why == ""
    with open_store(folder.database, made_up=True) as store:
        assert store.job(1).shown.description_html


@LINUX
def test_keeper_when_it_runs_then_it_and_its_engine_give_way_to_the_window(keeper, folder, sites):
    searched(keeper, folder, sites, results=3)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    for pid in (keeper.pid, child_of(keeper.pid)):
        assert os.getpriority(os.PRIO_PROCESS, pid) > ours
        session = Path(f"/proc/{pid}/autogroup")
        assert not session.exists() or int(session.read_text().split()[-1]) > ours


def test_start_when_it_comes_after_the_close_then_no_process_is_left_behind(keeper):
    keeper.close()
    keeper.start()
    assert keeper.pid is None


def test_keeper_command_when_the_program_is_frozen_then_it_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert keeper_command() == (sys.executable, "--keeper")
