"""What the tables hold and refuse: moments in UTC, an audit log that is only added to, months made ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from licensing.server.database.partitions import AHEAD, make_partitions, months_from, trouble_with_partitions
from licensing.server.database.tables import api_usage, audit_log, licenses, users
from tests.licensing.server.running import NOON

BOUNDS = (datetime(1990, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001 - hypothesis puts the zone to them
MOMENTS = st.datetimes(*BOUNDS, timezones=st.timezones() | st.just(UTC), allow_imaginary=False)


def user(**more):
    made = {"id": uuid4(), "email_sealed": "x", "email_index": str(uuid4()), "created_at": NOON, "updated_at": NOON}
    return {**made, **more}


def test_moment_when_stored_in_any_zone_then_comes_back_the_same_and_in_utc(server):
    @given(MOMENTS)
    def comes_back(moment):
        row = user(created_at=moment)
        server.sql(insert(users).values(row))
        (found,) = server.sql(select(users.c.created_at).where(users.c.id == row["id"]))
        # In the hour that a zone has twice, a moment of it equals none of another zone's (PEP 495): compared in UTC.
        assert found[0] == moment.astimezone(UTC)
        assert found[0].utcoffset() == timedelta(0)

    comes_back()


def test_moment_when_compared_then_its_zone_counts(server):
    server.sql(insert(users).values(user(created_at=NOON)))
    later_there = (NOON - timedelta(minutes=1)).astimezone(timezone(timedelta(hours=9)))
    assert len(server.sql(select(users).where(users.c.created_at > later_there))) == 1
    assert server.sql(select(users).where(users.c.created_at > later_there + timedelta(minutes=2))) == []


def test_moment_when_it_has_no_zone_then_is_refused(server):
    with pytest.raises(StatementError, match="without a time zone"):
        server.sql(insert(users).values(user(created_at=datetime(2031, 1, 1))))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("column", "value"), [("role", "root"), ("status", "gone"), ("email_sealed", None), ("created_at", None)]
)
def test_user_when_a_value_is_not_one_there_is_then_is_refused(server, column, value):
    with pytest.raises(IntegrityError):
        server.sql(insert(users).values(user(**{column: value})))


@pytest.mark.parametrize(
    ("column", "value"), [("license_type", "gold"), ("status", "gone"), ("machines_allowed", 0), ("user_id", uuid4())]
)
def test_license_when_a_value_is_not_one_there_is_then_is_refused(server, column, value):
    owner = user()
    server.sql(insert(users).values(owner))
    row = {"id": uuid4(), "user_id": owner["id"], "key_digest": "d", "key_kid": "k", "key_ending": "e"}
    row |= {"license_type": "pro", "created_at": NOON, "updated_at": NOON}
    with pytest.raises(IntegrityError):
        server.sql(insert(licenses).values({**row, column: value}))
    server.sql(insert(licenses).values(row))


@pytest.mark.parametrize("change", [update(audit_log).values(actor="nobody"), delete(audit_log)])
def test_audit_log_when_somebody_changes_it_then_it_stays(server, change):
    server.register()
    before = server.sql(select(audit_log))
    with pytest.raises(DBAPIError, match="only added to"):
        server.sql(change)
    assert server.sql(select(audit_log)) == before != []


def test_audit_log_when_somebody_empties_it_on_postgresql_then_it_stays(server):
    if not server.database.is_postgresql:
        pytest.skip("SQLite has no TRUNCATE")
    server.register()
    with pytest.raises(DBAPIError, match="only added to"):
        server.sql(text("TRUNCATE audit_log"))


@given(st.datetimes(*BOUNDS, timezones=st.just(UTC)), st.integers(0, 40))
def test_months_when_counted_then_follow_one_another_from_this_one(now, ahead):
    months = months_from(now, ahead)
    assert len(months) == ahead + 1
    assert months[0][0] == date(now.year, now.month, 1)
    assert all(start.day == 1 and timedelta(28) <= end - start <= timedelta(31) for start, end in months)
    assert all(one[1] == two[0] for one, two in pairwise(months))


def test_partitions_when_a_server_runs_then_are_made_ahead_and_the_default_stays_empty(server):
    if not server.database.is_postgresql:
        pytest.skip("SQLite has no partitions")
    for now in (NOON, NOON + timedelta(days=31)):
        server.run(make_partitions, server.database, now)
        server.run(make_partitions, server.database, now)
        assert server.run(trouble_with_partitions, server.database, now) is None
        for month, _ in months_from(now):
            at = datetime(month.year, month.month, 1, tzinfo=UTC)
            server.sql(insert(api_usage).values(id=uuid4(), endpoint="/", method="GET", created_at=at))
    assert server.sql(text("SELECT count(*) FROM api_usage_default")) == [(0,)]


def test_partitions_when_months_are_missing_then_says_so(server):
    later = NOON + timedelta(days=31 * (AHEAD + 20))
    trouble = server.run(trouble_with_partitions, server.database, later)
    if server.database.is_postgresql:
        assert trouble == f"api_usage has 0 months made ahead instead of {AHEAD}: start the server, which makes them."
    else:
        assert trouble is None
