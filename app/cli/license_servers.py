"""The license servers that are believed: listed, trusted by their key files, trusted no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.kinds import FILE
from app.cli.license_parts import client_of, command, content_of, is_sure, print_json

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.session import Session
    from licensing.protocol.key_file import ServerKeys


@command("servers", "The license servers that are trusted here.", no_server="all of them are listed")
def servers(session: Session, *, as_json: bool) -> int:
    """The license servers that are trusted here, with the fingerprints of their keys."""
    with client_of(session) as client:
        vendor, *added = client.trusted()
        notes = {keys.server: "for trying out" for keys in added if client.tried(keys.server)}
    if as_json:
        told = [
            {
                "server": keys.server,
                "fingerprints": keys.fingerprints(),
                "vendor": keys is vendor,
                "trial": keys.server in notes,
            }
            for keys in (vendor, *added)
        ]
        return print_json({"servers": told})
    notes[vendor.server] = "in the program itself"
    for keys in (vendor, *added):
        note = notes.get(keys.server)
        click.echo(f"{keys.server}{f' ({note})' if note else ''}")
        _show_fingerprints(keys, "  ")
    return 0


@command("trust", "Trust a license server by its key file.", no_server="the key file names its server")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask; the fingerprints were compared before.")
def trust(session: Session, *, file: Path, yes: bool, as_json: bool) -> int:
    """Trust the license server whose key file this is. Compare the fingerprints with those its owner tells you."""
    from app.operations.license_client import keys_in, others_trusted
    from app.operations.license_words import OTHER_KEYS

    content = content_of(file)
    keys = keys_in(content)
    with client_of(session) as client:
        if not as_json:
            click.echo(f"Server: {keys.server}")
            _show_fingerprints(keys)
            if others_trusted(client, keys):
                click.echo(OTHER_KEYS)
        if not is_sure("Trust this server?", yes=yes, before="compare the fingerprints"):
            return 1
        client.trust(content)
    if as_json:
        return print_json({"server": keys.server, "fingerprints": keys.fingerprints()})
    click.echo("It is trusted from now on.")
    return 0


@command("untrust", "Trust a license server no more.", no_server="ADDRESS is the server that is meant")
@click.argument("address")
@click.option(
    "--forget-queued", is_flag=True, help="Also where it is still to be told that a license was given up here."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def untrust(session: Session, *, address: str, forget_queued: bool, yes: bool, as_json: bool) -> int:
    """Trust the license server at ADDRESS no more. A license of it stays here, and does not hold until it is trusted again."""
    from app.operations.license_client import untrusting
    from app.operations.license_words import untrust_words

    with client_of(session) as client:
        keys, ties = untrusting(client, address, forget_queued=forget_queued)
        if not as_json:
            click.echo(f"Server: {keys.server}")
            _show_fingerprints(keys)
            for sentence in untrust_words(ties):
                click.echo(sentence)
        if not is_sure("Trust this server no more?", yes=yes, before="look at what this means"):
            return 1
        client.untrust(keys.server, forget_queued=forget_queued)
    if as_json:
        return print_json({"server": keys.server, "license_here": ties.license, "forgotten": ties.queued})
    click.echo("It is not trusted any more.")
    return 0


def _show_fingerprints(keys: ServerKeys, indent: str = "") -> None:
    for fingerprint in keys.fingerprints():
        click.echo(f"{indent}Fingerprint: {fingerprint}")
