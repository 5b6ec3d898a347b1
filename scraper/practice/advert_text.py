"""The text of a made-up advert, from a few facts and a number; the same facts and number give the same text."""

from __future__ import annotations

import functools
import random
from html import escape
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from scraper.practice import employer_table, wording_de, wording_en, wording_fr
from scraper.practice.chance import chance
from scraper.practice.money import Pay, written

if TYPE_CHECKING:
    from types import ModuleType

Style = Literal["headings", "bold", "breaks", "plain"]
STYLES: tuple[Style, ...] = ("headings", "bold", "breaks", "plain")
_WORDING: dict[str, ModuleType] = {"en": wording_en, "de": wording_de, "fr": wording_fr}
_ABOUT = {"de": employer_table.ABOUT_DE, "fr": employer_table.ABOUT_FR}


class Text(Struct, frozen=True, kw_only=True):
    """What an advert's text is made from.

    Attributes:
        number: decides what is said about the work; the same job has the same wherever it is shown.
        employer_number: decides what every advert of the employer says alike.
        skills: all of them occur in the text.
        pay: None where the text does not tell it.
        note: a sentence of its own ("This opening is for the night shift."), or "".
        board_lines: the site adds the job's facts below, as Indeed does.
        most_chars: the site shows a summary of so many characters; None for all of it.
    """

    number: int
    employer_number: int
    language: str
    family: str
    sector: str
    title: str
    company: str
    agency: bool
    city: str
    team: str
    skills: tuple[str, ...]
    level: str
    pay: Pay | None
    work_place: str
    job_type: str
    reference: str
    note: str
    style: Style
    board_lines: bool = False
    most_chars: int | None = None


class _Block(Struct, frozen=True):
    """A part of an advert: its heading, paragraphs, then a list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@functools.lru_cache(maxsize=512)
def render(text: Text) -> str:
    """The advert as HTML, 1 to 6 kB."""
    blocks = _blocks(text)
    html = _RENDER[text.style](blocks)
    if text.most_chars is not None and len(html) > text.most_chars:
        words = " ".join(sentence for block in blocks for sentence in (*block.paragraphs, *block.items))
        return f"<p>{escape(words[: text.most_chars].rsplit(' ', 1)[0])}...</p>"
    return html + (_board_lines(text) if text.board_lines else "")


def _blocks(text: Text) -> list[_Block]:
    words = _WORDING[text.language]
    job, house = random.Random(text.number), random.Random(text.employer_number)  # noqa: S311 - made up
    headings = house.choice(words.HEADINGS)
    slots = {
        "city": text.city,
        "company": text.company,
        "team": text.team,
        "title": text.title,
        "years": words.LEVEL_YEARS[text.level],
    }
    longer = tuple(house.sample(words.LONGER, k=house.choice((0, 0, 1, 1, 2, 3, 5)) % (len(words.LONGER) + 1)))
    missions = tuple(job.sample(words.MISSIONS, k=job.choice((1, 2, 2, 3))))
    opening = job.choice(words.AGENCY if text.agency else words.OPENINGS).format(**slots)
    about = (opening,) if text.agency else (_about(text, house), *longer, opening)
    offers = tuple(house.sample(words.BENEFITS, k=house.randint(4, 9)))
    facts = [words.WORK_PLACES[text.work_place].format(**slots)] if text.work_place in words.WORK_PLACES else []
    if text.pay:
        facts.append(_pay_sentence(text, words, job))
    last = [job.choice(words.CLOSINGS)]
    if chance(house, 0.7):
        last.append(house.choice(words.EQUAL).format(**slots))
    if chance(house, 0.5):
        last.append(words.REFERENCE.format(reference=text.reference))
    return [
        _Block(headings[0], about),
        _Block(
            headings[1],
            missions + ((text.note,) if text.note else ()),
            _said(job, words.DUTIES[text.family], text, slots),
        ),
        _Block(headings[2], (), _asked(job, words, text, slots)),
        _Block(headings[3], tuple(facts), offers),
        _Block(headings[4], tuple(last)),
    ]


def _about(text: Text, house: random.Random) -> str:
    numbers = {"n": house.randint(2, 90) * 10, "k": house.randint(2, 9), "w": house.choice(employer_table.ABOUT_WORK)}
    said = _ABOUT.get(text.language) or employer_table.ABOUT[text.sector].split("|")
    return f"{text.company} {house.choice(said).format(**numbers)}."


def _said(job: random.Random, sentences: tuple[str, ...], text: Text, slots: dict[str, str]) -> tuple[str, ...]:
    """Some of the sentences, each about other skills."""
    chosen = job.sample(sentences, k=min(len(sentences), job.randint(4, 9)))
    return tuple(_filled(sentence, job, text, slots) for sentence in chosen)


def _asked(job: random.Random, words: ModuleType, text: Text, slots: dict[str, str]) -> tuple[str, ...]:
    """What the advert asks for; the last line names every skill."""
    years, *others = words.REQUIREMENTS
    chosen = job.sample(others, k=job.randint(3, min(7, len(others))))
    lines = [_filled(sentence, job, text, slots) for sentence in (years, *chosen)]
    return (*lines, words.SKILLS_LINE.format(skills=", ".join(text.skills)))


def _filled(sentence: str, job: random.Random, text: Text, slots: dict[str, str]) -> str:
    one, other = job.sample(text.skills, k=2)
    return sentence.format(a=one, b=other, **slots)


def _pay_sentence(text: Text, words: ModuleType, job: random.Random) -> str:
    pay = text.pay
    assert pay is not None
    if pay.low == pay.high:
        amount = written(pay.low, pay.currency, text.language)
        return str(words.PAY_EXACT.format(amount=amount, per=words.PER[pay.period]))
    low, high = (written(amount, pay.currency, text.language) for amount in (pay.low, pay.high))
    return str(job.choice(words.PAY).format(low=low, high=high, per=words.PER[pay.period]))


def _headings(blocks: list[_Block]) -> str:
    return "".join(f"<h3>{escape(block.heading)}</h3>{_paragraphs(block)}{_list(block)}" for block in blocks)


def _bold(blocks: list[_Block]) -> str:
    return "".join(f"<p><b>{escape(block.heading)}:</b></p>{_paragraphs(block)}{_list(block)}" for block in blocks)


def _breaks(blocks: list[_Block]) -> str:
    parts = (
        "<br>".join(
            (
                f"<strong>{escape(block.heading)}</strong>",
                *(escape(paragraph) for paragraph in block.paragraphs),
                *(f"• {escape(item)}" for item in block.items),
            )
        )
        for block in blocks
    )
    return f"<div>{'<br><br>'.join(parts)}</div>"


def _plain(blocks: list[_Block]) -> str:
    """Without headings, one list."""
    return "".join(_paragraphs(block) + _list(block) for block in blocks)


_RENDER = {"headings": _headings, "bold": _bold, "breaks": _breaks, "plain": _plain}


def _paragraphs(block: _Block) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in block.paragraphs)


def _list(block: _Block) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>" if block.items else ""


def _board_lines(text: Text) -> str:
    """The facts a board writes below every advert."""
    words = _WORDING[text.language]
    kind = words.TYPES.get(text.job_type, "")
    lines = [f"<p>Job Type: {kind}</p>"] if text.language == "en" and kind else []
    if lines and text.work_place in ("remote", "hybrid", "office"):
        place = {"remote": "Remote", "hybrid": f"Hybrid remote in {text.city}", "office": "In person"}[text.work_place]
        lines.append(f"<p>Work Location: {escape(place)}</p>")
    return "".join(lines)
