"""What the endpoints of this package take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from licensing.protocol.codes import LicenseType
from licensing.server.auth.schemas import Email, Password


class Register(BaseModel):
    """Somebody new.

    Attributes:
        hardware_fingerprint: read and not kept: a computer becomes one of a license's computers by `activate`.
    """

    email: Email
    password: Password
    hardware_fingerprint: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Registered(BaseModel):
    """The new user's license; its key is shown this once."""

    user_id: UUID
    license_key: Annotated[str, Field(examples=["7ZK3M-9QX2T-WB4RN-H6VCD-P8YJE-5G0SA"])]
    license_type: LicenseType


class Plan(StrEnum):
    """What a user subscribes to."""

    BASIC = "basic"
    PRO = "pro"
    ENTERPRISE = "enterprise"


class SubscriptionStatus(StrEnum):
    """How it stands with a subscription."""

    ACTIVE = "active"
    CANCELED = "canceled"
    PAST_DUE = "past_due"


class Subscription(BaseModel):
    """What a user subscribes to; `current_period_end` is null where it has no end."""

    status: SubscriptionStatus
    plan_type: Plan
    current_period_end: datetime | None
