"""Writing jobs to a file: every column there is, in their stable order."""

from __future__ import annotations

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


def export(
    store: Store,
    ids: Sequence[int],
    target: Path | BinaryIO,
    file_format: Format,
    *,
    made_up: bool,
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
    return write(file_format, columns, rows, target, count=len(ids), progress=progress, cancel=cancel)


def _marked(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (1, *row)
