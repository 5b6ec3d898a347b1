"""Signing in, staying signed in, signing out.

A sign-in is a session; its refresh tokens follow one another, each used once. One that comes a second time was copied by
somebody, and nobody can tell which of the two is the owner: the whole session ends. That the reply with the next token was
lost looks the same, so that is not forgiven either: one signs in again.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from licensing.protocol.codes import LicenseType, ProblemCode
from licensing.server.audit.repository import record, who
from licensing.server.auth import passwords, repository, tokens
from licensing.server.auth.addresses import usual
from licensing.server.auth.callers import BEARER, not_signed_in
from licensing.server.auth.repository import ACTIVE, EMAIL_INDEX, EMAIL_PLACE
from licensing.server.auth.schemas import Tokens
from licensing.server.errors import ProblemError
from licensing.server.keys.sealing import unseal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.auth.callers import Caller
    from licensing.server.auth.repository import Account
    from licensing.server.context import Context

SESSION_LASTS = timedelta(days=30)
_TOKEN_BYTES = 32
_RANKS = {LicenseType.FREE: 0, LicenseType.PRO: 1, LicenseType.ENTERPRISE: 2}


async def login(given: Context, email: str, password: str) -> Tokens:
    """The first tokens of a new session.

    Raises:
        ProblemError: `WRONG_CREDENTIALS`, the same whether the address is known or not; `FORBIDDEN` if who knows the password
            is suspended.
    """
    keys, now = given.keys, given.clock()
    async with given.database.reading() as connection:
        account = await repository.account_by_email(connection, keys.index_of(EMAIL_INDEX, usual(email)))
    stored = None if account is None else account.password_hash
    checked = await passwords.check(given.hashing, stored, password)
    if account is None or not checked.right:
        raise _wrong("The e-mail address or the password is not right.")
    if account.status != ACTIVE:
        raise ProblemError(ProblemCode.FORBIDDEN, "This account is suspended. Ask whoever runs this server.")
    session_id, refresh_token = uuid4(), _new_token()
    async with given.database.changing() as connection:
        # Whoever changes the password ends all sessions there are: none with the old one may begin after that.
        if not await repository.is_unchanged(connection, account):
            raise _wrong("The e-mail address or the password is not right.")
        await repository.forget_ended_sessions(connection, account.id, now)
        await repository.add_session(connection, session_id, account.id, now, now + SESSION_LASTS)
        await repository.add_refresh_token(connection, _digest(refresh_token), session_id, now)
        if checked.newer:
            await repository.set_password(connection, account.id, checked.newer, now)
        await record(connection, now, who("user", account.id), "login", who("user", account.id))
        return await _tokens(given, connection, account, session_id, refresh_token)


async def refresh(given: Context, refresh_token: str) -> Tokens:
    """The next tokens of a session.

    Raises:
        ProblemError: `TOKEN_REUSED`, and the session has ended; `NOT_SIGNED_IN` where it had ended, or never was.
    """
    now, digest, following = given.clock(), _digest(refresh_token), _new_token()
    async with given.database.changing() as connection:
        found = await repository.session_of_token(connection, digest)
        if found is None or found.ended(now) or found.account.status != ACTIVE:
            raise not_signed_in(BEARER)
        if not found.used:
            await repository.use_refresh_token(connection, digest, now)
            await repository.add_refresh_token(connection, _digest(following), found.session_id, now)
            return await _tokens(given, connection, found.account, found.session_id, following)
        await repository.end_session(connection, found.session_id, now)
        subject = who("user", found.account.id)
        await record(connection, now, subject, "refresh token reused", subject, session=str(found.session_id))
    # Raised here: the session's end is kept.
    raise ProblemError(ProblemCode.TOKEN_REUSED, "This refresh token was used before: sign in again.", _challenge())


async def logout(given: Context, caller: Caller) -> None:
    """End the caller's session; all its tokens are void from now on."""
    now = given.clock()
    async with given.database.changing() as connection:
        await repository.end_session(connection, caller.session_id, now)
        subject = who("user", caller.user_id)
        await record(connection, now, subject, "logout", subject, session=str(caller.session_id))


async def account_of(given: Context, caller: Caller) -> Account:
    """The caller's account. Raises `ProblemError` (`NOT_SIGNED_IN`) where it went away in this moment."""
    async with given.database.reading() as connection:
        account = await repository.account_of(connection, caller.user_id)
    if account is None:
        raise not_signed_in(BEARER)
    return account


async def change_password(given: Context, caller: Caller, account: Account, password: str, following: str) -> None:
    """Put another password in the place of the caller's, and end all sessions of theirs but this one.

    Raises:
        ProblemError: `WRONG_CREDENTIALS` where `password` is not the one there is.
    """
    checked = await passwords.check(given.hashing, account.password_hash, password)
    if not checked.right:
        raise _wrong("The password is not right.")
    password_hash = await passwords.hashed(given.hashing, following)
    now, subject = given.clock(), who("user", account.id)
    async with given.database.changing() as connection:
        if not await repository.is_unchanged(connection, account):
            raise _wrong("The password is not right.")
        await repository.set_password(connection, account.id, password_hash, now)
        ended = await repository.end_sessions(connection, account.id, now, but=caller.session_id)
        await record(connection, now, subject, "password changed", subject, sessions_ended=ended)


async def _tokens(
    given: Context, connection: AsyncConnection, account: Account, session_id: UUID, refresh_token: str
) -> Tokens:
    keys, now = given.keys, given.clock()
    held = await repository.usable_types(connection, account.id, now)
    identity = tokens.Identity(
        user_id=account.id,
        email=unseal(keys, EMAIL_PLACE, account.id, account.email_sealed),
        license_type=max(held, key=_RANKS.__getitem__, default=LicenseType.FREE),
        version=account.token_version,
        session_id=session_id,
    )
    return Tokens(
        access_token=tokens.sign(identity, keys, issuer=given.issuer, now=now, token_id=uuid4()),
        expires_in=int(tokens.LIFETIME.total_seconds()),
        refresh_token=refresh_token,
    )


def _new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _digest(refresh_token: str) -> str:
    """What is stored of a refresh token; it is random, so that a plain hash is enough."""
    return hashlib.sha256(refresh_token.encode("utf-8", "surrogatepass")).hexdigest()


def _wrong(sentence: str) -> ProblemError:
    return ProblemError(ProblemCode.WRONG_CREDENTIALS, sentence, _challenge())


def _challenge() -> dict[str, str]:
    return {"WWW-Authenticate": BEARER}
