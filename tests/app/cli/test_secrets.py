"""A proxy's password is in no output, no log and no file, whatever goes wrong."""

from __future__ import annotations

import json
import socketserver
import threading
from typing import ClassVar

import pytest

from app.cli.main import run
from tests.app.cli.program import program

CANARY = "s3cr3t-canary"


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


class _Refusing(socketserver.StreamRequestHandler):
    """A proxy that lets nobody through, and repeats what it was sent in its answer."""

    asked: ClassVar[list[bytes]] = []

    def handle(self):
        lines = []
        while (line := self.rfile.readline().strip()) and len(lines) < 50:
            lines.append(line)
        self.asked.append(lines[0])
        body = b"<p>" + b" ".join(lines) + b"</p>"
        head = b"HTTP/1.1 403 Not for " + CANARY.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
        self.wfile.write(head + body)


@pytest.fixture
def refusing_proxy():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refusing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://someone:{CANARY}@127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.long  # an unwilling proxy is asked four times, with growing pauses
@pytest.mark.parametrize("how", [("--json-events",), ("--verbose", "--output", "jobs.csv")])
def test_search_when_the_proxy_has_a_password_then_it_is_nowhere(how, tmp_path, refusing_proxy):
    arguments = ("--site", "indeed", "--site", "bayt", "--proxy", refusing_proxy, "--results", "1", *how)
    done = program(tmp_path / "data", "search", "x", *arguments, cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert CANARY.encode() not in done.stdout + done.stderr + everything(tmp_path)
    assert b"someone" not in done.stdout + done.stderr + everything(tmp_path)


@pytest.mark.long  # as above
def test_search_when_site_and_proxy_are_set_then_they_are_used_and_the_password_is_nowhere(tmp_path, refusing_proxy):
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.toml").write_text(f'sites = ["bayt"]\nproxies = ["{refusing_proxy}"]\nlook = "pink"\n')
    done = program(data, "search", "x", "--results", "1", "--json-events")
    assert {event["site"] for event in map(json.loads, done.stdout.splitlines()) if "site" in event} == {"bayt"}
    assert any(b"bayt" in line for line in _Refusing.asked)
    assert b"The setting look in" in done.stderr
    log = b"".join(path.read_bytes() for path in data.rglob("*.log"))
    assert CANARY.encode() not in done.stdout + done.stderr + log


def test_log_when_an_error_of_ours_has_the_password_in_its_words_then_the_log_has_not(tmp_path, monkeypatch, capfd):
    def broken(*_, **__):
        raise ZeroDivisionError(f"http://someone:{CANARY}@127.0.0.1:1 and {CANARY}")

    monkeypatch.setattr("scraper.store.store.Store.begin_run", broken)
    arguments = ["search", "x", "--data-dir", str(tmp_path), "--proxy", f"http://someone:{CANARY}@127.0.0.1:1"]
    assert run(arguments) == 1
    said = capfd.readouterr()
    assert b"ZeroDivisionError" in everything(tmp_path)
    assert CANARY.encode() not in everything(tmp_path)
    assert CANARY not in said.out + said.err


@pytest.mark.parametrize(
    "proxy",
    [f"http://u:{CANARY}@h:0", f"u:{CANARY}@", f"http://u:{CANARY}@h:port", CANARY + " "],
)
def test_search_when_the_proxy_is_wrong_then_the_sentence_does_not_repeat_it(proxy, tmp_path):
    done = program(tmp_path, "search", "x", "--proxy", proxy, "--verbose")
    assert done.returncode == 2
    assert b"Proxy 1 of 1" in done.stderr
    assert CANARY.encode() not in done.stdout + done.stderr + everything(tmp_path)
