"""A proxy's password is in no output, no log and no file, whatever goes wrong."""

from __future__ import annotations

import pytest

from tests.app.cli.program import program

CANARY = "s3cr3t-canary"


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("how", [(), ("--json-events",), ("--verbose",), ("--output", "jobs.csv")])
def test_search_when_the_proxy_has_a_password_then_it_is_nowhere(how, tmp_path):
    proxy = f"http://someone:{CANARY}@127.0.0.1:9"  # nobody listens there
    arguments = ("--site", "indeed", "--proxy", proxy, "--results", "1", *how)
    done = program(tmp_path / "data", "search", "x", *arguments, cwd=tmp_path, timeout_s=100)
    assert done.returncode == 3, done.stderr
    assert CANARY.encode() not in done.stdout + done.stderr + everything(tmp_path)
    assert b"someone" not in done.stdout + done.stderr + everything(tmp_path)


@pytest.mark.parametrize(
    "proxy",
    [f"http//u:{CANARY}@h", f"http://u:{CANARY}@h:0", f"u:{CANARY}@", f"http://u:{CANARY}@h:port", CANARY + " "],
)
def test_search_when_the_proxy_is_wrong_then_the_sentence_does_not_repeat_it(proxy, tmp_path):
    done = program(tmp_path, "search", "x", "--proxy", proxy, "--verbose")
    assert done.returncode == 2
    assert b"Proxy 1 of 1" in done.stderr
    assert CANARY.encode() not in done.stdout + done.stderr + everything(tmp_path)
