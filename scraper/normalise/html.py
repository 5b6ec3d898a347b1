"""Descriptions: HTML as received, and the plain text in it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

# Only blocks separate words: "night <b>shift</b>s" is two words, "<p>one</p><p>two</p>" are two lines.
_BLOCK = re.compile(
    r"(?=</?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer|dd|dt|blockquote|pre|br|hr)\b)",
    re.IGNORECASE,
)
_LINES = re.compile(r"\s*\n\s*")


def plain(html: str) -> str:
    """The text of a description, one line for each block; "" for none."""
    if "<" not in html and "&" not in html:
        return "\n".join(filter(None, (" ".join(line.split()) for line in html.splitlines())))
    body = LexborHTMLParser(_BLOCK.sub("\n", html)).body
    text = body.text(separator="", strip=False) if body else ""
    return "\n".join(filter(None, (" ".join(line.split()) for line in _LINES.split(text))))
