"""`python -m scraper.practice`: the practice sites as a process of their own.

Prints one line of JSON, {"proxy": URL, "ca_cert": FILE}, and serves until standard input closes.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys

from scraper.practice.server import PracticeSettings, PracticeSites


def main() -> None:
    """Serve until standard input closes; Ctrl-C is for whoever started us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parser = argparse.ArgumentParser(prog="python -m scraper.practice")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="before every answer")
    parser.add_argument("--jobs", type=int, default=4000, help="made-up jobs in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with PracticeSites(PracticeSettings(latency_s=options.latency, jobs=options.jobs, seed=options.seed)) as sites:
        print(json.dumps({"proxy": sites.proxy_url, "ca_cert": sites.ca_path}), flush=True)  # noqa: T201 - its one answer
        sys.stdin.read()


if __name__ == "__main__":
    main()
