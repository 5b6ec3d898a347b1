"""The engine's process over the fake sources: `python -m tests.scraper.fake_child`."""

from scraper.child import main
from tests.scraper.fake_sources import FakeCatalog

if __name__ == "__main__":
    main(FakeCatalog())
