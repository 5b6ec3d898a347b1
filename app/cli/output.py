"""`--output` and `--format`: checked before anything else is done, used when it is done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from app.cli.options import is_standard_output, must_be_free, must_have_file
from app.operations.export import export, format_for
from app.operations.wording import numbered
from scraper.errors import BadInput
from scraper.export.write import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.cancel import Cancel
    from scraper.store.store import Store


class Output(Struct, frozen=True):
    """Where jobs are written; `path` is None for standard output."""

    path: Path | None
    file_format: Format
    replace: bool = False

    def write(self, store: Store, ids: Sequence[int], *, made_up: bool, cancel: Cancel | None = None) -> None:
        """Write these jobs and say on standard error where they are."""
        target = self.path or sys.stdout.buffer
        count = export(store, ids, target, self.file_format, made_up=made_up, replace=self.replace, cancel=cancel)
        if self.path is not None:
            kind = "made-up job" if made_up else "job"
            click.echo(f"Wrote {numbered(count, kind)} to {self.path}.", err=True)


def output_for(given: Path | None, file_format: str | None, *, replace: bool = False) -> Output | None:
    """What the two options mean together; None if nothing is to be written. Raises `click.UsageError`."""
    must_have_file(given, replace=replace)
    if given is None:
        if file_format:
            raise click.UsageError("--format says how --output writes: give --output FILE as well")
        return None
    path = None if is_standard_output(str(given)) else given
    try:
        chosen = format_for(path or sys.stdout.buffer, file_format)
    except BadInput as error:
        raise click.UsageError(str(error)) from error
    if path is None and chosen is Format.XLSX and sys.stdout.isatty():
        raise click.UsageError("a terminal cannot show XLSX: give --output FILE, or another --format")
    if path is not None:
        must_be_free(path, replace=replace)
    return Output(path, chosen, replace)
