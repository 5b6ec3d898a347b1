"""`make-admin`, `set-password` and `delete-account`."""

from __future__ import annotations

import asyncio
import sys

import click

from licensing.server.admin import service
from licensing.server.admin.office import Given, work
from licensing.server.admin.options import everywhere, require_consent, yes
from licensing.server.errors import SetupError


@click.command(short_help="Let somebody who registered see everybody's data through the API.")
@click.argument("email")
@click.option("--remove", is_flag=True, help="Make them an ordinary user again.")
@everywhere
@click.pass_obj
def make_admin(given: Given, *, email: str, remove: bool) -> None:
    """Let somebody who registered see everybody's licenses and subscriptions through the API. They sign in anew."""
    work(given, lambda office: service.set_admin(office, email, admin=not remove))
    click.echo(f"{email} is {'an ordinary user' if remove else 'an administrator'} now.")


@click.command(short_help="Give somebody another password, and end all their sessions.")
@click.argument("email")
@everywhere
@click.pass_obj
def set_password(given: Given, *, email: str) -> None:
    """Give somebody another password, or their first, and end all their sessions: they sign in anew.

    It is asked for; where there is no terminal, it is the first line of standard input.
    """
    work(given, lambda office: service.holder(office, email))  # before anything is asked
    password = _password()
    ended = work(given, lambda office: service.set_password(office, email, password, asyncio.Semaphore(1)))
    click.echo(f"{email} has another password now. Sessions ended: {ended}.")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("New password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise SetupError("The password on standard input is not in UTF-8.") from None


@click.command(short_help="Take an account away for good, with all that is personal.")
@click.argument("email")
@yes
@everywhere
@click.pass_obj
def delete_account(given: Given, *, email: str, yes: bool) -> None:
    """Take an account away for good: address, password, sessions and computers. Its licenses are withdrawn.

    The audit log stays: it names people by ids, which stand for nobody any more.
    """
    if not yes:
        found = work(given, lambda office: service.holder(office, email))
        licenses = f"{found.licenses} license{'' if found.licenses == 1 else 's'}"
        require_consent(f"The account of {found.email} would be deleted, and its {licenses} withdrawn, for good.")
    withdrawn = work(given, lambda office: service.delete_account(office, email))
    click.echo(f"The account is gone. Licenses withdrawn: {withdrawn}.")
