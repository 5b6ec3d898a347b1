from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from app.paths import NotThere, choice_file, data_folder, usual_folder
from scraper.errors import StoreError


def test_data_folder_when_one_is_given_then_it_goes_before_the_variable(tmp_path):
    folder = data_folder(str(tmp_path / "a"), {"JOBSPY_DESKTOP_DATA_DIR": str(tmp_path / "b")})
    assert folder.root == tmp_path / "a"
    assert data_folder(None, {"JOBSPY_DESKTOP_DATA_DIR": str(tmp_path / "b")}).root == tmp_path / "b"


@pytest.fixture
def usual(monkeypatch, tmp_path):
    """The usual folder, there and empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    folder = usual_folder()
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def choice():
    """The file with the choice, which is not there yet; its folder is."""
    path = choice_file()
    path.parent.mkdir(parents=True)
    return path


def test_data_folder_when_nothing_is_said_then_it_is_the_users_own(usual):
    assert data_folder(None, {}).root == usual
    assert data_folder("~/jobs", {}).root == Path.home() / "jobs"


def test_data_folder_when_somebody_is_named_who_is_not_known_then_it_is_a_name_like_another(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data_folder("~nobody-of-that-name/jobs", {}).root == tmp_path / "~nobody-of-that-name" / "jobs"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere everybody has a home folder")
def test_data_folder_when_there_is_no_home_then_the_sentence_says_what_to_do_and_nothing_is_made(tmp_path, monkeypatch):
    import pwd

    def unknown(_):
        raise KeyError

    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)  # as in a container that runs as a number
    with pytest.raises(
        StoreError, match="no home folder here to keep anything in: choose a data folder with --data-dir"
    ):
        data_folder(None, {})
    assert list(tmp_path.iterdir()) == []


def test_practice_when_asked_for_then_it_is_a_folder_of_its_own_and_stays_itself(tmp_path):
    practice = data_folder(str(tmp_path)).practice()
    assert (practice.root, practice.made_up) == (tmp_path / "practice", True)
    assert practice.practice() == practice
    assert practice.database.parent == practice.root


def test_own_folder_of_the_practice_sites_then_settings_and_license_are_the_persons(tmp_path):
    folder = data_folder(str(tmp_path))
    practice = folder.practice()
    assert (practice.own(), folder.own()) == (folder, folder)
    assert practice.license == folder.license == tmp_path / "license"
    assert practice.settings == folder.settings
    assert practice.trial_server.parent == tmp_path


def test_make_when_the_folder_cannot_be_made_then_the_sentence_says_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="--data-dir"):
        data_folder(str(tmp_path / "file" / "data")).make()


def test_make_when_it_is_new_then_only_this_user_may_look_into_it(tmp_path):
    folder = data_folder(str(tmp_path / "data"))
    folder.make()
    folder.make()
    assert folder.root.stat().st_mode & 0o077 == 0


def test_data_folder_when_another_was_chosen_then_it_is_that_unless_one_is_named(choice, tmp_path):
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "jobs.sqlite3").touch()
    choice.write_text(f'folder = "{(tmp_path / "jobs").as_posix()}"')
    found = data_folder(None, {})
    assert (found.root, found.given) == (tmp_path / "jobs", "")
    assert found.practice().own() == found
    named = data_folder(None, {"JOBSPY_DESKTOP_DATA_DIR": str(tmp_path / "b")})
    assert (named.root, named.practice().given) == (tmp_path / "b", "JOBSPY_DESKTOP_DATA_DIR")
    assert data_folder(str(tmp_path / "a"), {}).practice().own().given == "--data-dir"


@pytest.mark.parametrize("empty", [False, True])
def test_data_folder_when_the_chosen_one_is_not_there_then_says_so_and_makes_none(choice, tmp_path, empty):
    chosen = tmp_path / "drive"
    if empty:  # a drive's folder stays when the drive goes
        chosen.mkdir()
    choice.write_text(f'folder = "{chosen.as_posix()}"')
    with pytest.raises(NotThere, match="is its drive plugged in"):
        data_folder(None, {})
    assert chosen.exists() is empty


@pytest.mark.parametrize("text", [b"", b"folder = 1", b"folder = 'jobs'", b"folder =", b"\xff\x00", b"other = '/x'"])
def test_data_folder_when_the_choice_cannot_be_read_then_says_which_file_to_mend(choice, text):
    choice.write_bytes(text)
    with pytest.raises(NotThere, match="does not say where the data are") as told:
        data_folder(None, {})
    assert str(choice) in str(told.value)


def test_data_folder_when_there_is_nowhere_to_keep_a_choice_then_it_is_the_usual_one(usual, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_config_path", no_home)
    assert data_folder(None, {}).root == usual


def no_home(*_, **__):
    raise RuntimeError


def test_data_folder_when_the_usual_place_is_a_file_then_it_is_for_whoever_makes_it_to_say(usual):
    usual.rmdir()
    usual.touch()
    assert data_folder(None, {}).root == usual
