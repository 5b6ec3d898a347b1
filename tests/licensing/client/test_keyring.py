"""Keyrings that are not there, locked, forgetful, or waiting for somebody."""

from __future__ import annotations

import threading

import pytest
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from licensing.client.errors import FolderTrouble
from licensing.client.keyrings import Keyring, NoKeyring
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from tests.licensing.client.served import HERE, Clock, Drawer, Forgetful, NoDrawer, client, opened
from tests.licensing.protocol.made import DAY, NOW


@pytest.mark.parametrize("error", [NoKeyringError, InitError, KeyringLocked, PasswordSetError, OSError, RuntimeError])
def test_keyring_when_there_is_none_then_the_key_is_in_a_file_and_it_is_said(fake, tmp_path, error):
    keyring = NoDrawer(error)
    standing = client(tmp_path, fake, keyring=keyring).activate(fake.new_license().key).standing
    assert (standing.state, standing.stored_in) == (State.VALID, "file")
    assert opened(tmp_path, keyring, now=NOW + DAY).standing().state is State.VALID


def test_keyring_when_it_keeps_nothing_then_the_key_is_in_a_file(fake, tmp_path):
    assert client(tmp_path, fake, keyring=Forgetful()).activate(fake.new_license().key).standing.stored_in == "file"


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_keyring_when_it_is_locked_later_then_nothing_unlocks_nothing_is_lost_and_it_says_why(active, fake):
    folder, keyring, held = active
    locked = client(folder, fake, keyring=NoDrawer(KeyringLocked))
    standing = locked.standing()
    assert standing.state is None
    assert "keyring" in standing.trouble
    for call in (
        locked.refresh,
        lambda: locked.activate(held.key),
        locked.machines,
        lambda: locked.export_request(held.key),
    ):
        with pytest.raises(FolderTrouble, match="locked"):
            call()
    assert locked.next_refresh_at() is None
    assert opened(folder, keyring).standing().state is State.VALID


class Asking(Drawer):
    """Waits for somebody to answer a dialog."""

    def __init__(self):
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service, username):
        self.answered.wait()

    set_password = delete_password = lambda self, *args: self.answered.wait()


def test_keyring_when_nobody_answers_its_question_then_the_wait_ends():
    asking = Asking()
    keyring = Keyring(asking, wait_s=0.1)
    for call in (lambda: keyring.read("name"), lambda: keyring.read("name"), lambda: keyring.write("name", "")):
        with pytest.raises(NoKeyring, match="does not answer"):
            call()
    # Asked once: another question would be another dialog.
    (waiting,) = (thread for thread in threading.enumerate() if thread.name == "keyring")
    asking.answered.set()
    waiting.join()
    assert keyring.read("name") is None


def test_keyring_when_it_fails_then_its_words_are_not_repeated():
    with pytest.raises(NoKeyring) as caught:
        Keyring(NoDrawer()).write("name", "secret")
    assert "told by the backend" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_keyring_when_standing_is_asked_again_and_again_then_it_is_read_once_and_written_once_a_day(fake, tmp_path):
    drawer, clock = Drawer(), Clock()
    client(tmp_path, fake, keyring=drawer, clock=clock).activate(fake.new_license().key)
    later = LicenseClient(tmp_path, app_version="1", keyring=drawer, clock=clock, machine=lambda: HERE)
    drawer.reads = drawer.writes = 0
    for _ in range(5 * 24):
        clock.now += 3600
        later.standing()
    assert drawer.reads == 1
    assert drawer.writes == 5
