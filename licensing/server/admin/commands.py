"""The administrator's commands, and a click group that imports one only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import click
from typing_extensions import override

if TYPE_CHECKING:
    from click import Command, Context, HelpFormatter

# Name, module and attribute, and what it does: all that `--help` needs.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("create", "licenses:create", "Make a license, and an account for its owner if there is none."),
    ("list", "licenses:list_", "List licenses, newest first."),
    ("show", "licenses:show", "Show all that is known about a license."),
    ("suspend", "licenses:suspend", "Make a license unusable for now."),
    ("resume", "licenses:resume", "Make a suspended license usable again."),
    ("revoke", "licenses:revoke", "Withdraw a license for good."),
    ("extend", "licenses:extend", "Move the end of a license."),
    ("machines", "machines:machines", "List the computers of a license."),
    ("give-up", "machines:give_up", "Give up a computer of a license, in its owner's place."),
    ("allow-machines", "machines:allow_machines", "Say how many computers a license may have."),
    ("make-admin", "users:make_admin", "Let somebody who registered see everybody's data through the API."),
    ("set-password", "users:set_password", "Give somebody another password, and end all their sessions."),
    ("delete-account", "users:delete_account", "Take an account away for good, with all that is personal."),
    ("audit", "log:audit", "Show what was done, by whom; newest first."),
    ("answer-request", "offline:answer_request", "Answer the request of a computer without a network."),
    ("key-file", "keys:key_file", "Write the file that lets a computer trust this server."),
    ("rotate-keys", "keys:rotate_keys", "Put new keys in the place of those in use."),
    ("doctor", "doctor:doctor", "Check that everything is in order."),
)


class LazyGroup(click.Group):
    """The program: imports the module of a command when that command is run."""

    @override
    def list_commands(self, ctx: Context) -> list[str]:
        return [name for name, _, _ in COMMANDS]

    @override
    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        for name, place, _ in COMMANDS:
            if name == cmd_name:
                module, _, attribute = place.partition(":")
                return cast("Command", getattr(import_module(f"licensing.server.admin.{module}"), attribute))
        return None

    @override
    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, _, line in COMMANDS])
