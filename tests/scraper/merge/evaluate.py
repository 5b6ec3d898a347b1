"""How well the rules for merging do on the labelled pairs: `python -m tests.scraper.merge.evaluate [--half HALF]`.

Failing pairs are named for the tuning half alone. Of the held-out half there are only numbers, so that nobody fits the
rules to it.
"""

from __future__ import annotations

import argparse
import importlib
import math
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol, cast

from scraper.job import Posting
from tests.scraper.merge.labelled import Half, Pair, pairs

_Z = 1.959964  # 95 per cent


class Rules(Protocol):
    """What is evaluated: `scraper.merge`, or anything like it."""

    def features(self, posting: Posting, /) -> Any:
        """What the comparison needs of a posting."""

    def same_job(self, a: Any, b: Any, /) -> bool:
        """Whether two postings are one job."""

    def block_keys(self, found: Any, /) -> Iterable[str]:
        """Two postings that share none are never compared."""


class Verdict(NamedTuple):
    """What the rules said about a pair."""

    pair: Pair
    merged: bool
    symmetric: bool

    @property
    def right(self) -> bool:
        return self.merged == self.pair.same


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """1 where there was nothing to get wrong."""
        return self.part / self.whole if self.whole else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 per cent."""
        if not self.whole:
            return 0.0, 1.0
        n, p = self.whole, self.value
        middle = p + _Z * _Z / (2 * n)
        reach = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        scale = 1 + _Z * _Z / n
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def installed_rules() -> Rules:
    """The program's own rules."""
    return cast("Rules", importlib.import_module("scraper.merge"))


def judge(rules: Rules, chosen: Iterable[Pair]) -> Iterator[Verdict]:
    """The rules' word on each pair, asked in both orders; merged where either says so."""
    for pair in chosen:
        a, b = rules.features(pair.a), rules.features(pair.b)
        if not set(rules.block_keys(a)) & set(rules.block_keys(b)):
            yield Verdict(pair, merged=False, symmetric=True)
            continue
        forth, back = rules.same_job(a, b), rules.same_job(b, a)
        yield Verdict(pair, merged=forth or back, symmetric=forth == back)


def precision(verdicts: Iterable[Verdict]) -> Share:
    """Of the merged pairs, those that are one job."""
    merged = [verdict for verdict in verdicts if verdict.merged]
    return Share(sum(verdict.pair.same for verdict in merged), len(merged))


def recall(verdicts: Iterable[Verdict]) -> Share:
    """Of the pairs that are one job, those merged."""
    same = [verdict for verdict in verdicts if verdict.pair.same]
    return Share(sum(verdict.merged for verdict in same), len(same))


def table(verdicts: list[Verdict]) -> str:
    """Precision and recall by stratum, by the number of texts, and in all."""
    strata: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        strata.setdefault(verdict.pair.stratum, []).append(verdict)
    texts = {f"with {n} of 2 texts": [v for v in verdicts if v.pair.texts == n] for n in range(3)}
    out = [f"{'stratum':<30}{'pairs':>6}  {'precision':<28}{'recall':<28}{'wrongly merged':>15}"]
    out += [_row(name, strata[name]) for name in sorted(strata)]
    out += ["", *(_row(name, group) for name, group in texts.items()), _row("all", verdicts)]
    out.append(f"other answer in the other order: {sum(not verdict.symmetric for verdict in verdicts)}")
    return "\n".join(out)


def failures(verdicts: Iterable[Verdict]) -> str:
    """The pairs that were judged wrongly, in two lines each, without the held-out half."""
    return "\n".join(
        f"{verdict.pair.pair}: {'not merged' if verdict.pair.same else 'wrongly merged'}\n"
        f"    {_short(verdict.pair.a)}\n    {_short(verdict.pair.b)}"
        for verdict in verdicts
        if not verdict.right and verdict.pair.half == "tuning"
    )


def _row(name: str, verdicts: list[Verdict]) -> str:
    different = [verdict for verdict in verdicts if not verdict.pair.same]
    wrong = f"{sum(verdict.merged for verdict in different)} of {len(different)}" if different else ""
    return f"{name:<30}{len(verdicts):>6}  {_cell(precision(verdicts)):<28}{_cell(recall(verdicts)):<28}{wrong:>15}".rstrip()


def _cell(share: Share) -> str:
    if not share.whole:
        return "-"
    low, high = share.interval
    return f"{share.value:.3f} [{low:.3f}, {high:.3f}] {share.whole}"


def _short(posting: Posting) -> str:
    places = " + ".join(place.text for place in posting.places)
    text = "text" if posting.description_html else "no text"
    return f"{posting.site:<13} {posting.title} | {posting.company} | {places} | {text}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=["tuning", "held-out"], help="both, one after the other, without it")
    wanted: Half | None = parser.parse_args(arguments).half
    rules = installed_rules()
    halves: tuple[Half, ...] = (wanted,) if wanted else ("tuning", "held-out")
    for half in halves:
        verdicts = list(judge(rules, pairs(half)))
        sys.stdout.write(f"{half}\n{table(verdicts)}\n\n{failures(verdicts)}\n".rstrip() + "\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
