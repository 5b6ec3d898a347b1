"""What a board's request asks for: a page of the list, and where in the list that page begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from scraper.sources import boards

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE_PARAMETERS = {"naukri": "pageNo", "hellowork": "p", "bayt": "page"}
_PAGE_SIZES = {info.key: info.page_size for info in boards.BOARDS}
_BAYT_HYBRID = ("filters[remote_working_type][]", "2")


class Asked(Struct, frozen=True, kw_only=True):
    """One request of a board's scraper.

    Attributes:
        kind: a page of the list; one job's page; or anything else (Glassdoor's place, Bayt's walk over hybrid jobs).
        begins: listing position of the page's first job, for boards that number their pages; None for cursors.
        paced: whether the next request waits for it; a place looked up before the first page is no page.
    """

    kind: Literal["list", "detail", "other"]
    begins: int | None = None
    paced: bool = True


def asked(key: str, method: str, url: str, params: Mapping[str, object] | None) -> Asked:
    """What a request that is not for a job's page asks for."""
    parts = urlsplit(url)
    values = {name: texts[-1] for name, texts in parse_qs(parts.query).items()}
    values |= {name: str(value) for name, value in (params or {}).items()}
    if key == "glassdoor" and method.upper() == "GET":
        return Asked(kind="other", paced=False)
    if key == "bayt" and values.get(_BAYT_HYBRID[0]) == _BAYT_HYBRID[1]:
        return Asked(kind="other")
    if key == "linkedin":
        return Asked(kind="list", begins=_number(values.get("start")))
    if key == "zip_recruiter":
        page = re.search(r"/jobs-search/(\d+)$", parts.path)
        return Asked(kind="list", begins=_begins(key, int(page[1]) if page else 1))
    if key in _PAGE_PARAMETERS:
        return Asked(kind="list", begins=_begins(key, _number(values.get(_PAGE_PARAMETERS[key]))))
    return Asked(kind="list")


def _begins(key: str, page: int | None) -> int | None:
    return None if page is None else (page - 1) * _PAGE_SIZES[key]


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
