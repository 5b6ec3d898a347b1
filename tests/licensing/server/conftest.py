"""A server for each test, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from licensing.server.clock import seconds
from licensing.server.config import Settings
from licensing.server.database.migrate import upgrade
from licensing.server.keys.ring import open_ring
from licensing.server.keys.stored import FILE_NAME
from tests.licensing.server.running import NOON, Server, running


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


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
    """Bring an empty PostgreSQL database to the newest version; for `fresh_database`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str | None:
    """A PostgreSQL database with our tables; None for SQLite's file in the data folder."""
    if request.param == "sqlite":
        return None
    return request.getfixturevalue("fresh_database")(migrated)


@pytest.fixture
def settings(data_dir, database_url) -> Settings:
    return Settings(data_dir=data_dir, database_url=database_url, address="https://license.example.com")


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """A server with a clock that can be set; see `running.Server`."""
    with running(settings) as started:
        yield started
