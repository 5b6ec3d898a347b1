"""Takes secrets out of what is logged: by the name of a field, and by the shape of a text wherever it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

REMOVED = "[removed]"
_NAMES = re.compile(
    r"password|passwd|secret|token|authorization|cookie|license_key|licence_key|api_key|private|pepper"
    r"|nonce|signature|lease|e-?mail|fingerprint|database_url|redis_url",
    re.IGNORECASE,
)
_BETWEEN = "[_\u00a0\u2010-\u2014-]?"
_SHAPES = re.compile(
    "|".join(
        (
            # An id names nobody; it would look like a part of a key.
            r"(?P<kept>\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)",
            # A license key in groups or in one, and one with letters too many or too few; and with blanks in between.
            rf"(?<![0-9A-Za-z])(?:[0-9A-Za-z]{{4,6}}{_BETWEEN}){{5,}}[0-9A-Za-z]{{4,6}}(?![0-9A-Za-z])",
            r"(?<![0-9A-Za-z])(?:[0-9A-Za-z]{5}\s+){5}[0-9A-Za-z]{5}(?![0-9A-Za-z])",
            # A JWT or a part of one, whose header and payload both begin with {".
            r"eyJ[0-9A-Za-z_=.\-]{8,}",
            r"\b(?:Bearer|Basic|License)\s+(?=\S*[0-9])[^\s\"',;]+",
            r"[^\s\"'<>@/:]+@[^\s\"'<>@/:]+\.[^\s\"'<>@/:]+",
            r"(?<=://)[^\s/@\"']+(?=@)",
            r"\$argon2[^\s\"']+",
            r"(?<![0-9A-Za-z_-])(?=[0-9A-Za-z_-]*[0-9])(?=[0-9A-Za-z_-]*[A-Za-z])[0-9A-Za-z_-]{43,}={0,2}",
        )
    ),
    re.IGNORECASE,
)
_MOST_CHARACTERS = 4_000
_DEEPEST = 6


def redacted(value: Any, depth: int = 0) -> Any:
    """The same without secrets: texts, and lists and mappings of them; anything else as its type's name."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _SHAPES.sub(lambda found: found["kept"] or REMOVED, value[:_MOST_CHARACTERS])
    if depth < _DEEPEST and isinstance(value, dict):
        return {
            name: REMOVED if secret else redacted(each, depth + 1)
            for (name, secret), each in zip(map(_name, value), value.values(), strict=True)
        }
    if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [redacted(each, depth + 1) for each in value]
    return f"<{type(value).__name__}>"


@lru_cache(maxsize=512)
def _name(name: Any) -> tuple[str, bool]:
    """A field's name, and whether it tells of a secret."""
    return _SHAPES.sub(REMOVED, str(name)), bool(_NAMES.search(str(name)))
