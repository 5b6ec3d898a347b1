"""Options that all commands have, and how lists are printed."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from licensing.server.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from msgspec import Struct

F = TypeVar("F", bound="Callable[..., Any]")

as_json = click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
most = click.option(
    "--most", type=click.IntRange(1, 1_000_000), default=100, show_default=True, metavar="N", help="The newest N."
)

replacing = click.option("--replace", is_flag=True, help="Write over a file OUT that is there already.")
yes = click.option("--yes", is_flag=True, help="Do not ask.")


def require_consent(what: str) -> None:
    """Return once the person at the terminal agreed to what a sentence says. Raises `SetupError`, also where nobody is there."""
    if not sys.stdin.isatty():
        raise SetupError(f"{what} Nobody can be asked here, so nothing was changed: give --yes.")
    if not click.confirm(f"{what} Go on?", err=True):
        raise SetupError("Nothing was changed.")


def _keep_data_dir(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj.data_dir = value


def everywhere(function: F) -> F:
    """The option that every command has, before or after its name."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        expose_value=False,
        callback=_keep_data_dir,
        help="Where the server's keys and data are (or set JOBSPY_LICENSE_DATA_DIR).",
    )(function)


def print_json(value: Any) -> None:
    """A value on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under their headers, as wide as they have to be; without characters that could move a terminal's cursor."""
    rows = [["".join(letter if letter.isprintable() else " " for letter in cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_fields(value: Struct) -> None:
    """A value's fields, one a line."""
    import msgspec

    fields = msgspec.to_builtins(value)
    width = max(map(len, fields))
    for name, field in fields.items():
        click.echo(f"{name.replace('_', ' ').ljust(width)}  {'-' if field is None else field}")


def must_be_free(path: Path, *, replace: bool) -> None:
    """Raise `SetupError` where a file with something in it would be lost that may not be."""
    with contextlib.suppress(OSError):  # of which writing tells more
        if not replace and path.is_file() and path.stat().st_size:
            raise SetupError(f"{path} is there already: choose another name, or give --replace to write over it.")


def write(path: Path, content: bytes) -> None:
    """Write a file. Raises `SetupError`."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from error
