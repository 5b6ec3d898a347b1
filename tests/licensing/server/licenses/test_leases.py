"""What a lease says, and what its number says about copies of a machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from licensing.protocol.codes import LicenseType
from licensing.protocol.lease import read, sign
from licensing.server.catalog import DAY_S
from licensing.server.licenses.leases import lease_of, renewal
from tests.licensing.protocol.made import KEY, SERVER, TRUSTED
from tests.licensing.server.licenses.made import NOW, known, license_

MOMENT = datetime.fromtimestamp(NOW, UTC)


def made(**changes):
    offline = changes.pop("offline", False)
    return lease_of(license_(**changes), known(), issuer=SERVER, now=MOMENT, seq=7, nonce="n", offline=offline)


@pytest.mark.parametrize(
    ("changes", "lasts_days", "grace_days"),
    [
        ({"type": LicenseType.FREE}, 7, 7),
        ({"type": LicenseType.PRO}, 7, 7),
        ({"type": LicenseType.ENTERPRISE}, 7, 14),
        ({"type": LicenseType.PRO, "offline": True}, 30, 7),
        ({"type": LicenseType.PRO, "trial": True}, 1, 0),
        ({"type": LicenseType.PRO, "trial": True, "offline": True}, 1, 0),
        ({"expires_at": NOW + 10 * DAY_S}, 7, 3),
        ({"expires_at": NOW + 2 * DAY_S, "offline": True}, 2, 0),
    ],
)
def test_lease_of_when_made_then_it_lasts_as_the_table_says_and_never_longer_than_the_license(
    changes, lasts_days, grace_days
):
    lease = made(**changes)
    assert lease.exp - lease.iat == lasts_days * DAY_S
    assert lease.grace_until - lease.exp == grace_days * DAY_S


@given(st.sampled_from(LicenseType), st.integers(1, 200 * DAY_S), st.booleans(), st.booleans())
def test_lease_of_when_signed_then_clients_read_it(kind, left_s, trial, offline):
    lease = made(type=kind, expires_at=NOW + left_s, trial=trial, offline=offline)
    assert read(sign(lease, KEY), TRUSTED, issuer=SERVER) == lease
    assert lease.grace_until <= NOW + left_s


class Copy:
    """A client's state: the number of its lease. Replies may get lost."""

    def __init__(self, seq):
        self.seq = seq


def ask(machine, copy, *, lost=False):
    """The machine as the server knows it after the copy asked, and whether it was taken for one of two."""
    answer = renewal(machine, copy.seq, MOMENT)
    if not lost:
        copy.seq = answer.seq
    return replace(machine, seq=answer.seq, seq_renewed=answer.renewed), answer.cloned


@given(st.lists(st.booleans(), max_size=12))
def test_renewal_when_one_client_loses_any_replies_then_it_is_never_taken_for_two(lost):
    machine, client = known(), Copy(0)
    for each in lost:
        before = machine.seq
        machine, cloned = ask(machine, client, lost=each)
        assert not cloned
        assert machine.seq > before


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_renewal_when_two_copies_ask_then_it_shows_once_the_first_comes_back(others):
    """However they take turns: once a copy asks that had its own reply before the other had one."""
    machine, first = ask(known(), copy := Copy(0))[0], copy
    second = Copy(first.seq)
    flags, owners = [], []
    for other in [False, True, *others, False, True]:
        machine, cloned = ask(machine, second if other else first)
        flags.append(cloned)
        owners.append(other)
    assert any(flags)
    assert not any(flags[:2])


def test_renewal_when_the_last_number_was_lost_with_the_process_then_the_client_is_not_accused():
    machine, client = ask(known(), Copy(0))[0], Copy(0)
    client.seq = machine.seq + 5
    assert not renewal(machine, client.seq, MOMENT).cloned
