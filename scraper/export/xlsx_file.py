"""XLSX through rust_xlsxwriter, which streams rows to a temporary file and never holds a sheet in memory.

Text is written as text in its cell, never read, so no cell becomes a formula or a link by itself.
`docs/decisions/exports.md` says why this library.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.export.cells import for_sheet
from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from scraper.export.column import Cell, Column

# Excel's own limits: https://support.microsoft.com/office/excel-specifications-and-limits
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CUT = " … (cut: a cell holds 32,767 characters)"
_WIDTHS = {Kind.NUMBER: 12, Kind.FLAG: 8, Kind.DATE: 12, Kind.URL: 30, Kind.TEXT: 24, Kind.LIST: 24}
_DATES = "yyyy-mm-dd"  # of many no time of the day is known; where it is, it is in the cell
# How a full disk, or any other trouble with it, is told: by "(os error 28)" or, in the midst of rows, by "code: 28".
_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)|Os \{ code: (\d+)")


def write_xlsx(
    columns: Sequence[Column],
    chunks: Iterable[Sequence[Sequence[Cell]]],
    target: BinaryIO,
    *,
    count: int,
    name: str = "Jobs",
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a sheet with a fixed header row to filter by, and dates as dates (in UTC); rows past Excel's limit go to further sheets ("Jobs 2").

    A text longer than a cell can hold is cut, and ends in words that say so.

    `count` is how many rows there are, or more.

    Raises:
        OSError: there is no room for the file, or for the temporary one.
    """
    from rustpy_xlsxwriter import FastExcel, Format

    records = _records(columns, chunks)
    bold, widths = Format().set_bold(), [float(_WIDTHS[column.kind]) for column in columns]
    blank: dict[str, Cell] = {column.key: None for column in columns}
    on_a_sheet = most_rows - 1
    with tempfile.TemporaryDirectory(prefix="jobspy-xlsx-") as folder:
        whole = Path(folder, "book.xlsx")
        book = FastExcel(whole).freeze(row=1).format(datetime_format=_DATES)
        for number in range(max(1, -(-count // on_a_sheet))):
            # The names of the columns come from the first row, so that there has to be one.
            rows = _never_empty(islice(records, on_a_sheet), blank)
            title = f"{name} {number + 1}" if number else name
            book.sheet(title, rows, header_format=bold, column_widths=widths, autofilter=True)
        try:
            book.save()
        except BaseException as error:  # noqa: BLE001 - what fails in Rust is no Exception
            raise _with_its_number(error) from None
        with whole.open("rb") as stream:
            shutil.copyfileobj(stream, target, 1 << 20)


def _records(columns: Sequence[Column], chunks: Iterable[Sequence[Sequence[Cell]]]) -> Iterator[dict[str, Cell]]:
    keys = [column.key for column in columns]
    for chunk in chunks:
        turned = [
            _fitting(for_sheet(cells, column.kind))
            for cells, column in zip(zip(*chunk, strict=True), columns, strict=True)
        ]
        for row in zip(*turned, strict=True):
            yield dict(zip(keys, row, strict=True))


def _fitting(cells: Sequence[Cell]) -> list[Cell]:
    return [_cut(cell) if isinstance(cell, str) and len(cell) > MOST_CHARACTERS else cell for cell in cells]


def _never_empty(records: Iterator[dict[str, Cell]], blank: dict[str, Cell]) -> Iterator[dict[str, Cell]]:
    yield next(records, blank)
    yield from records


def _cut(cell: str) -> str:
    return cell[: MOST_CHARACTERS - len(CUT)] + CUT


def _with_its_number(error: BaseException) -> BaseException:
    """What the system told, as an OSError with its number; any other error as it is."""
    told = _SYSTEM_ERROR.search(str(error))
    if told is None:
        return error
    number = int(told[1] or told[2])
    # The last is for Windows, which has other numbers; Python makes the usual one of it.
    return OSError(number, os.strerror(number), None, number)
