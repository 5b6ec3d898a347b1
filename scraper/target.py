"""A file that a person named to be written: what is in it is lost only where that was said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scraper.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path


def is_taken(target: Path) -> bool:
    """Whether something would be lost by writing there: an empty file is nobody's loss, a pipe or a device is only written to.

    False for what cannot be looked at, of which writing tells more.
    """
    try:
        return target.is_file() and target.stat().st_size > 0
    except OSError:
        return False


def put(partial: Path, target: Path, *, replace: bool) -> None:
    """Give a file that is whole its name. Raises `BadInput` where another is there that is not to be replaced."""
    if not replace and _linked(partial, target):
        partial.unlink()
        return
    if not replace and is_taken(target):
        raise BadInput(f"{target} is there already, and was left as it is: choose another name.")
    partial.replace(target)


def _linked(partial: Path, target: Path) -> bool:
    """Whether it has that name as well now: unlike a move, a link never takes another file's place, not even one made just now."""
    try:
        os.link(partial, target)
    except OSError:  # the name is taken, or the disk knows no links
        return False
    return True
