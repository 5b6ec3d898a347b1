"""The license of a computer without a network: a request, its answer from elsewhere, and back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from app.cli.license_parts import (
    FILE,
    client_of,
    command,
    content_of,
    key_argument,
    name_option,
    output_option,
    print_json,
    tell_standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.session import Session


@command("export-request", "Without a network: a request to be answered elsewhere.")
@key_argument
@name_option
@output_option
def export_request(
    session: Session, *, key: str, name: str, output: Path | None, server: str | None, as_json: bool
) -> int:
    """Write a request for the license with this KEY, to be carried to a computer with a network and answered there."""
    from app.operations.license_client import checked_key

    key = checked_key(key)
    with client_of(session, server) as client:
        return _write(client.export_request(key, name=name), output, as_json=as_json)


@command("answer-request", "Answer a request of a computer without a network.")
@click.argument("file", type=FILE)
@output_option
def answer_request(session: Session, *, file: Path, output: Path | None, server: str | None, as_json: bool) -> int:
    """Have the server answer the request in FILE of another computer; carry the answer back there."""
    content = content_of(file)
    with client_of(session, server) as client:
        return _write(client.answer_request(content), output, as_json=as_json)


@command("import-lease", "Without a network: use the answer to a request.")
@click.argument("file", type=FILE)
def import_lease(session: Session, *, file: Path, server: str | None, as_json: bool) -> int:
    """Use the answer in FILE to a request that this computer made."""
    content = content_of(file)
    with client_of(session, server) as client:
        client.import_lease(content)
        return tell_standing(client, as_json=as_json)


def _write(content: bytes, output: Path | None, *, as_json: bool) -> int:
    """Write a file that is carried; standard output where none is named."""
    from app.operations.license_client import write_for_owner
    from scraper.errors import BadInput

    if output is None or str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        write_for_owner(output, content)
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error
    if as_json:
        return print_json({"file": str(output)})
    click.echo(f"Written: {output}", err=True)
    return 0
