"""The data outlives the program's versions: one from a later version is refused in a sentence and left as it is."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import pytest

from app.paths import Folder
from scraper.store.store import open_store
from tests.app.cli.program import program

pytestmark = pytest.mark.measured


@pytest.fixture
def newer(tmp_path):
    """A data folder whose file a later version has changed."""
    folder = Folder(root=tmp_path / "data")
    folder.make()
    with open_store(folder.database):
        pass
    with closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("INSERT INTO migrations VALUES ('of a later version', 1)")
        connection.commit()
    return folder


def digest(folder):
    return hashlib.sha256(folder.database.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "command", [("jobs",), ("runs",), ("show", "1"), ("search", "engineer"), ("backup", "copy.sqlite3")]
)
def test_command_when_the_data_is_of_a_later_version_then_it_refuses_in_a_sentence_and_leaves_it(
    newer, command, tmp_path
):
    before = digest(newer)
    done = program(newer.root, *command, cwd=tmp_path)
    assert done.returncode == 1
    assert b"was written by a newer version of this program. Install that version again" in done.stderr
    assert b"Traceback" not in done.stderr
    assert digest(newer) == before


def test_doctor_when_the_data_is_of_a_later_version_then_it_says_what_to_do(newer):
    done = program(newer.root, "doctor")
    assert done.returncode == 1
    assert b"WRONG  Data file" in done.stdout
    assert b"Install that version again" in done.stdout
