"""What is told of a damaged data file."""

from __future__ import annotations

import random

import pytest

from app.operations.doctor import _file, _guarded
from app.paths import Folder
from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.store.postings_made import NOW, made

PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = Folder(root=tmp_path_factory.mktemp("sound"))
    with open_store(folder.database) as store:
        run = store.begin_run(Query(words="welder", sites=("indeed",)), NOW)
        store.ingest(run, [made(number) for number in range(60)], NOW)
    return folder.database.read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_doctor_when_a_page_of_the_file_is_overwritten_then_says_so_and_what_to_do(sound, tmp_path, seed):
    folder, chance, damaged = Folder(root=tmp_path), random.Random(seed), bytearray(sound)
    at = PAGE * chance.randrange(1, len(sound) // PAGE)
    damaged[at : at + PAGE] = chance.randbytes(PAGE)
    folder.database.write_bytes(damaged)
    finding = _guarded("Data file", lambda: _file(folder))
    assert not finding.fine
    assert "restore" in finding.words
