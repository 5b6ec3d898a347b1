"""Descriptions: HTML as received, and what is made of it to read, to search and to show."""

from __future__ import annotations

import functools
import re

from selectolax.lexbor import LexborHTMLParser

# Only blocks separate words: "night <b>shift</b>s" is two words, "<p>one</p><p>two</p>" are two lines.
_BLOCK = re.compile(
    r"<(?=/?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer|dl|dd|dt|blockquote|pre|br|hr)\b)",
    re.IGNORECASE,
)
_UNREAD = ["script", "style", "template", "noscript"]
_SHOWN_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip


@functools.lru_cache(maxsize=512)  # a batch is compared, filtered and indexed by the same texts
def plain(html: str) -> str:
    """The text of a description, one line for each block; "" for none."""
    if "<" not in html and "&" not in html:
        return _lines(html)
    body = LexborHTMLParser(_BLOCK.sub("\n<", html)).body
    if body is None:
        return ""
    lowered = html.lower() if "<s" in html or "<t" in html or "<n" in html else ""
    if any(f"<{tag}" in lowered for tag in _UNREAD):
        body.strip_tags(_UNREAD)
    return _lines(body.text(separator="", strip=False))


def sanitised(html: str) -> str:
    """The description as HTML that is safe to show: no scripts, styles, images or forms, links to web and mail only."""
    import nh3

    return nh3.clean(
        html,
        tags=_SHOWN_TAGS,
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def _lines(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
