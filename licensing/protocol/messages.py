"""What client and server say to each other, as JSON; the server's own schemas are held to these by a test.

Under `PREFIX`; every request carries a nonce of its own in `replies.NONCE_HEADER`, every reply is signed (`replies`). Names
and types that the specification gives are kept; a client that sends only those is answered.

What becomes of a license is never an error: `validate` and `activate` answer 200 with a code. Errors are about the request:
their body is a `Problem`, and their status says the kind.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from licensing.protocol.codes import Code, LicenseType, ProblemCode

PREFIX = "/api/v1"
KEY_SCHEME = "License"
"""`Authorization: License KEY`: who has a key may see and give up the machines of that license, and nothing else."""


class Validate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /licenses/validate`: may this computer use this license?

    Attributes:
        hardware_fingerprint: the specification's, 64 hexadecimal digits.
        components: what the machine is known by (`components`); without them only the fingerprint is compared.
        nonce: as in the header; it comes back in the reply and in the lease.
        seq: of the lease that the client has; 0 for none.
    """

    license_key: str
    hardware_fingerprint: str
    app_version: str
    components: dict[str, str] = {}
    nonce: str = ""
    seq: int = 0


class Activate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /licenses/activate`: make this computer one of the license's machines. Doing it twice changes nothing.

    Attributes:
        name: what its owner calls the computer.
        platform: "linux", "macos" or "windows".
        offline: whether the lease is for a computer without a network: it holds longer, and cannot be taken back sooner.
    """

    license_key: str
    hardware_fingerprint: str
    app_version: str
    components: dict[str, str] = {}
    nonce: str = ""
    name: str = ""
    platform: str = ""
    offline: bool = False


class Outcome(Struct, frozen=True, kw_only=True):
    """What `validate` and `activate` answer, always with status 200.

    Attributes:
        detail: the code as a sentence for a person.
        license_id, license_type, expires_at, features: None or empty where the key is not known. No end: None.
        machine_id: this computer's, where it is one of the license's machines.
        machines_used, machines_allowed: how many machines the license has and may have.
        server_time: by the server's clock.
        lease: a token (`lease.read`), only with `Code.VALID`.
        trial: whether a local server made it for trying out.
    """

    valid: bool
    code: Code
    detail: str
    nonce: str
    server_time: datetime
    license_id: str | None = None
    license_type: LicenseType | None = None
    expires_at: datetime | None = None
    features: tuple[str, ...] = ()
    machine_id: str | None = None
    machines_used: int = 0
    machines_allowed: int = 0
    lease: str | None = None
    trial: bool = False


class Deactivate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /licenses/deactivate`: one machine less. One that is gone already is no error."""

    license_key: str
    machine_id: str
    nonce: str = ""


class Deactivated(Struct, frozen=True, kw_only=True):
    """What `deactivate` answers.

    Attributes:
        deactivated: whether the machine is none of the license's any more; False with `Code.TOO_MANY_DEACTIVATIONS`, and with
            `Code.NOT_FOUND`, where no license has this key: it may have another one by now, and the machine still.
    """

    deactivated: bool
    code: Code
    detail: str
    nonce: str
    machines_used: int
    machines_allowed: int


class Machine(Struct, frozen=True, kw_only=True):
    """One machine of a license."""

    machine_id: str
    name: str
    platform: str
    app_version: str
    activated_at: datetime
    last_seen_at: datetime


class Machines(Struct, frozen=True, kw_only=True):
    """`GET /licenses/{license_id}/machines`, with a user's token or by the license's key."""

    machines: tuple[Machine, ...]
    machines_allowed: int


class Register(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /auth/register`, answered with 201."""

    email: str
    password: str
    hardware_fingerprint: str = ""


class Registered(Struct, frozen=True, kw_only=True):
    """What `register` answers; the key is shown this once."""

    user_id: str
    license_key: str
    license_type: LicenseType


class Problem(Struct, frozen=True, kw_only=True):
    """The body of every reply whose status is 400 or above."""

    error: ProblemCode
    detail: str
