"""A keyring in memory, in place of the system's."""

from __future__ import annotations

from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError
from typing_extensions import override


class Memory(KeyringBackend):
    """A keyring that keeps things in memory."""

    priority = 1
    viable = False
    """The library offers every class there is to whoever asks for the system's keyring: this one is only put in place."""

    def __init__(self):
        super().__init__()
        self.kept = {}

    @override
    def set_password(self, service, username, password):
        self.kept[service, username] = password

    @override
    def get_password(self, service, username):
        return self.kept.get((service, username))


class NoKeyring(Memory):
    """None that takes anything."""

    @override
    def set_password(self, service, username, password):
        raise NoKeyringError

    @override
    def get_password(self, service, username):
        raise NoKeyringError


class Locked(Memory):
    """One that nobody unlocks."""

    @override
    def get_password(self, service, username):
        raise KeyringLocked


@contextmanager
def in_place(backend):
    """This keyring is the system's meanwhile."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        keyring.set_keyring(before)
