"""Requests on loopback: paced, bounded, retried, interruptible, and silent about secrets."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import curl_cffi.requests
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, Reason, Unreachable
from scraper.network import Network, check, on_loopback, redacted
from scraper.sources.base import Pace
from scraper.transport import Transport, aside, pause_s, retry_after_s, trouble_of_error
from tests.pace import elapsed_s

LOOPBACK = Network(proxies=("http://127.0.0.1:9",))
QUICK = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=10, read_timeout_s=10, retries=2)
SECRET = "c4n4ry"


class Scripted(http.server.BaseHTTPRequestHandler):
    """Answers each request with the next step of the server's script; the last one stays."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        script = self.server.script
        self.server.asked.append(time.monotonic())
        step = script.pop(0) if len(script) > 1 else script[0]
        step(self)

    def log_message(self, *args):
        pass


def answer(status=200, body=b"fine", short=0, **headers):
    def step(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) + short))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value() if callable(value) else value)
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return step


def hang(handler):
    handler.server.over.wait(30)
    handler.close_connection = True


def drop(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")
    handler.close_connection = True


@contextmanager
def serving(*script):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.script, server.asked, server.over = list(script), [], threading.Event()
    server.handle_error = lambda *_: None  # a client that goes away
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=["requests", "curl"])
def library(request):
    """A function that gives the `send` of a request, with timeouts as the boards set them."""
    session = requests.Session() if request.param == "requests" else curl_cffi.requests.Session()

    def ask(server, deadline_s=10.0):
        options = {"timeout": deadline_s} | ({"stream": True} if request.param == "requests" else {})
        return lambda: session.get(f"http://127.0.0.1:{server.server_address[1]}/", **options)

    ask.close = session.close
    yield ask
    if request.param == "requests":
        session.close()


@contextmanager
def transport(pace=QUICK, cancel=None, name="The site"):
    waits = []
    made = Transport(name, pace, LOOPBACK, cancel or Cancel(), lambda *wait: waits.append(wait))
    made.waits = waits
    try:
        yield made
    finally:
        made.close()


def fetch(made, send, judge=lambda reply: None, own=(0.0, 0.0), **options):
    return made.fetch(send, judge, own, **options)


def threads_of(name):
    return [thread for thread in threading.enumerate() if thread.name == f"requests to {name}"]


@pytest.mark.parametrize(
    "fault", [answer(500), answer(502), answer(body=b"cut", short=9), drop],
    ids=["500", "502", "short", "dropped"],
)  # fmt: skip
def test_a_passing_fault_when_it_passes_then_the_answer_comes(library, fault):
    with serving(fault, answer()) as server, transport() as made:
        outcome = fetch(made, library(server))
    assert outcome.trouble is None
    assert outcome.reply.text == "fine"
    assert [reason for _, reason, _ in made.waits] == [Reason.UNREACHABLE]


def test_a_passing_fault_when_it_stays_then_ends_after_the_retries(library):
    with serving(answer(503)) as server, transport() as made:
        outcome = fetch(made, library(server))
        assert len(server.asked) == 3
    assert outcome.reply is None
    assert isinstance(outcome.trouble.error(), Unreachable)


@pytest.mark.parametrize("header", ["0.3", "date"])
def test_429_when_the_site_says_how_long_then_waits_at_least_so_long_and_tells_until_when(library, header):
    def soon():
        # A date has whole seconds: one a second and a bit ahead of the answer asks for more than a third of a second.
        return format_datetime(datetime.now(UTC) + timedelta(seconds=1.5), usegmt=True)

    value = soon if header == "date" else header
    with serving(answer(429, Retry_After=value), answer()) as server, transport() as made:
        assert fetch(made, library(server)).reply.text == "fine"
        first, second = server.asked
    (until, reason, message), *_ = made.waits
    assert second - first >= 0.3
    assert reason is Reason.RATE_LIMITED
    assert until.tzinfo is not None
    assert message == "The site asks for fewer requests (429)."


def test_429_when_the_site_does_not_say_then_backs_off_twice_as_long_each_time(library):
    pace, began = Pace(pause_s=(0, 0), backoff_s=0.1, retries=2), datetime.now(UTC)
    with serving(answer(429)) as server, transport(pace) as made:
        outcome = fetch(made, library(server))
        first, second, third = server.asked
    assert second - first >= 0.05
    assert third - second >= 0.1
    assert outcome.trouble.reason is Reason.RATE_LIMITED
    assert outcome.retry_at - began >= timedelta(seconds=0.05 + 0.1 + 0.2)


def test_429_when_the_wait_is_too_long_then_ends_at_once_and_says_when_to_come_back(library):
    with serving(answer(429, Retry_After="3600")) as server, transport() as made:
        outcome = fetch(made, library(server))
        assert len(server.asked) == 1
    assert made.waits == []
    assert timedelta(minutes=59) < outcome.retry_at - datetime.now(UTC) < timedelta(minutes=61)


@pytest.mark.parametrize("status", [401, 403, 999])
def test_a_refusal_when_met_then_is_not_asked_again(library, status):
    with serving(answer(status)) as server, transport() as made:
        outcome = fetch(made, library(server))
        assert len(server.asked) == 1
    assert outcome.trouble.reason is Reason.BLOCKED


@pytest.mark.parametrize("fault", [hang, drip])
def test_an_answer_when_it_never_ends_then_the_deadline_ends_it(library, fault):
    pace = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=0.3, retries=1)
    began = time.monotonic()
    with serving(fault) as server, transport(pace) as made:
        outcome = fetch(made, library(server))
        assert len(server.asked) == 2
    assert elapsed_s(began) < 3
    assert outcome.trouble.reason is Reason.UNREACHABLE


@pytest.mark.parametrize("fault", [hang, drip])
def test_stop_when_an_answer_is_under_way_then_ends_at_once(library, fault):
    cancel = Cancel()
    with serving(fault) as server, transport(cancel=cancel) as made:
        timer = threading.Timer(0.2, cancel.set)
        timer.start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            fetch(made, library(server))
        assert elapsed_s(began) < 1
        timer.join()


@pytest.mark.parametrize("when", ["pause", "back-off"])
def test_stop_when_waiting_then_ends_at_once(library, when):
    cancel = Cancel()
    pace = Pace(pause_s=(60, 60), backoff_s=60, deadline_s=5)
    with serving(answer(500 if when == "back-off" else 200)) as server, transport(pace, cancel) as made:
        if when == "pause":
            fetch(made, library(server))
        timer = threading.Timer(0.2, cancel.set)
        timer.start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            fetch(made, library(server))
        assert elapsed_s(began) < 1
        timer.join()


def test_two_requests_when_paced_then_the_pause_lies_between_them(library):
    with serving(answer()) as server, transport(Pace(pause_s=(0.3, 0.4))) as made:
        fetch(made, library(server))
        fetch(made, library(server))
        first, second = server.asked
    assert second - first >= 0.3


def test_a_transport_when_closed_then_its_thread_has_ended(library):
    with serving(answer()) as server, transport(name="Closing") as made:
        fetch(made, library(server))
        made.close(library.close)
    assert not threads_of("Closing")


def test_a_dripping_body_when_given_up_then_its_thread_ends_although_the_site_goes_on():
    session = requests.Session()
    pace = Pace(pause_s=(0, 0), deadline_s=0.3, retries=0)
    with serving(drip) as server, transport(pace, name="Dripping") as made:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        fetch(made, lambda: session.get(url, timeout=30, stream=True))
        ends = time.monotonic() + 5
        while threads_of("Dripping"):
            assert time.monotonic() < ends, "the thread reads on"
            threading.Event().wait(0.02)
    session.close()


def test_nobody_listens_when_asked_then_unreachable(library):
    with serving(answer()) as server:
        pass
    with transport() as made:
        outcome = fetch(made, library(server))
    assert outcome.trouble.reason is Reason.UNREACHABLE
    assert outcome.trouble.message == "The connection to The site failed."


@pytest.mark.parametrize(
    ("own", "asked", "loopback", "expected"),
    [
        ((3, 7), None, False, (3, 7)),
        ((3, 7), None, True, (3, 7)),
        ((3, 7), (0, 0), False, (3, 7)),
        ((3, 7), (5, 6), False, (5, 7)),
        ((3, 7), (9, 9), False, (9, 9)),
        ((3, 7), (0, 0.5), True, (0, 0.5)),
    ],
)
def test_pause_when_asked_for_then_the_sites_own_is_the_least_but_on_loopback(own, asked, loopback, expected):
    assert pause_s(own, asked, loopback=loopback) == expected


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [
        ((), False),
        (("http://127.0.0.1:1", "socks5h://localhost:2", "[::1]:3"), True),
        (("http://127.0.0.1:1", "http://proxy.example:2"), False),
        (("http://127.0.0.1.example:1",), False),
    ],
)
def test_loopback_when_every_proxy_is_on_this_machine_then_holds(proxies, expected):
    assert on_loopback(Network(proxies=proxies)) is expected


@given(st.text(max_size=40))
def test_retry_after_when_anything_then_a_wait_or_none(value):
    wait = retry_after_s({"retry-after": value})
    assert wait is None or 0 <= wait < 10**12


def test_retry_after_when_a_date_then_the_sites_own_clock_counts():
    now = datetime(2020, 1, 1, tzinfo=UTC)
    headers = {"retry-after": format_datetime(now + timedelta(seconds=7)), "date": format_datetime(now)}
    assert retry_after_s(headers) == 7
    assert retry_after_s({"retry-after": headers["retry-after"]}) is None  # long past


def test_an_error_when_its_text_holds_a_password_then_the_message_does_not():
    for error in (OSError(SECRET), requests.exceptions.ProxyError(SECRET), ValueError(SECRET), TimeoutError(SECRET)):
        assert SECRET not in trouble_of_error("The site", error).message


@pytest.mark.parametrize(
    "proxy", ["http://", "ftp://h:1", "http://h:99999", "http://a b:1", f"http://u:{SECRET}@:8", ""]
)
def test_a_proxy_when_it_cannot_be_used_then_is_refused_without_being_repeated(proxy):
    with pytest.raises(BadInput) as refused:
        check(Network(proxies=("http://good:1", proxy)))
    assert SECRET not in str(refused.value)
    assert "Proxy 2 of 2" in str(refused.value)


def test_a_ca_file_when_missing_then_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no file"):
        check(Network(ca_cert=str(tmp_path / "none.pem")))


def test_secrets_when_text_repeats_them_then_are_taken_out():
    network = Network(proxies=(f"http://user:{SECRET}%40x@h:1", f"socks5://:{SECRET}2@h:1"))
    text = f"cannot connect to http://user:{SECRET}%40x@h:1 with {SECRET}@x or {SECRET}2, nor to http://a:b@c/"
    assert SECRET not in redacted(text, network)
    assert "a:b" not in redacted(text, network)
    assert SECRET not in repr(network)


def test_a_call_aside_when_stopped_or_late_then_is_left_behind():
    over, cancel = threading.Event(), Cancel()
    try:
        with pytest.raises(Unreachable):
            aside("The site", lambda: over.wait(30), Cancel(), 0.05)
        threading.Timer(0.05, cancel.set).start()
        with pytest.raises(Cancelled):
            aside("The site", lambda: over.wait(30), cancel, 30)
        assert aside("The site", lambda: 7, Cancel(), 30) == 7
        with pytest.raises(ZeroDivisionError):
            aside("The site", lambda: 1 / 0, Cancel(), 30)
    finally:
        over.set()
