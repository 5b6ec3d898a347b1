"""Where one works, from words: a board's own label, a title, a place."""

from __future__ import annotations

import re

from scraper.job import Remote

_LABELS = (
    (Remote.HYBRID, ("hybrid", "híbrid", "partiel", "occasionnel", "remote_optional")),
    (Remote.YES, ("remote", "work_from_home", "home", "complet", "anywhere", "teletrabajo", "télétravail")),
    (Remote.NO, ("office", "in_person", "in person", "on-site", "onsite", "on_site", "presencial", "présentiel")),
)

_HYBRID = r"hybrid(?:e|o|a)?|h[íi]brid[oa]|teilweise remote|partial(?:ly)? remote|hybridarbeit|ibrido|hybrydow[aoey]\w*|hibrit"
_REMOTE = (
    r"(?:100\s?%\s?)?remote(?:ly)?|work(?:ing)? from (?:home|anywhere)|wfh|home[ -]?office|home[ -]?based|telecommut\w+|telework|"
    r"t[ée]l[ée]travail|à distance|teletrabajo|remot[oa]|en remoto|da remoto|smart working|thuiswerk\w*|zdaln\w+|distansarbete|på distans|"
    r"fjernarbej?d\w*|etätyö|uzaktan|удал[её]нн\w+|віддален\w+"
)
_OFFICE = r"on[ -]?site|in[ -]?office|office[ -]based|work from office|wfo|vor ort|présentiel|presencial|in presenza|op locatie|stacjonarn\w+"
# "Hybrid Cloud Engineer" works anywhere, and "Remote Sensing Scientist" senses.
_THINGS = (
    r"cloud|vehicles?|mobile|apps?|electric|cars?|intelligence|systems?|infrastructure|it|powertrain|battery|seeds?|energy|bonding|warfare|threats?|"
    r"sensing|control\w*|monitoring|access|sites?|areas?|operat\w+|pilot\w*|piloted|handling|desktop|patients?|viewing|vehicle|weapons?|terminal|"
    r"diagnostics?|hands|visual|inspection|communities|villages?|locations?|region|australia|nursing station"
)
_SET_APART = r"(?:^|[(\[{|,/:;•·–—-]\s*)"
# Written without blanks, so that no word's end can be asked for.
_UNSPACED = (
    ("hybrid", "ハイブリッド"),
    ("remote", "リモート"),
    ("remote", "在宅勤務"),
    ("remote", "远程"),
    ("remote", "재택"),
)
_IN_TITLE = re.compile(
    rf"(?<!\w)(?<!non )(?<!non-)(?<!not )(?<!no )(?<!control )(?:(?P<hybrid>{_HYBRID})|(?P<remote>{_REMOTE}))(?!\w)(?![ -](?:{_THINGS})(?!\w))"
)
_APART = re.compile(rf"{_SET_APART}(?:100\s?% )?(?P<office>{_OFFICE})\s*(?:$|[)\]}}|,/;•·–—-])")
_IN_PLACE = re.compile(rf"(?<!\w)(?:(?P<hybrid>{_HYBRID})|(?P<remote>{_REMOTE})|(?P<office>{_OFFICE}))(?!\w)")
_FOUND = {"hybrid": Remote.HYBRID, "remote": Remote.YES, "office": Remote.NO}


def work_place(label: str) -> Remote | None:
    """Where one works, in a board's words for it ("Hybrid", "Télétravail partiel"); None where they do not tell."""
    lowered = label.lower()
    return next((place for place, signs in _LABELS if any(sign in lowered for sign in signs)), None)


def work_place_in(title: str, place: str) -> Remote | None:
    """Where one works, as title or place say in passing; None where they do not.

    Hybrid before remote ("Remote/Hybrid"), and both before on site: a title that names two leaves a choice.
    """
    found = {str(match.lastgroup) for match in _IN_PLACE.finditer(place.lower())} if place else set()
    lowered = title.lower()
    found |= {str(match.lastgroup) for match in _IN_TITLE.finditer(lowered)}
    found |= {name for name, word in _UNSPACED if word in title or word in place} if not title.isascii() else set()
    if "remote" not in found and "hybrid" not in found and (match := _APART.search(lowered)):
        found.add(str(match.lastgroup))
    return next((place for name, place in _FOUND.items() if name in found), None)
