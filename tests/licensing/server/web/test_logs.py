from __future__ import annotations

import io
import json
import logging
import uuid

import httpx
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.codes import ProblemCode
from licensing.protocol.license_key import new_key
from licensing.server.errors import ProblemError
from licensing.server.web.described import described
from licensing.server.web.logs import Logged, configure
from licensing.server.web.redacted import REMOVED, redacted
from tests.licensing.server.web.asked import ask, served
from tests.licensing.server.web.canary import found_in, secrets_of_every_kind
from tests.licensing.server.web.toy import toy


@pytest.fixture
def lines():
    """What is logged while the test runs, as objects; called for them."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = structlog.get_config(), root.handlers[:], root.level
    configure(stream)
    yield lambda: [line for line in map(json.loads, stream.getvalue().splitlines()) if line.get("logger") != "httpx"]
    structlog.configure(**before[0])
    root.handlers[:] = before[1]
    root.setLevel(before[2])


def test_request_when_answered_then_there_is_one_line_with_its_route_and_time(lines):
    replies = ask(toy(), ("GET", "/api/things/secret-thing?q=secret"), ("GET", "/nowhere/secret"))
    first, second = lines()
    assert first.pop("timestamp").endswith("Z")
    assert first.pop("duration_ms") >= 0
    assert first == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "request_id": replies[0].headers["X-Request-ID"],
        "route": "/api/things/{thing_id}",
        "status": 200,
    }
    assert (second["route"], second["status"]) == ("(none)", 404)


def test_request_id_when_sent_then_it_is_kept_if_it_can_be_nothing_else():
    sent = str(uuid.uuid4())
    kept, made = ask(
        toy(),
        ("GET", "/api/things/1", {"headers": {"X-Request-ID": sent}}),
        ("GET", "/api/things/1", {"headers": {"X-Request-ID": new_key()}}),
    )
    assert kept.headers["X-Request-ID"] == sent
    assert uuid.UUID(made.headers["X-Request-ID"])


def test_bug_when_it_happens_then_the_log_says_where_and_quotes_nothing(lines):
    ask(toy(), ("GET", "/api/fails?q=hunter2", {"headers": {"Authorization": "hunter2"}}))
    error, request = lines()
    assert (error["event"], error["error"], error["level"]) == ("unexpected", "builtins.ValueError", "error")
    assert error["where"][-1].split(":")[0].endswith("web/toy.py")
    assert error["where"][-1].endswith(" fails")
    assert error["request_id"] == request["request_id"]
    assert "hunter2" not in json.dumps([error, request])


def test_layer_when_it_fails_itself_then_the_reply_is_a_problem_and_the_log_has_it(lines):
    async def broken(_scope, _receive, _send):
        raise OSError("hunter2")

    (reply,) = ask(Logged(broken), ("GET", "/"))
    assert (reply.status_code, reply.json()["error"]) == (500, "INTERNAL")
    assert [line["event"] for line in lines()] == ["not_answered", "request"]
    assert "hunter2" not in json.dumps(lines())


def test_problem_when_the_server_has_a_reason_for_it_then_the_log_has_its_kind(lines):
    app = toy()

    @app.get("/down")
    async def down() -> None:
        raise ProblemError(ProblemCode.UNAVAILABLE, "Try again.") from ConnectionError("hunter2")

    ask(app, ("GET", "/down"))
    first, _ = lines()
    assert (first["event"], first["error"]) == ("problem", "builtins.ConnectionError")
    assert "hunter2" not in json.dumps(lines())


def test_other_loggers_when_they_log_then_it_is_json_without_secrets_and_exceptions_without_words(lines):
    key = new_key()
    try:
        raise OSError("hunter2")
    except OSError:
        logging.getLogger("uvicorn.error").exception("Failed with %s", key)
    logging.getLogger("uvicorn.error").debug("not logged")
    (line,) = lines()
    assert (line["event"], line["logger"], line["level"]) == (f"Failed with {REMOVED}", "uvicorn.error", "error")
    assert line["error"] == "builtins.OSError"
    assert "hunter2" not in json.dumps(line)


def test_exception_when_it_was_caused_by_another_then_both_are_described():
    def outer():
        try:
            int("hunter2")
        except ValueError as error:
            raise KeyError("hunter2") from error

    with pytest.raises(KeyError) as caught:
        outer()
    told = described(caught.value)
    assert [told["error"], *(cause["error"] for cause in told["causes"])] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert "hunter2" not in json.dumps(told)


@pytest.mark.parametrize("kind", secrets_of_every_kind())
@pytest.mark.parametrize("put", ["{}", "before {} after", '{{"x": "{}"}}', "https://host/{}?q={}", "{},{}"])
def test_text_when_a_secret_is_in_it_then_it_is_taken_out_by_its_shape(kind, put):
    secret = secrets_of_every_kind()[kind]
    if kind in {"password", "nonce"}:
        # They look like anything: only the name of their field gives them away.
        assert found_in(json.dumps(redacted({kind: secret, f"user_{kind}": {"a": secret}})), secret) is False
    else:
        assert not found_in(redacted(put.replace("{}", secret)), secret)


@given(
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=30, max_size=30),
    st.sampled_from(["", "-", " ", "_", "\u2013"]),
)
def test_license_key_when_grouped_in_any_way_then_it_is_taken_out(letters, between):
    groups = between.join(letters[start : start + 5] for start in range(0, 30, 5))
    assert redacted(f"key {groups}, sent") == f"key {REMOVED}, sent"
    assert redacted(groups.lower()) == REMOVED


@pytest.mark.parametrize(
    "text",
    [
        "request",
        "/api/v1/licenses/{license_id}/machines",
        "2031-05-17T12:00:00.123456Z",
        str(uuid.UUID(int=2**127 + 12345678901234567890)),
        "licensing/server/web/toy.py:70 fails",
        "sqlalchemy.exc.OperationalError",
        "Running upgrade 0001 -> 0002, machines",
        "Waiting for connections to close. (CTRL+C to force quit)",
        "The license server is stopping.",
    ],
)
def test_text_when_it_is_no_secret_then_it_stays(text):
    assert redacted(text) == text


def test_value_when_it_is_of_another_kind_then_only_its_kind_is_said():
    assert redacted({"a": object(), "b": b"hunter2", "c": [1, 2.5, None, True, ("x",)]}) == {
        "a": "<object>",
        "b": "<bytes>",
        "c": [1, 2.5, None, True, ["x"]],
    }
    deep = {}
    deep["deeper"] = deep
    assert "<dict>" in json.dumps(redacted(deep))


PLACES = {
    "header": lambda s: {"url": "/api/things/1", "headers": {"X-Anything": s, "Authorization": f"Bearer {s}"}},
    "nonce header": lambda s: {"url": "/api/things/1", "headers": {"JobSpy-Nonce": s, "X-Request-ID": s}},
    "path": lambda s: {"url": httpx.URL("/api/things/").join(httpx.URL(path=f"/api/things/{s}"))},
    "path of nothing": lambda s: {"url": httpx.URL(path=f"/{s}")},
    "query": lambda s: {"url": "/api/things/1", "params": {"q": s, s: "1"}},
    "bug": lambda s: {"url": "/api/fails", "params": {"q": s}, "headers": {"Authorization": s}},
    "wrong parameter": lambda s: {"url": "/api/slow", "params": {"seconds": s}},
    "body": lambda s: {"method": "POST", "url": "/api/things", "json": {"license_key": s, "count": s}},
    "name of a field": lambda s: {"method": "POST", "url": "/api/things", "json": {"license_key": "k", s: 1}},
    "malformed body": lambda s: {
        "method": "POST",
        "url": "/api/things",
        "content": b'{"license_key": "' + s.encode(),
        "headers": {"Content-Type": "application/json"},
    },
    "wrong form": lambda s: {"method": "POST", "url": "/api/things", "data": {"license_key": s}},
    "method": lambda s: {"method": "DELETE", "url": httpx.URL(path=f"/api/things/{s}/{s}")},
}


@pytest.mark.long
def test_secrets_when_in_every_place_of_a_request_then_no_log_figure_or_error_has_them(tmp_path):
    canaries = [(place, kind, secret) for place in PLACES for kind, secret in secrets_of_every_kind().items()]
    said = []
    with served(tmp_path) as server:
        with httpx.Client(base_url=server.address) as http:
            for place, _, secret in canaries:
                reply = http.request(**{"method": "GET"} | PLACES[place](secret))
                said.append(reply.text + repr(dict(reply.headers)))
            figures = http.get("/metrics").text
        garbage = [server.raw(f"GET /{secret} HTTP/9.9 {secret}\r\n\r\n".encode()) for _, _, secret in canaries[:7]]
        assert server.stop() == 0
        log = server.log()
    assert "license_server_requests_total" in figures
    assert log.count('"event":"request"') >= len(canaries)
    told = "\n".join([log, figures, *said, *(each.decode() for each in garbage)])
    assert [(place, kind) for place, kind, secret in canaries if found_in(told, secret)] == []
