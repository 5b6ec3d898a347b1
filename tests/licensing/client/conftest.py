import pytest

from tests.licensing.client.served import Clock, Drawer, FakeServer, client, serving


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def drawer():
    return Drawer()


@pytest.fixture
def fake(clock):
    """A license server on 127.0.0.1."""
    with serving(FakeServer(clock)) as running:
        yield running


@pytest.fixture
def mine(fake, drawer, tmp_path):
    """A client of it, not activated."""
    return client(tmp_path / "license", fake, keyring=drawer)
