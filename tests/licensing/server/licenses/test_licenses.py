"""Validating, activating and deactivating, over HTTP, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import delete, event, insert, select, update

from licensing.protocol.codes import LicenseType
from licensing.protocol.license_key import read_key
from licensing.protocol.messages import PREFIX
from licensing.server.catalog import DAY_S, DEACTIVATION_DAYS
from licensing.server.clock import seconds
from licensing.server.database.tables import audit_log, components, licenses, machines, users
from licensing.server.keys import rotate, stored
from tests.licensing.server.licenses.asking import Computer, check_server, issued, lease_in
from tests.licensing.server.licenses.made import part, parts
from tests.licensing.server.running import NOON

UNKNOWN = read_key("00000-00000-00000-00000-00000-00GFB")


@pytest.fixture(autouse=True)
def _whole(server):
    yield
    check_server(server)


@pytest.fixture
def statements(server, monkeypatch):
    """What the database is asked from now on."""
    asked = []
    server.sql(select(1))  # the first connection asks things of its own
    if not server.database.is_postgresql:
        event.listen(server.database.engine.sync_engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    execute = psycopg.AsyncCursor.execute

    async def recorded(self, query, *more, **named):
        asked.append(query if isinstance(query, str) else query.decode())
        return await execute(self, query, *more, **named)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", recorded)
    return asked


def actions(server):
    return sorted(row.action for row in server.sql(select(audit_log.c.action)))


def written(server):
    server.run(server.context.sightings.write)


def test_activate_when_there_is_room_then_the_lease_is_for_this_computer_and_validate_renews_it(server):
    issue, computer = issued(server), Computer(server)
    outcome = computer.activate(issue.key, name="Ada's laptop", platform="linux")
    assert (outcome["valid"], outcome["code"]) == (True, "VALID")
    assert (outcome["machines_used"], outcome["machines_allowed"]) == (1, 3)
    assert (outcome["license_type"], outcome["expires_at"], outcome["trial"]) == ("pro", None, False)
    assert outcome["license_id"] == str(issue.id)
    first = lease_in(server, outcome)
    assert (first.sub, first.machine, first.components) == (str(issue.id), outcome["machine_id"], computer.components)
    assert first.exp - first.iat == 7 * DAY_S

    server.clock.go_on(days=1)
    renewed = computer.validate(issue.key)
    second = lease_in(server, renewed)
    assert renewed["machine_id"] == outcome["machine_id"]
    assert second.seq > first.seq
    assert second.iat == seconds(server.clock())
    assert renewed["server_time"] == "2031-05-18T12:00:00Z"


def test_activate_when_done_twice_then_nothing_is_added(server):
    issue, computer = issued(server), Computer(server)
    first, second = computer.activate(issue.key), computer.activate(issue.key)
    assert first["machine_id"] == second["machine_id"]
    assert (second["code"], second["machines_used"]) == ("VALID", 1)
    assert lease_in(server, second).seq > lease_in(server, first).seq
    assert actions(server) == ["machine.activated"]


def test_activate_when_the_license_is_full_then_too_many_until_one_is_given_up(server):
    issue = issued(server, LicenseType.FREE)
    first, second = Computer(server), Computer(server)
    held = first.activate(issue.key)
    refused = second.activate(issue.key)
    assert (refused["valid"], refused["code"], refused["lease"]) == (False, "TOO_MANY_MACHINES", None)
    assert second.validate(issue.key)["code"] == "FINGERPRINT_MISMATCH"

    gone = first.deactivate(issue.key, held["machine_id"])
    assert (gone["deactivated"], gone["code"], gone["machines_used"], gone["machines_allowed"]) == (True, "VALID", 0, 1)
    assert first.validate(issue.key)["code"] == "NOT_ACTIVATED"
    assert second.activate(issue.key)["code"] == "VALID"
    assert actions(server) == ["machine.activated", "machine.activated", "machine.deactivated"]


@pytest.mark.parametrize("what", ["validate", "activate"])
@pytest.mark.parametrize("key", [UNKNOWN, "not a key", "", "\u00df" * 200])
def test_ask_when_no_license_has_the_key_then_not_found_and_nothing_else_is_told(server, what, key):
    outcome = Computer(server).ask(what, key)
    told = {name: value for name, value in outcome.items() if value not in (None, [], 0, False)}
    assert told.pop("code") == "NOT_FOUND"
    assert told.keys() == {"detail", "nonce", "server_time"}
    assert Computer(server).deactivate(key, str(issued(server).id))["code"] == "NOT_FOUND"


@pytest.mark.parametrize("what", ["validate", "activate"])
def test_ask_when_the_key_cannot_be_one_then_the_database_is_not_asked(server, statements, what):
    Computer(server).ask(what, "XXXXX-XXXXX")
    assert statements == []
    Computer(server).ask(what, UNKNOWN)
    assert [statement.split()[0] for statement in statements if "BEGIN" not in statement] == ["SELECT"]


def test_validate_when_all_is_well_then_one_statement_and_nothing_is_written(server, statements):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    statements.clear()
    computer.validate(issue.key)
    assert len(statements) == 1
    assert statements[0].startswith("SELECT")


def test_validate_when_the_key_is_typed_as_people_do_then_it_is_read(server):
    issue, computer = issued(server), Computer(server)
    assert computer.activate(f"  {issue.key.lower().replace('-', ' ')} ")["code"] == "VALID"
    assert computer.validate(issue.key.replace("0", "o").replace("1", "l"))["code"] == "VALID"


@pytest.mark.parametrize(
    ("column", "value", "code"), [("status", "revoked", "REVOKED"), ("status", "suspended", "SUSPENDED")]
)
def test_validate_when_the_license_is_taken_back_then_it_says_so_at_once(server, column, value, code):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    server.sql(update(licenses).values({column: value}))
    for what in ("validate", "activate"):
        outcome = computer.ask(what, issue.key)
        assert (outcome["valid"], outcome["code"], outcome["lease"]) == (False, code, None)
        assert outcome["license_type"] == "pro"


def test_validate_when_the_account_is_suspended_then_so_is_its_license(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    server.sql(update(users).values(status="suspended"))
    assert computer.validate(issue.key)["code"] == "SUSPENDED"


def test_validate_when_the_license_ends_then_its_last_lease_ended_with_it(server):
    issue, computer = issued(server, expires_at=NOON + timedelta(days=3)), Computer(server)
    outcome = computer.activate(issue.key)
    assert outcome["expires_at"] == "2031-05-20T12:00:00Z"
    lease = lease_in(server, outcome)
    assert lease.exp == lease.grace_until == lease.expires_at == seconds(NOON) + 3 * DAY_S
    server.clock.go_on(days=3)
    assert computer.validate(issue.key)["code"] == "EXPIRED"


def test_activate_when_offline_then_the_lease_holds_longer(server):
    issue = issued(server)
    lease = lease_in(server, Computer(server).activate(issue.key, offline=True))
    assert lease.exp - lease.iat == 30 * DAY_S


def test_activate_when_the_license_is_for_trying_out_then_all_says_so(server):
    issue = issued(server, trial=True)
    outcome = Computer(server).activate(issue.key, offline=True)
    lease = lease_in(server, outcome)
    assert outcome["trial"]
    assert lease.trial
    assert lease.grace_until - lease.iat == DAY_S


def test_activate_when_two_computers_have_one_fingerprint_then_they_are_two(server):
    issue = issued(server)
    first, second = Computer(server), Computer(server)
    second.fingerprint = first.fingerprint
    ids = {computer.activate(issue.key)["machine_id"] for computer in (first, second)}
    assert len(ids) == 2
    assert {computer.validate(issue.key)["machine_id"] for computer in (first, second)} == ids


def test_validate_when_a_client_sends_no_parts_then_its_fingerprint_is_enough(server):
    issue, computer = issued(server), Computer(server, components={})
    assert computer.activate(issue.key)["code"] == "VALID"
    assert computer.validate(issue.key)["code"] == "VALID"
    assert Computer(server, components={}).validate(issue.key)["code"] == "NOT_ACTIVATED"


def test_validate_when_parts_drift_one_by_one_then_the_computer_stays_the_same_and_the_log_says_which(server):
    issue, computer = issued(server), Computer(server)
    machine = computer.activate(issue.key)["machine_id"]
    for name in ("disk", "machine_id", "board"):
        server.clock.go_on(days=31)
        computer.components = computer.components | {name: part(name, "new")}
        computer.fingerprint = part(name)
        outcome = computer.validate(issue.key)
        assert (outcome["code"], outcome["machine_id"]) == ("VALID", machine)
        assert lease_in(server, outcome).components == computer.components
    rows = server.sql(select(components.c.name, components.c.value))
    assert {row.name: row.value for row in rows} == computer.components
    drifts = server.sql(select(audit_log.c.details).where(audit_log.c.action == "machine.drifted"))
    assert [row.details["parts"].split() for row in drifts].count(["disk", "hardware_fingerprint"]) == 1
    assert part("disk", "new") not in repr(drifts)


def test_validate_when_a_license_walks_to_another_computer_part_by_part_then_it_does_not_arrive(server):
    """A request is the sender's own words: one place would serve any number of computers, each walking to it in a minute."""
    issue, here, there = issued(server, LicenseType.FREE), Computer(server), Computer(server)
    here.activate(issue.key)
    codes, walking = [], dict(here.components)
    for name in ("disk", "board", "machine_id", "cpu", "memory"):
        walking[name] = there.components[name]
        codes.append(here.validate(issue.key, components=walking)["code"])
    assert codes == ["VALID", *["FINGERPRINT_MISMATCH"] * 4]
    assert there.validate(issue.key)["code"] == "FINGERPRINT_MISMATCH"
    assert there.activate(issue.key)["code"] == "TOO_MANY_MACHINES"
    assert here.validate(issue.key)["code"] == "FINGERPRINT_MISMATCH"  # its own disk would be the second move
    server.clock.go_on(days=31)
    assert here.validate(issue.key)["code"] == "VALID"


def test_validate_when_two_moves_race_then_one_is_stored_and_no_lease_has_both(server):
    issue, computer = issued(server, LicenseType.FREE), Computer(server)
    computer.activate(issue.key)
    moved = [computer.components | {name: part(name, "new")} for name in ("disk", "board") * 4]
    asked = [computer.told(issue.key, components=each) for each in moved]

    async def at_once():
        path = f"{PREFIX}/licenses/validate"
        return await asyncio.gather(*(server.client.post(path, json=body) for body in asked))

    replies = server.run(at_once)
    for outcome in (reply.json() for reply in replies):
        if outcome["lease"]:
            held = lease_in(server, outcome).components
            assert (held["disk"], held["board"]) != (part("disk", "new"), part("board", "new"))
    stored = {row.name: row.value for row in server.sql(select(components.c.name, components.c.value))}
    assert [stored[name] == part(name, "new") for name in ("disk", "board")].count(True) == 1


def test_validate_when_two_copies_of_a_machine_ask_then_it_is_flagged_once_and_not_blocked(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    copy = Computer(server, computer.name)
    copy.seq = computer.seq
    for each in (computer, copy, computer, copy, computer):
        server.clock.go_on(minutes=1)
        assert each.validate(issue.key)["code"] == "VALID"
    assert actions(server) == ["machine.activated", "machine.cloned"]
    assert server.sql(select(machines.c.cloned_at))[0].cloned_at is not None


def test_validate_when_replies_get_lost_then_nobody_is_accused(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    for _ in range(4):
        kept = computer.seq
        computer.validate(issue.key)
        computer.seq = kept
        written(server)
    computer.validate(issue.key)
    computer.validate(issue.key)
    kept = computer.seq
    computer.activate(issue.key)
    computer.seq = kept
    computer.validate(issue.key)
    assert actions(server) == ["machine.activated"]


def test_validate_when_written_behind_then_nothing_is_lost_and_older_never_replaces_newer(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    for _ in range(3):
        server.clock.go_on(minutes=1)
        computer.validate(issue.key, app_version="1.1.0")
    last = computer.seq
    written(server)
    Computer(server).validate(issue.key)
    written(server)
    written(server)
    (license_row,) = server.sql(select(licenses))
    (machine_row,) = server.sql(select(machines))
    assert license_row.validation_count == 4
    assert license_row.last_validated_at == machine_row.last_seen_at == NOON + timedelta(minutes=3)
    assert (machine_row.seq, machine_row.app_version) == (last, "1.1.0")

    computer.validate(issue.key)
    computer.activate(issue.key)
    newest = computer.seq
    written(server)  # what was waiting is older than what activating wrote at once
    assert server.sql(select(machines.c.seq))[0].seq == newest


def test_deactivate_when_too_many_were_given_up_lately_then_not_for_a_month(server):
    issue = issued(server, LicenseType.FREE)
    for _ in range(2):
        machine = Computer(server).activate(issue.key)["machine_id"]
        assert Computer(server).deactivate(issue.key, machine)["deactivated"]
        again = Computer(server).deactivate(issue.key, machine)
        assert (again["deactivated"], again["code"]) == (True, "VALID")
    machine = Computer(server).activate(issue.key)["machine_id"]
    refused = Computer(server).deactivate(issue.key, machine)
    assert (refused["deactivated"], refused["code"], refused["machines_used"]) == (False, "TOO_MANY_DEACTIVATIONS", 1)
    server.clock.go_on(days=DEACTIVATION_DAYS)
    assert Computer(server).deactivate(issue.key, machine)["deactivated"]


def test_deactivate_when_it_is_a_machine_of_another_license_then_it_stays(server):
    mine, other = issued(server), issued(server)
    computer = Computer(server)
    machine = computer.activate(other.key)["machine_id"]
    assert computer.deactivate(mine.key, machine)["code"] == "VALID"
    assert computer.validate(other.key)["code"] == "VALID"


def test_activate_when_given_up_and_activated_anew_then_it_is_another_machine(server):
    issue, computer = issued(server), Computer(server)
    first = computer.activate(issue.key)["machine_id"]
    computer.deactivate(issue.key, first)
    assert computer.activate(issue.key)["machine_id"] != first


def test_deactivate_when_done_then_nothing_is_left_that_the_computer_was_known_by(server):
    issue, computer = issued(server), Computer(server)
    machine = computer.activate(issue.key, name="Ada's laptop")["machine_id"]
    computer.deactivate(issue.key, machine)
    (row,) = server.sql(select(machines))
    assert (row.hardware_fingerprint, row.name_sealed, row.deactivated_at) == ("", None, NOON)
    assert server.sql(select(components)) == []


def test_deactivate_when_no_license_has_the_key_any_more_then_the_place_is_not_told_to_be_free(server):
    told = Computer(server).deactivate(UNKNOWN, str(uuid4()))
    assert (told["deactivated"], told["code"]) == (False, "NOT_FOUND")


def test_validate_when_the_license_may_have_fewer_machines_now_then_the_oldest_stay(server):
    issue = issued(server)
    computers = [Computer(server) for _ in range(3)]
    for computer in computers:
        computer.activate(issue.key)
        server.clock.go_on(seconds=1)
    server.sql(update(licenses).values(machines_allowed=2))
    assert [computer.validate(issue.key)["code"] for computer in computers] == ["VALID", "VALID", "TOO_MANY_MACHINES"]
    server.sql(update(licenses).values(machines_allowed=3))


def test_activate_when_the_machine_has_a_name_then_it_is_sealed(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key, name="Ada's laptop", platform="macos")
    computer.activate(issue.key)
    (row,) = server.sql(select(machines))
    assert "Ada" not in repr(row)
    assert row.platform == "macos"
    (shown,) = server.get(f"/licenses/{issue.id}/machines", headers={"Authorization": f"License {issue.key}"}).json()[
        "machines"
    ]
    assert (shown["name"], shown["platform"], shown["app_version"]) == ("Ada's laptop", "macos", "1.0.0")


def test_validate_when_the_pepper_was_rotated_then_the_older_digest_is_found(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    path, before = server.context.settings.data_dir / stored.FILE_NAME, server.context.keys.pepper_kid
    stored.write(path, rotate.turned(stored.read(path), rotate.fresh((stored.Purpose.PEPPER,)), 1))
    server.context.ring.reload()
    assert server.context.keys.pepper_kid != before
    assert computer.validate(issue.key)["code"] == "VALID"
    assert Computer(server).activate(issue.key)["code"] == "VALID"


@pytest.mark.parametrize(
    "wrong",
    [
        {"hardware_fingerprint": "short"},
        {"components": {"nose": "ab" * 32}},
        {"components": {"disk": "short"}},
        {"app_version": "1\x000"},
        {"nonce": "n" * 129},
        {"seq": -1},
        {"seq": 2**64},
    ],
)
def test_validate_when_the_request_is_not_one_then_422_and_no_outcome(server, wrong):
    reply = server.post("/licenses/validate", Computer(server).told(UNKNOWN, **wrong))
    assert reply.status_code == 422
    assert "code" not in reply.json()


def test_validate_when_two_components_are_of_a_shared_image_then_candidates_are_told_apart_by_weight(server):
    issue = issued(server)
    first = Computer(server, components=parts("a"))
    second = Computer(server, components=parts("b", machine_id="a"))
    ids = [computer.activate(issue.key)["machine_id"] for computer in (first, second)]
    assert len(set(ids)) == 2
    assert [computer.validate(issue.key)["machine_id"] for computer in (first, second)] == ids


def test_invariants_when_a_license_has_too_many_machines_then_they_say_so(server):
    issue, computer = issued(server), Computer(server)
    computer.activate(issue.key)
    Computer(server).activate(issue.key)
    server.sql(update(licenses).values(machines_allowed=1))
    with pytest.raises(AssertionError, match="no more machines"):
        check_server(server)
    server.sql(update(licenses).values(machines_allowed=None))
    stray = {
        "id": uuid4(),
        "license_id": issue.id,
        "hardware_fingerprint": "",
        "activated_at": NOON,
        "last_seen_at": NOON,
    }
    server.sql(insert(machines).values(stray))
    with pytest.raises(AssertionError, match="in the audit log"):
        check_server(server)
    server.sql(delete(machines).where(machines.c.id == stray["id"]))
