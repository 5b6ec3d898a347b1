"""What went wrong with a license, in the program's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.operations.license_errors import (
    LicensedAlready,
    LicenseTrouble,
    NotActivated,
    TrialNotInstalled,
    TrialNotStarted,
    TrialRuns,
)
from app.ui.license_words import code
from app.ui.sentences import spoken
from app.ui.words import number
from licensing.client import errors
from licensing.protocol.codes import ProblemCode

translate = QCoreApplication.translate
_MINUTES_FROM_S = 90
"""Below, minutes would say too little."""


def sentence(trouble: BaseException, *, tried: bool = False) -> str:
    """What went wrong, in a sentence with something to do about it; `tried` is whether the license is of the local server."""
    if told := _of_trial(trouble):
        return told
    if isinstance(trouble, NotActivated):
        outcome = trouble.outcome
        return code(outcome.code, used=outcome.machines_used, allowed=outcome.machines_allowed)
    cause = trouble.cause if isinstance(trouble, LicenseTrouble) else trouble
    if isinstance(cause, errors.Declined):
        return code(cause.code)
    if isinstance(cause, errors.TooManyRequests):
        return _wait(cause.retry_after_s)
    if isinstance(cause, errors.Refused):
        return _problem(cause)
    return _of_servers(cause) or _answer_missing(cause, tried=tried) or spoken(trouble)


def _wait(seconds: int) -> str:
    """When a server that was asked too often may be asked again."""
    if seconds < _MINUTES_FROM_S:
        words = translate("License", "The license server was asked too often: try again in {} seconds.")
        return words.format(number(max(seconds, 2)))
    words = translate("License", "The license server was asked too often: try again in {} minutes.")
    return words.format(number(-(-seconds // 60)))


def _of_servers(cause: BaseException) -> str:
    """What is to be said about a server first; "" where that is not what went wrong."""
    if isinstance(cause, errors.Undecided):
        return translate(
            "License",
            "Several license servers are trusted: {}. Put the address of the one that is meant into the settings.",
        ).format(", ".join(cause.servers))
    if isinstance(cause, errors.StillQueued):
        return translate("License", "{} is still to be told that a license was given up here.").format(cause.server)
    return ""


def _of_trial(trouble: BaseException) -> str:
    """Why no license can be tried out; "" where that is not what went wrong."""
    if isinstance(trouble, LicensedAlready):
        return translate(
            "License", "There is a license on this computer already: deactivate it first, then try one out."
        )
    if isinstance(trouble, TrialNotInstalled):
        return translate(
            "License", "The license server for trying out is not installed here: it comes with the installers."
        )
    if isinstance(trouble, TrialRuns):
        return translate(
            "License", "A license server for trying out runs already, in a terminal: close that one first."
        )
    if isinstance(trouble, TrialNotStarted):
        return translate(
            "License", "The license server for trying out could not be started: {} has the details."
        ).format(trouble.log)
    return ""


def _answer_missing(cause: BaseException, *, tried: bool) -> str:
    """Why no answer came that can be believed; "" where one came."""
    if isinstance(cause, errors.VendorUnreachable):
        return translate(
            "License",
            "The license server cannot be reached: go online. A key from a company's own server needs that server's key file"
            " first, under “Servers”.",
        )
    if isinstance(cause, errors.Unreachable):
        if tried:
            return translate("License", "The local license server does not run: start it again under “Get a key”.")
        return translate(
            "License", "The license server cannot be reached: go online, or look at its address in the settings."
        )
    if isinstance(cause, errors.NotTrusted):
        return translate(
            "License",
            "What answers is not the license server that you trust; nothing of it was believed. Sign in to the network if"
            " it asks for that, or trust the server's key file.",
        )
    if isinstance(cause, errors.ServerTrouble):
        return translate("License", "The license server has a problem: try again later.")
    return ""


def _problem(refused: errors.Refused) -> str:
    """Why the server does not accept a request."""
    told = refused.problem.error
    return {
        ProblemCode.INVALID_REQUEST: translate("License", "The server does not accept this: {}").format(
            refused.problem.detail
        ),
        ProblemCode.WRONG_CREDENTIALS: translate("License", "E-mail or password is wrong."),
        ProblemCode.EMAIL_TAKEN: translate(
            "License",
            "There is an account with this e-mail already: use its key, or ask whoever runs the server for a new one.",
        ),
        ProblemCode.NOT_FOUND: translate("License", "The server does not know this: read the list again."),
    }.get(told) or translate("License", "The license server refuses this: try again later, or update the program.")
