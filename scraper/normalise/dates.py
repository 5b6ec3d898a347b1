"""When a job was posted, from what a site says: exact times, days, and phrases such as "3 hours ago"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from scraper.job import DatePrecision, Posted
from scraper.normalise.names import folded

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)  # clocks and time zones differ; a date further ahead is no posting date
_MILLISECONDS_FROM = 100_000_000_000  # as seconds: the year 5138
_LAST_MILLISECOND = 253_402_300_799_000  # of the year 9999, the last there is in Python

_UNITS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
# As `folded` leaves them: without accents, in lower case.
_UNIT_WORDS = {
    "second": "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos secondo secondi sekund sekunder 秒前",
    "minute": "minute minutes min mins m minuten minuto minutos minuti minuut minut minuter minutter minuty 分前 分钟前 分鐘前 분",
    "hour": "hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren timme timmar timer time godzina godzine "
    "godziny godzin 時間前 小时前 小時前",
    "day": "day days d tag tage tagen jour jours j dia dias giorno giorni dag dagen dagar dage dager dzien dni 日前 天前",
    "week": "week weeks wk wks w woche wochen semaine semaines sem semana semanas settimana settimane weken vecka veckor uge uger uke "
    "uker tydzien tygodnie tygodni 週間前 周前 週前",
    "month": "month months mo mos monat monate monaten mois mes meses mese mesi maand maanden manad manader maned maneder miesiac "
    "miesiace miesiecy か月前 ヶ月前 カ月前 个月前 個月前",
    "year": "year years yr yrs y jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren ar rok lata lat 年前",
}
_UNIT_OF = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_NOW = {
    "just now", "just posted", "now", "new", "moments ago", "a moment ago", "few seconds ago", "a few seconds ago", "gerade eben",
    "soeben", "neu", "a l instant", "moins d une heure", "il y a moins d une heure", "nouveau", "ahora", "ahora mismo",
    "recien publicado", "nuevo", "less than an hour ago", "hace menos de una hora", "vor weniger als einer stunde", "adesso",
    "agora", "agora mesmo", "zojuist", "just nu", "lige nu", "teraz", "たった今", "刚刚", "剛剛",
}  # fmt: skip
_DAYS = {
    "today": 0, "heute": 0, "aujourd hui": 0, "hoy": 0, "oggi": 0, "hoje": 0, "vandaag": 0, "idag": 0, "i dag": 0, "dzisiaj": 0,
    "dzis": 0, "今日": 0, "本日": 0, "今天": 0, "few hours ago": 0, "a few hours ago": 0, "yesterday": 1, "gestern": 1, "hier": 1,
    "ayer": 1, "ieri": 1, "ontem": 1, "gisteren": 1, "igar": 1, "i gar": 1, "wczoraj": 1, "昨日": 1, "昨天": 1, "vorgestern": 2,
    "avant hier": 2, "anteayer": 2, "altro ieri": 2, "anteontem": 2, "eergisteren": 2,
}  # fmt: skip
_ONE = "a|an|one|einem|einer|eine|ein|une|un|una|uno|um|uma|een|en|ett|et"
_MORE = re.compile(
    r"\d ?[a-z]?\+|\b(?:über|mehr als|plus de|más de|mas de|over|more than|piu di|più di|mais de|meer dan|mer an|mer än|mere end|ponad)\b|\bplus d[’']",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"(?:(?:uber|mehr als|plus de?|mas de|over|more than|piu di|mais de|meer dan|mer an|mere end|ponad) )?(\d{{1,4}}|{_ONE}) ?(\w+)"
    r"(?: (?:ago|old|fa|geleden|sedan|siden|temu|atras))?"
)
_OPENINGS = re.compile(
    r"^(?:(?:posted|reposted|updated|active|published|published on|online since|veroffentlicht|online|erschienen|aktualisiert|"
    r"publiee?|mise? a jour|actualisee?|publicado|publicada|actualizado|employer active|listed|vor|il y a|hace|since|seit|depuis|"
    r"desde hace|desde|on|am|le|el|about|ungefahr|environ|unos|almost|etwa|circa|ca|d|ha|da|for|pubblicato|geplaatst|opublikowano) )+"
)


def read_posted(text: str, *, now: datetime) -> Posted | None:
    """When a text says a job was posted; None where it does not.

    Args:
        text: ISO 8601 ("2026-05-30", "2026-05-30T08:00:00Z"; a time without zone is UTC) or a phrase in English, German,
            French, Spanish and some others: "Posted 30+ Days Ago", "vor 2 Tagen", "il y a 3 heures", "hace una semana", "Just posted".
        now: aware; phrases count from it, and a date two days later than it is not believed.
    """
    text, now = text.strip(), now.astimezone(UTC)
    if not text or len(text) > 80:  # noqa: PLR2004 - no phrase is longer, and what follows is not for whole pages
        return None
    if text[0].isdigit():
        exact = _iso(text, now)
        if exact is not None:
            return exact
    return _phrase(folded(text), now, at_least=bool(_MORE.search(text)))


def at_epoch(value: object, *, now: datetime) -> Posted | None:
    """The time of an epoch in seconds or milliseconds; a whole day where it is midnight; None where it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _LAST_MILLISECOND:
        return None
    moment = datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS_FROM else value, UTC)
    return _posted(moment, now)


def day_of(day: date) -> Posted:
    """That day, in UTC."""
    return Posted(at=datetime.combine(day, time(), UTC), precision=DatePrecision.DAY)


def _posted(moment: datetime, now: datetime) -> Posted | None:
    """An exact time; midnight in UTC says only the day."""
    if not _EARLIEST <= moment <= now + _AHEAD:
        return None
    if moment.time() == time():
        return Posted(at=moment, precision=DatePrecision.DAY)
    return Posted(at=moment, precision=DatePrecision.SECOND)


def _iso(text: str, now: datetime) -> Posted | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _posted(moment, now)


def _phrase(words: str, now: datetime, *, at_least: bool) -> Posted | None:
    bare = _OPENINGS.sub("", words + " ").strip()
    if words in _NOW or bare in _NOW:
        return Posted(at=now, precision=DatePrecision.HOUR)
    words = bare
    today = now.date()
    if words in _DAYS:
        return day_of(today - timedelta(days=_DAYS[words]))
    match = _AGO.fullmatch(words)
    unit = _UNIT_OF.get(match[2]) if match else None
    if match is None or unit is None:
        return None
    ago = _UNITS[unit] * (int(match[1]) if match[1].isdecimal() else 1)
    if unit in {"second", "minute", "hour"}:
        return Posted(at=now - ago, precision=DatePrecision.HOUR)
    if ago > now - _EARLIEST:
        return None
    coarse = {"day": DatePrecision.DAY, "week": DatePrecision.WEEK}.get(unit, DatePrecision.MONTH)
    if at_least:  # "30+ days ago" has no earlier end
        coarse = DatePrecision.MONTH
    return Posted(at=day_of(today - ago).at, precision=coarse)
