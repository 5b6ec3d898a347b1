"""Draws every view of the window into a folder: `make screenshots`. Made-up jobs from the practice sites, offscreen.

Each scale and look is a process of its own, because Qt reads the scale once. Those in German and with large text, which are
to be looked at only, are in folders of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

LOOKS = ("light", "dark")
SCALES = ("1", "2")
DRAWN = (
    *((".", look, scale, "en", "100") for scale in SCALES for look in LOOKS),
    *(("de", look, "2", "de", "100") for look in LOOKS),
    *((f"{language}-large", look, "1", language, "150") for language, look in zip(("en", "de"), LOOKS, strict=True)),
)
"""Folder, look, scale, language and size of the text in percent."""
_SOME_ROWS = 30
_WAIT_MS = 60_000
_WORDS = "data engineer"
_HOME = "/home/you"


def main() -> int:
    """All of them, or those of one kind in this process."""
    out = Path(sys.argv[1])
    if sys.argv[2:]:
        return _draw(out, *sys.argv[2:])
    for folder, *kind in DRAWN:
        (out / folder).mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": kind[1]}
        command = (sys.executable, "-P", __file__, str(out / folder), *kind)
        code = subprocess.run(command, env=environment, check=False).returncode
        if code:
            return code
    return 0


def _draw(out: Path, look: str, scale: str, language: str, text_percent: str) -> int:
    from PySide6.QtWidgets import QWidget

    from app import settings
    from app.paths import Folder
    from app.ui import start

    app = start.application(language)
    suffix = f"{look}{'' if scale == '1' else '@2x'}.png"

    def save(widget: QWidget, name: str) -> None:
        app.processEvents()
        widget.grab().save(str(out / f"{name}-{suffix}"))

    with tempfile.TemporaryDirectory() as made:
        root = Folder(root=Path(made))
        settings.save(root.settings, settings.Settings(look=look, text_percent=int(text_percent)))
        desk = start.open_window(root)
        window = desk.window
        window.resize(1280, 800)  # the screen there is none of would have had it smaller
        _until(lambda: desk.library.is_open and window.results.welcoming)
        save(window, "welcome")
        desk.practise()
        _until(lambda: window.table.rowCount() > _SOME_ROWS)
        save(window, "searching")
        _until(lambda: desk.run is None)
        window.results.view.choose_row(3)
        for row, name in ((1, "save"), (5, "applied")):
            window.results.view.choose_row(row)
            window.actions_[name].trigger()
        window.results.view.choose_row(3)
        _until(lambda: window.detail.record is not None and bool(window.sidebar.applied.text(1)))
        save(window, "window")
        _draw_message(desk, save)
        window.resize(1024, 700)
        save(window, "small")
        window.resize(1280, 800)
        window.results.filter.setText("zeppelin")
        _until(lambda: window.table.rowCount() == 0)
        save(window, "nothing")
        window.results.filter.clear()
        _until(lambda: window.table.rowCount() > 0)
        _draw_dialogs(window, save)
        _draw_license(window, save)
        _draw_folder(window, save)
        for panel, name in ((window.search_bar.sites, "sites"), (window.search_bar.filters, "filters")):
            panel.open()
            save(panel, name)
            panel.close()
        _draw_charts(window, save)
        _draw_odd(desk, save)
        desk.closed.connect(app.quit)
        window.close()
        app.exec()
    return 0


def _draw_dialogs(window, save) -> None:  # noqa: ANN001 - a script
    """What the commands open; the places in them are anybody's, not those of the computer that draws."""
    from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QTabWidget

    for command, name in (
        ("settings", "settings_dialog"),
        ("export", "export_dialog"),
        ("commands", "command_palette"),
        ("keys", "key_sheet"),
    ):
        window.actions_[command].trigger()
        dialog = window.findChild(QDialog, name)
        if command == "settings":
            dialog.findChild(QLabel, "data_folder").setText(f"{_HOME}/.local/share/jobspy-desktop")
            pages = dialog.findChild(QTabWidget)
            for number, page in enumerate(("", "_sites", "_network")):
                pages.setCurrentIndex(number)
                save(dialog, f"settings{page}")
        else:
            if command == "export":
                dialog.findChild(QLineEdit, "export_file").setText(f"{_HOME}/jobs.csv")
            save(dialog, command)
        dialog.reject()


def _draw_message(desk, save) -> None:  # noqa: ANN001 - a script
    """What is said of a job that was hidden, and taken back."""
    desk.window.actions_["hide_company"].trigger()
    _until(lambda: bool(desk.window.messages.sentence) and bool(desk.window.sidebar.hidden.text(1)))
    save(desk.window, "message")
    desk.window.actions_["undo"].trigger()
    _until(lambda: not desk.window.sidebar.hidden.text(1))
    desk.window.messages.end()
    desk.window.results.view.choose_row(3)


def _draw_charts(window, save) -> None:  # noqa: ANN001 - a script
    from PySide6.QtWidgets import QWidget

    window.actions_["charts"].trigger()
    text = window.results.charts.findChild(QWidget, "charts_text")
    counting = text.text()
    _until(lambda: text.text() != counting)
    save(window, "charts")
    window.actions_["charts"].trigger()


def _draw_update(window, save) -> None:  # noqa: ANN001 - a script
    """What is told of a newer version."""
    from app.ui.views.update_dialog import UpdateDialog

    notes = "- Two more job sites.\n- Exports are written twice as fast."
    sentence = "JobSpy Desktop 0.2.0 is out; this is 0.1.0."
    dialog = UpdateDialog(sentence, notes, "https://example.com", 80_000_000, window)
    dialog.open()
    save(dialog, "update")
    dialog.reject()


def _draw_folder(window, save) -> None:  # noqa: ANN001 - a script
    """What is asked of another data folder, how far its copy is, and what is asked where it is away."""
    from app.operations.moving import Place, Use
    from app.paths import NotThere
    from app.ui.no_window import WhereBox
    from app.ui.views.folder_questions import CopyDialog, FolderQuestion

    old, new = Path(f"{_HOME}/.local/share/jobspy-desktop"), Path("/media/you/drive/jobs")
    for name, uses in (("folder_empty", (Use.TAKE_ALONG, Use.START_EMPTY)), ("folder_used", (Use.OPEN,))):
        question = FolderQuestion(Place(root=new, uses=uses), old, 12_300_000, window)
        question.open()
        save(question, name)
        question.reject()
    copying = CopyDialog(old, new)
    copying.show()
    copying.show_progress(0.4)
    save(copying, "folder_copy")
    copying.done(0)
    where = WhereBox(
        NotThere(
            f"The data folder {new} cannot be used (it is empty): is its drive plugged in? Nothing was made in its place. Try"
            " again, or choose another folder."
        )
    )
    where.show()
    save(where, "folder_away")
    where.done(0)


def _draw_license(window, save) -> None:  # noqa: ANN001 - a script
    """The license page as it is without one, while trying out, with a paid one, and with one that does not hold; its servers."""
    from datetime import UTC, datetime, timedelta

    from msgspec.structs import replace

    from app.ui.views.license_page import LicensePage
    from licensing.client.standing import Standing
    from licensing.client.state import State
    from licensing.protocol.codes import LicenseType
    from licensing.protocol.key_file import ServerKeys
    from licensing.protocol.messages import Machine, Machines

    now = datetime.now(UTC)
    paid = Standing(
        state=State.VALID,
        license_type=LicenseType.PRO,
        features=("features:unlimited_search", "api:premium_data"),
        expires_at=now + timedelta(days=300),
        offline_until=now + timedelta(days=13),
        checked_at=now - timedelta(hours=5),
        server="https://license.example.com",
        key_ending="7K3QZX",
        machine_id="1",
        stored_in="keyring",
    )
    names = (("1", "desk", "linux"), ("2", "laptop", "macos"))
    machines = Machines(
        machines=tuple(
            Machine(
                machine_id=number, name=name, platform=platform, app_version="0.1", activated_at=now, last_seen_at=now
            )
            for number, name, platform in names
        ),
        machines_allowed=3,
    )

    company = ServerKeys("https://license.example.com", {"key-1": bytes(range(32)), "key-2": bytes(range(32, 64))})
    local = ServerKeys("http://127.0.0.1:43117", {"key-1": bytes(range(64, 96))})

    def draw(name: str, standing: Standing, part: str) -> None:
        page = LicensePage(window)
        page.show_standing(standing)
        page.computers.show_machines(machines, "1")
        page.servers.show_trusted(((company, False), (local, True)))
        page.show_tab(getattr(page, part))
        page.open()
        save(page, name)
        page.done(0)

    draw("license_none", Standing(), "register")
    draw("license", paid, "computers")
    draw("license_grace", replace(paid, state=State.GRACE, trial=True, stored_in="file"), "by_file")
    draw("license_untrusted", replace(paid, state=State.UNTRUSTED, license_type=None), "servers")
    draw("license_damaged", Standing(state=State.TAMPERED, server=paid.server, stored_in="file"), "key")


def _draw_odd(desk, save) -> None:  # noqa: ANN001 - a script
    """Very long titles, right-to-left text, and a site that failed."""
    _draw_update(desk.window, save)
    from datetime import UTC, datetime, timedelta

    from msgspec.structs import replace

    from app.operations.site_lines import SiteLine, SiteState
    from app.ui.sentences import spoken
    from scraper.errors import Reason
    from scraper.job import DatePrecision, Place, Posted, Posting
    from scraper.query import Query
    from scraper.store.store import open_store

    folder, window = desk.library.folder, desk.window
    long = "Senior Principal Distinguished Staff Data Platform Reliability Engineering Manager (all genders), " * 3
    odd = [
        Posting(
            site="indeed",
            native_id=f"odd{number}",
            url=f"https://indeed.example/{number}",
            title=title,
            company=company,
            places=(Place(text=place),),
            posted=Posted(at=datetime.now(UTC) + timedelta(hours=1), precision=DatePrecision.HOUR),
        )
        for number, (title, company, place) in enumerate(
            (
                (
                    long.strip(),
                    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
                    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
                ),
                ("مهندس بيانات أول", "شركة النيل للبرمجيات", "القاهرة، مصر"),
                ("מהנדס נתונים בכיר", "חברת הגליל", "תל אביב"),
            )
        )
    ]
    with open_store(folder.database, made_up=folder.made_up) as store:
        run = store.begin_run(Query(words="odd", sites=("indeed",)), datetime.now(UTC))
        store.ingest(run, odd, datetime.now(UTC))
    desk.showing.clear()
    window.results.view.sort_asked.emit("posted", True)
    failed = SiteLine(
        site="glassdoor", state=SiteState.FAILED, reason=Reason.BLOCKED, message="Glassdoor asks for a login."
    )
    waits = replace(failed, site="linkedin", state=SiteState.WAITS, reason=Reason.RATE_LIMITED, until=datetime.now(UTC))
    window.strip.show_lines([failed, waits])
    _until(lambda: _row_of_long_title(window) is not None)
    window.results.view.choose_row(_row_of_long_title(window))
    sentence = spoken("The disk is full. Free some space and try again; what was stored before is safe.")
    window.messages.say(sentence)
    save(window, "odd")


def _row_of_long_title(window) -> int | None:  # noqa: ANN001 - a script
    titles = (str(window.table.index(row, 1).data()) for row in range(min(window.table.rowCount(), 4)))
    return next((row for row, title in enumerate(titles) if "Senior Principal" in title), None)


def _until(condition) -> None:  # noqa: ANN001 - a script
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer, end = QEventLoop(), QTimer(), QTimer()
    timer.timeout.connect(lambda: condition() and loop.quit())
    end.timeout.connect(lambda: sys.exit("a view did not come"))
    timer.start(50)
    end.start(_WAIT_MS)
    if not condition():
        loop.exec()


if __name__ == "__main__":
    sys.exit(main())
