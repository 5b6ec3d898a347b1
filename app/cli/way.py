"""How a search in the terminal reaches the sites: as its options say, else as it was set in the window or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from scraper.network import Network, Pace, check

if TYPE_CHECKING:
    from app.cli.session import Session
    from scraper.cancel import Cancel


class Way(Struct, frozen=True, kw_only=True):
    """Holds secrets, as `Network` does.

    Attributes:
        usual_sites: those searched where none is named; () for those that serve the country.
        proxies_set: they are from the settings, so that their passwords are in the system's keyring.
    """

    network: Network = Network()
    pace: Pace = Pace()
    usual_sites: tuple[str, ...] = ()
    proxies_set: bool = False

    def complete(self, session: Session, cancel: Cancel) -> Network:
        """The network with passwords; the keyring, which may wait for the person, is asked for those set only.

        Raises:
            Expected: it is locked.
            Cancelled: `cancel` was set meanwhile.
        """
        from app.operations import secrets

        session.keep_secret(self.network.proxies)  # a person may have written a password into the file
        if not self.proxies_set or not secrets.any_lacks_password(self.network.proxies):
            return self.network
        click.echo("The keyring is asked for the password of the proxy.", err=True)
        network = replace(self.network, proxies=secrets.complete(self.network.proxies, cancel))
        session.keep_secret(network.proxies)
        return network


def way_to_sites(session: Session, options: Network) -> Way:
    """The way the options say, and where they are silent the settings; what of those cannot be used is said.

    Raises `BadInput` for a proxy or certificates that cannot be used: the sites would be reached in a way nobody wanted.
    """
    from app import settings

    check(options)
    given = {"proxies": options.proxies, "ca_cert": options.ca_cert}
    stored, troubles = settings.load(session.folder().settings, [key for key, value in given.items() if not value])
    for trouble in troubles:
        click.echo(trouble, err=True)
    way = stored.network
    network = Network(
        proxies=options.proxies or way.proxies,
        ca_cert=options.ca_cert or way.ca_cert,
        user_agent=options.user_agent or way.user_agent,
    )
    return Way(
        network=network,
        pace=stored.pace,
        usual_sites=stored.sites,
        proxies_set=bool(way.proxies) and not options.proxies,
    )
