"""What the endpoints of this package take and give; held to `licensing.protocol.messages` by a test."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from licensing.protocol.codes import Code, LicenseType
from licensing.protocol.components import sound

_KEY = "7ZK3M-9QX2T-WB4RN-H6VCD-P8YJE-5G0SA"
_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_NONCE = "q3Vd0sZkT1mJx8aYb2LwUg"
_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
_PLAIN = r"^[^\x00-\x1f\x7f]*$"
_MOST_SEQ = 2**53 - 1


def _sound(components: dict[str, str]) -> dict[str, str]:
    if not sound(components):
        raise ValueError("components are hashes of 32 bytes in hexadecimal under known names")
    return components


Key = Annotated[str, Field(max_length=256, examples=[_KEY], description="Small letters, blanks and O for 0 are read.")]
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=[_HASH])]
Version = Annotated[str, Field(max_length=64, pattern=_PLAIN, examples=["1.4.0"])]
Components = Annotated[
    dict[str, str],
    Field(max_length=16, examples=[{"machine_id": _HASH}], description="Keyed hashes of the computer's parts."),
    AfterValidator(_sound),
]
Nonce = Annotated[str, Field(max_length=128, pattern=_PLAIN, examples=[_NONCE], description="Comes back in the reply.")]


class Validate(BaseModel):
    """May this computer use this license?"""

    license_key: Key
    hardware_fingerprint: Fingerprint
    app_version: Version
    components: Components = {}
    nonce: Nonce = ""
    seq: Annotated[int, Field(ge=0, le=_MOST_SEQ, description="Of the lease that the client has; 0 for none.")] = 0


class Activate(BaseModel):
    """Make this computer one of the license's computers. Doing it twice changes nothing."""

    license_key: Key
    hardware_fingerprint: Fingerprint
    app_version: Version
    components: Components = {}
    nonce: Nonce = ""
    name: Annotated[str, Field(max_length=100, pattern=_PLAIN, examples=["Ada's laptop"])] = ""
    platform: Literal["", "linux", "macos", "windows"] = ""
    offline: Annotated[bool, Field(description="For a computer without a network: the lease holds longer.")] = False


class Outcome(BaseModel):
    """What becomes of the license on this computer; only `VALID` has a lease."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid": True,
                    "code": "VALID",
                    "detail": "The license is valid on this computer.",
                    "nonce": _NONCE,
                    "server_time": "2031-05-17T12:00:00Z",
                    "license_id": _ID,
                    "license_type": "pro",
                    "expires_at": None,
                    "features": ["api:premium_data", "features:unlimited_search", "features:export_data"],
                    "machine_id": _ID,
                    "machines_used": 1,
                    "machines_allowed": 3,
                    "lease": "eyJ...",
                    "trial": False,
                }
            ]
        }
    )

    valid: bool
    code: Code
    detail: str
    nonce: str
    server_time: datetime
    license_id: UUID | None = None
    license_type: LicenseType | None = None
    expires_at: datetime | None = None
    features: tuple[str, ...] = ()
    machine_id: UUID | None = None
    machines_used: int = 0
    machines_allowed: int = 0
    lease: str | None = None
    trial: bool = False


class Deactivate(BaseModel):
    """One computer less. One that is gone already is no error."""

    license_key: Key
    machine_id: Annotated[UUID, Field(examples=[_ID])]
    nonce: Nonce = ""


class Deactivated(BaseModel):
    """Whether the computer is none of the license's any more."""

    deactivated: bool
    code: Code
    detail: str
    nonce: str
    machines_used: int
    machines_allowed: int


class Machine(BaseModel):
    """One computer of a license."""

    machine_id: Annotated[UUID, Field(examples=[_ID])]
    name: str
    platform: str
    app_version: str
    activated_at: datetime
    last_seen_at: datetime


class Machines(BaseModel):
    """The computers of a license, the oldest first."""

    machines: tuple[Machine, ...]
    machines_allowed: int


class RotatedKey(BaseModel):
    """The license's new key, shown this once; the one before is void. Its computers stay, and are given the new key."""

    license_id: UUID
    license_key: Annotated[str, Field(examples=[_KEY])]


class Transfer(BaseModel):
    """The license gets another owner."""

    user_id: Annotated[UUID, Field(examples=[_ID], description="The new owner's.")]


class Transferred(BaseModel):
    """The license belongs to somebody else now. Its key is void: the new owner makes one with `rotate-key`."""

    license_id: UUID
    user_id: UUID
    machines_deactivated: int
