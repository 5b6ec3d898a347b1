"""What the commands work with: the data folder's keys and database, opened as a running server has them."""

from __future__ import annotations

import asyncio
import getpass
import os
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from pydantic import ValidationError

from licensing.protocol.key_file import WrongKeyFile, read_key_file
from licensing.server.audit.repository import who
from licensing.server.clock import seconds, system_clock
from licensing.server.config import Settings
from licensing.server.database.database import Database
from licensing.server.database.migrate import prepare
from licensing.server.database.own_files import keep_to_owner
from licensing.server.errors import SetupError
from licensing.server.keys.ring import KEY_FILE, KeyRing, Keys, open_ring
from licensing.server.keys.stored import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

_Answer = TypeVar("_Answer")


class Given(Struct, kw_only=True):
    """What was given before or after the command's name; None where it was not."""

    host: str | None = None
    port: int | None = None
    data_dir: str | None = None
    address: str | None = None
    trial: bool = False

    def settings(self) -> Settings:
        """The server's settings. Raises `SetupError` where one of them, or of the environment's, is wrong."""
        told: dict[str, Any] = {name: getattr(self, name) for name in ("host", "port", "data_dir", "address")}
        told["trial"] = self.trial or None  # else as the environment says
        try:
            return Settings(**{name: value for name, value in told.items() if value is not None})
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            name = ".".join(str(part) for part in first["loc"])
            raise SetupError(f"The setting {name} is wrong: {first['msg'].removeprefix('Value error, ')}") from None


class Office(Struct, frozen=True, kw_only=True):
    """Where an administrator works.

    Attributes:
        actor: as whom the audit log names whoever works here.
    """

    settings: Settings
    keys: Keys
    database: Database
    actor: str
    now: datetime

    @property
    def issuer(self) -> str:
        """The server's address: the one given, or the one it last served at."""
        told = self.settings.data_dir / KEY_FILE
        if self.settings.address is None and told.exists():
            try:
                return read_key_file(told.read_bytes()).server
            except WrongKeyFile as error:
                raise SetupError(f"{told} cannot be used: {error} Give --address, or start the server anew.") from None
        return self.settings.issuer()


def work(given: Given, task: Callable[[Office], Awaitable[_Answer]], *, from_nothing: bool = False) -> _Answer:
    """What the task gives, done with everything opened. `from_nothing`: where there is no server yet, one is set up."""

    async def open_and_do() -> _Answer:
        async with _opened(given.settings(), from_nothing=from_nothing) as office:
            return await task(office)

    # psycopg has no use for the loop that Windows has by default.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(open_and_do())


def administrator() -> str:
    """Who runs this program, as the audit log names them."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in some containers
        name = str(os.getuid()) if hasattr(os, "getuid") else "unknown"
    return who("administrator", name)


def require_server(settings: Settings) -> None:
    """Return if there is a server's data folder. Raises `SetupError`."""
    if not (settings.data_dir / FILE_NAME).exists():
        raise SetupError(
            f"There is no license server in {settings.data_dir}: say where it is with --data-dir, or start it once."
        )


@asynccontextmanager
async def _opened(settings: Settings, *, from_nothing: bool) -> AsyncIterator[Office]:
    now = system_clock()
    if not from_nothing:
        require_server(settings)
    ring = open_ring(settings.data_dir, seconds(now)) if from_nothing else KeyRing(settings.data_dir)
    keep_to_owner(settings.database)
    database = Database(settings.database, pool_size=1)
    try:
        await prepare(database)
        yield Office(settings=settings, keys=ring.now, database=database, actor=administrator(), now=now)
    finally:
        await database.close()
