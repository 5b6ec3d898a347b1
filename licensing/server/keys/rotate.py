"""Which key takes whose place. Every key was known to all servers and clients before it is used, so that nothing has to stop.

A rotation makes the next keys the current ones and the current ones old. It is over when nothing is sealed with an old key
any more and that key is taken out: until then the old key is in the file, and a rotation that was cut off goes on there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec.structs import replace

from licensing.server.keys import stored
from licensing.server.keys.stored import FILE_NAME, ROTATED, Purpose, Role, StoredKey, new_key

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

DAY_S = 24 * 3600
_PAST = frozenset({Role.OLD, Role.KEPT})
SETTLE_S = 30
"""By then every server has taken up the new keys (it looks every five seconds) and finished what it did with the old ones."""
SEALS_S = 20
"""A server that could not look at its keys for so long seals nothing: what it seals with may be taken out when `SETTLE_S` are over."""
MOST_AGE_DAYS = {Purpose.TOKENS: 90, Purpose.FIELDS: 90, Purpose.PEPPER: 90, Purpose.LEASES: 365}
"""How old a key in use may get; those of leases longer, for clients have to be given the next one by hand."""


def fresh(purposes: Collection[Purpose]) -> tuple[StoredKey, ...]:
    """New keys for these purposes, for `turned`; they may take seconds."""
    return tuple(new_key(purpose, Role.NEXT, 0) for purpose in purposes)


def turned(keys: tuple[StoredKey, ...], new: tuple[StoredKey, ...], now: int) -> tuple[StoredKey, ...]:
    """The keys after a rotation: the new ones come next, those that were next are in use, those in use are old."""
    purposes = {key.purpose for key in new}
    kept = (key if key.purpose not in purposes else _moved(key, now) for key in keys)
    return (*kept, *(replace(key, since=now) for key in new))


def to_rotate(*, lease_keys: bool) -> tuple[Purpose, ...]:
    """What a rotation is of: the lease keys only where somebody says so.

    Clients trust the two lease keys that were current and next when they got their key file. One rotation makes no difference
    to them; before the one after it, each of them needs a newer key file.
    """
    return tuple(purpose for purpose in ROTATED if lease_keys or purpose is not Purpose.LEASES)


def unfinished(keys: tuple[StoredKey, ...]) -> StoredKey | None:
    """The old key that rows may still be sealed with; None where no rotation is under way."""
    return next((key for key in stored.of_purpose(keys, Purpose.FIELDS) if key.role is Role.OLD), None)


def was_turned(keys: tuple[StoredKey, ...], purpose: Purpose, old: StoredKey) -> bool:
    """Whether the rotation that made this key an old one was of that purpose as well."""
    return any(key.role is Role.CURRENT and key.since == old.since for key in stored.of_purpose(keys, purpose))


def without(keys: tuple[StoredKey, ...], gone: Collection[str]) -> tuple[StoredKey, ...]:
    """The keys without those of these names that are used for nothing new."""
    return tuple(key for key in keys if key.role not in _PAST or key.kid not in gone)


def over(keys: tuple[StoredKey, ...]) -> tuple[StoredKey, ...]:
    """The keys after a rotation that left texts behind which do not open: their keys are kept, and it is over."""
    return tuple(
        replace(key, role=Role.KEPT) if key.role is Role.OLD and key.purpose is Purpose.FIELDS else key for key in keys
    )


def spent(keys: tuple[StoredKey, ...], now: int) -> tuple[str, ...]:
    """The names of signing keys that were replaced a day ago: all that they signed and that we check has ended."""
    return tuple(
        key.kid
        for key in keys
        if key.purpose in {Purpose.TOKENS, Purpose.LEASES} and key.role is Role.OLD and now - key.since >= DAY_S
    )


def too_old(keys: tuple[StoredKey, ...], now: int) -> tuple[StoredKey, ...]:
    """The keys in use that are older than they may get."""
    return tuple(
        key
        for key in keys
        if key.role is Role.CURRENT and now - key.since > MOST_AGE_DAYS.get(key.purpose, math.inf) * DAY_S
    )


def drop_spent(folder: Path, now: int) -> None:
    """Take spent signing keys out of the folder's key file. Raises `SetupError`."""
    path = folder / FILE_NAME
    if spent(stored.read(path), now):
        with stored.lock(path):
            keys = stored.read(path)
            stored.write(path, without(keys, spent(keys, now)))


def _moved(key: StoredKey, now: int) -> StoredKey:
    if key.role in _PAST:
        return key
    return replace(key, role=Role.CURRENT if key.role is Role.NEXT else Role.OLD, since=now)
