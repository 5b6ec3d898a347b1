"""`/health`, `/ready` and `/.well-known/jwks.json`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from jwt.algorithms import RSAAlgorithm
from pydantic import BaseModel

from licensing.protocol.codes import ProblemCode
from licensing.server.context import Given
from licensing.server.database.migrate import is_ready
from licensing.server.errors import ProblemError
from licensing.server.keys.sealing import KEYS_AWAY

router = APIRouter(tags=["status"])


class Status(BaseModel):
    """The server is there."""

    status: str = "ok"


class KeySet(BaseModel):
    """Public keys (RFC 7517)."""

    keys: list[dict[str, Any]]


@router.get("/health")
async def health() -> Status:
    """Whether the process answers; looks at nothing else."""
    return Status()


@router.get("/ready")
async def ready(given: Given) -> Status:
    """Whether the database answers and has the version that this program wants, and the keys can be read."""
    if not given.ring.is_current:
        raise ProblemError(ProblemCode.UNAVAILABLE, KEYS_AWAY)
    if not await is_ready(given.database):
        raise ProblemError(ProblemCode.UNAVAILABLE, "The database has another version than this program wants.")
    return Status()


@router.get("/.well-known/jwks.json")
async def key_set(given: Given) -> KeySet:
    """The keys that access tokens are checked with: the current one, the next, and those that were used lately."""
    publics = given.keys.token_publics
    return KeySet(
        keys=[
            {**RSAAlgorithm.to_jwk(key, as_dict=True), "kid": kid, "alg": "RS256", "use": "sig"}
            for kid, key in publics.items()
        ]
    )
