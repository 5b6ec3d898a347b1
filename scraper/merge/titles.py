"""Titles compared: the words that tell one job of a company from another."""

from __future__ import annotations

import functools
import re
from enum import IntEnum

from rapidfuzz import fuzz

from scraper.normalise.names import folded, title_key


class Titles(IntEnum):
    """How two titles stand to each other; higher is more alike."""

    OTHER = 0
    """They have no word in common, or each names what tells jobs apart: a level, a shift, a number."""
    PARTLY = 1
    """Each has words that the other has not, or one alone names a level, a shift, a number."""
    LONGER = 2
    """One says all that the other says, and more."""
    EQUAL = 3
    """The same words, whatever their order and endings."""


# Words that tell nothing about which job it is.
_FILLERS = frozenset(
    str.split(
        "a an and at de der des die du et for fur im in is la le les of on or our pour the to und with y e en para con als "
        "job jobs position role opening opportunity vacancy career careers hiring now urgent urgently immediate immediately start "
        "starting asap wanted needed required new apply we are level grade mwd hf gn m w f d x v h k nb fh mv remote hybrid onsite site "
        "full part time fulltime parttime vollzeit teilzeit permanent contract temporary unbefristet befristet cdi cdd "
        "home office based work from telework teletravail busca busco necesita necesitamos urgente vaga vagas contrata gesucht sofort ab recherche recrute cherche poste emploi "
        "offre stelle stellenangebot empleo oferta zoekt gezocht vacature sign onsite hire readvertised readvertisement advertised repost reposted joiner joiners re "
        "急募 正社員 未経験 未経験ok 募集 求人 us usa uk canada emea apac worldwide anywhere country nationwide"
    )
)
# Words that make it another job where only one of two titles has them, however alike the texts are.
_TELLING = frozenset(
    str.split(
        "senior junior lead principal staff head chief director vp vice president intern internship trainee apprentice "
        "apprenticeship graduate entry mid experienced assistant associate deputy werkstudent werkstudentin praktikant praktikum "
        "praktikantin auszubildende auszubildender ausbildung azubi alternance alternant stage stagiaire working student "
        "night nights evening evenings day days weekend weekends shift late early morning afternoon overnight prn per diem "
        "seasonal summer winter spring fall autumn leiter leiterin leitung teamleiter manager supervisor foreman "
        "1 2 3 4 5 6"
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(
    r"(?:\b(?:id|no|nr|req|ref|r|jr|job)[ .:#-]*|#\s*|[(\[-]\s*)([a-z]{0,3}[-_]?\d{4,}(?:[-_]\d+)*)", re.IGNORECASE
)
_PART_TIME = re.compile(
    r"\b(?:part[ -]?time|teilzeit|temps partiel|media jornada|jornada parcial|tiempo parcial|medio tiempo|meio per[ií]odo|tempo parziale|deeltijd|parttime|casual|minijob|zero hours?)\b",
    re.IGNORECASE,
)
_FULL_TIME = re.compile(
    r"\b(?:full[ -]?time|vollzeit|temps plein|jornada completa|tiempo completo|tempo (?:pieno|integral)|voltijd|fulltime)\b",
    re.IGNORECASE,
)
_WORKLOAD = re.compile(
    r"(?<![\d.,])(?:\d{1,3}\s?[-\u2013]\s?)?(?P<most>\d{1,3})\s?(?:(?P<percent>%)|(?:h|hrs?|hours?|std|stunden|heures|horas|uur)\b)\.?",
    re.IGNORECASE,
)
_FULL_PERCENT, _FULL_HOURS = 90, 35
_FIXED_TERM = re.compile(
    r"\b(?:contract(?:or)?|temporary|temp|fixed[ -]term|freelance|interim|(?<!un)befristet|cdd|seasonal|saison\w*|ftc|maternity(?: cover)?|elternzeit\w*|int[ée]rim\w*|temporal|determinato)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:permanent|unbefristet|perm|cdi|festanstellung|indefinid[oa]|indeterminato)\b", re.IGNORECASE
)
_EXPERIENCE = re.compile(
    r"\d+\+?\s*(?:[-\u2013]|to)?\s*\d*\s*(?:yrs?|years?|jahre?|ans|años)\b(?: (?:of )?exp(?:erience)?)?", re.IGNORECASE
)
_SAME_WORDS = {
    "maths": "math", "mathematics": "math", "hr": "human resources", "it": "information technology", "hca": "health care assistant",
    "healthcare": "health care", "sw": "software", "svc": "service", "mktg": "marketing", "ops": "operations", "mech": "mechanical",
    "elec": "electrical", "maint": "maintenance", "whse": "warehouse", "qa": "quality assurance", "qc": "quality control",
    "sde": "software development engineer", "ml": "machine learning", "ai": "artificial intelligence", "ux": "user experience",
    "ui": "user interface", "sysadmin": "system administrator", "dba": "database administrator", "bi": "business intelligence",
    "programme": "program", "centre": "center", "labour": "labor", "csr": "customer service representative", "cust": "customer",
    "avp": "assistant vice president", "svp": "senior vice president", "lpn": "licensed practical nurse",
    "cna": "certified nursing assistant", "np": "nurse practitioner", "pa": "physician assistant", "pt": "physical therapist",
    "ot": "occupational therapist", "slp": "speech language pathologist", "cdl": "commercial driver", "hgv": "heavy goods vehicle",
    "fte": "", "w2": "", "c2c": "",
}  # fmt: skip
_NOT_TITLE = re.compile(
    r"[$€£₹]\s?\d[\d,.]*\s?k?(?:\s?[-\u2013]\s?[$€£₹]?\s?\d[\d,.]*\s?k?)?\s?(?:/\s?\w+|per \w+|an hour)?\+?|"
    r"(?:sign(?:ing)?[- ]on )?bonus(?: available| eligible| offered)?|\d ?days? (?:a|per) week|\d ?days? (?:in[- ])?(?:office|onsite|hybrid)",
    re.IGNORECASE,
)
_PLURAL_FROM = 4
_ENDINGS = (
    ("innen", ""), ("rinnen", "r"), ("euses", "eur"), ("euse", "eur"), ("trices", "teur"), ("trice", "teur"), ("ieres", "ier"),
    ("iere", "ier"), ("iennes", "ien"), ("ienne", "ien"), ("in", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
_BOTH_GENDERS = re.compile(r"(?<!\w)(\w{4})(\w*)\s*(?:/|\bor\b|\bou\b|\boder\b|\bo\b)\s*\1(\w*)", re.IGNORECASE)
_SLASH_ENDING = re.compile(
    r"(?<=\w)(?:[/@]-?|\(-?)(?:a|as|o|os|ra|ora|in|innen|e|es|se|euse|ne|trice)\)?(?!\w)", re.IGNORECASE
)
_ALIKE = 85
_FUZZY_FROM = 5
_INITIALS_FROM = 3


@functools.lru_cache(maxsize=20_000)
def words(title: str) -> tuple[str, ...]:
    """The title's words that may tell it apart, sorted, each once, endings taken off."""
    read = " ".join(_SAME_WORDS.get(word, word) for word in title_key(_plain(title)).split()).split()
    found = {stem(word) for word in read if word not in _FILLERS and not short_for(word, read)}
    found |= {f"year{year}" for year in _YEAR.findall(title)}
    return tuple(sorted(found)) or tuple(folded(title).split())


def _plain(title: str) -> str:
    """The title without years of experience, and with one gender where it names two."""
    one = _SLASH_ENDING.sub("", _EXPERIENCE.sub(" ", _NOT_TITLE.sub(" ", _WORKLOAD.sub(" ", title))))
    return _BOTH_GENDERS.sub(r"\1\2", one)


def short_for(word: str, read: list[str]) -> bool:
    """Whether the title has the word's meaning beside it: "Medical Assistant (MA)"."""
    size = len(word)
    runs = (read[start : start + size] for start in range(len(read) - size + 1))
    return size > 1 and any(word not in run and word == "".join(part[0] for part in run) for run in runs)


def requisition(title: str) -> str:
    """The employer's own number in a title, digits only; "" for none."""
    for match in _NUMBER.finditer(title):
        if not _YEAR.fullmatch(match[1]):
            return re.sub(r"\D", "", match[1])
    return ""


def hours(title: str) -> str:
    """How much one works: "part" or "full", or the number where it is less than full; "" where the title does not say."""
    found = _WORKLOAD.search(title)
    if found is None:
        return _either(title, part=_PART_TIME, full=_FULL_TIME)
    return "full" if int(found["most"]) >= (_FULL_PERCENT if found["percent"] else _FULL_HOURS) else found["most"]


def term(title: str) -> str:
    """Whether one is hired for a "fixed" term or an "open" one; "" where the title does not say."""
    return _either(title, fixed=_FIXED_TERM, open=_OPEN_END)


def _either(title: str, **signs: re.Pattern[str]) -> str:
    found = [name for name, sign in signs.items() if sign.search(title)]
    return found[0] if len(found) == 1 else ""


def stem(word: str) -> str:
    """The word without the ending of number and gender."""
    if len(word) > _PLURAL_FROM and word.isascii():
        for ending, masculine in _ENDINGS:
            # "technicians", "nurses", "Ingenieurin", "vendeuse": only endings that leave a word.
            if word.endswith(ending) and len(word) - len(ending) >= _PLURAL_FROM and not word.endswith("ss"):
                return word[: -len(ending)] + masculine
    return word


@functools.lru_cache(maxsize=20_000)
def compared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Titles:
    """How two titles' words, as `words` gives them, stand to each other."""
    a, b = frozenset(mine), frozenset(theirs)
    left, right = a - b, b - a
    if left and right:
        for word in list(left):
            other = next((each for each in right if _same_word(word, each)), None)
            if other is not None:
                left, right = left - {word}, right - {other}
    if not left and not right:
        return Titles.EQUAL
    if left and right and (_same_letters(left, right) or _initials(left, right) or _initials(right, left)):
        return Titles.EQUAL
    if (left | right) & _TELLING:
        return Titles.OTHER if left and right else Titles.PARTLY
    if not (left and right) and _other_script(left | right, a & b):
        return Titles.EQUAL
    if left and right:
        return Titles.PARTLY if a & b else Titles.OTHER
    return Titles.LONGER


def _other_script(more: frozenset[str], common: frozenset[str]) -> bool:
    """Whether what one title says more is in another script: the same once more, in English or Arabic."""
    return (
        bool(common)
        and len({word.isascii() for word in more}) == 1
        and {word.isascii() for word in more} != {word.isascii() for word in common}
        and len({word.isascii() for word in common}) == 1
    )


def _same_letters(left: frozenset[str], right: frozenset[str]) -> bool:
    """Words written together are the same as words written apart: "front end", "frontend"."""
    return sorted("".join(left)) == sorted("".join(right))


def _initials(short: frozenset[str], words: frozenset[str]) -> bool:
    """Whether one side is made of the first letters of the other: "LPN", "Licensed Practical Nurse"."""
    [word, *others] = short
    return not others and len(word) >= _INITIALS_FROM and sorted(word) == sorted(each[0] for each in words)


def _same_word(a: str, b: str) -> bool:
    if not (a.isascii() and b.isascii()) or min(len(a), len(b)) < _FUZZY_FROM or a[0] != b[0] or {a, b} & _TELLING:
        return False
    return fuzz.ratio(a, b) >= _ALIKE
