"""Making licenses; the one place where a license key exists in clear on the server."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from msgspec import Struct
from sqlalchemy import insert
from typing_extensions import override

from licensing.protocol.license_key import last_letters, new_key
from licensing.server.database.tables import licenses

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.protocol.codes import LicenseType
    from licensing.server.keys.ring import Keys


class IssuedLicense(Struct, frozen=True):
    """A license that was just made; `key` is shown to its owner this once."""

    id: UUID
    key: str

    @override
    def __repr__(self) -> str:
        return f"IssuedLicense({self.id}, …{last_letters(self.key)})"


async def issue(
    connection: AsyncConnection,
    keys: Keys,
    *,
    user_id: UUID,
    license_type: LicenseType,
    now: datetime,
    expires_at: datetime | None = None,
    trial: bool = False,
    machines_allowed: int | None = None,
) -> IssuedLicense:
    """A new license of this user, in the transaction of the connection; the audit log is the caller's.

    Args:
        connection: a transaction.
        keys: the keys now.
        user_id: whose it is.
        license_type: what it unlocks.
        now: when it is made.
        expires_at: when it ends; None for never.
        trial: whether it is for trying out.
        machines_allowed: how many machines it may have; None for as many as its type has.
    """
    issued = IssuedLicense(uuid4(), new_key())
    await connection.execute(
        insert(licenses).values(
            id=issued.id,
            user_id=user_id,
            license_type=license_type.value,
            machines_allowed=machines_allowed,
            trial=trial,
            expires_at=expires_at,
            created_at=now,
            updated_at=now,
            **stored_form(keys, issued.key),
        )
    )
    return issued


def stored_form(keys: Keys, license_key: str) -> dict[str, str]:
    """The columns that stand for a key: its digest, the pepper's name and the last letters."""
    return {
        "key_digest": keys.digest_of_key(license_key),
        "key_kid": keys.pepper_kid,
        "key_ending": last_letters(license_key),
    }
