"""Cells as spreadsheets get them."""

from __future__ import annotations

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


def for_sheet(column: Sequence[Cell], kind: Kind) -> Sequence[Cell]:
    """A column's cells as a person reads them in a sheet; numbers stay numbers."""
    if kind is Kind.LIST:
        return [joined(cell) for cell in column]
    if kind is Kind.FLAG:
        return [yes_no(cell) for cell in column]
    return column
