"""Nothing in a test may reach beyond this machine, and nothing of this machine's settings may reach a test."""

from __future__ import annotations

import os
import signal
import socket

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.services.fixtures",)

# How long an example takes says how busy the machine is, and nothing about us.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# What a shell starts in the background has these signals ignored, and so had all that tests start, and end by them.
for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGQUIT", signal.SIG_DFL)):
    _number = getattr(signal, _name, None)
    if _number is not None and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything asks for a window

_connect = socket.socket.connect
_LOOPBACK = ("127.", "::1", "localhost")


def _loopback_only(self, address):
    if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
        raise AssertionError(f"a test tried to reach {address[0]}")
    return _connect(self, address)


def pytest_collection_modifyitems(items):
    """Modules with long proofs come first: nobody waits for one of them at the end, with nothing else left to do."""
    long = {item.module for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.module not in long)


@pytest.fixture(autouse=True, scope="module")
def _measured_where_said(request):
    """Processes that tests start count for coverage only where their module says so: measured, they take twice the time."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.get_closest_marker("measured"):
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@pytest.fixture(autouse=True)
def _closed_world(monkeypatch, tmp_path):
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JOBSPY_DESKTOP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))  # which folder was chosen
