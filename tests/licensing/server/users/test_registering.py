"""Registering: an account, a license and its key, once for each address."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import select, update

from licensing.protocol.license_key import read_key
from licensing.server.auth.repository import EMAIL_PLACE
from licensing.server.config import Settings
from licensing.server.database.tables import audit_log, licenses, subscriptions, users
from licensing.server.keys.sealing import unseal
from licensing.server.users.repository import Held
from licensing.server.users.service import as_it_is
from tests.licensing.server.running import NOON, PASSWORD, running


def register(server, email="Ada@Example.com", **more):
    return server.post("/auth/register", {"email": email, "password": PASSWORD, **more})


def test_register_when_somebody_is_new_then_has_an_account_a_free_license_and_a_key(server):
    reply = register(server, hardware_fingerprint="0" * 64)
    assert reply.status_code == 201
    assert reply.headers["cache-control"] == "no-store"
    made = reply.json()
    assert made.keys() == {"user_id", "license_key", "license_type"}
    assert read_key(made["license_key"]) == made["license_key"]
    ((user,), (license_,), (plan,)) = (server.sql(select(table)) for table in (users, licenses, subscriptions))
    assert (str(user.id), user.role, user.status) == (made["user_id"], "user", "active")
    assert (license_.user_id, license_.license_type, license_.trial, license_.expires_at) == (
        user.id,
        "free",
        False,
        None,
    )
    assert license_.key_digest == server.context.keys.digest_of_key(made["license_key"])
    assert (plan.user_id, plan.plan_type, plan.status, plan.current_period_end) == (user.id, "basic", "active", None)
    (entry,) = server.sql(select(audit_log))
    assert (entry.actor, entry.action, entry.details) == (
        f"user:{user.id}",
        "register",
        {"license": str(license_.id)},
    )


@pytest.mark.usefixtures("passwords_in_earnest")
def test_register_when_done_then_the_address_is_sealed_as_typed_and_the_password_hashed(server):
    register(server)
    (user,) = server.sql(select(users))
    assert unseal(server.context.keys, EMAIL_PLACE, user.id, user.email_sealed) == "Ada@Example.com"
    stored = str(server.sql(select(users)))
    assert "example" not in stored.lower()
    assert PASSWORD not in stored
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("again", ["Ada@Example.com", "ADA@EXAMPLE.COM", " ada@example.com "])
def test_register_when_the_address_is_known_in_any_spelling_then_says_so_and_changes_nothing(server, again):
    register(server)
    reply = register(server, again)
    assert (reply.status_code, reply.json()["error"]) == (409, "EMAIL_TAKEN")
    assert "ask whoever runs the server for a new one" in reply.json()["detail"]
    assert [len(server.sql(select(table))) for table in (users, licenses, subscriptions, audit_log)] == [1, 1, 1, 1]


def test_register_when_many_take_one_address_at_once_then_one_has_it(server):
    replies, barrier = [], Barrier(6)

    def take():
        barrier.wait()
        replies.append(register(server))

    threads = [Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status_code for reply in replies) == [201, *[409] * 5]
    assert [len(server.sql(select(table))) for table in (users, licenses, subscriptions)] == [1, 1, 1]


@pytest.mark.parametrize(
    "body",
    [
        {"password": PASSWORD},
        {"email": "ada@example.com"},
        {"email": "ada", "password": PASSWORD},
        {"email": "ada@example.com", "password": "seven77"},
        {"email": "ada@example.com", "password": "x" * 1_025},
        {"email": "ada@example.com", "password": None},
        {"email": ["ada@example.com"], "password": PASSWORD},
        {"email": "ada@example.com", "password": PASSWORD, "hardware_fingerprint": "'; DROP TABLE users; --"},
        {"email": "ada\ud800@example.com", "password": PASSWORD},
        [],
        None,
    ],
)
def test_register_when_something_is_missing_or_wrong_then_says_so(server, body):
    content = json.dumps(body)  # with lone halves of letters escaped
    reply = server.ask("POST", "/auth/register", content=content, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert server.sql(select(users)) == []


def test_register_when_the_server_is_for_trying_out_then_gives_a_paid_license_for_two_weeks(settings):
    with running(Settings(**{**settings.model_dump(), "trial": True})) as server:
        made = register(server).json()
        assert made["license_type"] == "pro"
        ((license_,), (plan,)) = (server.sql(select(table)) for table in (licenses, subscriptions))
        ends = NOON + timedelta(days=14)
        assert (license_.license_type, license_.trial, license_.expires_at) == ("pro", True, ends)
        assert (plan.plan_type, plan.status, plan.current_period_end) == ("pro", "active", ends)


def test_subscription_when_its_owner_asks_then_has_the_specifications_fields(server):
    person = server.register()
    reply = server.get(f"/users/{person.id}/subscription", headers=person.bearer())
    assert reply.json() == {"status": "active", "plan_type": "basic", "current_period_end": None}
    server.sql(update(licenses).values(license_type="pro", expires_at=NOON + timedelta(days=30)))
    reply = server.get(f"/users/{person.id}/subscription", headers=person.bearer())
    assert reply.json()["plan_type"] == "pro"
    assert datetime.fromisoformat(reply.json()["current_period_end"]) == NOON + timedelta(days=30)


def test_subscription_when_somebody_else_asks_then_is_not_there_unless_they_are_an_administrator(server):
    person, other = server.register(), server.register()
    path = f"/users/{person.id}/subscription"
    refused = server.get(path, headers=other.bearer())
    missing = server.get(f"/users/{UUID(int=7)}/subscription", headers=other.bearer())
    assert (refused.status_code, refused.json()) == (404, missing.json())
    server.sql(update(users).where(users.c.id == UUID(other.id)).values(role="admin"))
    assert server.get(path, headers=other.bearer()).status_code == 200
    assert server.get(f"/users/{UUID(int=7)}/subscription", headers=other.bearer()).status_code == 404


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([("pro", "active", 1)], ("active", "pro", 1)),
        ([("pro", "active", 0)], ("canceled", "pro", 0)),
        ([("free", "active", None), ("pro", "active", 1)], ("active", "pro", 1)),
        ([("pro", "active", 1), ("pro", "active", None), ("pro", "active", 9)], ("active", "pro", None)),
        ([("pro", "active", 5), ("enterprise", "revoked", None)], ("active", "pro", 5)),
        ([("enterprise", "suspended", None)], ("canceled", "enterprise", None)),
    ],
)
def test_subscription_when_licenses_change_then_is_the_most_that_may_be_used(held, told):
    def moment(days):
        return None if days is None else NOON + timedelta(days=days)

    found = as_it_is([Held(kind, status, moment(days)) for kind, status, days in held], NOON)
    status, plan, days = told
    assert (found.status, found.plan_type, found.current_period_end) == (status, plan, moment(days))


def test_subscription_when_the_license_is_anothers_now_then_there_is_none(server):
    owner, heir = server.register(), server.register()
    server.sql(update(licenses).where(licenses.c.user_id == UUID(owner.id)).values(user_id=UUID(heir.id)))
    assert as_it_is([], NOON) is None
    assert server.get(f"/users/{owner.id}/subscription", headers=owner.bearer()).status_code == 404
