"""The license of a computer without a network: a request, its answer from elsewhere, and back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from app.cli.kinds import FILE
from app.cli.license_parts import (
    client_of,
    command,
    content_of,
    key_argument,
    name_option,
    output_option,
    print_json,
    tell_standing,
)
from app.cli.options import is_standard_output, must_be_free, must_have_file, replacing

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.session import Session


@command("export-request", "Without a network: a request to be answered elsewhere.")
@key_argument
@name_option
@output_option
@replacing("a file of --output")
def export_request(
    session: Session, *, key: str, name: str, output: Path | None, replace: bool, server: str | None, as_json: bool
) -> int:
    """Write a request for the license with this KEY, to be carried to a computer with a network and answered there."""
    from app.operations.license_client import checked_key

    key = checked_key(key)
    file = _file(output, replace=replace)
    with client_of(session, server) as client:
        return _write(client.export_request(key, name=name), file, replace=replace, as_json=as_json)


@command("answer-request", "Answer a request of a computer without a network.", no_server="the request names its own")
@click.argument("file", type=FILE)
@output_option
@replacing("a file of --output")
def answer_request(session: Session, *, file: Path, output: Path | None, replace: bool, as_json: bool) -> int:
    """Have the server answer the request in FILE of another computer; carry the answer back there."""
    content = content_of(file)
    target = _file(output, replace=replace)
    with client_of(session) as client:
        return _write(client.answer_request(content), target, replace=replace, as_json=as_json)


@command("import-lease", "Without a network: use the answer to a request.", no_server="the answer names its own")
@click.argument("file", type=FILE)
def import_lease(session: Session, *, file: Path, as_json: bool) -> int:
    """Use the answer in FILE to a request that this computer made."""
    content = content_of(file)
    with client_of(session) as client:
        client.import_lease(content)
        return tell_standing(client, as_json=as_json)


def _file(output: Path | None, *, replace: bool) -> Path | None:
    """The file named, which may be written; None for standard output. Raises `click.UsageError`."""
    must_have_file(output, replace=replace)
    if output is None or is_standard_output(str(output)):
        return None
    must_be_free(output, replace=replace)
    return output


def _write(content: bytes, output: Path | None, *, replace: bool, as_json: bool) -> int:
    """Write a file that is carried; None for standard output."""
    from app.operations.license_client import write_for_owner
    from scraper.errors import BadInput

    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        write_for_owner(output, content, replace=replace)
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error
    if as_json:
        return print_json({"file": str(output)})
    click.echo(f"Written: {output}", err=True)
    return 0
