"""Licenses from the command line: made, found, suspended, withdrawn, extended; each leaves a line in the audit log."""

from __future__ import annotations

import getpass
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from licensing.protocol.license_key import new_key, read_key
from licensing.protocol.messages import Activate
from tests.licensing.server.running import PASSWORD, SetClock, bearer, running


def shown(admin, license_):
    return admin.json("show", license_)


def validated(admin, key, joins=False):
    """What a server says of the key to a computer, now."""
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        asked = {"license_key": key, "hardware_fingerprint": "a" * 64, "app_version": "1"}
        return server.post("/licenses/activate" if joins else "/licenses/validate", asked).json()


def test_create_when_somebody_is_new_then_has_a_license_whose_key_is_shown_once(admin):
    made = admin.create("Ada@Example.com", "--type", "enterprise", "--days", "30", "--machines", "25")
    assert read_key(made["license_key"]) == made["license_key"]
    license_ = shown(admin, made["license_id"])
    assert (license_["email"], license_["license_type"], license_["status"]) == (
        "Ada@Example.com",
        "enterprise",
        "active",
    )
    assert (license_["machines_used"], license_["machines_allowed"], license_["trial"]) == (0, 25, False)
    ends = datetime.fromisoformat(license_["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=29, hours=23) < ends <= timedelta(days=30)
    said = admin("list") + admin("show", made["license_id"]) + admin("audit")
    assert made["license_key"] not in said
    assert made["license_key"][-17:] not in said
    (entry,) = admin.json("audit")
    assert entry["actor"] == f"administrator:{getpass.getuser()}"
    assert (entry["action"], entry["subject"]) == ("license.created", f"license:{made['license_id']}")
    assert validated(admin, made["license_key"], joins=True)["code"] == "VALID"


def test_create_when_told_nothing_then_the_license_is_pro_and_never_ends(admin):
    text = admin("create", "ada@example.com")
    assert "license key" in text
    (license_,) = admin.json("list")
    assert (license_["license_type"], license_["expires_at"], license_["machines_allowed"]) == ("pro", None, 3)


def test_create_when_the_address_has_an_account_then_it_has_another_license(admin):
    one, two = admin.create(), admin.create("ADA@example.com", "--type", "free")
    assert one["user_id"] == two["user_id"]
    assert one["license_id"] != two["license_id"]
    error = admin("show", "ada@example.com", code=1)
    assert "more than one license" in error
    assert one["license_id"] in error


def test_create_when_given_a_password_then_its_owner_signs_in(admin, tmp_path):
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    admin.create("ada@example.com", "--password-file", str(tmp_path / "password"))
    admin.create("bob@example.com")
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        for email, status in (("ada@example.com", 200), ("bob@example.com", 401)):
            assert server.post("/auth/login", {"email": email, "password": PASSWORD}).status_code == status
    (tmp_path / "password").write_text("short\n")
    assert "8 to" in admin("create", "c@example.com", "--password-file", str(tmp_path / "password"), code=1)
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    assert "has an account" in admin("create", "bob@example.com", "--password-file", str(tmp_path / "password"), code=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "ada"), "not an e-mail address"),
        (("show", "nothing"), "no such license: nothing"),
        (("show", "nobody@example.com"), "no such license"),
        (("show", str(uuid4())), "no such license"),
        (("suspend", "' OR '1'='1"), "no such license"),
        (("machines", "ZZZZZZ"), "no such license"),
        (("make-admin", "nobody@example.com"), "Nobody with the address"),
    ],
)
def test_command_when_what_it_is_for_is_not_there_then_says_so_and_logs_nothing(admin, arguments, said):
    assert said in admin(*arguments, code=1)
    assert admin.actions() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "ada@example.com", "--type", "gold"),
        ("create", "ada@example.com", "--days", "0"),
        ("extend", "x"),
        ("extend", "x", "--days", "1", "--forever"),
        ("extend", "x", "--until", "soon"),
        ("list", "--most", "0"),
        ("nonsense",),
        ("--port", "70000"),
    ],
)
def test_command_when_called_wrongly_then_ends_with_2(admin, arguments):
    assert admin(*arguments, code=2).startswith("jobspy-license-server: ")


def test_license_when_named_by_id_ending_key_or_owner_then_is_found(admin):
    made = admin.create()
    key = made["license_key"]
    for name in (made["license_id"], key, key.lower(), key.replace("-", "")[-6:], "ADA@Example.com"):
        assert shown(admin, name)["id"] == made["license_id"]


def test_license_when_a_key_that_is_none_of_ours_is_given_then_the_error_does_not_repeat_it(admin):
    admin.create()
    strange = new_key()
    for typed in (strange, f"X{strange}", strange[1:].replace("-", ""), strange.replace(strange[0], "U", 1)):
        error = admin("show", typed, code=1)
        assert typed[1:-5] not in error
        assert strange[-5:] in error


def test_suspend_and_resume_when_done_then_the_license_follows(admin):
    made = admin.create()
    assert validated(admin, made["license_key"], joins=True)["code"] == "VALID"
    assert "is suspended" in admin("suspend", made["license_id"])
    assert validated(admin, made["license_key"])["code"] == "SUSPENDED"
    assert "is active" in admin("resume", made["license_id"])
    assert validated(admin, made["license_key"])["code"] == "VALID"
    assert [action for action in admin.actions() if action.startswith("license.")] == [
        "license.created",
        "license.suspended",
        "license.active",
    ]


def test_suspend_when_the_account_is_meant_as_well_then_nobody_signs_in_and_tokens_are_void(admin, tmp_path):
    (tmp_path / "password").write_text(PASSWORD)
    made = admin.create("ada@example.com", "--password-file", str(tmp_path / "password"))
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        login = {"email": "ada@example.com", "password": PASSWORD}
        token = bearer(server.post("/auth/login", login).json()["access_token"])
        path = f"/users/{made['user_id']}/subscription"
        assert server.get(path, headers=token).status_code == 200
        admin("suspend", made["license_id"], "--account")
        assert server.get(path, headers=token).status_code == 401
        assert server.post("/auth/login", login).status_code == 403
        admin("resume", made["license_id"], "--account")
        assert server.get(path, headers=token).status_code == 401
        assert server.post("/auth/login", login).status_code == 200


def test_revoke_when_done_then_it_is_for_good(admin):
    made = admin.create()
    assert (
        admin("revoke", made["license_id"], "--yes")
        == f"{made['license_id']} of ada@example.com is withdrawn for good.\n"
    )
    assert validated(admin, made["license_key"])["code"] == "REVOKED"
    for command in (
        ("resume",),
        ("suspend",),
        ("revoke",),
        ("extend", "--forever"),
        ("extend", "--days", "30"),
        ("allow-machines", "--most", "5"),
    ):
        assert "withdrawn, which is for good" in admin(command[0], made["license_id"], *command[1:], code=1)
    assert shown(admin, made["license_id"])["expires_at"] is None
    assert admin.actions() == ["license.created", "license.revoked"]


def test_revoke_when_nobody_can_be_asked_then_says_what_it_would_do_and_does_nothing(admin, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    made = admin.create()
    told = admin("revoke", "ada@example.com", code=1)
    assert f"{made['license_id']} of ada@example.com would be withdrawn for good." in told
    assert "give --yes" in told
    assert "no such license" in admin("revoke", "bob@example.com", code=1)
    assert admin.actions() == ["license.created"]


@pytest.mark.parametrize(("answer", "status"), [("n", "active"), ("y", "revoked")])
def test_revoke_when_at_a_terminal_then_asks_and_does_as_told(admin, at_terminal, answer, status):
    made = admin.create()
    at_terminal(answer)
    told = admin("revoke", "ada@example.com", code=int(answer == "n"))
    assert ("Nothing was changed." in told) == (answer == "n")
    assert shown(admin, made["license_id"])["status"] == status


def test_license_when_its_state_is_told_then_its_end_is_a_sentence_of_its_own(admin):
    made = admin.create()
    for arguments, said in (
        (("suspend",), "is suspended until it is resumed. The license has no end."),
        (
            ("extend", "--until", "2090-01-01"),
            "is suspended until it is resumed. The license ends on 2090-01-02 at 00:00 UTC.",
        ),
        (("resume",), "is active. The license ends on 2090-01-02 at 00:00 UTC."),
        (("extend", "--until", "2020-01-01"), "is active. The license ended on 2020-01-02 at 00:00 UTC."),
    ):
        command, *more = arguments
        assert admin(command, made["license_id"], *more) == f"{made['license_id']} of ada@example.com {said}\n"


def test_extend_when_given_days_a_date_or_forever_then_the_license_ends_then(admin):
    made = admin.create("ada@example.com", "--days", "10")
    was = datetime.fromisoformat(shown(admin, made["license_id"])["expires_at"])

    def ends():
        value = shown(admin, made["license_id"])["expires_at"]
        return value and datetime.fromisoformat(value)

    admin("extend", made["license_id"], "--days", "5")
    assert ends() == was + timedelta(days=5)
    admin("extend", made["license_id"], "--until", "2020-02-28")
    assert ends() == datetime(2020, 2, 29, tzinfo=UTC)
    assert validated(admin, made["license_key"])["code"] == "EXPIRED"
    admin("extend", made["license_id"], "--days", "1")
    assert timedelta(hours=23) < ends() - datetime.now(UTC) <= timedelta(days=1)
    admin("extend", made["license_id"], "--forever")
    assert ends() is None


def test_extend_when_no_date_is_that_late_then_it_is_said_and_the_end_stays(admin):
    made = admin.create()
    extend = ("extend", made["license_id"])
    admin(*extend, "--until", "9999-12-30")
    for more in (("--until", "9999-12-31"), ("--days", "36500")):
        assert "No date is that late" in admin(*extend, *more, code=1)
    assert admin.json("show", made["license_id"])["expires_at"][:10] == "9999-12-31"


def test_extend_when_the_license_has_no_end_then_days_are_refused_and_a_date_is_taken(admin):
    made = admin.create()
    told = admin("extend", made["license_id"], "--days", "5", code=1)
    assert "has no end" in told
    assert "--until" in told
    assert shown(admin, made["license_id"])["expires_at"] is None
    assert admin.actions() == ["license.created"]
    admin("extend", made["license_id"], "--until", "2090-01-01")
    assert shown(admin, made["license_id"])["expires_at"].startswith("2090-01-02")


def test_extend_when_done_then_the_subscription_goes_with_it(admin, tmp_path):
    (tmp_path / "password").write_text(PASSWORD)
    made = admin.create("ada@example.com", "--days", "1", "--password-file", str(tmp_path / "password"))
    admin("extend", made["license_id"], "--until", "2090-01-01")
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        login = server.post("/auth/login", {"email": "ada@example.com", "password": PASSWORD}).json()
        reply = server.get(f"/users/{made['user_id']}/subscription", headers=bearer(login["access_token"])).json()
    assert (reply["status"], reply["plan_type"]) == ("active", "pro")
    assert datetime.fromisoformat(reply["current_period_end"]) == datetime(2090, 1, 2, tzinfo=UTC)


def test_list_when_there_are_many_then_shows_the_newest(admin):
    made = [admin.create(f"person{number}@example.com")["license_id"] for number in range(3)]
    assert [line["id"] for line in admin.json("list")] == made[::-1]
    assert [line["id"] for line in admin.json("list", "--most", "1")] == made[-1:]
    text = admin("list")
    assert text.splitlines()[0].split() == ["id", "e-mail", "type", "status", "computers", "until", "key", "ends"]
    assert all(license_ in text for license_ in made)


def test_machines_when_there_are_some_then_are_listed_with_their_names(admin):
    made = admin.create()
    assert admin.json("machines", made["license_id"]) == []
    assert "not activated" in admin("machines", made["license_id"])
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:
        for number in range(2):
            asked = Activate(
                license_key=made["license_key"],
                hardware_fingerprint=f"{number}" * 64,
                app_version="0.1.0",
                name=f"Ada's {number}\x9b2J",
                platform="linux",
            )
            body = {
                name: getattr(asked, name)
                for name in ("license_key", "hardware_fingerprint", "app_version", "name", "platform")
            }
            assert server.post("/licenses/activate", body).json()["code"] == "VALID"
    listed = admin.json("machines", made["license_id"])
    assert [(line["name"], line["platform"], line["deactivated_at"]) for line in listed] == [
        ("Ada's 0\x9b2J", "linux", None),
        ("Ada's 1\x9b2J", "linux", None),
    ]
    told = admin("machines", made["license_id"])
    assert "Ada's 1 2J" in told
    assert "\x9b" not in told  # it would clear the administrator's terminal
    assert shown(admin, made["license_id"])["machines_used"] == 2


def test_machines_when_the_administrator_gives_one_up_or_allows_more_then_there_is_room(admin):
    made = admin.create("ada@example.com", "--machines", "1")
    with running(admin.settings, SetClock(datetime.now(UTC))) as server:

        def activated(number):
            body = {"license_key": made["license_key"], "hardware_fingerprint": f"{number}" * 64, "app_version": "1"}
            return server.post("/licenses/activate", body).json()

        machine = activated(1)["machine_id"]
        assert activated(2)["code"] == "TOO_MANY_MACHINES"
        assert "has 1 of 2 computers" in admin("allow-machines", made["license_id"], "--most", "2")
        assert activated(2)["code"] == "VALID"
        assert "has 2 of 3 computers" in admin("allow-machines", made["license_id"], "--as-type")
        assert "has 1 of 3 computers" in admin("give-up", made["license_id"], machine)
        assert "no such computer" in admin("give-up", made["license_id"], machine, code=1)
    assert admin.actions()[-3:] == ["license.machines allowed"] * 2 + ["machine.deactivated"]
    assert "one of --most" in admin("allow-machines", made["license_id"], code=2)


def test_audit_when_asked_for_one_subject_then_shows_only_that(admin):
    made = [admin.create(f"person{number}@example.com") for number in range(2)]
    (entry,) = admin.json("audit", "--subject", f"license:{made[0]['license_id']}")
    assert entry["details"]["user"] == made[0]["user_id"]
    assert len(admin.json("audit", "--most", "1")) == 1
    assert "license.created" in admin("audit")
