from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, StoreError
from scraper.store.backup import begin_anew, restore
from scraper.store.locks import gate
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made

HOLDER = """
import sys
from pathlib import Path
from scraper.store.store import open_store
with open_store(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def fill(path, numbers):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(number) for number in numbers], NOW)


def count(path):
    with open_store(path) as store:
        return len(store.ids("welder"))


@pytest.fixture
def backup(path, tmp_path):
    """A backup with two jobs; the file has three."""
    fill(path, [1, 2])
    with open_store(path) as store:
        store.back_up(tmp_path / "backup.db")
    fill(path, [3])
    return tmp_path / "backup.db"


def test_restore_when_nobody_has_it_open_then_the_backup_is_in_its_place_and_the_replaced_file_is_kept(path, backup):
    kept = restore(backup, path, NOW)
    assert (count(path), count(kept)) == (2, 3)
    assert backup.exists()
    assert not [each for each in path.parent.iterdir() if "partial" in each.name]


@pytest.mark.parametrize("made_up", [True, False])
def test_open_store_when_the_file_holds_the_other_kind_of_jobs_then_it_is_refused(path, tmp_path, made_up):
    with open_store(path, made_up=made_up) as store:
        store.back_up(tmp_path / "backup.db")
    with pytest.raises(StoreError, match="made-up"), open_store(path, made_up=not made_up):
        pass
    with pytest.raises(StoreError, match="made-up"), open_store(path, read_only=True, made_up=not made_up):
        pass
    with pytest.raises(StoreError, match="made-up"):
        restore(tmp_path / "backup.db", tmp_path / "other.db", NOW, made_up=not made_up)


def test_restore_when_there_was_no_file_then_the_backup_is_there(tmp_path, backup):
    other = tmp_path / "other" / "jobs.db"
    assert restore(backup, other, NOW) is None
    assert count(other) == 2


def test_restore_when_done_twice_in_a_second_then_both_replaced_files_are_kept(path, backup):
    kept = {restore(backup, path, NOW), restore(backup, path, NOW)}
    assert sorted(map(count, kept)) == [2, 3]


def test_restore_when_another_process_has_it_open_then_it_is_refused_until_that_is_killed(path, backup):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=f"process {process.pid}"):
            restore(backup, path, NOW)
        process.kill()
        process.wait(60)
    assert count(path) == 3
    restore(backup, path, NOW)
    assert count(path) == 2


def test_restore_when_a_program_without_our_lock_has_it_open_then_it_is_refused(path, backup):
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM jobs").fetchall()
        with pytest.raises(StoreError, match="open in another program"):
            restore(backup, path, NOW)
    assert count(path) == 3


def test_restore_when_the_old_program_was_killed_then_its_log_does_not_bring_old_rows_back(path, backup):
    script = (
        HOLDER.replace("sys.stdin.read()", "")
        .replace(
            "print",
            "from tests.scraper.store.test_backup import QUERY, NOW, made\n    import os\n"
            "    store.ingest(store.begin_run(QUERY, NOW), [made(4)], NOW)\n    os._exit(9)\n    print",
        )
        .replace("])):", "])) as store:")
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9
    assert path.with_name("jobs.db-wal").stat().st_size
    kept = restore(backup, path, NOW)
    assert (count(path), count(kept)) == (2, 4)


def damage(file):
    with file.open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(os.urandom(4096 * 9))


def test_restore_when_the_backup_is_damaged_then_nothing_changes(path, backup):
    damage(backup)
    with pytest.raises(StoreError, match="damaged"):
        restore(backup, path, NOW)
    assert count(path) == 3


def test_restore_when_the_present_file_is_damaged_then_it_is_kept_and_the_backup_works(path, backup):
    damage(path)
    damaged = path.read_bytes()
    kept = restore(backup, path, NOW)
    assert count(path) == 2
    assert kept.read_bytes()[4096 * 3 : 4096 * 12] == damaged[4096 * 3 : 4096 * 12]


def test_restore_when_the_present_file_is_no_database_then_it_is_kept(path, backup):
    path.write_bytes(b"nothing of use" * 1000)
    kept = restore(backup, path, NOW)
    assert (count(path), kept.read_bytes()) == (2, b"nothing of use" * 1000)


def test_begin_anew_then_there_is_no_file_and_what_was_there_is_kept(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(b"nothing of use" * 1000)
    kept = begin_anew(path, NOW)
    assert (path.exists(), kept.read_bytes()) == (False, b"nothing of use" * 1000)
    assert begin_anew(path, NOW) is None


def test_begin_anew_when_another_program_has_the_file_open_then_it_stays(path, backup):
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with pytest.raises(StoreError, match="Close it to begin anew"):
            begin_anew(path, NOW)
    assert count(path) == 3


def test_restore_when_the_backup_is_no_database_then_the_sentence_is_about_the_backup(path, backup, tmp_path):
    other = tmp_path / "letter.txt"
    other.write_bytes(b"a letter" * 1000)
    with pytest.raises(StoreError) as told:
        restore(other, path, NOW)
    assert str(told.value) == (
        f"{other} is damaged, or no backup of this program. Choose another file; nothing was changed."
    )


@pytest.mark.parametrize("content", [None, b"a letter" * 1000, b""])
def test_restore_when_the_backup_is_none_then_it_says_so_and_nothing_changes(path, backup, tmp_path, content):
    other = tmp_path / "other.db"
    if content is not None:
        other.write_bytes(content)
    with pytest.raises(StoreError, match=r"other\.db"):
        restore(other, path, NOW)
    assert count(path) == 3


def test_restore_when_the_backup_is_of_a_newer_version_then_it_is_refused(path, backup):
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES ('9999_the_future', 0)")
    with pytest.raises(StoreError, match="newer version"):
        restore(backup, path, NOW)
    assert count(path) == 3


def test_back_up_when_another_process_writes_meanwhile_then_the_copy_is_sound(path, backup, tmp_path):
    from tests.scraper.store.test_database import WRITER

    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path), "bayt", "400"])
    with open_store(path) as store:
        while process.poll() is None:
            store.back_up(tmp_path / "again.db", replace=True)
    assert process.returncode == 0
    restore(tmp_path / "again.db", path, NOW)
    with open_store(path) as store:
        assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_back_up_when_the_target_cannot_be_written_then_it_says_so(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        store.back_up(tmp_path / "file" / "backup.db")


def test_back_up_when_the_target_is_the_data_file_itself_then_it_is_refused(path):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(1)], NOW)
        with pytest.raises(StoreError, match="the data file itself"):
            store.back_up(path, replace=True)
        assert len(store.ids()) == 1


def test_back_up_when_there_is_a_file_already_then_it_is_lost_only_where_that_was_said(store, tmp_path):
    target = tmp_path / "backup.db"
    target.write_text("the last of its kind")
    with pytest.raises(BadInput, match="is there already, and was left as it is"):
        store.back_up(target)
    assert target.read_text() == "the last of its kind"
    store.back_up(target, replace=True)
    assert target.read_bytes().startswith(b"SQLite format 3")
    assert [each.name for each in tmp_path.iterdir() if "partial" in each.name] == []


def test_back_up_when_the_target_is_a_link_then_it_stays_one(store, tmp_path):
    real, link = tmp_path / "real.db", tmp_path / "link.db"
    link.symlink_to(real)
    store.back_up(link)
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"SQLite format 3")


def test_back_up_when_the_target_is_no_file_then_it_is_not_replaced(store, tmp_path):
    with pytest.raises(StoreError, match="choose another"):
        store.back_up(tmp_path)
    assert tmp_path.is_dir()


def test_gate_when_held_for_too_long_then_it_says_who_could_hold_it(tmp_path):
    told = []
    with (
        gate(tmp_path),
        pytest.raises(StoreError, match="restoring, moving or updating"),
        gate(tmp_path, timeout_s=0.05, waiting=told.append),
    ):
        pass
    assert told == [0.05]


def test_gate_when_given_up_while_it_is_waited_for_then_nobody_waits_on(tmp_path):
    cancel = Cancel()

    def wait():
        with gate(tmp_path, timeout_s=None, waiting=lambda _: cancel.set(), cancel=cancel):
            pass

    # On a thread of its own: one that waits for a lock it has itself is told so by the library.
    with gate(tmp_path), ThreadPoolExecutor(1) as aside, pytest.raises(Cancelled):
        aside.submit(wait).result()
    with gate(tmp_path, timeout_s=0):
        pass


def test_gate_when_a_killed_program_left_its_file_then_it_is_cleared_away(tmp_path):
    with gate(tmp_path) as held:
        (tmp_path / ".locks" / "open-1-aa.lock").touch()
        presence = held.enter()
        assert held.others() == (os.getpid(),)
        presence.release()
        assert held.others() == ()
    assert sorted(each.name for each in (tmp_path / ".locks").iterdir() if each.name.startswith("open")) == []


def back_up_beside(path, backup, given_up):
    with open_store(path, read_only=True) as store:
        store.back_up(backup.with_name("another.db"), given_up)


@pytest.mark.parametrize(
    "doing",
    [
        back_up_beside,
        lambda path, backup, given_up: restore(backup, path, NOW, cancel=given_up),
        lambda path, _, given_up: begin_anew(path, NOW, cancel=given_up),
    ],
    ids=["back up", "restore", "begin anew"],
)
def test_given_up_then_the_file_is_as_it_was_and_nothing_half_written_stays(path, backup, doing):
    given_up = Cancel()
    given_up.set()
    before = files(path.parent)
    with pytest.raises(Cancelled):
        doing(path, backup, given_up)
    assert files(path.parent) == before
    assert count(path) == 3


def files(folder):
    """All that are in it or below, but those that SQLite has beside an open one."""
    return {entry for entry in folder.rglob("*") if entry.is_file() and not entry.name.endswith(("-wal", "-shm"))}


def test_restore_given_up_while_the_present_file_is_put_aside_then_no_half_copy_of_it_stays(path, backup, monkeypatch):
    at_last, usual = Cancel(), shutil.copystat
    monkeypatch.setattr(shutil, "copystat", lambda *paths: (usual(*paths), at_last.set(), at_last.check()))
    with pytest.raises(Cancelled):
        restore(backup, path, NOW, cancel=at_last)
    assert count(path) == 3
    assert list((path.parent / "backups").iterdir()) == []
