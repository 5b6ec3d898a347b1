"""`jobspy-desktop folder`: the real program, its folder chosen, copied, killed in the middle, on full disks, and gone."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.cli.main import run
from app.cli.session import Session
from app.paths import UNFINISHED, choice_file
from scraper.errors import StoreError
from scraper.store.store import open_store
from tests.app.cli.program import COMMAND, environment
from tests.app.cli.test_disk import needs_mounts

pytestmark = pytest.mark.measured

SEARCH = ("search", "engineer", "--practice", "--site", "indeed", "--results", "20")


@pytest.fixture
def home(tmp_path):
    """The environment of somebody who has named no folder."""
    made = environment("", XDG_DATA_HOME=str(tmp_path / "share"), PYTHONPATH=str(Path.cwd()))
    del made["JOBSPY_DESKTOP_DATA_DIR"]
    return made


@pytest.fixture
def usual(tmp_path):
    return tmp_path / "share" / "jobspy-desktop"


def program(home, *arguments):
    return subprocess.run(
        (*COMMAND, *arguments), env=home, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip


@pytest.fixture
def searched(home):
    assert program(home, *SEARCH).returncode == 0


def jobs_in(root):
    with open_store(root / "practice" / "jobs.sqlite3", read_only=True, made_up=True) as store:
        return len(store.ids())


def test_folder_when_asked_then_it_is_all_on_standard_output(home, usual, tmp_path):
    done = program(home, "folder")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{usual}\n", "")
    done = program(home, "folder", "--data-dir", str(tmp_path / "x"))
    assert (done.stdout, done.stderr) == (
        f"{tmp_path / 'x'}\n",
        "It is named by --data-dir, which goes before a choice.\n",
    )


@pytest.mark.usefixtures("searched")
def test_folder_when_all_is_taken_along_then_everything_goes_on_there(home, usual, tmp_path):
    new = tmp_path / "new"
    done = program(home, "folder", str(new), "--take-along")
    assert (done.returncode, done.stderr) == (0, f"Copying 0.6 MB into {new}.\n")
    assert done.stdout == (
        f"Everything is kept in {new} from now on. {usual} is as it was; delete it yourself once you no longer need it.\n"
    )
    assert program(home, "folder").stderr == f"It was chosen; the usual one is {usual}.\n"
    before = jobs_in(usual)
    assert program(home, "search", "nurse", "--practice", "--site", "indeed", "--results", "10").returncode == 0
    assert (jobs_in(usual), jobs_in(new)) == (before, before + 10)
    assert "All is in order" in program(home, "doctor", "--practice").stdout
    assert program(home, "folder", "--usual").stdout.startswith(f"Everything is kept in {usual} again")
    assert program(home, "folder", str(new)).returncode == 0
    assert program(home, "folder").stdout == f"{new}\n"


def test_folder_when_a_window_is_open_on_the_one_before_then_it_is_said_to_stay_there(home, usual, tmp_path):
    new = tmp_path / "new"
    with open_store(usual / "jobs.sqlite3"):
        done = program(home, "folder", str(new), "--start-empty")
        assert done.returncode == 0
        assert done.stderr == (
            f"A window or program (process {os.getpid()}) has {usual} open: it stays with that folder until it is closed"
            " and started again.\n"
        )
    assert program(home, "folder", "--usual").stderr == ""
    with open_store(usual / "practice" / "jobs.sqlite3", made_up=True):
        assert program(home, "folder", "--usual").stderr == ""  # it is there already
        assert f"has {usual} open" in program(home, "folder", str(new), "--start-empty").stderr


def test_folder_when_the_choice_lies_in_the_one_before_then_it_is_said_to_be_kept(home, usual, tmp_path):
    new, one_place = tmp_path / "new", home | {"XDG_CONFIG_HOME": str(tmp_path / "share")}
    done = program(one_place, "folder", str(new), "--start-empty")
    assert done.stdout == (
        f"Everything is kept in {new} from now on. {usual} is as it was; keep it, for folder.toml in it says where"
        " everything is now.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new",), "new is empty: say --take-along to copy all that is kept into it, or --start-empty."),
        (("used", "--take-along"), "used is a data folder already: leave out --take-along and --start-empty"),
        (("new", "--take-along", "--start-empty"), "one of --take-along and --start-empty"),
        (("new", "--usual"), "or --usual alone"),
        (("--take-along",), "Give DIR"),
        (("new", "--start-empty", "--data-dir", "x"), "--data-dir goes before what is chosen here"),
    ],
)
def test_folder_when_it_makes_no_sense_then_says_what_to_say(monkeypatch, tmp_path, capfd, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("JOBSPY_DESKTOP_DATA_DIR")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "settings.toml").touch()
    assert run(["folder", *arguments]) == 2
    assert sentence in capfd.readouterr().err
    assert not (tmp_path / "share").exists()


def test_folder_when_the_variable_is_set_then_it_goes_before_a_choice(capfd, tmp_path):
    assert run(["folder", str(tmp_path / "new"), "--start-empty"]) == 2
    assert "JOBSPY_DESKTOP_DATA_DIR goes before what is chosen here: leave it out" in capfd.readouterr().err


def test_every_command_when_the_chosen_folder_is_away_then_says_so_makes_none_and_it_can_be_chosen_anew(
    home, usual, tmp_path
):
    new = tmp_path / "new"
    assert program(home, "folder", str(new), "--start-empty").returncode == 0
    assert program(home, *SEARCH).returncode == 0
    new.rename(tmp_path / "away")
    for command in (("jobs",), ("doctor",), ("folder",), SEARCH):
        done = program(home, *command)
        assert done.returncode == 1
        assert "is its drive plugged in? Nothing was made in its place." in done.stderr
        assert "`jobspy-desktop folder --help` says how." in done.stderr
    assert not new.exists()
    refused = program(home, "folder", str(tmp_path / "other"), "--take-along")
    assert (refused.returncode, "nothing can be taken along" in refused.stderr) == (2, True)
    assert program(home, "folder", str(tmp_path / "away")).returncode == 0
    assert program(home, "jobs", "--practice").returncode == 0
    choice_file().write_text("nonsense")
    assert "does not say where the data are" in program(home, "jobs").stderr
    assert program(home, "folder", "--usual").returncode == 0
    assert program(home, "folder").stdout == f"{usual}\n"


@pytest.mark.usefixtures("searched")
@pytest.mark.skipif(sys.platform == "win32", reason="a kill as POSIX has it")
def test_copy_when_killed_in_the_middle_then_the_old_folder_holds_and_the_half_is_never_used(home, usual, tmp_path):
    new, turn = tmp_path / "new", threading.Event()
    with (usual / "large").open("wb") as file:
        file.truncate(4_000_000_000)
    copying = subprocess.Popen((*COMMAND, "folder", str(new), "--take-along"), env=home, stderr=subprocess.DEVNULL)
    while not (new / UNFINISHED / "large").exists():
        assert copying.poll() is None
        turn.wait(0.005)
    copying.send_signal(signal.SIGKILL)
    copying.wait(20)
    assert [path.name for path in new.iterdir() if path.name != ".locks"] == [UNFINISHED]
    assert program(home, "folder").stdout == f"{usual}\n"
    assert jobs_in(usual) == 20
    for command in (("jobs", "--practice"), SEARCH):
        done = program(home, *command, "--data-dir", str(new))
        assert done.returncode == 1
    assert "holds a copy that was not finished" in program(home, *SEARCH, "--data-dir", str(new)).stderr
    (usual / "large").unlink()
    assert program(home, "folder", str(new), "--take-along").returncode == 0
    assert program(home, "folder").stdout == f"{new}\n"
    assert (jobs_in(new), (new / UNFINISHED).exists()) == (20, False)


@pytest.mark.usefixtures("searched")
@pytest.mark.skipif(sys.platform == "win32", reason="a terminal's Ctrl-C, as POSIX tells it")
def test_copy_when_stopped_by_ctrl_c_then_nothing_is_left_of_it(home, usual, tmp_path):
    new, turn = tmp_path / "new", threading.Event()
    with (usual / "large").open("wb") as file:
        file.truncate(4_000_000_000)
    copying = subprocess.Popen(
        (*COMMAND, "folder", str(new), "--take-along"), env=home, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    while not (new / UNFINISHED / "large").exists():
        assert copying.poll() is None
        turn.wait(0.005)
    copying.send_signal(signal.SIGINT)
    _, told = copying.communicate(timeout=20)
    assert (copying.returncode, "Stopped; nothing was changed." in told, "Traceback" in told) == (130, True, False)
    assert not new.exists()
    assert program(home, "folder").stdout == f"{usual}\n"


def test_store_when_the_data_are_moved_before_it_is_open_then_nothing_is_written_into_the_old_folder(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("JOBSPY_DESKTOP_DATA_DIR")
    session = Session()
    folder = session.open(made_up=True)
    assert run(["folder", str(tmp_path / "new"), "--start-empty"]) == 0
    with pytest.raises(StoreError, match=f"were moved to {tmp_path / 'new'} in this moment"), session.store(folder):
        pass
    session.close()


@needs_mounts
@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize(
    "case",
    [
        ("size=200k", False, "There is too little room for the data"),
        ("size=50m,ro", False, "cannot be used (read-only file system): choose a folder of your own"),
        ("size=3m", True, "There is no room left in"),
    ],
    ids=["too small", "read-only", "filled meanwhile"],
)
def test_copy_when_the_disk_is_full_or_read_only_then_a_sentence_and_nothing_changed(home, tmp_path, case):
    (options, late, sentence), usual = case, tmp_path / "share" / "jobspy-desktop"
    disk = tmp_path / "disk"
    disk.mkdir()
    if late:  # what looks small and is not: the room is looked at before
        grows = "import app.operations.moving as m; m.must_have_room = lambda *_: None; from app.cli.main import main; main()"
        (usual / "large").write_bytes(b"x" * 4_000_000)
        command = (sys.executable, "-P", "-c", grows)
    else:
        command = COMMAND
    line = shlex.join((*command, "folder", str(disk), "--take-along"))
    script = f'mount -t tmpfs -o {options} tmpfs "{disk}"\n{line} && exit 9 || code=$?; ls -A "{disk}"; exit $code'
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-euc", script], env=home, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert done.returncode == 1, done
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.split() in ([], [".locks"])
    assert program(home, "folder").stdout == f"{usual}\n"
    assert jobs_in(usual) == 20
