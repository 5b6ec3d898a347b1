import csv
import errno
import gc
import io
import json
import operator
import os
import threading
from dataclasses import dataclass

import openpyxl
import pytest
import rustpy_xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, StoreError
from scraper.export.column import Kind
from scraper.export.write import CHUNK_ROWS, Format, format_of
from scraper.export.write import write as write_counted
from scraper.export.xlsx_file import MOST_CHARACTERS, write_xlsx


@dataclass(frozen=True)
class Col:
    key: str
    kind: Kind


COLUMNS = (
    Col("title", Kind.TEXT),
    Col("pay", Kind.NUMBER),
    Col("easy", Kind.FLAG),
    Col("skills", Kind.LIST),
    Col("url", Kind.URL),
)
ROW = ('Données, "ingénieur"\nline 2', -4.5, 1, '["Python","SQL"]', "https://example.com/1")
NONE = ("x", None, None, None, None)


def write(file_format, columns, rows, target, **more):
    return write_counted(file_format, columns, rows, target, count=operator.length_hint(rows), **more)


def _read(file_format, data):
    if file_format is Format.CSV:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if file_format is Format.JSON:
        return json.loads(data)
    if file_format is Format.JSONL:
        return [json.loads(line) for line in data.splitlines()]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("file_format", Format)
def test_write_when_read_back_then_holds_the_cells(file_format, tmp_path):
    target = tmp_path / f"jobs.{file_format}"
    assert write(file_format, COLUMNS, [ROW, NONE], target) == 2
    read = _read(file_format, target.read_bytes())
    if file_format in (Format.JSON, Format.JSONL):
        assert read[0] == {"title": ROW[0], "pay": -4.5, "easy": True, "skills": ["Python", "SQL"], "url": ROW[4]}
        assert read[1]["pay"] is None
        assert read[1]["skills"] is None
    else:
        empty, pay = ("", "-4.5") if file_format is Format.CSV else (None, -4.5)
        assert read[0] == ["title", "pay", "easy", "skills", "url"]
        assert read[1] == [ROW[0], pay, "yes", "Python; SQL", ROW[4]]
        assert read[2] == ["x", empty, empty, empty, empty]
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("file_format", Format)
def test_write_when_there_are_no_rows_then_the_file_is_valid(file_format, tmp_path):
    target = tmp_path / "jobs"
    write(file_format, COLUMNS, [], target)
    assert len(_read(file_format, target.read_bytes())) == (1 if file_format in (Format.CSV, Format.XLSX) else 0)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_write_when_text_looks_like_a_formula_then_it_cannot_become_one(start, tmp_path):
    rows = [(start + "1+1", 1, 0, json.dumps([start + "x"]), start)]
    out = io.BytesIO()
    write(Format.CSV, COLUMNS, rows, out)
    cells = _read(Format.CSV, out.getvalue())[1]
    assert [cells[0], cells[3], cells[4]] == ["'" + start + "1+1", "'" + start + "x", "'" + start]
    write(Format.XLSX, COLUMNS, rows, tmp_path / "jobs.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "jobs.xlsx").active
    assert [sheet.cell(2, column).data_type for column in (1, 4, 5)] == ["s", "s", "s"]


class Broken(Exception):
    pass


@pytest.mark.parametrize("file_format", Format)
def test_write_when_the_rows_fail_then_the_old_file_stays_and_nothing_else(file_format, tmp_path):
    def rows():
        yield from [ROW] * (CHUNK_ROWS + 1)
        raise Broken

    target = tmp_path / "jobs"
    target.write_text("old")
    with pytest.raises(Broken):
        write(file_format, COLUMNS, rows(), target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_write_when_cancelled_then_leaves_no_file(tmp_path):
    cancel = Cancel()
    told = []

    def progress(rows):
        told.append(rows)
        cancel.set()

    with pytest.raises(Cancelled):
        write(Format.CSV, COLUMNS, [ROW] * 1000, tmp_path / "jobs.csv", progress=progress, cancel=cancel)
    assert told == [CHUNK_ROWS]
    assert list(tmp_path.iterdir()) == []


def test_write_when_the_folder_is_missing_then_says_so(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        write(Format.CSV, COLUMNS, [ROW], tmp_path / "none" / "jobs.csv")
    (tmp_path / "dir").mkdir()
    with pytest.raises(BadInput):
        write(Format.CSV, COLUMNS, [ROW], tmp_path / "dir")
    assert [path.name for path in tmp_path.iterdir()] == ["dir"]


def test_write_when_the_disk_is_full_then_says_what_to_do(tmp_path):
    def rows():
        yield ROW
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StoreError, match="free some space"):
        write(Format.JSON, COLUMNS, rows(), tmp_path / "jobs.json")
    assert list(tmp_path.iterdir()) == []


class _FullDisk(io.BytesIO):
    """Takes a few bytes and no more."""

    def write(self, data):
        if self.tell() + len(data) > 1000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


@pytest.mark.parametrize("file_format", Format)
def test_write_when_the_disk_fills_up_under_it_then_it_says_so_once_and_nothing_is_said_later(file_format):
    with pytest.raises(OSError, match="No space"), _FullDisk() as disk:
        write(file_format, COLUMNS, [ROW] * 300, disk)
    gc.collect()  # what is thrown away here with a word of its own is an error in these tests


@pytest.mark.parametrize("file_format", Format)
def test_write_when_a_file_came_to_be_there_meanwhile_then_it_is_left_and_nothing_else_stays(file_format, tmp_path):
    target = tmp_path / f"jobs.{file_format}"

    def rows():
        yield ROW
        target.write_text("another program's")

    with pytest.raises(BadInput, match="is there already, and was left as it is"):
        write(file_format, COLUMNS, rows(), target)
    assert target.read_text() == "another program's"
    assert list(tmp_path.iterdir()) == [target]


def test_write_when_the_file_exists_then_keeps_its_mode(tmp_path):
    target = tmp_path / "jobs.csv"
    target.write_text("old")
    target.chmod(0o600)
    write(Format.CSV, COLUMNS, [ROW], target, replace=True)
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("file_format", Format)
def test_write_when_the_target_is_a_pipe_then_it_is_written_to_and_not_replaced(file_format, tmp_path):
    target = tmp_path / "pipe"
    os.mkfifo(target)
    read = []
    reader = threading.Thread(target=lambda: read.append(target.read_bytes()))
    reader.start()
    write(file_format, COLUMNS, [ROW], target)
    reader.join()
    assert target.is_fifo()
    assert len(_read(file_format, read[0])) >= 1


def test_xlsx_when_a_text_is_too_long_for_a_cell_then_it_is_cut_and_says_so():
    out = io.BytesIO()
    write(Format.XLSX, COLUMNS[:1], [("x" * 40_000,)], out)
    cell = _read(Format.XLSX, out.getvalue())[1][0]
    assert len(cell) == MOST_CHARACTERS
    assert cell.endswith("32,767 characters)")


def test_xlsx_when_a_text_looks_like_the_insides_of_a_sheet_then_it_stays_a_text():
    out = io.BytesIO()
    texts = ["<r>bad & <b></r>", "_x0041_", "a\x0bb\x00", "  x ", "https://example.com"]
    write(Format.XLSX, COLUMNS[:1], [(text,) for text in texts], out)
    book = openpyxl.load_workbook(out)
    read = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert [read[0], read[3], read[4]] == [texts[0], texts[3], texts[4]]
    assert all(isinstance(cell, str) for cell in read)
    assert not any(row[0].hyperlink for row in book.active.iter_rows(min_row=2))


def test_xlsx_when_read_then_dates_are_dates_and_the_heading_stays_and_filters():
    out, columns = io.BytesIO(), (Col("title", Kind.TEXT), Col("posted", Kind.DATE))
    cells = ("2026-11-25", "2026-11-25T14:30:00Z", "2026-11-25T14:30:00+02:00", "some day", None)
    write_xlsx(columns, [[("a", cell) for cell in cells]], out, count=len(cells))
    sheet = openpyxl.load_workbook(out).active
    read = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [cell.isoformat() for cell in read[:3]] == [
        "2026-11-25T00:00:00",
        "2026-11-25T14:30:00",
        "2026-11-25T12:30:00",
    ]
    assert read[3:] == ["some day", None]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B6"
    assert sheet["B3"].number_format == "yyyy-mm-dd"


def test_xlsx_when_there_are_fewer_rows_than_said_then_the_last_sheet_is_empty():
    out = io.BytesIO()
    write_xlsx(COLUMNS[:1], [[("a",)]], out, count=3, most_rows=3)
    book = openpyxl.load_workbook(out)
    assert [[row[0] for row in sheet.iter_rows(values_only=True) if row[0]] for sheet in book] == [
        ["title", "a"],
        ["title"],
    ]


@pytest.mark.parametrize("words", ["Couldn't write: Os { code: 28, kind: StorageFull }", "no room (os error 28)"])
def test_xlsx_when_the_library_tells_of_a_full_disk_then_it_is_told_as_one(words, monkeypatch):
    def save(self):
        raise RuntimeError(words)

    monkeypatch.setattr(rustpy_xlsxwriter.FastExcel, "save", save)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as told:
        write(Format.XLSX, COLUMNS, [ROW], io.BytesIO())
    assert told.value.errno == errno.ENOSPC


def test_xlsx_when_rows_pass_the_limit_of_a_sheet_then_they_go_on_in_the_next():
    out = io.BytesIO()
    write_xlsx(COLUMNS[:1], [[(str(number),) for number in range(5)]], out, count=5, most_rows=3)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Jobs", "Jobs 2", "Jobs 3"]
    assert [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)] == list("01234")


def test_format_of_when_the_ending_is_unknown_then_names_the_known_ones(tmp_path):
    assert format_of(tmp_path / "a.XLSX") is Format.XLSX
    with pytest.raises(BadInput, match=r"\.csv, \.xlsx, \.json, \.jsonl"):
        format_of(tmp_path / "a.pdf")


_texts = st.none() | st.text(max_size=40)
_numbers = st.none() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_rows = st.lists(
    st.tuples(
        _texts, _numbers, st.none() | st.booleans().map(int), st.none() | st.lists(st.text()).map(json.dumps), _texts
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(_rows)
def test_every_format_when_given_any_cells_then_writes_a_readable_file(rows):
    for file_format in Format:
        out = io.BytesIO()
        write(file_format, COLUMNS, rows, out)
        read = _read(file_format, out.getvalue())
        if file_format in (Format.JSON, Format.JSONL):
            assert [row["title"] for row in read] == [row[0] for row in rows]
        elif file_format is Format.CSV:
            starts = [cell[:1] for row in read[1:] for cell in (row[0], row[3], row[4])]
            assert not set(starts) & set("=+-@\t\r")


@pytest.mark.parametrize("dangling", [False, True])
def test_write_when_the_target_is_a_link_then_what_it_points_to_is_written(dangling, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "jobs.csv", tmp_path / "latest.csv"
    if not dangling:
        real.write_text("old")
    link.symlink_to(real)
    assert write(Format.CSV, COLUMNS, [ROW], link, replace=True) == 1
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(path.name for path in tmp_path.rglob("*.csv*")) == ["jobs.csv", "latest.csv"]
