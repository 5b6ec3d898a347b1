"""What the endpoints of this package take and give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from licensing.server.auth.addresses import MOST, typed
from licensing.server.auth.passwords import LEAST
from licensing.server.auth.passwords import MOST as MOST_OF_A_PASSWORD

Email = Annotated[
    str,
    Field(max_length=MOST, examples=["ada@example.com"], json_schema_extra={"format": "email"}),
    AfterValidator(typed),
]
Password = Annotated[
    SecretStr, Field(min_length=LEAST, max_length=MOST_OF_A_PASSWORD, examples=["correct horse battery staple"])
]
RefreshToken = Annotated[SecretStr, Field(min_length=1, max_length=128, examples=["Zp3v…"])]


class Login(BaseModel):
    """Who signs in."""

    email: Email
    password: Annotated[SecretStr, Field(max_length=MOST_OF_A_PASSWORD, examples=["correct horse battery staple"])]


class ChangePassword(BaseModel):
    """The password there is, and the one in its place."""

    password: Annotated[SecretStr, Field(max_length=MOST_OF_A_PASSWORD, examples=["correct horse battery staple"])]
    new_password: Password


class Refresh(BaseModel):
    """The refresh token that came last; each is used once."""

    refresh_token: RefreshToken


class Tokens(BaseModel):
    """A signed-in user's.

    Attributes:
        access_token: sent as `Authorization: Bearer TOKEN`.
        expires_in: how long it holds, in seconds.
        refresh_token: turned into the next pair by `refresh`; once only.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    refresh_token: str
