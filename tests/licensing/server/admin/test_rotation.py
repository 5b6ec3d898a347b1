"""Rotating keys: while people sign in and computers validate; killed at any moment; nothing is lost, nothing refused."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from filelock import FileLock
from sqlalchemy import delete, insert, select, update

from licensing.protocol import lease
from licensing.protocol.key_file import read_key_file
from licensing.server import app
from licensing.server.admin.rotation import Rotation, count_under_others, rotate
from licensing.server.clock import system_clock
from licensing.server.database.sealed import sealed_columns
from licensing.server.database.tables import audit_log, licenses, machines, users
from licensing.server.keys import rotate as keys
from licensing.server.keys import stored
from licensing.server.keys.ring import KEY_FILE, KeyRing
from licensing.server.keys.sealing import seal, unseal
from licensing.server.keys.stored import FILE_NAME, ROTATED, Purpose, Role
from tests.licensing.server.running import PASSWORD, SetClock, bearer, running

ROOT = Path(__file__).parents[4]
PEOPLE = 3_000


def test_sealed_columns_when_listed_then_are_all_there_are():
    assert {column.place for column in sealed_columns()} == {"users.email_sealed", "machines.name_sealed"}


def rotation(settings, database, **more):
    return Rotation(
        folder=settings.data_dir,
        database=database,
        clock=system_clock,
        actor="administrator:tester",
        **{"settle_s": 0, "tell": lambda _sentence: None, **more},
    )


@pytest.fixture
def live(settings, monkeypatch):
    """A server by the real clock that looks for new keys often."""
    monkeypatch.setattr(app, "_LOOK_S", 0.1)
    with running(settings, SetClock(datetime.now(UTC))) as server:
        yield server


def roles(settings):
    return {(key.purpose, key.role): key.kid for key in stored.read(settings.data_dir / FILE_NAME)}


def fill(server, people=PEOPLE):
    """So many accounts, each with a license and a machine that has a name."""
    keys, now = server.context.keys, server.clock()
    ids = [uuid4() for _ in range(people)]
    common = {"created_at": now, "updated_at": now}
    made = [
        (
            users,
            [
                {
                    "id": id_,
                    "email_sealed": seal(keys, "users.email_sealed", id_, f"{id_}@x.example"),
                    "email_index": str(id_),
                }
                | common
                for id_ in ids
            ],
        ),
        (
            licenses,
            [
                {"id": id_, "user_id": id_, "key_digest": str(id_), "key_kid": keys.pepper_kid, "key_ending": "x"}
                | {"license_type": "pro"}
                | common
                for id_ in ids
            ],
        ),
        (
            machines,
            [
                {"id": id_, "license_id": id_, "hardware_fingerprint": "x", "activated_at": now, "last_seen_at": now}
                | {"name_sealed": seal(keys, "machines.name_sealed", id_, f"computer of {id_}")}
                for id_ in ids
            ],
        ),
    ]
    for table, rows in made:
        server.sql(insert(table), rows)
    return ids


def readable(server, keys):
    """How many texts there are; each has to open with these keys, and to be what it was."""
    people = server.sql(select(users.c.id, users.c.email_sealed))
    computers = server.sql(select(machines.c.id, machines.c.name_sealed))
    for id_, sealed in people:
        assert unseal(keys, "users.email_sealed", id_, sealed) == f"{id_}@x.example"
    for id_, sealed in computers:
        assert unseal(keys, "machines.name_sealed", id_, sealed) == f"computer of {id_}"
    return len(people), len(computers)


def test_rotate_when_done_then_everything_is_under_the_new_key_and_the_old_one_is_gone(settings, live):
    fill(live, 450)  # more than two batches
    before = roles(settings)
    done = live.run(lambda: rotate(rotation(settings, live.database)))
    assert (done.resumed, done.resealed, done.left) == (False, 900, 0)
    after = roles(settings)
    assert after[Purpose.FIELDS, Role.CURRENT] == before[Purpose.FIELDS, Role.NEXT]
    assert (Purpose.FIELDS, Role.OLD) not in after
    assert after[Purpose.TOKENS, Role.OLD] == before[Purpose.TOKENS, Role.CURRENT]
    assert after[Purpose.PEPPER, Role.OLD] == before[Purpose.PEPPER, Role.CURRENT]
    assert after[Purpose.LEASES, Role.CURRENT] == before[Purpose.LEASES, Role.CURRENT]
    keys = KeyRing(settings.data_dir).now
    assert live.run(lambda: count_under_others(live.database, keys)) == 0
    assert readable(live, keys) == (450, 450)
    entries = live.sql(
        select(audit_log.c.action, audit_log.c.details).where(audit_log.c.subject == "keys").order_by(audit_log.c.at)
    )
    assert [entry.action for entry in entries] == ["keys.rotated", "keys.retired"]
    assert entries[1].details["kids"] == before[Purpose.FIELDS, Role.CURRENT]


def test_rotate_when_client_keys_are_meant_as_well_then_clients_trust_what_is_signed_now(settings, live):
    trusted = read_key_file((settings.data_dir / KEY_FILE).read_bytes())
    live.run(lambda: rotate(rotation(settings, live.database, lease_keys=True)))
    keys = KeyRing(settings.data_dir).now
    assert keys.signing.kid == list(trusted.keys)[1]
    told = read_key_file((settings.data_dir / KEY_FILE).read_bytes())
    assert (told.server, told.keys) == (settings.address, keys.public)


def test_rotate_when_a_text_does_not_open_then_its_old_key_is_kept_and_the_rest_is_sealed_anew(settings, live):
    ids = fill(live, 3)
    (swapped,) = live.sql(select(users.c.email_sealed).where(users.c.id == ids[0]))
    live.sql(update(users).where(users.c.id == ids[1]).values(email_sealed=swapped[0]))
    done = live.run(lambda: rotate(rotation(settings, live.database)))
    assert (done.resealed, done.left) == (5, 1)
    kept = roles(settings)[Purpose.FIELDS, Role.KEPT]
    assert (Purpose.FIELDS, Role.OLD) not in roles(settings)
    # It holds up no later rotation, not of the keys that clients trust either; and goes once nothing names it.
    before = roles(settings)
    done = live.run(lambda: rotate(rotation(settings, live.database, lease_keys=True)))
    after = roles(settings)
    assert (done.resumed, done.resealed, done.left) == (False, 5, 1)
    assert all(after[purpose, Role.CURRENT] == before[purpose, Role.NEXT] for purpose in ROTATED)
    assert after[Purpose.FIELDS, Role.KEPT] == kept
    live.sql(delete(users).where(users.c.id == ids[1]))
    assert live.run(lambda: rotate(rotation(settings, live.database))).left == 0
    assert (Purpose.FIELDS, Role.KEPT) not in roles(settings)


@pytest.mark.parametrize(("cut_off", "turns"), [((Purpose.FIELDS,), True), ((Purpose.FIELDS, Purpose.LEASES), False)])
def test_rotate_when_it_goes_on_and_client_keys_are_meant_then_they_are_turned_once(settings, live, cut_off, turns):
    path = settings.data_dir / FILE_NAME
    stored.write(path, keys.turned(stored.read(path), keys.fresh(cut_off), int(time.time())))
    before = roles(settings)
    done = live.run(lambda: rotate(rotation(settings, live.database, lease_keys=True)))
    current = Purpose.LEASES, Role.CURRENT
    assert done.resumed is not turns
    assert roles(settings)[current] == (before[Purpose.LEASES, Role.NEXT] if turns else before[current])
    rows = live.sql(select(audit_log.c.action, audit_log.c.details).order_by(audit_log.c.at))
    told = [row.details["lease_keys"] for row in rows if row.action == "keys.rotated"]
    assert told == [True] * turns


def test_rotate_when_the_file_for_clients_cannot_be_used_then_is_done_all_the_same(settings, live):
    (settings.data_dir / KEY_FILE).write_bytes(b"{}")
    told = []
    done = live.run(lambda: rotate(rotation(settings, live.database, tell=told.append)))
    assert done.left == 0
    assert any("cannot be brought up to date" in sentence for sentence in told)


def test_rotate_when_somebody_else_does_then_says_so(settings, live):
    with (
        FileLock(settings.data_dir / "rotation.lock"),
        pytest.raises(app.SetupError, match="by somebody else in this moment"),
    ):
        live.run(lambda: rotate(rotation(settings, live.database)))


def test_rotate_when_a_license_has_the_old_pepper_then_its_key_is_found_for_ever(settings, live):
    person = live.register()
    for _ in range(3):
        live.run(lambda: rotate(rotation(settings, live.database)))
    waited(lambda: live.context.ring.now.pepper_kid == roles(settings)[Purpose.PEPPER, Role.CURRENT])
    asked = {"license_key": person.key, "hardware_fingerprint": "a" * 64, "app_version": "1"}
    assert live.post("/licenses/validate", asked).json()["code"] == "NOT_ACTIVATED"


class Busy:
    """People and computers who work without a pause; what goes wrong is kept."""

    def __init__(self, live, settings):
        self.live, self.settings = live, settings
        self.trusted = read_key_file((settings.data_dir / KEY_FILE).read_bytes()).keys
        self.people = [live.register() for _ in range(3)]
        self.failed, self.done, self._stop = [], Counter(), threading.Event()

    def __enter__(self):
        self._threads = [
            threading.Thread(target=self._run, args=[work]) for work in (self._user, self._computer, self._new)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, work):
        try:
            while not self._stop.is_set():
                work()
                self.done[work.__name__] += 1
        except BaseException as error:  # noqa: BLE001 - told by the test
            self.failed.append(repr(error))

    def _fine(self, reply):
        assert reply.status_code == 200, (reply.request.url.path, reply.status_code, reply.text)
        return reply.json()

    def _user(self):
        person = self.people[0]
        tokens = person.sign_in()
        for _ in range(3):
            self._fine(self.live.get(f"/users/{person.id}/subscription", headers=bearer(tokens["access_token"])))
            tokens = self._fine(self.live.post("/auth/refresh", {"refresh_token": tokens["refresh_token"]}))

    def _computer(self):
        key = self.people[1].key
        asked = {"license_key": key, "hardware_fingerprint": "a" * 64, "app_version": "1", "name": "Ada's"}
        told = self._fine(self.live.post("/licenses/activate", asked))
        lease.read(told["lease"], self.trusted, issuer=self.settings.address)
        path = f"/licenses/{told['license_id']}/machines"
        listed = self._fine(self.live.get(path, headers=self.people[1].with_key()))
        assert [machine["name"] for machine in listed["machines"]] == ["Ada's"]

    def _new(self):
        asked = {"license_key": self.live.register().key, "hardware_fingerprint": "b" * 64, "app_version": "1"}
        assert self._fine(self.live.post("/licenses/activate", asked))["code"] == "VALID"


@pytest.mark.long
def test_rotate_when_people_work_meanwhile_then_no_request_fails(settings, live):
    """Sign-ins, refreshes, registrations and activations go on through three rotations; leases stay believed."""
    with Busy(live, settings) as busy:
        for number in range(3):
            before = busy.done.copy()
            waited(
                lambda before=before: (
                    all(busy.done[name] > before[name] for name in ("_user", "_computer", "_new")) or busy.failed
                )
            )
            options = {"lease_keys": number == 0, "settle_s": 3}
            done = live.run(lambda options=options: rotate(rotation(settings, live.database, **options)))
            assert done.left == 0
    assert busy.failed == []
    keys = KeyRing(settings.data_dir).now
    assert live.run(lambda: count_under_others(live.database, keys)) == 0
    for person in busy.people:
        person.sign_in()


def waited(holds, at_most_s=60):
    """Return once it holds: the server looks at its keys by itself."""
    until = time.monotonic() + at_most_s
    while not holds():
        assert time.monotonic() < until
        threading.Event().wait(0.01)


@pytest.mark.long
def test_rotate_keys_when_killed_at_any_moment_then_all_can_be_read_and_it_goes_on(settings, live):
    """Real processes: killed before anything is done, as soon as the keys are new, and again and again while texts are sealed."""
    fill(live)
    began, all_of_them = roles(settings), 2 * PEOPLE

    def left():
        keys = KeyRing(settings.data_dir).now
        return live.run(lambda: count_under_others(live.database, keys))

    moments = [lambda: True, lambda: roles(settings) != began]
    moments += [lambda part=part: roles(settings) != began and left() < all_of_them * part for part in (0.9, 0.6, 0.3)]
    seen, told = [], b""
    while moments and not finished(settings, began):
        moment = moments.pop(0)
        process = start_rotating(settings)
        waited(lambda moment=moment, process=process: process.poll() is not None or moment())
        process.kill()
        told += process.communicate()[0]
        assert readable(live, KeyRing(settings.data_dir).now) == (PEOPLE, PEOPLE)
        seen.append((roles(settings) != began, left()))
    assert seen[0][0] is False
    assert seen[1][0] is True
    assert any(0 < count < all_of_them for _, count in seen[2:])
    if not finished(settings, began):
        process = start_rotating(settings)
        said, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
        told += said
    assert b"A rotation that was cut off goes on." in told
    assert left() == 0
    after = roles(settings)
    assert after[Purpose.FIELDS, Role.CURRENT] == began[Purpose.FIELDS, Role.NEXT]
    assert readable(live, KeyRing(settings.data_dir).now) == (PEOPLE, PEOPLE)
    assert list(settings.data_dir.glob(".keys-*")) == []


def finished(settings, began):
    now = roles(settings)
    return now != began and (Purpose.FIELDS, Role.OLD) not in now


def start_rotating(settings):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if settings.database_url:
        environment["DATABASE_URL"] = settings.database_url
    command = [sys.executable, "-m", "licensing.server", "--data-dir", str(settings.data_dir), "rotate-keys"]
    return subprocess.Popen([*command, "--no-server-runs"], cwd=ROOT, env=environment, stdout=-1, stderr=-1)


def test_server_when_the_key_file_is_damaged_while_it_runs_then_goes_on_and_takes_up_the_next(settings, live):
    path = settings.data_dir / FILE_NAME
    whole, person = path.read_bytes(), live.register()
    looks = []
    reload = live.context.ring.reload

    def watched():
        looks.append(1)
        return reload()

    live.context.ring.reload = watched
    path.write_bytes(b"not a key file")
    waited(lambda: len(looks) > 3)
    assert person.sign_in()
    path.write_bytes(whole)
    live.run(lambda: rotate(rotation(settings, live.database)))
    waited(lambda: live.context.ring.now.field_kid == roles(settings)[Purpose.FIELDS, Role.CURRENT])
    assert person.sign_in()


def test_server_when_its_daily_work_fails_then_goes_on_looking_for_new_keys(settings, monkeypatch):
    looked = []

    def fails(*_):
        looked.append(1)
        raise OSError("as on a disk that is full")

    monkeypatch.setattr(app, "drop_spent", fails)
    monkeypatch.setattr(app, "_LOOK_S", 0.05)
    monkeypatch.setattr(app, "_LOOKS_A_DAY", 1)
    path = settings.data_dir / FILE_NAME
    with running(settings, SetClock(datetime.now(UTC))) as server:
        waited(lambda: len(looked) > 2)
        stored.write(path, keys.turned(stored.read(path), keys.fresh((Purpose.FIELDS,)), 1))
        waited(lambda: server.context.keys.field_kid == roles(settings)[Purpose.FIELDS, Role.CURRENT])


def test_server_when_it_cannot_read_its_keys_for_long_then_seals_nothing_and_says_that_it_is_not_ready(settings):
    """A rotation takes out the old key half a minute later, whether this server knows of it or not."""
    with running(settings) as server:
        person, now_s = server.register(), time.monotonic() + keys.SEALS_S
        server.context.ring = KeyRing(settings.data_dir, lambda: now_s)
        now_s += keys.SEALS_S
        asked = {"license_key": person.key, "hardware_fingerprint": "a" * 64, "app_version": "1"}
        assert server.post("/auth/register", {"email": "late@x.example", "password": PASSWORD}).status_code == 503
        assert server.post("/licenses/activate", asked | {"name": "Ada's"}).status_code == 503
        assert server.get("/ready").status_code == 503
        assert server.post("/licenses/activate", asked).json()["code"] == "VALID"
        server.context.ring.reload()
        assert server.get("/ready").status_code == 200
        assert server.post("/licenses/activate", asked | {"name": "Ada's"}).json()["code"] == "VALID"
