"""What was confirmed stays, whatever dies: the database under load, and the server in the middle of activations."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, insert, text

from licensing.protocol.codes import LicenseType
from licensing.protocol.license_key import new_key
from licensing.protocol.messages import PREFIX
from licensing.server.config import Settings
from licensing.server.database.tables import licenses, users
from licensing.server.keys.ring import open_ring
from licensing.server.licenses.issue import stored_form
from tests.licensing.server.conftest import migrated
from tests.licensing.server.licenses.asking import Computer, check_invariants, check_server, issued
from tests.licensing.server.running import NOON, running
from tests.licensing.server.web.asked import served
from tests.services.process import until

CLIENTS, MOST, LEAST_ROUNDS = 8, 10_000, 3
AT_MOST_S = float(os.environ.get("KILLS_AT_MOST_S", "8"))
"""As many activations as are confirmed in that time; the whole 10,000 take minutes."""


@pytest.mark.long
def test_database_when_stopped_and_started_under_load_then_503_until_it_is_back_and_nothing_is_lost(
    own_postgres, data_dir
):
    settings = Settings(data_dir=data_dir, database_url=own_postgres.fresh_database(migrated))
    with running(settings) as server:
        issue = issued(server, machines_allowed=1_000)
        first = Computer(server)
        first.activate(issue.key)
        seen, confirmed, enough = [], [], threading.Event()

        def load():
            while not enough.is_set():
                computer = Computer(server)
                for what in ("activate", "validate"):
                    reply = server.post(f"/licenses/{what}", computer.told(issue.key))
                    seen.append(reply.status_code)
                    if reply.status_code == 200 and what == "activate":
                        confirmed.append(computer.fingerprint)
                    elif reply.status_code == 503:
                        assert int(reply.headers["Retry-After"]) > 0
                        assert reply.json()["error"] == "UNAVAILABLE"

        asking = [threading.Thread(target=load) for _ in range(3)]
        for thread in asking:
            thread.start()
        try:
            until(lambda: len(confirmed) > 10, "some activations")
            own_postgres.stop()
            until(lambda: seen.count(503) > 10, "refusals")
            before = len(confirmed)
            own_postgres.start()
            until(lambda: len(confirmed) > before + 10, "activations after it is back")
        finally:
            enough.set()
            for thread in asking:
                thread.join()
        assert set(seen) == {200, 503}
        assert first.validate(issue.key)["code"] == "VALID"
        assert own_postgres.answers()
        stored = [row[0] for row in server.sql(text("SELECT hardware_fingerprint FROM machines"))]
        assert len(stored) == len(set(stored))
        assert set(confirmed) <= set(stored)
        check_server(server)


class Client(threading.Thread):
    """Activates one new computer after the other until the server dies, and remembers what it was told."""

    def __init__(self, address, key, numbers):
        super().__init__()
        self._where, self._key, self._numbers = urlsplit(address).netloc, key, numbers
        self.confirmed = {}
        self.unanswered = None
        self.trouble = None

    def run(self):
        connection = http.client.HTTPConnection(self._where, timeout=60)
        with suppress(OSError, http.client.HTTPException):
            for number in self._numbers:
                self.unanswered = f"{number:064x}"
                outcome = activated(connection, self._key, self.unanswered)
                if outcome.get("code") != "VALID":
                    self.trouble = outcome
                    return
                self.confirmed[self.unanswered] = outcome["machine_id"]
                self.unanswered = None
        connection.close()


def activated(connection, key, fingerprint):
    body = {"license_key": key, "hardware_fingerprint": fingerprint, "app_version": "1.0.0"}
    connection.request("POST", f"{PREFIX}/licenses/activate", json.dumps(body), {"Content-Type": "application/json"})
    return json.loads(connection.getresponse().read())


@pytest.mark.long
def test_server_when_killed_in_the_middle_of_activations_then_all_it_confirmed_are_there_once(
    tmp_path, data_dir, database_url
):
    url = database_url or f"sqlite:///{data_dir / 'licenses.sqlite3'}"
    environment = {"JOBSPY_LICENSE_DATA_DIR": str(data_dir), "JOBSPY_LICENSE_LIMITS_TIMES": "10000"}
    environment |= {"JOBSPY_LICENSE_PORT": "0"} | ({"DATABASE_URL": database_url} if database_url else {})
    engine = create_engine(url)
    if not database_url:
        migrated(url)
    keys = new_licenses(engine, data_dir)
    numbers, confirmed, began = itertools.count(1), {}, time.monotonic()
    unanswered = []
    rounds = 0
    while rounds < LEAST_ROUNDS or (len(confirmed) < MOST and time.monotonic() < began + AT_MOST_S):
        rounds += 1
        folder = tmp_path / f"round{rounds}"
        folder.mkdir()
        with served(folder, "tests.licensing.server.started", **environment) as server:
            for key, fingerprint in unanswered:  # who was not answered asks again, and is one machine in the end
                connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
                confirmed[fingerprint] = activated(connection, key, fingerprint)["machine_id"]
                connection.close()
            clients = [Client(server.address, key, numbers) for key in keys]
            for client in clients:
                client.start()
            until(partial(all_confirm, clients, min(20 * rounds, 400)), "activations", log=server.log, at_most_s=300)
            server.process.send_signal(signal.SIGKILL)
            for client in clients:
                client.join()
        assert [client.trouble for client in clients] == [None] * CLIENTS
        for client in clients:
            confirmed |= client.confirmed
        unanswered = [(key, client.unanswered) for key, client in zip(keys, clients, strict=True) if client.unanswered]
        assert unanswered
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT hardware_fingerprint, id FROM machines")).all()
        stored = {fingerprint: str(machine).replace("-", "") for fingerprint, machine in rows}
        assert len(stored) == len(rows)
        assert {name: machine.replace("-", "") for name, machine in confirmed.items()}.items() <= stored.items()
        assert stored.keys() - confirmed.keys() <= {fingerprint for _, fingerprint in unanswered}
        check_invariants(lambda statement: connection.scalar(text(statement)))
    engine.dispose()
    took_s = time.monotonic() - began
    sys.stdout.write(
        f"{engine.name}: {len(confirmed)} activations confirmed, {rounds} kills, none lost, {took_s:.0f} s\n"
    )


def all_confirm(clients, count):
    """Whether they have so many confirmations together."""
    return sum(len(client.confirmed) for client in clients) >= count


def new_licenses(engine, data_dir):
    """The keys of new licenses, one for each client, with room for all."""
    ring = open_ring(data_dir, 0).now
    keys = [new_key() for _ in range(CLIENTS)]
    now = {"created_at": NOON, "updated_at": NOON}
    with engine.begin() as connection:
        for key in keys:
            user = uuid4()
            connection.execute(insert(users).values(id=user, email_sealed="", email_index=str(user), **now))
            values = {"id": uuid4(), "user_id": user, "license_type": LicenseType.ENTERPRISE.value, **now}
            connection.execute(insert(licenses).values(machines_allowed=MOST, **values, **stored_form(ring, key)))
    return keys
