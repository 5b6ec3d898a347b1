"""A page as sites send it: head, navigation, content, footer, of a realistic length."""

from __future__ import annotations

from html import escape

_NAVIGATION = "".join(
    f'<li class="nav-item"><a href="/nav/{number}">Menu entry {number}</a></li>' for number in range(30)
)
_FOOTER = "".join(f'<a class="footer-link" href="/about/{number}">About us {number}</a>' for number in range(40))


def page(title: str, content: str, *, head: str = "") -> bytes:
    """A whole HTML page around the content."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body><nav><ul>{_NAVIGATION}</ul></nav><main>{content}</main><footer>{_FOOTER}</footer></body></html>\n"
    ).encode()
