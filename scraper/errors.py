"""Expected errors. Anything that is not one of these is a bug.

Expected                     a sentence for the person, and what to do next
├── SourceError              a site could not be read to the end; `reason` types it
│   ├── RateLimited          429; `retry_at` where the site or our back-off says
│   ├── Blocked              403, a bot check, a login page: not asked again in this run
│   ├── Unreachable          no connection, no complete answer within the deadline, 5xx to the end
│   ├── LayoutChanged        the site answered and nothing could be read
│   └── Refused              the site does not accept the input (an unknown place, a country it does not serve)
├── EngineLost               the engine's process ended or broke its protocol
├── StoreError               the data file: newer than this program, disk full, read-only, in use
│   └── UnusableFile         it is damaged, or none of this program: another has to take its place
└── BadInput                 something the person gave cannot be used
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Reason(StrEnum):
    """Why a source ended early; part of the event stream and the store, so names are stable."""

    RATE_LIMITED = "rate_limited"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    LAYOUT_CHANGED = "layout_changed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    ENGINE_LOST = "engine_lost"
    BUG = "bug"


class Expected(Exception):
    """An error with a sentence for the person in `str(error)`; never holds a secret."""


class SourceError(Expected):
    """A site could not be read to the end; what was found before it is kept."""

    reason: Reason = Reason.UNREACHABLE

    def __init__(self, message: str, *, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class RateLimited(SourceError):
    """The site asks for fewer requests; `retry_at` is when to try again."""

    reason = Reason.RATE_LIMITED


class Blocked(SourceError):
    """The site refuses us: 403, a bot check, a login page."""

    reason = Reason.BLOCKED


class Unreachable(SourceError):
    """No complete answer came."""

    reason = Reason.UNREACHABLE


class LayoutChanged(SourceError):
    """The site answered, and nothing could be read."""

    reason = Reason.LAYOUT_CHANGED


class Refused(SourceError):
    """The site does not accept what was asked."""

    reason = Reason.REFUSED


class EngineLost(Expected):
    """The engine's process ended unexpectedly."""


class StoreError(Expected):
    """The data file cannot be used as asked."""


class UnusableFile(StoreError):
    """The file is damaged, or another program's: a backup mends that, or to begin anew."""


class BadInput(Expected):
    """Something the person gave cannot be used."""
