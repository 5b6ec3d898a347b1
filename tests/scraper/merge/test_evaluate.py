"""The evaluation counts rightly, whatever the rules are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from scraper.job import Posting
from tests.scraper.merge.evaluate import Share, Verdict, failures, judge, precision, recall, table
from tests.scraper.merge.labelled import pairs


class _ByTitle:
    """Rules that merge whatever has the same title in the same block."""

    def __init__(self, *, blocks: bool = True) -> None:
        self._blocks = blocks

    def features(self, posting: Posting) -> str:
        return posting.title

    def same_job(self, a: str, b: str) -> bool:
        return a == b

    def block_keys(self, found: str) -> Iterable[str]:
        return ("all",) if self._blocks else ()


class _OneWay(_ByTitle):
    """Rules whose answer depends on the order."""

    def same_job(self, a: str, b: str) -> bool:
        return a < b


def test_judge_when_no_block_is_shared_then_nothing_is_merged() -> None:
    verdicts = list(judge(_ByTitle(blocks=False), pairs()))
    assert recall(verdicts) == (0, sum(pair.same for pair in pairs()))
    assert precision(verdicts).value == 1.0


def test_judge_when_the_title_decides_then_only_equal_titles_are_merged() -> None:
    assert all(v.merged == (v.pair.a.title == v.pair.b.title) and v.symmetric for v in judge(_ByTitle(), pairs()))


def test_judge_when_the_order_matters_then_the_pair_is_marked() -> None:
    verdicts = list(judge(_OneWay(), pairs()))
    assert all(v.symmetric == (v.pair.a.title == v.pair.b.title) for v in verdicts)
    asymmetric = sum(not v.symmetric for v in verdicts)
    assert table(verdicts).endswith(f"other answer in the other order: {asymmetric}")


def test_shares_when_counted_by_hand_then_they_agree() -> None:
    same = [pair for pair in pairs() if pair.same][:4]
    different = [pair for pair in pairs() if not pair.same][:2]
    verdicts = [Verdict(pair, merged=n > 0, symmetric=True) for n, pair in enumerate(same)]
    verdicts += [Verdict(pair, merged=n > 0, symmetric=True) for n, pair in enumerate(different)]
    assert recall(verdicts) == (3, 4)
    assert precision(verdicts) == (3, 4)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [((0, 10), 0.0, 0.2775), ((10, 10), 0.7225, 1.0), ((8, 10), 0.4902, 0.9433), ((99, 100), 0.9455, 0.9982)],
)
def test_interval_when_computed_then_it_is_wilsons(share: tuple[int, int], low: float, high: float) -> None:
    assert Share(*share).interval == pytest.approx((low, high), abs=1e-4)


def test_interval_when_there_was_nothing_to_count_then_nothing_is_known() -> None:
    assert Share(0, 0).interval == (0.0, 1.0)


def test_table_when_printed_then_every_stratum_has_a_line() -> None:
    text = table(list(judge(_ByTitle(), pairs())))
    assert all(f"\n{stratum} " in text for stratum in {pair.stratum for pair in pairs()})


def test_failures_when_listed_then_no_pair_of_the_held_out_half_is_among_them() -> None:
    text = failures(judge(_ByTitle(blocks=False), pairs()))
    named = {line.partition(":")[0] for line in text.splitlines() if not line.startswith(" ")}
    assert named == {pair.pair for pair in pairs("tuning") if pair.same}
