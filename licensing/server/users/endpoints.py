"""`/auth/register` and `/users/{user_id}/subscription`."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response

from licensing.protocol.codes import ProblemCode
from licensing.server.auth import quotas
from licensing.server.auth.callers import SignedIn
from licensing.server.context import Given
from licensing.server.errors import problems
from licensing.server.users import service
from licensing.server.users.schemas import Register, Registered, Subscription

router = APIRouter()


@router.post("/auth/register", status_code=201, tags=["auth"], responses=problems(ProblemCode.EMAIL_TAKEN))
async def register(given: Given, request: Request, body: Register, response: Response) -> Registered:
    """Make an account with a license. The license's key is shown this once: it is not stored in clear."""
    response.headers["Cache-Control"] = "no-store"
    await quotas.spend_registration(given, request, body.email)
    return await service.register(given, body.email, body.password.get_secret_value())


@router.get(
    "/users/{user_id}/subscription",
    tags=["users"],
    responses=problems(ProblemCode.NOT_SIGNED_IN, ProblemCode.NOT_FOUND),
)
async def subscription(given: Given, request: Request, user_id: UUID, caller: SignedIn) -> Subscription:
    """What a user subscribes to: one's own; an administrator sees everybody's."""
    await quotas.spend_data(given, request, caller)
    return await service.subscription(given, user_id, caller)
