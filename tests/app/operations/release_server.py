"""A server of release files and installers on 127.0.0.1, honest or not, and the keys that sign what it shows."""

from __future__ import annotations

import hashlib
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from typing_extensions import override

from app.operations.release_file import Installer, Release, write_release
from licensing.protocol.signing import SigningKey

NOW = 1_800_000_000
DAY = 24 * 3600
CURRENT = SigningKey("release-now", Ed25519PrivateKey.generate())
NEXT = SigningKey("release-next", Ed25519PrivateKey.generate())
STRANGER = SigningKey("release-now", Ed25519PrivateKey.generate())
TRUSTED = {key.kid: key.public for key in (CURRENT, NEXT)}
INSTALLER = b"\x7fthe installer" * 5000


class Answer:
    """What is answered at a path: a status, headers, and a body in pieces that may wait for `gate`."""

    def __init__(self, body=b"", *, status=200, headers=(), gate=None, length=True):
        self.body, self.status, self.headers, self.gate = body, status, dict(headers), gate
        if length:
            self.headers.setdefault("Content-Length", str(len(body)))


class ReleaseServer:
    """Answers as told; `asked` has the paths that were asked for, with their headers."""

    def __init__(self, authority=None):
        """Through TLS, with a certificate of the authority, where one is given."""
        self.answers, self.asked = {}, []
        self._scheme = "http" if authority is None else "https"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers)))
                answer = outer.answers.get(self.path, Answer(status=404))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                half = len(answer.body) // 2 if answer.gate else len(answer.body)
                try:
                    self.wfile.write(answer.body[:half])
                    self.wfile.flush()
                    if answer.gate:
                        answer.gate.wait(120)
                        self.wfile.write(answer.body[half:])
                except OSError:  # the other side has left, as it should where it is told too much
                    self.close_connection = True

            @override
            def log_message(self, format, *args):
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if authority is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("127.0.0.1").configure_cert(context)
            # The handshake is the handler's, on its thread: one that is refused does not end the server.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
            self._server.handle_error = lambda *_: None
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def origin(self):
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    @property
    def address(self):
        return f"{self.origin}/release.json"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def release(self, **changes):
        """A release of version 0.2.0 that has an installer here for every system."""
        files = [
            Installer(
                system=system,
                machine=machine,
                kind=kind,
                url=f"{self.origin}/installer",
                size=len(INSTALLER),
                sha256=hashlib.sha256(INSTALLER).hexdigest(),
            )
            for system, kind in (("linux", "deb"), ("linux", "tar.xz"), ("windows", "exe"), ("macos", "dmg"))
            for machine in ("x86_64", "arm64")
        ]
        made = Release(
            product="jobspy-desktop",
            version="0.2.0",
            serial=NOW,
            published_at=NOW - DAY,
            expires_at=NOW + 90 * DAY,
            page="https://example.com/download",
            notes={"en": "Finds more jobs.", "de": "Findet mehr Stellen."},
            files=files,
        )
        return replace(made, **changes)

    def publish(self, release=None, key=CURRENT):
        """Show this release, signed, and the installer."""
        self.answers["/release.json"] = Answer(write_release(release or self.release(), key))
        self.answers["/installer"] = Answer(INSTALLER)
