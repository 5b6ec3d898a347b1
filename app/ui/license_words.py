"""How a license stands, in the program's language. "" where there is nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from app.operations.licensing import FREE_RESULTS, Step, allowance, ended, next_step
from app.ui.words import day, moment, number, site, stopped, truth
from licensing.client.state import State
from licensing.protocol import license_key
from licensing.protocol.codes import Code, LicenseType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from app.operations.truth import Summary
    from licensing.client.servers import Ties
    from licensing.client.standing import Standing, Untold

translate = QCoreApplication.translate


def kind(license_type: LicenseType) -> str:
    """What kind of license it is."""
    return {
        LicenseType.FREE: translate("License", "Free license"),
        LicenseType.PRO: translate("License", "Pro license"),
        LicenseType.ENTERPRISE: translate("License", "Enterprise license"),
    }[license_type]


def headline(standing: Standing) -> str:
    """What there is, in few words; a license for trying out says so."""
    if standing.state is None and standing.trouble:
        return translate("License", "The license cannot be read")
    if standing.state is not None and standing.license_type is None:
        return translate("License", "License")
    if standing.state is None or standing.license_type is None:
        return translate("License", "No license on this computer")
    name = kind(standing.license_type)
    return translate("License", "{} (trial)").format(name) if standing.trial else name


def mark(standing: Standing) -> str:
    """What is always in view of it, in two or three words; "" where there is nothing to remember."""
    if standing.state is None:
        return ""
    if not standing.state.unlocks:
        return translate("License", "License: does not hold")
    if standing.trial:
        return translate("License", "Trial license")
    return translate("License", "License: not confirmed") if standing.state is State.GRACE else ""


def state(standing: Standing, now: datetime) -> str:
    """What is the case, in a sentence."""
    if standing.state is None and standing.trouble and standing.stored_in is None:
        return translate(
            "License",
            "What is kept of the license cannot be read now: look again later, and see whether this user may read the data"
            " folder.",
        )
    if standing.state is None and standing.trouble:
        return translate(
            "License",
            "The license is in this computer's keyring, which cannot be read now: unlock it, then look again.",
        )
    if standing.state is State.REVOKED and standing.code is not None:
        return code(standing.code)
    if standing.state is None:
        return translate("License", "Everything works; a search brings at most {} jobs from each site.").format(
            number(FREE_RESULTS)
        )
    if standing.state is State.GRACE and standing.offline_until is not None:
        return translate(
            "License", "The license server has not confirmed the license for a while; it works offline until {}."
        ).format(moment(standing.offline_until))
    return {
        State.VALID: translate("License", "The license is valid."),
        State.REFRESH_DUE: translate("License", "The license is valid; it is about to be confirmed anew."),
        State.GRACE: translate("License", "The license server has not confirmed the license for a while."),
        State.EXPIRED: _expired(standing, now),
        State.REVOKED: translate("License", "The license server says that this license is not to be used any more."),
        State.CLOCK_ROLLBACK: translate("License", "This computer's clock is behind the time it showed before."),
        State.FINGERPRINT_MISMATCH: translate(
            "License", "The license was activated on another computer, or too much of this one was changed."
        ),
        State.TAMPERED: translate(
            "License", "What is stored of the license is damaged, was changed, or belongs to another computer."
        ),
        State.UNTRUSTED: translate(
            "License", "The license's server is not trusted here, so that what it said of the license is not believed."
        ),
    }[standing.state]


def _expired(standing: Standing, now: datetime) -> str:
    if standing.tried:
        return translate("License", "The trial is over.")
    if standing.expires_at is not None and ended(standing, now):
        return translate("License", "The license ended on {}.").format(day(standing.expires_at))
    return translate("License", "The license server has not confirmed the license for too long.")


def to_do(standing: Standing, now: datetime) -> str:
    """What to do about it, in a sentence; "" for nothing, or where `state` says it."""
    if standing.state is State.REVOKED and standing.code is not None:
        return ""
    return {
        Step.NOTHING: "",
        Step.LOOK: "",
        Step.CHECK: translate("License", "Go online and check it now."),
        Step.RENEW: translate("License", "Renew it where you have it from, then check it now."),
        Step.SET_CLOCK: translate("License", "Set the clock, then check it now."),
        Step.TRUST: translate("License", "Trust its key file under “Servers”, or deactivate this computer."),
        Step.ENTER_KEY: translate("License", "Enter your key here again."),
        Step.ASK: translate("License", "Ask whoever you have it from, or enter another key."),
        Step.TRY_AGAIN: translate("License", "Start the local license server again to go on trying."),
        Step.TRY: translate("License", "Enter a key, get one, or try out what one unlocks."),
    }[next_step(standing, now)]


def yours(standing: Standing) -> str:
    """That what is stored stays, where a license has lapsed."""
    if standing.state is None or standing.state.unlocks:
        return ""
    return translate("License", "What you have stored stays readable and can be exported as before.")


def code(value: Code, *, used: int = 0, allowed: int = 0) -> str:
    """What the server says of a license; `used` and `allowed` are its computers, where that is why."""
    if value is Code.TOO_MANY_MACHINES and allowed:
        return translate(
            "License", "The license is in use on {} of {} computers: deactivate one of them first."
        ).format(number(used), number(allowed))
    return {
        Code.VALID: translate("License", "The license is good."),
        Code.EXPIRED: translate("License", "The license has ended: renew it where you have it from."),
        Code.SUSPENDED: translate("License", "The license is suspended: ask whoever you have it from."),
        Code.REVOKED: translate("License", "The license was withdrawn: ask whoever you have it from."),
        Code.NOT_FOUND: translate(
            "License",
            "The server knows no such key: compare it with the one you were sent, and the server's address.",
        ),
        Code.NOT_ACTIVATED: translate(
            "License", "This computer is not one of the license's computers: activate the key here."
        ),
        Code.TOO_MANY_MACHINES: translate(
            "License", "The license is in use on as many computers as it allows: deactivate one of them first."
        ),
        Code.FINGERPRINT_MISMATCH: translate(
            "License", "The license knows another computer under this one's number: activate the key here again."
        ),
        Code.TOO_MANY_DEACTIVATIONS: translate(
            "License",
            "The license has given up as many computers as it may in thirty days: wait, or ask whoever you have it from.",
        ),
    }[value]


def given_up(done: Literal["done", "queued", "removed"], aside: Path | None) -> str:
    """What came of giving up a computer; `aside` is where what could not be read is kept."""
    told = {
        "done": translate("License", "It is deactivated."),
        "queued": translate(
            "License", "It is deactivated here; the license server is told as soon as it can be reached."
        ),
        "removed": translate(
            "License",
            "It is removed from here. The license server cannot be told, and counts this computer still: give it up from"
            " another computer with the license, or ask whoever you have it from.",
        ),
    }[done]
    if aside is None:
        return told
    kept = translate("License", "What could not be read is kept in {}.").format(aside)
    return f"{told} {kept}"


def untrust(ties: Ties) -> str:
    """What it means to trust a server no more, in sentences."""
    parts = []
    if ties.license:
        parts.append(
            translate(
                "License",
                "The license here is of this server. It stays, but does not hold any more, for nobody can tell a real lease"
                " from a made-up one. Trust the key file again to go on with it; to free its place, deactivate this computer"
                " first.",
            )
        )
    if ties.queued:
        parts.append(
            translate(
                "License",
                "The server has not been told yet that a license was given up here, and never is then: this computer counts as"
                " one of the license's until it is given up from another one.",
            )
        )
    if ties.requested:
        parts.append(
            translate(
                "License", "The answer to the request that was saved here for this server cannot be used any more."
            )
        )
    return " ".join(parts) or translate("License", "Nothing here depends on it.")


def wrong_key(text: str) -> str:
    """What is wrong with a license key as it was typed, whole or in part; "" for nothing that can be seen yet."""
    wrong = license_key.wrong_characters(text)
    if wrong:
        shown = ", ".join(dict.fromkeys(text[place] for place in wrong))
        return translate("License", "A license key has no {} in it.").format(shown)
    return ""


def incomplete_key(text: str) -> str:
    """Why a key that was typed to its end is none; "" where it is one."""
    try:
        license_key.read_key(text)
    except license_key.WrongKey:
        letters = license_key.count_letters(text)
        if letters != license_key.LENGTH:
            needed = translate("License", "A license key has {} letters and digits; these are {}.")
            return wrong_key(text) or needed.format(license_key.LENGTH, letters)
        return wrong_key(text) or translate(
            "License", "One of the characters is not right: compare the key with the one you were sent."
        )
    return ""


def unlocked(standing: Standing) -> tuple[tuple[str, str], ...]:
    """What it unlocks of what this program can do, so nothing that is still to come: names and words."""
    allowed = allowance(standing)
    mark = translate("License", "{} (trial)") if allowed.trial else "{}"
    many = translate("License", "as many as it shows")
    return (
        (
            translate("License", "Jobs from each site"),
            mark.format(many) if allowed.results is None else number(allowed.results),
        ),
        (translate("License", "Export"), translate("License", "every format, always")),
    )


def facts(standing: Standing, again_at: datetime | None = None) -> Iterator[tuple[str, str]]:
    """What is known of it: names and words; `again_at` is when servers are told next what they could not be told."""
    if standing.state is not None:
        yield from _of_license(standing)
    for each in standing.untold:
        yield translate("License", "Still to be told"), _still_to_be_told(each, again_at)


def _still_to_be_told(untold: Untold, again_at: datetime | None) -> str:
    if untold.tried:
        words = translate("License", "{}, that its trial was given up here: when it is started again")
        return words.format(untold.server)
    words = translate("License", "{}, that a license was given up here").format(untold.server)
    if again_at is None:
        return words
    return translate("License", "{}; tried again at {}").format(words, moment(again_at))


def _of_license(standing: Standing) -> Iterator[tuple[str, str]]:
    if standing.key_ending:
        yield translate("License", "Key"), translate("License", "ends with {}").format(standing.key_ending)
    if standing.code is Code.REVOKED:
        if standing.refused_at:
            since = translate("License", "known since {}").format(day(standing.refused_at))
            yield translate("License", "Withdrawn"), since
    elif standing.license_type is not None:
        ends = day(standing.expires_at) if standing.expires_at else translate("License", "no end")
        yield translate("License", "Until"), ends
    if standing.checked_at:
        yield translate("License", "Last checked"), moment(standing.checked_at)
    if standing.offline_until and standing.state is not None and standing.state.unlocks:
        yield translate("License", "Works offline until"), moment(standing.offline_until)
    if standing.stored_in:
        yield translate("License", "Kept in"), stored_in(standing.stored_in)
    if standing.server:
        yield translate("License", "Server"), standing.server


def stored_in(place: str) -> str:
    """Where the key is."""
    if place == "keyring":
        return translate("License", "this computer's keyring")
    return translate("License", "an encrypted file, because there is no keyring")


def with_truth(summary: Summary) -> str:
    """The line of truth of a search: how many of those wanted were asked for, whether a trial allowed it, what was stopped."""
    asked = number(summary.total.asked)
    told = translate("License", "Asked {} (trial)").format(asked) if summary.trial else ""
    if summary.cap is not None:
        wanted = number(summary.cap.wanted * len(summary.sites))
        told = translate("License", "Asked {} of {}").format(asked, wanted)
    return " ".join(filter(None, (truth(summary.total, told), stopped(summary))))


def capped(summary: Summary) -> str:
    """That fewer jobs were asked for than wanted, in a sentence; "" where they were not."""
    if summary.cap is None:
        return ""
    most, wanted = number(summary.cap.most), number(summary.cap.wanted)
    if len(summary.sites) == 1:
        name = site(summary.sites[0].site)
        return translate("License", "{}: {} of {} asked; more with a license.").format(name, most, wanted)
    return translate("License", "Each of {} sites: {} of {} asked; more with a license.").format(
        number(len(summary.sites)), most, wanted
    )
