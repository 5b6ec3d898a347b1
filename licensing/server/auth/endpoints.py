"""`/auth/login`, `/auth/refresh`, `/auth/logout` and `/auth/password`."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from licensing.protocol.codes import ProblemCode
from licensing.server.auth import quotas, service
from licensing.server.auth.callers import SignedIn
from licensing.server.auth.schemas import ChangePassword, Login, Refresh, Tokens
from licensing.server.context import Given
from licensing.server.errors import problems

router = APIRouter(prefix="/auth", tags=["auth"])
NOT_KEPT = "no-store"
"""Of a reply with a token or a key in it."""


@router.post("/login", responses=problems(ProblemCode.WRONG_CREDENTIALS, ProblemCode.FORBIDDEN))
async def login(given: Given, request: Request, body: Login, response: Response) -> Tokens:
    """Sign in. An unknown address and a wrong password have the same answer, after the same time."""
    response.headers["Cache-Control"] = NOT_KEPT
    await quotas.spend_login(given, request, body.email)
    return await service.login(given, body.email, body.password.get_secret_value())


@router.post("/refresh", responses=problems(ProblemCode.NOT_SIGNED_IN, ProblemCode.TOKEN_REUSED))
async def refresh(given: Given, body: Refresh, response: Response) -> Tokens:
    """Turn a refresh token into the next pair. A token that comes a second time ends the session."""
    response.headers["Cache-Control"] = NOT_KEPT
    return await service.refresh(given, body.refresh_token.get_secret_value())


@router.post("/logout", status_code=204, responses=problems(ProblemCode.NOT_SIGNED_IN))
async def logout(given: Given, caller: SignedIn) -> None:
    """Sign out: this session's tokens, of both kinds, are void from now on."""
    await service.logout(given, caller)


@router.post("/password", status_code=204, responses=problems(ProblemCode.NOT_SIGNED_IN, ProblemCode.WRONG_CREDENTIALS))
async def change_password(given: Given, request: Request, body: ChangePassword, caller: SignedIn) -> None:
    """Change one's password. All other sessions end; this one goes on."""
    account = await service.account_of(given, caller)
    await quotas.spend_password(given, request, account.email_index)
    password, following = body.password.get_secret_value(), body.new_password.get_secret_value()
    await service.change_password(given, caller, account, password, following)
