"""Who publishes this program: where its release file is, and the keys that may sign it. `docs/releasing.md` tells how."""

from __future__ import annotations

ADDRESS = ""
"""Where the release file is, unless the settings name another place; "" while nothing is published anywhere."""

KEYS: dict[str, str] = {
    "release-2026": "RyIvWAE9dp17csVMSw-U23OYUA3Jyx0nxU32PdEa4HQ",
    "release-2027": "YCQ23tdUy5q8A-IHh1hJt3z4U_4nCbVWts5U72WWCuA",
}
"""The current key and the next by name: the public halves as `build/release.py key` prints them."""


def trusted_keys() -> dict[str, bytes]:
    """The public keys by name."""
    from licensing.protocol.signing import from_text

    return {kid: from_text(public) for kid, public in KEYS.items()}
