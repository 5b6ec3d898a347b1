"""Ctrl-C on the real program."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.app.cli.program import COMMAND, environment, program
from tests.ending import gone
from tests.pace import elapsed_s
from tests.services.process import until

pytestmark = pytest.mark.measured

# LinkedIn's list is the longest: ten jobs a page.
PLAIN = ("search", "engineer", "--practice", "--site", "linkedin", "--results", "1000")
SEARCH = (*PLAIN, "--json-events")


def started(data, *arguments):
    return subprocess.Popen(
        (*COMMAND, *arguments), env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def events_until(process, name):
    for line in process.stdout:
        event = json.loads(line)
        yield event
        if event["event"] == name:
            return


def said_until(process, words):
    """Reads what it says on standard error to such a line."""
    assert any(words in line for line in process.stderr), words


def stores(data):
    """Whether jobs are stored; not, while there is no file or no table yet."""
    file = f"{(data / 'practice' / 'jobs.sqlite3').as_uri()}?mode=ro"
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(file, uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM postings").fetchone() > (0,)
    return False


def children_of(pid):
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_search_when_ctrl_c_is_pressed_then_it_ends_within_a_second_with_what_was_found_stored(tmp_path):
    with started(tmp_path, *SEARCH) as process:
        list(events_until(process, "jobs_found"))
        children = children_of(process.pid)
        pressed_at = time.monotonic()
        process.send_signal(signal.SIGINT)
        rest = list(events_until(process, "run_finished"))
        stopped_s = elapsed_s(pressed_at)
        assert process.wait(60) == 130
    assert stopped_s < 1.2
    assert [event["reason"] for event in rest if event["event"] == "source_failed"] == ["cancelled"]
    end = rest[-1]
    assert end["stopped"] is True
    assert end["total"]["stored"] > 0
    listed = program(tmp_path, "jobs", "--practice", "--output", "-", "--format", "jsonl").stdout.splitlines()
    assert len(listed) == end["total"]["new"]
    assert len(children) == 2
    assert all(map(gone, children))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_search_when_ctrl_c_is_pressed_twice_then_it_leaves_at_once_and_nothing_stays_behind(tmp_path):
    with started(tmp_path, *PLAIN) as process:
        said_until(process, "asks for")
        until(lambda: stores(tmp_path), "jobs to be stored")
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        said_until(process, "Stopping")  # of two signals in one moment the system makes one
        pressed_at = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
        left_s = elapsed_s(pressed_at)
        process.stdout.read()
    assert code == 130
    assert left_s < 1
    assert all(map(gone, children))
    assert program(tmp_path, "doctor", "--practice").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_search_when_standard_error_is_a_terminal_then_lines_live_there_and_the_cursor_comes_back(tmp_path):
    ours, theirs = pty.openpty()
    arguments = (
        "search",
        "data engineer",
        "--practice",
        "--site",
        "indeed",
        "--results",
        "20",
        "--output",
        "-",
        "--format",
        "jsonl",
    )
    with subprocess.Popen(
        (*COMMAND, *arguments), env=environment(tmp_path, TERM="xterm"), stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while chunk := read_some(ours):
            seen += chunk
        rows = process.stdout.read().decode().splitlines()
    os.close(ours)
    assert process.returncode == 0, seen
    assert seen.rindex(b"\x1b[?25h") > seen.rindex(b"\x1b[?25l")
    assert b"20 of 20" in seen
    assert b"Asked 20, received 20" in seen
    assert len(rows) == 20


def read_some(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end has closed
        return b""
