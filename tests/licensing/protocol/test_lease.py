import base64
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.lease import read, sign
from licensing.protocol.signing import NotSigned
from tests.licensing.protocol.made import KEY, NOW, OTHER, SERVER, TRUSTED, lease

TOKEN = sign(lease(), KEY)


def coded(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def forged(header, body=None, key=KEY):
    """A token whose signature is right for what it says."""
    body = TOKEN.split(".")[1] if body is None else coded(body)
    message = f"{coded(header)}.{body}"
    return f"{message}.{coded(key.sign('lease', message.encode()))}"


USUAL = {"alg": "Ed25519", "kid": "current", "typ": "lease+jwt"}


def test_read_when_signed_by_a_trusted_key_then_gives_the_lease():
    assert read(TOKEN, TRUSTED, issuer=SERVER) == lease()
    assert read(forged(USUAL), TRUSTED, issuer=SERVER) == lease()


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (sign(lease(), OTHER), "not right"),
        (forged(USUAL | {"kid": "next"}), "not trusted"),
        (forged(USUAL | {"kid": "../../current"}), "not trusted"),
        (forged(USUAL | {"alg": "none"}), "not signed as leases are"),
        (forged(USUAL | {"alg": "none"}).rpartition(".")[0] + ".", "not signed as leases are"),
        (forged(USUAL | {"alg": "HS256"}), "not signed as leases are"),
        (forged(USUAL | {"alg": "EdDSA"}), "not signed as leases are"),
        (forged(USUAL | {"typ": "at+jwt"}), "not a lease"),
        (forged(USUAL | {"jku": "https://evil.example"}), "not a lease"),
        (forged(USUAL | {"jwk": {}}), "not a lease"),
        (forged(USUAL | {"crit": ["x"]}), "not a lease"),
        (forged({"alg": "Ed25519", "kid": "current"}), "not a lease"),
        (forged(USUAL, {"iss": SERVER}), "not a lease that this version knows"),
        (forged(USUAL, []), "not a lease that this version knows"),
        (sign(lease(aud="another-product"), KEY), "another product"),
        (sign(lease(iss="https://evil.example"), KEY), "of another server"),
        (sign(lease(exp=NOW - 1), KEY), "contradict"),
        (sign(lease(grace_until=NOW + 1), KEY), "contradict"),
        (TOKEN + ".x", "not a lease"),
        (TOKEN.replace(".", ""), "not a lease"),
        (TOKEN + "=", "not a lease"),
        ("", "not a lease"),
        ("é.é.é", "not a lease"),
        ("x" * 20_000, "too long"),
    ],
)
def test_read_when_it_is_not_a_lease_to_believe_then_refuses(token, said):
    with pytest.raises(NotSigned, match=said):
        read(token, TRUSTED, issuer=SERVER)


def test_read_when_a_reply_was_signed_instead_then_refuses():
    message = TOKEN.rpartition(".")[0]
    with pytest.raises(NotSigned, match="not right"):
        read(f"{message}.{coded(KEY.sign('reply', message.encode()))}", TRUSTED, issuer=SERVER)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("ABCxyz019_-."))
def test_read_when_a_character_is_another_then_refuses(place, letter):
    if TOKEN[place] == letter:
        return
    with pytest.raises(NotSigned):
        read(TOKEN[:place] + letter + TOKEN[place + 1 :], TRUSTED, issuer=SERVER)


@given(st.text())
def test_read_when_given_any_text_then_refuses(text):
    with pytest.raises(NotSigned):
        read(text, TRUSTED, issuer=SERVER)


def test_refusals_never_repeat_what_was_read():
    with pytest.raises(NotSigned) as told:
        read(sign(lease(sub="secret-license"), OTHER), TRUSTED, issuer=SERVER)
    assert not re.search("secret|license-1", str(told.value))
