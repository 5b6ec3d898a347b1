"""Headers that tell a browser to do as little as possible with a reply."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from fastapi.openapi.docs import get_swagger_ui_html

from licensing.server.web.asgi import START, App, Message, Receive, Scope, Send, encoded, is_request, with_headers

if TYPE_CHECKING:
    from fastapi import FastAPI

_POLICY = "Content-Security-Policy"
_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_SWAGGER = "https://cdn.jsdelivr.net"
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Headed:
    """The layer.

    Attributes (of the constructor):
        secure: clients come through https, and are told to do so always.
        pages: the policy of each path that shows a page; every other has nothing to show.
    """

    def __init__(self, app: App, *, secure: bool, pages: dict[str, str]) -> None:
        self._app = app
        always = _ALWAYS + ((("Strict-Transport-Security", "max-age=63072000"),) if secure else ())
        self._usual = encoded(*always, (_POLICY, _NOTHING))
        self._of_pages = {path: encoded(*always, (_POLICY, policy)) for path, policy in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        headers = self._of_pages.get(scope["path"], self._usual)

        async def headed(message: Message) -> None:
            await send(with_headers(message, headers) if message["type"] == START else message)

        await self._app(scope, receive, headed)


def docs_policies(app: FastAPI) -> dict[str, str]:
    """The policy of the page with the interactive documentation: Swagger UI's files, and its one script by its hash."""
    if not app.docs_url or not app.openapi_url:
        return {}
    page = get_swagger_ui_html(
        openapi_url=app.openapi_url,
        title=f"{app.title} - Swagger UI",
        oauth2_redirect_url=app.swagger_ui_oauth2_redirect_url,
        init_oauth=app.swagger_ui_init_oauth,
        swagger_ui_parameters=app.swagger_ui_parameters,
    )
    scripts = _INLINE.findall(bytes(page.body).decode())
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in scripts
    )
    policy = (
        f"{_NOTHING}; script-src {_SWAGGER} {hashes}; style-src {_SWAGGER} 'unsafe-inline'; "
        f"img-src data: https://fastapi.tiangolo.com; connect-src 'self'"
    )
    return {app.docs_url: policy}
