"""Killed before any of its writes, a program leaves what the next one can go on with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from keyring.errors import KeyringError

from licensing.client import vault
from licensing.client.keyrings import Keyring, NoKeyring
from licensing.client.state import State
from licensing.protocol.codes import Code
from tests.licensing.client.served import Drawer, NoDrawer, client, opened
from tests.licensing.protocol.made import DAY


class Killed(BaseException):
    pass


def _on_this_thread(self, call):
    """Such an end does not pass through the keyring's own thread."""
    try:
        return call(self._backend)
    except KeyringError:
        raise NoKeyring from None


def steps_of(act, monkeypatch):
    """Do `act` again and again, killed before its first write, its second, ...; yields after each."""
    for reached in range(40):
        left, real_replace, real_write, real_delete = (
            [reached],
            vault.replace_file,
            Drawer.set_password,
            Drawer.delete_password,
        )

        def one(real, left=left):
            def counted(*args, **named):
                left[0] -= 1
                if left[0] < 0:
                    raise Killed
                return real(*args, **named)

            return counted

        with monkeypatch.context() as patch:
            patch.setattr(vault, "replace_file", one(real_replace))
            patch.setattr(Drawer, "set_password", one(real_write))
            patch.setattr(Drawer, "delete_password", one(real_delete))
            patch.setattr(Path, "unlink", one(Path.unlink))
            patch.setattr(Keyring, "_within", _on_this_thread)
            try:
                act()
            except Killed:
                killed = True
            else:
                killed = False
        yield reached
        if not killed:
            return
    pytest.fail("it never ends")


@pytest.mark.parametrize("kind", [Drawer, NoDrawer])
def test_activation_when_killed_anywhere_then_it_can_be_done_again_or_mends_itself(fake, tmp_path, monkeypatch, kind):
    folder, drawer, held = tmp_path / "license", kind(), fake.new_license()

    def act():
        shutil.rmtree(folder, ignore_errors=True)
        drawer.entries.clear()
        client(folder, fake, keyring=drawer).activate(held.key)

    states = []
    for _ in steps_of(act, monkeypatch):
        after = client(folder, fake, keyring=drawer)
        states.append(after.standing().state)
        if after.standing().key_ending:
            assert after.refresh().state is State.VALID
        assert after.activate(held.key).standing.state is State.VALID
        assert len(held.machines) == 1
        assert after.deactivate() == "done"
        assert drawer.entries == {}
    assert {None, State.TAMPERED, State.VALID} == set(states)


@pytest.mark.parametrize("online", [True, False])
def test_deactivation_when_killed_anywhere_then_the_license_is_whole_or_gone(fake, tmp_path, monkeypatch, online):
    folder, drawer, held = tmp_path / "license", Drawer(), fake.new_license()

    def act():
        fake.silent = False
        client(folder, fake, keyring=drawer).activate(held.key)
        fake.silent = not online
        client(folder, fake, keyring=drawer).deactivate()

    for _ in steps_of(act, monkeypatch):
        fake.silent = False
        after = client(folder, fake, keyring=drawer)
        if after.standing().state is not None:
            after.refresh()
            assert after.standing().state in {State.VALID, State.REVOKED}
        after.send_queued()
        assert after.activate(held.key).standing.state is State.VALID
        assert len(held.machines) == 1
        assert after.deactivate() == "done"
        assert drawer.entries == {}


def test_refresh_when_killed_anywhere_then_the_license_still_holds(fake, tmp_path, monkeypatch, clock):
    folder, drawer, held = tmp_path / "license", Drawer(), fake.new_license()
    client(folder, fake, keyring=drawer).activate(held.key)

    def act():
        clock.now += DAY
        client(folder, fake, keyring=drawer).refresh()

    for _ in steps_of(act, monkeypatch):
        assert client(folder, fake, keyring=drawer).standing().state is State.VALID


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_revocation_when_killed_after_the_first_write_then_it_holds(active, fake, monkeypatch):
    folder, keyring, held = active
    held.code = Code.REVOKED
    for reached in steps_of(lambda: client(folder, fake, keyring=keyring).refresh(), monkeypatch):
        assert opened(folder, keyring).standing().state is (State.REVOKED if reached else State.VALID)
