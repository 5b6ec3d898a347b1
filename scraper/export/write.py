"""Writing an export: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.errors import BadInput, StoreError
from scraper.export.csv_file import write_csv
from scraper.export.json_file import write_json, write_jsonl
from scraper.target import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from scraper.cancel import Cancel
    from scraper.export.column import Cell, Column

CHUNK_ROWS = 200


class Format(StrEnum):
    """The file formats; the value is the file name's ending."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"


def format_of(path: Path) -> Format:
    """The format a file name's ending names.

    Raises:
        BadInput: it names none.
    """
    try:
        return Format(path.suffix.lower().removeprefix("."))
    except ValueError:
        known = ", ".join(f".{known}" for known in Format)
        raise BadInput(f"{path.name} does not end in one of {known}: rename it, or name the format.") from None


def write(
    file_format: Format,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    target: Path | BinaryIO,
    *,
    count: int,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancel: Cancel | None = None,
) -> int:
    """Write all rows and return how many; memory does not grow with their number.

    Args:
        file_format: how.
        columns: one for each cell of a row.
        rows: read once, in order.
        count: how many rows there are at most; a sheet holds a million, so that it has to be known how many there will be.
        target: a file, which appears whole or not at all, or an open binary stream. A pipe or a device is written to.
        replace: a file with something in it, where there is one, is lost.
        progress: called with the rows written so far.
        cancel: stops; `Cancelled` leaves no file.

    Raises:
        BadInput: the file cannot be written there, or is there already and not to be replaced.
        StoreError: the disk is full.
    """
    counted = _Chunks(rows, count, progress, cancel)
    if not isinstance(target, Path):
        _write(file_format, columns, counted, target, mark=False)
        target.flush()
        return counted.rows
    try:
        with _whole_file(target, replace=replace) as stream:
            _write(file_format, columns, counted, stream, mark=True)
    except OSError as error:
        raise _told(error, target) from error
    return counted.rows


class _Chunks:
    """The rows in chunks, counted, with a chance to stop between two."""

    def __init__(
        self,
        rows: Iterable[Sequence[Cell]],
        count: int,
        progress: Callable[[int], None] | None,
        cancel: Cancel | None,
    ) -> None:
        self.count = count
        self._iterator = iter(rows)
        self._progress = progress
        self._cancel = cancel
        self.rows = 0

    def __iter__(self) -> Iterator[Sequence[Sequence[Cell]]]:
        while chunk := list(islice(self._iterator, CHUNK_ROWS)):
            if self._cancel is not None:
                self._cancel.check()
            yield chunk
            self.rows += len(chunk)
            if self._progress is not None:
                self._progress(self.rows)


def _write(file_format: Format, columns: Sequence[Column], chunks: _Chunks, stream: BinaryIO, *, mark: bool) -> None:
    if file_format is Format.CSV:
        write_csv(columns, chunks, stream, mark=mark)
    elif file_format is Format.JSONL:
        write_jsonl(columns, chunks, stream)
    elif file_format is Format.JSON:
        write_json(columns, chunks, stream)
    else:
        from scraper.export.xlsx_file import write_xlsx

        write_xlsx(columns, chunks, stream, count=chunks.count)


@contextlib.contextmanager
def _whole_file(target: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A stream beside the target, moved over it at the end; gone if anything goes wrong.

    Root could move a file over /dev/null as well; what is no file is never replaced.
    """
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as stream:
            yield stream
        return
    # A link stays one: what it points to is written.
    target = Path(os.path.realpath(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode_of(target))
        put(Path(name), target, replace=replace)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_of(target: Path) -> int:
    """The mode the file has already, else what the person's umask gives a new one."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _told(error: OSError, target: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(
            f"There is no room left for {target.name}: free some space, then export again. Nothing was changed."
        )
    if error.errno == errno.ENOENT:
        return BadInput(f"The folder {target.parent} does not exist: make it, or choose another.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BadInput(f"{target} cannot be written: choose a folder of your own.")
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return BadInput(f"{target} is not a file name: choose another.")
    return BadInput(f"{target} could not be written: {error.strerror or 'the disk refused'}.")
