"""What owners do with their licenses, and what nobody else can."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from licensing.server.database.tables import audit_log, licenses, users
from tests.licensing.server.licenses.asking import Computer, check_server


@pytest.fixture(autouse=True)
def _whole(server):
    yield
    check_server(server)


def license_of(server, person):
    (row,) = server.sql(select(licenses.c.id).where(licenses.c.user_id == UUID(person.id)))
    return row.id


def actions(server):
    return {row.action: row for row in server.sql(select(audit_log))}


def make_admin(server, person):
    server.sql(update(users).where(users.c.id == UUID(person.id)).values(role="admin"))


def test_machines_when_asked_by_owner_key_holder_or_administrator_then_the_same_and_by_others_nothing(server):
    owner, other, administrator = server.register(), server.register(), server.register()
    make_admin(server, administrator)
    Computer(server).activate(owner.key, name="Ada's laptop")
    path = f"/licenses/{license_of(server, owner)}/machines"
    seen = [
        server.get(path, headers=each).json() for each in (owner.bearer(), owner.with_key(), administrator.bearer())
    ]
    assert seen[0] == seen[1] == seen[2]
    assert [machine["name"] for machine in seen[0]["machines"]] == ["Ada's laptop"]
    assert seen[0]["machines_allowed"] == 1

    hidden = [server.get(path, headers=each) for each in (other.bearer(), other.with_key())]
    unknown = server.get(f"/licenses/{uuid4()}/machines", headers=other.bearer())
    assert [reply.status_code for reply in hidden] == [404, 404]
    assert hidden[0].json() == hidden[1].json() == unknown.json()
    assert server.get(path).status_code == 401


def test_rotate_key_when_done_then_the_old_key_is_void_and_the_machine_stays(server):
    owner, computer = server.register(), Computer(server)
    machine = computer.activate(owner.key)["machine_id"]
    license_id = license_of(server, owner)
    reply = server.post(f"/licenses/{license_id}/rotate-key", headers=owner.bearer())
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "no-store"
    key = reply.json()["license_key"]
    assert computer.validate(owner.key)["code"] == "NOT_FOUND"
    assert computer.validate(key)["machine_id"] == machine
    (row,) = server.sql(select(licenses).where(licenses.c.id == license_id))
    assert row.key_ending == key.replace("-", "")[-6:]
    assert key not in repr(actions(server))


def test_transfer_when_done_then_it_is_the_new_owners_alone(server):
    owner, heir, computer = server.register(), server.register(), Computer(server)
    computer.activate(owner.key)
    license_id = license_of(server, owner)
    reply = server.post(f"/licenses/{license_id}/transfer", {"user_id": heir.id}, headers=owner.bearer())
    assert reply.json() == {"license_id": str(license_id), "user_id": heir.id, "machines_deactivated": 1}
    assert computer.validate(owner.key)["code"] == "NOT_FOUND"
    for what in ("rotate-key", "transfer"):
        again = server.post(f"/licenses/{license_id}/{what}", {"user_id": owner.id}, headers=owner.bearer())
        assert again.status_code == 404
    key = server.post(f"/licenses/{license_id}/rotate-key", headers=heir.bearer()).json()["license_key"]
    assert computer.validate(key)["code"] == "NOT_ACTIVATED"
    entry = actions(server)["license.transferred"]
    assert entry.details == {"before": owner.id, "after": heir.id, "machines": 1}
    assert entry.actor == f"user:{owner.id}"


@pytest.mark.parametrize("what", ["rotate-key", "transfer"])
def test_change_when_asked_by_anybody_else_then_404_and_nothing_changes(server, what):
    owner, other = server.register(), server.register()
    path = f"/licenses/{license_of(server, owner)}/{what}"
    body = {"user_id": other.id}
    before = server.sql(select(licenses).order_by(licenses.c.id))
    assert server.post(path, body, headers=other.bearer()).status_code == 404
    assert server.post(path, body, headers=owner.with_key()).status_code == 401
    assert server.post(path, body).status_code == 401
    assert server.sql(select(licenses).order_by(licenses.c.id)) == before


@pytest.mark.parametrize("what", ["rotate-key", "transfer"])
def test_change_when_the_license_is_suspended_then_nobody_can(server, what):
    owner, heir = server.register(), server.register()
    license_id = license_of(server, owner)
    server.sql(update(licenses).where(licenses.c.id == license_id).values(status="suspended"))
    path, body = f"/licenses/{license_id}/{what}", {"user_id": heir.id}
    assert server.post(path, body, headers=owner.bearer()).status_code == 403


@pytest.mark.parametrize("what", ["rotate-key", "transfer"])
def test_change_when_asked_by_an_administrator_then_only_of_their_own(server, what):
    owner, administrator = server.register(), server.register()
    make_admin(server, administrator)
    token, before = administrator.bearer(), server.sql(select(licenses).order_by(licenses.c.id))
    reply = server.post(f"/licenses/{license_of(server, owner)}/{what}", {"user_id": administrator.id}, headers=token)
    assert (reply.status_code, "command line" in reply.json()["detail"]) == (403, True)
    assert server.sql(select(licenses).order_by(licenses.c.id)) == before
    own = f"/licenses/{license_of(server, administrator)}/{what}"
    assert server.post(own, {"user_id": owner.id}, headers=token).status_code == 200


def test_transfer_when_there_is_no_such_user_or_a_suspended_one_then_the_same_answer(server):
    owner, suspended = server.register(), server.register()
    server.sql(update(users).where(users.c.id == UUID(suspended.id)).values(status="suspended"))
    path = f"/licenses/{license_of(server, owner)}/transfer"
    replies = [
        server.post(path, {"user_id": str(user)}, headers=owner.bearer()) for user in (uuid4(), suspended.id, owner.id)
    ]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.text for reply in replies}) == 1


def test_transfer_when_machines_were_given_up_too_often_then_not_by_the_owner(server):
    first, second = server.register(), server.register()
    license_id, key = license_of(server, first), first.key
    people = [first, second]
    for _ in range(2):
        assert Computer(server).activate(key)["code"] == "VALID"
        reply = server.post(f"/licenses/{license_id}/transfer", {"user_id": people[1].id}, headers=people[0].bearer())
        assert reply.status_code == 200
        people.reverse()
        key = server.post(f"/licenses/{license_id}/rotate-key", headers=people[0].bearer()).json()["license_key"]
    Computer(server).activate(key)
    path, body = f"/licenses/{license_id}/transfer", {"user_id": second.id}
    assert server.post(path, body, headers=people[0].bearer()).status_code == 403
