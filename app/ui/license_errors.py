"""What went wrong with a license, in the program's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

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
_FIXED: tuple[tuple[type[BaseException], object], ...] = (
    (
        LicensedAlready,
        QT_TRANSLATE_NOOP(
            "License", "There is a license on this computer already: deactivate it first, then try one out."
        ),
    ),
    (
        TrialNotInstalled,
        QT_TRANSLATE_NOOP(
            "License", "The license server for trying out is not installed here: it comes with the installers."
        ),
    ),
    (
        TrialRuns,
        QT_TRANSLATE_NOOP(
            "License", "A license server for trying out runs already, in a terminal: close that one first."
        ),
    ),
    (
        errors.VendorUnreachable,
        QT_TRANSLATE_NOOP(
            "License",
            "The license server cannot be reached: go online. A key from a company's own server needs that server's key file"
            " first, under “Servers”.",
        ),
    ),
    (
        errors.Unreachable,
        QT_TRANSLATE_NOOP(
            "License", "The license server cannot be reached: go online, or look at its address in the settings."
        ),
    ),
    (
        errors.NotTrusted,
        QT_TRANSLATE_NOOP(
            "License",
            "What answers is not the license server that you trust; nothing of it was believed. Sign in to the network if"
            " it asks for that, or trust the server's key file.",
        ),
    ),
    (errors.ServerTrouble, QT_TRANSLATE_NOOP("License", "The license server has a problem: try again later.")),
)
"""What is always said in the same words; the narrower error first."""


def sentence(trouble: BaseException, *, tried: bool = False) -> str:
    """What went wrong, in a sentence with something to do about it; `tried` is whether the license is of the local server."""
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
    return _completed(cause) or _fixed(cause, tried=tried) or spoken(trouble)


def _wait(seconds: int) -> str:
    """When a server that was asked too often may be asked again."""
    if seconds < _MINUTES_FROM_S:
        words = translate("License", "The license server was asked too often: try again in {} seconds.")
        return words.format(number(max(seconds, 2)))
    words = translate("License", "The license server was asked too often: try again in {} minutes.")
    return words.format(number(-(-seconds // 60)))


def _completed(cause: BaseException) -> str:
    """What is said of errors that name something; "" for others."""
    if isinstance(cause, errors.Undecided):
        return translate(
            "License",
            "Several license servers are trusted: {}. Put the address of the one that is meant into the settings.",
        ).format(", ".join(cause.servers))
    if isinstance(cause, errors.StillQueued):
        return translate("License", "{} is still to be told that a license was given up here.").format(cause.server)
    if isinstance(cause, TrialNotStarted):
        return translate(
            "License", "The license server for trying out could not be started: {} has the details."
        ).format(cause.log)
    return ""


def _fixed(cause: BaseException, *, tried: bool) -> str:
    """What is always said in the same words of errors of this kind; "" where there are none."""
    if tried and type(cause) is errors.Unreachable:
        return translate("License", "The local license server does not run: start it again under “Get a key”.")
    return next((translate("License", str(words)) for kind, words in _FIXED if isinstance(cause, kind)), "")


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
