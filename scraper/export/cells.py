"""Cells as spreadsheets get them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.export.column import Cell

_LISTS = msgspec.json.Decoder(list[object])
FORMULA_STARTS = frozenset("=+-@\t\r")


def joined(cell: Cell) -> Cell:
    """A LIST cell as one text: "Python; SQL"."""
    return "; ".join(map(str, _LISTS.decode(cell))) if isinstance(cell, str) else cell


def yes_no(cell: Cell) -> Cell:
    """A FLAG cell in words."""
    return None if cell is None else "yes" if cell else "no"


def moment(cell: Cell) -> Cell:
    """A DATE cell as a sheet counts with it: a time in UTC that does not say so, which sheets cannot; of a day its begin."""
    if not isinstance(cell, str):
        return cell
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        return cell
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def for_table(column: Sequence[Cell], kind: Kind) -> Sequence[Cell]:
    """A column's cells as a person reads them in a table of text; numbers stay numbers."""
    if kind is Kind.LIST:
        return [joined(cell) for cell in column]
    if kind is Kind.FLAG:
        return [yes_no(cell) for cell in column]
    return column


def for_sheet(column: Sequence[Cell], kind: Kind) -> Sequence[Cell]:
    """The same for a sheet, in which dates are dates: they can be sorted and counted with."""
    return [moment(cell) for cell in column] if kind is Kind.DATE else for_table(column, kind)
