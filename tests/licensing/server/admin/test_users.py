"""Accounts from the command line: administrators made, passwords set, and what is personal taken away."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from licensing.server.__main__ import run
from licensing.server.database.tables import components, metadata, refresh_tokens, sessions, users
from tests.licensing.server.running import PASSWORD, SetClock, bearer, running


def test_make_admin_when_somebody_has_a_password_then_sees_everybodys_until_it_is_taken_back(admin, tmp_path):
    (tmp_path / "password").write_text(PASSWORD)
    admin.create("ada@example.com", "--password-file", str(tmp_path / "password"))
    other = admin.create("bob@example.com")
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        path = f"/users/{other['user_id']}/subscription"

        def status():
            login = server.post("/auth/login", {"email": "ada@example.com", "password": PASSWORD}).json()
            return server.get(path, headers=bearer(login["access_token"])).status_code

        assert status() == 404
        admin("make-admin", "ada@example.com")
        assert status() == 200
        admin("make-admin", "ada@example.com", "--remove")
        assert status() == 404
    assert "has no password" in admin("make-admin", "bob@example.com", code=1)
    assert [action for action in admin.actions() if action.startswith("user.")] == [
        "user.made admin",
        "user.made ordinary",
    ]


def test_set_password_when_given_then_it_is_the_one_that_holds_and_sessions_end(admin, monkeypatch):
    admin.create("ada@example.com")
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:

        def given(password, code=0):
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(password)))
            return admin("set-password", "Ada@example.com", code=code)

        def login(password):
            return server.post("/auth/login", {"email": "ada@example.com", "password": password})

        assert "Sessions ended: 0." in given(PASSWORD.encode() + b"\n")  # the first that this account has
        tokens = login(PASSWORD).json()
        assert "8 to" in given(b"short\n", code=1)
        assert "not in UTF-8" in given(b"\xff" * 9, code=1)
        told = given("ein anderes Paßwort\r\nand more".encode())
        assert "Sessions ended: 1." in told
        assert "Paßwort" not in told + admin("audit")
        assert [login(password).status_code for password in (PASSWORD, "ein anderes Paßwort")] == [401, 200]
        assert server.post("/auth/refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401
        assert server.post("/auth/logout", headers=bearer(tokens["access_token"])).status_code == 401
    assert admin.actions().count("user.password set") == 2


def test_set_password_when_nobody_has_the_address_then_says_so_before_a_password_is_read(admin, monkeypatch):
    admin.create()
    given = io.TextIOWrapper(io.BytesIO(b"short\n"))
    monkeypatch.setattr("sys.stdin", given)
    assert "Nobody with the address bob@example.com" in admin("set-password", "bob@example.com", code=1)
    assert given.read() == "short\n"
    assert admin.actions() == ["license.created"]


@pytest.mark.skipif(shutil.which("setsid") is None, reason="nothing here gives a program a terminal of its own")
def test_set_password_when_at_a_terminal_then_asks_twice_and_shows_nothing(tmp_path, data_dir):
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    folder = ["--data-dir", str(data_dir)]
    run([*folder, "create", "ada@example.com", "--password-file", str(tmp_path / "password")])
    ours, theirs = os.openpty()
    command = ["setsid", "--ctty", sys.executable, "-m", "licensing.server", *folder, "set-password", "ada@example.com"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        for asked in (b"New password: ", b"Repeat for confirmation: "):
            while asked not in said:
                said += os.read(ours, 1024)
            os.write(ours, b"ein anderes\n")
        while b"Sessions ended" not in said:
            said += os.read(ours, 1024)
        assert process.wait(60) == 0
    os.close(ours)
    assert b"ein anderes" not in said


def test_make_admin_and_suspend_when_done_then_sessions_end(admin, tmp_path):
    (tmp_path / "password").write_text(PASSWORD)
    made = admin.create("ada@example.com", "--password-file", str(tmp_path / "password"))
    login = {"email": "ada@example.com", "password": PASSWORD}
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        for commands in (
            [("make-admin", "ada@example.com")],
            [("suspend", made["license_id"], "--account"), ("resume", made["license_id"], "--account")],
        ):
            token = server.post("/auth/login", login).json()["refresh_token"]
            for command in commands:
                admin(*command)
            assert server.post("/auth/refresh", {"refresh_token": token}).status_code == 401


def test_delete_account_when_done_then_nothing_personal_is_left_and_all_still_works(admin, tmp_path):
    (tmp_path / "password").write_text(PASSWORD)
    made = admin.create("ada@example.com", "--password-file", str(tmp_path / "password"))
    login = {"email": "ada@example.com", "password": PASSWORD}
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        asked = {"license_key": made["license_key"], "hardware_fingerprint": "a" * 64, "app_version": "1"}
        computer = {"name": "Ada's", "components": {"disk": "b" * 64}}
        assert server.post("/licenses/activate", asked | computer).json()["code"] == "VALID"
        assert server.post("/auth/login", login).status_code == 200
        (before,) = server.sql(select(users))
        assert "withdrawn: 1" in admin("delete-account", "ADA@example.com", "--yes")
        rows = [repr(server.sql(select(table))) for table in metadata.sorted_tables]
        for personal in (before.email_sealed, before.email_index, before.password_hash, "a" * 64, "b" * 64):
            assert all(personal not in row for row in rows)
        assert [server.sql(select(table)) for table in (sessions, refresh_tokens, components)] == [[], [], []]
        assert server.post("/auth/login", login).status_code == 401
        assert server.post("/licenses/validate", asked).json()["code"] == "REVOKED"
        assert server.register("ada@example.com").sign_in()
    assert [line["email"] for line in admin.json("list")] == ["ada@example.com", "(deleted)"]
    assert admin.json("audit", "--subject", f"user:{made['user_id']}")[0]["action"] == "user.deleted"
    assert admin("doctor") == "Everything is in order.\n"
    assert "Nobody with the address" in admin("delete-account", "bob@example.com", "--yes", code=1)


def test_delete_account_when_nobody_can_be_asked_then_says_whose_it_is_and_does_nothing(admin, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    admin.create("Ada@example.com")
    account = "The account of Ada@example.com would be deleted, and its"
    told = admin("delete-account", "ada@EXAMPLE.com", code=1)
    assert f"{account} 1 license withdrawn, for good." in told
    assert "give --yes" in told
    admin.create("ada@example.com")
    assert f"{account} 2 licenses withdrawn" in admin("delete-account", "ada@example.com", code=1)
    assert admin.actions() == ["license.created"] * 2


def test_delete_account_when_at_a_terminal_then_asks_only_for_an_account_that_is_there(admin, at_terminal):
    admin.create()
    for email, answer, said, code in (
        ("bob@example.com", "", "Nobody with the address bob@example.com", 1),
        ("ada@example.com", "n", "Nothing was changed.", 1),
        ("ada@example.com", "y", "The account is gone. Licenses withdrawn: 1.", 0),
    ):
        at_terminal(answer)
        told = admin("delete-account", email, code=code)
        assert said in told
        assert ("Go on?" in told) == (answer == "n")  # on standard error, which is not looked at where all went well
    assert admin.actions() == ["license.created", "user.deleted"]
