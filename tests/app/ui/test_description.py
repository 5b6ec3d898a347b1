"""Text from anywhere, shown safely."""

from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument

from app.ui import theme
from app.ui.views.description import Description, open_address
from scraper.query import Query
from scraper.store.store import open_store
from tests.app.ui.conftest import opened_desk
from tests.scraper.store.postings_made import NOW, made


@pytest.fixture
def description(qtbot):
    widget = Description()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def opened(qapp):
    """The addresses handed to the system's browser."""
    from PySide6.QtCore import QObject, Slot

    class Browser(QObject):
        def __init__(self):
            super().__init__()
            self.addresses = []

        @Slot(QUrl)
        def take(self, url):
            self.addresses.append(url.toString())

    browser = Browser()
    for scheme in ("http", "https", "file", "mailto"):
        QDesktopServices.setUrlHandler(scheme, browser, "take")
    yield browser.addresses
    for scheme in ("http", "https", "file", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "//host/share/x.png", "https://x.example/a.png", "qrc:/x"]
)
@pytest.mark.parametrize("kind", list(QTextDocument.ResourceType))
def test_no_resource_of_any_kind_is_loaded(description, address, kind):
    assert description.loadResource(kind.value, QUrl(address)) is None


def test_pictures_styles_and_scripts_are_gone_from_what_is_shown(description):
    description.show_html(
        '<p style="color:red" onclick="x()">Hello <img src="file:///etc/passwd"><script>bad()</script>'
        '<style>p{background:url(//h/x)}</style><a href="javascript:x()">link</a></p>'
    )
    html = description.document().toHtml()
    assert description.toPlainText().strip() == "Hello link"
    assert "<img" not in html
    assert "javascript" not in html
    assert "//h/x" not in html


def test_the_words_searched_for_are_marked_where_words_begin(description):
    description.show_html("<p>Data and data; metadata and database.</p>")
    description.mark(["data"])
    assert marked(description) == ["Data", "data", "data"]


def test_words_with_signs_and_in_other_letters_are_marked_as_they_are(description):
    description.show_html("<p>C++ (Ünit) xÜnit C+ über</p>")
    description.mark(["c++", "(ünit", "ü"])
    assert marked(description) == ["C++", "(Ünit", "Ü", "ü"]


def test_words_of_a_search_are_marked_with_their_endings_and_short_ones_only_where_they_are_whole(description):
    description.show_html(
        "<p>Engineers in IT: iterate with an engineer, no bioengineer or engineersworld. It works.</p>"
    )
    description.mark([], ["engineer", "IT"])
    assert marked(description) == ["Engineers", "engineer", "IT", "It"]


@pytest.mark.parametrize(
    ("html", "sought", "found"),
    [
        ("<p>当社はエンジニアを募集。エンジニアリング</p>", "エンジニア", ["エンジニア", "エンジニア"]),
        ("<p>รับสมัครวิศวกรโยธา</p>", "วิศวกร", ["วิศวกร"]),
        ("<p>Python経験3年、Go言語、Going</p>", "Python", ["Python"]),
        ("<p>Python経験3年、Go言語、Going</p>", "Go", ["Go"]),
        ("<p>Koch für die Ku\u0308che</p>", "Küche", ["Küche"]),
        ("<p>Koch für die Küche</p>", "Ku\u0308che", ["Küche"]),
        ("<p>مهندس بيانات في المهندسين</p>", "مهندس", ["مهندس"]),
    ],
)
def test_words_of_scripts_without_spaces_and_of_letters_put_together_are_found(description, html, sought, found):
    description.show_html(html)
    description.mark([], [sought])
    assert marked(description) == found


def marked(description):
    return [selection.cursor.selectedText() for selection in description.extraSelections()]


def test_marks_when_the_look_changes_then_have_its_colors(stored, qapp, qtbot, request):
    stored(made(1, description_html="<p>Engineers wanted.</p>"))
    desk = request.getfixturevalue("desk")
    desk.window.results.view.choose_row(0)
    description = desk.window.detail.description

    def shown():
        [mark] = description.extraSelections()
        return mark.format.background().color().name(), mark.format.foreground().color().name()

    try:
        theme.apply(qapp, "dark")
        qtbot.waitUntil(lambda: shown() == (theme.DARK.selected, theme.DARK.selected_text))
    finally:
        theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: shown() == (theme.LIGHT.selected, theme.LIGHT.selected_text))
    assert marked(description) == ["Engineers"]


def test_very_many_places_within_words_take_no_longer_than_none(description):
    description.show_html(f"<p>{'experience engineers helped everyone else here. ' * 6000}</p>")

    def took_s(word):
        begun = perf_counter()
        description.mark([word])
        return perf_counter() - begun

    assert min(took_s("ngin") for _ in range(3)) < 50 * max(took_s("zzzz") for _ in range(3))
    assert description.extraSelections() == []


@pytest.mark.parametrize("address", ["https://jobs.example/1?a=b", "http://jobs.example"])
def test_web_addresses_are_opened(opened, address):
    assert open_address(address)
    assert opened == [address]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "mailto:a@b.example", "javascript:alert(1)", "//host/path", "https:", "", "x"]
)
def test_other_addresses_are_not_opened(opened, address):
    assert not open_address(address)
    assert opened == []


@pytest.fixture
def reading(request, folder, qapp, qtbot):
    """The desk of a window in which a job is read that is made up, if the test says so."""
    at = folder.practice() if request.param else folder
    at.make()
    job = made(1, description_html='<a href="https://jobs.example/more?q=a%20b">more</a>')
    with open_store(at.database, made_up=at.made_up) as store:
        store.ingest(store.begin_run(Query(words="welder", sites=("indeed",)), NOW), (job,), NOW)
    for desk in opened_desk(qapp, qtbot, at):
        desk.window.results.view.choose_row(0)
        yield desk


def ask_for_each_address(desk, qtbot):
    """The best link by its key and by its button, and one of the description."""
    desk.window.actions_["open"].trigger()
    qtbot.mouseClick(desk.window.detail.apply, Qt.MouseButton.LeftButton)
    desk.window.detail.description.anchorClicked.emit(QUrl("https://jobs.example/more?q=a%20b"))


@pytest.mark.parametrize("reading", [True], indirect=True)
def test_addresses_of_a_job_that_is_made_up_are_not_opened_and_the_window_says_why(reading, opened, qtbot):
    ask_for_each_address(reading, qtbot)
    assert opened == []
    assert reading.window.messages.sentence.startswith("This job is made up: its page does not exist")


@pytest.mark.parametrize("reading", [False], indirect=True)
def test_addresses_of_a_job_that_is_not_made_up_are_opened(reading, opened, qtbot):
    ask_for_each_address(reading, qtbot)
    best = reading.window.detail.record.links[0].url
    assert opened == [best, best, QUrl("https://jobs.example/more?q=a%20b").toString()]
