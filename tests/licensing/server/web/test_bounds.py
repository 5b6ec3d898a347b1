from __future__ import annotations

import asyncio

import pytest

from licensing.server.web.bounds import BODY_BYTES, Bounded
from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import toy

JSON = {"Content-Type": "application/json"}


def things(content, **headers):
    (reply,) = ask(toy(), ("POST", "/api/things", {"content": content, "headers": JSON | headers}))
    return reply


def body_of(size):
    return b'{"license_key": "' + b"k" * (size - 19) + b'"}'


def test_body_when_it_is_as_large_as_it_may_be_then_it_is_taken_and_one_byte_more_is_not():
    taken, refused = things(body_of(BODY_BYTES)), things(body_of(BODY_BYTES + 1))
    assert (taken.status_code, taken.json()) == (200, {"length": BODY_BYTES - 19})
    assert (refused.status_code, refused.json()["error"]) == (413, "TOO_LARGE")
    assert refused.headers["Connection"] == "close"


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 5_000, "²"])
def test_body_when_its_length_is_nonsense_and_leave_is_asked_then_it_is_refused_unread(length):
    headers = [(b"content-length", length.encode("utf-8")), (b"expect", b"100-continue")]
    assert of_layer([], headers=headers)[0]["status"] == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=b"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_body_when_it_is_no_plain_json_then_it_is_refused(headers):
    reply = things(b'{"license_key": "k"}', **headers)
    assert (reply.status_code, reply.json()["error"]) == (422, "INVALID_REQUEST")


TEXT = '{"license_key": "k"}'


@pytest.mark.parametrize(
    "content",
    [
        *(TEXT.encode(name) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")),
        b'{"license_key": "\xed\xa0\x80"}',
        b'{"license_key": "\xe4"}',
    ],
    ids=repr,
)
def test_body_when_it_is_not_in_utf8_then_it_is_refused_as_what_is_no_json(content):
    reply, unreadable = things(content), things(b"{")
    assert (reply.status_code, reply.json()) == (422, unreadable.json())


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=utf-8", 'application/json;charset="UTF-8"']
)
def test_body_when_it_is_json_by_any_spelling_then_it_is_taken(kind):
    assert things(b'{"license_key": "k"}', **{"Content-Type": kind}).status_code == 200


def of_layer(messages, *, headers=(), **bounds):
    """What goes out, and last the body that the application saw, when a client sends these messages and no more."""
    out, rest = [], iter(messages)

    async def application(_scope, receive, _send):
        out.append((await receive())["body"])

    async def receive():
        for message in rest:
            return message
        return await asyncio.Event().wait()

    async def send(message):
        out.append(message)

    scope = {"type": "http", "headers": [*headers]}
    asyncio.run(Bounded(application, **bounds)(scope, receive, send))
    return out


def part(body, *, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


def test_body_when_it_comes_in_parts_then_the_application_sees_it_whole():
    headers = [(b"content-type", b"application/json")]
    assert of_layer([part(b"{"), part(b""), part(b"}", more=False)], headers=headers) == [b"{}"]


def test_body_when_it_does_not_arrive_in_time_then_it_is_refused():
    start, _ = of_layer([part(b"{")], body_s=0.05)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]


def test_body_when_it_never_ends_then_only_a_bounded_part_is_read():
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1
            yield part(b"x" * 1_000)

    start, _ = of_layer(endless(), body_bytes=1_000)
    assert start["status"] == 413
    assert read <= 20


def test_body_when_the_client_goes_away_then_nobody_is_asked_and_nothing_sent():
    assert of_layer([part(b"{"), {"type": "http.disconnect"}]) == []
