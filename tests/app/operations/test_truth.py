from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.operations.truth import SiteResult, Stored, Summary, Truth, added, sentence, together, truth_of
from scraper.errors import Reason
from scraper.events import Counts


def test_truth_of_when_the_engine_and_the_store_have_counted_then_nothing_is_unaccounted_for():
    counts = Counts(asked=300, received=281, unreadable=2, left_out={"pay below 60000": 20, "company": 11}, found=248)
    truth = truth_of(counts, Stored(site="indeed", known=100, merged=44, new=104))
    assert truth.received == truth.unreadable + sum(truth.filtered.values()) + truth.known + truth.merged + truth.new
    assert truth.stored == 248
    assert sentence(truth) == (
        "Asked 300, received 281, unreadable 2, filtered 31 (pay below 60000: 20, company: 11), merged 44, new 104,"
        " seen before 100, stored 248."
    )


def test_sentence_when_nothing_was_left_out_then_it_says_so():
    assert sentence(Truth(asked=5, received=5, new=5, stored=5, without_description=2)) == (
        "Asked 5, received 5, unreadable 0, filtered 0, merged 0, new 5, seen before 0, stored 5,"
        " without the description asked for 2."
    )


@given(st.lists(st.builds(Truth, asked=st.integers(0, 9), new=st.integers(0, 9), filtered=st.just({"age": 1}))))
def test_added_when_sites_are_summed_then_every_number_is_the_sum(truths):
    total = added(truths)
    assert total.asked == sum(truth.asked for truth in truths)
    assert total.new == sum(truth.new for truth in truths)
    assert total.filtered == ({"age": len(truths)} if truths else {})


def test_answered_when_a_site_gave_nothing_that_could_be_read_then_it_did_not_answer():
    blocked = SiteResult(site="bayt", truth=Truth(asked=5), reason=Reason.BLOCKED)
    changed = SiteResult(site="indeed", truth=Truth(received=5, unreadable=5), reason=Reason.LAYOUT_CHANGED)
    partly = SiteResult(site="linkedin", truth=Truth(received=5, new=5), reason=Reason.RATE_LIMITED)
    empty = SiteResult(site="naukri", truth=Truth())
    assert not Summary(run=1, sites=(blocked, changed)).answered
    assert Summary(run=1, sites=(blocked, partly)).answered
    assert Summary(run=1, sites=(blocked, empty)).answered


def test_together_when_a_site_was_asked_again_then_it_is_how_it_fares_now_and_all_that_came():
    stopped = Truth(asked=100, received=40, filtered={"age": 10}, new=30, stored=30)
    rest = Truth(asked=60, received=60, filtered={"age": 5}, known=55, stored=55)
    other = SiteResult(site="bayt", truth=Truth(asked=100, received=1, new=1, stored=1))
    before = Summary(run=1, sites=(SiteResult(site="indeed", truth=stopped, reason=Reason.BLOCKED), other), trial=True)
    both = together(before, Summary(run=2, sites=(SiteResult(site="indeed", truth=rest, position=100),)))
    assert both.sites[0] == SiteResult(
        site="indeed",
        position=100,
        truth=Truth(asked=100, received=100, filtered={"age": 15}, new=30, known=55, stored=85),
    )
    assert (both.run, both.sites[1], both.trial) == (2, other, True)
