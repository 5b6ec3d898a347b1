"""Access tokens: only what this server signed, for this purpose, that holds now, is believed."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import load_der_private_key
from jwt.algorithms import RSAAlgorithm

from licensing.protocol import lease
from licensing.protocol.codes import LicenseType
from licensing.server.auth import tokens
from licensing.server.auth.tokens import AUDIENCE, LIFETIME, Identity, NotAToken
from licensing.server.clock import seconds
from licensing.server.keys import stored
from licensing.server.keys.ring import KeyRing
from tests.licensing.server.running import NOON

ISSUER = "https://license.example.com"
IDENTITY = Identity(
    user_id=UUID(int=1), email="A@example.com", license_type=LicenseType.PRO, version=3, session_id=UUID(int=2)
)
NOW = seconds(NOON)


@pytest.fixture(scope="module")
def keys(made_keys):
    return KeyRing(made_keys.parent).now


def signed(keys, **changed):
    """A token of ours with changes: claims, without (claims), key, alg; the rest goes into the header."""
    claims, header = {**claims_of(keys), **changed.pop("claims", {})}, {"typ": "JWT", "kid": keys.token_kid}
    for name in changed.pop("without", ()):
        claims.pop(name)
    key = changed.pop("key", keys.token_key)
    return jwt.encode(claims, key, algorithm=changed.pop("alg", "RS256"), headers={**header, **changed})


def claims_of(keys):
    token = tokens.sign(IDENTITY, keys, issuer=ISSUER, now=NOON, token_id=uuid4())
    return jwt.decode(token, options={"verify_signature": False})


def read(token, keys, now=NOON):
    return tokens.read(token, keys, issuer=ISSUER, now=now)


def text(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def pem(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def test_token_when_signed_then_has_the_specifications_payload_and_reads_back(keys):
    token = tokens.sign(IDENTITY, keys, issuer=ISSUER, now=NOON, token_id=UUID(int=5))
    assert jwt.get_unverified_header(token) == {"alg": "RS256", "typ": "JWT", "kid": keys.token_kid}
    assert jwt.decode(token, options={"verify_signature": False}) == {
        "sub": str(UUID(int=1)),
        "email": "A@example.com",
        "license_type": "pro",
        "permissions": ["api:premium_data", "features:unlimited_search", "features:export_data"],
        "iat": NOW,
        "exp": NOW + 600,
        "iss": ISSUER,
        "aud": "api.jobspy.com",
        "jti": str(UUID(int=5)),
        "ver": 3,
        "sid": str(UUID(int=2)),
    }
    assert read(token, keys) == tokens.Claimed(
        user_id=UUID(int=1), license_type=LicenseType.PRO, version=3, session_id=UUID(int=2)
    )


def test_token_when_made_by_the_attacks_own_maker_unchanged_then_reads(keys):
    """So that each attack below fails by what it changes."""
    assert read(signed(keys), keys).version == 3


def test_token_when_signed_by_the_next_key_of_ours_then_reads(keys, made_keys):
    """Another process may have taken up rotated keys before this one."""
    upcoming = next(key for key in stored.read(made_keys) if key.purpose == "tokens" and key.role == "next")
    assert read(signed(keys, key=load_der_private_key(upcoming.material, None), kid=upcoming.kid), keys).version == 3


def none_algorithm(keys, alg="none"):
    return f"{text({'alg': alg, 'typ': 'JWT', 'kid': keys.token_kid})}.{text(claims_of(keys))}."


def hmac_with_the_public_key(keys):
    """PyJWT itself refuses to make it: by hand."""
    message = f"{text({'alg': 'HS256', 'typ': 'JWT', 'kid': keys.token_kid})}.{text(claims_of(keys))}"
    code = HMAC(pem(keys.token_key), SHA256())
    code.update(message.encode())
    return f"{message}.{text(code.finalize())}"


def key_of_the_attackers_own():
    return generate_private_key(65537, 2048)


def with_own_key(keys, **header):
    """Signed by a key that the token itself brings along."""
    own = key_of_the_attackers_own()
    jwk = {**RSAAlgorithm.to_jwk(own.public_key(), as_dict=True), "kid": "own"}
    return signed(keys, key=own, **{name: jwk if value == "JWK" else value for name, value in header.items()})


def lease_as_token(keys):
    made = lease.Lease(
        iss=ISSUER,
        aud=AUDIENCE,
        sub=str(UUID(int=1)),
        machine="m",
        type=LicenseType.PRO,
        features=(),
        components={},
        iat=NOW,
        exp=NOW + 600,
        grace_until=NOW + 600,
        expires_at=None,
        seq=1,
        nonce="",
    )
    return lease.sign(made, keys.signing)


def edited(keys):
    header, _, signature = signed(keys).split(".")
    return f"{header}.{text({**claims_of(keys), 'sub': str(UUID(int=9))})}.{signature}"


ATTACKS = {
    "alg none": none_algorithm,
    "alg none, capitals": lambda keys: none_algorithm(keys, "NONE"),
    "HS256 with the public key as secret": hmac_with_the_public_key,
    "RS384": lambda keys: signed(keys, alg="RS384"),
    "PS256": lambda keys: signed(keys, alg="PS256"),
    "no signature": lambda keys: signed(keys).rpartition(".")[0] + ".",
    "another body": edited,
    "another key": lambda keys: signed(keys, key=key_of_the_attackers_own()),
    "kid: a path": lambda keys: signed(keys, kid="../../../../dev/null"),
    "kid: SQL": lambda keys: signed(keys, kid="x' UNION SELECT 'y"),
    "kid: unknown": lambda keys: signed(keys, kid="tokens-000000000000"),
    "kid: another of our keys": lambda keys: signed(
        keys, kid=next(k for k in keys.token_publics if k != keys.token_kid)
    ),
    "kid: a lease key's": lambda keys: signed(keys, kid=keys.signing.kid),
    "kid: none": lambda keys: f"{text({'alg': 'RS256', 'typ': 'JWT'})}.{signed(keys).partition('.')[2]}",
    "jku": lambda keys: with_own_key(keys, jku="https://attacker.example/jwks.json"),
    "x5u": lambda keys: with_own_key(keys, x5u="https://attacker.example/cert.pem"),
    "x5c": lambda keys: with_own_key(keys, x5c=["MIIB"]),
    "jwk in the header": lambda keys: with_own_key(keys, jwk="JWK"),
    "jwk in the header, our kid and signature": lambda keys: signed(keys, jwk={"kty": "RSA"}),
    "crit": lambda keys: signed(keys, crit=["exp"]),
    "crit, unknown": lambda keys: signed(keys, crit=["own"], own=1),
    "another typ": lambda keys: signed(keys, typ="at+jwt"),
    "a lease's typ": lambda keys: signed(keys, typ=lease.TYP),
    "a lease": lease_as_token,
    "another aud": lambda keys: signed(keys, claims={"aud": "jobspy-desktop"}),
    "a list as aud": lambda keys: signed(keys, claims={"aud": [AUDIENCE]}),
    "another iss": lambda keys: signed(keys, claims={"iss": "https://license.example.com.attacker.example"}),
    "expired": lambda keys: signed(keys, claims={"iat": NOW - 700, "exp": NOW - 100}),
    "of the future": lambda keys: signed(keys, claims={"iat": NOW + 100}),
    "nbf in the future": lambda keys: signed(keys, claims={"nbf": NOW + 100}),
    "exp is text": lambda keys: signed(keys, claims={"exp": str(NOW + 600)}),
    "sub is no id": lambda keys: signed(keys, claims={"sub": "1 OR 1=1"}),
    "ver is a truth": lambda keys: signed(keys, claims={"ver": True}),
    **{
        f"without {name}": lambda keys, name=name: signed(keys, without=[name])
        for name in ("sub", "email", "license_type", "permissions", "iat", "exp", "iss", "aud", "jti", "ver", "sid")
    },
    "nothing": lambda _keys: "",
    "two dots": lambda _keys: "..",
    "not base 64": lambda keys: "!" + signed(keys),
    "padded": lambda keys: signed(keys).replace(".", "=.", 1),
    "too long": lambda keys: signed(keys, claims={"more": "x" * 10_000}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_token_when_it_is_an_attack_then_it_is_not_read(keys, attack):
    with pytest.raises(NotAToken):
        read(ATTACKS[attack](keys), keys)


def test_token_when_time_goes_by_then_holds_ten_minutes_and_the_leeway_of_a_few_seconds(keys):
    token = signed(keys)
    assert timedelta(minutes=10) == LIFETIME
    assert read(token, keys, NOON + LIFETIME + timedelta(seconds=4))
    with pytest.raises(NotAToken):
        read(token, keys, NOON + LIFETIME + timedelta(seconds=5))
