"""Output that goes to a closed stream, a full disk or a terminal with few letters; adverts that would drive a terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from app.cli.table import one_line
from scraper.query import Query
from scraper.store.store import open_store
from tests.app.cli.program import COMMAND, environment
from tests.scraper.store.postings_made import NOW, made

pytestmark = [
    pytest.mark.measured,
    pytest.mark.skipif(os.name != "posix", reason="a shell of Unix closes the streams"),
]
WILD = "Ingénieur \x1b[31mred\x1b]0;title\x07\r\n\u202eesrever\u202c soft\u00adware 👩\u200d💻"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder with a job whose title would drive a terminal."""
    folder = tmp_path_factory.mktemp("data")
    with open_store(folder / "jobs.sqlite3") as store:
        run = store.begin_run(Query(words="a\x1b[31mb", sites=("indeed",)), NOW)
        store.ingest(run, [made(1, title=WILD, company="\x9b2J")], NOW)
    return folder


def in_shell(data, arguments, streams, **more):
    line = f"{shlex.join((*COMMAND, *arguments))} {streams}"
    command = ("sh", "-c", line)
    return subprocess.run(command, env=environment(data, **more), capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", ">&-"])
def test_command_when_its_streams_are_closed_then_it_does_its_work_all_the_same(streams, data):
    done = in_shell(data, ("jobs",), streams)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_command_when_it_reads_a_closed_stream_then_a_sentence_says_what_is_missing(data):
    done = in_shell(data, ("license", "activate", "-"), "<&-")
    assert (done.returncode, b"Standard input ended before the key" in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("more", [(), ("--output", "-")])
def test_jobs_when_there_is_no_room_for_the_output_then_a_sentence_says_so(more, data):
    done = in_shell(data, ("jobs", *more), ">/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith(b"jobspy-desktop: There is no room left where this is written")


@pytest.mark.parametrize("command", [("jobs",), ("show", "1"), ("runs",)])
def test_command_when_the_terminal_knows_ascii_only_then_the_rest_is_a_question_mark(command, data):
    done = in_shell(data, command, "", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert command == ("runs",) or b"Ing?nieur" in done.stdout


@pytest.mark.parametrize("command", [("jobs",), ("show", "1"), ("runs",)])
def test_command_when_an_advert_would_drive_the_terminal_then_its_letters_are_printed_and_nothing_else(command, data):
    said = in_shell(data, command, "").stdout.decode()
    assert [char for char in said.replace("\n", "") if not char.isprintable()] == []
    assert command != ("jobs",) or "Ingénieur [31mred ]0;title esrever" in said
    assert command != ("show", "1") or "esrever software 👩💻" in said


def test_one_line_when_a_character_only_hints_at_how_text_is_set_then_no_blank_takes_its_place():
    assert one_line("soft\u00adware\u200b\u2066 a\u0085b\u2028c\t") == "software a b c"


def test_trust_when_the_file_never_ends_then_it_is_refused(data):
    done = in_shell(data, ("license", "trust", "/dev/zero", "--yes"), "")
    assert (done.returncode, b"is too large for a file about a license" in done.stderr) == (2, True)


def test_jobs_when_the_name_of_the_folder_is_no_text_then_it_is_read_all_the_same(data, tmp_path):
    folder = os.fsencode(tmp_path) + b"/\xff"
    shutil.copytree(os.fsencode(data), folder)
    command = (*COMMAND, "jobs", "--data-dir", folder)
    done = subprocess.run(command, env=environment(data), capture_output=True, timeout=60, check=False)
    assert (done.returncode, "Ingénieur" in done.stdout.decode()) == (0, True)
