"""JSON (one array) and JSON Lines (one object a line), UTF-8. None is null, flags are booleans, lists are arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from scraper.export.column import Cell, Column


def write_jsonl(columns: Sequence[Column], chunks: Iterable[Sequence[Sequence[Cell]]], target: BinaryIO) -> None:
    """Write one object a line."""
    encoder = msgspec.json.Encoder()
    target.writelines(encoder.encode_lines(list(_objects(columns, chunk))) for chunk in chunks)


def write_json(columns: Sequence[Column], chunks: Iterable[Sequence[Sequence[Cell]]], target: BinaryIO) -> None:
    """Write one array with an object on each line."""
    encoder = msgspec.json.Encoder()
    separator = b"[\n"
    for chunk in chunks:
        for item in _objects(columns, chunk):
            target.write(separator)
            target.write(encoder.encode(item))
            separator = b",\n"
    target.write(b"\n]\n" if separator == b",\n" else b"[]\n")


def _objects(columns: Sequence[Column], chunk: Sequence[Sequence[Cell]]) -> Iterator[dict[str, object]]:
    keys = [column.key for column in columns]
    special: list[tuple[int, Callable[[Cell], object]]] = [
        (index, convert) for index, column in enumerate(columns) if (convert := _CONVERT.get(column.kind))
    ]
    for row in chunk:
        values: list[object] = list(row)
        for index, convert in special:
            if values[index] is not None:
                values[index] = convert(row[index])
        yield dict(zip(keys, values, strict=True))


_CONVERT: dict[Kind, Callable[[Cell], object]] = {
    Kind.FLAG: bool,
    Kind.LIST: lambda cell: msgspec.Raw(str(cell).encode()),
}
