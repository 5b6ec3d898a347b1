"""The services that tests stand on: unprivileged, durable, quick to make anew, and gone when nobody needs them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from tests.ending import ended, gone

pwd = pytest.importorskip("pwd")
ROOT = Path(__file__).parent.parent.parent


def asked(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]


def account_of(pid):
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to give up")
def test_services_when_we_are_root_then_they_are_not(postgres, redis_server):
    assert account_of(postgres.pid) != "root"
    assert account_of(redis_server.pid) != "root"


def test_postgres_when_started_then_what_it_confirms_is_on_disk_and_passwords_are_asked(postgres):
    assert asked(postgres.url, "SHOW fsync") == "on"
    assert asked(postgres.url, "SHOW synchronous_commit") == "on"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=postgres.port, user="jobspy", password="wrong", dbname="postgres")


def test_fresh_database_when_made_by_a_function_then_it_runs_once_and_each_copy_is_its_own(postgres, fresh_database):
    made = []

    def table(url):
        made.append(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE things AS SELECT 1 AS thing")

    first, second = fresh_database(table), fresh_database(table)
    with psycopg.connect(first) as connection:
        connection.execute("INSERT INTO things VALUES (2)")
    assert len(made) == 1
    assert asked(first, "SELECT sum(thing) FROM things") == 3
    assert asked(second, "SELECT sum(thing) FROM things") == 1
    assert asked(fresh_database(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    postgres.drop(made[0])


def test_postgres_when_killed_and_started_again_then_what_was_committed_is_there(own_postgres):
    url = own_postgres.fresh_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE things AS SELECT 7 AS thing")
    own_postgres.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    own_postgres.start()
    assert asked(url, "SELECT thing FROM things") == 7
    own_postgres.restart()
    assert asked(url, "SELECT thing FROM things") == 7


def test_redis_when_restarted_then_it_is_empty_on_the_same_port(own_redis):
    with redis.Redis.from_url(own_redis.url) as client:
        client.set("thing", "7")
        own_redis.restart()
        assert client.get("thing") is None


def test_services_when_removed_then_process_and_folder_are_gone(own_redis):
    pid = own_redis.pid
    own_redis.remove()
    assert not own_redis.folder.exists()
    assert ended(pid)


def test_redis_url_when_asked_for_then_the_server_is_empty(redis_server, redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="elsewhere nothing ends a child with its parent")
def test_services_when_the_test_process_is_killed_then_they_end_with_it(postgres, redis_server):
    program = """
import sys
from tests.services.postgres import Postgres
from tests.services.redis_server import Redis
services = Postgres(), Redis()
print(*(service.pid for service in services), *(service.folder for service in services), flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        *pids, postgres_folder, redis_folder = parent.stdout.readline().split()
        parent.send_signal(signal.SIGKILL)
    try:
        for pid in pids:
            assert gone(int(pid))
    finally:
        subprocess.run(["rm", "-r", postgres_folder, redis_folder], check=True)
