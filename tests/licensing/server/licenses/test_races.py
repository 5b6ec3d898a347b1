"""Everybody at once: a license never has a machine too many, and the lock is what holds it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select

from licensing.protocol.codes import Code, LicenseType
from licensing.protocol.messages import Activate, Deactivate
from licensing.server.database.database import Database
from licensing.server.database.sightings import Sightings
from licensing.server.database.tables import licenses, machines, users
from licensing.server.licenses import activation, repository
from licensing.server.licenses.issue import issue
from licensing.server.licenses.validation import Desk, digests_of
from tests.licensing.server.licenses.asking import check_server
from tests.licensing.server.licenses.made import parts

LICENSES, AT_ONCE, LIMIT = 50, 20, 3


def desk_of(server, database):
    context = server.context
    return Desk(
        database=database,
        keys=context.keys,
        sightings=Sightings(database),
        issuer=context.issuer,
        now=server.clock(),
    )


def asking(key, number):
    return Activate(
        license_key=key,
        hardware_fingerprint=f"{number:064x}",
        app_version="1.0.0",
        components=parts(f"n{number}"),
        nonce=str(number),
    )


async def activate(desk, request):
    return await activation.activate(desk, request, digests_of(desk.keys, request.license_key))


async def deactivate(desk, request):
    return await activation.deactivate(desk, request, digests_of(desk.keys, request.license_key))


async def keys_of_new_licenses(server, count):
    keys, now = [], server.clock()
    async with server.database.changing() as connection:
        for _ in range(count):
            user = uuid4()
            row = {"id": user, "email_sealed": "", "email_index": str(user), "created_at": now, "updated_at": now}
            await connection.execute(insert(users).values(row))
            made = await issue(
                connection, server.context.keys, user_id=user, license_type=LicenseType.PRO, now=server.clock()
            )
            keys.append(made.key)
    return keys


@asynccontextmanager
async def two_servers(server):
    """`at_once(jobs)`: what the jobs give, each of which is given a desk; they begin together, on connections of their own.

    The desks are of two pools, as those of two processes of a server are.
    """
    pools = [Database(server.context.settings.database, pool_size=AT_ONCE // 2) for _ in range(2)]

    async def at_once(jobs):
        barrier = asyncio.Barrier(len(jobs))

        async def one(number, job):
            desk = desk_of(server, pools[number % 2])
            async with desk.database.reading() as connection:
                await connection.scalar(select(1))
                await barrier.wait()
            return await job(desk)

        return await asyncio.gather(*(one(number, job) for number, job in enumerate(jobs)))

    try:
        yield at_once
    finally:
        for pool in pools:
            await pool.close()


def licenses_tried(server):
    """Fewer on SQLite, whose writers stand in one line anyway."""
    return LICENSES if server.database.is_postgresql else LICENSES // 10


async def overshoots(server):
    """By how many machines each license got too many, after 20 computers asked for each at once; and what they were told."""
    told = []
    async with two_servers(server) as at_once:
        for key in await keys_of_new_licenses(server, licenses_tried(server)):
            jobs = [
                lambda desk, key=key, number=number: activate(desk, asking(key, number)) for number in range(AT_ONCE)
            ]
            told.append([outcome.code for outcome in await at_once(jobs)])
    async with server.database.reading() as connection:
        counts = await connection.execute(
            select(func.count(machines.c.id)).select_from(licenses.outerjoin(machines)).group_by(licenses.c.id)
        )
        return [count - LIMIT for count in counts.scalars()], told


@pytest.mark.long
def test_activate_when_20_computers_ask_at_once_for_each_of_50_licenses_then_none_has_too_many(server):
    over, told = server.run(overshoots, server)
    assert over == [0] * licenses_tried(server)
    for codes in told:
        assert codes.count(Code.VALID) == LIMIT
        assert codes.count(Code.TOO_MANY_MACHINES) == AT_ONCE - LIMIT
    check_server(server)


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_activate_when_the_license_is_not_locked_then_the_same_race_gives_too_many(server, monkeypatch):
    monkeypatch.setattr(repository, "locking", lambda which: select(licenses.c.id).where(which))
    over, _ = server.run(overshoots, server)
    assert sum(more > 0 for more in over) > LICENSES // 2, over
    with pytest.raises(AssertionError, match="no more machines"):
        check_server(server)


def test_activate_when_one_computer_asks_many_times_at_once_then_it_is_one_machine(server):
    async def race():
        (key,) = await keys_of_new_licenses(server, 1)
        async with two_servers(server) as at_once:
            return await at_once([lambda desk: activate(desk, asking(key, 7))] * AT_ONCE)

    outcomes = server.run(race)
    assert {outcome.code for outcome in outcomes} == {Code.VALID}
    assert len({outcome.machine_id for outcome in outcomes}) == 1
    check_server(server)


def test_deactivate_when_asked_many_times_at_once_then_it_is_given_up_once(server):
    async def race():
        (key,) = await keys_of_new_licenses(server, 1)
        held = [await activate(desk_of(server, server.database), asking(key, number)) for number in range(LIMIT)]
        give_up = [
            lambda desk, number=number: deactivate(
                desk, Deactivate(license_key=key, machine_id=held[number % LIMIT].machine_id)
            )
            for number in range(AT_ONCE // 2)
        ]
        join = [lambda desk, number=number: activate(desk, asking(key, 100 + number)) for number in range(AT_ONCE // 2)]
        async with two_servers(server) as at_once:
            return await at_once([job for pair in zip(give_up, join, strict=True) for job in pair])

    server.run(race)
    gone, left = server.sql(select(func.count(machines.c.deactivated_at), func.count()).select_from(machines))[0]
    assert gone == LIMIT
    assert left - gone <= LIMIT
    check_server(server)
