"""A small application inside all layers; as a program it is served as the real one is, with bounds that are soon reached."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from licensing.protocol.codes import ProblemCode
from licensing.protocol.replies import HEADER, NONCE_HEADER, Reply, verified_at
from licensing.protocol.signing import SigningKey
from licensing.server.errors import ProblemError
from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.zones import Zone
from licensing.server.serve import listening, run
from licensing.server.web import connections
from licensing.server.web.connections import Connection
from licensing.server.web.limited import spend
from licensing.server.web.logs import configure
from licensing.server.web.metrics import Metrics
from licensing.server.web.stack import surround

KEY = SigningKey("test", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
NOW_S = 1_795_608_123
WIDE = Zone("address", per_hour=100_000, per_second=10_000)
USER = Zone("data", per_hour=3, per_second=3)
BODY_BYTES = 4_096

router = APIRouter()


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    license_key: str
    count: int = 0


@router.get("/things/{thing_id}")
async def thing(thing_id: str) -> dict[str, str]:
    return {"kind": "thing"}


@router.post("/things")
async def made(given: Thing) -> dict[str, int]:
    return {"length": len(given.license_key)}


@router.delete("/things/{thing_id}", status_code=204)
async def gone(thing_id: str) -> None:
    return None


@router.head("/things/{thing_id}")
async def looked_at(thing_id: str) -> Response:
    return Response(b"a body that is never sent", headers={"X-Thing": "1"})


@router.get("/unchanged")
async def unchanged() -> Response:
    return Response(status_code=304)


@router.get("/fails")
async def fails(request: Request) -> None:
    raise ValueError(f"with {request.headers.get('authorization')} and {request.url}")


@router.get("/forbidden")
async def forbidden() -> None:
    raise ProblemError(ProblemCode.FORBIDDEN, "Not yours.", {"X-Why": "because"})


@router.get("/begun")
async def begun() -> Response:
    async def broken():
        yield b"half"
        raise ValueError("in the middle")

    from starlette.responses import StreamingResponse

    return StreamingResponse(broken())


@router.get("/slow")
async def slow(seconds: float = 3600) -> JSONResponse:
    await asyncio.sleep(seconds)
    return JSONResponse({"slept": seconds})


@router.get("/large")
async def large(mebibytes: int) -> Response:
    return Response(bytes(mebibytes << 20))


@router.get("/spends")
async def spends(request: Request) -> dict[str, str]:
    await spend(request.scope, request.app.state.limiter, USER, "user")
    return {}


def toy(**more) -> FastAPI:
    app = FastAPI(docs_url=None, openapi_url="/api/openapi.json", redoc_url=None, lifespan=more.pop("lifespan", None))
    app.include_router(router, prefix="/api")
    app.state.limiter = more.pop("limiter", None) or MemoryLimiter()
    app.state.metrics = Metrics()
    settings = {"key": lambda: KEY, "now_s": lambda: NOW_S, "zone": WIDE, "docs": "/api/docs"} | more
    surround(app, limiter=app.state.limiter, metrics=app.state.metrics, **settings)
    return app


def is_signed(response, nonce="", *, now=NOW_S, trusted=None) -> bool:
    """Whether a reply of httpx is signed for what was asked."""
    request = response.request
    reply = Reply(
        method=request.method,
        path=request.url.raw_path.decode(),
        status=response.status_code,
        nonce=nonce,
        body=response.content,
    )
    return verified_at(response.headers[HEADER], reply, trusted or {KEY.kid: KEY.public}) == now


def nonced(nonce) -> dict[str, str]:
    return {NONCE_HEADER: nonce}


@contextlib.asynccontextmanager
async def lifespan(_app):
    yield
    structlog.get_logger().info("put away")


if __name__ == "__main__":
    configure(sys.stderr)
    if "PATIENCE_S" in os.environ:
        connections.STOP_S = float(os.environ["PATIENCE_S"])
    Connection.unread_s = Connection.linger_s = 0.7
    Connection.head_s = float(os.environ.get("PATIENCE_S", "0.7"))
    Connection.most_connections = 40
    Connection.most_from_one = 30
    bounds = {"body_bytes": BODY_BYTES, "body_s": 0.7, "handler_s": float(os.environ.get("HANDLER_S", "0.7"))}
    run(
        toy(lifespan=lifespan, now_s=lambda: int(time.time()), **bounds),
        listening("127.0.0.1", 0),
        ready_file=Path(os.environ["READY"]) if "READY" in os.environ else None,
        stop_s=int(os.environ.get("STOP_S", "20")),
    )
