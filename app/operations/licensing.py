"""What a license allows, and how it stands: the one place where that is asked.

Whatever becomes of a license, a person's own data is not asked about here: nothing that reads or exports what is stored
imports this module, which an import contract holds.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from app.operations.truth import Cap
from app.operations.wording import site_name
from licensing.client.state import State
from licensing.protocol.codes import Code
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.operations.truth import Summary
    from app.paths import Folder
    from licensing.client.standing import Standing
    from scraper.query import Query

T = TypeVar("T")

logger = logging.getLogger(__name__)

FREE_RESULTS = 100
_SEARCHES = "features:unlimited_search"
ANSWER_S = 2.0
"""How long a search waits for what it may: a keyring that is asked answers in milliseconds, or asks a person."""


class Allowance(Struct, frozen=True, kw_only=True):
    """What may be done; as it stands here, without a license. Reading and exporting what is stored always may.

    Attributes:
        results: of each site in one search; None for as many as there are.
        trial: whether what goes beyond is unlocked by a license for trying out.
    """

    results: int | None = FREE_RESULTS
    trial: bool = False


FREE = Allowance()
PRACTICE = Allowance(results=None)
"""For the practice sites, which cost nobody anything."""


def allowance(standing: Standing | None) -> Allowance:
    """What a license allows as it stands; None, where that is not known, is no license."""
    if standing is None or standing.state is None or not standing.state.unlocks:
        return FREE
    return Allowance(results=None if standing.allows(_SEARCHES) else FREE_RESULTS, trial=standing.trial)


class Step(StrEnum):
    """What a person does next about a license."""

    NOTHING = "nothing"
    LOOK = "look"
    """Unlock the keyring, or whatever keeps it from being read."""
    CHECK = "check"
    RENEW = "renew"
    SET_CLOCK = "set_clock"
    TRUST = "trust"
    """Trust the key file of its server, or give it up."""
    ENTER_KEY = "enter_key"
    ASK = "ask"
    TRY = "try"
    TRY_AGAIN = "try_again"
    """Start the local server again, which confirms its license or gives another."""


def ended(standing: Standing, now: datetime) -> bool:
    """Whether the license itself is over, and not only what the server last said of it."""
    return standing.expires_at is not None and standing.expires_at <= now


def unreadable(standing: Standing) -> bool:
    """Whether what is stored of a license cannot be read, its key least of all: its server cannot be told that it is given up."""
    locked = standing.trouble is not None and standing.stored_in is not None
    return locked or (standing.state is State.TAMPERED and standing.key_ending is None)


def next_step(standing: Standing, now: datetime) -> Step:
    """What to do about a license as it stands."""
    if standing.trouble is not None:
        return Step.LOOK
    if standing.state is None:
        return Step.TRY
    if standing.tried and standing.state in {State.GRACE, State.EXPIRED}:
        return Step.TRY_AGAIN
    if standing.state is State.EXPIRED:
        return Step.RENEW if ended(standing, now) else Step.CHECK
    if standing.state is State.FINGERPRINT_MISMATCH and standing.code is Code.VALID:
        return Step.CHECK  # its server may still know this computer
    return _STEPS[standing.state]


_STEPS = {
    State.VALID: Step.NOTHING,
    State.REFRESH_DUE: Step.NOTHING,
    State.GRACE: Step.CHECK,
    State.REVOKED: Step.ASK,
    State.CLOCK_ROLLBACK: Step.SET_CLOCK,
    State.FINGERPRINT_MISMATCH: Step.ENTER_KEY,
    State.TAMPERED: Step.ENTER_KEY,
    State.UNTRUSTED: Step.TRUST,
}


def within(query: Query, allowed: Allowance) -> tuple[Query, Cap | None]:
    """The search as it may be asked, and what was cut of it; None where it is what was wanted."""
    if allowed.results is None or query.results <= allowed.results:
        return query, None
    return replace(query, results=allowed.results), Cap(query.results, allowed.results)


def unlocked_by_trial(query: Query, allowed: Allowance) -> bool:
    """Whether the search asks for what only a license for trying out allows."""
    return allowed.trial and query.results > FREE_RESULTS


def search_sentence(summary: Summary) -> str:
    """What the license had to do with a search, told with the line of truth; "" for nothing.

    "LinkedIn: 100 of 250 asked; more with a license."
    """
    cap, sites = summary.cap, summary.sites
    if cap is not None:
        who = site_name(sites[0].site) if len(sites) == 1 else f"Each of {len(sites)} sites"
        return f"{who}: {cap.most:,} of {cap.wanted:,} asked; more with a license."
    return TRIAL_SENTENCE if summary.trial else ""


TRIAL_SENTENCE = f"More than {FREE_RESULTS} jobs from a site: unlocked by a trial license."
UNREADABLE = "What is stored of your license cannot be read; the log says more."
NO_ANSWER = "How your license stands cannot be learned, because this computer's keyring does not answer: unlock it."
AS_WITHOUT = "This search goes on as without a license."


class Asking:
    """What may be done, asked on a thread of its own, at once: a keyring may wait for a person, and a search need not."""

    def __init__(self, ask: Callable[[], Allowance]) -> None:
        self._answer = _Answer(ask)
        self.trouble = ""
        """Why it is not known, in a sentence, once `allowance` was asked; "" where it is."""

    def allowance(self, wait_s: float = ANSWER_S) -> Allowance:
        """What may be done: as without a license where no answer comes in time, or it cannot be read."""
        try:
            return self._answer.within(wait_s)
        except Expected as error:
            self.trouble = f"{error} {AS_WITHOUT}"
            return FREE


class _Answer(Generic[T]):
    """What a function gives that may wait for a person; its thread ends with the program if it never gets an answer."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._future: Future[T] = Future()
        self._ask = ask
        threading.Thread(target=self._run, name="license", daemon=True).start()

    def within(self, wait_s: float) -> T:
        """What it gives; raises `Expected` where that takes longer, or it fails."""
        try:
            return self._future.result(wait_s)
        except TimeoutError:
            raise Expected(NO_ANSWER) from None
        except Expected:
            raise
        except Exception as error:
            logger.exception("how the license stands could not be read")
            raise Expected(UNREADABLE) from error

    def _run(self) -> None:
        try:
            self._future.set_result(self._ask())
        except Exception as error:  # noqa: BLE001 - told to whoever waits
            self._future.set_exception(error)


def for_search(folder: Folder, query: Query) -> Asking:
    """What a search may ask for; the license is looked at only where the search wants more than anybody may."""
    if folder.made_up:
        return Asking(lambda: PRACTICE)
    if query.results <= FREE_RESULTS or not folder.license.exists():
        return Asking(lambda: FREE)
    return Asking(lambda: allowance(_readable(folder)))


def learned(folder: Folder, wait_s: float) -> Standing:
    """How the license of this data folder stands; raises `Expected` where it cannot be read, or not in time."""
    return _Answer(lambda: _readable(folder)).within(wait_s)


def _readable(folder: Folder) -> Standing:
    from app.operations.license_client import license_client

    standing = license_client(folder).standing()
    if standing.trouble is not None:
        raise Expected(standing.trouble)
    return standing
