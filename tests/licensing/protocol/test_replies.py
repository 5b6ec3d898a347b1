import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from licensing.protocol.replies import Reply, sign, verified_at
from licensing.protocol.signing import NotSigned
from tests.licensing.protocol.made import KEY, NOW, OTHER, TRUSTED

REPLY = Reply(method="POST", path="/api/v1/licenses/validate", status=200, nonce="n1", body=b'{"valid":true}')
HEADER = sign(REPLY, KEY, now=NOW)


def test_verified_at_when_signed_then_tells_when():
    assert verified_at(HEADER, REPLY, TRUSTED) == NOW


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"path": "/api/v1/licenses/activate"},
        {"path": "/api/v1/licenses/validate?x=1"},
        {"status": 403},
        {"nonce": "n2"},
        {"nonce": ""},
        {"body": b'{"valid":true} '},
        {"body": b""},
        {"nonce": "n1\n1"},
    ],
)
def test_verified_at_when_anything_is_otherwise_then_refuses(changes):
    with pytest.raises(NotSigned):
        verified_at(HEADER, replace(REPLY, **changes), TRUSTED)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "current",
        sign(REPLY, OTHER, now=NOW),
        HEADER.replace("current", "next"),
        HEADER.replace(str(NOW), str(NOW + 1)),
        HEADER.replace(str(NOW), f"0{NOW}"),
        HEADER.replace(str(NOW), f" {NOW}"),
        HEADER + "=",
        HEADER[:-1],
    ],
)
def test_verified_at_when_the_signature_is_not_right_then_refuses(header):
    with pytest.raises(NotSigned):
        verified_at(header, REPLY, TRUSTED)


@given(st.text())
def test_verified_at_when_given_any_header_then_refuses(header):
    with pytest.raises(NotSigned):
        verified_at(header, REPLY, TRUSTED)
