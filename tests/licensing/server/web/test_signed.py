from __future__ import annotations

import asyncio

import pytest

from licensing.protocol.replies import HEADER
from licensing.protocol.signing import NotSigned
from licensing.server.limits.zones import Zone
from licensing.server.web.asgi import BODY, START
from licensing.server.web.signed import Signed
from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import KEY, NOW_S, is_signed, nonced, toy

THING = {"license_key": "k"}
REQUESTS = [
    (200, "GET", "/api/things/1", {}),
    (200, "GET", "/api/things/a%20b?q=%41%2F&q=2", {}),
    (200, "HEAD", "/api/things/1", {}),
    (200, "POST", "/api/things", {"json": THING}),
    (204, "DELETE", "/api/things/1", {}),
    (304, "GET", "/api/unchanged", {}),
    (403, "GET", "/api/forbidden", {}),
    (404, "GET", "/nowhere", {}),
    (405, "POST", "/api/things/1", {}),
    (413, "POST", "/api/things", {"content": b"x" * 70_000}),
    (422, "POST", "/api/things", {"json": {}}),
    (500, "GET", "/api/fails", {}),
    (500, "GET", "/api/begun", {}),
    (503, "GET", "/api/slow", {}),
    (200, "GET", "/api/openapi.json", {}),
    (200, "GET", "/api/docs", {}),
]


@pytest.mark.parametrize(("status", "method", "path", "more"), REQUESTS)
def test_reply_when_sent_then_it_is_signed_for_this_question_alone(status, method, path, more):
    headers = nonced("a nonce of ours")
    (reply,) = ask(toy(handler_s=0.05 if path == "/api/slow" else 30), (method, path, {**more, "headers": headers}))
    assert reply.status_code == status
    assert is_signed(reply, "a nonce of ours")
    with pytest.raises(NotSigned):
        is_signed(reply, "another nonce")


def test_reply_when_refused_for_its_address_then_it_is_signed_too():
    app = toy(zone=Zone("address", per_hour=1, per_second=1))
    _, reply = ask(app, ("GET", "/api/things/1"), ("GET", "/api/things/1", {"headers": nonced("n")}))
    assert reply.status_code == 429
    assert is_signed(reply, "n")


def test_reply_when_keys_change_then_the_newest_signs():
    keys = iter([KEY])

    def key():
        return next(keys)

    first, second = ask(toy(key=key), ("GET", "/api/things/1"), ("GET", "/api/things/1"))
    assert is_signed(first)
    # No key any more: nothing of the reply goes out.
    assert second.status_code == 500
    assert HEADER not in second.headers
    assert second.json() == {"error": "INTERNAL", "detail": "Something went wrong on the server."}


def messages_of(*sent, scope=None):
    """What goes out when an application sends this."""
    out = []

    async def application(_scope, _receive, send):
        for message in sent:
            await send(message)

    async def collected(message):
        out.append(message)

    request = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []} | (scope or {})
    asyncio.run(Signed(application, key=lambda: KEY, now_s=lambda: NOW_S)(request, None, collected))
    return out


def test_signed_when_the_application_signs_itself_then_only_our_signature_goes_out():
    forged = [(b"jobspy-signature", b"forged"), (b"x-other", b"kept")]
    start, body = messages_of({"type": START, "status": 200, "headers": forged}, {"type": BODY, "body": b"b"})
    assert [name for name, _ in start["headers"]] == [b"x-other", b"jobspy-signature"]
    assert start["headers"][1][1] != b"forged"
    assert body == {"type": BODY, "body": b"b", "more_body": False}


def test_signed_when_a_reply_comes_in_parts_then_it_goes_out_whole():
    parts = [{"type": BODY, "body": b"a", "more_body": True}, {"type": BODY, "body": b"b"}]
    _, body = messages_of({"type": START, "status": 200, "headers": []}, *parts)
    assert body["body"] == b"ab"


def test_signed_when_a_reply_is_not_completed_then_it_is_an_error():
    start, _ = messages_of(
        {"type": START, "status": 200, "headers": []}, {"type": BODY, "body": b"", "more_body": True}
    )
    assert start["status"] == 500


def test_signed_when_nobody_is_there_any_more_then_nothing_is_sent():
    assert messages_of() == []
