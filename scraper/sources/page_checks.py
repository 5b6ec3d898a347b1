"""What is wrong with a page, found before JobSpy sees it.

JobSpy takes a cut page for the last one, a bot check on Bayt and HelloWork for "no jobs", and gives up a whole page for
one result it does not expect. Here an answer is looked at for what it should hold; only one that holds nothing readable
is searched for the words of a bot check or a login page, so that an advert about captchas is no obstacle.

Four findings are told apart: a refusal (bot check, login), which ends the source at once; an answer that came damaged,
which is worth another try; a layout that changed, which is not; and an empty page, which is asked for once more,
because a throttled board answers the same way as one whose list has ended.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.errors import Reason
from scraper.transport import Trouble

if TYPE_CHECKING:
    from scraper.sources.base import SourceInfo
    from scraper.sources.listing import Asked
    from scraper.transport import Reply

_HTML_BOARDS = ("linkedin", "zip_recruiter", "bayt", "hellowork")
_CARDS = {
    "linkedin": ".base-search-card",
    "bayt": "li[data-js-job]",
    "hellowork": "li[data-id-storage-target=item]",
}
# A page without a card that still links to adverts has changed its layout.
_JOB_LINKS = {
    "linkedin": re.compile(r'href="[^"]*/jobs/view/'),
    "bayt": re.compile(r'href="[^"]*/jobs?/[^"]*-\d{4,}/?"'),
    "hellowork": re.compile(r'href="[^"]*/emplois/\d+'),
}
_ZIP_JOBS = re.compile(r'\\"(?:jobKeysMap|jobCards)\\":')
_ZIP_EMPTY = re.compile(r'\\"(?:jobKeysMap|jobCards)\\":(?:\{\}|\[\])')
_DETAIL_MARKS = {
    "linkedin": re.compile(r"show-more-less-html|description__|top-card-layout"),
    "zip_recruiter": re.compile(r"jobDetails"),
    "bayt": re.compile(r"JobPosting"),
    "hellowork": re.compile(r"JobPosting|Les missions du poste|Détail du poste"),
}
_BOT = re.compile(
    r"captcha|cf[-_]ch(?:l|allenge)|challenge-platform|just a moment|(?:not|are you) a (?:ro)?bot|(?:are|you're) human"
    r"|verify(?:ing)? you|unusual (?:traffic|activity)|access denied|automated (?:access|requests|queries)|perimeterx"
    r"|datadome|security check|pardon our interruption|attention required|request blocked|bot (?:check|detect)",
    re.IGNORECASE,
)
_LOGIN_ADDRESS = re.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|sign-?up|authwall|uas|checkpoint|connexion|captcha|challenge)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(r"<title>[^<]*(?:sign in|log ?in|connexion)", re.IGNORECASE)
_PASSWORD = re.compile(r"""type=["']?password""", re.IGNORECASE)
_LINKEDIN_EMPTY = "<!DOCTYPE html>\n\n<!---->"
_GARBLED_SHARE = 0.05
_SPARSE_CHARS = 300  # a page with fewer words says what it is in its scripts
_LOGIN_CHARS = 3000  # a page with more words only has a login form somewhere


def judge(info: SourceInfo, asked: Asked, reply: Reply) -> Trouble | None:
    """What is wrong with an answer whose status is neither a refusal nor a fault; None where JobSpy can read it."""
    trouble = _redirect(info, reply) or _status(info, asked, reply)
    if trouble is not None or reply.status_code != 200:  # noqa: PLR2004  the rest is JobSpy's own to handle
        return trouble
    if info.key in _HTML_BOARDS:
        return _html_detail(info, reply) if asked.kind == "detail" else _html_list(info, reply)
    return _json(info, asked, reply)


def is_empty(trouble: Trouble) -> bool:
    """Whether this is the finding of an empty page."""
    return trouble.usable and trouble.reason is Reason.LAYOUT_CHANGED


def drop_unreadable(key: str, reply: Reply) -> int:
    """How many results of a page JobSpy would fail the page for, or pass over in silence; they are taken out of it."""
    if key == "linkedin":
        return len(LexborHTMLParser(reply.text).css(".base-search-card:not([data-entity-urn])"))
    if key in _HTML_BOARDS:
        return 0
    data = reply.json()
    dropped = 0
    for results in _result_lists(key, data):
        good = [result for result in results if _has_identity(key, result)]
        dropped += len(results) - len(good)
        results[:] = good
    return dropped


def _redirect(info: SourceInfo, reply: Reply) -> Trouble | None:
    """A login page stood in for the answer, followed or not; or the board sends us elsewhere."""
    if 300 <= reply.status_code < 400:  # noqa: PLR2004
        if _LOGIN_ADDRESS.search(urlsplit(reply.headers.get("location", "")).path):
            return _login(info)
        return Trouble(reason=Reason.LAYOUT_CHANGED, message=f"{info.name} sends the request elsewhere.")
    return _login(info) if _LOGIN_ADDRESS.search(urlsplit(reply.url).path) else None


def _login(info: SourceInfo) -> Trouble:
    return Trouble(reason=Reason.BLOCKED, message=f"{info.name} asks for a login.")


def _bot(info: SourceInfo) -> Trouble:
    return Trouble(reason=Reason.BLOCKED, message=f"{info.name} checks whether a person is asking.")


def _status(info: SourceInfo, asked: Asked, reply: Reply) -> Trouble | None:
    """Statuses that mean something at one board, and those that mean the same at all."""
    status = reply.status_code
    if status == 406 and info.key == "naukri":  # noqa: PLR2004  "recaptcha required"
        return _bot(info)
    if asked.kind == "detail" and status in (404, 410):
        return Trouble(reason=Reason.REFUSED, message=f"{info.name} no longer has this job.")
    if (status == 400 and info.key == "naukri" and asked.begins) or (status == 404 and info.key == "bayt"):  # noqa: PLR2004
        return None  # the end of the list; a place that JobSpy then widens
    if status in (400, 422):
        return Trouble(reason=Reason.REFUSED, message=f"{info.name} does not accept this search ({status}).")
    if status != 200:  # noqa: PLR2004
        return Trouble(reason=Reason.LAYOUT_CHANGED, message=f"{info.name} answered with status {status}.")
    return None


def _changed(info: SourceInfo, *, passing: bool = False, most_retries: int | None = None) -> Trouble:
    return Trouble(
        reason=Reason.LAYOUT_CHANGED,
        message=f"{info.name} answered, and nothing could be read.",
        passing=passing,
        most_retries=most_retries,
    )


def _incomplete(info: SourceInfo, *, usable: bool = False) -> Trouble:
    return Trouble(
        reason=Reason.UNREACHABLE, message=f"{info.name}'s answer came incomplete.", passing=True, usable=usable
    )


def _empty(info: SourceInfo) -> Trouble:
    return Trouble(
        reason=Reason.LAYOUT_CHANGED,
        message=f"{info.name} answered with an empty page.",
        passing=True,
        most_retries=1,
        usable=True,
    )


def _html_list(info: SourceInfo, reply: Reply) -> Trouble | None:
    text = reply.text
    if info.key == "zip_recruiter":
        found, empty = bool(_ZIP_JOBS.search(text)), bool(_ZIP_EMPTY.search(text))
    else:
        found = LexborHTMLParser(text).css_first(_CARDS[info.key]) is not None
        empty = not found and not _JOB_LINKS[info.key].search(text)
    if _is_rejected(text):
        return _changed(info, passing=True)
    if found:
        return _incomplete(info, usable=not empty) if _is_cut(info.key, text) else _empty(info) if empty else None
    trouble = _stand_in(info, text)
    if trouble is not None:
        return trouble
    if empty and (info.key != "linkedin" or text.strip() == _LINKEDIN_EMPTY):
        return _empty(info)
    return _changed(info)


def _html_detail(info: SourceInfo, reply: Reply) -> Trouble | None:
    text = reply.text
    if _is_rejected(text):
        return _changed(info, passing=True)
    if _DETAIL_MARKS[info.key].search(text):
        return _incomplete(info) if _is_cut("", text) else None
    return _stand_in(info, text) or _changed(info, passing=True, most_retries=1)


def _stand_in(info: SourceInfo, text: str) -> Trouble | None:
    """What a page is that holds nothing of what was asked for: a refusal, or something damaged."""
    refusal = _refusal(info, text)
    if refusal is not None:
        return refusal
    if _is_garbled(text) or "<" not in text:
        return _changed(info, passing=True)
    if info.key == "linkedin" and text.strip() == _LINKEDIN_EMPTY:
        return None
    return _incomplete(info) if _is_cut(info.key, text) else None


def _refusal(info: SourceInfo, text: str) -> Trouble | None:
    """A bot check or a login page, by the words a person would see; ordinary pages carry such words in scripts."""
    page = LexborHTMLParser(text)
    title = page.css_first("title")
    page.strip_tags(["script", "style", "template"])
    words = f"{title.text() if title else ''} {page.body.text(separator=' ') if page.body else ''}".strip()
    if _BOT.search(words if len(words) > _SPARSE_CHARS else text):
        return _bot(info)
    if _LOGIN_TITLE.search(text) or (_PASSWORD.search(text) and len(words) < _LOGIN_CHARS):
        return _login(info)
    return None


def _is_cut(key: str, text: str) -> bool:
    """Whether a page does not end as its kind ends. LinkedIn's list is a row of <li>, every other page a document."""
    head, tail = text[:2000].lower(), text[-4000:].lower()
    if key == "linkedin" and "<html" not in head:
        return not text.rstrip().endswith(">") or len(re.findall(r"<li[\s>]", text)) > text.count("</li>")
    return "</html" not in tail


def _is_garbled(text: str) -> bool:
    odd = sum(text.count(sign) for sign in ("\x00", "\ufffd"))
    return odd > len(text) * _GARBLED_SHARE


def _is_rejected(text: str) -> bool:
    """Whether html.parser, on which JobSpy's reading stands, gives the page up; only a marked section can make it."""
    if "<![" not in text:
        return False
    try:
        HTMLParser().feed(text)
    except AssertionError:
        return True
    return False


def _json(info: SourceInfo, asked: Asked, reply: Reply) -> Trouble | None:
    try:
        data = reply.json()
    except ValueError:
        return _not_json(info, reply)
    if asked.kind == "other":
        return _place(info, reply, data)
    if asked.kind == "detail":
        return None if _is_detail(info.key, data) else _changed(info, passing=True, most_retries=1)
    lists = _result_lists(info.key, data)
    if not lists:
        # An answer with nothing but errors may be a passing fault of theirs.
        return _changed(info, passing=bool(_at(data, "errors") or _at(data, 0, "errors")))
    return None if any(lists) else _empty(info)


def _not_json(info: SourceInfo, reply: Reply) -> Trouble:
    """A body that should be JSON and is not: a page in its place, or a damaged answer."""
    text = reply.content.decode("utf-8", errors="replace")
    start = text.lstrip()[:1]
    refusal = _refusal(info, text) if start == "<" else None
    if refusal is not None:
        return refusal
    return _incomplete(info) if start and start in "{[" else _changed(info, passing=True)


def _place(info: SourceInfo, reply: Reply, data: Any) -> Trouble | None:
    """Glassdoor's places for a text, of which JobSpy takes the first; it asks without a text as well."""
    if "term" not in parse_qs(urlsplit(reply.url).query):
        return None
    if not isinstance(data, list):
        return _changed(info)
    return None if data else Trouble(reason=Reason.REFUSED, message=f"{info.name} does not know this place.")


def _is_detail(key: str, data: Any) -> bool:
    if key == "glassdoor":
        jobs = _at(data, 0, "data")
        return isinstance(jobs, dict) and any(re.fullmatch(r"j\d+", alias) for alias in jobs)
    return isinstance(_at(data, "jobDetails") if key == "naukri" else _at(data, "data", 0), dict)


def _result_lists(key: str, data: Any) -> list[list[Any]]:
    """The lists of results in an answer, as they lie in it; none where the layout is another."""
    paths: dict[str, tuple[tuple[str | int, ...], ...]] = {
        "indeed": (("data", "jobSearch", "results"),),
        "glassdoor": ((0, "data", "jobListings", "jobListings"),),
        "naukri": (("jobDetails",),),
        "bdjobs": (("data",), ("premiumData",)),
    }
    found = [results for path in paths[key] if isinstance(results := _at(data, *path), list)]
    if not found and key == "naukri" and isinstance(_at(data, "noOfJobs"), int):
        return [[]]  # it leaves the list out where there is none
    return found


def _has_identity(key: str, result: Any) -> bool:
    """Whether JobSpy can tell one result from another; without that it gives up the page, or passes over the result."""
    if not isinstance(result, dict):
        return False
    if key == "indeed":
        return result.get("job", ()) is None or isinstance(_at(result, "job", "key"), str)
    if key == "glassdoor":
        return isinstance(_at(result, "jobview", "job", "listingId"), int)
    if key == "naukri":
        return isinstance(result.get("jobId"), str) and isinstance(result.get("createdDate"), int)
    return isinstance(result.get("Jobid"), str)


def _at(data: Any, *path: str | int) -> Any:
    """What lies at a path of names and indexes; None where there is nothing."""
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and len(data) > step else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data
