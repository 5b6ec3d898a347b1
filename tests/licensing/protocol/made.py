"""Keys and leases for tests."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licensing.protocol.codes import LicenseType
from licensing.protocol.lease import AUDIENCE, Lease
from licensing.protocol.signing import SigningKey

SERVER = "https://license.example.com"
NOW = 1_800_000_000
DAY = 86_400
KEY = SigningKey("current", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = SigningKey("current", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
TRUSTED = {"current": KEY.public}


def lease(**changes):
    values = {
        "iss": SERVER,
        "aud": AUDIENCE,
        "sub": "license-1",
        "machine": "machine-1",
        "type": LicenseType.PRO,
        "features": ("features:export_data",),
        "components": {"machine": "abc"},
        "iat": NOW,
        "exp": NOW + 7 * DAY,
        "grace_until": NOW + 14 * DAY,
        "expires_at": None,
        "seq": 1,
        "nonce": "n",
    }
    return Lease(**(values | changes))
