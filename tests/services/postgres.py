"""A PostgreSQL of our own: one cluster, as many fresh databases as wanted."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from typing_extensions import override

from tests.services.process import ENVIRONMENT, NotThere, Service, unprivileged, unprivileged_command

USER = "jobspy"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    "timezone": "America/St_Johns",  # so that a time without a zone is found out
}


class Postgres(Service):
    """A cluster with durability as in earnest, unless `durable` is False.

    Attributes:
        url: the administrator's, of the database "postgres"; for psycopg and for SQLAlchemy 2.1 alike.
    """

    name = "postgres"

    def __init__(self, *, durable: bool = True) -> None:
        self._programs = programs()
        super().__init__()
        self._password = secrets.token_urlsafe(12)
        self._numbers = itertools.count(1)
        self._templates: dict[Callable[[str], Any], str] = {}
        self._settings = _SETTINGS | ({} if durable else {"fsync": "off", "full_page_writes": "off"})
        self._make_cluster()
        self.start()

    def _make_cluster(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self._password)
        account = unprivileged()
        if account:
            os.chown(secret, account.pw_uid, account.pw_gid)
        arguments = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=password", f"--username={USER}"]
        done = subprocess.run(
            unprivileged_command(
                [str(self._programs / "initdb"), *arguments, f"--pwfile={secret}", str(self.folder / "data")]
            ),
            cwd=self.folder,
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()

    @override
    def command(self) -> list[str]:
        settings = self._settings | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *options]

    @override
    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """End it as an administrator does: connections are cut, what was committed is kept."""
        self.end(signal.SIGINT)

    def restart(self) -> None:
        self.stop()
        self.start()

    def fresh_database(self, made_by: Callable[[str], Any] | None = None) -> str:
        """The URL of a new database: empty, or as `made_by` leaves one whose URL it is given.

        `made_by` runs once for a cluster; every further database is a copy of what it made.
        """
        template = None
        if made_by is not None:
            template = self._templates.get(made_by)
            if template is None:
                template = self._create(None)
                made_by(self.url_of(template))
                self._templates[made_by] = template
        return self.url_of(self._create(template))

    def drop(self, url: str) -> None:
        """Take a fresh database away, whoever is still connected to it."""
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(url.rpartition("/")[2])))

    def run(self, statement: sql.Composable) -> None:
        """One statement as the administrator, outside a transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def _create(self, template: str | None) -> str:
        name = f"fresh_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.run(statement.format(sql.Identifier(name), sql.Identifier(template or "template0")))
        return name


def programs() -> Path:
    """The folder with PostgreSQL's newest server on this machine; Debian keeps it out of PATH.

    Raises:
        NotThere: there is none.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).parent
    raise NotThere("PostgreSQL's server is not installed (`make services` installs it where it can)")
