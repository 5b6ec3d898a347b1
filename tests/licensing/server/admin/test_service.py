"""Two administrators at once: what one decided is not undone by what the other had read before."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from licensing.protocol.codes import LicenseType
from licensing.server.admin import repository, service
from licensing.server.admin.office import Office
from licensing.server.database.database import Database
from licensing.server.users.service import Terms


@pytest.fixture
def two_at_once(server):
    """Runs a function with the offices of two administrators and the id of a license that ends in ten days."""

    async def run(function):
        now, databases = server.clock(), [Database(server.context.settings.database, pool_size=1) for _ in range(2)]
        parts = {"settings": server.context.settings, "keys": server.context.keys, "now": now}
        offices = [Office(**parts, database=each, actor="administrator:x") for each in databases]
        terms = Terms(license_type=LicenseType.PRO, expires_at=now + timedelta(days=10))
        made = await service.create(offices[0], "ada@example.com", terms, None, asyncio.Semaphore(1))
        try:
            return await function(*offices, str(made.license_id))
        finally:
            for database in databases:
                await database.close()

    return lambda function: server.run(run, function)


def test_revoke_when_somebody_resumes_in_this_moment_then_it_is_for_good(two_at_once, monkeypatch):
    async def race(one, other, license_id):
        await service.suspend(one, license_id, account=False)
        has_read, go_on = asyncio.Event(), asyncio.Event()
        change = repository.change_license

        async def slow(*given, **values):
            if values["status"] == "active":
                has_read.set()
                await go_on.wait()
            await change(*given, **values)

        monkeypatch.setattr(repository, "change_license", slow)
        resuming = asyncio.create_task(service.resume(one, license_id, account=False))
        await has_read.wait()
        revoking = asyncio.create_task(service.revoke(other, license_id))
        await asyncio.wait({revoking}, timeout=0.5)  # so long it would be done, were there no lock
        go_on.set()
        return (await resuming).status, (await revoking).status, await now(one, license_id)

    assert two_at_once(race) == ("active", "revoked", "revoked")


async def now(office, license_id):
    async with office.database.reading() as connection:
        return (await service.find(office, connection, license_id)).status


def test_extend_when_two_do_so_at_once_then_both_count(two_at_once):
    async def race(one, other, license_id):
        await asyncio.gather(*(service.extend(each, license_id, timedelta(days=30)) for each in (one, other)))
        async with one.database.reading() as connection:
            return (await service.find(one, connection, license_id)).expires_at - one.now

    assert two_at_once(race) == timedelta(days=70)
