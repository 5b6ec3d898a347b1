"""Passwords: OWASP's argon2id, one run for every answer, never on the event loop."""

from __future__ import annotations

import asyncio
import threading
import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from licensing.server.auth import passwords
from tests.licensing.server.auth.counted import CountedHasher

pytestmark = pytest.mark.usefixtures("passwords_in_earnest")

TEXT = st.text(st.characters(), min_size=8, max_size=40)


def hashed(password):
    return asyncio.run(passwords.hashed(asyncio.Semaphore(1), password))


def check(stored, password):
    return asyncio.run(passwords.check(asyncio.Semaphore(1), stored, password))


def test_hash_when_made_then_has_owasps_parameters_and_so_has_nobodys():
    made = extract_parameters(hashed("some password"))
    assert (made.type.name, made.memory_cost, made.time_cost, made.parallelism) == ("ID", 19 * 1024, 2, 1)
    assert extract_parameters(passwords.NOBODYS) == made


@settings(max_examples=15)
@given(TEXT, TEXT)
def test_check_when_given_the_same_password_in_either_spelling_then_it_is_right_and_no_other_is(password, other):
    stored = hashed(password)
    assert check(stored, unicodedata.normalize("NFD", password)) == passwords.Checked(right=True)
    same = unicodedata.normalize("NFKC", password) == unicodedata.normalize("NFKC", other)
    assert check(stored, other).right is same


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA"])
def test_check_when_there_is_no_hash_then_nothing_is_right(stored):
    assert not check(stored, "any password at all").right


def test_check_when_the_hash_is_of_an_older_make_then_gives_a_newer_one():
    checked = check(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash("old password"), "old password")
    assert checked.right
    assert check(checked.newer, "old password") == passwords.Checked(right=True)


@pytest.mark.parametrize("stored", [None, hashed("right password")], ids=["nobody", "somebody"])
def test_check_when_the_password_is_wrong_then_argon2_runs_once(monkeypatch, stored):
    counted = CountedHasher(passwords.PASSES, passwords.MEMORY_KIB, passwords.LANES)
    monkeypatch.setattr(passwords, "_ARGON", counted)
    assert not check(stored, "wrong password").right
    assert counted.runs == 1


def test_check_when_many_come_at_once_then_no_more_run_than_there_are_turns_and_the_loop_goes_on(monkeypatch):
    most, lock, running, on_loop = 0, threading.Lock(), [], threading.get_ident()

    class Watched(PasswordHasher):
        def hash(self, *args, **kwargs):
            nonlocal most
            assert threading.get_ident() != on_loop
            with lock:
                running.append(1)
                most = max(most, len(running))
            try:
                return super().hash(*args, **kwargs)
            finally:
                with lock:
                    running.pop()

    monkeypatch.setattr(passwords, "_ARGON", Watched(1, 8_192, 1))

    async def crowd():
        turn = asyncio.Semaphore(2)
        await asyncio.gather(*(passwords.hashed(turn, "some password") for _ in range(12)))

    asyncio.run(crowd())
    assert most == 2
