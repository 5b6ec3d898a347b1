import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from licensing.client.state import BACK_S, State, state_of
from tests.licensing.protocol.made import DAY, NOW, lease

YEAR = 365 * DAY


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (0, State.VALID),
        (3 * DAY, State.VALID),
        (4 * DAY, State.REFRESH_DUE),
        (7 * DAY - 1, State.REFRESH_DUE),
        (7 * DAY, State.GRACE),
        (14 * DAY - 1, State.GRACE),
        (14 * DAY, State.EXPIRED),
        (YEAR, State.EXPIRED),
        (-BACK_S, State.VALID),
        (-BACK_S - 1, State.CLOCK_ROLLBACK),
    ],
)
def test_state_when_time_goes_by_then_follows_the_lease(after, state):
    assert state_of(lease(), NOW + after, NOW, matches=True) is state


def test_state_when_the_license_ends_before_the_lease_then_ends_with_it():
    ends = lease(expires_at=NOW + DAY)
    assert state_of(ends, NOW + DAY - 1, NOW, matches=True).unlocks
    assert state_of(ends, NOW + DAY, NOW, matches=True) is State.EXPIRED


def test_state_when_elsewhere_then_does_not_unlock():
    assert state_of(lease(), NOW, NOW, matches=False) is State.FINGERPRINT_MISMATCH


def test_state_when_the_clock_was_once_years_ahead_then_one_fresh_reply_mends_it():
    assert state_of(lease(), NOW + 60, NOW + 9 * YEAR, matches=True) is State.CLOCK_ROLLBACK
    assert state_of(lease(), NOW + 60, NOW + 60, matches=True) is State.VALID


class Clock(RuleBasedStateMachine):
    """A person who sets the clock as they like, and a server that is reached now and then."""

    @initialize()
    def begin(self):
        self.true = NOW
        self.offset = 0
        self.lease = lease()
        self.server_time = NOW
        self.known = NOW

    @rule(seconds=st.integers(0, 20 * DAY))
    def time_goes_by(self, seconds):
        self.true += seconds

    @rule(offset=st.integers(-YEAR, YEAR) | st.integers(-2 * BACK_S, 2 * BACK_S))
    def clock_is_set(self, offset):
        self.offset = offset

    @rule()
    def program_starts(self):
        self.known = max(self.known, self.true + self.offset)

    @rule()
    def server_is_asked(self):
        self.server_time = self.known = self.true
        self.lease = lease(iat=self.true, exp=self.true + 7 * DAY, grace_until=self.true + 14 * DAY)

    @invariant()
    def unlocks_nothing_that_it_should_not(self):
        now = self.true + self.offset
        state = state_of(self.lease, now, self.known, matches=True)
        if state.unlocks:
            assert max(now, self.known, self.server_time) < self.lease.grace_until
        if state is State.VALID:
            assert max(now, self.known, self.server_time) < self.lease.exp
        if self.offset == 0 and self.known <= self.true:
            # An honest clock is never held against anyone.
            assert state is not State.CLOCK_ROLLBACK
            assert state.unlocks == (self.true < self.lease.grace_until)


Clock.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestClock = Clock.TestCase
