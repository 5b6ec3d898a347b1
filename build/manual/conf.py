"""The user's manual as a site: pages of docs/, by `make manual` (build/manual.py)."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
project = "JobSpy Desktop"
author = "The JobSpy Desktop developers"
version = release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
language = "en"
extensions = ["myst_parser"]
# For those who build it, not for those who use it.
exclude_patterns = ["decisions", "packaging.md", "releasing.md", "licensing*", "license-server*", "api*", "operations*"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = f"JobSpy Desktop {release}"
html_logo = html_favicon = str(ROOT / "resources" / "jobspy-desktop.svg")
html_copy_source = False
html_show_sphinx = False
# Nothing is fetched from elsewhere: the pages are read without a network as well.
html_theme_options = {"sidebar_hide_name": False}
