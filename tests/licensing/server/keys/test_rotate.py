"""Which key takes whose place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from licensing.server.clock import seconds
from licensing.server.keys import rotate, stored
from licensing.server.keys.ring import load
from licensing.server.keys.rotate import DAY_S, fresh, to_rotate
from licensing.server.keys.stored import FILE_NAME, ROTATED, Purpose, Role
from tests.licensing.server.running import NOON

NOW = seconds(NOON)
CHEAP = tuple(purpose for purpose in ROTATED if purpose is not Purpose.TOKENS)
"""Without RSA keys, which take seconds to make."""


def turned(keys, now, purposes):
    return rotate.turned(keys, fresh(purposes), now)


@pytest.fixture
def keys(made_keys):
    return stored.read(made_keys)


def of(keys, purpose, role):
    return [key for key in keys if key.purpose is purpose and key.role is role]


def test_turned_when_done_then_next_is_current_current_is_old_and_there_is_a_new_next(keys):
    after = turned(keys, NOW + 5, ROTATED)
    for purpose in ROTATED:
        ((next_,), (current,)) = (of(keys, purpose, role) for role in (Role.NEXT, Role.CURRENT))
        ((newer,), (now,), (old,)) = (of(after, purpose, role) for role in (Role.NEXT, Role.CURRENT, Role.OLD))
        assert (now.kid, now.material, old.kid, old.material) == (
            next_.kid,
            next_.material,
            current.kid,
            current.material,
        )
        assert {newer.since, now.since, old.since} == {NOW + 5}
        assert newer.kid not in {key.kid for key in keys}
    assert of(after, Purpose.INDEX, Role.CURRENT) == of(keys, Purpose.INDEX, Role.CURRENT)
    load(after)


def test_turned_when_any_number_of_times_then_what_is_used_was_known_one_rotation_before(keys):
    """Servers and clients that are one rotation behind understand what is made now, and the other way round."""
    rounds = [keys]
    for number in range(4):
        rounds.append(turned(rounds[-1], NOW + number, CHEAP))
    for before, after in pairwise(rounds):
        one, two = load(before), load(after)
        assert two.field_kid in one.fields
        assert one.field_kid in two.fields
        assert two.pepper_kid in one.peppers
        assert one.pepper_kid in two.peppers
        assert two.signing.kid in one.public
        assert next(iter(two.public)) == two.signing.kid
        assert len(two.public) == 2


def test_to_rotate_when_nobody_says_so_then_clients_keys_are_left():
    assert Purpose.LEASES not in to_rotate(lease_keys=False)
    assert to_rotate(lease_keys=True) == ROTATED
    assert set(ROTATED) == set(Purpose) - {Purpose.INDEX}


def test_unfinished_when_an_old_field_key_is_there_then_is_that_one(keys):
    assert rotate.unfinished(keys) is None
    after = turned(keys, NOW, CHEAP)
    (current,) = of(keys, Purpose.FIELDS, Role.CURRENT)
    assert rotate.unfinished(after).kid == current.kid
    assert rotate.unfinished(rotate.without(after, {current.kid})) is None


def test_without_when_told_a_key_in_use_then_keeps_it(keys):
    assert rotate.without(keys, {key.kid for key in keys}) == keys


def test_spent_when_a_day_is_over_then_names_signing_keys_only(keys):
    after = turned(keys, NOW, CHEAP)
    (lease,) = of(keys, Purpose.LEASES, Role.CURRENT)
    assert rotate.spent(after, NOW + DAY_S - 1) == ()
    assert rotate.spent(after, NOW + DAY_S) == (lease.kid,)


def test_drop_spent_when_there_are_some_then_takes_them_out_and_else_leaves_the_file_alone(data_dir):
    path = data_dir / FILE_NAME
    before = path.stat().st_mtime_ns
    rotate.drop_spent(data_dir, NOW + 400 * DAY_S)
    assert path.stat().st_mtime_ns == before
    stored.write(path, turned(stored.read(path), NOW, CHEAP))
    rotate.drop_spent(data_dir, NOW + DAY_S)
    assert [key.purpose for key in stored.read(path) if key.role is Role.OLD] == [Purpose.FIELDS, Purpose.PEPPER]


@pytest.mark.parametrize(
    ("days", "purposes"),
    [
        (90, set()),
        (91, {Purpose.TOKENS, Purpose.FIELDS, Purpose.PEPPER}),
        (366, {Purpose.TOKENS, Purpose.FIELDS, Purpose.PEPPER, Purpose.LEASES}),
    ],
)
def test_too_old_when_the_days_are_over_then_names_the_keys_in_use(keys, days, purposes):
    found = rotate.too_old(keys, NOW + days * DAY_S)
    assert {key.purpose for key in found} == purposes
    assert all(key.role is Role.CURRENT for key in found)
