"""A person who does to clock, files and network whatever they like, and a server that is reached now and then.

The machine of `test_state.py` again, with nothing left out: real files, a keyring, a server that signs.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from licensing.client.errors import Declined, LicensingError, NotTrusted, Unreachable
from licensing.client.keeping import STEP_S
from licensing.client.licensing import LicenseClient
from licensing.client.state import BACK_S, State
from licensing.client.vault import Held
from licensing.protocol.codes import Code
from tests.licensing.client.served import HERE, Clock, Drawer, FakeServer, client, serving
from tests.licensing.protocol.made import DAY, NOW

YEAR = 365 * DAY


class Life(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.scope = ExitStack()
        self.folder = Path(self.scope.enter_context(tempfile.TemporaryDirectory()))
        self.true, self.here, self.drawer = Clock(), Clock(), Drawer()
        self.fake = self.scope.enter_context(serving(FakeServer(self.true)))
        self.held = self.fake.new_license()
        self.known = self.until = (
            0  # the latest time this computer has to know; when its newest lease ends, grace included
        )
        self.allowed = self.online = False
        self.snapshot = self.request = self.answer = None

    def teardown(self):
        self.scope.close()

    @initialize()
    def activate(self):
        client(self.folder / "license", self.fake, keyring=self.drawer, clock=self.here).activate(self.held.key)
        self.heard(self.true.now)
        self.start()

    def start(self):
        self.mine = LicenseClient(
            self.folder / "license",
            app_version="1",
            keyring=self.drawer,
            clock=self.here,
            machine=lambda: HERE,
            wait_s=60,
        )

    def heard(self, server_time, passed=0):
        """A word of the server came: what it says of the time outweighs what this computer's clock has said."""
        self.known = server_time + passed
        self.allowed = self.held.code is Code.VALID
        if self.allowed:
            self.until = server_time + self.fake.ttl + self.fake.grace

    def look(self):
        """Ask how it stands, which notes the time."""
        state = self.mine.standing().state
        self.known = max(self.known, self.here.now - STEP_S)
        return state

    @rule(seconds=st.integers(0, 10 * DAY))
    def time_goes_by(self, seconds):
        self.true.now += seconds
        self.here.now += seconds

    @rule(offset=st.integers(-YEAR, YEAR) | st.integers(-2 * BACK_S, 2 * BACK_S) | st.integers(-9 * DAY, 9 * DAY))
    def clock_is_set(self, offset):
        self.here.now = self.true.now + offset

    @rule()
    def clock_is_set_right(self):
        self.here.now = self.true.now

    @rule()
    def program_starts(self):
        self.start()
        self.look()

    @rule()
    def server_is_asked(self):
        if self.mine.standing().key_ending is None:
            return
        state = self.mine.refresh().state
        self.heard(self.true.now)
        if self.allowed and self.here.now == self.true.now:
            # Whatever the clock was before: a fresh reply and the right time mend it.
            assert state is State.VALID

    @rule()
    def server_is_out_of_reach(self):
        before, self.fake.silent = self.look(), True
        if before is not None and self.mine.standing().key_ending:
            with pytest.raises(Unreachable):
                self.mine.refresh()
        self.fake.silent = False
        assert self.look() is before

    @rule()
    def somebody_else_answers(self):
        before, self.fake.forge = self.look(), lambda handler, reply: handler.send(reply)
        if before is not None and self.mine.standing().key_ending:
            with pytest.raises(NotTrusted):
                self.mine.refresh()
        self.fake.forge = None
        assert self.look() is before

    @rule(code=st.sampled_from([Code.VALID, Code.REVOKED, Code.SUSPENDED]))
    def vendor_decides(self, code):
        self.held.code = code

    @rule()
    def files_are_put_aside(self):
        if self.snapshot:
            shutil.rmtree(self.snapshot)
        self.snapshot = self.folder / "aside"
        shutil.copytree(self.folder / "license", self.snapshot)

    @precondition(lambda self: self.snapshot)
    @rule()
    def files_are_put_back(self):
        shutil.rmtree(self.folder / "license")
        shutil.copytree(self.snapshot, self.folder / "license")
        self.start()
        # Of the time since then, this computer knows what it noted in the keyring.
        entry = next(iter(self.drawer.entries.values()), None)
        noted = msgspec.json.decode(entry, type=Held).latest if entry else 0
        self.known = min(self.known, noted)

    @rule()
    def request_by_file(self):
        now = max(self.known, self.here.now)
        self.request, self.answer = self.mine.export_request(self.held.key), None
        self.known, self.asked_at = now, now

    @precondition(lambda self: self.request and not self.answer)
    @rule()
    def request_is_answered(self):
        other = client(self.folder / "other", self.fake, clock=self.true)
        try:
            self.answer = other.answer_request(self.request), self.true.now
        except Declined:
            assert self.held.code is not Code.VALID

    @precondition(lambda self: self.answer)
    @rule()
    def answer_is_brought(self):
        content, said_at = self.answer
        passed = max(0, max(self.known, self.here.now) - self.asked_at)
        try:
            self.mine.import_lease(content)
        except LicensingError:
            return  # files were put back since: it is not waited for any more
        self.known, self.allowed = said_at + passed, True
        self.until = said_at + self.fake.ttl + self.fake.grace
        with pytest.raises(LicensingError):
            self.mine.import_lease(content)

    @invariant()
    def unlocks_nothing_that_it_should_not(self):
        if not hasattr(self, "mine"):
            return
        state = self.look()
        assert state is not None
        if state.unlocks:
            assert self.allowed
            assert max(self.here.now, self.known) < self.until
            assert self.here.now >= self.known - BACK_S - STEP_S
        assert self.mine.standing().allows("features:export_data") == state.unlocks


Life.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestLife = pytest.mark.long(Life.TestCase)


def test_clock_when_once_years_ahead_then_one_fresh_reply_mends_it(mine, fake, clock):
    here = Clock()
    mine._clock = mine._keeping._clock = here
    mine.activate(fake.new_license().key)
    here.now = NOW + 9 * YEAR
    assert mine.standing().state is State.EXPIRED
    here.now = clock.now = NOW + DAY
    assert mine.standing().state is State.CLOCK_ROLLBACK
    assert mine.due()
    assert mine.refresh().state is State.VALID


def test_clock_when_it_stays_wrong_then_the_server_is_not_asked_all_the_time(mine, fake, clock):
    here = Clock(NOW - YEAR)
    mine._clock = mine._keeping._clock = here
    assert mine.activate(fake.new_license().key).standing.state is State.CLOCK_ROLLBACK
    asked = 0
    for _ in range(24 * 12):
        here.now += 300
        if mine.due():
            asked += 1
            assert mine.refresh().state is State.CLOCK_ROLLBACK
    assert 3 <= asked <= 20


def test_answers_when_saved_up_then_they_do_not_set_the_clock_back(fake, tmp_path, clock):
    held, here = fake.new_license(), Clock()
    mine = client(tmp_path / "mine", fake, clock=here)
    other = client(tmp_path / "other", fake)
    mine.import_lease(other.answer_request(mine.export_request(held.key)))
    saved = other.answer_request(mine.export_request(held.key))
    here.now = NOW + 13 * DAY
    assert mine.standing().state is State.GRACE
    here.now = NOW
    assert mine.import_lease(saved).state is State.CLOCK_ROLLBACK
    here.now = NOW + 13 * DAY
    assert mine.standing().state is State.GRACE
    here.now = NOW + 14 * DAY
    assert mine.standing().state is State.EXPIRED


def test_request_by_file_when_made_with_the_clock_years_ahead_then_the_license_rests_until_the_answer_comes(
    fake, tmp_path
):
    held, here = fake.new_license(), Clock()
    mine, other = client(tmp_path / "mine", fake, clock=here), client(tmp_path / "other", fake)
    mine.activate(held.key)
    here.now = NOW + 9 * YEAR
    saved = other.answer_request(mine.export_request(held.key))
    here.now = NOW
    # Else it could be used up, and the answer would set the clock back.
    assert mine.standing().state is State.CLOCK_ROLLBACK
    assert mine.import_lease(saved).state is State.VALID


def test_request_by_file_when_a_newer_one_was_made_then_the_older_answer_does_not_count(fake, tmp_path):
    held = fake.new_license()
    mine, other = client(tmp_path / "mine", fake), client(tmp_path / "other", fake)
    first = other.answer_request(mine.export_request(held.key))
    second = other.answer_request(mine.export_request(held.key))
    with pytest.raises(NotTrusted, match="not the answer"):
        mine.import_lease(first)
    assert mine.standing().state is None
    assert mine.import_lease(second).state is State.VALID


def test_answer_by_file_when_it_is_for_another_computer_then_it_does_not_count(fake, tmp_path):
    held = fake.new_license()
    mine, theirs, other = (client(tmp_path / name, fake) for name in ("mine", "theirs", "other"))
    mine.export_request(held.key)
    with pytest.raises(NotTrusted):
        mine.import_lease(other.answer_request(theirs.export_request(held.key)))
    assert mine.standing().state is None


@pytest.mark.parametrize("change", [b'"signature": "', b'"body": "', b'"server": "'])
def test_answer_by_file_when_changed_on_the_way_then_it_does_not_count(fake, tmp_path, change):
    held = fake.new_license()
    mine, other = client(tmp_path / "mine", fake), client(tmp_path / "other", fake)
    answer = other.answer_request(mine.export_request(held.key))
    with pytest.raises(LicensingError):
        mine.import_lease(answer.replace(change, change + b"AAAA"))
    assert mine.standing().state is None
    assert mine.import_lease(answer).state is State.VALID


def test_request_by_file_when_the_license_has_no_room_then_the_other_computer_says_so(fake, tmp_path):
    held = fake.new_license(allowed=0)
    mine, other = client(tmp_path / "mine", fake), client(tmp_path / "other", fake)
    with pytest.raises(Declined) as caught:
        other.answer_request(mine.export_request(held.key))
    assert caught.value.code is Code.TOO_MANY_MACHINES
