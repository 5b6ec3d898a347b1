"""How a license stands, in a person's words: what is the case, and what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.operations.licensing import Step, allowance, ended, next_step
from app.operations.wording import minute
from licensing.client.state import State
from licensing.protocol.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licensing.client.servers import Ties
    from licensing.client.standing import Standing, Untold

DATA_IS_YOURS = "What you have stored stays readable and can be exported as before."
NO_LICENSE = "There is no license on this computer: a search brings at most 100 jobs from each site."
OTHER_KEYS = "Other keys have been trusted for this server until now: ask its owner why they are others."
PLACE_STAYS = (
    "The license's server is not trusted here, so that it is never told: it counts this computer still. To free its place, trust"
    " its key file first: jobspy-desktop license trust FILE"
)
UNREADABLE_STAYS = (
    "What is stored of the license cannot be read now, so that its server cannot be told: it counts this computer still. What is"
    " stored is not lost; it is put aside."
)
_TRIED_AGAIN = "tried again by the window every few minutes, and by: jobspy-desktop license refresh"
_STATES = {
    State.VALID: "The license is valid.",
    State.REFRESH_DUE: "The license is valid; it is about to be confirmed anew.",
    State.GRACE: "The license server has not confirmed the license for a while; it still holds.",
    State.EXPIRED: "The license server has not confirmed the license for too long.",
    State.REVOKED: "The license server says that this license is not to be used any more.",
    State.CLOCK_ROLLBACK: "This computer's clock is behind the time it showed before.",
    State.FINGERPRINT_MISMATCH: "The license was activated on another computer, or too much of this one was changed.",
    State.TAMPERED: "What is stored of the license is damaged, was changed, or belongs to another computer.",
    State.UNTRUSTED: "The license's server is not trusted here, so that what it said of the license is not believed.",
}
_STEPS = {
    Step.NOTHING: "",
    Step.LOOK: "Then run: jobspy-desktop license status",
    Step.CHECK: "Go online and run: jobspy-desktop license refresh",
    Step.RENEW: "Renew it where you have it from, then run: jobspy-desktop license refresh",
    Step.SET_CLOCK: "Set the clock, then run: jobspy-desktop license refresh",
    Step.TRUST: "Trust its key file: jobspy-desktop license trust FILE. Or remove the license: jobspy-desktop license deactivate",
    Step.ENTER_KEY: "Activate your key here again: jobspy-desktop license activate KEY",
    Step.ASK: "Ask whoever you have it from, or activate another key.",
    Step.TRY_AGAIN: "To go on trying: jobspy-desktop license trial",
    Step.TRY: "To try what a license unlocks: jobspy-desktop license trial",
}
_CODES = {
    Code.VALID: "The license is good.",
    Code.EXPIRED: "The license has ended: renew it where you have it from.",
    Code.SUSPENDED: "The license is suspended: ask whoever you have it from.",
    Code.REVOKED: "The license was withdrawn: ask whoever you have it from.",
    Code.NOT_FOUND: "The server knows no such key: compare it with the one you were sent, and the server's address.",
    Code.NOT_ACTIVATED: "This computer is not one of the license's computers: activate the key here.",
    Code.TOO_MANY_MACHINES: "The license is used on as many computers as it allows: deactivate one of them first.",
    Code.FINGERPRINT_MISMATCH: "The license knows another computer under this one's number: activate the key here again.",
    Code.TOO_MANY_DEACTIVATIONS: "The license has given up as many computers as it may in thirty days: wait, or ask"
    " whoever you have it from.",
}


def state_sentence(standing: Standing, now: datetime) -> str:
    """What is the case."""
    if standing.state is None:
        return standing.trouble or NO_LICENSE
    if standing.state is State.REVOKED and standing.code is not None:
        return _CODES[standing.code]
    if standing.state is State.EXPIRED and standing.tried:
        return "The trial is over."
    if standing.state is State.EXPIRED and standing.expires_at is not None and ended(standing, now):
        return f"The license ended on {standing.expires_at:%Y-%m-%d}."
    return _STATES[standing.state]


def what_to_do(standing: Standing, now: datetime) -> str:
    """What to do about it; "" for nothing, or where `state_sentence` says it."""
    if standing.state is State.REVOKED and standing.code is not None:
        return ""
    return _STEPS[next_step(standing, now)]


def code_sentence(code: Code, *, used: int = 0, allowed: int = 0) -> str:
    """Why the server does not let a license be used; `used` and `allowed` are its computers, where that is why."""
    if code is Code.TOO_MANY_MACHINES and allowed:
        return f"{_CODES[code].removesuffix('.')} ({used} of {allowed} are in use)."
    return _CODES[code]


def unlocked_words(standing: Standing) -> tuple[tuple[str, str], ...]:
    """What it unlocks, line by line: a name and its words; whatever a license for trying out unlocks says so."""
    allowed = allowance(standing)
    trial = " (trial)" if allowed.trial else ""
    return (
        ("Jobs from each site", f"as many as it shows{trial}" if allowed.results is None else f"{allowed.results}"),
        ("Export of what is stored", "every format, always"),
    )


def facts(standing: Standing) -> Iterator[tuple[str, str]]:
    """What is known of it, line by line."""
    if standing.state is not None:
        yield from _of_license(standing)
    for each in standing.untold:
        since = f" on {each.since:%Y-%m-%d}" if each.since else ""
        again = "told when you try out again" if each.tried else _TRIED_AGAIN
        yield "Still to be told", f"{each.server}, of the license given up here{since}; {again}"


def _of_license(standing: Standing) -> Iterator[tuple[str, str]]:
    if standing.license_type:
        yield "License", f"{standing.license_type}{', trial' if standing.trial else ''}"
    if standing.key_ending:
        yield "Key", f"ends with {standing.key_ending}"
    if standing.server:
        yield "Server", standing.server
    if standing.code is Code.REVOKED:
        if standing.refused_at:
            yield "Withdrawn", f"known since {standing.refused_at:%Y-%m-%d}"
    elif standing.license_type:
        yield "Until", f"{standing.expires_at:%Y-%m-%d}" if standing.expires_at else "no end"
    if standing.checked_at:
        yield "Last checked", minute(standing.checked_at)
    if standing.offline_until and standing.state is not None and standing.state.unlocks:
        yield "Works offline until", minute(standing.offline_until)
    if standing.stored_in:
        yield "Stored in", stored_words(standing.stored_in)


def stored_words(place: str) -> str:
    """Where the key is."""
    return "this computer's keyring" if place == "keyring" else "an encrypted file, because there is no keyring"


def untold_words(untold: Sequence[Untold]) -> str:
    """Which servers could not be told yet what was given up here, and how they are; "" for none."""
    tried = [each.server for each in untold if each.tried]
    others = [each.server for each in untold if not each.tried]
    parts = []
    if others:
        parts.append(
            f"{', '.join(others)} could not be told yet that a license was given up here: go online, then run:"
            " jobspy-desktop license refresh"
        )
    if tried:
        parts.append(
            f"{', '.join(tried)} could not be told yet that its trial was given up here, as it does not run: it is told when"
            " you try out again."
        )
    return " ".join(parts)


def untrust_words(ties: Ties) -> Iterator[str]:
    """What it means to trust a server no more, in sentences; what is stored is never among it."""
    if ties.license:
        yield (
            "The license here is of this server. It stays, but does not hold any more: nobody can tell a real lease from a"
            " made-up one. Trust the key file again to go on with it; to free its place, deactivate it first."
        )
    if ties.queued:
        yield (
            "The server is never told that a license was given up here: this computer counts as one of the license's until it"
            " is given up from another one."
        )
    if ties.requested:
        yield "The answer to the request that was made here for this server cannot be used any more."


def doctor_words(standing: Standing) -> tuple[bool, str]:
    """Whether all is in order with it, and how it stands, in one line. No license is in order."""
    now = datetime.now(UTC)
    fine = standing.state is None or standing.state.unlocks
    if standing.state is None:
        return standing.trouble is None, standing.trouble or "none; searches bring at most 100 jobs from each site"
    kind = f"{standing.license_type}{', trial' if standing.trial else ''}" if standing.license_type else "unknown"
    return fine, " ".join(filter(None, (f"{kind}.", state_sentence(standing, now), what_to_do(standing, now))))
