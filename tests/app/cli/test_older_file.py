"""The real program on a data file of the version before."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing

import pytest

from app.paths import Folder
from scraper.store import migrations
from scraper.store.database import connect
from tests.app.cli.program import environment, program
from tests.scraper.store.older_file import ENDLESS, make_older_file

pytestmark = pytest.mark.measured

BEGUN = f"""
import sys
from app.cli.main import run
from scraper.store import backup, database, schema, store

UNENDING = {ENDLESS.replace("SELECT 1", "SELECT begun()")!r}

def told(connection):
    connection.create_function("begun", 0, lambda: print("begun", flush=True))
    return connection
"""
STEP = f"""{BEGUN}
applies = store.migrate
store.migrate = lambda connection, *rest, **more: applies(told(connection), *rest, **more)
schema.SORTS = (UNENDING,)
sys.exit(run())
"""
# SQLite calls nothing of ours in the midst of a check.
CHECK = f"""{BEGUN}
def check(path, cancel):
    with backup.contextlib.closing(database.connect(path, read_only=True)) as connection:
        with database.giving_up(told(connection), cancel):
            connection.set_progress_handler(None, 0)
            connection.execute(UNENDING)

backup._looked_through = check
sys.exit(run())
"""


def test_jobs_when_the_file_is_of_the_version_before_then_standard_error_says_that_it_is_brought_up_to_date(tmp_path):
    make_older_file(Folder(root=tmp_path).database)
    first, second = (program(tmp_path, "jobs", "--output", "-", "--format", "jsonl") for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert b"up to date" in first.stderr
    assert b"up to date" not in second.stderr
    assert len(first.stdout.splitlines()) == 7
    assert first.stdout == second.stdout


@pytest.mark.parametrize("script", [STEP, CHECK], ids=["step", "check of the copy"])
def test_runs_when_ctrl_c_is_pressed_while_the_file_is_brought_up_to_date_then_it_gives_up_and_the_file_is_as_before(
    tmp_path, script
):
    path = Folder(root=tmp_path).database
    make_older_file(path)
    command = (sys.executable, "-P", "-c", script, "runs")
    with subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(60) == 130
        finally:
            process.kill()
        assert b"Traceback" not in process.stderr.read()
    with closing(connect(path)) as connection:
        assert migrations.applied(connection) == ("0001_first_tables",)
