"""The commands there are, and a click group that imports one only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import click
from typing_extensions import override

if TYPE_CHECKING:
    from click import Command, Context, HelpFormatter

# Name, module (whose `command` it is, or the attribute named), and what it does: all that `--help` needs.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("search", "app.cli.search:search", "Search job sites and keep what they show."),
    ("jobs", "app.cli.jobs:jobs", "List the jobs that are kept; needs no network."),
    ("show", "app.cli.show:show", "Show all that is known about one job."),
    ("sites", "app.cli.sites:sites", "What each job site can filter, and how fast it is asked."),
    ("runs", "app.cli.runs:runs", "Past searches, and how each site fared."),
    ("backup", "app.cli.backup:backup", "Copy everything that is kept into one file."),
    ("restore", "app.cli.backup:restore", "Put a backup in the place of what is kept."),
    ("folder", "app.cli.folder:folder", "Where everything is kept, and to keep it elsewhere."),
    ("license", "app.cli.license:license_", "What may be done here, and the license for more."),
    ("doctor", "app.cli.doctor:doctor", "Check that everything is in order."),
    ("update", "app.cli.update:update", "Ask whether there is a newer version."),
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
                return cast("Command", getattr(import_module(module), attribute))
        return None

    @override
    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        name = args[0]
        names = self.list_commands(ctx)
        if name not in names and not name.startswith("-") and not ctx.resilient_parsing:
            from app.cli.suggest import did_you_mean

            raise click.UsageError(f"there is no command {name!r}{did_you_mean(name, names)}", ctx)
        return super().resolve_command(ctx, args)

    @override
    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, _, line in COMMANDS])
