"""What the limits of each zone mean for somebody who asks the whole server."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from sqlalchemy import update

from licensing.protocol.codes import LicenseType
from licensing.protocol.license_key import new_key
from licensing.server.config import Settings
from licensing.server.database.tables import licenses
from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.shared import SharedLimiter
from licensing.server.limits.zones import DATA, LICENSE, LOGIN_BY_ACCOUNT, LOGIN_BY_ADDRESS, REGISTER_BY_ADDRESS
from tests.licensing.server.running import NOON, PASSWORD, running

FINGERPRINT = "a" * 64
HOUR_US = 3_600_000_000


class Ticking:
    """A clock that goes on by so much each time it is looked at: no burst, unless it is told to stand."""

    def __init__(self, step_us=1_100_000):
        self.now_us, self.step_us = 1_795_608_000_000_000, step_us

    def __call__(self):
        self.now_us += self.step_us
        return self.now_us


@pytest.fixture
def ticking():
    return Ticking()


@pytest.fixture
def limited(data_dir, ticking):
    """A server with limits, behind a proxy on this computer; its database is a file."""
    settings = Settings(
        data_dir=data_dir, address="https://license.example.com", trusted_proxies=(ip_network("127.0.0.0/8"),)
    )
    with running(settings, limiter=MemoryLimiter(clock_us=ticking, wall_s=NOON.timestamp)) as server:
        yield server


def from_(number):
    return {"X-Forwarded-For": f"203.0.{number // 250}.{number % 250 + 1}"}


def validated(server, key, **more):
    body = {"license_key": key, "hardware_fingerprint": FINGERPRINT, "app_version": "1.0.0"}
    return server.post("/licenses/validate", body, **more)


def test_signing_in_when_tried_from_everywhere_then_an_account_is_open_to_so_many_guesses(limited):
    limited.register("ada@example.com")

    def guess(number, email="ada@example.com"):
        return limited.post("/auth/login", {"email": email, "password": "wrong guess"}, headers=from_(number))

    statuses = [guess(number).status_code for number in range(LOGIN_BY_ACCOUNT.per_hour + 3)]
    assert statuses == [401] * LOGIN_BY_ACCOUNT.per_hour + [429] * 3
    # However the address is typed, and whether the account exists or not, which is not told so either.
    assert guess(300, "ADA@Example.com").status_code == 429
    unknown = [guess(number, "nobody@example.com").status_code for number in range(400, 423)]
    assert unknown == statuses
    # The right password has to wait as well.
    reply = limited.post("/auth/login", {"email": "ada@example.com", "password": PASSWORD}, headers=from_(500))
    assert (reply.status_code, reply.json()["error"]) == (429, "RATE_LIMITED")
    assert int(reply.headers["Retry-After"]) > 0


@pytest.mark.parametrize("mistyped", [1, 2, 3, 4])
def test_signing_in_when_a_password_is_mistyped_some_times_in_a_second_then_the_right_one_is_taken(
    limited, ticking, mistyped
):
    limited.register("ada@example.com")
    ticking.step_us = 10_000

    def sign_in(password):
        return limited.post("/auth/login", {"email": "ada@example.com", "password": password}).status_code

    assert [sign_in("wrong guess") for _ in range(mistyped)] == [401] * mistyped
    assert sign_in(PASSWORD) == 200


def test_signing_in_when_it_is_tried_too_often_then_it_is_said_when_to_try_again(limited, ticking):
    def refused():
        body = {"email": "ada@example.com", "password": "wrong guess"}
        replies = (limited.post("/auth/login", body) for _ in range(LOGIN_BY_ACCOUNT.per_hour + 1))
        reply = next(reply for reply in replies if reply.status_code == 429)
        return int(reply.headers["Retry-After"]), reply.json()["detail"]

    ticking.step_us = 10_000
    assert refused() == (1, "Too many requests. Try again in a second.")
    ticking.step_us = 1_100_000
    wait_s, told = refused()
    assert 3_500 < wait_s <= 3_660
    assert told == f"Too many requests. Try again in {-(-wait_s // 60)} minutes."


def test_registering_when_an_address_is_mistyped_or_known_then_another_is_taken_at_once(limited, ticking):
    limited.register("ada@example.com")
    ticking.step_us = 10_000

    def register(email):
        return limited.post("/auth/register", {"email": email, "password": PASSWORD}).status_code

    assert [register(email) for email in ("ada@example.com", "ada@example.com", "ada2@example.com")] == [409, 409, 201]


def test_password_when_guessed_by_who_has_an_access_token_then_counts_as_signing_in(limited):
    person = limited.register("ada@example.com")
    headers = person.bearer()  # the first try of all there are

    def guess(number):
        body = {"password": "wrong guess", "new_password": PASSWORD}
        return limited.post("/auth/password", body, headers=headers | from_(number)).status_code

    statuses = [guess(number) for number in range(LOGIN_BY_ACCOUNT.per_hour)]
    assert statuses == [401] * (LOGIN_BY_ACCOUNT.per_hour - 1) + [429]
    assert limited.post("/auth/login", {"email": person.email, "password": PASSWORD}).status_code == 429


@pytest.mark.long
def test_signing_in_when_one_address_tries_many_accounts_then_it_is_stopped(limited):
    statuses = [
        limited.post("/auth/login", {"email": f"a{number}@example.com", "password": "wrong guess"}).status_code
        for number in range(LOGIN_BY_ADDRESS.per_hour + 1)
    ]
    assert statuses == [401] * LOGIN_BY_ADDRESS.per_hour + [429]


def test_registering_when_one_address_tries_addresses_out_then_it_is_stopped(limited):
    limited.register("known@example.com")
    tried = [
        limited.post("/auth/register", {"email": f"{name}@example.com", "password": PASSWORD}).status_code
        for name in ["known", *(f"n{number}" for number in range(REGISTER_BY_ADDRESS.per_hour))]
    ]
    assert tried[:2] == [409, 201]
    assert tried[REGISTER_BY_ADDRESS.per_hour - 1 :] == [429, 429]


def test_license_when_asked_for_too_often_then_only_that_license_has_to_wait(limited, ticking):
    one, other = limited.register(), limited.register()
    ticking.step_us = 0
    burst = [validated(limited, one.key) for _ in range(LICENSE.per_second + 1)]
    assert [reply.status_code for reply in burst] == [200] * LICENSE.per_second + [429]
    assert burst[0].headers["X-RateLimit-Limit"] == str(LICENSE.per_hour)
    assert burst[-1].headers["X-RateLimit-Remaining"] == str(LICENSE.per_hour - LICENSE.per_second)
    assert validated(limited, other.key).status_code == 200
    # The same key, typed differently.
    assert validated(limited, one.key.lower().replace("-", " ")).status_code == 429


def test_license_when_what_is_sent_is_no_key_then_the_address_is_counted(limited, ticking):
    ticking.step_us = 0
    statuses = [validated(limited, f"nonsense {number}").status_code for number in range(LICENSE.per_second + 1)]
    assert statuses == [200] * LICENSE.per_second + [429]
    assert validated(limited, "nonsense", headers=from_(7)).status_code == 200
    assert validated(limited, new_key()).status_code == 200


def test_data_when_its_quota_is_used_up_then_licenses_are_answered_all_the_same(limited):
    person = limited.register()
    headers, quota = person.bearer(), DATA[LicenseType.FREE].per_hour
    path = f"/users/{person.id}/subscription"
    replies = [limited.get(path, headers=headers) for _ in range(quota + 1)]
    assert [reply.status_code for reply in replies] == [200] * quota + [429]
    assert [int(reply.headers["X-RateLimit-Remaining"]) for reply in replies[:3]] == [quota - 1, quota - 2, quota - 3]
    assert {reply.headers["X-RateLimit-Limit"] for reply in replies} == {str(quota)}
    assert int(replies[0].headers["X-RateLimit-Reset"]) > NOON.timestamp()
    assert validated(limited, person.key).status_code == 200
    other = limited.register()
    assert limited.get(f"/users/{other.id}/subscription", headers=other.bearer()).status_code == 200


@pytest.mark.parametrize("license_type", LicenseType)
def test_data_when_the_tier_is_higher_then_so_is_the_quota(data_dir, license_type):
    with running(Settings(data_dir=data_dir), limiter=MemoryLimiter(clock_us=Ticking())) as server:
        person = server.register()
        server.sql(_typed(license_type))
        reply = server.get(f"/users/{person.id}/subscription", headers=person.bearer())
        assert reply.headers["X-RateLimit-Limit"] == {"free": "100", "pro": "1000", "enterprise": "10000"}[license_type]


def _typed(license_type):
    return update(licenses).values(license_type=license_type.value)


def test_limits_when_a_server_is_set_up_for_a_company_then_addresses_and_licenses_get_more_and_accounts_do_not(
    data_dir,
):
    settings = Settings(data_dir=data_dir, limits_times=3)
    clock = Ticking(step_us=0)
    with running(settings, limiter=MemoryLimiter(clock_us=clock)) as server:
        person = server.register()
        statuses = [validated(server, person.key).status_code for _ in range(3 * LICENSE.per_second + 1)]
        assert statuses == [200] * 3 * LICENSE.per_second + [429]
        clock.step_us = 1_100_000
        wrong = {"email": person.email, "password": "wrong guess"}
        guesses = [server.post("/auth/login", wrong).status_code for _ in range(LOGIN_BY_ACCOUNT.per_hour + 1)]
        assert guesses[-2:] == [401, 429]


@pytest.mark.long
def test_redis_when_it_is_gone_then_licenses_are_answered_and_nobody_signs_in_until_it_is_back(data_dir, own_redis):
    clock = Ticking()
    settings = Settings(data_dir=data_dir, redis_url=own_redis.url)
    limiter = SharedLimiter(
        SharedLimiter.at(own_redis.url)._redis, MemoryLimiter(clock_us=clock), clock_s=lambda: clock.now_us / 1e6
    )
    with running(settings, limiter=limiter) as server:
        person = server.register()

        def asked():
            clock.now_us += 2_000_000
            return validated(server, person.key).status_code

        def signed_in():
            return server.post("/auth/login", {"email": person.email, "password": PASSWORD})

        assert (asked(), signed_in().status_code) == (200, 200)
        own_redis.kill()
        assert asked() == 200
        refused = signed_in()
        assert (refused.status_code, refused.json()["error"]) == (503, "UNAVAILABLE")
        assert refused.headers["Retry-After"] == "5"
        own_redis.start()
        assert asked() == 200
        assert signed_in().status_code == 200
