"""How a search in the terminal reaches the sites: options, settings, the keyring."""

from __future__ import annotations

import logging
import os
import signal
import threading

import keyring
import pytest
from typing_extensions import override

from app.cli.main import run
from app.cli.session import Session
from app.cli.way import Way, way_to_sites
from scraper.cancel import Cancel
from scraper.errors import BadInput
from scraper.network import Network, Pace
from tests.app.operations.keyring_made import Memory, in_place

SET = 'sites = ["bayt"]\npause_s = 9\nproxies = ["http://me@set.example:1"]\nuser_agent = "set"\n'


@pytest.fixture
def session(tmp_path):
    made = Session()
    made.data_dir = str(tmp_path)
    return made


@pytest.fixture
def memory():
    with in_place(Memory()) as backend:
        keyring.set_password("jobspy-desktop", "http://me@set.example:1", "hunter22")
        keyring.set_password("jobspy-desktop", "http://me@given.example:1", "not asked for")
        yield backend


def test_without_settings_and_options_the_way_is_the_usual_one(session):
    assert way_to_sites(session, Network()) == Way()


def test_what_is_set_holds_with_its_password(session, tmp_path, memory, capsys):
    (tmp_path / "settings.toml").write_text(SET)
    way = way_to_sites(session, Network())
    assert (way.usual_sites, way.pace) == (("bayt",), Pace(pause_s=(9, 13.5)))
    assert way.complete(session, Cancel()) == Network(proxies=("http://me:hunter22@set.example:1",), user_agent="set")
    assert "keyring" in capsys.readouterr().err


def test_options_come_first_and_their_proxies_are_not_looked_for_in_the_keyring(session, tmp_path, memory, capsys):
    (tmp_path / "settings.toml").write_text(SET)
    way = way_to_sites(session, Network(proxies=("http://me@given.example:1",)))
    assert way.complete(session, Cancel()) == Network(proxies=("http://me@given.example:1",), user_agent="set")
    assert capsys.readouterr().err == ""


def test_proxy_that_was_mistyped_is_told_before_anything_begins(tmp_path, capsys):
    assert run(["search", "x", "--data-dir", str(tmp_path), "--proxy", "http://user:pw@[::1"]) == 2
    said = capsys.readouterr()
    assert "Proxy 1 of 1 is not an address" in said.err
    assert "pw" not in said.out + said.err


@pytest.mark.parametrize("line", ["proxies = 5", 'ca_cert = "/none/there"', "look = "])
def test_settings_that_say_how_sites_are_reached_and_cannot_be_used_stop_the_search(session, tmp_path, line):
    (tmp_path / "settings.toml").write_text(f"{line}\n")
    with pytest.raises(BadInput, match=r"settings\.toml"):
        way_to_sites(session, Network())


def test_proxies_that_cannot_be_used_do_not_matter_where_an_option_has_others(session, tmp_path, capsys):
    (tmp_path / "settings.toml").write_text("proxies = 5\n")
    assert way_to_sites(session, Network(proxies=("http://h:1",))).network.proxies == ("http://h:1",)
    assert "The setting proxies in" in capsys.readouterr().err


class Waiting(Memory):
    """One that waits for a person who presses Ctrl-C."""

    def __init__(self):
        super().__init__()
        self.over = threading.Event()

    @override
    def get_password(self, service, username):
        os.kill(os.getpid(), signal.SIGINT)
        self.over.wait(120)


def test_ctrl_c_while_the_keyring_waits_ends_the_search_and_says_nothing_else(tmp_path, capfd):
    (tmp_path / "settings.toml").write_text(SET)
    with in_place(Waiting()) as backend:
        assert run(["search", "x", "--data-dir", str(tmp_path)]) == 130
        backend.over.set()
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "keyring is asked" in said.err


@pytest.mark.parametrize("written", ["http://me:hunter22@set.example:1", "http://me@set.example:1"])
def test_password_from_the_file_or_the_keyring_is_in_no_line_of_the_log(session, tmp_path, memory, written):
    (tmp_path / "settings.toml").write_text(f'proxies = ["{written}"]\n')
    log = session.open().log
    network = way_to_sites(session, Network()).complete(session, Cancel())
    assert network.proxies == ("http://me:hunter22@set.example:1",)
    logging.getLogger("tunnel").warning("Proxy-Authorization me:hunter22 was refused")
    session.close()
    assert "me:*** was refused" in log.read_text()
