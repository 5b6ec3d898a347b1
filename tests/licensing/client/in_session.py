"""Run in a desktop session of its own: what the client does with the real keyring there, told as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import keyring

from licensing.client.licensing import LicenseClient
from tests.licensing.client.served import HERE, Clock, key_file
from tests.licensing.protocol.made import KEY


def main(action, folder, address, key):
    mine = LicenseClient(Path(folder), server=address, app_version="1", clock=Clock(), machine=lambda: HERE)
    mine.trust(key_file(SimpleNamespace(address=address, key=KEY)))
    said = None
    if action == "activate":
        mine.activate(key)
    elif action == "refresh":
        mine.refresh()
    elif action == "deactivate":
        said = mine.deactivate()
    standing = mine.standing()
    backend = keyring.get_keyring()
    told = {
        "state": standing.state,
        "stored_in": standing.stored_in,
        "trouble": bool(standing.trouble),
        "backend": f"{type(backend).__module__}.{type(backend).__name__}",
        "said": said,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
