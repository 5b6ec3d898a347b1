from __future__ import annotations

import base64
import hashlib
import re
from pathlib import PurePosixPath

import pytest

from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import is_signed, toy


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


def sources(policy):
    """What a policy allows, by directive."""
    return {name: allowed for name, *allowed in (each.split() for each in policy.split(";"))}


def test_documentation_when_shown_then_its_own_script_may_run_and_no_other_inline():
    (page,) = ask(toy(), ("GET", "/api/docs"))
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(hashes) == 1
    allowed = sources(page.headers["Content-Security-Policy"])
    assert allowed.pop("script-src") == ["'self'", f"'sha256-{hashes[0]}'"]
    assert allowed.pop("img-src") == ["'self'", "data:"]
    assert allowed.pop("style-src") == allowed.pop("connect-src") == ["'self'"]
    assert set(map(tuple, allowed.values())) == {("'none'",)}


def test_documentation_when_shown_then_all_it_refers_to_comes_from_the_server_itself():
    app = toy()
    (page,) = ask(app, ("GET", "/api/docs"))
    named = re.findall(r"""(?:src|href)="([^"]+)"|url: '([^']+)'""", page.text)
    paths = [one or other for one, other in named]
    assert len(paths) == 4
    assert all(path.startswith("/api/") for path in paths)
    assert '"validatorUrl": null' in page.text  # else Swagger's own server is asked about the document
    assert "://" not in page.text
    kinds = {".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".json": "application/json"}
    for path, reply in zip(paths, ask(app, *(("GET", path) for path in paths)), strict=True):
        assert reply.status_code == 200, path
        assert reply.headers["Content-Type"].partition(";")[0] == kinds[PurePosixPath(path).suffix]
        assert is_signed(reply)
        if path.endswith(".css"):
            assert "@import" not in reply.text
            assert set(re.findall(r"url\(\W?([a-z]+)", reply.text)) == {"data"}
