"""What this computer is known by, without saying what it is: hashes only, made here and nowhere else.

The values themselves stay in this process: they are neither stored, sent nor logged. What cannot be read is left out.
No shell, no network. One reader for each system; each is a pure parser over what the system says.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from licensing.fingerprint.parts import Machine, NotAnswered, machine_of

if TYPE_CHECKING:
    from licensing.fingerprint.parts import Parts

__all__ = ["Machine", "NotAnswered", "this_machine"]


def this_machine() -> Machine:
    """This computer. Takes milliseconds; on macOS a few programs of the system are asked, each for ten seconds at most.

    Raises:
        NotAnswered: one of them did not get to it.
    """
    return machine_of(_parts())


def _parts() -> Parts:
    if sys.platform == "darwin":
        from licensing.fingerprint import macos

        return macos.read()
    if sys.platform == "win32":
        from licensing.fingerprint import windows

        return windows.read()
    from licensing.fingerprint import linux

    return linux.read()
