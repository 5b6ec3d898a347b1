import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scraper import pipe
from scraper.cancel import Cancel
from scraper.errors import BadInput, EngineLost, Reason
from scraper.events import JobsFound, RunFinished, SourceFailed, SourceFinished, SourceStarted
from scraper.network import Network, Pace
from scraper.practice.faults import Fault
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.process import EngineProcess, engine_command
from scraper.query import Query
from scraper.sources.base import Ref
from tests.ending import gone
from tests.pace import elapsed_s
from tests.scraper.fake_sources import PAGE

pytestmark = pytest.mark.measured

FAKES = (sys.executable, "-P", "-m", "tests.scraper.fake_child")


@pytest.fixture(scope="module")
def shared():
    with EngineProcess(FAKES) as engine:
        yield engine


@pytest.fixture
def engine():
    with EngineProcess(FAKES) as engine:
        yield engine
    assert engine.pid is None
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("engine-") and not _shared(thread)]


_shared_threads = set()


def _shared(thread):
    return thread in _shared_threads


@pytest.fixture(autouse=True)
def _threads_before(request):
    _shared_threads.clear()
    _shared_threads.update(threading.enumerate())


def search(engine, *sites, run=1, cancel=None, network=None, **kw):
    kw.setdefault("results", 30)
    return engine.search(run, Query(words="x", sites=sites, **kw), Pace(), network or Network(), cancel or Cancel())


def found(events, site=None):
    return [p.native_id for e in events if isinstance(e, JobsFound) and site in (None, e.site) for p in e.postings]


def ends(events):
    assert isinstance(events[-1], RunFinished)
    assert sum(isinstance(event, RunFinished) for event in events) == 1
    ended = [e for e in events if isinstance(e, SourceFinished | SourceFailed)]
    assert len({e.site for e in ended}) == len(ended)
    for event in ended:
        counts = event.counts
        assert counts.received == counts.unreadable + sum(counts.left_out.values()) + counts.found
        assert counts.found == len(found(events, event.site))
    return {event.site: event for event in ended}


def until(events, kind, *sites):
    """Reads on to such an event of each of the sites, jobs to a whole page; gives all read so far."""
    seen, open_sites = [], set(sites)
    for event in events:
        seen.append(event)
        if isinstance(event, kind) and (
            kind is not JobsFound or event.position
        ):  # 0 is told with a part of the first page
            open_sites.discard(event.site)
        if not open_sites:
            return seen
    raise AssertionError(f"no {kind} of {open_sites}")


def waited_for(pid):
    """Whether a child of ours has ended and been waited for."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_search_when_sources_answer_then_all_rows_come_in_order(shared):
    events = list(search(shared, "steady", "slow", results=95))
    assert found(events, "steady") == [f"steady-{number}" for number in range(95)]
    assert found(events, "slow") == [f"slow-{number}" for number in range(95)]
    assert {type(end) for end in ends(events).values()} == {SourceFinished}


def test_search_when_one_source_breaks_then_the_others_lose_nothing(shared):
    events = list(search(shared, "steady", "broken", "blocked", "nowhere"))
    end = ends(events)
    assert (end["broken"].reason, end["blocked"].reason) == (Reason.BUG, Reason.BLOCKED)
    assert (end["nowhere"].reason, end["nowhere"].message) == (Reason.REFUSED, "There is no site 'nowhere'.")
    assert len(found(events, "steady")) == 30


def test_search_when_two_run_at_once_then_each_hears_its_own(shared):
    first, second = search(shared, "slow", run=1), search(shared, "steady", "slow", run=2, results=50)
    assert {event.run for event in second} == {2}
    events = list(first)
    assert {event.run for event in events} == {1}
    assert len(found(events)) == 30


@pytest.mark.parametrize("site", ["pausing", "hanging", "waiting"])
def test_cancel_when_a_source_waits_then_the_search_ends_within_a_second(shared, site):
    cancel = Cancel()
    events = search(shared, site, cancel=cancel)
    seen = until(events, JobsFound, site)
    start = time.monotonic()
    cancel.set()
    seen += list(events)
    assert elapsed_s(start) < 1.0
    assert ends(seen)[site].reason is Reason.CANCELLED
    assert len(found(seen)) == PAGE
    assert shared.pid  # not at the price of the child


def test_cancel_when_set_before_the_search_then_no_job_is_asked_for(shared):
    cancel = Cancel()
    cancel.set()
    events = list(search(shared, "pausing", cancel=cancel))
    assert ends(events)["pausing"].reason is Reason.CANCELLED
    assert not found(events)


def test_cancel_when_of_one_site_then_the_others_go_on(shared):
    events = search(shared, "pausing", "slow", run=5)
    seen = until(events, JobsFound, "pausing")
    shared.cancel(5, "pausing")
    shared.cancel(99)
    seen += list(events)
    end = ends(seen)
    assert end["pausing"].reason is Reason.CANCELLED
    assert end["slow"].counts.found == 30
    shared.cancel(5)


def test_cancel_when_the_child_does_not_answer_then_the_search_still_ends_within_a_second(engine):
    events = search(engine, "pausing", run=5)
    seen = until(events, JobsFound, "pausing")
    pid = engine.pid
    os.kill(pid, signal.SIGSTOP)
    start = time.monotonic()
    engine.cancel(5)
    seen += list(events)
    assert elapsed_s(start) < 1.0
    assert ends(seen)["pausing"].reason is Reason.CANCELLED
    assert len(found(seen)) == PAGE
    assert ends(list(search(engine, "steady")))["steady"].counts.found == 30
    assert engine.pid != pid


def test_cancel_when_the_child_does_not_answer_and_another_run_is_on_then_the_child_is_left_to_it(engine):
    events, other = search(engine, "pausing", run=5), search(engine, "slow", run=6)
    seen, rest = until(events, JobsFound, "pausing"), until(other, JobsFound, "slow")
    pid = engine.pid
    os.kill(pid, signal.SIGSTOP)
    engine.cancel(5)
    seen += list(events)
    os.kill(pid, signal.SIGCONT)
    assert ends(seen)["pausing"].reason is Reason.CANCELLED
    rest += list(other)
    assert ends(rest)["slow"].counts.found == 30
    assert engine.pid == pid


def test_search_when_the_child_is_killed_then_each_open_source_is_lost_and_the_next_search_works(engine):
    events = search(engine, "pausing", "hanging", "blocked", "limited")
    seen = until(events, JobsFound, "pausing", "hanging")
    pid = engine.pid
    os.kill(pid, signal.SIGKILL)
    seen += list(events)
    end = ends(seen)
    assert set(end) == {"pausing", "hanging", "blocked", "limited"}
    assert (end["pausing"].reason, end["pausing"].position) == (Reason.ENGINE_LOST, PAGE)
    assert end["hanging"].reason is Reason.ENGINE_LOST
    assert end["pausing"].message.endswith("search again to go on.")
    assert ends(list(search(engine, "steady")))["steady"].counts.found == 30
    assert engine.pid != pid


def test_search_when_the_child_dies_by_itself_then_what_came_is_kept(engine, caplog):
    events = list(search(engine, "dying"))
    assert ends(events)["dying"].reason is Reason.ENGINE_LOST
    assert len(found(events)) == PAGE
    assert "exit code was 3" in caplog.text


def test_search_when_killed_at_any_moment_then_it_ends_and_says_so(engine):
    for delay_s in (0.0, 0.02, 0.05, 0.1, 0.2):
        events = search(engine, "slow", "steady", results=300)
        timer = threading.Timer(delay_s, os.kill, (engine.pid, signal.SIGKILL))
        timer.start()
        seen = list(events)
        timer.join()
        end = ends(seen)
        assert end["slow"].reason is Reason.ENGINE_LOST
        assert [e.site for e in seen if isinstance(e, SourceStarted)].count("slow") == 1


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import sys; sys.stdout.write('hello, this is no frame'); sys.stdout.flush(); sys.stdin.read()", "too long"),
        (r"import sys; sys.stdout.buffer.write(b'\0\0\0\2hi'); sys.stdout.flush(); sys.stdin.read()", "be read"),
        (r"import sys; sys.stdout.buffer.write(b'\0\0\0\x20{')", "cut short"),
        ("raise SystemExit('no such module')", "unexpectedly"),
    ],
)
def test_search_when_the_child_breaks_the_protocol_then_the_run_is_lost_and_nothing_stays(program, why):
    with EngineProcess((sys.executable, "-c", program)) as engine:
        events = list(search(engine, "steady"))
        end = ends(events)["steady"]
        assert end.reason is Reason.ENGINE_LOST
        assert why in end.message
        assert isinstance(events[0], SourceStarted)


def test_start_when_there_is_no_such_program_then_says_so():
    with pytest.raises(EngineLost, match="could not be started"):
        EngineProcess(("/nowhere/python",)).start()


def test_close_when_a_source_hangs_then_the_child_is_gone_at_once():
    engine = EngineProcess(FAKES)
    events = search(engine, "hanging", "pausing")
    seen = until(events, JobsFound, "hanging")
    pid, start = engine.pid, time.monotonic()
    engine.close()
    assert elapsed_s(start) < 1.0
    assert waited_for(pid)
    seen += list(events)
    assert ends(seen)["hanging"].reason is Reason.CANCELLED
    engine.close()


def test_close_when_the_child_does_not_end_then_it_is_killed():
    engine = EngineProcess((sys.executable, "-c", "import threading; threading.Event().wait()"))
    engine.start()
    pid = engine.pid
    engine.close()
    assert waited_for(pid)


def test_child_when_its_parent_is_killed_then_it_ends(tmp_path):
    program = f"""
from scraper.practice.faults import Fault
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.process import EngineProcess, engine_command
from tests.scraper.test_process import search, until, JobsFound
engine = EngineProcess({FAKES!r})
until(search(engine, "hanging", "pausing"), JobsFound, "hanging")
print(engine.pid, flush=True)
input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as parent:
        child = int(parent.stdout.readline())
        parent.kill()
    assert gone(child)


def test_interrupt_when_sent_to_the_process_group_then_the_child_goes_on(tmp_path):
    program = f"""
import signal
from scraper.practice.faults import Fault
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.process import EngineProcess, engine_command
from tests.scraper.test_process import search, until, ends, found, JobsFound, Cancel
cancel = Cancel()
signal.signal(signal.SIGINT, lambda *_: cancel.set())
with EngineProcess({FAKES!r}) as engine:
    events = search(engine, "pausing", cancel=cancel)
    seen = until(events, JobsFound, "pausing")
    print("now", flush=True)
    seen += list(events)
    print(len(found(seen)), ends(seen)["pausing"].reason, engine.pid is not None, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout.readline() == b"now\n"
        os.killpg(parent.pid, signal.SIGINT)
        start = time.monotonic()
        assert parent.stdout.readline().split() == [str(PAGE).encode(), b"cancelled", b"True"]
        assert elapsed_s(start) < 1.0


def test_child_when_interrupted_itself_then_goes_on(engine):
    events = search(engine, "slow")
    seen = until(events, JobsFound, "slow")
    os.kill(engine.pid, signal.SIGINT)
    seen += list(events)
    assert ends(seen)["slow"].counts.found == 30


def test_print_when_a_source_prints_then_the_stream_is_whole_and_the_log_has_it(engine, caplog):
    caplog.set_level(logging.INFO)
    events = list(search(engine, "broken", "printing"))
    assert ends(events)["printing"].counts.found == PAGE + 1
    engine.close()
    levels = {record.getMessage(): record.levelno for record in caplog.records}
    assert levels["stray 99"] == logging.INFO
    assert any(text.endswith("raw!!") for text in levels)
    assert levels["KeyError: 'key'"] == logging.ERROR


def test_secret_when_a_proxy_has_a_password_then_neither_event_nor_log_nor_argument_names_it(engine, caplog):
    caplog.set_level(logging.DEBUG)
    network = Network(proxies=("http://me:hunter22@127.0.0.1:9",))
    events = list(search(engine, "secret", network=network))
    assert "***" in ends(events)["secret"].message
    assert "hunter22" not in repr(events)
    for name in ("cmdline", "environ"):
        file = Path(f"/proc/{engine.pid}/{name}")
        assert not file.exists() or b"hunter22" not in file.read_bytes()
    engine.close()
    assert "http://***127.0.0.1:9" in caplog.text
    assert "hunter22" not in caplog.text


def test_big_when_postings_are_large_then_they_cross_or_are_counted(shared):
    events = list(search(shared, "big"))
    end = ends(events)["big"]
    assert (end.counts.found, end.counts.unreadable, end.counts.without_description) == (30, 1, 1)
    sizes = [len(p.description_html or "") for e in events if isinstance(e, JobsFound) for p in e.postings]
    assert sizes == [0] + [900_000] * 29


def test_consumer_when_slow_then_the_engine_waits_and_memory_does_not_grow(engine):
    events = search(engine, "steady", results=20_000)
    seen = until(events, JobsFound, "steady")
    held = _settled(lambda: _waiting_bytes(events))
    assert held <= pipe.WINDOW_BYTES
    assert len(found(list(search(engine, "slow", run=2)))) == 30  # another run is not held up
    assert len(found(seen + list(events))) == 20_000


def _waiting_bytes(events):
    items = []
    while not events._inbox.empty():
        items.append(events._inbox.get())
    for item in items:
        events._inbox.put(item)
    return sum(item.size_bytes for item in items)


def _settled(measure):
    """The value once it stays the same for a while."""
    last, since = measure(), time.monotonic()
    while time.monotonic() - since < 0.5:
        threading.Event().wait(0.05)
        if (now := measure()) != last:
            last, since = now, time.monotonic()
    return last


def test_cancel_when_the_consumer_is_slow_then_all_that_was_sent_is_delivered(engine):
    cancel = Cancel()
    events = search(engine, "steady", results=20_000, cancel=cancel)
    seen = until(events, JobsFound, "steady")
    _settled(lambda: _waiting_bytes(events))
    start = time.monotonic()
    cancel.set()
    seen += list(events)
    assert elapsed_s(start) < 1.0
    assert ends(seen)["steady"].reason is Reason.CANCELLED
    assert len(found(seen)) > 200


def test_events_when_dropped_then_the_run_stops_and_others_go_on(engine):
    events = search(engine, "pausing", run=3)
    until(events, JobsFound, "pausing")
    del events
    gc.collect()
    assert not list(engine._runs)
    assert len(found(list(search(engine, "steady", run=3)))) == 30


def test_describe_when_jobs_are_named_then_updates_come(shared):
    refs = {"described": [Ref(name, f"https://x.example/{name}", "Told") for name in "ab"]}
    events = list(shared.describe(4, refs, Pace(), Network(), Cancel(), country="usa"))
    assert found(events) == ["a", "b"]
    assert all(event.updates for event in events if isinstance(event, JobsFound))
    (finished,) = [event for event in events if isinstance(event, SourceFinished)]
    assert (finished.counts.asked, finished.counts.without_description) == (2, 1)


def test_search_when_it_is_too_long_for_the_pipe_then_is_refused(shared):
    with pytest.raises(BadInput):
        search(shared, "steady", location="x" * pipe.MAX_FRAME_BYTES)
    assert len(found(list(search(shared, "steady")))) == 30


def test_ready_when_started_then_within_moments(engine):
    engine.start()
    assert engine.wait_until_ready(20)
    pid = engine.pid
    engine.start()
    assert engine.pid == pid


def test_search_when_the_real_engine_asks_the_practice_indeed_then_its_jobs_come():
    with PracticeSites(PracticeSettings()) as sites, EngineProcess() as engine:
        network = Network(proxies=(sites.proxy_url,), ca_cert=sites.ca_path)
        query = Query(words="engineer", sites=("indeed", "nowhere"), results=150)
        events = list(engine.search(1, query, Pace(), network, Cancel()))
        end = ends(events)
        assert end["nowhere"].reason is Reason.REFUSED
        assert (type(end["indeed"]), end["indeed"].counts.received) == (SourceFinished, 150)
        assert len(found(events, "indeed")) == 150


def test_cancel_when_a_practice_site_hangs_then_the_search_ends_within_a_second_with_its_first_page():
    faults = (Fault(name="hang", site="indeed", from_request=2),)
    with PracticeSites(PracticeSettings(faults=faults)) as sites, EngineProcess() as engine:
        network = Network(proxies=(sites.proxy_url,), ca_cert=sites.ca_path)
        cancel = Cancel()
        query = Query(words="engineer", sites=("indeed",), results=250)
        events = engine.search(1, query, Pace(), network, cancel)
        seen = until(events, JobsFound, "indeed")
        start = time.monotonic()
        cancel.set()
        seen += list(events)
        assert elapsed_s(start) < 1.0
        assert ends(seen)["indeed"].reason is Reason.CANCELLED
        assert len(found(seen)) == 100


def test_child_when_sent_what_is_no_command_then_it_ends():
    with subprocess.Popen(FAKES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        said, logged = child.communicate(b"\x00\x00\x00\x02{}")
    assert child.returncode == 70
    assert said == b'\x00\x00\x00\x10{"type":"ready"}'
    assert b"cannot read" in logged


_VARIANT = """
from scraper import child, engine
from tests.scraper.fake_sources import FakeCatalog
def fail(*args, **kwargs):
    raise ImportError("gone wrong")
{}
child.main(FakeCatalog())
"""


def test_warm_up_when_it_fails_then_the_sources_are_still_asked():
    with EngineProcess((sys.executable, "-c", _VARIANT.format("FakeCatalog.warm_up = fail"))) as engine:
        assert ends(list(search(engine, "steady")))["steady"].counts.found == 30


def test_search_when_the_engine_itself_fails_then_the_run_is_lost_and_ends(caplog):
    with EngineProcess((sys.executable, "-c", _VARIANT.format("engine.run = fail"))) as engine:
        assert ends(list(search(engine, "steady")))["steady"].reason is Reason.ENGINE_LOST
    assert "ImportError: gone wrong" in caplog.text


def test_source_when_it_cannot_be_made_then_it_alone_fails():
    with EngineProcess((sys.executable, "-c", _VARIANT.format("FakeCatalog.create = fail"))) as engine:
        end = ends(list(search(engine, "steady", "slow")))
        assert {event.reason for event in end.values()} == {Reason.BUG}


def test_command_when_frozen_then_the_program_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command() == (sys.executable, "--engine-child")
