import pytest

from tests.licensing.client.served import Clock, Drawer, FakeServer, NoDrawer, client, serving


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


@pytest.fixture(params=["keyring", "file"])
def place(request):
    return request.param


@pytest.fixture
def active(fake, tmp_path, place):
    """A folder with a license, its keyring and its key; the key in the keyring, then in a file."""
    keyring = Drawer() if place == "keyring" else NoDrawer()
    held = fake.new_license()
    folder = tmp_path / "license"
    assert client(folder, fake, keyring=keyring).activate(held.key).standing.stored_in == place
    return folder, keyring, held
