"""The services as fixtures: started when first asked for, one for a test process, gone at its end.

A test that stops or kills one takes `own_postgres` or `own_redis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from tests.services.postgres import Postgres
    from tests.services.process import Service
    from tests.services.redis_server import Redis

Made = TypeVar("Made", bound="Service")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The cluster that tests share."""
    yield from _while_used(_postgres)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A cluster for one test."""
    yield from _while_used(_postgres)


@pytest.fixture
def fresh_database(postgres: Postgres) -> Iterator[Callable[..., str]]:
    """`Postgres.fresh_database`, and what it made is dropped after the test."""
    made: list[str] = []

    def fresh(made_by: Callable[[str], Any] | None = None) -> str:
        made.append(postgres.fresh_database(made_by))
        return made[-1]

    yield fresh
    for url in made:
        postgres.drop(url)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """The Redis that tests share."""
    yield from _while_used(_redis)


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    """A Redis for one test."""
    yield from _while_used(_redis)


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The URL of an empty Redis."""
    redis_server.empty()
    return redis_server.url


def _postgres() -> Postgres:
    from tests.services.postgres import Postgres  # only where it is used: most tests need neither this nor its driver

    return Postgres()


def _redis() -> Redis:
    from tests.services.redis_server import Redis

    return Redis()


def _while_used(make: Callable[[], Made]) -> Iterator[Made]:
    from tests.services.process import NotThere

    try:
        service = make()
    except NotThere as missing:
        pytest.skip(str(missing))
    yield service
    service.remove()
