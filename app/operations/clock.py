"""Whether this computer's clock can be right: it is behind what was stored by it before, or it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from scraper.store.store import Store

_SLACK = timedelta(hours=1)  # two computers with one data folder need not agree to the minute


def clock_trouble(store: Store, now: datetime) -> str | None:
    """What to do about a clock that went back since the last search; None where it did not.

    Nothing is lost by it: runs and jobs are numbered, and when a job was seen only ever grows at both ends. But ages
    and "new" are counted from the clock.
    """
    last = store.runs(limit=1)
    if not last or last[0].started_at <= now + _SLACK:
        return None
    return (
        f"This computer's clock says {now:%Y-%m-%d %H:%M} UTC, but the last search was on"
        f" {last[0].started_at:%Y-%m-%d %H:%M}: set the clock. Nothing is lost, but ages of jobs are wrong until then."
    )
