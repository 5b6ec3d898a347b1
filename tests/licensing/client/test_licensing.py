import json
from datetime import UTC, datetime

import pytest

from licensing.client.errors import BadInput, Declined, FolderTrouble, NotTrusted, Refused, TooManyRequests, Unreachable
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from licensing.client.trust import VENDOR
from licensing.fingerprint import NotAnswered
from licensing.protocol.codes import Code, LicenseType, ProblemCode
from licensing.protocol.license_key import new_key
from tests.licensing.client.served import (
    ELSEWHERE,
    FEATURES,
    HERE,
    Clock,
    Drawer,
    FakeServer,
    client,
    key_file,
    serving,
)
from tests.licensing.protocol.made import DAY, NOW

EVERYTHING = "features:unlimited_search"


def at(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def test_computer_when_it_does_not_answer_what_it_is_then_nothing_is_said_of_it_and_it_is_asked_again(
    mine, fake, drawer, tmp_path
):
    mine.activate(fake.new_license().key)
    answers, asked = [NotAnswered, NotAnswered, NotAnswered], len(fake.asked)

    def busy():
        if answers:
            raise answers.pop()
        return HERE

    again = LicenseClient(tmp_path / "license", app_version="1", keyring=drawer, clock=fake.clock, machine=busy)
    assert (again.standing().state, "too busy" in again.standing().trouble) == (None, True)
    with pytest.raises(FolderTrouble, match="too busy"):
        again.refresh()
    assert len(fake.asked) == asked
    assert again.standing().state is State.VALID


def test_standing_when_nothing_was_activated_then_there_is_no_license_and_no_file(tmp_path):
    drawer = Drawer()
    standing = LicenseClient(tmp_path / "license", app_version="1", keyring=drawer).standing()
    assert standing.state is None
    assert standing.trouble is None
    assert standing.unlocked is LicenseType.FREE
    assert not (tmp_path / "license").exists()
    assert drawer.reads == 0


def test_activate_when_the_key_is_good_then_it_unlocks_here_and_offline(mine, fake, drawer, tmp_path):
    held = fake.new_license()
    activation = mine.activate(f" {held.key.lower().replace('-', ' ')} ", name="Desk")
    assert activation.done
    assert activation.outcome.machines_used == 1
    standing = activation.standing
    assert standing.state is State.VALID
    assert standing.unlocked is LicenseType.PRO
    assert standing.allows(EVERYTHING)
    assert not standing.allows("api:premium_data")
    assert (standing.features, standing.server, standing.stored_in) == (FEATURES, fake.address, "keyring")
    assert (standing.key_ending, standing.license_id) == (held.key.replace("-", "")[-6:], held.id)
    assert standing.offline_until.timestamp() == NOW + 14 * DAY
    assert standing.checked_at.timestamp() == NOW
    assert held.machines["machine-1"].name == "Desk"
    # Another program, later, with nobody to ask.
    asked = len(fake.asked)
    again = LicenseClient(
        tmp_path / "license", app_version="1", keyring=drawer, clock=lambda: NOW + DAY, machine=lambda: HERE
    )
    assert again.standing().state is State.VALID
    assert len(fake.asked) == asked


def test_activate_when_done_twice_then_it_is_one_machine(mine, fake):
    held = fake.new_license()
    assert mine.activate(held.key).done
    assert mine.activate(held.key).done
    assert len(held.machines) == 1


def test_activate_when_the_license_has_no_room_then_tells_how_many_and_keeps_what_is_here(mine, fake, tmp_path):
    first, second = fake.new_license(), fake.new_license(allowed=1)
    mine.activate(first.key)
    client(tmp_path / "other", fake, machine=ELSEWHERE).activate(second.key)
    refused = mine.activate(second.key)
    assert refused.outcome.code is Code.TOO_MANY_MACHINES
    assert (refused.outcome.machines_used, refused.outcome.machines_allowed) == (1, 1)
    assert refused.standing.state is State.VALID
    assert refused.standing.license_id == first.id


def test_activate_when_the_key_is_mistyped_then_nothing_is_sent(mine, fake):
    with pytest.raises(BadInput, match="30 letters"):
        mine.activate("ABC")
    assert fake.asked == []


def test_activate_when_the_server_is_not_trusted_then_nothing_is_sent(fake, tmp_path):
    stranger = LicenseClient(tmp_path, server=fake.address, app_version="1", keyring=Drawer())
    with pytest.raises(NotTrusted, match="not a server you trust"):
        stranger.activate(fake.new_license().key)
    assert fake.asked == []


def test_register_when_new_then_gives_a_key_that_can_be_activated(mine):
    made = mine.register("someone@example.com", "a long password")
    assert mine.activate(made.license_key).done


def test_activate_when_the_name_has_tabs_and_bytes_that_are_no_text_then_it_is_sent_without(mine, fake):
    held = fake.new_license()
    assert mine.activate(held.key, name="\tAda's\n\udcff desk\x7f ").done
    assert held.machines["machine-1"].name == "Ada's \ufffd desk"


def test_register_when_the_password_has_bytes_that_are_no_text_then_says_so_and_nothing_is_sent(mine, fake):
    with pytest.raises(BadInput, match="cannot be sent") as caught:
        mine.register("someone@example.com", "pass\udcffword")
    assert caught.value.__cause__ is None
    assert fake.asked == []


def test_register_when_the_address_is_known_then_says_so(mine):
    with pytest.raises(Refused, match="account already") as caught:
        mine.register("taken@example.com", "a long password")
    assert caught.value.problem.error is ProblemCode.EMAIL_TAKEN


def test_refresh_when_half_of_the_time_is_over_then_the_lease_is_new(mine, fake, clock):
    mine.activate(fake.new_license().key)
    clock.now = NOW + 5 * DAY
    assert mine.standing().state is State.REFRESH_DUE
    assert mine.due()
    standing = mine.refresh()
    assert standing.state is State.VALID
    assert standing.checked_at.timestamp() == NOW + 5 * DAY
    assert not mine.due()
    assert json.loads(fake.asked[-1][3])["seq"] == 1


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (Code.REVOKED, State.REVOKED),
        (Code.SUSPENDED, State.REVOKED),
        (Code.NOT_FOUND, State.REVOKED),
        (Code.NOT_ACTIVATED, State.REVOKED),
        (Code.EXPIRED, State.EXPIRED),
        (Code.FINGERPRINT_MISMATCH, State.FINGERPRINT_MISMATCH),
    ],
)
def test_refresh_when_the_server_says_no_then_nothing_is_unlocked_until_it_says_yes(mine, fake, clock, code, state):
    held = fake.new_license()
    mine.activate(held.key)
    held.code = code
    standing = mine.refresh()
    assert (standing.state, standing.code) == (state, code)
    assert standing.unlocked is LicenseType.FREE
    assert not standing.allows(EVERYTHING)
    assert not mine.due()
    clock.now += DAY + 1
    assert mine.due()
    assert mine.refresh().refused_at == standing.refused_at == at(clock.now - DAY - 1)
    held.code = Code.VALID
    standing = mine.refresh()
    assert (standing.state, standing.refused_at) == (State.VALID, None)


def test_refresh_when_the_server_says_no_for_another_reason_then_it_is_known_since_then(mine, fake, clock):
    held = fake.new_license()
    mine.activate(held.key)
    held.code = Code.SUSPENDED
    mine.refresh()
    clock.now += DAY
    held.code = Code.REVOKED
    assert mine.refresh().refused_at == at(clock.now)


def test_refresh_when_the_server_is_out_of_reach_then_what_is_here_stays_and_is_tried_ever_less_often(tmp_path, clock):
    with serving(FakeServer(clock)) as fake:
        mine = client(tmp_path, fake)
        mine.activate(fake.new_license().key)
    clock.now = NOW + 5 * DAY
    pauses = []
    for _ in range(9):
        with pytest.raises(Unreachable):
            mine.refresh()
        pauses.append(mine.next_refresh_at().timestamp() - clock.now)
        assert not mine.due()
        clock.now += int(pauses[-1]) + 1
        assert mine.due()
    assert mine.standing().state is State.REFRESH_DUE
    assert 100 < pauses[0] <= 300
    assert max(pauses) <= 6 * 3600
    assert pauses[-1] > 10 * pauses[0]


def test_refresh_when_asked_to_wait_then_waits(mine, fake, clock):
    mine.activate(fake.new_license().key)
    clock.now = NOW + 5 * DAY
    fake.problem = ProblemCode.RATE_LIMITED
    fake.forge = lambda handler, reply: handler.send(reply, _signed(fake, reply), Retry_After="2000")
    with pytest.raises(TooManyRequests) as caught:
        mine.refresh()
    assert caught.value.retry_after_s == 2000
    assert mine.next_refresh_at().timestamp() >= clock.now + 2000


def test_refresh_when_there_is_no_license_then_says_so(mine):
    assert mine.next_refresh_at() is None
    with pytest.raises(BadInput, match="no license"):
        mine.refresh()


def test_renewal_when_many_computers_begin_at_once_then_they_do_not_come_back_at_once(fake, tmp_path):
    held = fake.new_license()
    times = set()
    for number in range(8):
        each = client(tmp_path / str(number), fake)
        each.activate(held.key)
        times.add(int(each.next_refresh_at().timestamp()))
        assert NOW + 3.5 * DAY <= each.next_refresh_at().timestamp() <= NOW + 4.2 * DAY
    assert len(times) > 4


def test_deactivate_when_online_then_nothing_is_left_here(mine, fake, drawer, tmp_path):
    held = fake.new_license()
    mine.activate(held.key)
    assert mine.deactivate() == "done"
    assert held.machines == {}
    assert mine.standing().state is None
    assert drawer.entries == {}
    left = sorted(path.name for path in (tmp_path / "license").iterdir())
    assert [name for name in left if name not in {"license.lock", "trusted"}] == []


def test_deactivate_when_offline_then_it_is_gone_at_once_and_told_later(fake, tmp_path, drawer, clock):
    held = fake.new_license()
    mine = client(tmp_path, fake, keyring=drawer)
    mine.activate(held.key)
    fake.silent = True
    assert mine.deactivate() == "queued"
    (untold,) = mine.standing().untold
    assert (mine.standing().state, untold.server, untold.since) == (
        None,
        fake.address,
        at(clock.now),
    )
    clock.now += DAY
    assert mine.send_queued() == 0
    assert mine.standing().untold == (untold,)
    assert "machine-1" in held.machines
    fake.silent = False
    assert client(tmp_path, fake, keyring=drawer).send_queued() == 1
    assert mine.standing().untold == ()
    assert held.machines == {}
    assert drawer.entries == {}


def test_deactivate_when_activated_again_before_it_was_told_then_it_stays_active(mine, fake):
    held = fake.new_license()
    mine.activate(held.key)
    fake.silent = True
    assert mine.deactivate() == "queued"
    fake.silent = False
    assert mine.activate(held.key).done
    assert mine.send_queued() == 0
    assert mine.refresh().state is State.VALID


def test_activate_when_another_license_was_here_then_this_computers_place_in_it_is_given_up(mine, fake):
    first, second = fake.new_license(), fake.new_license()
    mine.activate(first.key)
    mine.activate(second.key)
    assert (first.machines, len(second.machines)) == ({}, 1)
    assert mine.send_queued() == 0


def test_activate_when_the_server_of_the_license_before_does_not_answer_then_it_is_told_later(mine, fake, tmp_path):
    first = fake.new_license()
    mine.activate(first.key)
    fake.silent = True
    with serving(FakeServer(fake.clock)) as second:
        elsewhere = client(tmp_path / "license", second, keyring=mine._vault._keyring._backend)
        assert elsewhere.activate(second.new_license().key).done
        assert len(first.machines) == 1
        fake.silent = False
        assert elsewhere.send_queued() == 1
        assert elsewhere.refresh().state is State.VALID
    assert first.machines == {}


def test_activate_when_the_license_before_is_another_computers_or_a_trial_then_its_place_is_left(
    mine, fake, drawer, tmp_path
):
    first, second = fake.new_license(), fake.new_license()
    mine.activate(first.key)
    client(tmp_path / "license", fake, keyring=drawer, machine=ELSEWHERE).activate(second.key)
    fake.trial = True
    mine.activate(second.key)
    mine.activate(fake.new_license().key)
    assert (len(first.machines), len(second.machines)) == (1, 2)


def test_deactivate_when_done_too_often_then_the_license_stays_here(mine, fake):
    held = fake.new_license()
    held.deactivations = 0
    mine.activate(held.key)
    with pytest.raises(Declined) as caught:
        mine.deactivate()
    assert caught.value.code is Code.TOO_MANY_DEACTIVATIONS
    assert mine.standing().state is State.VALID


@pytest.mark.parametrize(
    ("problem", "result"),
    [(ProblemCode.NOT_FOUND, "removed"), (ProblemCode.UNAVAILABLE, "queued"), (ProblemCode.RATE_LIMITED, "queued")],
)
def test_deactivate_when_the_server_has_a_problem_then_the_license_is_gone_from_here(mine, fake, problem, result):
    mine.activate(fake.new_license().key)
    fake.problem = problem
    assert mine.deactivate() == result
    assert mine.standing().state is None
    assert mine.send_queued() == 0


@pytest.mark.parametrize("queued", [False, True])
def test_deactivate_when_the_license_has_another_key_by_now_then_it_is_removed_and_never_said_to_be_given_up(
    mine, fake, drawer, queued
):
    held = fake.new_license()
    mine.activate(held.key)
    fake.silent = queued
    if queued:
        assert mine.deactivate() == "queued"
    fake.silent = False
    fake.licenses[new_key()] = fake.licenses.pop(held.key)
    if queued:
        assert mine.send_queued() == 0
    else:
        assert mine.deactivate() == "removed"
    assert mine.standing().state is None
    assert drawer.entries == {}
    assert len(held.machines) == 1


def test_deactivate_when_the_request_is_not_understood_then_the_license_stays_and_it_is_said(mine, fake):
    mine.activate(fake.new_license().key)
    fake.problem = ProblemCode.INVALID_REQUEST
    with pytest.raises(Refused):
        mine.deactivate()
    assert mine.standing().state is State.VALID


@pytest.mark.parametrize("code", [Code.VALID, Code.NOT_ACTIVATED, Code.REVOKED, Code.NOT_FOUND])
def test_deactivate_when_the_file_was_damaged_then_asks_the_server_first(mine, fake, tmp_path, code):
    held = fake.new_license()
    mine.activate(held.key)
    (tmp_path / "license" / "license.sealed").write_bytes(b"")
    held.code = code
    if code is not Code.VALID:
        assert mine.refresh().state is State.REVOKED
    assert mine.deactivate() == ("removed" if code is Code.NOT_FOUND else "done")
    assert mine.standing().state is None
    assert len(held.machines) == (code is not Code.VALID)


def test_deactivate_when_the_file_was_damaged_and_nobody_answers_then_says_so(mine, fake, tmp_path):
    mine.activate(fake.new_license().key)
    (tmp_path / "license" / "license.sealed").write_bytes(b"")
    fake.silent = True
    with pytest.raises(Unreachable):
        mine.deactivate()
    assert mine.standing().state is State.TAMPERED
    with pytest.raises(BadInput, match="Refresh it first"):
        mine.machines()


def test_queue_when_there_are_two_then_one_that_was_told_leaves_the_other(mine, fake, tmp_path):
    with serving(FakeServer(fake.clock)) as second:
        mine.trust(key_file(second))
        elsewhere = client(tmp_path / "license", second, keyring=mine._vault._keyring._backend)
        for each, server in ((mine, fake), (elsewhere, second)):
            each.activate(server.new_license().key)
            server.silent = True
            assert each.deactivate() == "queued"
        fake.silent = False
        assert mine.send_queued() == 1
        assert mine.send_queued() == 0
        second.silent = False
        assert mine.send_queued() == 1


def test_queue_when_it_could_not_be_told_for_months_then_nothing_is_left_of_it(mine, fake, clock, drawer):
    mine.activate(fake.new_license().key)
    fake.silent = True
    assert mine.deactivate() == "queued"
    assert mine.send_queued() == 0
    assert drawer.entries
    clock.now += 61 * DAY
    assert mine.send_queued() == 0
    assert drawer.entries == {}


def test_machines_when_asked_then_lists_them_by_the_key_and_another_one_can_be_given_up(mine, fake, tmp_path):
    held = fake.new_license()
    mine.activate(held.key, name="Desk")
    client(tmp_path / "other", fake, machine=ELSEWHERE).activate(held.key, name="Laptop")
    machines = mine.machines()
    assert [(each.machine_id, each.name) for each in machines.machines] == [
        ("machine-1", "Desk"),
        ("machine-2", "Laptop"),
    ]
    assert mine.deactivate_machine("machine-2").deactivated
    assert mine.standing().state is State.VALID
    assert mine.deactivate_machine(mine.standing().machine_id).deactivated
    assert mine.standing().state is None


def test_trusted_when_nothing_was_added_then_only_the_vendor_is(tmp_path):
    assert LicenseClient(tmp_path, app_version="1", keyring=Drawer()).trusted() == (VENDOR,)


def test_server_when_one_was_added_then_that_one_is_used_without_being_named(fake, tmp_path):
    mine = LicenseClient(tmp_path, app_version="1", keyring=Drawer(), clock=Clock(), machine=lambda: HERE)
    mine.trust(key_file(fake))
    assert mine.activate(fake.new_license().key).standing.server == fake.address


def test_trial_when_the_server_is_reached_without_https_then_it_is_labelled_whatever_it_says(mine, fake):
    fake.trial = False
    assert mine.activate(fake.new_license().key).standing.trial


def test_activation_by_file_when_answered_elsewhere_then_this_computer_is_activated(fake, tmp_path, clock):
    held = fake.new_license()
    alone, online = client(tmp_path / "alone", fake), client(tmp_path / "online", fake, machine=ELSEWHERE)
    request = alone.export_request(held.key, name="Cellar")
    assert alone.standing().state is None
    answer = online.answer_request(request)
    assert online.standing().state is None
    clock.now += 2 * DAY
    standing = alone.import_lease(answer)
    assert standing.state is State.VALID
    assert standing.checked_at.timestamp() == NOW
    assert held.machines["machine-1"].name == "Cellar"
    with pytest.raises(BadInput, match="No request"):
        alone.import_lease(answer)


def test_activate_when_a_license_was_tried_out_before_then_a_real_key_never_goes_to_the_server_for_that(
    fake, clock, tmp_path, drawer
):
    """That server may not run, and its port, on which keys come unasked and in clear, be somebody else's on this computer."""
    fake.trial = True
    client(tmp_path, fake, keyring=drawer).activate(fake.new_license().key)
    mine = LicenseClient(tmp_path, app_version="1", keyring=drawer, clock=clock, machine=lambda: HERE, wait_s=60)
    asked = len(fake.asked)
    with serving(FakeServer(clock)) as company:
        bought = company.new_license()
        mine.trust(key_file(company))
        assert mine.activate(bought.key).done
        assert mine.standing().server == company.address
    assert len(fake.asked) == asked


def test_deactivate_when_a_request_by_file_waits_then_its_answer_can_still_be_used(mine, fake):
    mine.activate(fake.new_license().key)
    answer = mine.answer_request(mine.export_request(fake.new_license().key))
    assert mine.deactivate() == "done"
    assert mine.import_lease(answer).state is State.VALID


def test_activation_by_file_when_it_was_asked_with_the_clock_ahead_then_saving_the_answer_up_gains_nothing(
    fake, tmp_path, clock
):
    own = Clock()
    mine, held = client(tmp_path / "mine", fake, clock=own), fake.new_license()
    mine.activate(held.key)
    own.now = NOW + 3650 * DAY
    request = mine.export_request(held.key)
    own.now = NOW
    mine.refresh()
    answer = client(tmp_path / "other", fake, machine=ELSEWHERE).answer_request(request)
    own.now = NOW + 15 * DAY
    assert mine.standing().state is State.EXPIRED
    own.now = NOW
    assert not mine.import_lease(answer).state.unlocks


DEEP = b'{"server":"x","activate":{"z":' + b"[" * 200_000


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]", b" " * 600_000, DEEP])
def test_activation_by_file_when_the_file_is_something_else_then_says_so(mine, fake, content):
    held = fake.new_license()
    request = mine.export_request(held.key)
    with pytest.raises(BadInput, match="not a license request"):
        mine.answer_request(content)
    with pytest.raises(BadInput, match="not the answer"):
        mine.import_lease(content)
    with pytest.raises(BadInput, match="not the answer"):
        mine.import_lease(request)
    assert mine.standing().state is None


def test_activation_by_file_when_the_request_was_changed_then_it_is_not_sent(mine, fake, tmp_path):
    request = mine.export_request(fake.new_license().key)
    for wrong in (
        request.replace(b'"nonce": "', b'"nonce": "A'),
        request.replace(b'"offline": true', b'"offline": false'),
    ):
        with pytest.raises(BadInput):
            mine.answer_request(wrong)
    elsewhere = request.replace(fake.address.encode(), b"https://license.example.com")
    with pytest.raises(NotTrusted):
        mine.answer_request(elsewhere)
    assert fake.asked == []


def test_client_when_its_server_is_no_address_then_says_so(tmp_path):
    for wrong in ("license.example.com", "http://license.example.com", "https://a.example/path", "ftp://x"):
        with pytest.raises(BadInput):
            LicenseClient(tmp_path, server=wrong, app_version="1")


def _signed(fake, reply):
    from licensing.protocol.replies import sign

    return sign(reply, fake.key, now=int(fake.clock()))
