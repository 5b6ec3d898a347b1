"""The real program on a disk that is full, cannot be written or is damaged, and with a clock that went back.

A disk of a few megabytes, and one that can be made read-only although root runs the tests, is a mount in a namespace of
its own. Where the kernel allows none, a limit on the size of files stands in for the full disk.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.cli.program import COMMAND, environment, program

SEARCH = ("search", "engineer", "--practice", "--site", "indeed", "--results")
LIST = ("jobs", "--practice", "--output", "-", "--format", "jsonl")


def allows_mounts():
    return shutil.which("unshare") and not subprocess.run(
        ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    ).returncode  # fmt: skip


needs_mounts = pytest.mark.skipif(not allows_mounts(), reason="no mounts in a namespace of one's own here")


def on_a_disk(disk, *steps, data=None):
    """Do one thing after another: a line for the shell, or the program's arguments; the data is on the disk if not said.

    Exit code, standard output and standard error of each run of the program.
    """
    disk.mkdir()
    results, lines = disk.parent, []
    for number, step in enumerate(steps):
        if isinstance(step, str):
            lines.append(step)
        else:
            run = shlex.join((*COMMAND, *step, "--data-dir", str(data or disk)))
            lines.append(f"{run} >{number}.out 2>{number}.err && code=0 || code=$?; echo $code >{number}.code")
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-euc", "\n".join(lines)],
        cwd=results,
        env=environment(disk, PYTHONPATH=str(Path.cwd()), DISK=str(disk)),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    numbers = [number for number, step in enumerate(steps) if not isinstance(step, str)]
    return [tuple((results / f"{number}.{end}").read_text() for end in ("code", "out", "err")) for number in numbers]


def mount(options):
    return f'mount -t tmpfs -o {options} tmpfs "$DISK"'


@pytest.fixture
def searched(tmp_path):
    assert program(tmp_path, *SEARCH, "20").returncode == 0
    return tmp_path / "practice" / "jobs.sqlite3"


def ids_in(output):
    return {json.loads(line)["id"] for line in output.splitlines()}


def told(error):
    """The last line of standard error, which is the sentence; nothing of Python's is in it."""
    assert "Traceback" not in error
    assert "Exception ignored" not in error
    return error.splitlines()[-1]


@needs_mounts
def test_search_when_the_disk_fills_up_then_one_sentence_and_all_of_before_is_kept(tmp_path):
    first, full, past, kept, again, after, health = on_a_disk(
        tmp_path / "disk",
        mount("size=2m"),
        (*SEARCH, "20"),
        (*SEARCH, "1000"),
        ("runs", "--practice"),
        LIST,
        mount("remount,size=100m"),
        (*SEARCH, "1000"),
        LIST,
        ("doctor", "--practice"),
    )
    assert first[0] == "0\n", first
    assert full[0] == "1\n"
    assert told(full[2]) == (
        "jobspy-desktop: The disk is full. Free some space and try again; what was stored before is safe."
    )
    assert past[1].splitlines()[2].endswith(", cut off")
    assert len(ids_in(kept[1])) >= 20
    assert again[0] == "0\n", again
    assert ids_in(kept[1]) < ids_in(after[1])
    assert "Data file: sound" in health[1]


@needs_mounts
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
def test_export_when_the_disk_is_full_then_one_sentence_and_the_old_file_stays(tmp_path, ending, searched):
    target = tmp_path / "disk" / f"jobs.{ending}"
    old = f"echo old >{shlex.quote(str(target))}"
    export = ("jobs", "--practice", "--output", str(target), "--replace")
    look = f'ls -A "$DISK" >left; cat {shlex.quote(str(target))} >old'
    [full] = on_a_disk(tmp_path / "disk", mount("size=8k"), old, export, look, data=searched.parent.parent)
    assert full[0] == "1\n", full
    assert told(full[2]) == (
        f"jobspy-desktop: There is no room left for jobs.{ending}: free some space, then export again."
        " Nothing was changed."
    )
    assert (tmp_path / "left").read_text() == f"jobs.{ending}\n"
    assert (tmp_path / "old").read_text() == "old\n"


@needs_mounts
def test_commands_when_the_folder_cannot_be_written_then_search_says_what_to_do_and_the_others_read(tmp_path):
    commands = [(*SEARCH, "20"), LIST, ("show", "1", "--practice"), ("runs", "--practice"), ("jobs", "--practice")]
    _, (code, out, error), *looked, listed = on_a_disk(
        tmp_path / "disk", mount("size=50m"), (*SEARCH, "20"), mount("remount,ro"), *commands, mount("remount,rw"), LIST
    )
    assert (code, out) == ("1\n", "")
    assert "cannot be written" in told(error)
    assert "allow this user to write to the data folder, or choose another" in told(error)
    for code, out, error in looked:
        assert code == "0\n"
        assert told(error).endswith("cannot be written: it is only read, and there is no log.")
        assert out
    assert len(ids_in(looked[0][1])) == len(ids_in(listed[1])) == 20


@needs_mounts
def test_doctor_when_the_folder_cannot_be_written_then_says_so(tmp_path):
    _, (code, out, _) = on_a_disk(
        tmp_path / "disk", mount("size=50m"), (*SEARCH, "20"), mount("remount,ro"), ("doctor", "--practice")
    )
    assert code == "1\n"
    assert "WRONG  Data folder: " in out
    assert "cannot be written" in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_search_when_the_file_may_grow_no_more_then_one_sentence_and_all_of_before_is_kept(tmp_path):
    assert program(tmp_path, *SEARCH, "20").returncode == 0
    limited = shlex.join((*COMMAND, *SEARCH, "1000"))
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 1500; exec {limited}"],
        env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "cannot be read or written" in told(done.stderr) or "disk is full" in told(done.stderr)
    assert len(ids_in(program(tmp_path, *LIST).stdout)) >= 20
    assert program(tmp_path, *SEARCH, "1000").returncode == 0
    assert b"Data file: sound" in program(tmp_path, "doctor", "--practice").stdout


def test_every_command_when_the_file_is_damaged_then_says_what_to_do_and_a_backup_brings_all_back(searched, tmp_path):
    saved = tmp_path / "saved.sqlite3"
    assert program(tmp_path, "backup", str(saved), "--practice").returncode == 0
    size = searched.stat().st_size
    with searched.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(size - 4096 * 3))
    damaged = searched.read_bytes()
    for command in ((*SEARCH, "20"), LIST, ("show", "1", "--practice"), ("runs", "--practice")):
        done = program(tmp_path, *command)
        assert done.returncode == 1
        assert "is damaged. Restore a backup with `restore`" in told(done.stderr.decode())
    done = program(tmp_path, "restore", str(saved), "--practice")
    assert done.returncode == 0, done.stderr
    assert len(ids_in(program(tmp_path, *LIST).stdout)) == 20
    (kept,) = searched.parent.glob("backups/jobs-replaced-*.sqlite3")
    assert kept.read_bytes()[4096 * 3 :] == damaged[4096 * 3 :]


def test_search_when_the_clock_went_back_then_says_so_and_nothing_is_lost(searched, tmp_path):
    # What a clock that was two years ahead has left behind.
    with closing(sqlite3.connect(searched)) as connection:
        ahead_s = 2 * 365 * 86_400
        connection.execute("UPDATE runs SET started_at = started_at + ?1, finished_at = finished_at + ?1", (ahead_s,))
        for table in ("sightings", "listing"):
            connection.execute(
                f"UPDATE {table} SET first_seen = first_seen + ?1, last_seen = last_seen + ?1", (ahead_s,)
            )
        connection.commit()
    before = ids_in(program(tmp_path, *LIST).stdout)
    done = program(tmp_path, *SEARCH, "40")
    assert done.returncode == 0
    assert b"set the clock. Nothing is lost" in done.stderr
    assert before < ids_in(program(tmp_path, *LIST).stdout)
    runs = program(tmp_path, "runs", "--practice").stdout.decode().splitlines()
    assert [line[0] for line in runs if line[:1].isdigit()] == ["2", "1"]
    # The last search is now of today; it is the one that counts.
    assert b"All is in order" in program(tmp_path, "doctor", "--practice").stdout
    with closing(sqlite3.connect(searched)) as connection:
        assert connection.execute("SELECT count(*) FROM listing WHERE first_seen > last_seen").fetchone() == (0,)
        connection.execute("UPDATE runs SET started_at = started_at + ?", (ahead_s,))
        connection.commit()
    examined = program(tmp_path, "doctor", "--practice")
    assert examined.returncode == 1
    assert b"set the clock" in examined.stdout
