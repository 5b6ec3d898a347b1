"""The whole server as a program, with its settings from the environment."""

from __future__ import annotations

from licensing.server.config import Settings
from licensing.server.serve import serve

if __name__ == "__main__":
    serve(Settings())
