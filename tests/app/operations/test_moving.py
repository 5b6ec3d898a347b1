"""Another data folder: what it may be, what is copied into it, and what becomes of the choice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from filelock import FileLock

from app.operations import moving
from app.operations.moving import Place, Use, look_at, size_bytes, use, use_usual
from app.paths import UNFINISHED, Folder, choice_file, data_folder, usual_folder
from app.settings import Settings, save
from licensing.client.files import replace_file
from scraper.cancel import Cancel, Cancelled
from scraper.errors import StoreError
from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made


@pytest.fixture(autouse=True)
def _usual(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("JOBSPY_DESKTOP_DATA_DIR")


@pytest.fixture
def old():
    """The usual folder, with something of everything in it."""
    folder = data_folder()
    for each in (folder, folder.practice()):
        each.make()
        with open_store(each.database, made_up=each.made_up) as store:
            run = store.begin_run(Query(words="engineer", sites=("indeed",)), datetime.now(UTC))
            store.ingest(run, [made(number) for number in range(3)], datetime.now(UTC))
    save(folder.settings, Settings(look="dark"))
    folder.license.mkdir()
    replace_file(folder.license / "license.sealed", b"sealed")
    folder.trial_server.mkdir(mode=0o700)
    with closing(sqlite3.connect(folder.trial_server / "licenses.sqlite3")) as connection:
        connection.execute("CREATE TABLE licenses (number)")
    (folder.root / "backups").mkdir()
    (folder.root / "backups" / "jobs-replaced.sqlite3").write_bytes(b"damaged before")
    (folder.root / "window.lock").write_text("1")
    return folder


def go(root, how, present):
    return use(look_at(root, present), how, present, Cancel(), lambda _: None)


def jobs_in(folder):
    with open_store(folder.database, read_only=True, made_up=folder.made_up) as store:
        return len(store.ids())


def everything(root):
    """What is in a folder, by name; how locks and logs of SQLite come and go says nothing."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".locks" not in path.parts and not path.name.endswith(("-wal", "-shm", ".lock"))
    }


def test_take_along_when_the_folder_is_new_then_all_is_there_and_the_old_one_is_as_it_was(old, tmp_path):
    before, told = everything(old.root), []
    root = tmp_path / "drive" / "jobs"
    new = use(look_at(root, old), Use.TAKE_ALONG, old, Cancel(), told.append)
    assert data_folder().root == new.root == root
    assert everything(old.root) == before
    copied = everything(root)
    assert copied.keys() == before.keys()
    same = {name for name in copied if not (name.endswith(".sqlite3") and "backups" not in name)}
    assert {name: copied[name] for name in same} == {name: before[name] for name in same}
    assert [jobs_in(new), jobs_in(new.practice())] == [3, 3]
    assert not (root / "window.lock").exists()
    assert told == sorted(told)
    assert (told[0] < 1, told[-1]) == (True, 1)


def test_take_along_when_the_last_rows_are_in_the_log_only_then_they_come_along(old, tmp_path):
    with closing(sqlite3.connect(old.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE late (number)")
        assert old.database.with_name("jobs.sqlite3-wal").stat().st_size > 0
        new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    with closing(sqlite3.connect(new.database)) as connection:
        assert connection.execute("SELECT count(*) FROM late").fetchone() == (0,)
    assert not (new.root / "jobs.sqlite3-wal").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_take_along_then_nobody_else_may_read_what_they_could_not_before(old, tmp_path):
    new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert stat.S_IMODE(new.root.stat().st_mode) == 0o700
    for name in ("license/license.sealed", "license-server", "settings.toml"):
        assert (new.root / name).stat().st_mode == (old.root / name).stat().st_mode, name


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_take_along_when_a_folder_in_it_is_a_link_then_what_it_leads_to_is_there_still(old, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "note").write_text("mine")
    (old.root / "linked").symlink_to("../../elsewhere")
    (old.root / "linked-back").symlink_to(".")
    os.mkfifo(old.root / "pipe")
    new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert (new.root / "linked" / "note").read_text() == "mine"


def test_take_along_when_there_are_other_files_then_they_come_along_as_they_are(old, tmp_path):
    put("notes.sqlite3", b"no database")(old.root)
    put("letters/2026/first.txt", b"dear")(old.root)
    (old.root / "letters" / "2026").chmod(0o500)
    new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert (new.root / "notes.sqlite3").read_bytes() == b"no database"
    assert (new.root / "letters" / "2026" / "first.txt").read_bytes() == b"dear"
    for folder in (old, new):
        assert stat.S_IMODE((folder.root / "letters" / "2026").stat().st_mode) == 0o500
        (folder.root / "letters" / "2026").chmod(0o700)


def test_take_along_when_the_old_folder_is_deleted_then_the_new_one_is_found(old, tmp_path):
    assert moving.may_go(old.root)
    go(tmp_path / "new", Use.TAKE_ALONG, old)
    shutil.rmtree(old.root)
    assert data_folder().root == tmp_path / "new"
    assert jobs_in(data_folder()) == 3


def test_usual_folder_when_the_choice_is_kept_in_it_then_it_stays_and_the_choice_is_not_taken_along(
    old, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "share"))  # one place for both, as Windows and macOS have it
    assert not moving.may_go(old.root)
    new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert moving.may_go(new.root)
    assert choice_file().parent == old.root
    assert not (new.root / choice_file().name).exists()
    assert data_folder().root == new.root
    assert use_usual().root == data_folder().root == old.root


def test_start_empty_then_nothing_is_copied_and_the_folder_counts_as_there(old, tmp_path):
    new = go(tmp_path / "new", Use.START_EMPTY, old)
    assert everything(new.root) == {}
    assert data_folder().root == new.root  # which an empty one would not be: its drive might not be plugged in
    assert jobs_in(old) == 3


def test_open_when_it_is_a_data_folder_then_it_is_used_as_it_is(old, tmp_path):
    go(tmp_path / "new", Use.TAKE_ALONG, old)
    with open_store(Folder(root=tmp_path / "new").database) as store:
        store.ingest(1, [made(9)], datetime.now(UTC))
    present = data_folder()
    back = look_at(usual_folder(), present)
    assert back.uses == (Use.OPEN,)
    assert use(back, Use.OPEN, present, Cancel(), lambda _: None).root == old.root
    assert data_folder().root == old.root
    assert not choice_file().exists()
    there = look_at(tmp_path / "new", old)
    assert there.uses == (Use.OPEN,)
    assert jobs_in(use(there, Use.OPEN, old, Cancel(), lambda _: None)) == 4


def test_usual_folder_when_another_was_chosen_and_has_gone_then_it_can_be_taken_again(old, tmp_path):
    go(tmp_path / "new", Use.START_EMPTY, old)
    (tmp_path / "new").rename(tmp_path / "gone")
    assert use_usual().root == data_folder().root == old.root


def test_look_when_nothing_is_there_to_take_along_then_it_can_only_be_begun(tmp_path):
    assert look_at(tmp_path / "new", None).uses == (Use.START_EMPTY,)
    (tmp_path / "tried").mkdir()
    (tmp_path / "tried" / "settings.toml").touch()
    assert look_at(tmp_path / "tried", None).uses == (Use.OPEN,)


def put(name, content=b"x"):
    def do(root):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    return do


def newer(root):
    with open_store(Folder(root=root).database):
        pass
    with closing(sqlite3.connect(root / "jobs.sqlite3", isolation_level=None)) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999_future', 0)")


def another_programs(root):
    with closing(sqlite3.connect(root / "jobs.sqlite3")) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")


def made_up(root):
    with open_store(root / "jobs.sqlite3", made_up=True):
        pass


@pytest.mark.parametrize(
    ("fill", "sentence"),
    [
        (put("letter.txt"), "holds other files: choose an empty folder"),
        (
            lambda root: (put(f"{UNFINISHED}/x")(root), put("settings.toml")(root)),
            "copy that was not finished, and more",
        ),
        (put("jobs.sqlite3", b"nothing of use" * 1000), "is not a data file of this program, or it is damaged"),
        (another_programs, "is another program's database"),
        (newer, "was written by a newer version"),
        (made_up, "holds made-up jobs"),
    ],
)
def test_look_when_the_folder_can_be_used_for_nothing_then_a_sentence_and_nothing_changed(
    old, tmp_path, fill, sentence
):
    root = tmp_path / "chosen"
    root.mkdir()
    fill(root)
    before = everything(root)
    with pytest.raises(StoreError, match=sentence):
        look_at(root, old)
    assert everything(root) == before
    assert data_folder().root == old.root


def test_look_when_it_is_not_elsewhere_then_a_sentence(old, tmp_path):
    (tmp_path / "link").symlink_to(old.root)
    (tmp_path / "file").touch()
    for chosen, sentence in (
        (old.root, "is where the data are now"),
        (tmp_path / "link", "is where the data are now"),
        (old.root / "inner", "lies in the folder where the data are now"),
        (tmp_path / "link" / "inner", "lies in the folder where the data are now"),
        (tmp_path / "practice", "name of the folder for made-up jobs"),
        (tmp_path / "file", "is no folder"),
        (tmp_path / "file" / "inner", "is no folder"),
        (tmp_path / "\udcff", "cannot be written as text"),
    ):
        with pytest.raises(StoreError, match=sentence):
            look_at(chosen, old.practice())


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write to")
def test_look_when_the_folder_cannot_be_written_then_a_sentence(old):
    with pytest.raises(StoreError, match=r"cannot be used .*: choose a folder of your own"):
        look_at(moving.Path("/proc/self/none"), old)


@pytest.mark.parametrize("practice", [False, True])
def test_look_when_the_folder_is_open_elsewhere_then_a_sentence(old, tmp_path, practice):
    go(tmp_path / "new", Use.TAKE_ALONG, old)
    use_usual()
    other = Folder(root=tmp_path / "new")
    other = other.practice() if practice else other
    with (
        open_store(other.database, made_up=practice),
        pytest.raises(StoreError, match="is open in another window or program"),
    ):
        look_at(tmp_path / "new", old)


def refused(old, root, sentence):
    """It is not done, for that reason, and nothing is left of the attempt."""
    with pytest.raises(StoreError, match=sentence):
        use(Place(root=root, uses=(Use.TAKE_ALONG,)), Use.TAKE_ALONG, old, Cancel(), lambda _: None)
    assert not root.exists()
    assert data_folder().root == old.root


@pytest.mark.parametrize("practice", [False, True])
def test_take_along_when_another_program_has_the_old_folder_open_then_a_sentence(old, tmp_path, practice):
    folder = old.practice() if practice else old
    with open_store(folder.database, made_up=practice):
        refused(old, tmp_path / "new", "Close it to move the data")


@pytest.mark.parametrize("lock", ["license/license.lock", "license-server/trial.lock"])
def test_take_along_when_something_in_it_is_being_changed_then_a_sentence(old, tmp_path, lock, monkeypatch):
    monkeypatch.setattr(moving, "_LOCK_WAIT_S", 0.1)
    with FileLock(old.root / lock):
        refused(old, tmp_path / "new", "(wait until it is done|close that one first)")


def test_take_along_when_the_file_is_damaged_then_it_says_which(old, tmp_path):
    size = old.practice().database.stat().st_size
    with old.practice().database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(size - 4096 * 3))
    refused(old, tmp_path / "new", f"{old.practice().database} is damaged, so it cannot be taken along")


def test_take_along_when_there_is_too_little_room_then_says_how_much(old, tmp_path, monkeypatch):
    monkeypatch.setattr(moving, "_SPARE_BYTES", 1 << 62)
    refused(old, tmp_path / "new", "too little room .* they take 0.4 MB, and .* MB are free")


def test_take_along_when_the_choice_cannot_be_kept_then_nothing_is_left(old, tmp_path):
    choice_file().mkdir(parents=True)
    with pytest.raises(StoreError, match="Which folder you chose cannot be kept"):
        use(Place(root=tmp_path / "new", uses=()), Use.TAKE_ALONG, old, Cancel(), lambda _: None)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("at", [0.0, 0.5, 0.99])
def test_take_along_when_it_is_stopped_then_nothing_is_left(old, tmp_path, at):
    (old.root / "z").write_bytes(b"z" * 3_000_000)
    cancel = Cancel()
    with pytest.raises(Cancelled):
        use(look_at(tmp_path / "new", old), Use.TAKE_ALONG, old, cancel, lambda part: part >= at and cancel.set())
    assert not (tmp_path / "new").exists()
    assert data_folder().root == old.root


def test_take_along_when_the_folder_was_there_then_it_still_is_after_a_stop(old, tmp_path):
    (tmp_path / "new").mkdir()
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        use(look_at(tmp_path / "new", old), Use.TAKE_ALONG, old, cancel, lambda _: None)
    assert look_at(tmp_path / "new", old).uses == (Use.TAKE_ALONG, Use.START_EMPTY)


@pytest.mark.parametrize("how", [Use.TAKE_ALONG, Use.START_EMPTY])
def test_copy_that_was_not_finished_is_never_used_and_another_takes_its_place(old, tmp_path, how):
    root = tmp_path / "new"
    put(f"{UNFINISHED}/jobs.sqlite3", b"half")(root)
    with pytest.raises(StoreError, match="holds a copy that was not finished, so nothing in it is used"):
        Folder(root=root).make()
    new = go(root, how, old)
    new.make()
    assert not (root / UNFINISHED).exists()
    assert new.database.exists() is (how is Use.TAKE_ALONG)


def test_size_when_the_practice_data_are_open_then_what_only_their_log_holds_is_counted(old, tmp_path):
    before = size_bytes(old)
    with closing(sqlite3.connect(old.practice().database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE late (data)")
        connection.execute("INSERT INTO late VALUES (zeroblob(1000000))")
        told = size_bytes(old)
        assert before + 1_000_000 < told < before + 1_100_000
        new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert size_bytes(new) == told


def test_take_along_when_a_window_was_on_the_practice_data_then_its_lock_stays(old, tmp_path):
    (old.practice().root / "window.lock").write_text("1")
    new = go(tmp_path / "new", Use.TAKE_ALONG, old)
    assert not (new.practice().root / "window.lock").exists()


def test_size_counts_what_would_be_copied(old):
    before = size_bytes(old)
    (old.root / "window.lock").write_bytes(b"x" * 1000)
    (old.root / UNFINISHED).mkdir()
    (old.root / UNFINISHED / "half").write_bytes(b"x" * 1000)
    (old.root / ".jobs.sqlite3.1.partial").write_bytes(b"x" * 1000)
    assert size_bytes(old.practice()) == before
    (old.root / "more").write_bytes(b"x" * 1000)
    assert size_bytes(old) == before + 1000
