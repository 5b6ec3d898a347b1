"""The server's clock, passed in wherever time matters so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the time now, aware and in UTC; from any thread."""


def system_clock() -> datetime:
    """The time now."""
    return datetime.now(UTC)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())
