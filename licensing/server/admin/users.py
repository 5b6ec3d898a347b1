"""`make-admin`."""

from __future__ import annotations

import click

from licensing.server.admin import service
from licensing.server.admin.office import Given, work
from licensing.server.admin.options import everywhere


@click.command(short_help="Let somebody who registered see everybody's data through the API.")
@click.argument("email")
@click.option("--remove", is_flag=True, help="Make them an ordinary user again.")
@everywhere
@click.pass_obj
def make_admin(given: Given, *, email: str, remove: bool) -> None:
    """Let somebody who registered see everybody's licenses and subscriptions through the API. They sign in anew."""
    work(given, lambda office: service.set_admin(office, email, admin=not remove))
    click.echo(f"{email} is {'an ordinary user' if remove else 'an administrator'} now.")
