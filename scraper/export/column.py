"""What a column of an export is; the store's registry lists the ones there are."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """How a column's cells are to be read.

    TEXT, URL and DATE cells are text (dates ISO 8601); NUMBER int or float; FLAG 0 or 1; LIST a JSON array of texts.
    Any cell may be None: not stated.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    URL = "url"
    FLAG = "flag"
    LIST = "list"


class Column(Protocol):
    """A column: its stable key (JSON, CSV header) and how its cells are to be read."""

    @property
    def key(self) -> str:
        """Stable, snake_case."""

    @property
    def kind(self) -> Kind:
        """How its cells are to be read."""


Cell = str | int | float | datetime | None
