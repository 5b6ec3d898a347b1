"""PostgreSQL and Redis that take connections and never answer, or go away in the middle: who asks is told so, in time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from licensing.protocol.replies import HEADER, Reply, verified_at
from licensing.server import app
from licensing.server.clock import seconds
from licensing.server.config import Settings
from licensing.server.database import database
from licensing.server.limits.shared import SharedLimiter
from tests.licensing.server.conftest import migrated
from tests.licensing.server.running import PASSWORD, running
from tests.services.process import until
from tests.services.wire import Wire

pytestmark = pytest.mark.long
AT_MOST_S = 12.0
"""On a busy computer; a statement waits a second here, and a connection two, which is the least that psycopg knows."""


@pytest.fixture
def wired():
    """Makes a wire to a port; all are closed at the end."""
    wires = []

    def made(port):
        wires.append(Wire(port))
        return wires[-1]

    yield made
    for wire in wires:
        wire.close()


def questions(person):
    """A request of each kind: what is asked, by how it is asked."""
    computer = {"license_key": person.key, "hardware_fingerprint": "a" * 64, "app_version": "1"}
    return {
        "health": lambda server: server.get("/health"),
        "ready": lambda server: server.get("/ready"),
        "validate": lambda server: server.post("/licenses/validate", computer),
        "activate": lambda server: server.post("/licenses/activate", computer),
        "login": lambda server: server.post("/auth/login", {"email": person.email, "password": PASSWORD}),
    }


def answers(server, asked):
    """The status of each, asked at once; and that each is signed, comes in time, and says what to do where it is refused."""

    def ask(question):
        began = time.monotonic()
        reply = question(server)
        assert time.monotonic() - began < AT_MOST_S
        request = reply.request
        told = Reply(
            method=request.method,
            path=request.url.raw_path.decode(),
            status=reply.status_code,
            nonce="",
            body=reply.content,
        )
        assert verified_at(reply.headers[HEADER], told, server.context.keys.public) == seconds(server.clock())
        if reply.status_code >= 400:
            assert reply.json()["error"] == "UNAVAILABLE"
            assert reply.json()["detail"].endswith((" Try again in a minute.", " Try again in a moment."))
            assert int(reply.headers["Retry-After"]) > 0
        return reply.status_code

    with ThreadPoolExecutor(len(asked)) as pool:
        return dict(zip(asked, pool.map(ask, asked.values()), strict=True))


def test_postgres_when_it_hangs_then_all_but_health_is_503_in_time_and_all_is_well_when_it_is_back(
    postgres, fresh_database, data_dir, wired, monkeypatch
):
    monkeypatch.setattr(app, "ANSWER_S", 1.0)
    monkeypatch.setattr(database, "WAIT_S", 2)
    wire = wired(postgres.port)
    url = fresh_database(migrated).replace(f":{postgres.port}/", f":{wire.port}/")
    with running(Settings(data_dir=data_dir, database_url=url)) as server:
        asked = questions(server.register())
        well = dict.fromkeys(asked, 200)
        assert answers(server, asked) == well
        wire.freeze()
        for _ in range(2):  # over connections that there were, and over new ones
            assert answers(server, asked) == dict.fromkeys(asked, 503) | {"health": 200}
        wire.thaw()
        assert answers(server, asked) == well
        wire.cut()
        until(lambda: answers(server, asked) == well, "all to be answered over new connections")
        until(lambda: server.database.in_use() == 0, "all connections to be given back")


def test_redis_when_it_hangs_then_licenses_are_answered_and_nobody_signs_in_until_it_is_back(
    redis_server, redis_url, data_dir, wired
):
    wire = wired(redis_server.port)
    url = redis_url.replace(f":{redis_server.port}/", f":{wire.port}/")
    with running(
        Settings(data_dir=data_dir, redis_url=url, limits_times=1_000), limiter=SharedLimiter.at(url)
    ) as server:
        asked = questions(server.register())
        well = dict.fromkeys(asked, 200)
        assert answers(server, asked) == well
        wire.freeze()
        assert answers(server, asked) == well | {"login": 503}
        for back in (wire.thaw, wire.cut):
            back()
            # What was frozen is counted when it comes through, and one sign-in a second is allowed.
            until(lambda: asked["login"](server).status_code == 200, "somebody to sign in")
            others = {name: question for name, question in asked.items() if name != "login"}
            assert answers(server, others) == dict.fromkeys(others, 200)
