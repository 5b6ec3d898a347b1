"""`/licenses/...`: validate and activate answer 200 with a code, whatever becomes of the license."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request, Response

from licensing.protocol import messages
from licensing.protocol.codes import ProblemCode
from licensing.server.auth import quotas
from licensing.server.auth.callers import Caller, SignedIn, SignedInOrKeyHolder
from licensing.server.context import Context, Given
from licensing.server.errors import problems
from licensing.server.licenses import activation, ownership, schemas, validation

if TYPE_CHECKING:
    from msgspec import Struct

router = APIRouter(prefix="/licenses", tags=["licenses"])
_OWNERS = problems(ProblemCode.NOT_SIGNED_IN, ProblemCode.FORBIDDEN, ProblemCode.NOT_FOUND)
_encode = msgspec.json.Encoder().encode


def _answers(kind: type) -> dict[str, Any]:
    """An endpoint's reply in the OpenAPI document, where the reply itself is made by us: half the cost of FastAPI's."""
    return {"response_class": Response, "responses": {200: {"model": kind, "description": kind.__doc__}}}


@router.post("/validate", **_answers(schemas.Outcome))
async def validate(request: Request, body: schemas.Validate) -> Response:
    """Whether this computer may use this license, and a lease if so. Every outcome is a 200 with a code."""
    desk, digests = await _admitted(request, body.license_key)
    return _json(await validation.validate(desk, messages.Validate(**body.__dict__), digests))


@router.post("/activate", **_answers(schemas.Outcome))
async def activate(request: Request, body: schemas.Activate) -> Response:
    """Make this computer one of the license's computers. Every outcome is a 200 with a code; doing it twice changes nothing."""
    desk, digests = await _admitted(request, body.license_key)
    return _json(await activation.activate(desk, messages.Activate(**body.__dict__), digests))


@router.post("/deactivate", **_answers(schemas.Deactivated))
async def deactivate(request: Request, body: schemas.Deactivate) -> Response:
    """Give up one of the license's computers, so that another can take its place. Doing it twice changes nothing."""
    desk, digests = await _admitted(request, body.license_key)
    asked = messages.Deactivate(license_key=body.license_key, machine_id=str(body.machine_id), nonce=body.nonce)
    return _json(await activation.deactivate(desk, asked, digests))


@router.get(
    "/{license_id}/machines",
    summary="Computers",
    responses=problems(ProblemCode.NOT_SIGNED_IN, ProblemCode.NOT_FOUND),
)
async def machines(given: Given, request: Request, license_id: UUID, caller: SignedInOrKeyHolder) -> schemas.Machines:
    """The computers of a license, for its owner or for whoever has its key."""
    known = caller.user_id if isinstance(caller, Caller) else caller.license_id
    await quotas.spend_license(given, request, known)
    return await ownership.machines_of(given, license_id, caller)


@router.post("/{license_id}/rotate-key", responses=_OWNERS)
async def rotate_key(
    given: Given, request: Request, license_id: UUID, caller: SignedIn, response: Response
) -> schemas.RotatedKey:
    """Make a new key. The one before is void at once; its computers stay, and need the new key to validate."""
    response.headers["Cache-Control"] = "no-store"
    await quotas.spend_license(given, request, caller.user_id)
    return await ownership.rotate_key(given, license_id, caller)


@router.post("/{license_id}/transfer", responses=_OWNERS)
async def transfer(
    given: Given, request: Request, license_id: UUID, body: schemas.Transfer, caller: SignedIn
) -> schemas.Transferred:
    """Give the license to another user. Its computers are given up and its key is void: the new owner makes one."""
    await quotas.spend_license(given, request, caller.user_id)
    return await ownership.transfer(given, license_id, body.user_id, caller)


async def _admitted(request: Request, license_key: str) -> tuple[validation.Desk, tuple[str, ...]]:
    """What to answer with, and what may be stored of the key, whose use is counted whether or not a license has it.

    Raises:
        ProblemError: it was used too often (`RATE_LIMITED`).
    """
    given: Context = request.app.state.context
    keys = given.keys
    digests = validation.digests_of(keys, license_key)
    await quotas.spend_key(given, request, digests[0] if digests else None)
    desk = validation.Desk(
        database=given.database, keys=keys, sightings=given.sightings, issuer=given.issuer, now=given.clock()
    )
    return desk, digests


def _json(value: Struct) -> Response:
    return Response(_encode(value), media_type="application/json")
