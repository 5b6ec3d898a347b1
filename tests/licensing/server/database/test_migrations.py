"""Migrations: one line of them, up and down on both databases, and what they make is what the tables say."""

from __future__ import annotations

import asyncio

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from licensing.server.config import Settings
from licensing.server.database.database import Database
from licensing.server.database.migrate import configuration, is_ready, prepare, upgrade, wanted
from licensing.server.database.tables import metadata
from licensing.server.errors import SetupError


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The engine of a database with nothing in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        url = request.getfixturevalue("fresh_database")()
    engine = create_engine(url)
    yield engine
    engine.dispose()


def tables(engine):
    return {name for name in inspect(engine).get_table_names() if not name.startswith("api_usage_")}


def ours(thing, name, kind, _reflected, _compared):
    return not (kind == "table" and name.startswith(("api_usage_", "alembic_")))


def test_migrations_when_listed_then_are_one_line_from_nothing():
    scripts = ScriptDirectory.from_config(configuration())
    assert scripts.get_heads() == [wanted()]
    assert len(scripts.get_bases()) == 1


def test_migrations_when_run_then_make_what_the_tables_say(empty):
    with empty.begin() as connection:
        upgrade(connection)
    assert tables(empty) == {*metadata.tables, "alembic_version"}
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_migrations_when_run_down_and_up_again_step_by_step_then_nothing_is_left_between(empty):
    steps = [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]
    with empty.begin() as connection:
        for revision in steps:
            upgrade(connection, revision)
    with empty.begin() as connection:
        for _ in steps:
            command.downgrade(configuration(connection), "-1")
    assert tables(empty) == {"alembic_version"}
    with empty.begin() as connection:
        upgrade(connection)
        upgrade(connection)
    assert tables(empty) == {*metadata.tables, "alembic_version"}


def test_migrations_when_the_database_is_of_a_newer_program_then_says_so_and_changes_nothing(empty):
    with empty.begin() as connection:
        upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SetupError, match="newer version"), empty.begin() as connection:
        upgrade(connection)


def test_prepare_when_several_servers_start_at_once_then_all_find_it_ready(empty):
    url = Settings(database_url=empty.url.render_as_string(hide_password=False)).database

    async def start():
        database = Database(url)
        try:
            await prepare(database)
            return await is_ready(database)
        finally:
            await database.close()

    async def several():
        return await asyncio.gather(*(start() for _ in range(4)))

    assert asyncio.run(several()) == [True] * 4
