"""Guessing keys: limited by address and by key, and a wrong guess looks the same as any other."""

from __future__ import annotations

import pytest

from licensing.protocol.license_key import new_key
from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.zones import ADDRESS, LICENSE
from tests.licensing.server.licenses.asking import Computer, issued
from tests.licensing.server.running import running


@pytest.fixture
def server(settings):
    """With limits, and a clock of theirs that stands still: what is allowed in a second is all there is."""
    with running(settings, limiter=MemoryLimiter(clock_us=lambda: 0)) as started:
        yield started


@pytest.mark.parametrize("what", ["validate", "activate", "deactivate"])
def test_guess_when_one_address_tries_many_keys_then_it_is_stopped(server, what):
    body = Computer(server).told(new_key(), machine_id="0f8fad5b-d9cb-469f-a165-70867728950e")
    statuses = [
        server.post(f"/licenses/{what}", body | {"license_key": new_key()}).status_code
        for _ in range(ADDRESS.per_second + 5)
    ]
    assert statuses == [200] * ADDRESS.per_second + [429] * 5
    refused = server.post(f"/licenses/{what}", body)
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.json()["error"] == "RATE_LIMITED"


def test_guess_when_many_addresses_try_one_key_then_the_key_is_limited_whether_or_not_there_is_such_a_license(server):
    issue = issued(server)
    for key in (issue.key, new_key()):
        body = Computer(server).told(key)
        statuses = [server.post("/licenses/validate", body).status_code for _ in range(LICENSE.per_second + 2)]
        assert statuses == [200] * LICENSE.per_second + [429] * 2


def test_guess_when_the_key_of_a_license_is_sent_too_often_then_others_are_not_kept_out(server):
    first, second = issued(server), issued(server)
    for _ in range(LICENSE.per_second + 1):
        server.post("/licenses/validate", Computer(server).told(first.key))
    assert Computer(server).validate(second.key)["code"] == "NOT_ACTIVATED"
