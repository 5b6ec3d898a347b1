"""The layers around an application, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from licensing.server.limits.zones import ADDRESS, Limiter, Zone
from licensing.server.web.bounds import BODY_BYTES, BODY_S, Bounded
from licensing.server.web.caught import HANDLER_S, Caught
from licensing.server.web.docs import add_docs
from licensing.server.web.headers import Headed
from licensing.server.web.limited import Limited
from licensing.server.web.logs import Logged
from licensing.server.web.metrics import Measured, Metrics
from licensing.server.web.problems import answer_problems
from licensing.server.web.signed import Signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from licensing.protocol.signing import SigningKey
    from licensing.server.web.addresses import Network


def surround(
    app: FastAPI,
    *,
    key: Callable[[], SigningKey],
    now_s: Callable[[], int],
    limiter: Limiter,
    metrics: Metrics,
    docs: str,
    trusted: Sequence[Network] = (),
    secure: bool = False,
    zone: Zone = ADDRESS,
    body_bytes: int = BODY_BYTES,
    body_s: float = BODY_S,
    handler_s: float = HANDLER_S,
) -> None:
    """Put all layers around the application, and `/metrics` and its documentation, at `docs`, into it.

    `key` and `now_s` are asked for each reply, which is signed with them; `limiter` counts requests by address in `zone`;
    `trusted` are the proxies that may say for whom they ask; `secure` says whether clients come through https. A body has
    at most `body_bytes` and arrives within `body_s`; its answer takes at most `handler_s`.
    """
    answer_problems(app)
    app.add_route("/metrics", metrics.endpoint(trusted), include_in_schema=False)
    # Each goes around what is there: the innermost first.
    app.add_middleware(Caught, at_most_s=handler_s)
    app.add_middleware(Bounded, body_bytes=body_bytes, body_s=body_s)
    app.add_middleware(Limited, limiter=limiter, zone=zone, trusted=trusted)
    app.add_middleware(Headed, secure=secure, pages=add_docs(app, docs))
    app.add_middleware(Signed, key=key, now_s=now_s)
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(Logged)
