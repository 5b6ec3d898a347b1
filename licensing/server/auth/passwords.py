"""Passwords: argon2id as OWASP has it (19 MiB, two passes, one lane), on a thread, at most one for each core at a time.

Whether an address is known or not, checking costs exactly one argon2, so that its time tells nobody.
"""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

if TYPE_CHECKING:
    from asyncio import Semaphore

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""`https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html`; 25 ms of a core."""
LEAST, MOST = 8, 1_024
"""Characters of a password."""
_ARGON = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$36t7lhaircIBdz7mSckmDw$ChL3MtsYgPtFN50QPENqBnJLGXloHmWQ7CYxFysp0Nw"
"""What is checked where no password is known; random, with no password behind it."""


class Checked(Struct, frozen=True):
    """Whether a password is right; `newer` is the hash to store instead, where the stored one is of an older make."""

    right: bool
    newer: str | None = None


async def hashed(turn: Semaphore, password: str) -> str:
    """What is stored of a password."""
    async with turn:
        return await asyncio.to_thread(_ARGON.hash, _composed(password))


async def check(turn: Semaphore, stored: str | None, password: str) -> Checked:
    """Whether it is the password of which this was stored; None, for nobody's, is never right and takes as long."""
    async with turn:
        return await asyncio.to_thread(_check, stored, _composed(password))


def _check(stored: str | None, password: bytes) -> Checked:
    try:
        _ARGON.verify(stored or NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return Checked(right=False)
    if stored is None:
        return Checked(right=False)
    return Checked(right=True, newer=_ARGON.hash(password) if _ARGON.check_needs_rehash(stored) else None)


def _composed(password: str) -> bytes:
    """One spelling: the same letter comes from some keyboards in one piece and from others in two (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
