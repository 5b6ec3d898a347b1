from datetime import UTC, datetime

import msgspec

from scraper.errors import Reason
from scraper.events import Counts, Event, JobsFound, SourceFailed
from scraper.job import DatePrecision, Period, Place, Posted, Posting, Remote, Salary, SalaryOrigin


def test_event_when_sent_as_json_then_comes_back_equal():
    now = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    posting = Posting(
        site="indeed",
        native_id="in-1",
        url="https://example.com/1",
        title="Données & 日本",
        places=(Place(text="Paris", city="Paris", country="FR"),),
        remote=Remote.HYBRID,
        posted=Posted(at=now, precision=DatePrecision.DAY),
        salary=Salary(
            low=1.5, high=None, currency="EUR", period=Period.HOUR, text="1,50 €", origin=SalaryOrigin.EMPLOYER
        ),
        raw=b"\x00\xff",
    )
    for event in (
        JobsFound(run=1, site="indeed", postings=(posting,), position=100),
        SourceFailed(
            run=1,
            site="bayt",
            counts=Counts(asked=5, left_out={"company": 2}),
            position=0,
            reason=Reason.BLOCKED,
            message="Bayt refuses us.",
            retry_at=now,
        ),
    ):
        assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event
