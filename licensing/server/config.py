"""The server's settings: from the command line, then the environment, then defaults that make it start alone."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from licensing.protocol.key_file import WrongKeyFile, server_address
from licensing.server.errors import SetupError

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """What a server is started with.

    Attributes:
        host, port: where it listens; port 0 is any that is free.
        data_dir: where its keys are, and its data unless `database_url` says otherwise.
        address: how clients reach it, "https://license.example.com"; signed into leases. Default: where it listens.
        database_url: PostgreSQL's; None for a SQLite file in the data folder.
        redis_url: where several processes keep their common rate limits; None for limits in this process.
        trusted_proxies: networks whose `X-Forwarded-For` is believed.
        trial: for trying out, on this computer only: registering gives a paid license, and all is marked as trial.
        limits_times: how many times the usual limits by address and by license are allowed, for a server that a whole company
            asks from one address; quotas of users and tries at one account stay as they are.
        pool_size: connections to PostgreSQL that are kept open.
    """

    model_config = SettingsConfigDict(
        env_prefix="JOBSPY_LICENSE_", frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8470
    data_dir: Path = Field(default_factory=lambda: user_data_path("jobspy-license-server", appauthor=False))
    address: str | None = None
    database_url: str | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "JOBSPY_LICENSE_DATABASE_URL"), repr=False
    )
    redis_url: str | None = Field(
        default=None, validation_alias=AliasChoices("REDIS_URL", "JOBSPY_LICENSE_REDIS_URL"), repr=False
    )
    trusted_proxies: tuple[Network, ...] = ()
    trial: bool = False
    limits_times: Annotated[int, Field(ge=1, le=10_000)] = 1
    pool_size: Annotated[int, Field(ge=1, le=200)] = 10

    @field_validator("address")
    @classmethod
    def _one_spelling(cls, value: str | None) -> str | None:
        try:
            return None if value is None else server_address(value)
        except WrongKeyFile as error:
            raise ValueError(str(error)) from None

    @field_validator("database_url")
    @classmethod
    def _with_driver(cls, value: str | None) -> str | None:
        """A URL as PostgreSQL's own tools take it, or SQLite's for tests, with the driver that we use."""
        if value is None:
            return None
        scheme, _, rest = value.partition("://")
        drivers = {
            "postgres": "postgresql+psycopg",
            "postgresql": "postgresql+psycopg",
            "postgresql+psycopg": "postgresql+psycopg",
            "sqlite": "sqlite+aiosqlite",
            "sqlite+aiosqlite": "sqlite+aiosqlite",
        }
        if scheme not in drivers or not rest:
            raise ValueError("DATABASE_URL begins with postgresql:// (or is left out, for a SQLite file).")
        return f"{drivers[scheme]}://{rest}"

    @property
    def database(self) -> str:
        """The database's URL, with its driver."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'licenses.sqlite3'}"

    def issuer(self) -> str:
        """The address that is signed into leases, in one spelling.

        Raises:
            SetupError: nobody would trust a server with the address that it listens at.
        """
        if self.address:
            return self.address
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 - compared, not bound
        shown = f"[{host}]" if ":" in host else host
        try:
            return server_address(f"http://{shown}:{self.port}")
        except WrongKeyFile as error:
            raise SetupError(f"{error} Say with --address how clients reach this server.") from None

    @property
    def secure(self) -> bool:
        """Whether clients reach it through https."""
        return urlsplit(self.issuer()).scheme == "https"
