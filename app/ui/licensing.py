"""The license in the window: learned aside, confirmed anew when that is due, told where something about it changes."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QToolButton

from app.operations.licensing import allowance, for_search
from app.ui import license_words
from app.ui.aside import Aside
from app.ui.naming import named
from app.ui.views.messages import About
from licensing.client.state import State
from scraper.errors import Expected, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.licensing import Allowance
    from app.operations.trial import LocalServer
    from app.operations.truth import Summary
    from app.paths import Folder
    from app.ui.license_acts import LicenseActs
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow
    from licensing.client.licensing import LicenseClient
    from licensing.client.standing import Standing
    from scraper.cancel import Cancel
    from scraper.query import Query

T = TypeVar("T")

_FIRST_MS = (2_000, 6_000)
"""After the window is there, and not on every computer at the same moment."""
_LATER_MS = (4 * 60_000, 6 * 60_000)
"""Whether it is due, which costs a look at two files; how often the server is asked, the client says."""
_END_S = 0.5


class Licensing(QObject):
    """Knows how the license stands. Whatever waits for the network or the keyring is done aside, one after the other."""

    changed = Signal(object)
    """The `Standing`, whenever it was learned anew."""

    def __init__(self, window: MainWindow, folder: Callable[[], Folder], tasks: TaskRunner) -> None:
        """`folder` gives the data folder that is open at the time."""
        super().__init__(window)
        self._window, self._folder, self._tasks = window, folder, tasks
        self._aside = Aside("license", tasks.post)
        self._clients: dict[str, LicenseClient] = {}
        self.local_server: LocalServer | None = None
        """For trying out, once it was started."""
        self.acts: LicenseActs | None = None
        """What is done on the page, while it is open."""
        self.standing: Standing | None = None
        """As last learned; None before that."""
        self._mark = named("license_mark", QToolButton())
        self._mark.setAutoRaise(True)
        self._mark.setAccessibleName(self.tr("License"))
        self._mark.hide()
        self._mark.clicked.connect(self.open)
        window.actions_["license"].triggered.connect(self.open)
        window.statusBar().addPermanentWidget(self._mark)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_after)
        self.looks_at = datetime.now(UTC)
        """When the license is looked after next: then servers are told what they could not be told."""
        self._wait(_FIRST_MS)

    def allowed(self, query: Query) -> Allowance:
        """What a search may ask for; says so where that cannot be learned. On a worker; waits a moment at most."""
        asking = for_search(self._folder(), query)
        allowed = asking.allowance()
        if asking.trouble:
            self._tasks.post(lambda: self._window.messages.say(asking.trouble, stays=True, about=About.SEARCH))
        return allowed

    def tell_of(self, summary: Summary) -> None:
        """Show the line of truth of a search that has ended, and say where the license cut it, with that line."""
        truth = license_words.with_truth(summary)
        self._window.truth.setText(truth)
        if capped := license_words.capped(summary):
            self._window.messages.say(f"{capped}\n{truth}", self.tr("License…"), self.open, about=About.SEARCH)

    # For the page.

    def open(self) -> None:
        """Show the page."""
        from app.ui.license_acts import LicenseActs  # with cryptography and HTTP, for which no start waits

        if self.acts is not None:
            self.acts.page.raise_()
            return
        self.acts = LicenseActs(self._window, self, self._tasks)
        self.acts.page.finished.connect(self._forget)

    def _forget(self) -> None:
        self.acts = None

    def do(
        self,
        work: Callable[[LicenseClient], T],
        then: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Do something with the client, aside; errors are `Expected` where there is something to do about them."""
        folder = self._folder()

        def with_client() -> T:
            from app.operations.license_errors import in_sentences

            with in_sentences():
                return work(self._client(folder))

        self._aside.do(with_client, then, failed)

    def try_out(
        self, cancel: Cancel, then: Callable[[Standing], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Start the local server, and get a license for trying out from it."""
        folder = self._folder()

        def start() -> Standing:
            from app.operations.trial import LocalServer, start_trial

            if self.local_server is None:
                self.local_server = LocalServer(folder.trial_server)
            return start_trial(folder, self.local_server, cancel)

        self._aside.do(start, then, failed)

    def give_up(self) -> None:
        """Wait no more for what is being done: it ends on its own thread, and nobody is told what comes of it."""
        self._aside.close()
        self._aside = Aside("license", self._tasks.post)

    def keep_key(self, key: str) -> None:
        """Put a key that cannot be shown any more into a file, and say where: a server tells it once. On any thread."""
        from app.operations.license_client import set_aside

        try:
            file = set_aside(self._folder().own(), key)
        except StoreError as error:
            told = str(error)
        else:
            told = self.tr(
                "Registered. The license key is in {}, for you alone: enter it on the license page, then delete the file."
            ).format(file)
        self._tasks.post(lambda: self._window.messages.say(told, stays=True))

    def learn(self, standing: Standing) -> None:
        """This is how it stands now; a person is told where it was better or worse before."""
        before, self.standing = self.standing, standing
        self._show_mark(standing)
        self.show_cap()
        if before is not None and _worth_telling(before, standing):
            self._tell(standing)
        self.changed.emit(standing)

    def show_cap(self) -> None:
        """Say where the number of jobs is typed how many are asked for without a license, if that is known to hold."""
        folder = self._folder()
        unknown = self.standing is None and folder.license.exists()
        most = None if folder.made_up or unknown else allowance(self.standing).results
        self._window.search_bar.set_cap(most)

    def close(self) -> None:
        """End the local server, and wait a moment for what is being done. On any thread."""
        if self.acts is not None:
            self.acts.stop()
        self._aside.close(_END_S)
        if self.local_server is not None:
            self.local_server.close()

    # By itself.

    def look_after(self) -> None:
        """Learn how it stands, tell the server what it could not be told, and ask it where that is due."""
        self._wait(_LATER_MS)
        if not self._folder().license.exists():
            return  # nothing of it is imported where there never was one
        self.do(lambda client: client.standing(), self._looked, self._tasks.failed.emit)

    def _looked(self, standing: Standing) -> None:
        self.learn(standing)

        def confirm(client: LicenseClient) -> Standing:
            client.send_queued()
            return client.refresh() if client.due() else client.standing()

        self.do(confirm, self.learn, self._not_confirmed)

    def _not_confirmed(self, error: BaseException) -> None:
        """Nothing is said of a server that cannot be reached, unless the license holds for want of an answer only."""
        if not isinstance(error, Expected):
            self._tasks.failed.emit(error)
        elif self.standing is not None and self.standing.state is State.GRACE:
            self._tell(self.standing)

    def _tell(self, standing: Standing) -> None:
        now = datetime.now(UTC)
        to_do = license_words.to_do(standing, now)
        sentence = " ".join(filter(None, (license_words.state(standing, now), to_do, license_words.yours(standing))))
        self._window.messages.say(sentence, self.tr("License…"), self.open, stays=bool(to_do))

    def _show_mark(self, standing: Standing) -> None:
        self._mark.setText(license_words.mark(standing))
        self._mark.setVisible(bool(self._mark.text()))

    def _client(self, folder: Folder) -> LicenseClient:
        """One for each server that is set: it remembers how often it has asked in vain. On the lane."""
        from app.operations.license_client import license_client, server_set

        server = server_set(folder)
        if server not in self._clients:
            self._clients[server] = license_client(folder)
        return self._clients[server]

    def _wait(self, between_ms: tuple[int, int]) -> None:
        delay_ms = random.randint(*between_ms)  # noqa: S311 - it protects nothing
        self.looks_at = datetime.now(UTC) + timedelta(milliseconds=delay_ms)
        self._timer.start(delay_ms)


def _worth_telling(before: Standing, now: Standing) -> bool:
    """Whether a change is news: not that a license was activated or given up, which a person did."""
    if before.state is None or now.state is None or before.key_ending != now.key_ending:
        return False
    kinds = [state if not state.unlocks or state is State.GRACE else State.VALID for state in (before.state, now.state)]
    return kinds[0] is not kinds[1]
