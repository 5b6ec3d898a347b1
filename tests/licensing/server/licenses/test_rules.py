"""Whether a license may be used: each rule, their order, and what holds whatever is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.codes import Code, LicenseType
from licensing.server.catalog import TERMS, deactivations_allowed
from licensing.server.licenses.rules import Status, decide
from tests.licensing.server.licenses.made import NOW, asked, known, license_

# From what is told first to what is told last: each makes the asking wrong in one way.
WRONGS = (
    (Code.NOT_FOUND, {"license": None}),
    (Code.REVOKED, {"status": Status.REVOKED}),
    (Code.SUSPENDED, {"owner_status": Status.SUSPENDED}),
    (Code.EXPIRED, {"expires_at": NOW}),
    (Code.TOO_MANY_MACHINES, {"machine": known(3)}),
)


def wrong_in(*wrongs):
    of_asking, of_license = {}, {}
    for wrong in wrongs:
        for name, value in wrong.items():
            (of_asking if name in {"license", "machine"} else of_license)[name] = value
    return asked(**({"license": license_(**of_license)} | of_asking))


def test_decide_when_nothing_is_wrong_then_valid():
    assert decide(asked()).code is Code.VALID


@pytest.mark.parametrize(("code", "wrong"), WRONGS)
def test_decide_when_one_thing_is_wrong_then_it_says_so(code, wrong):
    assert decide(wrong_in(wrong)).code is code


@pytest.mark.parametrize("first", range(len(WRONGS)))
def test_decide_when_several_things_are_wrong_then_the_weightiest_is_told(first):
    code, _ = WRONGS[first]
    assert decide(wrong_in(*(wrong for _, wrong in WRONGS[first:]))).code is code


def test_decide_when_the_license_itself_is_suspended_then_suspended():
    assert decide(asked(license=license_(status=Status.SUSPENDED))).code is Code.SUSPENDED


@pytest.mark.parametrize(
    ("used", "joining", "code"),
    [
        (0, False, Code.NOT_ACTIVATED),
        (2, False, Code.NOT_ACTIVATED),
        (3, False, Code.FINGERPRINT_MISMATCH),
        (0, True, Code.VALID),
        (2, True, Code.VALID),
        (3, True, Code.TOO_MANY_MACHINES),
    ],
)
def test_decide_when_the_computer_is_none_of_the_machines_then_it_depends_on_the_room_left(used, joining, code):
    assert decide(asked(machine=None, machines_used=used, joining=joining)).code is code


def test_decide_when_a_license_may_have_fewer_machines_than_it_has_then_the_oldest_stay():
    fewer = license_(own_machines=2)
    codes = [decide(asked(license=fewer, machine=known(place), machines_used=3)).code for place in range(3)]
    assert codes == [Code.VALID, Code.VALID, Code.TOO_MANY_MACHINES]


def test_decide_when_a_license_ends_then_it_is_valid_until_the_second_before():
    assert decide(asked(license=license_(expires_at=NOW + 1))).code is Code.VALID
    assert decide(asked(license=license_(expires_at=NOW))).code is Code.EXPIRED


EVERYTHING = st.builds(
    asked,
    license=st.none()
    | st.builds(
        license_,
        type=st.sampled_from(LicenseType),
        status=st.sampled_from(Status),
        owner_status=st.sampled_from([Status.ACTIVE, Status.SUSPENDED]),
        own_machines=st.none() | st.integers(1, 5),
        trial=st.booleans(),
        expires_at=st.none() | st.integers(NOW - 2, NOW + 2),
    ),
    machine=st.none() | st.builds(known, st.integers(0, 6)),
    machines_used=st.integers(0, 7),
    joining=st.booleans(),
)


@given(EVERYTHING)
def test_decide_when_valid_then_nothing_at_all_is_wrong(anything):
    decision = decide(anything)
    assert decision.detail.endswith(".")
    if decision.code is Code.VALID:
        given_license = anything.license
        assert given_license.status == given_license.owner_status == Status.ACTIVE
        assert given_license.expires_at is None or given_license.expires_at > NOW
        assert anything.machine or anything.joining


@given(EVERYTHING)
def test_decide_when_another_machine_may_join_then_there_is_room_for_it(anything):
    if anything.joining and anything.machine is None and decide(anything).code is Code.VALID:
        assert anything.machines_used < anything.license.machines_allowed


@given(EVERYTHING)
def test_decide_when_the_code_needs_no_machine_then_joining_changes_nothing(anything):
    ways = [
        decide(asked(license=anything.license, machine=anything.machine, joining=joining)).code
        for joining in (False, True)
    ]
    if anything.machine is not None:
        assert ways[0] is ways[1]


def test_catalog_when_types_are_compared_then_none_gives_less_than_a_smaller_one():
    free, pro, enterprise = (TERMS[kind] for kind in (LicenseType.FREE, LicenseType.PRO, LicenseType.ENTERPRISE))
    for smaller, larger in ((free, pro), (pro, enterprise)):
        assert set(smaller.features) <= set(larger.features)
        assert smaller.machines < larger.machines
        assert smaller.requests_an_hour < larger.requests_an_hour
        assert smaller.lease_s <= larger.lease_s < larger.offline_lease_s
        assert smaller.grace_s <= larger.grace_s
    assert [terms.requests_an_hour for terms in (free, pro, enterprise)] == [100, 1_000, 10_000]
    assert "features:export_data" in free.features
    assert "api:premium_data" not in free.features
    assert deactivations_allowed(free.machines) >= free.machines
