"""Signing in, staying signed in, signing out."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from threading import Barrier, Thread

import jwt
import pytest
from sqlalchemy import delete, insert, select, update

from licensing.server.audit.repository import latest
from licensing.server.auth import passwords
from licensing.server.auth.service import SESSION_LASTS
from licensing.server.database.tables import licenses, refresh_tokens, sessions, users
from tests.licensing.server.auth.counted import CountedHasher
from tests.licensing.server.running import PASSWORD, bearer

WRONG = {"error": "WRONG_CREDENTIALS", "detail": "The e-mail address or the password is not right."}


def works(server, person, token):
    """The status of a request with this access token."""
    return server.get(f"/users/{person.id}/subscription", headers=bearer(token)).status_code


def refreshed(server, token):
    return server.post("/auth/refresh", {"refresh_token": token})


def log(server):
    async def read():
        async with server.database.reading() as connection:
            return await latest(connection, 100)

    return [entry.action for entry in server.run(read)]


def test_login_when_the_password_is_right_then_gives_tokens_that_work(server):
    person = server.register("Ada@Example.com")
    reply = server.post("/auth/login", {"email": "ada@EXAMPLE.com", "password": PASSWORD})
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    tokens = reply.json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 600)
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert (claims["sub"], claims["email"], claims["license_type"]) == (person.id, "Ada@Example.com", "free")
    assert works(server, person, tokens["access_token"]) == 200


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"license_type": "pro"}, "pro"),
        ({"license_type": "pro", "status": "suspended"}, "free"),
        ({"license_type": "pro", "status": "revoked"}, "free"),
        ({"license_type": "pro", "expires_at": timedelta(0)}, "free"),
        ({"license_type": "enterprise", "expires_at": timedelta(seconds=1)}, "enterprise"),
    ],
)
def test_login_when_the_license_is_usable_or_not_then_the_token_has_its_type_and_permissions(server, kept, expected):
    person = server.register()
    values = {name: server.clock() + value if isinstance(value, timedelta) else value for name, value in kept.items()}
    server.sql(update(licenses).values(values))
    claims = jwt.decode(person.sign_in()["access_token"], options={"verify_signature": False})
    assert claims["license_type"] == expected
    assert ("api:premium_data" in claims["permissions"]) is (expected != "free")


def test_login_when_somebody_has_several_licenses_then_the_best_that_is_usable_counts(server):
    person = server.register()
    (row,) = server.sql(select(licenses))
    for number, kind in enumerate(("pro", "enterprise")):
        values = {**row._mapping, "id": type(row.id)(int=number), "key_digest": kind, "license_type": kind}
        server.sql(insert(licenses).values(values))
    claims = jwt.decode(person.sign_in()["access_token"], options={"verify_signature": False})
    assert claims["license_type"] == "enterprise"


@pytest.mark.usefixtures("passwords_in_earnest")
def test_login_when_address_or_password_is_wrong_then_body_headers_and_argon2_runs_are_the_same(server, monkeypatch):
    person = server.register()
    counted = CountedHasher(passwords.PASSES, passwords.MEMORY_KIB, passwords.LANES)
    monkeypatch.setattr(passwords, "_ARGON", counted)
    replies = [
        server.post("/auth/login", {"email": email, "password": "not the password"})
        for email in (person.email, "nobody@example.com")
    ]
    assert counted.runs == 2
    assert [reply.status_code for reply in replies] == [401, 401]
    assert [reply.json() for reply in replies] == [WRONG, WRONG]
    assert replies[0].headers.keys() == replies[1].headers.keys()


@pytest.mark.usefixtures("passwords_in_earnest")
def test_login_when_address_or_password_is_wrong_then_it_takes_as_long(server):
    person = server.register()

    def took(email):
        began = time.perf_counter()
        server.post("/auth/login", {"email": email, "password": "not the password"})
        return time.perf_counter() - began

    known, unknown = [], []
    for number in range(9):
        known.append(took(person.email))
        unknown.append(took(f"nobody{number}@example.com"))
    # A path without argon2 would be ten times as quick.
    assert 1 / 3 < statistics.median(known) / statistics.median(unknown) < 3


def test_login_when_nobody_can_sign_in_to_the_account_then_says_the_same(server):
    person = server.register()
    server.sql(update(users).values(password_hash=None))
    reply = server.post("/auth/login", {"email": person.email, "password": PASSWORD})
    assert (reply.status_code, reply.json()) == (401, WRONG)


def test_login_when_suspended_then_only_who_knows_the_password_is_told(server):
    person = server.register()
    server.sql(update(users).values(status="suspended"))
    assert server.post("/auth/login", {"email": person.email, "password": PASSWORD}).json()["error"] == "FORBIDDEN"
    assert server.post("/auth/login", {"email": person.email, "password": "wrong"}).json() == WRONG


@pytest.mark.usefixtures("passwords_in_earnest")
def test_login_when_the_stored_hash_is_of_an_older_make_then_it_is_renewed(server):
    person = server.register()
    old = passwords.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD.encode())
    server.sql(update(users).values(password_hash=old))
    person.sign_in()
    (stored,) = server.sql(select(users.c.password_hash))
    assert "m=19456,t=2,p=1" in stored[0]
    person.sign_in()
    assert server.sql(select(users.c.password_hash)) == [stored]


def test_access_token_when_time_goes_by_then_ends_after_ten_minutes(server):
    person = server.register()
    token = person.sign_in()["access_token"]
    server.clock.go_on(minutes=10)
    assert works(server, person, token) == 200
    server.clock.go_on(seconds=5)
    assert works(server, person, token) == 401


@pytest.mark.parametrize(
    "change",
    [
        update(users).values(status="suspended"),
        update(users).values(token_version=1),
        update(sessions).values(revoked_at=sessions.c.created_at),
        update(sessions).values(expires_at=sessions.c.created_at),
        delete(sessions),
        delete(users),
    ],
    ids=["suspended", "older version", "session revoked", "session ended", "session gone", "user gone"],
)
def test_access_token_when_the_account_does_not_hold_any_more_then_neither_do_its_tokens(server, change):
    person = server.register()
    tokens = person.sign_in()
    assert works(server, person, tokens["access_token"]) == 200
    server.sql(change)
    assert works(server, person, tokens["access_token"]) == 401
    if "token_version" not in str(change):
        assert refreshed(server, tokens["refresh_token"]).status_code == 401


def test_access_token_when_of_another_users_session_then_does_not_hold(server):
    """The session has to be the user's own: a claim alone is not believed."""
    one, other = server.register(), server.register()
    mine, theirs = one.sign_in()["access_token"], other.sign_in()["access_token"]
    claims = [jwt.decode(token, options={"verify_signature": False}) for token in (mine, theirs)]
    keys = server.context.keys
    mixed = jwt.encode({**claims[0], "sid": claims[1]["sid"]}, keys.token_key, "RS256", headers={"kid": keys.token_kid})
    assert works(server, one, mixed) == 401


def test_refresh_when_each_token_is_used_once_then_goes_on_until_the_session_ends(server):
    person = server.register()
    tokens = person.sign_in()
    for _ in range(3):
        server.clock.go_on(days=9)
        reply = refreshed(server, tokens["refresh_token"])
        assert reply.status_code == 200
        tokens = reply.json()
        assert works(server, person, tokens["access_token"]) == 200
    assert timedelta(days=27) < SESSION_LASTS
    server.clock.go_on(days=3)
    assert refreshed(server, tokens["refresh_token"]).json()["error"] == "NOT_SIGNED_IN"


def test_refresh_when_the_license_got_better_then_the_next_token_says_so(server):
    tokens = server.register().sign_in()
    server.sql(update(licenses).values(license_type="pro"))
    renewed = refreshed(server, tokens["refresh_token"]).json()["access_token"]
    assert jwt.decode(renewed, options={"verify_signature": False})["license_type"] == "pro"


def test_refresh_when_a_token_comes_a_second_time_then_the_whole_session_ends_and_no_other(server):
    person = server.register()
    other = person.sign_in()
    first = person.sign_in()
    second = refreshed(server, first["refresh_token"]).json()
    reply = refreshed(server, first["refresh_token"])
    assert (reply.status_code, reply.json()["error"]) == (401, "TOKEN_REUSED")
    assert refreshed(server, second["refresh_token"]).status_code == 401
    assert works(server, person, second["access_token"]) == 401
    assert works(server, person, other["access_token"]) == 200
    assert "refresh token reused" in log(server)


@pytest.mark.parametrize("token", ["x", "' OR '1'='1", "é" * 20, "A" * 128])
def test_refresh_when_the_token_is_none_of_ours_then_says_so(server, token):
    assert refreshed(server, token).json()["error"] == "NOT_SIGNED_IN"


def test_refresh_when_two_use_one_token_at_once_then_one_gets_the_next_and_the_session_ends(server):
    token = server.register().sign_in()["refresh_token"]
    replies, barrier = [], Barrier(4)

    def use():
        barrier.wait()
        replies.append(refreshed(server, token))

    threads = [Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status_code for reply in replies) == [200, 401, 401, 401]
    (following,) = [reply.json()["refresh_token"] for reply in replies if reply.status_code == 200]
    assert refreshed(server, following).status_code == 401


def test_logout_when_done_then_that_session_ends_and_no_other(server):
    person = server.register()
    one, other = person.sign_in(), person.sign_in()
    reply = server.post("/auth/logout", headers=bearer(one["access_token"]))
    assert (reply.status_code, reply.content) == (204, b"")
    assert works(server, person, one["access_token"]) == 401
    assert refreshed(server, one["refresh_token"]).status_code == 401
    assert server.post("/auth/logout", headers=bearer(one["access_token"])).status_code == 401
    assert works(server, person, other["access_token"]) == 200


def test_login_when_older_sessions_have_ended_then_nothing_is_left_of_them(server):
    person = server.register()
    for _ in range(3):
        person.sign_in()
    server.clock.go_on(days=31)
    person.sign_in()
    assert [len(server.sql(select(table))) for table in (sessions, refresh_tokens)] == [1, 1]


def test_refresh_tokens_when_stored_then_only_as_a_digest(server):
    token = server.register().sign_in()["refresh_token"]
    assert token not in str(server.sql(select(refresh_tokens)))


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "bearer x.y.z", "License nonsense", "Bearer {token} {token}", "{token}"],
)
def test_caller_when_the_header_is_not_as_it_has_to_be_then_is_nobody(server, header):
    person = server.register()
    headers = {"Authorization": header.format(token=person.sign_in()["access_token"])}
    reply = server.get(f"/users/{person.id}/subscription", headers=headers)
    assert (reply.status_code, reply.json()["error"]) == (401, "NOT_SIGNED_IN")
    assert reply.headers["www-authenticate"] == "Bearer"


OTHER = "another battery staple"


def changed(server, token, password=PASSWORD, following=OTHER):
    return server.post("/auth/password", {"password": password, "new_password": following}, headers=bearer(token))


def signed_in(server, person, password):
    return server.post("/auth/login", {"email": person.email, "password": password}).status_code


def test_password_when_changed_then_only_the_new_one_holds_and_all_other_sessions_end(server):
    person, somebody = server.register(), server.register()
    one, other, theirs = person.sign_in(), person.sign_in(), somebody.sign_in()
    reply = changed(server, one["access_token"])
    assert (reply.status_code, reply.content) == (204, b"")
    assert [signed_in(server, person, password) for password in (PASSWORD, OTHER)] == [401, 200]
    assert works(server, person, other["access_token"]) == 401
    assert refreshed(server, other["refresh_token"]).status_code == 401
    assert works(server, person, one["access_token"]) == 200
    assert refreshed(server, one["refresh_token"]).status_code == 200
    assert works(server, somebody, theirs["access_token"]) == 200
    assert signed_in(server, somebody, PASSWORD) == 200
    assert "password changed" in log(server)


@pytest.mark.parametrize(
    ("password", "following", "status"), [("not the password", OTHER, 401), (PASSWORD, "short", 422)]
)
def test_password_when_it_cannot_be_changed_then_all_stays_as_it_was(server, password, following, status):
    person = server.register()
    one, other = person.sign_in(), person.sign_in()
    assert changed(server, one["access_token"], password, following).status_code == status
    assert signed_in(server, person, PASSWORD) == 200
    assert works(server, person, other["access_token"]) == 200
    assert "password changed" not in log(server)


def test_login_when_the_password_is_changed_while_it_is_checked_then_no_session_begins(server, monkeypatch):
    person = server.register()
    token = person.sign_in()["access_token"]
    check = passwords.check

    async def slowly(turn, stored, password):
        """Right, and then too late: the password changes before this is told."""
        monkeypatch.setattr(passwords, "check", check)
        checked = await check(turn, stored, password)
        headers, body = bearer(token), {"password": PASSWORD, "new_password": OTHER}
        reply = await server.client.post("/api/v1/auth/password", json=body, headers=headers)
        assert reply.status_code == 204
        return checked

    monkeypatch.setattr(passwords, "check", slowly)
    reply = server.post("/auth/login", {"email": person.email, "password": PASSWORD})
    assert (reply.status_code, reply.json()) == (401, WRONG)
    assert len(server.sql(select(sessions).where(sessions.c.revoked_at.is_(None)))) == 1
