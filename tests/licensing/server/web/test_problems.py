from __future__ import annotations

import pytest
from fastapi import HTTPException
from sqlalchemy.exc import IntegrityError

from licensing.protocol.codes import PROBLEM_STATUS, ProblemCode
from licensing.server.errors import ProblemError
from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import toy

SECRET = "hunter2-do-not-say"


def raising(error):
    app = toy()

    @app.get("/raises")
    async def raises() -> None:
        raise error

    (reply,) = ask(app, ("GET", "/raises"))
    assert SECRET not in reply.text
    return reply


@pytest.mark.parametrize("code", ProblemCode)
def test_problem_when_raised_then_it_is_the_reply_with_the_status_of_its_code(code):
    reply = raising(ProblemError(code, "A sentence.", {"X-Why": "because"}))
    assert (reply.status_code, reply.json()) == (PROBLEM_STATUS[code], {"error": code, "detail": "A sentence."})
    assert reply.headers["X-Why"] == "because"
    assert reply.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "INVALID_REQUEST"),
        (401, "NOT_SIGNED_IN"),
        (403, "FORBIDDEN"),
        (404, "NOT_FOUND"),
        (405, "METHOD_NOT_ALLOWED"),
        (413, "TOO_LARGE"),
        (418, "INVALID_REQUEST"),
        (429, "RATE_LIMITED"),
        (500, "INTERNAL"),
        (503, "UNAVAILABLE"),
        (507, "INTERNAL"),
    ],
)
def test_http_exception_when_raised_then_it_is_a_problem_without_its_words(status, code):
    reply = raising(HTTPException(status, SECRET, {"X-Kept": "1"}))
    assert (reply.status_code, reply.json()["error"]) == (PROBLEM_STATUS[ProblemCode(code)], code)
    assert reply.headers["X-Kept"] == "1"


@pytest.mark.parametrize("error", [ValueError(SECRET), IntegrityError(SECRET, {}, Exception(SECRET)), KeyError(SECRET)])
def test_bug_when_it_happens_then_the_reply_says_nothing_of_it(error):
    assert raising(error).json() == {"error": "INTERNAL", "detail": "Something went wrong on the server."}


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b'{"license_key": 7}', "license_key is not as it has to be."),
        (b'{"license_key": "k", "count": "many"}', "count is not as it has to be."),
        (b"{}", "license_key is missing."),
        (b'{"license_key": "k", "surplus": 1}', "surplus is not known."),
        (b'{"license_key": "k", "Hunter2": 1}', "Something in the body is not known."),
        (b'{"license_key": hunter2', "The body is not JSON."),
        (b"\xff\xfe", "The body is not JSON."),
        (b"[]", "The body is not as it has to be."),
        (
            b'{"license_key": "k", "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1}',
            "a is not known; b is not known; c is not known; d is not known; e is not known; and 2 more.",
        ),
    ],
)
def test_body_when_it_is_wrong_then_the_field_is_named_and_no_value(content, detail):
    (reply,) = ask(
        toy(), ("POST", "/api/things", {"content": content, "headers": {"Content-Type": "application/json"}})
    )
    assert (reply.status_code, reply.json()) == (422, {"error": "INVALID_REQUEST", "detail": detail})


def test_method_when_it_is_not_allowed_then_those_that_are_stand_in_the_reply():
    (reply,) = ask(toy(), ("PATCH", "/api/things"))
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")
