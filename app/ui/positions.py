"""Where numbers stand in a long array of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Sequence

_INT_BYTES = 8
_ORDER: Literal["little", "big"] = sys.byteorder


def positions(ids: array[int], wanted: Sequence[int]) -> dict[int, int]:
    """Where some ids stand: many of them in one pass, few by searching the memory of the array."""
    if len(wanted) > 16:  # noqa: PLR2004 - about where one pass is quicker
        some = set(wanted)
        return {number: row for row, number in enumerate(ids) if number in some}
    data = ids.tobytes() if wanted else b""
    found = {}
    for number in wanted:
        pattern, at = number.to_bytes(_INT_BYTES, _ORDER, signed=True), -1
        while (at := data.find(pattern, at + 1)) >= 0:
            if at % _INT_BYTES == 0:
                found[number] = at // _INT_BYTES
                break
    return found


def stretches(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last row of each stretch of rows without a gap, in order."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found
