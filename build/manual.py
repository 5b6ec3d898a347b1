"""Makes the manual in .out/manual and follows every link in it: `make manual`; `make manual ARGS=external` asks the web as well.

A warning of the generator, a link to a page, picture or heading that is not there, or anything fetched from elsewhere
when a page is opened, is an error.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".out" / "manual"
_FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What a page links to, what it fetches, and the names of its places."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser at each tag."""
        told = {name: value or "" for name, value in attrs}
        self.places.update(told[name] for name in ("id", "name") if name in told)
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        if (name := _FETCHED.get(tag)) and name in told:
            self.fetched.append(told[name])


def main(arguments: list[str]) -> int:
    """Make and check; the exit code."""
    shutil.rmtree(TARGET, ignore_errors=True)  # no page of another time is left
    _sphinx("html", TARGET)
    wrong = broken(TARGET)
    for line in wrong:
        print(f"manual: {line}", file=sys.stderr)
    if "external" in arguments:
        _sphinx("linkcheck", ROOT / ".out" / "manual-links")
    if not wrong:
        print(
            f"manual: {len(list(TARGET.glob('*.html')))} pages in {TARGET.relative_to(ROOT)}, every link in them leads somewhere"
        )
    return 1 if wrong else 0


def broken(folder: Path) -> list[str]:
    """A line for each link that leads nowhere and each thing fetched from elsewhere."""
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    lines = [] if pages else [f"there is no page in {folder}"]
    for path, page in sorted(pages.items()):
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.fetched and parts.scheme != "data":
                    lines.append(f"{path.name} fetches {link} from elsewhere")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                lines.append(f"{path.name} links to {link}, which is not there")
            elif target in pages and unquote(parts.fragment) not in pages[target].places:
                lines.append(f"{path.name} links to {link}, and there is no such place on that page")
    return lines


def _sphinx(builder: str, target: Path) -> None:
    command = (
        sys.executable, "-P", "-m", "sphinx", "-b", builder, "-W", "--keep-going", "-q", "-E", "-j", "2",
        "-c", str(ROOT / "build" / "manual"), "-d", str(ROOT / ".out" / "manual-trees"), str(ROOT / "docs"), str(target),
    )  # fmt: skip
    if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
