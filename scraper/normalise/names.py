"""Names made comparable: without case, accents, punctuation and what different sites add to them."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from scraper.normalise.legal_forms import AFTER, AROUND, BEFORE

if TYPE_CHECKING:
    from scraper.job import Place

# Vowel signs of Indic scripts and Thai are no letters to `re`, and yet parts of words.
_WORDS = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]+")
# What `_WORDS` finds in ASCII, five times as fast.
_ASCII_WORDS = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LETTERS_THAT_KEEP_THEIR_SHAPE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Lower case, without accents, words separated by one space; letters of every script stay."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_WORDS).split())
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", plain).translate(_LETTERS_THAT_KEEP_THEIR_SHAPE)))


_DOTTED = re.compile(r"(?<!\w)\w(?:\.\w)+(?!\w)\.?|(?<!\w)\w(?:/\w)+(?!\w)")
_LONGEST_FORM = max(form.count(" ") + 1 for form in AFTER)


@functools.lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """The company's name without its legal form; the whole name where nothing else would be left."""
    bare = AROUND.sub(" ", name)
    bare = _DOTTED.sub(lambda match: re.sub(r"[./]", "", match[0]) + " ", bare.replace("&", " and "))
    words = folded(bare).split()
    while len(words) > 1 and words[0] in BEFORE:
        words.pop(0)
    while len(words) > 1 and (count := _form_length(words)):
        del words[-count:]
    return " ".join(words) or folded(name)


def _form_length(words: list[str]) -> int:
    """How many of the last words are a legal form, leaving at least one."""
    for count in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if " ".join(words[-count:]) in AFTER:
            return count
    return 0


# What is added to a title and is no part of it: who may apply, how and where one works, the employer's own number.
_GENDERS = (
    r"[mwfhdxiga](?:\s?[/|,*:-]\s?[mwfhdxiga]){1,3}(?:\s?[/|,]\s?(?:divers|nb))?|all genders?|alle geschlechter|gn|"
    r"h\s?[/-]\s?f|f\s?[/-]\s?h|d\s?/\s?f\s?/\s?m|any gender|a"
)
_WORK = (
    r"(?:100\s?%\s?|fully |partially )?(?:remote|hybrid|on-?site|home ?office|work from home|wfh|t[ée]l[ée]travail(?: \w+)?|"
    r"teletrabajo|remoto|h[íi]brido)(?: (?:ok|possible|friendly|first|work|position|role|job))?(?:[ ,-]+[a-z .]{2,20})?"
)
_HOURS = r"(?:full|part)[ -]?time|vollzeit|teilzeit|temps (?:plein|partiel)|cdi|cdd|permanent|contract|\d{2,3}\s?%|\d{2,3}\s?-\s?\d{2,3}\s?%"
_NUMBER = r"(?:job |req(?:uisition)? |ref(?:erence)? |id )?(?:id|no|nr|n°|req|ref|#|jr|r)?[ .:#-]*\d{4,}(?:[-_]\d+)*"
_BRACKETS = re.compile(rf"[(\[{{]\s*(?:{_GENDERS}|{_WORK}|{_HOURS}|{_NUMBER})\s*[)\]}}]", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s+(?:[-–—|,/:]\s*(?:{_WORK}|{_HOURS}|{_GENDERS})|[mwfh]\s?/\s?[mwfhd](?:\s?/\s?[mwfdx])?|"
    rf"(?:[-–—|,]\s*)?(?:#|req|jr|ref|id)[ .:#-]*\d{{4,}}(?:[-_]\d+)*|[-–—|]\s*{_NUMBER})\s*$",
    re.IGNORECASE,
)
_INNEN = re.compile(
    r"(?<=\w)[*:_/·](?:-?in(?:nen)?|r|e|se|trice|rice|euse|ère|ne)\b|(?<=\w)\((?:e|se|in|ne|trice|rice|euse|ère)\)",
    re.IGNORECASE,
)
_SAME_WORDS = {
    "sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "mgr": "manager", "eng": "engineer", "engr": "engineer",
    "dev": "developer", "asst": "assistant", "assoc": "associate", "dir": "director", "vp": "vice president", "i": "1",
    "ii": "2", "iii": "3", "iv": "4", "rn": "registered nurse", "swe": "software engineer", "tech": "technician",
    "admin": "administrator", "exec": "executive", "rep": "representative", "fullstack": "full stack",
    "frontend": "front end", "backend": "back end",
}  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """The title without gender marks, work place and number, abbreviations spelled out; never empty for a title.

    Level and specialty stay: "Senior" and "Junior", "(Backend)" and "(Frontend)" are different jobs.
    """
    bare = _INNEN.sub("", _BRACKETS.sub(" ", title))
    while (shorter := _TAIL.sub("", bare)) != bare and folded(shorter):
        bare = shorter
    words = [_SAME_WORDS.get(word, word) for word in folded(bare.replace("C++", "cpp").replace("C#", "csharp")).split()]
    return " ".join(words) or folded(title)


_SAME_CITIES = {
    "munchen": "munich", "muenchen": "munich", "koln": "cologne", "koeln": "cologne", "nurnberg": "nuremberg",
    "nuernberg": "nuremberg", "hannover": "hanover", "wien": "vienna", "zuerich": "zurich", "genf": "geneva",
    "geneve": "geneva", "basle": "basel", "milano": "milan", "roma": "rome", "torino": "turin", "napoli": "naples",
    "firenze": "florence", "venezia": "venice", "praha": "prague", "warszawa": "warsaw", "krakow": "cracow",
    "lisboa": "lisbon", "bruxelles": "brussels", "brussel": "brussels", "antwerpen": "antwerp", "gent": "ghent",
    "den haag": "the hague", "s gravenhage": "the hague", "kobenhavn": "copenhagen", "goteborg": "gothenburg",
    "sevilla": "seville", "bengaluru": "bangalore", "gurugram": "gurgaon", "bombay": "mumbai", "madras": "chennai",
    "calcutta": "kolkata", "new york city": "new york", "nyc": "new york", "chattogram": "chittagong",
    "saigon": "ho chi minh city", "thanh pho ho chi minh": "ho chi minh city", "tp hcm": "ho chi minh city", "ha noi": "hanoi",
    "ciudad de mexico": "mexico city", "cdmx": "mexico city", "mexico df": "mexico city", "la habana": "havana",
    "rio": "rio de janeiro", "bs as": "buenos aires", "ciudad autonoma de buenos aires": "buenos aires", "caba": "buenos aires",
    "makkah": "mecca", "makkah al mukarramah": "mecca", "al madinah": "medina", "madinah": "medina", "al riyadh": "riyadh",
    "jiddah": "jeddah", "ad dammam": "dammam", "al qahirah": "cairo", "el cairo": "cairo", "al iskandariyah": "alexandria",
    "ad dawhah": "doha", "al kuwayt": "kuwait city", "kuwait": "kuwait city", "dubayy": "dubai", "sharjah city": "sharjah",
    "ash shariqah": "sharjah", "abu zaby": "abu dhabi", "masqat": "muscat", "al manamah": "manama",
    "hubballi": "hubli", "mysuru": "mysore", "mangaluru": "mangalore", "belagavi": "belgaum", "kochi": "cochin",
    "thiruvananthapuram": "trivandrum", "vadodara": "baroda", "prayagraj": "allahabad", "puducherry": "pondicherry",
    "visakhapatnam": "vizag", "new delhi": "delhi", "poona": "pune", "cawnpore": "kanpur", "kozhikode": "calicut",
    "thrissur": "trichur", "shivamogga": "shimoga", "vijayapura": "bijapur", "tiruchirappalli": "trichy",
    "cumilla": "comilla", "barishal": "barisal", "bogura": "bogra", "jashore": "jessore", "chittagong city": "chittagong",
    "東京": "tokyo", "東京都": "tokyo", "大阪": "osaka", "大阪市": "osaka", "京都": "kyoto", "京都市": "kyoto", "横浜": "yokohama",
    "横浜市": "yokohama", "名古屋": "nagoya", "名古屋市": "nagoya", "福岡": "fukuoka", "福岡市": "fukuoka", "札幌": "sapporo",
    "札幌市": "sapporo", "神戸市": "kobe", "北京": "beijing", "北京市": "beijing", "上海": "shanghai", "上海市": "shanghai",
    "广州": "guangzhou", "深圳": "shenzhen", "杭州": "hangzhou", "成都": "chengdu", "서울": "seoul", "서울특별시": "seoul",
    "부산": "busan", "台北": "taipei", "香港": "hong kong", "москва": "moscow", "moskva": "moscow", "киев": "kyiv", "київ": "kyiv",
    "kiev": "kyiv", "санкт петербург": "saint petersburg", "αθηνα": "athens", "athina": "athens", "θεσσαλονικη": "thessaloniki",
    "القاهرة": "cairo", "الرياض": "riyadh", "دبي": "dubai", "جدة": "jeddah", "ঢাকা": "dhaka", "চট্টগ্রাম": "chittagong",
    "lisbonne": "lisbon", "londres": "london", "luzern": "lucerne", "berne": "bern",
    "mainz am rhein": "mainz", "frankfurt am main": "frankfurt",
    "frankfurt main": "frankfurt", "freiburg im breisgau": "freiburg", "halle saale": "halle", "kassel stadt": "kassel",
    "danzig": "gdansk", "breslau": "wroclaw", "posen": "poznan", "bucuresti": "bucharest", "beograd": "belgrade",
    "zaragoza": "saragossa", "a coruna": "la coruna", "donostia": "san sebastian", "donostia san sebastian": "san sebastian",
    "iruna": "pamplona", "gasteiz": "vitoria", "vitoria gasteiz": "vitoria", "palma de mallorca": "palma", "luik": "liege",
    "s hertogenbosch": "den bosch", "the hague city": "the hague", "haag": "the hague", "arhus": "aarhus", "aalborg city": "aalborg",
    "helsingfors": "helsinki", "abo": "turku", "istanbul avrupa": "istanbul", "istanbul anadolu": "istanbul",
    "montreal qc": "montreal", "quebec city": "quebec", "ville de quebec": "quebec", "st louis": "saint louis", "ny": "new york",
    "manhattan": "new york", "sf": "san francisco", "la": "los angeles", "philly": "philadelphia", "washington dc": "washington",
    "washington d c": "washington", "dc": "washington", "duesseldorf": "dusseldorf", "lyons": "lyon", "marseilles": "marseille",
}  # fmt: skip
# Bangalore/Bengaluru, Mumbai (All Areas)
_BESIDE = re.compile(r"(?<=\w{3})\s*(?:[/(\[].*)$")
_POSTCODE = re.compile(r"^(?:[a-z]{1,2} )?\d{4,6}(?: \d{3,4})? (?=\D)|(?<=\D) \d{5}$")
_CITY_EXTRAS = re.compile(
    r"^(?:greater|city of|metro|region of|area of|grossraum|raum|region|stadt|kreis|landkreis|comunidad de|provincia d[ei]|"
    r"area de|ville de|emirate of|district of) | (?:metropolitan(?: city)?(?: area| region)?|metro(?: area)?|metroplex|area|city area|"
    r"region|district|division|county|emirate|governorate|prefecture|all areas|y alrededores|und umgebung|et environs|ncr|"
    r"bay area|arrondissement|cedex(?: \d+)?|\d{1,2}(?:er?|e|eme|nd|th)?(?: arrondissement)?)$"
)


def in_latin(key: str) -> str:
    """A folded name in Latin letters, about as it sounds: other sites write "Chania" for "Χανιά"."""
    if key.isascii():
        return key
    from anyascii import anyascii

    return folded(anyascii(key)) or key


def place_key(place: Place) -> str:
    """The city, else the region, else the country, in words that do not depend on the site; "" for none of them."""
    return _place_key(place.city or place.region or place.country or "")


@functools.lru_cache(maxsize=20_000)
def _place_key(name: str) -> str:
    key = _POSTCODE.sub("", folded(_BESIDE.sub("", name))).strip() or folded(name)
    key = " ".join("saint" if word in {"st", "ste", "sankt"} else word for word in key.split())
    while (shorter := _CITY_EXTRAS.sub("", key)) != key and shorter:
        key = shorter
    return _SAME_CITIES.get(key) or in_latin(key)
