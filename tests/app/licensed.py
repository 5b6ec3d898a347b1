"""Licenses for tests of the application: how they may stand, and a signed server on 127.0.0.1."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from licensing.client.standing import Standing
from licensing.client.state import State
from licensing.protocol.codes import LicenseType
from tests.licensing.client.served import FakeServer, key_file, serving

DAY = 86_400
NOW = datetime.now(UTC)
UNLIMITED, EXPORT, API = "features:unlimited_search", "features:export_data", "api:premium_data"
PRO = Standing(
    state=State.VALID,
    license_type=LicenseType.PRO,
    features=(UNLIMITED, EXPORT, API),
    expires_at=NOW + timedelta(days=300),
    offline_until=NOW + timedelta(days=9),
    checked_at=NOW,
    server="https://license.example.com",
    key_ending="7K3QZX",
    license_id="license-1",
    machine_id="machine-1",
    stored_in="file",
)
NONE = Standing()


class Shifted:
    """The clock of a server that gave its license so long ago."""

    def __init__(self):
        self.back_s = 0

    def __call__(self):
        return time.time() - self.back_s


@contextmanager
def license_server():
    """A server for trying out, which does as it is told; `back_s` of its clock makes its licenses older."""
    with serving(FakeServer(Shifted())) as server:
        yield server


def trust_file(server, folder):
    """Its key file, written into the folder."""
    path = folder / "server-keys.json"
    path.write_bytes(key_file(server))
    return path
