"""What a thief of the database has, and what SQL in a text does: nothing."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from licensing.server.config import Settings
from licensing.server.database.tables import licenses, machines, metadata, users
from tests.licensing.server.running import PASSWORD, running

SQL = (
    "' OR '1'='1",
    "'; DROP TABLE users; --",
    '" OR ""="',
    "1); DELETE FROM licenses; --",
    "' UNION SELECT password_hash FROM users --",
    "\\'; SELECT pg_sleep(9); --",
    "%27%20OR%201=1",
    ":id",
    "{0}",
    "$1",
    "x\u0000y",
)
FINGERPRINT = "a" * 64


def counts(server):
    return [server.sql(select(func.count()).select_from(table))[0][0] for table in (users, licenses, machines)]


@pytest.mark.parametrize("sql", SQL)
def test_text_when_it_is_sql_then_is_a_text_or_refused(server, sql):
    person = server.register()
    computer = {"license_key": person.key, "hardware_fingerprint": FINGERPRINT, "app_version": "1"}
    assert server.post("/licenses/activate", {**computer, "name": sql}).status_code in {200, 422}
    before = counts(server)
    asked = [
        ("/auth/login", {"email": sql, "password": sql}),
        ("/auth/login", {"email": person.email, "password": sql}),
        ("/auth/login", {"email": f"{sql}@example.com", "password": sql}),
        ("/auth/register", {"email": sql, "password": sql}),
        ("/auth/register", {"email": person.email, "password": f"{sql}{PASSWORD}"}),
        ("/auth/refresh", {"refresh_token": sql}),
        ("/licenses/validate", {**computer, "license_key": sql}),
        *[("/licenses/validate", {**computer, name: sql}) for name in ("hardware_fingerprint", "app_version", "nonce")],
        ("/licenses/validate", {**computer, "components": {sql: sql}}),
        ("/licenses/activate", {**computer, "platform": sql}),
        ("/licenses/deactivate", {"license_key": person.key, "machine_id": sql}),
        ("/licenses/deactivate", {"license_key": sql, "machine_id": person.id}),
    ]
    for path, body in asked:
        reply = server.post(path, body)
        assert reply.status_code in {200, 401, 409, 422}, (path, reply.text)
        assert not reply.json().get("valid") or path == "/licenses/validate"
    for path in (f"/users/{sql}/subscription", f"/licenses/{sql}/machines"):
        for headers in (person.bearer(), {"Authorization": f"License {sql}".replace("\0", "")}):
            quoted = path.replace("%", "%25").replace("\0", "%00")
            assert server.get(quoted, headers=headers).status_code in {401, 404, 422}
    assert counts(server) == before
    assert person.sign_in()


def test_database_when_somebody_has_its_files_then_finds_no_address_name_key_password_or_token(settings, data_dir):
    with running(settings) as server:
        person = server.register("Ada.Lovelace@Example.com")
        tokens = person.sign_in()
        computer = {"license_key": person.key, "hardware_fingerprint": FINGERPRINT, "app_version": "1"}
        assert server.post("/licenses/activate", {**computer, "name": "Ada's own laptop"}).json()["valid"]
        secrets = ["Lovelace", "lovelace", "own laptop", PASSWORD, tokens["refresh_token"], tokens["access_token"]]
        secrets += [person.key, person.key.replace("-", ""), person.key[:12]]
        dump = "\n".join(str(server.sql(select(table))) for table in metadata.sorted_tables)
        if not server.database.is_postgresql:
            dump += "".join(path.read_bytes().decode("latin-1") for path in files(data_dir))
    dump += "".join(path.read_bytes().decode("latin-1") for path in files(data_dir))
    assert person.id in dump or person.id.replace("-", "") in dump
    assert [secret for secret in secrets if secret in dump] == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("there", [False, True], ids=["new", "there with mode 0644"])
def test_files_when_folder_and_umask_are_open_then_are_their_owners_alone_and_the_folder_is_told(
    data_dir, migrated_file, there
):
    data_dir.chmod(0o755)
    if there:
        shutil.copy2(migrated_file, data_dir / "licenses.sqlite3")
        (data_dir / "licenses.sqlite3").chmod(0o644)
    before = os.umask(0)
    try:
        with capture_logs() as logged, running(Settings(data_dir=data_dir)) as server:
            server.register()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files(data_dir)}
    finally:
        os.umask(before)
    assert modes.pop("server-keys.json") == 0o666  # nothing secret, and docs/license-server.md says so
    assert modes == dict.fromkeys(
        ("keys.json", "keys.lock", "licenses.sqlite3", "licenses.sqlite3-wal", "licenses.sqlite3-shm"), 0o600
    )
    assert "the data folder can be read by others" in [each["event"] for each in logged]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]
