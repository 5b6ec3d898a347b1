"""Headers that tell a browser to do as little as possible with a reply."""

from __future__ import annotations

from licensing.server.web.asgi import START, App, Message, Receive, Scope, Send, encoded, is_request, with_headers

_POLICY = "Content-Security-Policy"
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The policy of what is no page."""
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)


class Headed:
    """The layer.

    Attributes (of the constructor):
        secure: clients come through https, and are told to do so always.
        pages: the policy of each path that shows a page; every other has nothing to show.
    """

    def __init__(self, app: App, *, secure: bool, pages: dict[str, str]) -> None:
        self._app = app
        always = _ALWAYS + ((("Strict-Transport-Security", "max-age=63072000"),) if secure else ())
        self._usual = encoded(*always, (_POLICY, NOTHING))
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
