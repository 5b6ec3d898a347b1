"""CSV as RFC 4180 has it: UTF-8, CRLF, a header of column keys."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from scraper.export.cells import FORMULA_STARTS, for_sheet
from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from scraper.export.column import Cell, Column


def write_csv(
    columns: Sequence[Column], chunks: Iterable[Sequence[Sequence[Cell]]], target: BinaryIO, *, mark: bool
) -> None:
    """Write chunks of rows; with `mark`, a byte order mark first, without which Excel misreads accents.

    No text cell begins with one of = + - @ tab CR: such a cell gets an apostrophe before it.
    """
    text = io.TextIOWrapper(target, encoding="utf-8-sig" if mark else "utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text)
        writer.writerow([column.key for column in columns])
        kinds = [column.kind for column in columns]
        for chunk in chunks:
            # Column by column: a comprehension over one column is three times as fast as a call for each cell.
            turned = [_column(cells, kind) for cells, kind in zip(zip(*chunk, strict=True), kinds, strict=True)]
            writer.writerows(zip(*turned, strict=True))
        text.flush()
    finally:
        text.detach()


def _column(cells: Sequence[Cell], kind: Kind) -> Sequence[Cell]:
    if kind is Kind.NUMBER:
        return cells
    return [
        "'" + cell if isinstance(cell, str) and cell and cell[0] in FORMULA_STARTS else cell
        for cell in for_sheet(cells, kind)
    ]
