"""The doctor: what is wrong is told, each in a sentence; where nothing is, so is that; nothing is changed."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from sqlalchemy import insert, select, text, update

from licensing.protocol.key_file import write_key_file
from licensing.server.__main__ import run
from licensing.server.clock import seconds
from licensing.server.database.tables import api_usage, users
from licensing.server.keys import rotate, stored
from licensing.server.keys.ring import KEY_FILE, KeyRing, public_keys
from licensing.server.keys.stored import FILE_NAME, Purpose
from tests.licensing.server.running import SetClock, running


@pytest.fixture
def healthy(settings, admin):
    """A server that ran today, with two people."""
    change_keys(settings, lambda key: replace(key, since=seconds(datetime.now(UTC))))
    with running(settings, SetClock(datetime.now(UTC))) as server:
        server.register()
        server.register()
        yield server


def change_keys(settings, change):
    path = settings.data_dir / FILE_NAME
    stored.write(path, tuple(change(key) for key in stored.read(path)))


def trouble(admin):
    return json.loads(admin("doctor", "--json", code=1))["trouble"]


def test_doctor_when_nothing_is_wrong_then_says_so(admin, healthy):
    assert admin("doctor") == "Everything is in order.\n"
    assert admin.json("doctor") == {"trouble": []}


def test_doctor_when_keys_are_old_then_names_each_and_what_to_do(admin, healthy, settings):
    now = seconds(datetime.now(UTC))
    change_keys(settings, lambda key: replace(key, since=now - 91 * rotate.DAY_S))
    said = trouble(admin)
    assert [sentence.split(" is ")[0] for sentence in said] == [
        "The key for tokens",
        "The key for fields",
        "The key for pepper",
    ]
    assert all("91 days old, more than 90: rotate-keys." in sentence for sentence in said)
    change_keys(settings, lambda key: replace(key, since=now - 366 * rotate.DAY_S))
    assert any(sentence.endswith("rotate-keys --lease-keys.") for sentence in trouble(admin))


def test_doctor_when_a_rotation_was_cut_off_then_says_so(admin, healthy, settings):
    path = settings.data_dir / FILE_NAME
    keys = stored.read(path)
    stored.write(path, rotate.turned(keys, rotate.fresh((Purpose.FIELDS,)), seconds(datetime.now(UTC))))
    (said,) = trouble(admin)
    assert "was cut off" in said


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_doctor_when_others_may_read_then_says_so(admin, healthy, settings):
    settings.data_dir.chmod(0o755)
    (said,) = trouble(admin)
    assert "chmod 700" in said
    settings.data_dir.chmod(0o700)
    if settings.database_url is None:
        files = [settings.data_dir / f"licenses.sqlite3{suffix}" for suffix in ("", "-wal", "-shm")]
        for path in files:
            path.chmod(0o640)
        assert trouble(admin) == [
            f"{path} can be read by others: chmod 600 it, or start the server, which does." for path in files
        ]
        admin("list")
        assert admin("doctor") == "Everything is in order.\n"
    (settings.data_dir / FILE_NAME).chmod(0o644)
    (said,) = trouble(admin)
    assert "chmod 600" in said


def test_doctor_when_the_databases_file_is_missing_then_says_so_and_makes_none(data_dir, capfd):
    assert run(["--data-dir", str(data_dir), "doctor"]) == 1
    assert "licenses.sqlite3 is missing: put back the backup" in capfd.readouterr().out
    assert not list(data_dir.glob("*.sqlite3*"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path, _keys: path.unlink(), "is missing"),
        (lambda path, _keys: path.write_bytes(b"{}"), "cannot be used"),
        (lambda path, keys: path.write_bytes(write_key_file(public_keys(keys, "https://other.example"))), "is for"),
        (
            lambda path, keys: path.write_bytes(
                write_key_file(public_keys(replace(keys, public={"x": bytes(32)}), "https://license.example.com"))
            ),
            "has other keys",
        ),
    ],
)
def test_doctor_when_the_file_for_clients_does_not_match_then_says_so(admin, healthy, settings, change, said):
    change(settings.data_dir / KEY_FILE, KeyRing(settings.data_dir).now)
    (sentence,) = trouble(admin)
    assert said in sentence


def test_doctor_when_texts_do_not_open_then_counts_them(admin, healthy):
    (one, _two) = healthy.sql(select(users.c.email_sealed))
    healthy.sql(update(users).values(email_sealed=one[0]))
    (said,) = trouble(admin)
    assert said.startswith("1 of 2 texts in users.email_sealed do not open")


def test_doctor_when_the_database_has_another_version_then_says_so_and_changes_nothing(admin, healthy):
    (version,) = healthy.sql(text("SELECT version_num FROM alembic_version"))
    healthy.sql(text("UPDATE alembic_version SET version_num = '0000'"))
    try:
        (said,) = trouble(admin)
        assert "another version" in said
        assert healthy.sql(text("SELECT version_num FROM alembic_version")) == [("0000",)]
    finally:  # other tests have this database after us
        healthy.sql(text("UPDATE alembic_version SET version_num = :version"), {"version": version[0]})


def test_doctor_when_a_row_stands_in_no_month_then_says_so(admin, healthy):
    if not healthy.database.is_postgresql:
        pytest.skip("SQLite has no partitions")
    row = {"id": users.c.id.type.python_type(int=1), "endpoint": "/", "method": "GET"}
    healthy.sql(insert(api_usage).values(**row, created_at=datetime(2001, 1, 1, tzinfo=UTC)))
    (said,) = trouble(admin)
    assert "1 rows of api_usage stand in the DEFAULT partition" in said


def test_doctor_when_the_database_does_not_answer_then_says_so(admin, healthy, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none")
    (said,) = trouble(admin)
    assert "does not answer" in said
    assert "nobody:x" not in said


def test_doctor_when_the_database_file_is_damaged_then_says_so(admin, settings):
    if settings.database_url:
        pytest.skip("PostgreSQL checks its own pages")
    with running(settings, SetClock(datetime.now(UTC))) as server:
        server.register()
    path = settings.data_dir / "licenses.sqlite3"
    content = bytearray(path.read_bytes())
    content[8_192:40_960] = b"\xff" * 32_768
    path.write_bytes(content)
    assert any("damaged" in sentence or "does not answer" in sentence for sentence in trouble(admin))
