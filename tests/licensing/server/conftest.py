"""A server for each test, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from psycopg import sql
from sqlalchemy import create_engine

from licensing.server.auth import passwords
from licensing.server.clock import seconds
from licensing.server.config import Settings
from licensing.server.database.migrate import upgrade
from licensing.server.database.tables import metadata
from licensing.server.keys import ring
from licensing.server.keys.ring import open_ring
from licensing.server.keys.stored import FILE_NAME
from tests.licensing.server.running import NOON, Server, running

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SQLITE_NAME = "licenses.sqlite3"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _each_key_loaded_once():
    """OpenSSL checks an RSA key anew each time it is loaded, a tenth of a second; tests start servers with the same one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ring, "_rsa", lru_cache(ring._rsa))
        yield


@pytest.fixture
def passwords_in_earnest() -> None:
    """Take it where what a password's hash costs, or looks like, is looked at; elsewhere it costs next to nothing."""


@pytest.fixture(autouse=True)
def _cheap_passwords(request, monkeypatch):
    if "passwords_in_earnest" not in request.fixturenames:
        monkeypatch.setattr(passwords, "_ARGON", CHEAP)
        monkeypatch.setattr(passwords, "NOBODYS", CHEAP.hash("nobody's"))


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory) -> Path:
    """A key file made once: RSA keys take seconds."""
    folder = tmp_path_factory.mktemp("keys")
    open_ring(folder, seconds(NOON))
    return folder / FILE_NAME


@pytest.fixture
def data_dir(tmp_path, made_keys) -> Path:
    """A server's data folder with keys in it."""
    folder = tmp_path / "server"
    folder.mkdir(mode=0o700)
    shutil.copy2(made_keys, folder / FILE_NAME)
    return folder


def migrated(url: str) -> None:
    """Bring an empty database to the newest version; for `fresh_database`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    """A SQLite file with our tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / SQLITE_NAME
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def shared_database(postgres) -> str:
    """The PostgreSQL database with our tables that tests have in turn: to make one for each costs a second."""
    return postgres.fresh_database(migrated)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, data_dir) -> str | None:
    """A PostgreSQL database with our tables, empty; None for SQLite's file in the data folder."""
    if request.param == "sqlite":
        shutil.copy2(request.getfixturevalue("migrated_file"), data_dir / SQLITE_NAME)
        return None
    url = request.getfixturevalue("shared_database")
    _empty(url)
    return url


def _empty(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # the audit log lets nobody else delete
        for table in metadata.sorted_tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))


@pytest.fixture
def settings(data_dir, database_url) -> Settings:
    return Settings(data_dir=data_dir, database_url=database_url, address="https://license.example.com")


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """A server with a clock that can be set; see `running.Server`."""
    with running(settings) as started:
        yield started
