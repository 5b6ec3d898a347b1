"""XLSX through XlsxWriter, which streams rows to a temporary file and never holds a sheet in memory.

Text is written as inline text, never parsed, so no cell becomes a formula or a link by itself.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from scraper.export.cells import for_sheet
from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from scraper.export.column import Cell, Column

# Excel's own limits: https://support.microsoft.com/office/excel-specifications-and-limits
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CUT = " … (cut: a cell holds 32,767 characters)"
_WIDTHS = {Kind.NUMBER: 12, Kind.FLAG: 8, Kind.DATE: 12, Kind.URL: 30, Kind.TEXT: 24, Kind.LIST: 24}


def write_xlsx(
    columns: Sequence[Column],
    chunks: Iterable[Sequence[Sequence[Cell]]],
    target: BinaryIO,
    *,
    name: str = "Jobs",
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a sheet with a fixed header row; rows past Excel's limit go to further sheets ("Jobs 2").

    A text longer than a cell can hold is cut, and ends in words that say so.
    """
    import xlsxwriter
    import xlsxwriter.exceptions

    with tempfile.TemporaryDirectory(prefix="jobspy-xlsx-") as folder:
        out = _UntilItFails(target)
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(out, options)
        try:
            _write_sheets(book, columns, chunks, name, most_rows)
        except BaseException:
            _abandon(book)
            raise
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            out.failed = True
            raise (error.__context__ or error) from None  # the OSError that it hides
        except BaseException:
            out.failed = True
            raise


class _UntilItFails:
    """The target. Once `failed` is set, nothing reaches it: an archive that could not be written tries to end itself
    when Python throws it away, long after the target was closed.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._at, self.failed = target, 0, False

    def write(self, data: bytes) -> int:
        if not self.failed:
            return self._target.write(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at if self.failed else self._target.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        if not self.failed:
            return self._target.seek(offset, whence)
        self._at = offset
        return offset

    def flush(self) -> None:
        if not self.failed:
            self._target.flush()


def _abandon(book: Workbook) -> None:
    """Close what the workbook has open without putting the file together, which would take seconds."""
    book.fileclosed = 1
    for sheet in book.worksheets():
        sheet.row_data_fh.close()


def _write_sheets(
    book: Workbook, columns: Sequence[Column], chunks: Iterable[Sequence[Sequence[Cell]]], name: str, most_rows: int
) -> None:
    sheets = 0
    sheet, line = None, most_rows
    for chunk in chunks:
        turned = [
            for_sheet(cells, column.kind) for cells, column in zip(zip(*chunk, strict=True), columns, strict=True)
        ]
        for row in zip(*turned, strict=True):
            if sheet is None or line >= most_rows:
                sheets += 1
                sheet, line = _sheet(book, columns, name if sheets == 1 else f"{name} {sheets}"), 1
            _write_row(sheet, line, row)
            line += 1
    if sheet is None:
        _sheet(book, columns, name)


def _sheet(book: Workbook, columns: Sequence[Column], name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    header = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS[column.kind])
        sheet.write_string(0, index, column.key, header)
    return sheet


def _write_row(sheet: Worksheet, line: int, row: Sequence[Cell]) -> None:
    for index, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            sheet.write_string(line, index, cell if len(cell) <= MOST_CHARACTERS else _cut(cell))
        else:
            sheet.write_number(line, index, cell)


def _cut(cell: str) -> str:
    return cell[: MOST_CHARACTERS - len(CUT)] + CUT
