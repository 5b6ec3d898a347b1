"""What can go wrong with a license, as errors of this program: a sentence for the person, and what to do next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.operations.license_words import code_sentence
from licensing.client import errors
from scraper.errors import BadInput, Expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licensing.protocol.messages import Outcome


class LicenseTrouble(Expected):
    """Something about the license could not be done; `cause` is what the client said."""

    def __init__(self, cause: errors.LicensingError) -> None:
        super().__init__(code_sentence(cause.code) if isinstance(cause, errors.Declined) else str(cause))
        self.cause = cause


class NotActivated(Expected):
    """The server does not let this computer use the license; the outcome says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(code_sentence(outcome.code, used=outcome.machines_used, allowed=outcome.machines_allowed))
        self.outcome = outcome


class WrongLicenseInput(LicenseTrouble, BadInput):
    """Something the person gave cannot be used."""


@contextmanager
def in_sentences() -> Iterator[None]:
    """The client's errors, as those of this program."""
    try:
        yield
    except errors.LicensingError as error:
        given = isinstance(error, errors.BadInput) and not isinstance(error, errors.FolderTrouble)
        raise (WrongLicenseInput if given else LicenseTrouble)(error) from error
