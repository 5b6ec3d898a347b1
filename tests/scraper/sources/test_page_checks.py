"""Pages looked at before JobSpy sees them: whatever comes, there is a finding or none, and never an error."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import Reason
from scraper.sources import page_checks
from scraper.sources.listing import Asked
from scraper.transport import Reply
from tests.scraper.sources.driving import BOARDS

KINDS = ("list", "detail", "other")
_NAMES = st.sampled_from(
    [
        "data",
        "jobSearch",
        "results",
        "jobListings",
        "jobDetails",
        "premiumData",
        "noOfJobs",
        "job",
        "key",
        "jobview",
        "listingId",
        "jobId",
        "createdDate",
        "Jobid",
        "errors",
        "j1",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=4),
    max_leaves=25,
)
_PIECES = (
    "<![foo ", "<![endif--]", "<html>", "</html>", "<li data-js-job>", '<div class="base-search-card"', ">", "captcha",
    "<title>Sign in", "</title>", '<input type="password">', "\x00", '\\"jobCards\\":{}', "<!--", "]]>", "JobPosting",
)  # fmt: skip
_MARKUP = st.lists(st.sampled_from(_PIECES) | st.text(max_size=20), max_size=20).map("".join)
_BODIES = (
    st.binary(max_size=200)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | _MARKUP.map(lambda text: text.encode(errors="replace"))
)


def reply(body, status=200, url="https://site.example/jobs?term=x", **headers):
    response = SimpleNamespace(
        status_code=status, url=url, headers=headers, content=body, text=body.decode(errors="replace")
    )
    return Reply(response)


@pytest.mark.parametrize("info", BOARDS, ids=lambda info: info.key)
@settings(max_examples=150, deadline=None)
@given(body=_BODIES, kind=st.sampled_from(KINDS), status=st.sampled_from([200, 200, 200, 204, 302, 400, 404, 406, 410]))
def test_judge_when_given_anything_then_finds_something_or_nothing(info, body, kind, status):
    answer = reply(body, status)
    trouble = page_checks.judge(info, Asked(kind=kind, begins=20), answer)
    assert trouble is None or trouble.error().args[0].startswith(info.name)
    if trouble is None and status == 200 and kind == "list":
        assert page_checks.drop_unreadable(info.key, answer) >= 0


@pytest.mark.parametrize("kind", ["list", "detail"])
@pytest.mark.parametrize(
    "body", [b"", b"   \n", b"[" * 100_000, b"\xff\xfe\x00"], ids=["empty", "blank", "deep", "noise"]
)
@pytest.mark.parametrize("info", BOARDS, ids=lambda info: info.key)
def test_a_page_when_there_is_nothing_on_it_then_it_is_never_a_page_without_jobs(info, body, kind):
    if info.describes and kind == "detail":
        kind = "list"
    trouble = page_checks.judge(info, Asked(kind=kind), reply(body))
    assert trouble.reason in (Reason.LAYOUT_CHANGED, Reason.UNREACHABLE)
    assert not page_checks.is_empty(trouble)


@pytest.mark.parametrize(
    "where", ["/uas/login", "/signin?next=x", "/authwall", "/fr-fr/connexion", "/checkpoint/challenge"]
)
@pytest.mark.parametrize("info", BOARDS, ids=lambda info: info.key)
def test_a_redirect_when_to_a_login_page_then_is_a_refusal_followed_or_not(info, where):
    for answer in (
        reply(b"", 302, location=f"https://site.example{where}"),
        reply(b"<html>", url=f"https://x.example{where}"),
    ):
        assert page_checks.judge(info, Asked(kind="list"), answer).reason is Reason.BLOCKED
