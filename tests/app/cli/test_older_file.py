"""The real program on a data file of the version before."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing

from app.paths import Folder
from scraper.store import migrations
from scraper.store.database import connect
from tests.app.cli.program import environment, program
from tests.scraper.store.older_file import ENDLESS, make_older_file

UNENDING = f"""
import sys
from app.cli.main import run
from scraper.store import schema, store

applies = store.migrate

def migrate(connection, *rest, **more):
    connection.create_function("begun", 0, lambda: print("begun", flush=True))
    applies(connection, *rest, **more)

store.migrate = migrate
schema.SORTS = ({ENDLESS.replace("SELECT 1", "SELECT begun()")!r},)
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


def test_runs_when_ctrl_c_is_pressed_while_the_file_is_brought_up_to_date_then_it_gives_up_and_the_file_is_as_before(
    tmp_path,
):
    path = Folder(root=tmp_path).database
    make_older_file(path)
    command = (sys.executable, "-P", "-c", UNENDING, "runs")
    with subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert b"Traceback" not in process.stderr.read()
    with closing(connect(path)) as connection:
        assert migrations.applied(connection) == ("0001_first_tables",)
