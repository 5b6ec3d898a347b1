from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.dates import at_epoch, read_posted

NOW = datetime(2026, 6, 15, 14, 30, tzinfo=UTC)
TABLE = [
    ("2026-05-30", "2026-05-30T00:00", "day"),
    ("2026-05-30T08:15:00Z", "2026-05-30T08:15", "second"),
    ("2026-05-30T08:15:00+02:00", "2026-05-30T06:15", "second"),
    ("2026-05-30 08:15:00", "2026-05-30T08:15", "second"),
    ("Just posted", "2026-06-15T14:30", "hour"),
    ("Just now", "2026-06-15T14:30", "hour"),
    ("Today", "2026-06-15T00:00", "day"),
    ("Posted today", "2026-06-15T00:00", "day"),
    ("Yesterday", "2026-06-14T00:00", "day"),
    ("3 hours ago", "2026-06-15T11:30", "hour"),
    ("45 minutes ago", "2026-06-15T13:45", "hour"),
    ("an hour ago", "2026-06-15T13:30", "hour"),
    ("1 day ago", "2026-06-14T00:00", "day"),
    ("Posted 5 days ago", "2026-06-10T00:00", "day"),
    ("Active 6 days ago", "2026-06-09T00:00", "day"),
    ("5d", "2026-06-10T00:00", "day"),
    ("Posted 30+ Days Ago", "2026-05-16T00:00", "month"),
    ("30d+", "2026-05-16T00:00", "month"),
    ("2 weeks ago", "2026-06-01T00:00", "week"),
    ("Reposted 1 week ago", "2026-06-08T00:00", "week"),
    ("a month ago", "2026-05-16T00:00", "month"),
    ("vor 2 Tagen", "2026-06-13T00:00", "day"),
    ("vor 3 Stunden", "2026-06-15T11:30", "hour"),
    ("vor einer Woche", "2026-06-08T00:00", "week"),
    ("Gestern", "2026-06-14T00:00", "day"),
    ("heute", "2026-06-15T00:00", "day"),
    ("vor mehr als 30 Tagen", "2026-05-16T00:00", "month"),
    ("il y a 2 jours", "2026-06-13T00:00", "day"),
    ("il y a 3 heures", "2026-06-15T11:30", "hour"),
    ("il y a une semaine", "2026-06-08T00:00", "week"),
    ("hier", "2026-06-14T00:00", "day"),
    ("aujourd'hui", "2026-06-15T00:00", "day"),
    ("hace 4 días", "2026-06-11T00:00", "day"),
    ("hace una semana", "2026-06-08T00:00", "week"),
    ("ayer", "2026-06-14T00:00", "day"),
    ("hoy", "2026-06-15T00:00", "day"),
    ("vor über 30 Tagen", "2026-05-16T00:00", "month"),
    ("il y a plus d'un mois", "2026-05-16T00:00", "month"),
    ("il y a plus de 30 jours", "2026-05-16T00:00", "month"),
    ("hace más de 30 días", "2026-05-16T00:00", "month"),
    ("moins d’une heure", "2026-06-15T14:30", "hour"),
    ("More than 30 days ago", "2026-05-16T00:00", "month"),
    ("30+ days ago", "2026-05-16T00:00", "month"),
    ("POSTED 30+ DAYS AGO", "2026-05-16T00:00", "month"),
    ("Few Hours Ago", "2026-06-15T00:00", "day"),
    ("24h", "2026-06-14T14:30", "hour"),
    ("2d ago", "2026-06-13T00:00", "day"),
    ("1w", "2026-06-08T00:00", "week"),
    ("3mo", "2026-03-17T00:00", "month"),
    ("1 year ago", "2025-06-15T00:00", "month"),
    ("Posted: 3 days ago", "2026-06-12T00:00", "day"),
    ("vor einem Monat", "2026-05-16T00:00", "month"),
    ("vorgestern", "2026-06-13T00:00", "day"),
    ("3 giorni fa", "2026-06-12T00:00", "day"),
    ("un'ora fa", "2026-06-15T13:30", "hour"),
    ("oggi", "2026-06-15T00:00", "day"),
    ("più di 30 giorni fa", "2026-05-16T00:00", "month"),
    ("há 3 dias", "2026-06-12T00:00", "day"),
    ("há uma semana", "2026-06-08T00:00", "week"),
    ("ontem", "2026-06-14T00:00", "day"),
    ("3 dagen geleden", "2026-06-12T00:00", "day"),
    ("een week geleden", "2026-06-08T00:00", "week"),
    ("gisteren", "2026-06-14T00:00", "day"),
    ("för 3 dagar sedan", "2026-06-12T00:00", "day"),
    ("for 2 uger siden", "2026-06-01T00:00", "week"),
    ("i går", "2026-06-14T00:00", "day"),
    ("3 dni temu", "2026-06-12T00:00", "day"),
    ("wczoraj", "2026-06-14T00:00", "day"),
    ("3日前", "2026-06-12T00:00", "day"),
    ("2時間前", "2026-06-15T12:30", "hour"),
    ("1か月前", "2026-05-16T00:00", "month"),
    ("3天前", "2026-06-12T00:00", "day"),
]


@pytest.mark.parametrize(("text", "at", "precision"), TABLE)
def test_read_posted_when_a_board_says_when_then_the_time_and_its_precision_are_known(text, at, precision):
    posted = read_posted(text, now=NOW)
    assert (posted.at, posted.precision) == (datetime.fromisoformat(at).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "text", ["", "soon", "Be an early applicant", "Sponsored", "3", "2031-01-01", "1066-10-14", "99 cats ago"]
)
def test_read_posted_when_it_is_no_date_then_it_is_none(text):
    assert read_posted(text, now=NOW) is None


@pytest.mark.parametrize(
    ("value", "at", "precision"),
    [
        (1_780_000_000_000, "2026-05-28T20:26:40", "second"),
        (1_780_000_000, "2026-05-28T20:26:40", "second"),
        (1_779_926_400_000, "2026-05-28T00:00:00", "day"),
    ],
)
def test_at_epoch_when_it_is_in_seconds_or_milliseconds_then_both_are_read(value, at, precision):
    posted = at_epoch(value, now=NOW)
    assert (posted.at, posted.precision) == (datetime.fromisoformat(at).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "value", [0, -1, True, "x", None, float("nan"), float("inf"), 1e30, 4_000_000_000_000, 253_402_300_800_000]
)
def test_at_epoch_when_it_is_no_time_of_posting_then_it_is_none(value):
    assert at_epoch(value, now=NOW) is None


@given(st.text(max_size=60), st.timezones())
def test_read_posted_when_given_anything_then_it_is_a_time_in_the_past_or_none(text, zone):
    posted = read_posted(text, now=NOW.astimezone(zone))
    if posted is not None:
        assert posted.at.utcoffset() == timedelta()
        assert posted.at <= NOW + timedelta(days=3)


@given(
    st.integers(0, 5000),
    st.sampled_from(["hours ago", "days ago", "weeks", "vor {} Monaten", "il y a {} ans", "hace {} horas"]),
)
def test_read_posted_when_a_number_stands_in_a_phrase_then_it_never_fails(number, phrase):
    text = phrase.format(number) if "{}" in phrase else f"{number} {phrase}"
    posted = read_posted(text, now=NOW.astimezone(timezone(timedelta(hours=5))))
    assert posted is None or posted.at.utcoffset() == timedelta()


@given(st.one_of(st.floats(), st.integers(), st.text(), st.none()))
def test_at_epoch_when_given_anything_then_it_never_fails(value):
    at_epoch(value, now=NOW.astimezone(timezone(timedelta(hours=5))))
