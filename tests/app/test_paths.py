from __future__ import annotations

from pathlib import Path

import pytest

from app.paths import data_folder
from scraper.errors import StoreError


def test_data_folder_when_one_is_given_then_it_goes_before_the_variable(tmp_path):
    folder = data_folder(str(tmp_path / "a"), {"JOBSPY_DESKTOP_DATA_DIR": str(tmp_path / "b")})
    assert folder.root == tmp_path / "a"
    assert data_folder(None, {"JOBSPY_DESKTOP_DATA_DIR": str(tmp_path / "b")}).root == tmp_path / "b"


def test_data_folder_when_nothing_is_said_then_it_is_the_users_own():
    assert data_folder(None, {}).root.name == "jobspy-desktop"
    assert data_folder("~/jobs", {}).root == Path.home() / "jobs"


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
