"""Several real programs with one data folder, and programs that are killed: nothing is lost, nothing is there twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scraper.store.locks import gate
from scraper.store.store import open_store
from tests.app.cli.program import COMMAND, environment, program
from tests.app.cli.test_interrupt import children_of, events_until, started
from tests.ending import gone

SEARCH = ("search", "engineer", "--practice", "--json-events", "--results")
LIST = ("jobs", "--practice", "--output", "-", "--format", "jsonl")
LONG = (*SEARCH, "150", "--site", "linkedin")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def ids_in(data):
    done = program(data, *LIST)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def assert_sound(data):
    with closing(sqlite3.connect(data / "practice" / "jobs.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        twice = "SELECT count(*) - count(DISTINCT site || native_id) FROM postings"
        assert connection.execute(twice).fetchone() == (0,)
        [(jobs, listed)] = connection.execute("SELECT (SELECT count(*) FROM jobs), (SELECT count(*) FROM listing)")
        assert jobs == listed


def engine_of(pid):
    """The child that searches; the other one is the practice sites."""
    (engine,) = [child for child in children_of(pid) if b"scraper.child" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return engine


@pytest.mark.long
def test_two_searches_when_they_share_a_folder_then_both_finish_and_others_can_read_meanwhile(tmp_path):
    with (
        started(tmp_path, *SEARCH, "200", "--site", "linkedin") as one,
        started(tmp_path, *SEARCH, "200", "--site", "indeed", "--site", "linkedin") as other,
    ):
        list(events_until(one, "jobs_found"))
        list(events_until(other, "jobs_found"))
        seen = []
        while one.poll() is None and other.poll() is None and len(seen) < 3:
            seen.append(ids_in(tmp_path))
        ends = [list(events_until(process, "run_finished"))[-1] for process in (one, other)]
        assert [process.wait(60) for process in (one, other)] == [0, 0]
    assert seen
    for earlier, later in zip(seen, [*seen[1:], ids_in(tmp_path)], strict=True):
        assert len(set(earlier)) == len(earlier)
        assert set(earlier) <= set(later)
    assert all(end["total"]["stored"] == end["total"]["received"] for end in ends)
    assert_sound(tmp_path)


def test_search_when_the_engine_is_killed_then_one_sentence_and_what_was_found_is_kept(tmp_path):
    with started(tmp_path, *LONG) as process:
        list(events_until(process, "jobs_found"))
        os.kill(engine_of(process.pid), signal.SIGKILL)
        rest = list(events_until(process, "run_finished"))
        assert process.wait(60) == 0  # a site had answered
    (failed,) = [event for event in rest if event["event"] == "source_failed"]
    assert failed["reason"] == "engine_lost"
    assert failed["message"].endswith(".")
    assert "kept" in failed["message"]
    assert rest[-1]["total"]["stored"] >= 10
    assert len(ids_in(tmp_path)) == rest[-1]["total"]["new"]
    runs = program(tmp_path, "runs", "--practice").stdout.decode()
    assert "LinkedIn" in runs
    assert "not at its end" not in runs


@pytest.mark.long
def test_search_when_the_whole_program_is_killed_then_the_next_one_completes_it_without_repeating(tmp_path):
    rng = random.Random(7)
    for _ in range(3):
        with started(tmp_path, *LONG) as process:
            list(events_until(process, "jobs_found"))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.random())
            children = children_of(process.pid)
            process.kill()
        assert all(map(gone, children))
        before = ids_in(tmp_path)
        assert_sound(tmp_path)
        assert len(before) >= 1
    assert b"still running or cut off" in program(tmp_path, "runs", "--practice").stdout
    assert program(tmp_path, *LONG).returncode == 0
    after = ids_in(tmp_path)
    assert set(before) <= set(after)
    assert len(set(after)) == len(after)
    assert_sound(tmp_path)


@pytest.mark.parametrize("command", ["runs", "doctor"])
def test_command_when_another_program_has_the_folder_to_itself_then_says_so_for_how_long_and_goes_on_then(
    command, tmp_path
):
    with open_store(tmp_path / "jobs.sqlite3"):
        pass
    arguments = (*COMMAND, command)
    pipe = subprocess.PIPE
    with gate(tmp_path):
        process = subprocess.Popen(arguments, env=environment(tmp_path), stdout=pipe, stderr=pipe, text=True)
        said = process.stderr.readline()
    out, rest = process.communicate(timeout=60)
    assert said == (
        f"Another program restores a backup to {tmp_path}, moves it or brings it up to date: waiting for it,"
        " 20 seconds at most.\n"
    )
    assert rest == ""
    assert ("No searches yet" if command == "runs" else "Data file: sound") in out


def test_restore_when_a_search_is_on_then_it_is_refused_and_nothing_changes(tmp_path):
    assert program(tmp_path, *SEARCH, "10", "--site", "indeed").returncode == 0
    saved = tmp_path / "saved.sqlite3"
    assert program(tmp_path, "backup", str(saved), "--practice").returncode == 0
    with started(tmp_path, *LONG) as process:
        list(events_until(process, "jobs_found"))
        refused = program(tmp_path, "restore", str(saved), "--practice")
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(60) == 130
    assert refused.returncode == 1
    assert f"(process {process.pid}). Close it to restore a backup.".encode() in refused.stderr
    assert len(ids_in(tmp_path)) > 10
    assert program(tmp_path, "restore", str(saved), "--practice").returncode == 0
    assert len(ids_in(tmp_path)) == 10


@pytest.mark.long
def test_search_when_it_goes_on_where_a_stopped_one_ended_then_together_they_are_the_whole(tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert program(whole, *LONG).returncode == 0
    with started(parts, *LONG) as process:
        list(events_until(process, "jobs_found"))
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(60) == 130
    with closing(sqlite3.connect(parts / "practice" / "jobs.sqlite3")) as connection:
        [(position,)] = connection.execute("SELECT position FROM run_sources").fetchall()
    assert 0 < position < 150
    again = (*SEARCH, str(150 - position), "--site", "linkedin", "--offset", str(position))
    assert program(parts, *again).returncode == 0
    assert native_ids(parts) == native_ids(whole)


def native_ids(data):
    with closing(sqlite3.connect(data / "practice" / "jobs.sqlite3")) as connection:
        return {native_id for (native_id,) in connection.execute("SELECT native_id FROM postings")}
