import time

import pytest
import requests

from scraper.practice.faults import Fault, FaultName
from scraper.practice.server import PracticeSettings, PracticeSites
from tests.pace import elapsed_s

# To connect, and for each read: of a client that gives up soon.
SOON_S = (20, 0.7)


def _ask(sites, timeout=20):
    """One page of Indeed's list, by a client that waits `timeout` seconds for each read."""
    with requests.Session() as session:
        return session.post(
            "https://apis.indeed.com/graphql",
            json={"query": 'jobSearch(what: "engineer")'},
            headers={"indeed-api-key": "x"},
            proxies={"https": sites.proxy_url},
            verify=sites.ca_path,
            timeout=timeout,
        )


def _sites(**fault):
    return PracticeSites(PracticeSettings(jobs=300, faults=(Fault(**fault),)))


def _results(response):
    return response.json()["data"]["jobSearch"]["results"]


def test_fault_when_it_passes_then_only_its_requests_meet_it():
    with _sites(name=FaultName.SERVER_ERROR, site="indeed", where="search", from_request=2, times=1) as sites:
        assert [_ask(sites).status_code for _ in range(3)] == [200, 500, 200]
        assert [asked.status for asked in sites.log] == [200, 500, 200]


@pytest.mark.parametrize("other", [{"site": "bayt"}, {"where": "detail"}])
def test_fault_when_it_is_for_others_then_is_not_met(other):
    with _sites(name=FaultName.FORBIDDEN, **other) as sites:
        assert _ask(sites).status_code == 200


def test_429_when_met_then_says_when_to_come_back():
    with _sites(name=FaultName.TOO_MANY, retry_after_s=7) as sites:
        assert _ask(sites).headers["retry-after"] == "7"
    with _sites(name=FaultName.TOO_MANY_SILENT) as sites:
        assert "retry-after" not in _ask(sites).headers


@pytest.mark.parametrize(
    ("name", "error"),
    [
        (FaultName.HANG, requests.exceptions.ReadTimeout),
        (FaultName.RESET, requests.exceptions.ConnectionError),
        (FaultName.SHORT, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ConnectionError)),
    ],
)
def test_connection_fault_when_met_then_the_client_sees_it(name, error):
    with _sites(name=name) as sites, pytest.raises(error):
        _ask(sites, SOON_S)


def test_drip_when_met_then_no_read_times_out_and_closing_ends_it():
    with _sites(name=FaultName.DRIP) as sites, requests.Session() as session:
        response = session.post(
            "https://apis.indeed.com/graphql",
            json={"query": ""},
            headers={"indeed-api-key": "x"},
            proxies={"https": sites.proxy_url},
            verify=sites.ca_path,
            timeout=(20, 5),
            stream=True,
        )
        first = [next(response.iter_content(1)) for _ in range(5)]
        response.close()
        began = time.monotonic()
    assert b"".join(first).startswith(b'{"dat')
    assert elapsed_s(began) < 1


def test_spoiled_answers_when_met_then_are_as_their_names_say():
    def answer(name):
        with _sites(name=name) as sites:
            return _ask(sites)

    assert _results(answer(FaultName.EMPTY)) == []
    bad = _results(answer(FaultName.BAD_JOB))
    assert ["key" in result["job"] for result in bad[:3]] == [True, False, True]
    assert "v2_data" in answer(FaultName.LAYOUT).json()
    assert answer(FaultName.TRUNCATED).text.startswith('{"data"')
    with pytest.raises(ValueError, match=r"line \d+"):
        answer(FaultName.TRUNCATED).json()
    assert "Just a moment" in answer(FaultName.BOT).text
    assert "Sign in" in answer(FaultName.LOGIN).text
    assert answer(FaultName.FORBIDDEN).status_code == 403
