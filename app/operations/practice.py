"""The practice sites in a process of their own, there for as long as the `with` block lasts."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.operations.countries import FALLBACK
from app.operations.trial_server import NO_WINDOW
from scraper.errors import Expected
from scraper.network import Network, Pace
from scraper.query import Query
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

PACE = Pace(pause_s=(0.05, 0.15), backoff_s=0.2, read_timeout_s=5.0, deadline_s=10.0)
"""How fast the practice sites are asked: quick, but slow enough to see how a search goes."""

LATENCY_S = 0.15
_WORDS = "data engineer"
_START_S, _END_S = 30.0, 2.0

logger = logging.getLogger(__name__)


def first_query() -> Query:
    """What the practice sites are asked for first."""
    return Query(words=_WORDS, sites=registry.defaults_for(FALLBACK), country=FALLBACK)


def practice_command() -> tuple[str, ...]:
    """How the process is started; a frozen program starts itself (see `app.cli.main.main`)."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--practice-sites")
    return (sys.executable, "-P", "-m", "scraper.practice")


@contextmanager
def practice_sites(latency_s: float = LATENCY_S) -> Iterator[Network]:
    """The way to the practice sites; raises `Expected` where they cannot be started."""
    # A session of its own: Ctrl-C is for us, and we need the sites until the search has ended.
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        (*practice_command(), "--latency", str(latency_s)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        creationflags=NO_WINDOW,
    )
    log = threading.Thread(target=_log, args=(process,), name="practice-sites-log", daemon=True)
    log.start()
    try:
        yield _way_to(process)
    finally:
        _end(process)
        log.join()


def _way_to(process: subprocess.Popen[bytes]) -> Network:
    too_late = threading.Timer(_START_S, process.kill)  # which ends the read
    too_late.start()
    line = process.stdout.readline() if process.stdout else b""
    too_late.cancel()
    try:
        told = json.loads(line)
        return Network(proxies=(told["proxy"],), ca_cert=told["ca_cert"])
    except (ValueError, KeyError) as error:
        raise Expected("The practice sites could not be started; the log may say why.") from error


def _log(process: subprocess.Popen[bytes]) -> None:
    """What it complains of, into our log."""
    with suppress(ValueError):  # closed meanwhile
        for line in process.stderr or ():
            logger.warning("practice sites: %s", line.decode(errors="replace").rstrip())


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends when its input closes; by force if it does not."""
    with process:  # closes the pipes
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
