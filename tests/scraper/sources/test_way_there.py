"""By which way the boards are asked: proxies that take turns, SOCKS, certificates, the browser we say we are."""

from __future__ import annotations

import logging
import socket
import traceback

import pytest

from scraper.cancel import Cancel
from scraper.errors import Reason, SourceError
from scraper.network import Network
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.sources import registry, seam_check
from tests.scraper.sources.driving import BOARDS, FAST, query_for, search
from tests.scraper.sources.recorder import Recorder
from tests.scraper.sources.socks import socks_to

KEYS = [info.key for info in BOARDS]
SECRET = "c4n4ry"


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings()) as practice:
        yield practice


@pytest.mark.parametrize("key", ["linkedin", "bayt"])
def test_search_when_proxies_take_turns_then_socks_is_one_of_them_and_no_secret_is_told(sites, key, caplog):
    caplog.set_level(logging.DEBUG)
    wanted = {"results": registry.info(key).page_size * 2 + 1}
    usual = search(sites, key, **wanted)
    with socks_to(sites.proxy_url) as (address, reached):
        proxies = (f"socks5h://me:{SECRET}@{address}", sites.proxy_url.replace("//", f"//me:{SECRET}@"))
        source = registry.create(key, FAST, Network(proxies=proxies, ca_cert=sites.ca_path))
        told = Recorder()
        source.search(query_for(key, **wanted), told, Cancel())
    assert told.ids == usual.ids
    assert len(told.rows) == wanted["results"]
    assert reached
    assert SECRET not in caplog.text


@pytest.mark.parametrize("key", KEYS)
def test_search_when_a_user_agent_is_set_then_the_site_sees_it_on_every_request(sites, monkeypatch, key):
    seen, answer = [], sites.answer

    def noting(request):
        seen.append(request.headers["user-agent"])
        return answer(request)

    monkeypatch.setattr(sites, "answer", noting)
    set_up = Network(proxies=(sites.proxy_url,), ca_cert=sites.ca_path, user_agent="Made-up Browser/7.5")
    source = registry.create(key, FAST, set_up)
    source.search(query_for(key, results=2, describe=True), Recorder(), Cancel())
    assert set(seen) == {"Made-up Browser/7.5"}


@pytest.mark.parametrize("key", ["linkedin", "bayt"])
def test_search_when_the_certificate_is_not_trusted_then_says_what_to_look_at_and_asks_once(sites, key):
    told = Recorder()
    source = registry.create(key, FAST, Network(proxies=(sites.proxy_url,)))
    with pytest.raises(SourceError, match=r"date is right.*--ca-cert"):
        source.search(query_for(key), told, Cancel())
    assert told.waits == []


@pytest.fixture(params=[False, True], ids=["driven", "in one go"])
def either_way(request, monkeypatch):
    if request.param:
        monkeypatch.setattr(seam_check, "moved", lambda _: "JobSpy has changed inside.")


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("scheme", ["http", "socks5h"])
@pytest.mark.parametrize("key", ["linkedin", "bayt"])
def test_search_when_a_proxy_with_a_password_fails_then_the_password_is_told_nowhere(sites, key, scheme, caplog):
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    proxies = (f"{scheme}://me:{SECRET}%40@127.0.0.1:{port}",)
    told = Recorder()
    source = registry.create(key, FAST, Network(proxies=proxies, ca_cert=sites.ca_path))
    with pytest.raises(SourceError) as failed:
        source.search(query_for(key), told, Cancel())
    assert failed.value.reason is Reason.UNREACHABLE
    shown = "".join(traceback.format_exception(failed.value)) + str(told.notes) + str(told.waits) + repr(source)
    assert SECRET not in shown
    assert SECRET not in caplog.text
