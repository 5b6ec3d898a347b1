"""What is wrong with a page before JobSpy sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.transport import Reply, Trouble


def judge(key: str, reply: Reply) -> Trouble | None:
    """Thin for now."""
    _ = key, reply
    return None
