"""What pay is for: an hour, a day, a week, a month or a year, in the words of adverts."""

from __future__ import annotations

import re

from scraper.job import Period

# Nouns: after "per" and its like, or after a currency. Short ones (`_SHORT`) only after "per".
_NOUNS = {
    Period.HOUR: (
        "hour|hours|hr|hrs|stunde|std|stundenlohn|heure|hora|uur|timme|godz|godzina|godzinę|godzine|hodinu|hodina|tunti|tunnissa|timmen|"
        "óra|óraborr|час|часа|годину|小时|小時|時間|시간|ساعة|الساعة|giờ|ชั่วโมง|घंटा|घंटे"
    ),
    Period.DAY: (
        "day|diem|tag|tagessatz|päivä|päivässä|dagen|jour|día|dia|jornada|giorno|dzień|dzien|день|日|天|일|يوم|اليوم|ngày|วัน|दिन"
    ),
    Period.WEEK: "week|woche|semaine|semana|settimana|vecka|veckan|viikko|viikossa|ugen|tydzień|tydzien|týden|hafta|неделю|тиждень|周|週|주|أسبوع|الأسبوع|tuần|minggu",
    Period.MONTH: (
        "month|months|mth|monat|mois|mes|mês|mese|maand|månad|månaden|måned|måneden|mdr|mån|mnd|kk|kuukausi|kuukaudessa|miesiąc|miesiac|miesiącu|mies|měsíc|měs|mesiac|hónap|lună|luna|"
        "месяц|мес|місяць|міс|个月|個月|月|ヶ月|か月|개월|월|달|شهر|الشهر|tháng|bulan|เดือน|महीना|महीने|মাস|মাসে"
    ),
    Period.YEAR: (
        "year|yr|yrs|annum|jahr|année|annee|año|anno|jaar|år|året|vuosi|vuodessa|yıl|год|рік|年|년|연|سنة|السنة|năm|tahun|ปี|वर्ष|साल|година"
    ),
}  # fmt: skip
_SHORT = {
    Period.HOUR: "hs|ora|timen|time|tim|hod|saat|jam|год\\.|时|時|h|t|u|ч|g",
    Period.DAY: "dag|den|nap|gün|hari|d|j|jr",
    Period.WEEK: "wk|sem|uge|uke|hét|w|s",
    Period.MONTH: "mon|md|mc|m-c|hó|ay|bln|m|mo|mt",
    Period.YEAR: "ano|rok|év|y|a|an|j",
}
# Adverbs and adjectives stand alone, before the amount too.
_ALONE = {
    Period.HOUR: (
        "hourly|p\\.?\\s?/?\\s?h\\.?|stündlich|stuendlich|horaires?|(?:par|de l[’']|à l[’'])\\s?heure|por hora|all[’']ora|orari[oa]|per uur|uurloon|"
        "timlön|timeløn|timelønn|godzinowo|годинна|часовая|an hour|per hour|hour rate"
    ),
    Period.DAY: "daily|p\\.?\\s?/?\\s?d\\.?|täglich|taeglich|journali(?:er|ère)s?|tjm|diari[oa]s?|giornalier[oa]|dagloon|dagtarief|dziennie|denně|günlük|a day|per day|per diem",
    Period.WEEK: "weekly|p\\.?\\s?/?\\s?w\\.?|wöchentlich|hebdomadaires?|hebdo|semanal(?:es)?|settimanal[ei]|wekelijks|tygodniowo|týdně|haftalık|a week|per week",
    Period.MONTH: (
        "monthly|p\\.?\\s?/?\\s?c?\\.?m\\.?|p\\.?\\s?mtl\\.?|mtl\\.?|monatlich(?:e[rs]?)?|mensuel(?:le)?s?|mensual(?:es)?|mensual|mensal|mensais|mensil[ei]|maandelijks|"
        "månadslön|i månaden|månedlig|miesięcznie|miesiecznie|miesięczne|měsíčně|mesačne|havi|lunar|aylık|ежемесячно|в месяц|на місяць|щомісяця|"
        "شهري(?:ا|ة|اً)?|মাসিক|hàng tháng|a month|per month|per mensem"
    ),
    Period.YEAR: (
        "yearly|annual(?:ly|ised|ized)?|p\\.?\\s?/?\\s?a\\.?|per annum|jährlich|jaehrlich|jahres(?:brutto)?(?:gehalt|einkommen|lohn)|annuel(?:le)?s?(?:lement)?|"
        "annu[oi]|annual[ei]|anual(?:es|mente)?|anuais|b/a|ral|jaarlijks|årslön|årsløn|årslønn|årlig|rocznie|ročně|éves|yıllık|в год|на рік|سنوي(?:ا|ة|اً)?|"
        "a year|per year|lpa"
    ),
}  # fmt: skip
# German compounds, and words that are written without blanks.
_INSIDE = {
    Period.HOUR: "stunden(?:lohn|satz|gage|vergütung)|時給|时薪|時薪|시급|시간당|hourly",
    Period.DAY: "tages(?:satz|lohn|gage)|日給|日当|日薪|일급|일당",
    Period.WEEK: "wochen(?:lohn|gehalt)|週給|周薪|週薪|주급",
    Period.MONTH: "monats(?:brutto|netto)?(?:gehalt|lohn|brutto|einkommen|gage)|月給|月収|月薪|월급|(?<!\\d)[월月](?=\\s*$)|薪",
    Period.YEAR: "jahres(?:brutto|fest|grund|ziel)?(?:gehalt|lohn|brutto|einkommen|vergütung)|年収|年俸|年薪|연봉|年给",
}
_PREPOSITION = (
    r"/|pr?\.|à l['’]|de l['’]|all['’]|l['’]|ต่อ|প্রতি|"
    r"(?:per|pro|par|por|pr|à la|al|alla|a la|im|je|a|an|na|za|на|за|в|о|w|v|o|om|i|ett|en|pe|la|في|trên|mỗi|setiap)(?![^\W\d_])"
)
_FILLER = (
    r"(?:[\s,(*+]|\(\+\s?vat\)|\+\s?vat|h\.?t\.?(?=\s?/)|m\.\s?n\.|mxn|brutto|gross|bruts?|brutes?|brutos?|brutas?|netto|net|nets|neto|nett|lordi|lordo|netti|před zdaněním|base|basic|salary|"
    r"pay|wage|rate|fix|fixe|l[íi]quidos?|líquidas?|super(?:annuation)?|hrubého|čistého|до вычета|before tax|pre[- ]tax|equivalent|package|\+?\s?benefits|ctc|ote|nto|bto|إجمالي)"
)


def _group(period: Period, words: str) -> str:
    return f"(?P<{period.name}>{words})"


def _either(tables: tuple[dict[Period, str], ...]) -> str:
    return "|".join(_group(period, "|".join(table[period] for table in tables)) for period in Period)


_ENDS = r"(?![^\W\d_])"
_BEGINS = r"(?<![^\W\d_])"
_AFTER_PER = re.compile(
    rf"{_FILLER}*(?:{_PREPOSITION})\s*(?:{_either((_NOUNS, _SHORT))})(?:{_ENDS}|(?<=[月時年日天周]))"
)
_AFTER_ALONE = re.compile(rf"{_FILLER}*[/-]?(?:{_either((_ALONE, _NOUNS, _INSIDE))})(?:{_ENDS}|(?<=[月時年日天周]))")
_BEFORE_ALONE = re.compile(rf"{_BEGINS}(?:{_either((_ALONE,))}){_ENDS}")
_BEFORE_INSIDE = re.compile(_either((_INSIDE,)))
_MONTHS_PAID = re.compile(r"\s*[·x×*]\s*1[2-9]\s*薪")


def period_after(text: str, at: int) -> tuple[Period | None, int]:
    """The period told from position `at` on ("/yr", " brutto im Monat"), and where it ends; None and `at` for none."""
    match = _AFTER_PER.match(text, at) or _AFTER_ALONE.match(text, at)
    if match is None:
        salaries = _MONTHS_PAID.match(text, at)
        return (Period.MONTH, salaries.end()) if salaries else (None, at)
    return Period[str(match.lastgroup)], match.end()


def period_before(words: str) -> Period | None:
    """The period told last in the words before an amount ("Hourly rate: ", "Bruttojahresgehalt"); None for none."""
    found: tuple[int, Period] | None = None
    for pattern in (_BEFORE_ALONE, _BEFORE_INSIDE):
        for match in pattern.finditer(words):
            if found is None or match.end() > found[0]:
                found = match.end(), Period[str(match.lastgroup)]
    return found[1] if found else None
