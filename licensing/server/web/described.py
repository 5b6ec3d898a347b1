"""What may be said of an exception in the log: its kind and where it came from, never its words, which quote values."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import structlog

_MOST_FRAMES = 25
_MOST_CAUSES = 5


def described(error: BaseException) -> dict[str, Any]:
    """Kind, and file, line and function of each frame, newest last; the same of what caused it."""
    chain: list[dict[str, Any]] = []
    seen: BaseException | None = error
    while seen is not None and len(chain) < _MOST_CAUSES:
        frames = traceback.extract_tb(seen.__traceback__)[-_MOST_FRAMES:]
        where = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        chain.append({"error": f"{type(seen).__module__}.{type(seen).__qualname__}", "where": where})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    first, *causes = chain
    return {**first, "causes": causes} if causes else first


def log_error(event: str, error: BaseException) -> None:
    """One line in the log for an exception."""
    structlog.get_logger("licensing.server").error(event, **described(error))


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])
