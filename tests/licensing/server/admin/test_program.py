"""The program: what it says, how it ends, and that help is quick to come."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from pydantic import AliasChoices

from licensing.protocol.key_file import read_key_file
from licensing.server import __main__ as program
from licensing.server.admin.commands import COMMANDS
from licensing.server.config import Settings
from licensing.server.keys.ring import KeyRing
from tests.services.process import until

pytestmark = pytest.mark.measured

ROOT = Path(__file__).parents[4]


def started(*arguments, **environment):
    outside = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.Popen(
        [sys.executable, "-m", "licensing.server", *arguments],
        cwd=ROOT,
        env={**outside, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(*arguments, code=0, **environment):
    process = started(*arguments, **environment)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors
    return said if code == 0 else errors


def test_program_when_asked_for_its_version_or_help_then_says_it_without_the_servers_libraries():
    assert ended("--version") == f"jobspy-license-server {version('jobspy-desktop')}\n"
    told = " ".join(ended("--help").split())
    assert all(name in told and line in told for name, _, line in COMMANDS)
    script = (
        "import sys; from licensing.server.__main__ import run; run(['--help']); "
        "print([name for name in ('fastapi', 'sqlalchemy', 'pydantic', 'cryptography') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, _, line in COMMANDS])
def test_command_when_loaded_then_has_the_name_and_the_line_that_help_shows(name, line):
    command = program.program.get_command(click.Context(program.program), name)
    assert (command.name, command.get_short_help_str(200)) == (name, line)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("buffered", ["", "1"])
def test_program_when_there_is_no_room_for_what_it_says_then_that_is_said_once(buffered):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "licensing.server", "--help"],
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": buffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "There is no room left" in done.stderr


def test_page_when_compared_with_the_program_then_has_each_command_and_all_options():
    page = (ROOT / "docs" / "license-server.md").read_text(encoding="utf-8")
    context = click.Context(program.program)
    rows = dict(re.findall(r"^\| `([a-z-]+)([^|]*\|[^|]*)\|$", page, flags=re.MULTILINE))
    assert list(rows) == [name for name, _, _ in COMMANDS]
    for name, row in rows.items():
        command = program.program.get_command(context, name)
        options = {p.opts[0] for p in command.params if isinstance(p, click.Option)} - {"--data-dir", "--json"}
        assert set(re.findall(r"`(--[a-z-]+)`", row)) == options, name
        arguments = [p.human_readable_name for p in command.params if isinstance(p, click.Argument)]
        assert row.partition("`")[0].split() == arguments, name
    own = {p.opts[0] for p in program.program.params if isinstance(p, click.Option)} - {"--version"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", page, flags=re.MULTILINE)) == own


def test_page_when_compared_with_the_settings_then_has_each_variable_of_the_environment_and_each_default():
    page = (ROOT / "docs" / "license-server.md").read_text(encoding="utf-8")
    rows = {
        tuple(re.findall(r"`([A-Z_]+)`", variables)): said
        for variables, said in re.findall(r"^\| [^|]*\| (`[A-Z_]+`[^|]*) \| ([^|]*) \|$", page, flags=re.MULTILINE)
    }
    prefix = Settings.model_config["env_prefix"]
    wanted = {}
    for name, field in Settings.model_fields.items():
        aliases = field.validation_alias
        names = aliases.choices if isinstance(aliases, AliasChoices) else (prefix + name.upper(),)
        wanted[tuple(names)] = field.default
    assert rows.keys() == wanted.keys()
    for names, default in wanted.items():
        if isinstance(default, str | int) and not isinstance(default, bool):
            assert re.search(rf"\b{re.escape(str(default))}\b", rows[names]), names


def test_page_when_it_says_that_make_run_installs_the_server_then_all_it_needs_is_pinned_there():
    page = (ROOT / "docs" / "license-server.md").read_text(encoding="utf-8")
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (name,) = re.findall(r"`\.venv/bin/([a-z-]+)`", page)
    assert told["scripts"][name] == "licensing.server.__main__:main"
    pinned = re.findall(
        r"^([a-z0-9-]+)(?:\[[^]]*\])?==", (ROOT / "requirements" / "run.txt").read_text(), flags=re.MULTILINE
    )
    needed = {re.split(r"[^a-z0-9-]", each)[0] for each in told["optional-dependencies"]["server"]}
    assert needed
    assert needed <= set(pinned)


def test_variable_when_it_has_two_names_then_the_first_goes_before_the_second(monkeypatch):
    for number, name in enumerate(("DATABASE_URL", "JOBSPY_LICENSE_DATABASE_URL")):
        monkeypatch.setenv(name, f"postgresql://host/{number}")
    assert Settings().database.endswith("/0")


@pytest.mark.parametrize("command", ["list", "doctor", "rotate-keys", "audit"])
def test_command_when_there_is_no_server_then_says_so_and_makes_none(tmp_path, command, capfd):
    assert program.run(["--data-dir", str(tmp_path / "none"), command]) == 1
    said = capfd.readouterr().err
    assert said.startswith("jobspy-license-server: There is no license server in")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "outside", "said"),
    [
        (["--address", "http://license.example.com"], {}, "The setting address is wrong: A license server is reached"),
        (["list"], {"DATABASE_URL": "mysql://a:secret@b/c"}, "The setting DATABASE_URL is wrong: DATABASE_URL begins"),
        (["list"], {"JOBSPY_LICENSE_POOL_SIZE": "many"}, "The setting pool_size is wrong"),
        (["--trial", "--host", "0.0.0.0"], {}, "for this computer only"),
    ],
)
def test_program_when_a_setting_is_wrong_then_says_which_and_no_secret(tmp_path, arguments, outside, said):
    error = ended("--data-dir", str(tmp_path), *arguments, code=1, **outside)
    assert said in error
    assert "secret" not in error
    assert list(tmp_path.iterdir()) == []


def test_data_dir_when_given_after_the_command_then_counts(admin, settings, capfd):
    admin("create", "ada@example.com")
    assert program.run(["list", "--data-dir", str(settings.data_dir)]) == 0
    assert "ada@example.com" in capfd.readouterr().out


def test_key_file_when_written_then_is_for_this_server_and_its_fingerprints_are_shown(admin, settings, tmp_path):
    told = admin("key-file", str(tmp_path / "trust.json"))
    keys = read_key_file((tmp_path / "trust.json").read_bytes())
    assert (keys.server, keys.keys) == (settings.address, KeyRing(settings.data_dir).now.public)
    assert all(fingerprint in told for fingerprint in keys.fingerprints())
    other = ("key-file", str(tmp_path / "trust.json"), "--address", "https://other.example.com")
    assert "is there already: choose another name, or give --replace" in admin(*other, code=1)
    assert read_key_file((tmp_path / "trust.json").read_bytes()).server == settings.address
    admin(*other, "--replace")
    assert read_key_file((tmp_path / "trust.json").read_bytes()).server == "https://other.example.com"
    assert "cannot be written" in admin("key-file", str(tmp_path / "no" / "trust.json"), code=1)


def test_program_when_the_database_hinders_its_start_then_says_why_and_nothing_else(data_dir, migrated_file):
    shutil.copy2(migrated_file, data_dir / "licenses.sqlite3")
    with contextlib.closing(sqlite3.connect(data_dir / "licenses.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    said = ended("--port", "0", "--data-dir", str(data_dir), code=1)
    assert said.endswith("made by a newer version of this program: install that one. Nothing was changed.\n")
    assert "Traceback" not in said
    away = {"DATABASE_URL": "postgresql://nobody:hunter2@127.0.0.1:1/none"}
    said = ended("--port", "0", "--data-dir", str(data_dir), code=1, **away)
    assert "jobspy-license-server: The server's database does not answer." in said
    assert "Traceback" not in said
    assert "hunter2" not in said


@pytest.mark.long
def test_program_when_started_alone_then_serves_from_an_empty_folder_until_told_to_stop(tmp_path):
    folder, ready = tmp_path / "server", tmp_path / "ready"
    process = started("--port", "0", "--data-dir", str(folder), "--ready-file", str(ready))
    try:
        until(lambda: ready.exists() or process.poll() is not None, "the server to listen")
        address = ready.read_text().strip()
        assert read_key_file((folder / "server-keys.json").read_bytes()).server == address
        made = ended("create", "ada@example.com", "--data-dir", str(folder))
        assert "license key" in made
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
