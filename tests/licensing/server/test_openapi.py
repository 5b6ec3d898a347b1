"""What the OpenAPI document says is what the server does, whatever is sent; and every reply is one a client can believe."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from licensing.protocol.key_file import read_key_file
from licensing.protocol.messages import PREFIX
from licensing.protocol.replies import HEADER, NONCE_HEADER, Reply, verified_at
from licensing.server.app import KEY_FILE
from tests.licensing.server.web.asked import served

pytestmark = pytest.mark.long
EXAMPLES, SEED = 8, 20_310_517
NONCE = "q3Vd0sZkT1mJx8aYb2LwUg"
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def whole(tmp_path, data_dir):
    """A server over SQLite, and somebody who signed in there."""
    names = {"DATA_DIR": str(data_dir), "PORT": "0", "LIMITS_TIMES": "10000"}
    environment = {f"JOBSPY_LICENSE_{name}": value for name, value in names.items()}
    with served(tmp_path, "tests.licensing.server.started", **environment) as server:
        who = {"email": "ada@example.com", "password": "correct horse battery"}
        for path in ("register", "login"):
            reply = httpx.post(f"{server.address}{PREFIX}/auth/{path}", json=who, timeout=60)
            assert reply.is_success, reply.text
        yield server, reply.json()["access_token"]


def test_endpoints_when_sent_anything_then_they_answer_as_documented_and_signed(whole, data_dir):
    server, token = whole
    trusted = read_key_file((data_dir / KEY_FILE).read_bytes())
    config = schemathesis.Config.from_dict({"seed": SEED, "generation": {"deterministic": True}})
    document = schemathesis.openapi.from_url(f"{server.address}{PREFIX}/openapi.json", config=config)
    tried = {}

    def ask(case):
        # Whoever signs out is not signed in for what comes after.
        signed_in = {} if case.path.endswith("/logout") else {"Authorization": f"Bearer {token}"}
        reply = case.call(headers={NONCE_HEADER: NONCE} | signed_in)
        case.validate_response(reply, checks=CHECKS)
        question = Reply(
            method=reply.request.method,
            path=reply.request.path_url,
            status=reply.status_code,
            nonce=NONCE,
            body=reply.content,
        )
        verified_at(reply.headers[HEADER.lower()][0], question, trusted.keys)
        tried.setdefault(case.operation.label, set()).add(reply.status_code)

    for result in document.get_all_operations():
        operation = result.ok()
        BOUNDED(given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))(ask))()
        with suppress(Unsatisfiable):  # what takes nothing cannot be sent anything wrong
            BOUNDED(given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(ask))()
    assert len(tried) >= 14
    assert {200, 401, 404, 422} <= set().union(*tried.values())
