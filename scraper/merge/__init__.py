"""Whether two postings are the same job. Pure decisions; `scraper.store` asks them of what may be alike.

Public: `features`, `block_keys`, `Features`, `same_job`, `compare`, `Evidence`, `chosen`.
"""

from __future__ import annotations

from scraper.merge.choose import chosen
from scraper.merge.features import Features, block_keys, features
from scraper.merge.rules import Evidence, compare, same_job

__all__ = ["Evidence", "Features", "block_keys", "chosen", "compare", "features", "same_job"]
