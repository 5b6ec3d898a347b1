"""The log: a file that is turned over at a megabyte, without passwords; also on standard error where that is wanted."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from typing_extensions import override

from scraper.errors import StoreError
from scraper.network import Network, redacted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SIZE_BYTES = 1_000_000
_OLDER_FILES = 3
_LINE = "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"


class Log:
    """Takes everything logged in this process, from when it is made until `close`.

    Raises `StoreError` where the file cannot be written.
    """

    def __init__(self, path: Path, *, verbose: bool = False) -> None:
        self.path = path
        self._line = _WithoutSecrets()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = RotatingFileHandler(
                path, maxBytes=_SIZE_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True
            )
            path.touch(mode=0o600)
        except OSError as error:
            raise StoreError(
                f"The log {path} cannot be written ({(error.strerror or 'no reason given').lower()}): allow this user to"
                " write to the data folder, or choose another."
            ) from error
        self._handlers: list[logging.Handler] = [file]
        if verbose:
            self._handlers.append(logging.StreamHandler())
        self._root = logging.getLogger()
        self._level = self._root.level
        self._root.setLevel(logging.DEBUG if verbose else logging.INFO)
        for handler in self._handlers:
            handler.setFormatter(self._line)
            self._root.addHandler(handler)

    def keep_secret(self, proxies: Iterable[str]) -> None:
        """The passwords of these proxy URLs are taken out of every line from now on."""
        self._line.network = Network(proxies=tuple({*self._line.network.proxies, *proxies}))

    def bug(self, error: BaseException) -> None:
        """Put down an error with its traceback."""
        self._root.critical("This should not have happened.", exc_info=error)

    def close(self) -> None:
        """Stop logging and close the file."""
        for handler in self._handlers:
            self._root.removeHandler(handler)
            handler.close()
        self._root.setLevel(self._level)


class _WithoutSecrets(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(_LINE)
        self.network = Network()

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self.network)
