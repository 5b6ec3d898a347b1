"""The words around amounts that tell what they are, in the languages of adverts."""

from __future__ import annotations

import re

_BEGINS, _ENDS = r"(?<![^\W\d_])", r"(?![^\W\d_])"


def _words(pattern: str, *, before: bool = False) -> re.Pattern[str]:
    """Whole words; with `before` they stand at the end, right before an amount."""
    return re.compile(rf"{_BEGINS}(?:{pattern}){_ENDS}" + (r"[\s:]*$" if before else ""))


# Between the two ends of a range.
SEPARATOR = re.compile(
    r"\s*(?:[-‐‑‒–—―−~→]{1,2}|\.{2,3}|…|to|up ?to|bis(?: zu)?|à|a|al|ao|hasta|até|ate|do|до|till?|tot(?: en met)?|thru|through|からから|から|至|到|부터|إلى|الى|"
    r"đến|den|sampai(?: dengan)?|hingga|s/d|ile|থেকে|से|до|ไปจนถึง|ถึง)\s*",
)
# Between the two ends of a range that "between" opens.
JOINED = re.compile(r"\s*(?:and|&|und|et|y|e|ed|och|og|en|i|și|si|ve|и|та|і|a)\s*")
BETWEEN = _words(
    r"between|zwischen|entre|mellan|mellem|mellom|tussen|między|miedzy|pomiędzy|tra|fra|intre|între|mezi|между|між"
)

AT_MOST = re.compile(
    rf"(?:{_BEGINS}(?:up to|upto|bis zu|bis|jusqu[’']?(?:à|a)|hasta|até|fino a|tot|max(?:imum|imal|imo|\.)?|under|below|less than|not more than|"
    rf"no more than|opp til|upp till|op til|do|до|à concurrence de|最大|最高|ate|máximo|máx\.?|sampai|hingga|lên đến|tới){_ENDS}[\s:.]*(?:de |of )?|(?:^|\s)[~～]\s*)$",
)
AT_LEAST = re.compile(
    rf"{_BEGINS}(?:from|starting(?: at| from)?|starts(?: at| from)?|start|min(?:imum|destens|d|imo)?\.?|at least|more than|over|above|ab|"
    rf"à partir de|a partir de|dès|des|au moins|plus de|desde|mínimo|mín\.?|más de|a partire da|da|almeno|oltre|vanaf|minimaal|od|от|від|fra|från|"
    rf"minst|mindst|least|至少|最低|ab sofort ab|acima de|mulai(?: dari)?|từ|trên|min|"
    rf"min(?:imum|\.)? (?:\w+ )?(?:salary|pay|compensation|wage|rate)(?: of| is)?|mindest(?:gehalt|lohn|entgelt)(?: von| ab)?){_ENDS}[\s:.]*(?:an? )?$",
)
AND_MORE = re.compile(
    r"\s*(?:\+(?!\s*\w)|and (?:up|above|over|more)|or more|upwards|plus(?=\s*$)|und mehr|oder mehr|et plus|(?:as a )?minimum(?=\W*$)|y más|o más|以上|起|이상|부터|ขึ้นไป|و أكثر|trở lên|ke atas|keatas|～|から|~(?=\s*(?:$|[^\s\d])))",
)

# Right behind a number: it counts something, or is a share.
COUNTED = re.compile(
    r"\s?\+?\s?(?:-\s?)?(?:%|percent|prozent|pct|years?|yrs?|hours?|hrs?|days?|weeks?|months?|minutes?|mins?|jahre?n?|stunden?|tagen?|wochen?|monaten?|"
    r"ans?|heures?|jours?|semaines?|mois|años?|horas?|días?|semanas?|meses|anni|ore|giorni|lat|lata|godzin|dni|часов|лет|дней|people|employees|"
    r"users|customers|clients|team members|mitarbeiter\w*|salariés|personnes|countries|locations|offices|stores|students|miles|km|kg|lbs?|"
    r"st|nd|rd|th|x\b)(?![^\W\d_])|\s?(?:年以|か月|ヶ月|個月|个月|歳|才|名|人|명|개|社|件)",
)

_BONUS = (
    r"(?:bonus(?:es)?|incentives?|commissions?|tips?|stock|equity|rsus?|options?|shares|grants?|allowances?|reimbursements?|vouchers?|"
    r"credits?|gift cards?|discounts?|insurance|coverage|deductible|match(?:ing)?|pension|401\s?\(?k\)?|referrals?|relocation|tuition|budget|"
    r"prämien?|zuschuss|zulage|gutscheine?|boni|prime|primes|tickets?|chèques?|bonificación|prima|premie|premia|dodatek|buono|buoni|"
    r"funding|revenue|sales|turnover|arr|aum|assets|investment|investments|raised|valuation|savings|fee|fees|fine|donations?|grant|"
    r"umsatz|chiffre d[’']affaires|ca annuel|facturación|fatturato|budgets?|portfolio|quota|deals?|contracts? worth|worth)"
)
_KINDS = (
    r"(?:(?:annual|yearly|monthly|quarterly|weekly|daily|sign(?:ing)?[- ]?on|signing|retention|referral|performance|welcome|joining|relocation|"
    r"one[- ]time|cash|target|guaranteed|potential|discretionary|attendance|completion|hiring|starting|start|new hire|training|education|learning|"
    r"wellness|home office|equipment|travel|meal|in|of|per (?:year|month)|an? (?:year|month)|p\.?a\.?|/\s?(?:yr|year|month|mo)|employee|total|gross|company|"
    r"sales|worth of|jährliche[rs]?|monatliche[rs]?|einmalige[rs]?|de|d[’']|mensuels?|annuels?|en|di|z|na)\s+){0,4}"
)
_PIECES = (
    r"(?:miles?|km|kilom[eè]tres?|kilometer|visits?|loads?|units?|words?|pages?|leads?|sales?|class(?:es)?|sessions?|shifts?|users?|seats?|"
    r"persons?|people|head|child|articles?|tasks?|piece|stück|pieza|acte|seat|client|customer|patient|episode|trip|delivery|drop|ticket)"
)
NOT_PAY_AFTER = re.compile(
    rf"[\s)]*(?:-\s?)?{_KINDS}{_BONUS}{_ENDS}|\s*(?:/|per|an?|pro|par|por|each)\s*{_PIECES}{_ENDS}"
)
NOT_PAY_BEFORE = re.compile(
    rf"(?:{_BEGINS}{_BONUS}(?:\s*(?:of|:|up to|worth|from|at|is|=|payment|program|plan|match|de|von|in höhe von|bis zu|jusqu[’']à|hasta|di|da|w wysokości|do|"
    rf"opportunity|pool|a|an|with|totaling|exceeding|over|about|approximately)){{0,3}}\s*|"
    rf"{_BEGINS}(?:raised|raising|saved?|saving|serving|managing|manage|generat(?:e|ed|ing)|process(?:ed|ing)?|valued at|valuation of|invest(?:ed|ing)?|"
    rf"earned us|worth|cost(?:s|ing)?|exceeding|phone|tel|call|fax|job id|req(?:uisition)?(?: id)?|zip|plz|postcode)\s*(?:of|over|up to|about|more than|:|nearly|at)?\s*)$",
)

# Words that say what other money a sentence is about, somewhere before the amount or in the clause behind it.
OTHER_MONEY = re.compile(
    rf"{_BEGINS}(?:(?:customer|client|user|subscriber|tenant|student|member|people|famil(?:y|ie)|taxpayer)s?['’]?s? (?:who )?(?:pays?|paid|earn\w*)|"
    rf"petty cash|expenses?|total?ling|limits?|insurance|donat\w+|sav(?:e[sd]?|ings?)|fees?|rent|rents|rental|costs?|pric(?:e|es|ed|ing)|plans?|discounts?|"
    rf"allowances?|reimburse\w*|assistance|differentials?|premium|packaging|perks?|subsid(?:y|ies|ised|ized)|vouchers?|fines?|penalt(?:y|ies)|"
    rf"claims|loans?|budgets?|charit\w+|equipment|software|subscriptions?|minimum wage|bonus(?:es)?|incentives?|commissions?|funding|revenues?|"
    rf"turnover|sales of|sold|purchases?|spend(?:ing)?|transactions?|tax(?:es)?|scholarships?|grants?|tuition|stipends? (?:for|toward)|"
    rf"(?:housing|learning|education|wellness|travel|phone|internet|meal|food|equipment|office|relocation|development|training) stipends?|"
    rf"benefits? (?:of|up to|worth)|worth|value|valued|gym|lunch(?:es)?|meals?|parking|gift cards?|401\s?\(?k\)?|retirement|"
    rf"\w*zuschuss|\w*zuschüsse|\w*zulagen?|\w*gutscheine?|\w*budget|\w*prämien?|\w*ticket|sachbezug\w*|umsatz|mindestlohn|\w*pauschale|\w*kosten|"
    rf"primes?|titres?|chèques?|carte|mutuelle|forfait|indemnités?|chiffre d[’']affaires|cooptation|seguro|formación|cheques?|ayuda|dietas|"
    rf"\w*vergoeding(?:en)?|\w*bidrag|buon[oi]|rimborso|premio|budżet|premia|karta|dofinansowanie|vale|auxílio|plano|convênio|交通費|手当|賞与|ボーナス"
    rf"){_ENDS}",
)
# What belongs to an amount behind it: up to the next mark or "plus".
CLAUSE = re.compile(
    r"(?:(?!\s(?:plus|and|und|et|y|e|en|och|i|with|mit|avec|con|including|depending|based|dependent)\s)[^.,;:\n+&|•(/。、【(]){0,60}",
)

# A word about pay, somewhere before the amount. "Paid leave" and attention to be paid are not.
PAY = re.compile(
    rf"{_BEGINS}(?:salar(?:y|ies|ied)|(?<!-)pay(?! (?:attention|close|for))|pays|(?<!-)paid(?! (?:time|parental|holidays?|vacations?|leave|sick|family|maternity|"
    rf"paternity|lunch|training|out|internship))|(?<!\w )stipend|compensation|(?<!minimum )wages?|remuneration|earn|earning|earnings|ctc|package|base|hourly rate|day rate|rate of|pay rate|"
    rf"rate|ote|\w*gehalt|gehalts\w*|\w*vergütung|vergütungs\w*|\w*lohn|\w*verdienst|salaires?|rémunération|fourchette|salario|sueldo|retribución|"
    rf"banda salarial|salário|remuneração|faixa salarial|stipendio|retribuzione|ral|compenso|salaris|\w*loon|lön|månadslön|løn|lønn|årslønn|palkka|"
    rf"wynagrodzeni[ea]|pensja|stawka|widełki|mzda|mzdy|plat|mzdové|fizetés|bér|bruttó|salariu|maaş|ücret|зарплата|оклад|доход|заробітна|зп|gaji|lương|"
    rf"الراتب|راتب|เงินเดือน|वेतन|বেতন|μισθός|bezahlung|honorar|entgelt|taux|\\w*satz|tarif|\\w*tarief|brutto|bruts?|tjm){_ENDS}|年収|年俸|月給|月収|時給|日給|給与|給料|年薪|月薪|薪资|薪資|薪酬|급여|연봉|월급|시급",
)

# What may stand beside a bare amount without making it something else.
WORDS_AROUND = re.compile(
    rf"{_BEGINS}(?:salary|pay|wage|gehalt|salaire|salario|salário|stipendio|lön|brutto|gross|brut|bruto|net|netto|from|up to|ab|bis|de|à|a|to|max|min|minimum|"
    rf"maximum|approx|ca|circa|about|in hand|in-hand|take home|range|between|and|total|package|ctc|ote|expected|estimated|negotiable|vb|doe|competitive|plus|benefits|est){_ENDS}",
)
