"""The page with the interactive documentation: Swagger UI, with every file of it from this server.

FastAPI's own page has its script, its style and its icon from other people's servers, which would learn who reads here, and
decide what runs on the page. The files are fastapi-swagger's, which brings Swagger UI as it is released and no more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING

from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, Response

from licensing.server.web.headers import NOTHING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import FastAPI, Request

_FILES = (
    ("swagger-ui-bundle.js", "text/javascript"),
    ("swagger-ui.css", "text/css"),
    ("favicon-32x32.png", "image/png"),
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def add_docs(app: FastAPI, path: str) -> dict[str, str]:
    """Put the page at `path`, and its files below; the `Content-Security-Policy` of each path that is a page."""
    for name, media_type in _FILES:
        app.add_route(f"{path}/{name}", _file(name, media_type), include_in_schema=False)
    script, style, icon = (f"{path}/{name}" for name, _ in _FILES)
    page = get_swagger_ui_html(
        openapi_url=app.openapi_url or "",
        title=app.title,
        swagger_js_url=script,
        swagger_css_url=style,
        swagger_favicon_url=icon,
        # Else a badge on the page asks Swagger's own server what it thinks of the document.
        swagger_ui_parameters={"validatorUrl": None},
    )
    content = bytes(page.body)

    async def docs(_request: Request) -> Response:
        return HTMLResponse(content)

    app.add_route(path, docs, include_in_schema=False)
    return {path: _policy(content)}


def _file(name: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    content: list[bytes] = []

    async def file(_request: Request) -> Response:
        if not content:  # 1.7 MB that most servers are never asked for
            content.append((resources.files("fastapi_swagger") / "resources" / name).read_bytes())
        return Response(content[0], media_type=media_type)

    return file


def _policy(page: bytes) -> str:
    """Its own files, its one inline script by its hash, and questions to this server; nothing of anybody else's."""
    scripts = _INLINE.findall(page.decode())
    hashes = (f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return (
        f"{NOTHING}; script-src 'self' {' '.join(hashes)}; style-src 'self'; img-src 'self' data:; connect-src 'self'"
    )
