"""What can go wrong with a license, as errors of this program: a sentence for the person, and what to do next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.operations.license_words import code_sentence
from licensing.client import errors
from scraper.errors import BadInput, Expected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


class LicensedAlready(Expected):
    """A trial would take the place of a license."""

    def __init__(self) -> None:
        super().__init__("There is a license on this computer already: deactivate it first, then try one out.")


class TrialNotInstalled(Expected):
    """The license server is not part of this installation."""

    def __init__(self) -> None:
        super().__init__(
            "The license server for trying out is not installed here. It comes with the installers; from source it is the"
            " extra `server`: pip install 'jobspy-desktop[server]'"
        )


class TrialRuns(Expected):
    """Another program has started the license server for trying out."""

    def __init__(self) -> None:
        super().__init__(
            "A license server for trying out runs already, in the window or in another terminal: close that one first."
        )


class TrialNotStarted(Expected):
    """The license server for trying out did not get ready; `log` is the file it wrote."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"The license server for trying out could not be started: {log} has the details.")
        self.log = log


@contextmanager
def in_sentences() -> Iterator[None]:
    """The client's errors, as those of this program."""
    try:
        yield
    except errors.LicensingError as error:
        given = isinstance(error, errors.BadInput) and not isinstance(error, errors.FolderTrouble)
        raise (WrongLicenseInput if given else LicenseTrouble)(error) from error
