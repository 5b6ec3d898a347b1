"""What is written down and when: each step whole, under the folder's lock, on top of what other processes wrote meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from licensing.client import record
from licensing.client.errors import BadInput, FolderTrouble, StillQueued
from licensing.client.record import Word
from licensing.client.servers import ties_of
from licensing.client.standing import known_of
from licensing.client.vault import LOCKED, Damage, Kept, Pending
from licensing.protocol.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licensing.client.vault import Held, Opened, Queued, Vault
    from licensing.protocol.messages import Outcome

STEP_S = 60
"""The clock is written down at most this often: an hour back is no question yet."""
DAY_S = 86_400


class Keeping:
    """Writes into a vault.

    Args:
        clock: in seconds since 1970.
        keys_of: the keys trusted for a server.
        components: what this computer is known by.
    """

    def __init__(
        self,
        vault: Vault,
        clock: Callable[[], float],
        keys_of: Callable[[str], Mapping[str, bytes]],
        components: Callable[[], Mapping[str, str]],
    ) -> None:
        self._vault, self._clock, self._keys_of, self._components = vault, clock, keys_of, components

    def time(self, opened: Opened) -> None:
        """Write down that it is now, if it is later than what was known: into the file, and into the keyring once a day.

        Does nothing while another process changes the license, nor where the folder can only be read.
        """
        now = int(self._clock())
        if not _to_note(opened, now):
            return
        with suppress(FolderTrouble), self._vault.changing(wait_s=0) as fresh:
            held, kept, known = fresh.held, fresh.kept, known_of(fresh.held, fresh.kept)
            if held is None or kept is None or not _to_note(fresh, now):
                return
            kept = replace(kept, latest=now, epoch=known.epoch, active=known.active, code=known.code)
            self._vault.write_kept(held, kept)
            if now - held.written_at >= DAY_S:
                self._vault.write(replace(held, latest=now, epoch=known.epoch, code=known.code, written_at=now), kept)

    def outcome(self, outcome: Outcome, created: int, *, key: str, server: str, anew: bool) -> Queued | None:
        """Take a server's word; the place in a former license that is left with it, and now waits to be told (`record.former`).

        Args:
            outcome: `record.checked`.
            created: when the server said it, by its clock.
            key: that it is about.
            server: whose word it is.
            anew: the person just entered the key; else it is about the license that was here, and may be gone by now.
        """
        with self._vault.changing() as opened:
            here = opened.held is not None and (opened.held.key, opened.held.server) == (key, server)
            if here or (anew and outcome.code is Code.VALID):
                word = Word(outcome=outcome, key=key, server=server, created=created, latest=created)
                return self._take(opened, word)
        return None

    def ask_by_file(self, server: str, key: str, nonce: str) -> None:
        """Wait for the answer to a request by file; an earlier one is not waited for any more."""
        with self._vault.changing() as opened:
            held = self._vault.prepared(opened)
            kept, known = opened.kept or Kept(), known_of(opened.held, opened.kept)
            latest = max(known.latest, kept.latest, int(self._clock()))
            pending = Pending(server=server, key=key, nonce=nonce, latest=latest)
            self._vault.write_kept(
                held,
                replace(kept, epoch=known.epoch, active=known.active, code=known.code, latest=latest, pending=pending),
            )

    def answer_by_file(self, verify: Callable[[Pending], tuple[Outcome, int]]) -> None:
        """Take a server's word that came in a file; `verify` gives it and when it was said, for what was asked here.

        Such a word is as old as the way it came was long: the time that passed here since it was asked for is added to it, so
        that answers cannot be saved up to set the clock back.
        """
        with self._vault.changing() as opened:
            kept = opened.kept
            if kept is None or kept.pending is None:
                raise BadInput(
                    "No request of this computer waits for an answer. Make a new request, and answer that one."
                )
            pending = kept.pending
            outcome, created = verify(pending)
            now_known = max(known_of(opened.held, kept).latest, kept.latest, int(self._clock()))
            latest = created + max(0, now_known - pending.latest)
            answered = replace(opened, kept=replace(kept, pending=None))
            word = Word(outcome=outcome, key=pending.key, server=pending.server, created=created, latest=latest)
            self._take(answered, word)

    def leave(self, left: Held, queued: Queued | None) -> None:
        """Forget a license; what is `queued` is told to its server later. Another one that was entered meanwhile stays."""
        with self._vault.changing() as opened:
            held, kept = opened.held, opened.kept or Kept()
            waiting = (*kept.queued, queued) if queued else kept.queued
            if held is None or not (waiting or kept.pending or _another(opened, left)):
                self._vault.clear(opened)
            elif _another(opened, left):
                known = known_of(held, opened.kept)
                kept = replace(kept, epoch=known.epoch, active=True, code=known.code, latest=known.latest)
                self._vault.write_kept(held, replace(kept, queued=waiting))
            else:
                held, kept = record.after_leaving(opened, held, waiting)
                # The file first: with its word newer, the license is gone even if the entry cannot be written any more.
                self._vault.write_kept(held, kept)
                self._vault.write(held, kept)

    def told(self, queued: Queued) -> None:
        """A server knows now what was queued for it; nothing is left behind where that was all."""
        with self._vault.changing() as opened:
            if opened.held is None or opened.kept is None:
                return
            queue = tuple(each for each in opened.kept.queued if each != queued)
            self._keep_if_any(opened, opened.held, replace(opened.kept, queued=queue))

    def untrust(self, server: str, remove: Callable[[], None], *, forget_queued: bool) -> None:
        """Have `remove` take a server's keys away, and forget what was asked and queued for it. A license of it stays.

        Raises:
            StillQueued: it is still to be told of what was given up here, and that is not to be forgotten.
            FolderTrouble: it cannot be read whether it is.
        """
        with self._vault.changing() as opened:
            if opened.damage is Damage.LOCKED:
                raise FolderTrouble(LOCKED)
            ties, held, kept = ties_of(server, opened), opened.held, opened.kept
            if ties.queued and not forget_queued:
                raise StillQueued(server)
            remove()
            if held is not None and kept is not None and (ties.queued or ties.requested):
                queue = tuple(each for each in kept.queued if each.server != server)
                pending = None if ties.requested else kept.pending
                self._keep_if_any(opened, held, replace(kept, queued=queue, pending=pending))

    def _keep_if_any(self, opened: Opened, held: Held, kept: Kept) -> None:
        """Keep the file; nothing at all where nothing is in it that anybody needs."""
        if kept.queued or kept.pending or known_of(held, kept).active:
            self._vault.write_kept(held, kept)
        else:
            self._vault.clear(opened)

    def _take(self, opened: Opened, word: Word) -> Queued | None:
        held, now = self._vault.prepared(opened), int(self._clock())
        former = record.former(opened, word.outcome, self._keys_of, self._components, now=now)
        held, kept = record.after_outcome(opened, held, word, former, now=now)
        self._vault.write(held, kept)
        return former


def _another(opened: Opened, left: Held) -> bool:
    """Whether the license that is here is not the one that is left."""
    held = opened.held
    return (
        held is not None and (held.key, held.server) != (left.key, left.server) and known_of(held, opened.kept).active
    )


def _to_note(opened: Opened, now: int) -> bool:
    known = known_of(opened.held, opened.kept)
    return opened.damage is None and known.active and now >= known.latest + STEP_S
