"""A license server for tests of who starts one: takes the real one's options and does as little as it can.

Run as a process of its own, with `--how` first: "silent" never gets ready, "broken" ends at once.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from tests.licensing.client.served import FakeServer, key_file, serving


def main():
    options = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=False))
    folder = Path(options["--data-dir"])
    part = folder / "pid.part"
    part.write_text(f"{os.getpid()}")
    part.replace(folder / "pid")  # whole, for whoever waits for it
    if options["--how"] == "broken":
        sys.exit("a reason for the log")
    if options["--how"] == "silent":
        threading.Event().wait()
    server = FakeServer(time.time)
    server.trial = True
    with serving(server, port=int(options["--port"])):
        folder.joinpath("server-keys.json").write_bytes(key_file(server))
        print(f"Listening on {server.address}", flush=True)  # noqa: T201 - what the program does
        threading.Event().wait()


if __name__ == "__main__":
    main()
