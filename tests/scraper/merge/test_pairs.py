"""The labelled set holds what docs/decisions/merging-labelled-set.md says about it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict

import msgspec
import pytest

from tests.scraper.merge.labelled import FOLDER, Pair, half_of, lines, pairs

_SITES = {"linkedin", "indeed", "glassdoor", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork"}
_NOT_IN_A_NAME = {"inc", "llc", "ltd", "limited", "gmbh", "co", "kg", "pvt", "private", "company", "the", "and"}


def _bare(company: str) -> str:
    """A company's name without case, accents, punctuation and the commonest legal forms."""
    plain = unicodedata.normalize("NFKD", company.casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(word for word in re.findall(r"\w+", kept) if word not in _NOT_IN_A_NAME)


def _stated(text: str | bytes) -> object:
    """The JSON text's values without those that are null."""
    return json.loads(
        text, object_hook=lambda found: {name: value for name, value in found.items() if value is not None}
    )


def test_set_when_counted_then_it_is_large_and_half_of_it_lacks_a_text() -> None:
    chosen = pairs()
    assert len(chosen) >= 400
    assert sum(pair.texts < 2 for pair in chosen) * 2 >= len(chosen)
    assert sum(pair.same for pair in chosen) >= 200
    assert sum(not pair.same for pair in chosen) >= 200
    assert len({_bare(pair.a.company or "") for pair in chosen}) >= 120


def test_strata_when_counted_then_each_has_enough_pairs_and_its_own_file() -> None:
    counts = Counter(pair.stratum for pair in pairs())
    assert {file.stem for file in FOLDER.iterdir()} == set(counts)
    assert min(counts.values()) >= 6
    named = {
        "different-team",
        "different-city",
        "different-level",
        "agency-copy",
        "repost-same-text",
        "repost-edited-text",
    }
    assert all(counts[stratum] >= 20 for stratum in named)


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_half_when_counted_then_it_holds_enough_of_both_labels(half: str) -> None:
    chosen = [pair for pair in pairs() if pair.half == half]
    assert len(chosen) * 3 >= len(pairs())
    assert sum(pair.same for pair in chosen) >= 100
    assert sum(not pair.same for pair in chosen) >= 100


def test_companies_when_split_then_none_is_in_both_halves() -> None:
    halves: dict[str, set[str]] = defaultdict(set)
    for pair in pairs():
        for posting in (pair.a, pair.b):
            halves[_bare(posting.company or "")].add(pair.half)
    assert [company for company, found in halves.items() if len(found) > 1] == []


def test_half_of_when_asked_again_then_it_is_what_it_was_when_the_set_was_split() -> None:
    found = {name: half_of(name) for name in ("Kestrelway", "KESTRELWAY", "Vireo Cloud", "医療法人あおぞら会")}
    assert found.pop("医療法人あおぞら会") == "held-out"
    assert set(found.values()) == {"tuning"}


def test_lines_when_read_then_nothing_in_them_is_misspelt_or_left_unread() -> None:
    for line in lines():
        assert _stated(msgspec.json.encode(msgspec.json.decode(line, type=Pair))) == _stated(line), line[:60]


def test_ids_when_compared_then_no_two_pairs_and_no_two_postings_share_one() -> None:
    chosen = pairs()
    assert len({pair.pair for pair in chosen}) == len(chosen)
    keys = Counter(posting.key for pair in chosen for posting in (pair.a, pair.b))
    assert [key for key, count in keys.items() if count > 1] == []


def test_postings_when_looked_at_then_each_is_from_a_known_site_and_has_the_least_it_needs() -> None:
    for pair in pairs():
        assert pair.pair.rpartition("-")[0] == pair.stratum
        for posting in (pair.a, pair.b):
            assert posting.site in _SITES
            assert posting.title == posting.title.strip() != ""
            assert posting.company == (posting.company or "").strip() != ""
            assert posting.url.startswith("https://")


def test_labels_when_one_board_shows_two_ids_and_a_text_is_missing_then_they_are_kept_apart() -> None:
    for pair in pairs():
        if pair.a.site == pair.b.site and pair.texts < 2:
            assert not pair.same, pair.pair


def test_labels_when_two_pairs_show_the_same_two_postings_then_they_agree() -> None:
    seen: dict[tuple[object, ...], bool] = {}
    for pair in pairs():
        shown = [
            (p.site, p.title, p.company, p.places, p.remote, p.job_types, p.description_html, p.apply_url)
            for p in (pair.a, pair.b)
        ]
        content = tuple(sorted(map(repr, shown)))
        assert seen.setdefault(content, pair.same) == pair.same, pair.pair
