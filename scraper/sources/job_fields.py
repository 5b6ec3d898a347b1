"""JobSpy's values as plain JSON values."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import msgspec


def fields_of(job: Any) -> dict[str, object]:
    """A `JobPost`'s fields as plain JSON values, the location as a mapping; nothing rounded, joined or left out.

    JobSpy's own serializer is for tables: it flattens the location and the lists to text.
    """
    return {name: plain(getattr(job, name)) for name in type(job).model_fields}


def plain(value: object) -> object:
    """Enums by value, dates as ISO text, JobSpy's models as mappings, lists item by item."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    names = getattr(type(value), "model_fields", None)
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    return value


def raw_text(raw: object) -> str:
    """What the site sent for a job: JSON of its record, or the HTML of its card."""
    if isinstance(raw, (dict, list)):
        return msgspec.json.encode(raw).decode()
    return str(raw)
