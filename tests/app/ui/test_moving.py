"""Another data folder, chosen in the settings: the whole program on real folders, its windows used by keys and mouse."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from app import settings
from app.paths import UNFINISHED, Folder, choice_file, usual_folder
from app.ui import no_window, start
from app.ui.single import Single
from app.ui.window import MainWindow
from scraper.query import Query
from scraper.store.store import open_store
from tests.app.ui.test_mending import NONSENSE
from tests.scraper.store.postings_made import made

KEY = Qt.Key
_WAIT_S = 60


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """The usual folder, as the program finds it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("JOBSPY_DESKTOP_DATA_DIR")
    return Folder(root=usual_folder())


@pytest.fixture
def new(monkeypatch, tmp_path):
    """The folder that is chosen whenever one is to be; it is not there yet."""
    chosen = tmp_path / "drive" / "jobs"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(chosen)))
    return chosen


@pytest.fixture(autouse=True)
def _as_before(qapp):
    font, palette, quits = qapp.font(), qapp.palette(), qapp.quitOnLastWindowClosed()
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setQuitOnLastWindowClosed(quits)
    gc.unfreeze()


def played(steps, *arguments):
    """Run the program while `steps` use it: what they yield is waited for. The exit code."""
    timer, until_s, waiting, failures = QTimer(), [time.monotonic() + _WAIT_S], [lambda: True], []

    def end(error=None):
        timer.stop()
        if error is not None:
            failures.append(error)
            for widget in QApplication.topLevelWidgets():
                widget.close()

    def step():
        try:
            if time.monotonic() > until_s[0]:
                end(AssertionError(f"waited for in vain, at line {steps.gi_frame.f_lineno}"))
            elif waiting[0]():
                waiting[0] = steps.send(None)
                until_s[0] = time.monotonic() + _WAIT_S
        except StopIteration:
            end()
        except Exception as error:  # noqa: BLE001 - told once the program has ended
            end(error)

    timer.timeout.connect(step)
    timer.start(10)
    code = start.main(arguments)
    timer.stop()
    if failures:
        raise failures[0]
    assert steps.gi_frame is None, "the program ended too early"
    return code


def window():
    """The window that is open; None while there is none."""
    return next(
        (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()), None
    )


def find(kind, name):
    """What is seen of that name, in whichever window."""
    there = (each for top in QApplication.topLevelWidgets() for each in (top, *top.findChildren(kind, name)))
    return next((each for each in there if each.objectName() == name and each.isVisible()), None)


def seen(kind, name):
    return lambda: find(kind, name) is not None


def asks(name):
    """Whether the box of that name is there and has the keyboard."""
    return lambda: (box := find(QWidget, name)) is not None and QApplication.activeWindow() is box


def trouble():
    """What the settings say is wrong."""
    return label.text() if (label := find(QLabel, "trouble")) else ""


def rows(count):
    return lambda: window() is not None and hasattr(window(), "table") and window().table.rowCount() == count


def welcoming():
    return window() is not None and hasattr(window(), "table") and window().results.welcoming


def said(words):
    return lambda: window() is not None and "messages" in vars(window()) and words in window().messages.sentence


def goes_on_being_said():
    """Whether what is said comes back after something else."""
    before = window().messages.sentence
    window().messages.say("Something else.")
    window().messages.end()
    return window().messages.sentence == before


def click(name):
    QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


def press(key, name):
    """Choose a button with the keyboard, as its mnemonic does."""
    QTest.keyClick(find(QPushButton, name).window(), key, Qt.KeyboardModifier.AltModifier)


def asked():
    """The settings, opened and told to choose a folder."""
    window().actions_["settings"].trigger()
    yield seen(QDialog, "settings_dialog")
    click("choose_folder")


def jobs_in(folder, status="not hidden"):
    with open_store(folder.database, read_only=True) as store:
        return len(store.ids(status=status))


def test_everything_is_taken_along_and_the_window_opens_again_there(some_jobs, folder, new):
    settings.save(folder.settings, settings.Settings(text_percent=110))

    def steps():
        yield rows(40)
        window().actions_["sidebar"].trigger()
        yield from asked()
        yield asks("folder_question")
        told = find(QWidget, "folder_question")
        assert told.text() == f"Take everything along to {new}?"
        assert "the practice sites' made-up jobs, and whatever else is in the folder" in told.informativeText()
        assert f"What is in {folder.root} stays there, as it is." in told.informativeText()
        first = window()
        press(KEY.Key_T, "folder_take_along")
        yield said(f"Everything is in {new} now. {folder.root} is as it was: delete it once you no longer need it.")
        assert window() is not first
        assert goes_on_being_said()
        yield lambda: not isValid(first)  # all of it has gone, and what it took in memory
        yield rows(40)
        assert window().left.isHidden()  # as the one before was left
        assert find(QPushButton, "message_action").text() == "Show o&ld folder"
        free, taken = Single(folder), Single(Folder(root=new))
        assert (free.first(), taken.first()) == (True, False)
        free.close()
        taken.close()
        window().results.view.choose_row(0)
        window().actions_["hide"].trigger()
        yield rows(39)
        window().actions_["settings"].trigger()
        assert find(QLabel, "data_folder").text() == str(new)
        find(QDialog, "settings_dialog").reject()
        window().close()

    assert played(steps()) == 0
    assert (jobs_in(folder), jobs_in(Folder(root=new))) == (40, 39)
    assert settings.load(new / "settings.toml")[0].text_percent == 110
    log = Folder(root=new).log.read_text()
    assert "Traceback" not in log + folder.log.read_text()


@pytest.fixture
def practised(some_jobs, folder):
    """Three made-up jobs of an earlier search, beside the person's own."""
    practice = folder.practice()
    practice.make()
    with open_store(practice.database, made_up=True) as store:
        run = store.begin_run(Query(words="engineer", sites=("indeed",)), datetime.now(UTC))
        store.ingest(run, [made(number) for number in range(3)], datetime.now(UTC))


def practising(place):
    """The practice sites' jobs are looked at, and `place` is where the settings say that all is."""
    yield rows(3)
    assert find(QWidget, "practice_banner")
    yield from asked()
    assert find(QLabel, "data_folder").text() == str(place)


@pytest.mark.usefixtures("practised")
def test_from_practice_all_is_taken_along_and_practice_goes_on(folder, new):
    def steps():
        yield rows(40)
        window().actions_["practice"].trigger()
        yield from practising(folder.root)
        yield asks("folder_question")
        assert f"What is in {folder.root} stays there, as it is." in find(QWidget, "folder_question").informativeText()
        click("folder_take_along")
        yield said(f"Everything is in {new} now. {folder.root} is as it was")
        assert "own jobs" not in window().messages.sentence
        QFileDialog.getExistingDirectory = staticmethod(lambda *_: "")
        yield from practising(new)
        find(QDialog, "settings_dialog").reject()
        window().actions_["real"].trigger()
        yield rows(40)
        window().close()

    assert played(steps()) == 0


@pytest.mark.usefixtures("practised")
def test_from_practice_a_copy_that_fails_leads_back_there(folder, new):
    folder.database.write_bytes(NONSENSE)

    def steps():
        yield from practising(folder.root)
        yield asks("folder_question")
        click("folder_take_along")
        yield said(f"{folder.database} is damaged, so it cannot be taken along")
        yield rows(3)
        assert find(QWidget, "practice_banner")
        window().close()

    assert played(steps(), "--practice") == 0
    assert not new.exists()


@pytest.mark.usefixtures("practised")
def test_from_practice_a_folder_begun_empty_is_said_to_end_practice(folder, new):
    def steps():
        yield from practising(folder.root)
        yield asks("folder_question")
        click("folder_start_empty")
        yield said(f"Begun empty in {new}. What was kept before is in {folder.root}, as it was. Practice has ended.")
        yield welcoming
        assert find(QWidget, "practice_banner") is None
        window().close()

    assert played(steps(), "--practice") == 0


def test_old_folder_with_the_choice_in_it_is_never_said_to_be_deleted(some_jobs, folder, new, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "share"))  # one place for both, as Windows and macOS have it

    def steps():
        yield rows(40)
        yield from asked()
        yield asks("folder_question")
        click("folder_take_along")
        yield said(f"Everything is in {new} now. {folder.root} is as it was: keep it, for folder.toml in it says where")
        yield rows(40)
        window().close()

    assert played(steps()) == 0


def test_the_next_start_opens_the_chosen_folder_and_one_that_is_opened_again_is_as_it_was(some_jobs, folder, new):
    def begins_empty():
        yield rows(40)
        yield from asked()
        yield asks("folder_question")
        click("folder_start_empty")
        yield said(f"Begun empty in {new}. What was kept before is in {folder.root}, as it was.")
        assert not goes_on_being_said()
        yield welcoming
        window().close()

    def goes_back():
        yield welcoming
        QFileDialog.getExistingDirectory = staticmethod(lambda *_: str(folder.root))
        yield from asked()
        yield asks("folder_question")
        assert find(QWidget, "folder_question").text() == f"Open the data folder {folder.root}?"
        QTest.keyClick(find(QWidget, "folder_question"), KEY.Key_Escape)
        yield lambda: find(QWidget, "folder_question") is None
        click("choose_folder")
        yield asks("folder_question")
        press(KEY.Key_O, "folder_open")
        yield said(f"Opened {folder.root}. What was kept before is in {new}, as it was.")
        assert not goes_on_being_said()
        yield rows(40)
        window().close()

    assert played(begins_empty()) == 0
    assert played(goes_back()) == 0
    assert not choice_file().exists()
    assert jobs_in(Folder(root=new)) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="large files with nothing in them")
def test_copy_can_be_stopped_and_another_start_brings_it_forward(some_jobs, folder, new):
    with (folder.root / "large").open("wb") as file:
        file.truncate(6_000_000_000)
    other = []

    def steps():
        yield rows(40)
        yield from asked()
        yield asks("folder_question")
        click("folder_take_along")
        yield seen(QDialog, "copy_dialog")
        yield (new / UNFINISHED / "large").exists
        assert window() is None
        other.append(subprocess.Popen((sys.executable, "-P", "-m", "app.main"), stderr=subprocess.PIPE))
        yield lambda: other[0].poll() is not None
        assert find(QDialog, "copy_dialog")
        QTest.keyClick(find(QDialog, "copy_dialog"), KEY.Key_Escape)
        yield said(f"Stopped: everything is where it was, in {folder.root}.")
        yield rows(40)
        window().close()

    assert played(steps()) == 0
    _, told = other[0].communicate(timeout=20)
    assert (other[0].returncode, told) == (0, b"")
    assert not new.exists()
    assert not choice_file().exists()


def test_copy_that_fails_is_told_in_the_old_window_opened_again(some_jobs, folder, new):
    folder.practice().make()
    folder.practice().database.write_bytes(NONSENSE)

    def steps():
        yield rows(40)
        yield from asked()
        yield asks("folder_question")
        click("folder_take_along")
        yield said(f"{folder.practice().database} is damaged, so it cannot be taken along")
        yield rows(40)
        window().close()

    assert played(steps()) == 0
    assert not new.exists()


def test_folder_that_can_be_used_for_nothing_is_told_in_the_settings_which_stay(some_jobs, folder, new):
    new.mkdir(parents=True)
    (new / "letter.txt").touch()

    def steps():
        yield rows(40)
        yield from asked()
        yield lambda: "holds other files: choose an empty folder" in trouble()
        assert find(QPushButton, "choose_folder").isEnabled()
        QFileDialog.getExistingDirectory = staticmethod(lambda *_: "")
        click("choose_folder")
        assert trouble() == ""
        QTest.keyClick(find(QDialog, "settings_dialog"), KEY.Key_Escape)
        yield rows(40)
        window().close()

    assert played(steps()) == 0
    assert [path.name for path in new.iterdir()] == ["letter.txt"]


def test_too_little_room_is_told_before_anything_is_closed(some_jobs, folder, new, monkeypatch):
    monkeypatch.setattr("app.operations.moving._SPARE_BYTES", 1 << 62)

    def steps():
        yield rows(40)
        first = window()
        yield from asked()
        yield asks("folder_question")
        click("folder_take_along")
        yield lambda: "There is too little room" in trouble()
        assert window() is first
        find(QDialog, "settings_dialog").reject()
        window().close()

    assert played(steps()) == 0
    assert not new.exists()


@pytest.mark.parametrize("by", ["--data-dir", "JOBSPY_DESKTOP_DATA_DIR"])
def test_folder_that_was_named_is_said_to_be_and_no_other_can_be_chosen(folder, tmp_path, monkeypatch, by):
    if by != "--data-dir":
        monkeypatch.setenv(by, str(tmp_path / "named"))

    def steps():
        yield welcoming
        window().actions_["settings"].trigger()
        assert find(QLabel, "data_folder").text() == str(tmp_path / "named")
        assert find(QLabel, "data_folder_given").text() == f"Named by {by}, which goes before a choice made here."
        assert not find(QPushButton, "choose_folder").isEnabled()
        find(QDialog, "settings_dialog").reject()
        window().close()

    assert played(steps(), *((by, str(tmp_path / "named")) if by == "--data-dir" else ())) == 0


def test_while_a_search_runs_no_folder_is_chosen(desk, qtbot):
    desk.run = object()  # only whether there is one is asked
    desk.window.actions_["settings"].trigger()
    click("choose_folder")
    assert trouble() == "A search is running: stop it first."
    find(QDialog, "settings_dialog").reject()
    desk.run = None


@pytest.fixture
def away(folder, tmp_path, monkeypatch):
    """The chosen folder, which is not there."""
    monkeypatch.setattr(no_window, "_SEEN_BY_NOBODY", frozenset())
    root = tmp_path / "stick" / "jobs"
    choice_file().parent.mkdir(parents=True)
    choice_file().write_text(f'folder = "{root}"')
    return root


def test_chosen_folder_that_is_away_is_told_and_found_once_it_is_back(away, folder, capfd):
    def steps():
        yield asks("where_box")
        told = find(QWidget, "where_box")
        assert told.text().startswith(f"The data folder {away} cannot be used (No such file or directory)")
        assert str(folder.root) in told.informativeText()
        QTest.keyClick(told, KEY.Key_Return)  # try again
        yield asks("where_box")
        back = Folder(root=away)
        back.make()
        with open_store(back.database):
            pass
        click("where_again")
        yield welcoming
        window().close()

    assert played(steps()) == 0
    assert "is its drive plugged in?" in capfd.readouterr().err
    assert not folder.database.exists()


def test_chosen_folder_that_is_away_can_be_left_for_the_usual_one(away, folder):
    def steps():
        yield asks("where_box")
        press(KEY.Key_U, "where_usual")
        yield welcoming
        window().close()

    assert played(steps()) == 0
    assert folder.database.exists()
    assert not choice_file().exists()
    assert not away.exists()


def test_chosen_folder_that_is_away_can_be_left_for_another(away, folder, new):
    (new.parent / "full").mkdir(parents=True)
    (new.parent / "full" / "letter.txt").touch()
    chosen = ["", str(new.parent / "full"), str(new), str(new)]
    QFileDialog.getExistingDirectory = staticmethod(lambda *_: chosen.pop(0))

    def steps():
        yield asks("where_box")
        click("where_other")
        yield lambda: len(chosen) == 3 and asks("where_box")()
        press(KEY.Key_H, "where_other")
        yield lambda: asks("where_box")() and "holds other files" in find(QWidget, "where_box").informativeText()
        click("where_other")
        yield asks("folder_question")
        QTest.keyClick(find(QWidget, "folder_question"), KEY.Key_Escape)
        yield asks("where_box")
        click("where_other")
        yield asks("folder_question")
        assert find(QWidget, "folder_question").text() == f"Start empty in {new}?"
        press(KEY.Key_S, "folder_start_empty")
        yield welcoming
        window().close()

    assert played(steps()) == 0
    assert Folder(root=new).database.exists()
    assert not folder.database.exists()


def test_chosen_folder_that_is_away_and_nobody_says_where_then_nothing_is_opened_or_made(away, folder):
    def steps():
        yield asks("where_box")
        QTest.keyClick(find(QWidget, "where_box"), KEY.Key_Escape)

    assert played(steps()) == 1
    assert not folder.root.exists()
    assert not away.exists()


def test_chosen_folder_that_is_away_where_nobody_sees_a_box_is_told_in_the_terminal(folder):
    choice_file().parent.mkdir(parents=True)
    choice_file().write_text("folder = 3")
    done = subprocess.run(
        (sys.executable, "-P", "-m", "app.main"), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "does not say where the data are" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    assert not folder.root.exists()
