"""The license page, driven by keys against a signed server on 127.0.0.1; every state and every error of it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from app.operations.license_client import license_client
from app.operations.license_errors import (
    LicensedAlready,
    LicenseTrouble,
    NotActivated,
    TrialNotInstalled,
    TrialNotStarted,
    TrialRuns,
)
from app.operations.trial import LocalServer
from app.ui import language, license_errors, license_words, words
from app.ui.license_acts import LicenseActs
from app.ui.license_files import read
from app.ui.theme import GRID
from app.ui.views.license_page import LicensePage
from licensing.client import errors
from licensing.client.state import State
from licensing.protocol.codes import Code, ProblemCode
from licensing.protocol.key_file import ServerKeys
from licensing.protocol.license_key import new_key
from licensing.protocol.messages import Outcome, Problem
from licensing.protocol.replies import sign
from scraper.errors import Expected, StoreError
from scraper.query import Query
from tests.app.licensed import DAY, NONE, NOW, PRO, license_server, trust_file
from tests.app.operations.test_trial import ROOT, command, pid_of
from tests.ending import gone
from tests.licensing.client.served import key_file
from tests.pace import elapsed_s

KEY = Qt.Key


@pytest.fixture
def server():
    with license_server() as running:
        yield running


@pytest.fixture
def page(desk, qtbot):
    """The page of the desk, open, knowing how the license stands."""
    yield opened(desk, qtbot)
    if desk.licensing.acts is not None:
        desk.licensing.acts.page.done(0)


@pytest.fixture
def trusting(server, folder):
    """The server, trusted in the folder before the page is opened."""
    license_client(folder).trust(key_file(server))
    return server


@pytest.fixture
def stuck(trusting, page, qtbot):
    """From now on the server hears and does not answer; how often it was asked."""
    let_go, asked = threading.Event(), []

    def hangs(handler, reply):
        asked.append(1)
        let_go.wait(120)
        handler.close_connection = True

    trusting.forge = hangs
    yield asked
    let_go.set()
    qtbot.waitUntil(lambda: not any("process_request" in thread.name for thread in threading.enumerate()))


def opened(desk, qtbot):
    with qtbot.waitSignal(desk.licensing.changed):
        desk.window.actions_["license"].trigger()
    return desk.licensing.acts.page


def acts_of(page):
    """Who does what is asked on the page."""
    return page.parent().findChild(LicenseActs)


def find(page, kind, name):
    return page.findChild(kind, name)


def text(page, name):
    return find(page, QLabel, name).text()


def idle(qtbot, page):
    qtbot.waitUntil(lambda: not find(page, QWidget, "license_busy").isVisible())


def told(qtbot, page):
    """What came of what was asked."""
    outcome = find(page, QLabel, "license_outcome")
    qtbot.waitUntil(lambda: outcome.isVisible() and bool(outcome.text()))
    return outcome.text()


def press(qtbot, page, name):
    """Press a button with the keyboard."""
    button = find(page, QPushButton, name)
    assert button.isEnabled()
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Space)


def activate(qtbot, page, key, name="desk"):
    page.show_tab(page.key)
    field = find(page, QLineEdit, "license_key")
    field.clear()
    qtbot.keyClicks(field, key)
    find(page, QLineEdit, "license_name").setText(name)
    qtbot.keyClick(field, KEY.Key_Return)
    return told(qtbot, page)


def everything_shown(page):
    return "\n".join(
        [widget.text() for kind in (QLabel, QAbstractButton, QLineEdit) for widget in page.findChildren(kind)]
    )


def test_page_without_a_license_says_what_may_be_done_and_nothing_is_asked_over_the_network(page, server):
    assert text(page, "license_headline") == "No license on this computer"
    assert "at most 100 jobs" in text(page, "license_sentence")
    assert "every format, always" in everything_shown(page)
    assert not find(page, QPushButton, "license_step").isVisible()
    assert server.asked == []


def test_tab_goes_round_the_page_and_begins_with_the_key(page, qtbot):
    qtbot.waitUntil(lambda: page.focusWidget() is find(page, QLineEdit, "license_key"))
    find(page, QLineEdit, "license_key").setText("A")
    seen = []
    for _ in range(5):
        seen.append(page.focusWidget().objectName())
        page.focusNextChild()
    assert seen[:3] == ["license_key", "license_name", "license_activate"]
    assert "qt_tabwidget_tabbar" in seen


def test_key_with_a_wrong_character_is_told_while_it_is_typed(page, qtbot):
    field = find(page, QLineEdit, "license_key")
    button = find(page, QPushButton, "license_activate")
    assert not button.isEnabled()
    qtbot.keyClicks(field, "abc-u")
    assert text(page, "license_key_trouble") == "A license key has no u in it."
    qtbot.keyClick(field, KEY.Key_Backspace)
    assert not find(page, QLabel, "license_key_trouble").isVisible()
    qtbot.keyClick(field, KEY.Key_Return)
    assert "30 letters and digits; these are 3" in text(page, "license_key_trouble")
    field.setText("0" * 30)
    qtbot.keyClick(field, KEY.Key_Return)
    assert "not right" in text(page, "license_key_trouble")


def test_server_is_trusted_by_its_key_file_once_its_fingerprint_was_shown(page, server, qtbot, tmp_path):
    page.show_tab(page.servers)
    file = trust_file(server, tmp_path)
    acts_of(page).choose.open = lambda title: file
    press(qtbot, page, "license_trust_file")
    qtbot.waitUntil(lambda: find(page, QPushButton, "license_trust").isVisible())
    assert server.address in text(page, "license_trust_question")
    idle(qtbot, page)
    press(qtbot, page, "license_trust_not")
    assert find(page, QLabel, "license_no_servers").isVisible()
    press(qtbot, page, "license_trust_file")
    qtbot.waitUntil(lambda: find(page, QPushButton, "license_trust").isVisible())
    idle(qtbot, page)
    assert "until now" not in text(page, "license_trust_question")
    press(qtbot, page, "license_trust")
    assert server.address in told(qtbot, page)
    assert [row[0] for row in servers_shown(page)] == [server.address]
    assert servers_shown(page)[0][1] in text(page, "license_trust_question")


def servers_shown(page):
    """Name and fingerprints of each that was added."""
    listed = find(page, QTreeWidget, "license_servers")
    assert listed.isVisible() is (listed.topLevelItemCount() > 0)
    return [(item.text(0), item.text(1)) for item in map(listed.topLevelItem, range(listed.topLevelItemCount()))]


def test_key_file_with_other_keys_than_those_trusted_for_its_server_says_so_before_anybody_agrees(
    trusting, page, qtbot, tmp_path
):
    page.show_tab(page.servers)
    file = trust_file(trusting, tmp_path)
    file.write_bytes(key_file(trusting, other=b"\7" * 32))
    acts_of(page).choose.open = lambda title: file
    press(qtbot, page, "license_trust_file")
    qtbot.waitUntil(lambda: find(page, QPushButton, "license_trust").isVisible())
    assert "Other keys have been trusted for this server until now" in text(page, "license_trust_question")


def take_back(qtbot, page):
    """Choose the only server and press the button; the question that comes."""
    page.show_tab(page.servers)
    qtbot.waitUntil(lambda: bool(servers_shown(page)))
    listed = find(page, QTreeWidget, "license_servers")
    listed.setCurrentItem(listed.topLevelItem(0))
    press(qtbot, page, "license_untrust")
    qtbot.waitUntil(lambda: bool(questions(page)))
    idle(qtbot, page)
    return questions(page)[0]


def test_trust_is_taken_back_once_it_was_said_what_that_means_and_given_again(trusting, desk, page, qtbot, tmp_path):
    activate(qtbot, page, trusting.new_license().key)
    question = take_back(qtbot, page)
    assert trusting.address in question.text()
    assert "does not hold any more" in question.informativeText()
    qtbot.keyClick(question.button(QMessageBox.StandardButton.No), KEY.Key_Space)
    assert text(page, "license_headline") == "Pro license (trial)"
    take_back(qtbot, page)
    answer_yes(qtbot, page)
    qtbot.waitUntil(lambda: "not trusted any more" in text(page, "license_outcome"))
    assert servers_shown(page) == []
    assert "server is not trusted here" in text(page, "license_sentence")
    assert find(desk.window, QToolButton, "license_mark").text() == "License: does not hold"
    # The step leads to where it is trusted again.
    page.show_tab(page.key)
    press(qtbot, page, "license_step")
    assert page.focusWidget() is find(page, QPushButton, "license_trust_file")
    file = trust_file(trusting, tmp_path)
    acts_of(page).choose.open = lambda title: file
    press(qtbot, page, "license_trust_file")
    qtbot.waitUntil(lambda: find(page, QPushButton, "license_trust").isVisible())
    idle(qtbot, page)
    press(qtbot, page, "license_trust")
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")


def test_giving_up_that_could_not_be_told_is_shown_with_when_it_is_tried_again_until_it_is_told(
    trusting, desk, page, qtbot
):
    activate(qtbot, page, trusting.new_license().key)
    trusting.silent = True
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    facts = find(page, QWidget, "license_facts")

    def shown():
        return " ".join(label.text() for label in facts.findChildren(QLabel))

    qtbot.waitUntil(lambda: "Still to be told" in shown())
    again = words.moment(desk.licensing.looks_at)
    assert f"{trusting.address}, that a license was given up here; tried again at {again}" in shown()
    # So it is when the page is opened another time.
    page.done(0)
    page = opened(desk, qtbot)
    facts = find(page, QWidget, "license_facts")
    assert f"{trusting.address}, that a license was given up here; tried again at " in shown()
    trusting.silent = False
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: "Still to be told" not in shown())


def test_license_that_is_damaged_is_given_up_only_by_who_was_told_what_that_means_and_is_put_aside(
    trusting, folder, desk, page, qtbot
):
    activate(qtbot, page, trusting.new_license().key)
    (folder.license / "vault.json").write_bytes(b"{")
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: "damaged" in text(page, "license_sentence"))
    press(qtbot, page, "license_deactivate")
    question = find(page, QMessageBox, "license_question")
    assert "counts this computer still" in question.informativeText()
    answer_yes(qtbot, page)
    assert told(qtbot, page).endswith(f"What could not be read is kept in {folder.license / 'damaged'}.")
    assert [path.name for path in (folder.license / "damaged").glob("*/license.sealed")] == ["license.sealed"]


def test_trust_is_taken_back_while_the_server_is_still_to_be_told_only_by_who_was_told_so(
    trusting, folder, desk, page, qtbot
):
    held = trusting.new_license()
    activate(qtbot, page, held.key)
    trusting.silent = True
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    qtbot.waitUntil(lambda: "as soon as it can be reached" in text(page, "license_outcome"))
    question = take_back(qtbot, page)
    assert "has not been told yet" in question.informativeText()
    qtbot.keyClick(question.button(QMessageBox.StandardButton.No), KEY.Key_Space)
    assert [each.server for each in license_client(folder).standing().untold] == [trusting.address]
    take_back(qtbot, page)
    answer_yes(qtbot, page)
    qtbot.waitUntil(lambda: "not trusted any more" in text(page, "license_outcome"))
    assert license_client(folder).standing().untold == ()


def test_license_whose_server_is_not_trusted_is_removed_and_it_is_said_that_nobody_was_told(
    trusting, folder, page, qtbot
):
    activate(qtbot, page, trusting.new_license().key)
    license_client(folder).untrust(trusting.address)
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    qtbot.waitUntil(lambda: "counts this computer still" in text(page, "license_outcome"))
    assert text(page, "license_headline") == "No license on this computer"


def test_server_for_trying_out_says_so_in_the_list(folder, desk, server, qtbot):
    license_client(folder).trust(key_file(server), tried=True)
    page = opened(desk, qtbot)
    page.show_tab(page.servers)
    assert [name for name, _ in servers_shown(page)] == [f"{server.address} (for trying out)"]
    page.done(0)


def test_key_where_several_servers_are_trusted_is_sent_to_none_before_one_is_named(trusting, folder, page, qtbot):
    with license_server() as other:
        license_client(folder).trust(key_file(other))
        sentence = activate(qtbot, page, new_key())
        assert "Several license servers are trusted" in sentence
        assert other.address in sentence
        assert (trusting.asked, other.asked) == ([], [])


def test_file_that_is_no_key_file_is_refused_in_a_sentence(page, qtbot, tmp_path):
    file = tmp_path / "something"
    acts_of(page).choose.open = lambda title: file
    page.show_tab(page.servers)
    press(qtbot, page, "license_trust_file")
    assert "cannot be read" in told(qtbot, page)
    file.write_bytes(b"\xff")
    press(qtbot, page, "license_trust_file")
    qtbot.waitUntil(lambda: "not a key file" in text(page, "license_outcome"))


def test_key_pasted_with_blanks_activates_and_all_it_unlocks_says_trial(trusting, desk, page, qtbot):
    key = trusting.new_license().key
    QGuiApplication.clipboard().setText(key.lower().replace("-", "  ") + "\n")
    field = find(page, QLineEdit, "license_key")
    field.setFocus()
    field.paste()
    qtbot.keyClick(field, KEY.Key_Return)
    assert "active on this computer" in told(qtbot, page)
    assert text(page, "license_headline") == "Pro license (trial)"
    shown = everything_shown(page)
    assert "as many as it shows (trial)" in shown
    assert f"ends with {key.replace('-', '')[-6:]}" in shown
    assert key not in shown
    assert key.lower().replace("-", "") not in shown.lower().replace("-", "").replace(" ", "")
    assert find(desk.window, QToolButton, "license_mark").text() == "Trial license"
    assert find(page, QPushButton, "license_step").text() == "Check &now"


def test_license_on_too_many_computers_says_how_many_and_what_to_do(trusting, page, qtbot):
    held = trusting.new_license(allowed=0)
    held.code = Code.TOO_MANY_MACHINES
    assert "deactivate one of them first" in activate(qtbot, page, held.key)
    assert text(page, "license_headline") == "No license on this computer"


def test_computers_are_listed_with_this_one_marked_and_can_be_given_up(trusting, page, qtbot):
    held = trusting.new_license()
    activate(qtbot, page, held.key)
    page.show_tab(page.computers)
    listed = find(page, QTreeWidget, "license_computers")
    qtbot.waitUntil(lambda: listed.topLevelItemCount() == 1)
    assert listed.topLevelItem(0).text(0) == "desk (this computer)"
    idle(qtbot, page)
    assert not find(page, QPushButton, "license_deactivate_chosen").isEnabled()
    listed.setFocus()
    listed.setCurrentItem(listed.topLevelItem(0))
    press(qtbot, page, "license_deactivate_chosen")
    question = find(page, QMessageBox, "license_question")
    qtbot.keyClick(question.button(QMessageBox.StandardButton.No), KEY.Key_Space)
    assert len(held.machines) == 1
    press(qtbot, page, "license_deactivate_chosen")
    answer_yes(qtbot, page)
    assert "deactivated" in told(qtbot, page)
    assert held.machines == {}
    assert text(page, "license_headline") == "No license on this computer"
    assert find(page, QTabWidget, "license_tabs").currentWidget() is page.computers
    assert "No license" in everything_shown(page.computers)
    assert not find(page, QPushButton, "license_list").isEnabled()


@pytest.mark.parametrize("part", ["register", "computers", "by_file", "servers"])
def test_page_when_this_computer_is_deactivated_then_stays_at_the_tab_one_is_at(trusting, page, qtbot, part):
    activate(qtbot, page, trusting.new_license().key)
    page.show_tab(getattr(page, part))
    idle(qtbot, page)
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    assert "deactivated" in told(qtbot, page)
    assert find(page, QTabWidget, "license_tabs").currentWidget() is getattr(page, part)


def questions(page):
    return [box for box in page.findChildren(QMessageBox, "license_question") if box.isVisible()]


def answer_yes(qtbot, page):
    question = questions(page)[0]
    qtbot.keyClick(question.button(QMessageBox.StandardButton.Yes), KEY.Key_Space)


def test_another_computer_is_given_up_from_here(trusting, page, qtbot, tmp_path):
    from tests.licensing.client.served import ELSEWHERE, client

    held = trusting.new_license()
    client(tmp_path / "other", trusting, machine=ELSEWHERE).activate(held.key, name="laptop")
    activate(qtbot, page, held.key)
    page.show_tab(page.computers)
    listed = find(page, QTreeWidget, "license_computers")
    qtbot.waitUntil(lambda: listed.topLevelItemCount() == 2)
    idle(qtbot, page)
    item = next(item for item in map(listed.topLevelItem, range(2)) if item.text(0) == "laptop")
    listed.setCurrentItem(item)
    press(qtbot, page, "license_deactivate_chosen")
    answer_yes(qtbot, page)
    qtbot.waitUntil(lambda: len(held.machines) == 1)
    assert "deactivated" in told(qtbot, page)
    assert text(page, "license_headline") == "Pro license (trial)"


class LockedAtFirst:
    """A client whose keyring is unlocked once somebody has asked."""

    def __init__(self, client):
        self._client = client
        self.asked = 0

    def standing(self):
        self.asked += 1
        return self._client.standing() if self.asked > 1 else replace(NONE, trouble="locked", stored_in="keyring")

    def __getattr__(self, name):
        return getattr(self._client, name)


def test_another_computer_when_given_up_then_nothing_is_said_to_be_put_aside_here(
    trusting, desk, page, qtbot, tmp_path
):
    from tests.licensing.client.served import ELSEWHERE, client

    held = trusting.new_license()
    client(tmp_path / "other", trusting, machine=ELSEWHERE).activate(held.key, name="laptop")
    activate(qtbot, page, held.key)
    [(server, opened)] = desk.licensing._clients.items()
    desk.licensing._clients[server] = locked = LockedAtFirst(opened)
    [other] = [machine for machine in held.machines if machine != desk.licensing.standing.machine_id]
    page.deactivate_asked.emit(other)
    qtbot.waitUntil(lambda: len(held.machines) == 1)
    assert told(qtbot, page) == "It is deactivated."
    assert locked.asked > 1


def test_deactivation_without_a_network_counts_here_and_is_told_later(trusting, desk, page, qtbot):
    held = trusting.new_license()
    activate(qtbot, page, held.key)
    trusting.silent = True
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    assert "as soon as it can be reached" in told(qtbot, page)
    assert len(held.machines) == 1
    trusting.silent = False
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: held.machines == {})


def test_deactivation_with_a_key_that_was_replaced_says_that_the_place_stays_taken(trusting, page, qtbot):
    activate(qtbot, page, trusting.new_license().key)
    trusting.licenses.clear()
    press(qtbot, page, "license_deactivate")
    answer_yes(qtbot, page)
    assert "counts this computer still" in told(qtbot, page)


def test_registering_activates_and_the_key_can_be_copied_but_is_not_shown(trusting, page, qtbot):
    page.show_tab(page.register)
    qtbot.keyClicks(find(page, QLineEdit, "license_email"), "me@example.com")
    password = find(page, QLineEdit, "license_password")
    assert password.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(password, "correct horse")
    assert not find(page, QPushButton, "license_copy").isVisible()
    qtbot.keyClick(password, KEY.Key_Return)
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    idle(qtbot, page)
    (key,) = trusting.licenses
    assert password.text() == ""
    assert key not in everything_shown(page)
    press(qtbot, page, "license_copy")
    assert QGuiApplication.clipboard().text() == key


def register(page):
    page.show_tab(page.register)
    find(page, QLineEdit, "license_email").setText("me@example.com")
    find(page, QLineEdit, "license_password").setText("correct horse")
    find(page, QPushButton, "license_register").click()


def kept_key(qtbot, desk):
    """The key in the file that the window names."""
    qtbot.waitUntil(lambda: "The license key is in" in desk.window.messages.sentence)
    (file,) = desk.library.folder.root.glob("license-key-*")
    assert str(file) in desk.window.messages.sentence
    return file.read_text().strip()


@pytest.mark.parametrize("leave", ["give up", "close"])
def test_key_that_comes_once_nobody_waits_for_it_is_kept_in_a_file(trusting, desk, page, qtbot, leave):
    asked, go = threading.Event(), threading.Event()

    def slowly(handler, reply):
        asked.set()
        go.wait(120)
        handler.send(reply, sign(reply, trusting.key, now=int(trusting.clock())))

    trusting.forge = slowly
    register(page)
    assert asked.wait(60)
    if leave == "give up":
        press(qtbot, page, "license_cancel")
    else:
        page.done(0)
    go.set()
    assert [kept_key(qtbot, desk)] == list(trusting.licenses)


def test_key_that_was_neither_used_nor_copied_when_the_page_is_closed_is_kept_in_a_file(trusting, desk, page, qtbot):
    def once(handler, reply):
        trusting.silent = True
        handler.send(reply, sign(reply, trusting.key, now=int(trusting.clock())))

    trusting.forge = once
    register(page)
    told(qtbot, page)
    page.done(0)
    assert [kept_key(qtbot, desk)] == list(trusting.licenses)


def test_no_secret_of_the_page_is_in_a_log_or_a_file(trusting, folder, page, qtbot, caplog):
    caplog.set_level(logging.DEBUG)
    password = "c4nary correct horse"
    page.show_tab(page.register)
    find(page, QLineEdit, "license_email").setText("me@example.com")
    find(page, QLineEdit, "license_password").setText(password)
    press(qtbot, page, "license_register")
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    idle(qtbot, page)
    (key,) = trusting.licenses
    assert "active on this computer" in activate(qtbot, page, key)
    unknown = new_key()
    assert "no such key" in activate(qtbot, page, unknown)
    kept = b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())
    for secret in (password, key, key.replace("-", ""), unknown, unknown.replace("-", "")):
        assert secret not in caplog.text
        assert secret.encode() not in kept


def test_email_that_is_taken_is_told_in_our_words(trusting, page, qtbot):
    page.show_tab(page.register)
    find(page, QLineEdit, "license_email").setText("taken@example.com")
    find(page, QLineEdit, "license_password").setText("x")
    press(qtbot, page, "license_register")
    assert "account with this e-mail already" in told(qtbot, page)


def test_server_that_is_not_trusted_is_never_asked(server, folder, desk, page, qtbot):
    from app import settings

    folder.make()
    settings.save(folder.settings, settings.Settings(license_server=server.address))
    assert "not the license server that you trust" in activate(qtbot, page, new_key())
    assert server.asked == []


def test_what_takes_long_is_seen_can_be_given_up_and_the_page_goes_on(trusting, page, qtbot, stuck):
    held = trusting.new_license()
    field = find(page, QLineEdit, "license_key")
    field.setText(held.key)
    qtbot.keyClick(field, KEY.Key_Return)
    busy = find(page, QWidget, "license_busy")
    assert busy.isVisible()
    assert text(page, "license_doing") == "Asking the license server…"
    assert not find(page, QTabWidget, "license_tabs").isEnabled()
    qtbot.waitUntil(lambda: bool(stuck))
    cancel = find(page, QPushButton, "license_cancel")
    qtbot.waitUntil(cancel.hasFocus)
    qtbot.keyClick(cancel, KEY.Key_Space)
    assert not busy.isVisible()
    assert "Given up" in text(page, "license_outcome")
    trusting.forge = None
    assert "active on this computer" in activate(qtbot, page, held.key)


def test_escape_gives_up_what_is_being_done_and_closes_where_nothing_is(trusting, desk, page, qtbot, stuck):
    find(page, QLineEdit, "license_key").setText(trusting.new_license().key)
    press(qtbot, page, "license_activate")
    qtbot.waitUntil(lambda: bool(stuck))  # else the server hears of it while everything is put away
    qtbot.keyClick(page, KEY.Key_Escape)
    assert page.isVisible()
    assert "Given up" in text(page, "license_outcome")
    qtbot.keyClick(page, KEY.Key_Escape)
    assert desk.licensing.acts is None


def test_window_closes_at_once_while_a_server_does_not_answer(trusting, desk, page, qtbot, stuck):
    find(page, QLineEdit, "license_key").setText(trusting.new_license().key)
    press(qtbot, page, "license_activate")
    qtbot.waitUntil(lambda: bool(stuck))
    closed_at = time.monotonic()
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    assert elapsed_s(closed_at) < 3


def test_license_without_a_network_by_two_files(trusting, page, qtbot, tmp_path, folder):
    held = trusting.new_license()
    request, answer = tmp_path / "request", tmp_path / "answer"
    acts = acts_of(page)
    acts.choose.save = lambda title, name: request
    page.show_tab(page.by_file)
    find(page, QLineEdit, "license_file_key").setText(held.key)
    press(qtbot, page, "license_request")
    assert str(request) in told(qtbot, page)
    acts.choose.open, acts.choose.save = lambda title: request, lambda title, name: answer
    press(qtbot, page, "license_answer")
    qtbot.waitUntil(answer.exists)
    idle(qtbot, page)
    acts.choose.open = lambda title: answer
    press(qtbot, page, "license_import")
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    idle(qtbot, page)
    acts.choose.open, acts.choose.save = lambda title: None, lambda title, name: None
    press(qtbot, page, "license_import")
    press(qtbot, page, "license_answer")
    assert not find(page, QWidget, "license_busy").isVisible()


# To try out.


@pytest.fixture
def local(folder, monkeypatch, desk):
    """The local server that the page starts; a fake of the real one."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    server = desk.licensing.local_server = LocalServer(folder.trial_server, command())
    yield server
    server.close()


def test_trial_is_started_from_the_page_and_its_server_ends_with_the_window(local, folder, desk, page, qtbot):
    page.show_tab(page.register)
    press(qtbot, page, "license_trial")
    assert text(page, "license_doing") == "Starting the local license server…"
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    assert "until the window is closed" in told(qtbot, page)
    assert find(desk.window, QToolButton, "license_mark").text() == "Trial license"
    pid = pid_of(folder)
    page.done(0)
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    assert gone(pid)


@pytest.mark.long  # the server makes its keys first
def test_trial_with_the_server_that_comes_with_the_program(folder, desk, page, qtbot):
    page.show_tab(page.register)
    press(qtbot, page, "license_trial")
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    idle(qtbot, page)
    page.show_tab(page.computers)
    listed = find(page, QTreeWidget, "license_computers")
    qtbot.waitUntil(lambda: listed.topLevelItemCount() == 1)
    assert listed.topLevelItem(0).text(0) == "without a name (this computer)"
    idle(qtbot, page)
    press(qtbot, page, "license_step")
    assert "has answered" in told(qtbot, page)
    page.done(0)
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    assert license_client(folder).standing().state is State.VALID


def test_trial_whose_server_is_not_running_says_how_to_start_it(local, folder, desk, page, qtbot):
    page.show_tab(page.register)
    press(qtbot, page, "license_trial")
    qtbot.waitUntil(lambda: text(page, "license_headline") == "Pro license (trial)")
    idle(qtbot, page)
    local.close()
    press(qtbot, page, "license_step")
    qtbot.waitUntil(lambda: "start it again" in text(page, "license_outcome"))


def test_license_of_another_server_on_this_computer_that_is_down_is_never_replaced_by_a_trial(trusting, page, qtbot):
    activate(qtbot, page, trusting.new_license().key)
    idle(qtbot, page)
    trusting.silent = True
    press(qtbot, page, "license_step")
    qtbot.waitUntil(lambda: "cannot be reached" in text(page, "license_outcome"))
    assert not find(page, QPushButton, "license_trial").isEnabled()


def test_trial_that_takes_long_can_be_given_up(local, folder, desk, page, qtbot):
    desk.licensing.local_server = LocalServer(folder.trial_server, command("silent"))
    page.show_tab(page.register)
    press(qtbot, page, "license_trial")
    qtbot.waitUntil((folder.trial_server / "pid").exists)
    press(qtbot, page, "license_cancel")
    assert "Given up" in text(page, "license_outcome")
    assert gone(pid_of(folder))


# By itself.


def given(server, folder, days):
    """A license that the server gave so many days ago."""
    held = server.new_license()
    server.clock.back_s = days * DAY
    client = license_client(folder)
    client.trust(key_file(server))
    assert client.activate(held.key).done
    server.clock.back_s = 0
    return held


def test_background_renews_a_license_that_is_due_and_says_nothing(server, folder, desk, qtbot):
    given(server, folder, 5)
    with qtbot.waitSignals([desk.licensing.changed, desk.licensing.changed]):
        desk.licensing.look_after()
    assert desk.licensing.standing.state is State.VALID
    assert desk.window.messages.sentence == ""


def test_background_imports_nothing_where_there_never_was_a_license(folder):
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QTimer; from app.paths import Folder;"
        "from app.ui import start; app = start.application(); desk = start.open_window(Folder(root=Path(sys.argv[1])));"
        "desk.closed.connect(app.quit);"
        "QTimer.singleShot(200, lambda: (desk.licensing.look_after(), QTimer.singleShot(300, desk.window.close)));"
        "app.exec(); sys.exit('cryptography' in sys.modules)"
    )
    done = subprocess.run((sys.executable, "-c", code, str(folder.root)), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_background_does_not_ask_where_nothing_is_due(server, folder, desk, qtbot):
    given(server, folder, 1)
    server.asked.clear()
    with qtbot.waitSignals([desk.licensing.changed, desk.licensing.changed]):
        desk.licensing.look_after()
    assert server.asked == []


def test_background_tells_that_a_license_was_withdrawn_and_what_is_stored_stays(server, folder, desk, qtbot):
    held = given(server, folder, 5)
    held.code = Code.SUSPENDED
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: "suspended" in desk.window.messages.sentence)
    assert "stays readable" in desk.window.messages.sentence
    assert find(desk.window, QToolButton, "license_mark").text() == "License: does not hold"
    qtbot.mouseClick(find(desk.window, QToolButton, "license_mark"), Qt.MouseButton.LeftButton)
    assert desk.licensing.acts is not None
    desk.licensing.acts.page.done(0)


def test_background_tells_until_when_a_license_works_offline_where_the_server_is_out_of_reach(
    server, folder, desk, qtbot
):
    given(server, folder, 8)
    server.silent = True
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: "works offline until" in desk.window.messages.sentence)
    assert find(desk.window, QToolButton, "license_mark").text() == "Trial license"


def test_background_says_nothing_of_a_server_that_is_out_of_reach_while_the_license_holds(server, folder, desk, qtbot):
    given(server, folder, 5)
    server.silent = True
    desk.licensing.look_after()
    qtbot.waitUntil(lambda: len(server.asked) > 1 or desk.licensing.standing is not None)
    qtbot.waitUntil(lambda: desk.licensing.standing.state is State.REFRESH_DUE)
    assert desk.window.messages.sentence == ""


# A search.


@pytest.fixture
def live_desk(folder, qapp, qtbot):
    """A desk whose way to the live sites leads to the practice sites."""
    from app import settings
    from app.operations.practice import practice_sites
    from tests.app.ui.conftest import opened_desk

    with practice_sites(latency_s=0) as network:
        folder.make()
        settings.save(folder.settings, settings.Settings(proxies=network.proxies, ca_cert=network.ca_cert))
        yield from opened_desk(qapp, qtbot, folder)


@pytest.mark.long  # a hundred jobs of a site
def test_search_of_more_than_is_free_is_cut_and_says_so_and_a_trial_lifts_it(server, folder, live_desk, qtbot):
    query, window = Query(words="data engineer", sites=("indeed",), results=101), live_desk.window

    def ends(words):
        window.messages.hide()
        live_desk.search(query)
        qtbot.waitUntil(lambda: window.truth.text().startswith(words))

    ends("Asked 100 of 101, received ")
    assert window.messages.sentence == f"Indeed: 100 of 101 asked; more with a license.\n{window.truth.text()}"
    given(server, folder, 0)
    ends("Asked 101 (trial), received ")
    assert window.messages.sentence == ""
    (folder.license / "license.sealed").write_bytes(b"damaged")
    ends("Asked 100 of 101, received ")
    qtbot.waitUntil(lambda: window.table.rowCount() > 90)  # the rows are asked for once the line above is there


# Every state, code and error.


STANDINGS = [
    NONE,
    replace(NONE, trouble="The keyring is locked."),
    *(replace(PRO, state=state) for state in State),
    replace(PRO, state=State.EXPIRED, expires_at=NOW),
    replace(PRO, state=State.EXPIRED, trial=True, tried=True),
    replace(NONE, state=State.TAMPERED, stored_in="keyring"),
    *(replace(PRO, state=State.REVOKED, code=code) for code in Code if code is not Code.VALID),
]


@pytest.mark.parametrize("standing", STANDINGS, ids=lambda standing: f"{standing.state} {standing.code}")
def test_every_state_is_shown_as_a_sentence_with_something_to_do_and_nothing_is_cut_off(standing, qapp, qtbot, desk):
    page = LicensePage(desk.window)
    page.show_standing(standing)
    page.open()
    assert text(page, "license_headline")
    assert text(page, "license_sentence").endswith(".")
    assert find(page, QPushButton, "license_step").isVisible() is (
        standing.state is not None or standing.trouble is not None
    )
    lapsed = standing.state is not None and not standing.state.unlocks
    assert ("stays readable" in text(page, "license_sentence")) is lapsed
    for label in page.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    page.done(0)


def test_mark_in_the_window_says_what_is_to_be_remembered_and_whatever_a_trial_unlocks_says_so():
    marks = {state: license_words.mark(replace(PRO, state=state)) for state in State}
    assert (marks[State.VALID], marks[State.REFRESH_DUE]) == ("", "")
    assert marks[State.GRACE] == "License: not confirmed"
    for state in State:
        trial = license_words.mark(replace(PRO, state=state, trial=True))
        assert trial == ("Trial license" if state.unlocks else "License: does not hold")
    assert license_words.mark(NONE) == ""


def test_an_account_that_is_there_says_how_to_get_its_key():
    assert "ask whoever runs the server" in license_errors.sentence(LicenseTrouble(problem(ProblemCode.EMAIL_TAKEN)))


def test_a_license_that_cannot_be_read_says_keyring_only_where_that_is_why():
    locked = replace(NONE, trouble="locked", stored_in="keyring")
    assert "unlock it" in license_words.state(locked, NOW)
    assert "keyring" not in license_words.state(replace(NONE, trouble="busy"), NOW)


def test_page_of_a_trial_whose_server_has_ended_starts_it_again(desk, qtbot):
    page = LicensePage(desk.window)
    page.show_standing(replace(PRO, state=State.GRACE, trial=True, tried=True))
    page.open()
    with qtbot.waitSignal(page.trial_asked):
        press(qtbot, page, "license_step")
    page.done(0)


def test_fingerprints_of_several_servers_have_room_between_columns_and_lines(desk):
    page = LicensePage(desk.window)
    keys = ServerKeys("https://license.example.com", {"key-1": bytes(range(32)), "key-2": bytes(range(32, 64))})
    page.servers.show_trusted(((keys, False), (ServerKeys("http://127.0.0.1:43117", keys.keys), True)))
    page.show_tab(page.servers)
    page.open()
    listed = find(page, QTreeWidget, "license_servers")
    metrics, items = listed.fontMetrics(), [listed.topLevelItem(row) for row in range(2)]
    longest = max(metrics.horizontalAdvance(item.text(0)) for item in items)
    assert listed.columnWidth(0) >= longest + 2 * GRID
    for item in items:
        assert listed.visualItemRect(item).height() >= 2 * metrics.lineSpacing() + GRID
    page.done(0)


def test_times_of_a_license_have_one_form():
    facts = dict(license_words.facts(PRO))
    until, offline = QDateTime(PRO.expires_at).date(), QDateTime(PRO.offline_until)
    time = QLocale().toString(offline.time(), QLocale.FormatType.ShortFormat)
    assert facts["Until"] == QLocale().toString(until, "MMM d, yyyy")
    assert facts["Works offline until"] == f"{QLocale().toString(offline.date(), 'MMM d, yyyy')}, {time}"


def test_page_in_a_state_that_needs_a_key_leads_to_its_field(desk, qtbot):
    page = LicensePage(desk.window)
    page.show_standing(replace(PRO, state=State.TAMPERED))
    page.open()
    page.show_tab(page.servers)
    press(qtbot, page, "license_step")
    assert find(page, QTabWidget, "license_tabs").currentWidget() is page.key
    page.done(0)


def outcome(code):
    return Outcome(
        valid=False,
        code=code,
        detail="secret words of a server",
        nonce="",
        server_time=NOW,
        machines_used=3,
        machines_allowed=3,
    )


def test_a_file_that_cannot_be_read_is_told_in_the_windows_language(qapp, tmp_path):
    with pytest.raises(StoreError) as caught:
        read(tmp_path / "missing.json")
    assert "missing.json cannot be read (" in license_errors.sentence(caught.value)
    language.install(qapp, "de")
    told = license_errors.sentence(caught.value)
    language.install(qapp, "en")
    assert "kann nicht gelesen werden" in told


@pytest.mark.parametrize(
    ("wait_s", "when"), [(1, "in 2 seconds."), (89, "in 89 seconds."), (90, "in 2 minutes."), (3600, "in 60 minutes.")]
)
def test_a_server_that_was_asked_too_often_says_when_to_try_again(wait_s, when):
    refused = errors.TooManyRequests(Problem(error=ProblemCode.RATE_LIMITED, detail="x"), retry_after_s=wait_s)
    assert license_errors.sentence(LicenseTrouble(refused)).endswith(f"try again {when}")


def problem(code):
    return errors.Refused(Problem(error=code, detail="Told by the server."))


@pytest.mark.parametrize(
    "error",
    [
        *(NotActivated(outcome(code)) for code in Code),
        *(LicenseTrouble(errors.Declined(code, "x")) for code in Code),
        *(LicenseTrouble(problem(code)) for code in ProblemCode),
        LicenseTrouble(errors.TooManyRequests(Problem(error=ProblemCode.RATE_LIMITED, detail="x"), retry_after_s=60)),
        LicenseTrouble(errors.Unreachable("x")),
        LicenseTrouble(errors.VendorUnreachable("x")),
        LicenseTrouble(errors.Undecided(("https://a.example.com", "https://b.example.com"))),
        LicenseTrouble(errors.StillQueued("https://a.example.com")),
        LicenseTrouble(errors.NotTrusted("x")),
        LicenseTrouble(errors.ServerTrouble("x")),
        LicenseTrouble(errors.BadInput("There is no license here.")),
        LicensedAlready(),
        TrialNotInstalled(),
        TrialRuns(),
        TrialNotStarted(Path("server.log")),
        Expected("The disk is full: make room."),
    ],
    ids=str,
)
def test_every_error_is_a_sentence_in_our_words(error):
    sentence = license_errors.sentence(error)
    assert sentence.endswith(".")
    assert len(sentence) > 15
    assert "secret words" not in sentence
