"""`jobspy-desktop update`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.cli.kinds import FILE
from app.cli.options import everywhere

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.session import Session
    from app.operations.updates import Found
    from scraper.cancel import Cancel
    from scraper.network import Network

STOPPED = 130


@click.command(short_help="Ask whether there is a newer version.")
@click.option(
    "--download",
    "folder",
    type=FILE,
    metavar="DIR",
    help="Fetch its installer into this folder, and verify it.",
)
@everywhere
@click.pass_obj
def update(session: Session, *, folder: Path | None) -> int:
    """Ask whether there is a newer version, and say what is new. Nothing asks unless you do."""
    from msgspec.structs import replace

    from app import settings
    from app.cli.interrupt import stop_on_ctrl_c
    from app.operations import secrets
    from app.operations.updates import address_for, look
    from scraper.cancel import Cancelled

    opened = session.open()
    stored, _ = settings.load(opened.settings, settings.WAY)
    address = address_for(stored.update_address)
    network = replace(stored.network, proxies=secrets.complete(stored.proxies))
    session.keep_secret(network.proxies)
    with stop_on_ctrl_c() as cancel:
        try:
            found = look(address, opened.updates, current=_version(), network=network, cancel=cancel)
            return _told(found, folder, network, cancel)
        except Cancelled:
            click.echo("Stopped; no file was kept.", err=True)
            return STOPPED


def _told(found: Found, folder: Path | None, network: Network, cancel: Cancel) -> int:
    from app.cli.table import one_line
    from app.operations.updates import Standing, download

    release = found.release
    if found.standing is Standing.NEWEST:
        click.echo(f"This is the newest version, {found.current}.")
        return 0
    day = datetime.fromtimestamp(release.published_at, UTC).date()
    click.echo(f"JobSpy Desktop {release.version} is out since {day}; this is {found.current}.")
    click.echo("\n".join(["", *(one_line(line) for line in found.notes("en").strip().splitlines()), ""]))
    if folder is None:
        click.echo(f"Its page: {release.page}\nTo fetch its installer: jobspy-desktop update --download DIR")
        return 0
    target = download(found, folder, network=network, cancel=cancel)
    click.echo(f"Fetched and verified: {target}")
    return 0


def _version() -> str:
    from importlib.metadata import version

    return version("jobspy-desktop")
