"""The process that a benchmark of the license server measures: `real` with settings from the environment, or `bare`.

The bare one answers the same request with the same body, and does nothing for it: FastAPI as it is, served as ours is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fastapi import FastAPI

from licensing.server.config import Settings
from licensing.server.licenses import schemas
from licensing.server.serve import listening, run, serve

LEASE = "x" * 900


def bare() -> FastAPI:
    app = FastAPI(openapi_url=None)
    (example,) = schemas.Outcome.model_json_schema()["examples"]
    answer = schemas.Outcome.model_validate(example | {"lease": LEASE})

    @app.post("/api/v1/licenses/validate")
    async def validate(body: schemas.Validate) -> schemas.Outcome:
        return answer.model_copy(update={"nonce": body.nonce})

    return app


if __name__ == "__main__":
    kind, ready_file = sys.argv[1], Path(sys.argv[2])
    if kind == "bare":
        run(bare(), listening("127.0.0.1", 0), ready_file=ready_file)
    else:
        serve(Settings(port=0, limits_times=10_000), ready_file=ready_file)
