"""The whole server as a process, asked over the network: what it says, and what it must not say."""

from __future__ import annotations

import re
from itertools import count

import httpx
import pytest

from licensing.protocol.key_file import read_key_file
from licensing.protocol.messages import KEY_SCHEME, PREFIX
from licensing.protocol.replies import HEADER, NONCE_HEADER, Reply, verified_at
from licensing.server.app import KEY_FILE
from tests.licensing.server.web.asked import served
from tests.licensing.server.web.canary import found_in, secrets_of_every_kind

pytestmark = [pytest.mark.long, pytest.mark.measured]
ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def whole(tmp_path, data_dir):
    """The server, as a program that has just started."""
    settings = {"DATA_DIR": str(data_dir), "PORT": "0", "LIMITS_TIMES": "1000"}
    environment = {f"JOBSPY_LICENSE_{name}": value for name, value in settings.items()}
    with served(tmp_path, "tests.licensing.server.started", **environment) as server:
        yield server


@pytest.fixture
def http(whole):
    with httpx.Client(base_url=whole.address, timeout=60) as client:
        yield client


def documented(http):
    """Method, path and operation of everything in the OpenAPI document."""
    paths = http.get(f"{PREFIX}/openapi.json").json()["paths"]
    return [(method.upper(), path, told) for path, each in paths.items() for method, told in each.items()]


def test_reply_when_it_is_of_any_endpoint_and_any_kind_then_a_client_can_believe_it(whole, http, data_dir):
    trusted = read_key_file((data_dir / KEY_FILE).read_bytes())
    assert trusted.server == whole.address
    numbers = count()
    statuses = set()

    def ask(method, path, headers=None, **more):
        nonce = f"nonce {next(numbers)}"
        reply = http.request(method, path, headers={NONCE_HEADER: nonce} | (headers or {}), **more)
        question = Reply(
            method=method,
            path=reply.request.url.raw_path.decode(),
            status=reply.status_code,
            nonce=nonce,
            body=reply.content,
        )
        verified_at(reply.headers.get(HEADER), question, trusted.keys)
        statuses.add(reply.status_code)
        for name in ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-ID"):
            assert name in reply.headers, (method, path)

    for method, path, _ in documented(http):
        at = re.sub(r"\{\w+\}", ID, path)
        ask(method, at)
        ask(method, at, json={})
        ask(method, at, content=b"{", headers=JSON)
        ask(method, at, content=b"x" * 70_000, headers=JSON)
        ask("PATCH", at)
        ask("HEAD", at)
        ask(method, f"{at}/nothing?q=%41")
    ask("POST", f"{PREFIX}/auth/register", json={"email": "a@example.com", "password": "correct horse"})
    ask("GET", f"{PREFIX}/docs")
    ask("GET", "/metrics")
    assert statuses >= {200, 201, 401, 404, 405, 413, 422}


def test_document_when_read_then_every_endpoint_says_what_it_may_answer(http):
    for method, path, told in documented(http):
        assert {"408", "413", "422", "429", "500", "503"} <= set(told["responses"]), (method, path)
        for status, reply in told["responses"].items():
            if int(status) >= 400:
                (schema,) = {each["schema"]["$ref"] for each in reply["content"].values()}
                assert schema.endswith("/ProblemBody"), (method, path, status)


def requests_with(secret):
    """The secret in every place of a request, at every kind of endpoint."""
    validate = {"license_key": secret, "hardware_fingerprint": secret, "app_version": secret, "nonce": secret}
    login = {"email": secret, "password": secret}
    whole = {"hardware_fingerprint": "a" * 64, "app_version": "1"}
    yield "GET", "/health", {"headers": {"Authorization": f"Bearer {secret}", "Cookie": secret, "User-Agent": secret}}
    yield "GET", "/ready", {"headers": {NONCE_HEADER: secret, "X-Request-ID": secret, "X-Forwarded-For": secret}}
    yield "GET", f"{PREFIX}/users/{ID}/subscription", {"headers": {"Authorization": f"Bearer {secret}"}}
    yield "GET", f"{PREFIX}/licenses/{ID}/machines", {"headers": {"Authorization": f"{KEY_SCHEME} {secret}"}}
    yield "GET", httpx.URL(path=f"{PREFIX}/users/{secret}/subscription"), {}
    yield "GET", httpx.URL(path=f"/{secret}"), {"params": {"token": secret, secret: "1"}}
    yield "POST", f"{PREFIX}/licenses/{ID}/rotate-key", {"params": {"key": secret}}
    yield "POST", f"{PREFIX}/licenses/validate", {"json": validate}
    yield "POST", f"{PREFIX}/licenses/validate", {"json": {**whole, "license_key": secret}}
    yield "POST", f"{PREFIX}/licenses/activate", {"json": {**whole, "license_key": secret, "name": secret}}
    yield (
        "POST",
        f"{PREFIX}/licenses/activate",
        {"json": {**whole, "license_key": secret, "components": {secret: secret}}},
    )
    yield "POST", f"{PREFIX}/licenses/deactivate", {"json": {"license_key": secret, "machine_id": secret}}
    yield "POST", f"{PREFIX}/auth/login", {"json": login}
    yield "POST", f"{PREFIX}/auth/register", {"json": {**login, secret: secret}}
    yield "POST", f"{PREFIX}/auth/register", {"json": {"email": "x@example.com", "password": {"is": secret}}}
    yield "POST", f"{PREFIX}/auth/refresh", {"json": {"refresh_token": secret}}
    yield "POST", f"{PREFIX}/auth/password", {"json": {"password": secret, "new_password": secret}}
    yield "POST", f"{PREFIX}/auth/login", {"content": f'{{"email": "{secret}'.encode(), "headers": JSON}
    yield "POST", f"{PREFIX}/auth/login", {"data": login}


def test_secrets_when_in_every_place_of_every_request_then_no_log_figure_or_error_has_them(whole, http):
    person = {"email": "canary.of.somebody@example.com", "password": "correct canary battery"}
    registered = http.post(f"{PREFIX}/auth/register", json=person).json()
    tokens = http.post(f"{PREFIX}/auth/login", json=person).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    http.get(f"{PREFIX}/users/{registered['user_id']}/subscription", headers=bearer)
    machine = {"license_key": registered["license_key"], "hardware_fingerprint": "c" * 64, "app_version": "1"}
    lease = http.post(f"{PREFIX}/licenses/activate", json=machine).json()["lease"]
    http.post(f"{PREFIX}/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    real = [
        *person.values(),
        registered["license_key"],
        tokens["access_token"],
        tokens["refresh_token"],
        "c" * 64,
        lease,
    ]
    for number in range(2):
        # Twice: a token that comes again, an address that is known, a session that has ended.
        http.post(f"{PREFIX}/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
        http.post(f"{PREFIX}/auth/register", json=person)
        http.post(f"{PREFIX}/auth/login", json={**person, "password": f"wrong canary guess {number}"})
    errors, sent = [], 0
    made_up = list(secrets_of_every_kind().values())
    for secret in [*made_up, *real]:
        for method, path, more in requests_with(secret):
            reply = http.request(method, path, **more)
            sent += 1
            if reply.status_code >= 400:
                errors.append(reply.text)
            errors.append(repr(dict(reply.headers)))
    figures = http.get("/metrics").text
    assert whole.stop() == 0
    log = whole.log()
    assert log.count('"event":"request"') >= sent
    told = "\n".join([log, figures, *errors])
    assert [secret for secret in [*made_up, *real] if found_in(told, secret)] == []
    assert "wrong canary guess" not in told
    assert registered["user_id"] not in log + figures
