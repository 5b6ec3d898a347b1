"""Everything that goes wrong as a `Problem`: a code, a sentence, and nothing of what was sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from licensing.protocol.codes import PROBLEM_STATUS, ProblemCode
from licensing.protocol.messages import Problem
from licensing.server.errors import ProblemError
from licensing.server.web.asgi import BODY, START, Send
from licensing.server.web.described import log_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JSON = "application/json"
_BY_STATUS = {
    401: (ProblemCode.NOT_SIGNED_IN, "Sign in first."),
    403: (ProblemCode.FORBIDDEN, "This is not yours to do."),
    404: (ProblemCode.NOT_FOUND, "There is nothing at this address."),
    405: (ProblemCode.METHOD_NOT_ALLOWED, "This cannot be done with what is at this address."),
    408: (ProblemCode.TOO_SLOW, "The request took too long to arrive."),
    413: (ProblemCode.TOO_LARGE, "The request is too large."),
    429: (ProblemCode.RATE_LIMITED, "Too many requests."),
    503: (ProblemCode.UNAVAILABLE, "The server cannot do this now. Try again in a moment."),
}
_INVALID = (ProblemCode.INVALID_REQUEST, "The request is not as it has to be.")
_INTERNAL = (ProblemCode.INTERNAL, "Something went wrong on the server.")
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_FIELD = re.compile(r"[a-z][a-z_]{0,40}|[0-9]{1,4}")
_MOST_FIELDS = 5
_WRONG = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "string_too_short": "is too short",
    "string_too_long": "is too long",
    "json_invalid": "is not JSON",
}


def reply(code: ProblemCode, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The reply that says this."""
    return Response(
        msgspec.json.encode(Problem(error=code, detail=detail)),
        status_code=PROBLEM_STATUS[code],
        headers=dict(headers or {}),
        media_type=JSON,
    )


async def send_problem(send: Send, code: ProblemCode, detail: str, headers: Mapping[str, str] | None = None) -> None:
    """Send the reply that says this, from a layer."""
    answer = reply(code, detail, headers)
    await send({"type": START, "status": answer.status_code, "headers": list(answer.raw_headers)})
    await send({"type": BODY, "body": answer.body, "more_body": False})


def answer_problems(app: FastAPI) -> None:
    """Have the application answer everything expected that goes wrong; what is unexpected is for `caught`."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    if error.__cause__ is not None and error.status >= _SERVER_ERROR:
        log_error("problem", error.__cause__)
    return reply(error.code, error.detail, error.headers)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return reply(ProblemCode.INVALID_REQUEST, _sentence(error.errors()))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    other = _INTERNAL if error.status_code >= _SERVER_ERROR else _INVALID
    code, detail = _BY_STATUS.get(error.status_code, other)
    return reply(code, detail, error.headers)


def _sentence(errors: Sequence[Any]) -> str:
    """What is wrong, by the names of our fields: neither values nor names that were made up are said back."""
    wrong = [
        f"{_named(error)} {_WRONG.get(error['type'], 'is not as it has to be')}" for error in errors[:_MOST_FIELDS]
    ]
    more = len(errors) - _MOST_FIELDS
    return "; ".join(wrong) + (f"; and {more} more" if more > 0 else "") + "."


def _named(error: Any) -> str:
    place, *fields = (str(part) for part in error["loc"])
    if error["type"] == "json_invalid":
        fields = []
    known = [field for field in fields if _FIELD.fullmatch(field)]
    if fields and not known:
        return f"Something in the {place}"
    return ".".join(known) or f"The {place}"
