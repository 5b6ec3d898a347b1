"""Issuing: a key its owner sees once, and nothing of it in the database but a digest and its last letters."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from licensing.protocol.codes import LicenseType
from licensing.protocol.license_key import read_key
from licensing.server.database.tables import licenses, users
from licensing.server.licenses.issue import issue


@pytest.fixture
def user_id(server):
    user = uuid4()
    now = server.clock()
    server.sql(insert(users).values(id=user, email_sealed="", email_index=str(user), created_at=now, updated_at=now))
    return user


def issued(server, user_id, **more):
    async def make():
        async with server.database.changing() as connection:
            return await issue(connection, server.context.keys, user_id=user_id, now=server.clock(), **more)

    return server.run(make)


def test_issue_when_done_then_the_key_reads_and_only_its_digest_is_stored(server, user_id):
    made = issued(server, user_id, license_type=LicenseType.PRO, machines_allowed=7)
    assert read_key(made.key) == made.key
    (row,) = server.sql(select(licenses))
    keys = server.context.keys
    assert (row.id, row.user_id, row.license_type, row.status) == (made.id, user_id, "pro", "active")
    assert (row.machines_allowed, row.trial, row.expires_at) == (7, False, None)
    assert (row.key_digest, row.key_kid) == (keys.digest_of_key(made.key), keys.pepper_kid)
    assert row.key_ending == made.key.replace("-", "")[-6:]
    assert made.key not in repr(row)


def test_issued_license_when_printed_then_its_key_is_not(server, user_id):
    made = issued(server, user_id, license_type=LicenseType.FREE)
    assert made.key not in repr(made)
    assert made.key[:-6] not in repr(made)
