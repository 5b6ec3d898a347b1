from __future__ import annotations

import base64
import hashlib
import re

import pytest
from fastapi import FastAPI

from licensing.server.web.headers import docs_policies
from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import toy


@pytest.mark.parametrize("request_", [("GET", "/api/things/1"), ("GET", "/nowhere"), ("GET", "/api/fails")])
def test_reply_when_it_is_for_programs_then_a_browser_does_nothing_with_it(request_):
    (reply,) = ask(toy(secure=True), request_)
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["X-Frame-Options"] == "DENY"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert "script-src" not in reply.headers["Content-Security-Policy"]
    assert "max-age=63072000" in reply.headers["Strict-Transport-Security"]


def test_reply_when_the_server_is_reached_without_https_then_https_is_not_promised():
    (reply,) = ask(toy(), ("GET", "/api/things/1"))
    assert "Strict-Transport-Security" not in reply.headers


def test_documentation_when_shown_then_its_own_script_may_run_and_no_other_inline():
    (page,) = ask(toy(), ("GET", "/api/docs"))
    policy = page.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(hashes) == 1
    script_policy = re.search(r"script-src ([^;]*)", policy)[1]
    assert script_policy.split() == ["https://cdn.jsdelivr.net", f"'sha256-{hashes[0]}'"]
    for source in re.findall(r'<(?:script src|link[^>]*? href)="(https://[^/"]+)', page.text):
        assert source in policy


def test_documentation_when_there_is_none_then_no_page_may_do_anything():
    assert docs_policies(FastAPI(docs_url=None)) == {}
