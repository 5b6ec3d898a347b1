"""Writing jobs to a file: every column there is, in their stable order."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from scraper.errors import BadInput
from scraper.export.column import Kind
from scraper.export.write import Format, format_of, write
from scraper.store.columns import COLUMNS, Column
from scraper.store.columns import columns as chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scraper.cancel import Cancel
    from scraper.store.store import Store

MADE_UP = Column(key="made_up", header="Made up", kind=Kind.FLAG, sql="1")
"""First column of every export of practice jobs, so that none of them is ever taken for a real one."""


def format_for(target: Path | BinaryIO, named: str | None) -> Format:
    """The format named, else the one of the file's ending, else CSV.

    Raises:
        BadInput: the ending names no format, or the file cannot lie there.
    """
    if not isinstance(target, Path):
        return Format(named or Format.CSV)
    if target.is_dir():
        raise BadInput(f"{target} is a folder: name a file in it.")
    if not target.absolute().parent.is_dir():
        raise BadInput(f"The folder {target.absolute().parent} does not exist: make it, or choose another.")
    return Format(named) if named else format_of(target)


def with_ending(target: Path, file_format: Format) -> Path:
    """The file of that name: with the format's ending where the name has none; a folder stays as it is, to be refused."""
    return target if _ending(target) or _is_there(target, Path.is_dir) else _added(target, file_format)


def renamed(target: Path, file_format: Format) -> Path:
    """The name for another format: its ending takes the place of the one there is."""
    return target.with_suffix(f".{file_format}") if _ending(target) else _added(target, file_format)


def free_name(folder: Path, file_format: Format) -> Path:
    """A file in that folder that is not there yet: jobs.csv, else jobs-2.csv and so on."""
    names = chain(("jobs",), (f"jobs-{number}" for number in count(2)))
    paths = (folder / f"{name}.{file_format}" for name in names)
    return next(path for path in paths if not _is_there(path, Path.exists))


def _ending(target: Path) -> str:
    """What a person takes for an ending; "" for the last words of "jobs of 3. May" or "version 2.5"."""
    ending = target.suffix.removeprefix(".")
    return ending if ending.isalnum() and not ending.isdecimal() else ""


def _added(target: Path, file_format: Format) -> Path:
    return target.with_name(f"{target.name.rstrip('.')}.{file_format}") if target.name.strip(".") else target


def _is_there(target: Path, test: Callable[[Path], bool]) -> bool:
    """What `test` says; False for what cannot be looked at, of which writing tells more."""
    try:
        return test(target)
    except OSError:
        return False


def export(
    store: Store,
    ids: Sequence[int],
    target: Path | BinaryIO,
    file_format: Format,
    *,
    made_up: bool,
    replace: bool = False,
    keys: Sequence[str] | None = None,
    progress: Callable[[int], None] | None = None,
    cancel: Cancel | None = None,
) -> int:
    """Write these jobs in their order and return how many; raises as `scraper.export.write.write` does.

    `keys` names the columns; None for every one.
    """
    columns = COLUMNS if keys is None else chosen(keys)
    rows: Iterable[tuple[Any, ...]] = store.export_rows(ids, [column.key for column in columns])
    if made_up:
        rows, columns = _marked(rows), (MADE_UP, *columns)
    return write(file_format, columns, rows, target, count=len(ids), replace=replace, progress=progress, cancel=cancel)


def _marked(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (1, *row)
