from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.zones import Verdict, Zone
from licensing.server.web.addresses import client_address, is_here, subject
from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import USER, toy

THING = ("GET", "/api/things/1")
SHOWN = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def still(**more):
    return MemoryLimiter(clock_us=lambda: 1_795_608_000_000_000, wall_s=lambda: 1_795_608_000.0, **more)


def shown(reply):
    return tuple(int(reply.headers[name]) for name in SHOWN)


def test_address_when_its_limit_is_used_up_then_it_is_told_until_when():
    app = toy(limiter=still(), zone=Zone("address", per_hour=2, per_second=2))
    first, second, third = ask(app, THING, THING, THING)
    assert [shown(reply) for reply in (first, second, third)] == [(2, left, 1_795_611_660) for left in (1, 0, 0)]
    assert (third.status_code, third.json()) == (
        429,
        {"error": "RATE_LIMITED", "detail": "Too many requests. Try again in 61 minutes."},
    )
    assert third.headers["Retry-After"] == "3660"
    assert third.headers["Connection"] == "close"


def test_verdict_when_nothing_is_found_or_a_bug_happens_then_it_is_shown_all_the_same():
    replies = ask(
        toy(limiter=still()), ("GET", "/nowhere"), ("GET", "/api/fails"), ("POST", "/api/things", {"json": {}})
    )
    assert [reply.status_code for reply in replies] == [404, 500, 422]
    assert [shown(reply)[1] for reply in replies] == [99_999, 99_998, 99_997]


def test_verdict_when_a_later_stage_gives_another_then_that_one_is_shown():
    app = toy(limiter=still())
    *spent, refused = ask(app, *[("GET", "/api/spends")] * 4)
    assert [shown(reply)[:2] for reply in spent] == [(3, 2), (3, 1), (3, 0)]
    assert (refused.status_code, shown(refused)[:2]) == (429, (3, 0))
    assert refused.headers["Retry-After"] == "3660"
    (other,) = ask(app, THING)
    assert shown(other)[0] > USER.per_hour


class Down:
    async def hit(self, zone, subject):
        return Verdict(allowed=False, limit=zone.per_hour, remaining=0, reset_at=7, retry_after_s=5, down=True)


def test_closed_zone_when_nobody_can_count_then_the_server_says_try_again():
    (reply,) = ask(toy(limiter=Down()), THING)
    assert (reply.status_code, reply.json()["error"], reply.headers["Retry-After"]) == (503, "UNAVAILABLE", "5")


PROXY = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def scope_of(peer, *forwarded):
    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    return {"client": (peer, 1) if peer else None, "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        # Not from a proxy of ours: whatever it says.
        ("203.0.113.7", ("198.51.100.1",), "203.0.113.7"),
        ("10.1.2.3", ("198.51.100.1",), "198.51.100.1"),
        # Written by the client, then by our proxy.
        ("10.1.2.3", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("10.1.2.3", ("1.1.1.1", "198.51.100.1"), "198.51.100.1"),
        ("10.1.2.3", ("198.51.100.1, 10.9.9.9",), "198.51.100.1"),
        ("10.1.2.3", ("10.9.9.9",), "10.9.9.9"),
        ("10.1.2.3", (), "10.1.2.3"),
        ("10.1.2.3", ("nonsense",), None),
        ("10.1.2.3", ("1.1.1.1, ",), None),
        ("::ffff:10.1.2.3", ("::ffff:198.51.100.1",), "198.51.100.1"),
        ("fd00::1", ("2001:db8::5",), "2001:db8::5"),
        (None, (), None),
        ("a socket", (), None),
    ],
)
def test_address_when_a_proxy_is_trusted_or_not_then_the_true_one_is_taken(peer, forwarded, address):
    found = client_address(scope_of(peer, *forwarded), PROXY)
    assert (found and str(found)) == address


@given(
    st.lists(st.sampled_from(["1.1.1.1", "10.0.0.9", "fd00::2", "x", "", "2001:db8::1, 10.0.0.1", "::1"]), max_size=5)
)
def test_address_when_a_client_invents_headers_then_it_stays_what_the_proxy_saw(invented):
    # The proxy puts what it saw at the end of what it got.
    seen = client_address(scope_of("10.1.2.3", *invented, "198.51.100.1"), PROXY)
    direct = client_address(scope_of("198.51.100.1", *invented), PROXY)
    assert str(seen) == str(direct) == "198.51.100.1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "203.0.113.8", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
    ],
)
def test_subject_when_addresses_are_of_one_household_then_they_are_counted_together(one, other, same):
    subjects = {subject(client_address(scope_of(each), ())) for each in (one, other)}
    assert (len(subjects) == 1) is same


def test_subject_when_the_address_is_not_known_then_all_such_are_counted_together():
    assert subject(client_address(scope_of(None), ())) == subject(client_address(scope_of("x"), ()))


@pytest.mark.parametrize(
    ("peer", "forwarded", "here"),
    [
        ("127.0.0.1", (), True),
        ("::1", (), True),
        ("203.0.113.7", (), False),
        # A proxy on this computer that nobody named as one.
        ("127.0.0.1", ("203.0.113.7",), False),
        ("127.0.0.1", ("127.0.0.1",), False),
        ("10.1.2.3", ("203.0.113.7",), False),
        ("10.1.2.3", ("127.0.0.1",), False),  # whatever a proxy elsewhere was told by its client
        (None, (), False),
    ],
)
def test_request_when_it_comes_from_this_computer_then_only_that_is_here(peer, forwarded, here):
    assert is_here(scope_of(peer, *forwarded), PROXY) is here
