"""What all commands share while one of them runs: the data folder, the log, and how talkative we are."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from app.logs import Log
    from app.paths import Folder
    from scraper.cancel import Cancel
    from scraper.store.store import Store


class Session:
    """One run of the program. `data_dir` and `verbose` are set while the arguments are read."""

    def __init__(self) -> None:
        self.data_dir: str | None = None
        self.verbose = False
        self._folder: Folder | None = None
        self._log: Log | None = None
        self._secrets: list[str] = []

    def open(self, *, made_up: bool = False) -> Folder:
        """The data folder, there and with a log in it; the one for made-up jobs if so asked."""
        folder = self.folder(made_up=made_up)
        folder.make()
        self._start_log(folder)
        return folder

    def open_to_read(self, *, made_up: bool = False) -> tuple[Folder, bool]:
        """The data folder for a command that changes nothing, and whether it can only be read, which is said."""
        import os

        import click

        folder = self.folder(made_up=made_up)
        if not folder.database.exists() or os.access(folder.root, os.W_OK):
            return self.open(made_up=made_up), False
        click.echo(f"{folder.root} cannot be written: it is only read, and there is no log.", err=True)
        return folder, True

    def folder(self, *, made_up: bool = False) -> Folder:
        """The data folder as it is, even if it is not there."""
        from app.paths import NotThere, data_folder
        from scraper.errors import StoreError

        try:
            folder = data_folder(self.data_dir)
        except NotThere as error:
            raise StoreError(f"{error} `jobspy-desktop folder --help` says how.") from error
        self._folder = folder.practice() if made_up else folder
        return self._folder

    @contextmanager
    def store(self, folder: Folder, *, read_only: bool = False, cancel: Cancel | None = None) -> Iterator[Store]:
        """The folder's data file, open. Where it has to be brought up to date first, or another program waited for, that is said,
        and Ctrl-C gives it up.

        `cancel` is what Ctrl-C sets, in a command that has such a thing already.
        """
        import click

        from app.cli.interrupt import stop_on_ctrl_c
        from scraper.cancel import Cancelled
        from scraper.errors import StoreError
        from scraper.store.store import open_store

        def updating() -> None:
            click.echo(f"Bringing {folder.database} up to date. Where much is kept, it takes minutes.", err=True)

        with ExitStack() as stack:
            with stop_on_ctrl_c() if cancel is None else nullcontext(cancel) as stop:
                opened = open_store(
                    folder.database,
                    read_only=read_only,
                    made_up=folder.made_up,
                    updating=updating,
                    waiting=self.waiting,
                    cancel=stop,
                )
                try:
                    store = stack.enter_context(opened)
                except Cancelled as error:
                    raise click.Abort from error
            # Whoever waited here for a copy to be finished would write into the folder that is used no more.
            if not read_only and (now := self.folder(made_up=folder.made_up)).root != folder.root:
                raise StoreError(f"The data were moved to {now.own().root} in this moment: do it again.")
            yield store

    def waiting(self, most_s: float | None) -> None:
        """Say that another program has the data folder to itself, and how long it is waited for."""
        import click

        root = (self._folder or self.folder()).root
        how_long = "" if most_s is None else f", {most_s:.0f} seconds at most"
        click.echo(
            f"Another program restores a backup to {root}, moves it or brings it up to date: waiting for it{how_long}.",
            err=True,
        )

    def keep_secret(self, proxies: Iterable[str]) -> None:
        """No password of these proxy URLs gets into the log."""
        self._secrets.extend(proxies)
        if self._log is not None:
            self._log.keep_secret(self._secrets)

    def record(self, error: BaseException) -> Path | None:
        """Put an error that should not have happened into the log; its path, or None if that failed too."""
        from scraper.errors import Expected

        try:
            folder = self._folder or self.folder()
            folder.make()
            log = self._start_log(folder)
        except Expected:
            return None
        log.bug(error)
        return log.path

    def close(self) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def _start_log(self, folder: Folder) -> Log:
        if self._log is None:
            from app.logs import Log

            self._log = Log(folder.log, verbose=self.verbose)
            self._log.keep_secret(self._secrets)
        return self._log
