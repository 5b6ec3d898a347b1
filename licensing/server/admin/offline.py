"""`answer-request`."""

from __future__ import annotations

from pathlib import Path

import click

from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import everywhere, must_be_free, replacing, write
from licensing.server.audit.repository import record
from licensing.server.errors import SetupError
from licensing.server.licenses.by_file import answer_request as answer

_MOST_BYTES = 1 << 20
_IN = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Answer the request of a computer without a network.")
@click.argument("file", type=_IN)
@click.argument("out", type=_OUT)
@replacing
@everywhere
@click.pass_obj
def answer_request(given: Given, *, file: Path, out: Path, replace: bool) -> None:
    """Answer the request of a computer without a network: it becomes one of its license's computers.

    FILE is what `jobspy-desktop license export-request` wrote; OUT goes back to that computer, to `license import-lease`.
    """
    must_be_free(out, replace=replace)
    with file.open("rb") as stream:
        request = stream.read(_MOST_BYTES + 1)
    if len(request) > _MOST_BYTES:
        raise SetupError(f"{file} is too large for a request.")

    async def task(office: Office) -> bytes:
        content = await answer(office.database, office.keys, office.issuer, request, office.now)
        async with office.database.changing() as connection:
            await record(connection, office.now, office.actor, "request.answered", "server", file=file.name)
        return content

    write(out, work(given, task))
    click.echo(f"Wrote {out}.")
