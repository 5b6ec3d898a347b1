"""A license server for tests: real HTTP on 127.0.0.1, answers as `licensing.protocol.messages` says, does as it is told.

Also the other things a client needs: a keyring in memory, a clock that is set, a computer.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
from keyring.errors import NoKeyringError, PasswordDeleteError

from licensing.client.licensing import LicenseClient
from licensing.fingerprint import Machine
from licensing.protocol import messages
from licensing.protocol.codes import PROBLEM_STATUS, Code, LicenseType, ProblemCode
from licensing.protocol.components import same_machine
from licensing.protocol.key_file import ServerKeys, write_key_file
from licensing.protocol.lease import AUDIENCE, Lease
from licensing.protocol.lease import sign as sign_lease
from licensing.protocol.license_key import new_key
from licensing.protocol.messages import PREFIX
from licensing.protocol.replies import HEADER, NONCE_HEADER, Reply, sign
from tests.licensing.protocol.made import DAY, KEY, NOW

HERE = Machine(fingerprint="a" * 64, platform="linux", components={name: name.encode().hex().ljust(64, "0") for name in ("machine_id", "board", "disk", "cpu", "memory", "os")})  # fmt: skip
ELSEWHERE = Machine(
    fingerprint="b" * 64,
    platform="linux",
    components=dict.fromkeys(HERE.components, "f" * 64) | {"os": HERE.components["os"]},
)
FEATURES = ("features:unlimited_search", "features:export_data")


class Clock:
    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now


class Drawer:
    """A keyring in memory that counts how often it is used. Not of the library's class, which would offer it to every program."""

    def __init__(self):
        self.entries = {}
        self.reads = self.writes = 0

    def get_password(self, service, username):
        self.reads += 1
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.writes += 1
        self.entries[service, username] = password

    def delete_password(self, service, username):
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError


class NoDrawer(Drawer):
    """No keyring that can be used: every call fails as the library's do."""

    def __init__(self, error=NoKeyringError):
        super().__init__()
        self.error = error

    def get_password(self, service, username):
        raise self.error("told by the backend")

    set_password = delete_password = lambda self, *args: self.get_password("", "")


class Forgetful(Drawer):
    """Takes everything and keeps nothing, as keyring's null backend does."""

    def get_password(self, service, username):
        return None


class License:
    def __init__(self, *, allowed=3):
        self.key, self.id, self.code, self.allowed = new_key(), f"license-{new_key()[:5]}", Code.VALID, allowed
        self.machines, self.gone, self.expires_at, self.deactivations = {}, 0, None, 99


class FakeServer:
    """What a license server decides, in memory."""

    def __init__(self, clock):
        self.clock, self.key, self.address = clock, KEY, ""
        self.licenses, self.asked = {}, []
        self.trial, self.problem, self.seq = False, None, 0
        self.ttl, self.grace = 7 * DAY, 7 * DAY
        self.silent = False  # hangs up before it has heard anything
        self.forge = None  # (handler, reply) -> None: answers in place of the server

    def new_license(self, **about):
        made = License(**about)
        self.licenses[made.key] = made
        return made

    def answer(self, method, path, body, authorization):
        """Status and value."""
        if self.problem:
            return PROBLEM_STATUS[self.problem], messages.Problem(error=self.problem, detail="Told by the server.")
        if path.endswith("/machines"):
            held = self.licenses[authorization.removeprefix("License ")]
            return 200, messages.Machines(machines=tuple(held.machines.values()), machines_allowed=held.allowed)
        if path == f"{PREFIX}/auth/register":
            asked = msgspec.json.decode(body, type=messages.Register)
            if "taken" in asked.email:
                return 409, messages.Problem(error=ProblemCode.EMAIL_TAKEN, detail="There is an account already.")
            made = self.new_license()
            return 201, messages.Registered(user_id="user-1", license_key=made.key, license_type=LicenseType.PRO)
        if path == f"{PREFIX}/licenses/deactivate":
            return 200, self.deactivate(msgspec.json.decode(body, type=messages.Deactivate))
        kind = messages.Activate if path == f"{PREFIX}/licenses/activate" else messages.Validate
        return 200, self.outcome(msgspec.json.decode(body, type=kind))

    def outcome(self, asked):
        held = self.licenses.get(asked.license_key)
        nonce, now = asked.nonce, datetime.fromtimestamp(self.clock(), UTC)
        if held is None:
            return messages.Outcome(
                valid=False, code=Code.NOT_FOUND, detail="No such license.", nonce=nonce, server_time=now
            )
        code = held.code
        mine = next((m for m, parts in ((m, held.parts[m]) for m in held.machines) if same_machine(parts, asked.components)), None) if held.machines else None  # fmt: skip
        if code is Code.VALID and isinstance(asked, messages.Activate) and mine is None:
            if len(held.machines) >= held.allowed:
                code = Code.TOO_MANY_MACHINES
            else:
                mine = f"machine-{held.gone + len(held.machines) + 1}"
                held.machines[mine] = messages.Machine(
                    machine_id=mine,
                    name=asked.name,
                    platform=asked.platform,
                    app_version=asked.app_version,
                    activated_at=now,
                    last_seen_at=now,
                )
                held.parts = {**getattr(held, "parts", {}), mine: asked.components}
        if code is Code.VALID and mine is None:
            code = Code.NOT_ACTIVATED
        return messages.Outcome(
            valid=code is Code.VALID, code=code, detail=f"It is {code}.", nonce=nonce, server_time=now, license_id=held.id,
            license_type=LicenseType.PRO, features=FEATURES, machine_id=mine, machines_used=len(held.machines),
            machines_allowed=held.allowed, lease=self.lease(held, mine, asked) if code is Code.VALID else None, trial=self.trial,
        )  # fmt: skip

    def lease(self, held, mine, asked):
        now = int(self.clock())
        self.seq += 1
        made = Lease(
            iss=self.address, aud=AUDIENCE, sub=held.id, machine=mine, type=LicenseType.PRO, features=FEATURES,
            components=asked.components, iat=now, exp=now + self.ttl, grace_until=now + self.ttl + self.grace,
            expires_at=held.expires_at, seq=self.seq, nonce=asked.nonce, trial=self.trial,
        )  # fmt: skip
        return sign_lease(made, self.key)

    def deactivate(self, asked):
        held = self.licenses.get(asked.license_key)
        if held is None:
            return messages.Deactivated(
                deactivated=False, code=Code.NOT_FOUND, detail="No license has this key.", nonce=asked.nonce,
                machines_used=0, machines_allowed=0,
            )  # fmt: skip
        allowed = held.deactivations > 0 or asked.machine_id not in held.machines
        if allowed and held.machines.pop(asked.machine_id, None):
            held.gone, held.deactivations = held.gone + 1, held.deactivations - 1
        return messages.Deactivated(
            deactivated=allowed, code=Code.VALID if allowed else Code.TOO_MANY_DEACTIVATIONS, detail="Told by the server.",
            nonce=asked.nonce, machines_used=len(held.machines), machines_allowed=held.allowed,
        )  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        fake = self.server.fake
        if fake.silent:
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        nonce = self.headers.get(NONCE_HEADER, "")
        fake.asked.append((self.command, self.path, dict(self.headers), body))
        status, value = fake.answer(self.command, self.path, body, self.headers.get("Authorization", ""))
        reply = Reply(method=self.command, path=self.path, status=status, nonce=nonce, body=msgspec.json.encode(value))
        if fake.forge:
            fake.forge(self, reply)
        else:
            self.send(reply, sign(reply, fake.key, now=int(fake.clock())))

    def do_GET(self):
        self.do_POST()

    def send(self, reply, signature=None, **headers):
        self.send_response(reply.status)
        for name, value in {HEADER: signature, **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *args):
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    tls = None

    def finish_request(self, request, client_address):
        if self.tls is None:
            super().finish_request(request, client_address)
            return
        request.getpeername()  # of one that has hung up, Python's own TLS would leave an unclosed half behind
        with self.tls.wrap_socket(request, server_side=True) as safe:
            super().finish_request(safe, client_address)

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is what several tests are about


@contextmanager
def serving(fake, *, port=0, tls=None):
    """The server at its address, until the end; no thread is left. With `tls`, an `SSLContext`, through https."""
    with _Quiet(("127.0.0.1", port), _Handler) as http:
        http.fake = fake
        fake.address = f"http{'s' if tls else ''}://127.0.0.1:{http.server_port}"
        http.tls = tls
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            http.shutdown()
            thread.join()


def key_file(fake, **keys):
    return write_key_file(ServerKeys(fake.address, keys or {fake.key.kid: fake.key.public}))


def client(folder, fake, *, clock=None, keyring=None, machine=HERE, **more):
    """A client that trusts the server."""
    made = LicenseClient(
        folder, server=fake.address, app_version="1.2.3", clock=clock or fake.clock, machine=lambda: machine,
        keyring=keyring if keyring is not None else Drawer(), **({"wait_s": 60.0} | more),
    )  # fmt: skip
    made.trust(key_file(fake))
    return made


def opened(folder, keyring, *, machine=HERE, now=NOW):
    return LicenseClient(folder, app_version="1", keyring=keyring, clock=Clock(now), machine=lambda: machine)
