from __future__ import annotations

import random

import pytest

from scraper.merge.sketch import SIZE, share, sketch

WORDS = [f"word{number}" for number in range(2000)]


def text(count, seed=1):
    return random.Random(seed).choices(WORDS, k=count)


def test_share_when_texts_are_the_same_then_all_and_when_others_then_nothing():
    assert share(sketch(text(400)), sketch(text(400))) == (1.0, 1.0, SIZE)
    assert share(sketch(text(400)), sketch(text(400, seed=2)))[0] == 0


@pytest.mark.parametrize("kept", [300, 200, 100])
def test_share_when_a_text_is_cut_short_then_what_is_left_is_all_in_the_other(kept):
    whole = text(400)
    alike, contained, _ = share(sketch(whole), sketch(whole[:kept]))
    assert contained == 1.0
    assert alike == pytest.approx(kept / 400, abs=0.12)


@pytest.mark.parametrize("changed", [40, 100, 200])
def test_share_when_the_end_is_rewritten_then_it_is_close_to_what_a_full_count_gives(changed):
    one = text(500)
    two = one[:-changed] + text(changed, seed=3)
    runs = [set(zip(words, words[1:], words[2:], strict=False)) for words in (one, two)]
    exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert share(sketch(one), sketch(two))[0] == pytest.approx(exact, abs=0.12)


def test_sketch_when_made_then_it_is_the_same_in_every_process():
    assert sketch(["one", "two", "three", "four"]).hex() == "c015f61e1b2f54a7"


@pytest.mark.parametrize("words", [[], ["one"], ["one", "two"]])
def test_sketch_when_there_are_too_few_words_then_it_is_empty_and_shares_nothing(words):
    assert sketch(words) == b""
    assert share(sketch(words), sketch(text(50))) == (0.0, 0.0, 0)


def test_sketch_when_the_words_stand_in_another_order_then_it_is_another_text():
    words = text(60)
    assert share(sketch(words), sketch(sorted(words)))[0] < 0.1
