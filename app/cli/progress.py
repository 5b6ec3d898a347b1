"""How a search goes, on standard error: a live line for each site, or plain lines where there is no terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from app.operations.site_lines import SiteLine, SiteState, after, with_stored
from app.operations.wording import clock, numbered, reason_words, site_name
from scraper.errors import Reason
from scraper.events import RunFinished, SourceFailed, SourceFinished, SourceStarted, SourceWaiting

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from rich.table import Table

    from app.operations.truth import Stored, Summary
    from scraper.events import Event

STOPPING = "Stopping; what was found is kept. Ctrl-C again leaves at once."


class Lines:
    """The sites' lines, kept up to date; the ways to show them share it."""

    def __init__(self) -> None:
        self.sites: dict[str, SiteLine] = {}

    def event(self, event: Event) -> None:
        """Take in what happened."""
        if not isinstance(event, RunFinished):
            self.sites[event.site] = after(self.sites.get(event.site) or SiteLine(site=event.site), event)

    def stored(self, stored: Stored) -> None:
        """Take in what was stored."""
        self.sites[stored.site] = with_stored(self.sites[stored.site], stored)


def state_words(line: SiteLine) -> str:
    """What a site does, in few words."""
    if line.state is SiteState.WAITS and line.until and line.reason:
        return f"waits until {clock(line.until)}: {reason_words(line.reason)}"
    if line.state is SiteState.FAILED and line.reason:
        return reason_words(line.reason)
    return f"{line.state}, page {line.page}" if line.state is SiteState.ASKS and line.page else f"{line.state}"


class LiveProgress:
    """A table that is drawn anew some times a second."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live

        self._lines = Lines()
        self._stopping = False
        self._live = Live(get_renderable=self._table, console=Console(stderr=True), refresh_per_second=8)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)
        click.echo(err=True)

    def stopping(self) -> None:
        """Say so from the next drawing on."""
        self._stopping = True

    def event(self, event: Event) -> None:
        """Show what happened."""
        self._lines.event(event)

    def stored(self, stored: Stored) -> None:
        """Show what was stored."""
        self._lines.stored(stored)

    def _table(self) -> Table:
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="dim", caption=STOPPING if self._stopping else None)
        table.caption_justify = "left"
        table.add_column("Site", no_wrap=True, min_width=12)
        for name in ("Found", "Read", "Merged", "Rejected"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("", ratio=1)
        for line in tuple(self._lines.sites.values()):
            found = f"{line.found:,} of {line.counts.asked:,}"
            numbers = (found, f"{line.counts.received:,}", f"{line.merged:,}", f"{line.rejected:,}")
            table.add_row(site_name(line.site), *numbers, _marked(line))
        return table


def _marked(line: SiteLine) -> str:
    """State by sign and word first, color second."""
    if not line.ended:
        return state_words(line)
    if line.reason is None:
        return f"[green]✓[/] {state_words(line)}"
    return f"[{'yellow' if line.reason is Reason.CANCELLED else 'red'}]✗[/] {state_words(line)}"


class PlainProgress:
    """A line for everything a person would want to find in a log."""

    def __init__(self) -> None:
        self._lines = Lines()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def stopping(self) -> None:
        """Say so; written past Python's buffers, which the signal may have interrupted."""
        os.write(sys.stderr.fileno(), f"{STOPPING}\n".encode())

    def event(self, event: Event) -> None:
        """Say what happened, where that is news."""
        self._lines.event(event)
        if isinstance(event, SourceStarted):
            self._say(event.site, f"asks for {numbered(event.asked, 'job')}")
        elif isinstance(event, SourceWaiting):
            self._say(event.site, state_words(self._lines.sites[event.site]))
        elif isinstance(event, SourceFinished | SourceFailed):
            line = self._lines.sites[event.site]
            self._say(
                event.site,
                f"{state_words(line)}; found {line.found:,} of {line.counts.asked:,}, read {line.counts.received:,}",
            )

    def stored(self, stored: Stored) -> None:
        """Nothing is said: the end has the numbers."""
        self._lines.stored(stored)

    @staticmethod
    def _say(site: str, words: str) -> None:
        click.echo(f"{site_name(site)}: {words}", err=True)


def progress(*, plain: bool = False) -> LiveProgress | PlainProgress:
    """The way of showing that fits where standard error goes."""
    return LiveProgress() if sys.stderr.isatty() and not plain else PlainProgress()


def afterwards(summary: Summary) -> None:
    """Say on standard error, in sentences, what each site could not do and why it ended early."""
    from app.cli.table import one_line

    for site in summary.sites:
        said = [*site.notes]
        if site.reason is not None and site.reason is not Reason.CANCELLED:
            said.append(site.message)
            if site.position:
                said.append(f"To go on from there: --site {site.site} --offset {site.position}.")
        for sentence in dict.fromkeys(said):
            name = site_name(site.site)
            click.echo(one_line(sentence if name in sentence else f"{name}: {sentence}"), err=True)
