"""The license page while it is open: does what is asked there, says what is being done and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from app.operations.license_client import (
    activate,
    give_up,
    keys_in,
    others_trusted,
    untrusting,
)
from app.operations.licensing import unreadable
from app.ui import license_errors, license_words
from app.ui.license_files import Chooser, read, write
from app.ui.views.license_page import LicensePage
from licensing.client.standing import Standing
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.licensing import Licensing
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow
    from licensing.client.licensing import LicenseClient
    from licensing.protocol.key_file import ServerKeys
    from licensing.protocol.messages import Machines

    _Trusted: TypeAlias = tuple[Standing, tuple[tuple[ServerKeys, bool], ...]]

T = TypeVar("T")


class LicenseActs(QObject):
    """One page, from when it is opened until it is closed."""

    def __init__(self, window: MainWindow, licensing: Licensing, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._licensing, self._tasks = licensing, tasks
        self._number = 0
        self._cancel = Cancel()
        self._key = self._unused = ""
        self._closed = False
        self.page = LicensePage(window)
        self.choose = Chooser(self.page)
        self._connect()
        self.page.show_standing(licensing.standing or Standing(), licensing.looks_at)
        if licensing.standing is None:
            self.page.show_looking()
        if licensing.standing is None or licensing.standing.state is None:
            self.page.key.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.open()
        self._look()

    def _connect(self) -> None:
        page = self.page
        self._licensing.changed.connect(self._learned)
        page.finished.connect(self._close)
        page.cancel_asked.connect(self.cancel)
        page.check_asked.connect(self.check)
        page.trial_asked.connect(self.try_out)
        page.deactivate_asked.connect(self.deactivate)
        page.key.asked.connect(self.activate)
        page.register.asked.connect(self.register)
        page.register.copy_asked.connect(self._copy)
        page.computers.list_asked.connect(self.list_computers)
        page.by_file.request_asked.connect(self.export_request)
        page.by_file.answer_asked.connect(self.answer_request)
        page.by_file.import_asked.connect(self.import_answer)
        page.servers.file_asked.connect(self.look_at_key_file)
        page.servers.trusted.connect(self.trust)
        page.servers.untrust_asked.connect(self.look_at_untrusting)
        page.untrust_agreed.connect(self.untrust)

    # With a key.

    def activate(self, key: str, name: str) -> None:
        """Use this key here."""

        def done(standing: Standing) -> None:
            if key == self._unused:
                self._unused = ""
            self.page.key.key.clear()
            self._licensing.learn(standing)
            self.page.told(self.tr("The license is active on this computer."))

        self._do(self.tr("Asking the license server…"), lambda client: activate(client, key, name), done)

    def register(self, email: str, password: str) -> None:
        """Get a key, and use it here; it is kept to be copied until the page is closed, and never lost: it is told once."""
        number = self._begin(self.tr("Registering…"))
        cancel = self._cancel

        def work(client: LicenseClient) -> None:
            key = client.register(email, password).license_key
            if cancel.is_set:
                self._licensing.keep_key(key)
            else:
                self._tasks.post(lambda: self._registered(number, key))

        self._licensing.do(work, lambda _: None, self._failed(number))

    def _registered(self, number: int, key: str) -> None:
        if number != self._number or self._closed:
            self._licensing.keep_key(key)
            return
        self.page.show_busy("")
        self._key = self._unused = key
        self.page.register.registered()
        self.activate(key, "")

    def check(self) -> None:
        """Ask the server how the license stands; only look again where it cannot be read here."""
        if self._licensing.standing is not None and self._licensing.standing.trouble is not None:
            self._look()
            return

        def work(client: LicenseClient) -> Standing:
            client.send_queued()
            return client.refresh()

        def done(standing: Standing) -> None:
            self._licensing.learn(standing)
            self.page.told(self.tr("The license server has answered."))

        self._do(self.tr("Asking the license server…"), work, done)

    def try_out(self) -> None:
        """Start the local server and get a license from it."""

        def done(standing: Standing) -> None:
            self._licensing.learn(standing)
            self.page.told(
                self.tr(
                    "The local license server runs until the window is closed; the trial works a day without it, "
                    "and goes on when it is started again."
                )
            )

        number = self._begin(self.tr("Starting the local license server…"))
        self._licensing.try_out(self._cancel, self._then(number, done), self._failed(number))

    # Computers.

    def deactivate(self, machine: str) -> None:
        """Give up the license on a computer of this id; "" for this one."""
        own = self._licensing.standing.machine_id if self._licensing.standing else None
        here = not machine or machine == own

        def work(client: LicenseClient) -> tuple[str, Standing]:
            aside = client.put_aside_in if here and unreadable(client.standing()) else None
            done = client.deactivate() if here else give_up(client, machine)
            return license_words.given_up(done, aside), client.standing()

        def done(came: tuple[str, Standing]) -> None:
            told, standing = came
            self._licensing.learn(standing)
            self.page.computers.forget()
            self.page.told(told)

        self._do(self.tr("Deactivating…"), work, done)

    def list_computers(self) -> None:
        """Show the computers of the license."""

        def work(client: LicenseClient) -> tuple[Machines, str | None]:
            return client.machines(), client.standing().machine_id

        self._do(self.tr("Asking the license server…"), work, lambda came: self.page.computers.show_machines(*came))

    # Files.

    def look_at_key_file(self) -> None:
        """Ask whether the server of a key file is to be trusted."""
        path = self.choose.open(self.tr("Key file of a license server"))
        if path is None:
            return

        def work(client: LicenseClient) -> tuple[ServerKeys, bytes, bool]:
            content = read(path)
            keys = keys_in(content)
            return keys, content, others_trusted(client, keys)

        def done(came: tuple[ServerKeys, bytes, bool]) -> None:
            keys, content, others = came
            self.page.servers.ask(keys, content, others=others)

        self._do(self.tr("Reading the file…"), work, done)

    def trust(self, content: bytes) -> None:
        """Trust the server of this key file."""

        def work(client: LicenseClient) -> tuple[str, _Trusted]:
            return client.trust(content).server, _trusted(client)

        self._do(self.tr("Keeping the keys…"), work, self._show_trusted(self.tr("{} is trusted from now on.")))

    def look_at_untrusting(self, server: str) -> None:
        """Ask whether a server is to be trusted no more, once it is known what that means."""
        self._do(
            self.tr("Looking at what depends on it…"),
            lambda client: untrusting(client, server, forget_queued=True),
            lambda came: self.page.ask_untrust(server, came[1]),
        )

    def untrust(self, server: str, forget_queued: bool) -> None:  # noqa: FBT001 - a signal's
        """Trust a server no more."""

        def work(client: LicenseClient) -> tuple[str, _Trusted]:
            client.untrust(server, forget_queued=forget_queued)
            return server, _trusted(client)

        self._do(self.tr("Taking the keys away…"), work, self._show_trusted(self.tr("{} is not trusted any more.")))

    def _show_trusted(self, words: str) -> Callable[[tuple[str, _Trusted]], None]:
        def done(came: tuple[str, _Trusted]) -> None:
            server, (standing, servers) = came
            self.page.servers.show_trusted(servers)
            self._licensing.learn(standing)
            self.page.told(words.format(server))

        return done

    def export_request(self, key: str) -> None:
        """Write a request for this key into a file."""
        self._do(
            self.tr("Making the request…"),
            lambda client: client.export_request(key),
            lambda content: self._save(content, "license-request.json"),
        )

    def answer_request(self) -> None:
        """Have the request of another computer answered."""
        path = self.choose.open(self.tr("Request of another computer"))
        if path is not None:
            self._do(
                self.tr("Asking the license server…"),
                lambda client: client.answer_request(read(path)),
                lambda content: self._save(content, "license-answer.json"),
            )

    def import_answer(self) -> None:
        """Use the answer to this computer's request."""
        path = self.choose.open(self.tr("Answer to this computer's request"))
        if path is None:
            return

        def done(standing: Standing) -> None:
            self._licensing.learn(standing)
            self.page.by_file.key.clear()
            self.page.told(self.tr("The license is active on this computer."))

        self._do(self.tr("Reading the file…"), lambda client: client.import_lease(read(path)), done)

    def _save(self, content: bytes, name: str) -> None:
        path = self.choose.save(self.tr("Save the file"), name)
        if path is not None:
            written = self.tr("Written: {}.").format(path)
            self._do(self.tr("Writing the file…"), lambda _: write(path, content), lambda _: self.page.told(written))

    # How it goes.

    def cancel(self) -> None:
        """Wait no more for what is being done."""
        self._number += 1
        self._cancel.set()
        self._licensing.give_up()
        self.page.show_busy("")
        self.page.told(self.tr("Given up. What the license server has been told already may still count."))

    def stop(self) -> None:
        """Have what can be stopped stop, on any thread."""
        self._cancel.set()

    def _look(self) -> None:
        """Learn how it stands and which servers are trusted; needs no network, and nobody waits for it."""

        def done(came: _Trusted) -> None:
            self._licensing.learn(came[0])
            if not self._closed:
                self.page.servers.show_trusted(came[1])

        def failed(error: BaseException) -> None:
            if not self._closed:
                self.page.told(license_errors.sentence(error))

        self._licensing.do(_trusted, done, failed)

    def _learned(self, standing: Standing) -> None:
        if not self._closed:
            self.page.show_standing(standing, self._licensing.looks_at)

    def _do(self, doing: str, work: Callable[[LicenseClient], T], then: Callable[[T], object]) -> None:
        number = self._begin(doing)
        self._licensing.do(work, self._then(number, then), self._failed(number))

    def _begin(self, doing: str) -> int:
        self._number += 1
        self._cancel = Cancel()
        self.page.show_busy(doing)
        return self._number

    def _then(self, number: int, then: Callable[[T], object]) -> Callable[[T], object]:
        def arrived(result: T) -> None:
            if self._closed:
                self._licensing.look_after()  # it may stand differently now
            if number == self._number and not self._closed:
                self.page.show_busy("")
                then(result)

        return arrived

    def _failed(self, number: int) -> Callable[[BaseException], object]:
        def failed(error: BaseException) -> None:
            if number != self._number or self._closed or isinstance(error, Cancelled):
                return
            self.page.show_busy("")
            if isinstance(error, Expected):
                standing = self._licensing.standing
                self.page.told(license_errors.sentence(error, tried=standing is not None and standing.tried))
            else:
                self._tasks.failed.emit(error)

        return failed

    def _copy(self) -> None:
        self._unused = ""
        QGuiApplication.clipboard().setText(self._key)
        self.page.told(self.tr("The key is in the clipboard: keep it, it is told only this once."))

    def _close(self) -> None:
        self._closed = True
        self._cancel.set()
        if self._unused:
            self._licensing.keep_key(self._unused)
        self._key = self._unused = ""
        self.deleteLater()


def _trusted(client: LicenseClient) -> _Trusted:
    """How the license stands, and the servers that were added, each with whether it is for trying out alone."""
    return client.standing(), tuple((keys, client.tried(keys.server)) for keys in client.trusted()[1:])
