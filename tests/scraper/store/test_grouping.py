"""How the store puts postings together: the rules themselves are tried in tests/scraper/merge."""

from __future__ import annotations

from tests.scraper.merge.made import DAY, OTHER_TEXT, TEXT, advert


def groups(store):
    """The postings' ids, job by job."""
    found = [store.job(job) for job in store.ids(sort="id", descending=False)]
    return [[each.posting.native_id for each in job.postings] for job in found]


def test_ingest_when_two_boards_show_one_job_then_it_is_one_whether_in_one_batch_or_two(store, run):
    store.ingest(run, [advert("indeed"), advert("linkedin")], DAY)
    store.ingest(run, [advert("bayt")], DAY)
    assert groups(store) == [["indeed-1", "linkedin-1", "bayt-1"]]


def test_ingest_when_one_board_has_two_like_adverts_then_a_third_board_does_not_bring_them_together(store, run):
    store.ingest(run, [advert("indeed", 1), advert("indeed", 2)], DAY)
    store.ingest(run, [advert("linkedin", 3)], DAY)
    assert groups(store) == [["indeed-1"], ["indeed-2"], ["linkedin-3"]]


def test_ingest_when_two_jobs_could_be_meant_then_the_day_decides(store, run):
    store.ingest(run, [advert("indeed", 1, days=20), advert("indeed", 2, days=3)], DAY)
    store.ingest(run, [advert("linkedin", 3, days=3)], DAY)
    assert groups(store) == [["indeed-1"], ["indeed-2", "linkedin-3"]]


def test_ingest_when_a_job_is_posted_again_then_it_keeps_its_first_date_and_all_its_sightings(store, run):
    store.ingest(run, [advert("indeed", 1, days=40, description_html=TEXT)], DAY)
    store.ingest(run, [advert("indeed", 2, days=1, description_html=TEXT)], DAY)
    assert groups(store) == [["indeed-1", "indeed-2"]]
    record = store.job(1)
    assert record.shown.posted == advert(days=40).posted
    assert [each.native_id for each in record.sightings] == ["indeed-1", "indeed-2"]


def test_ingest_when_a_member_that_shares_no_key_speaks_against_it_then_the_advert_is_a_job_of_its_own(store, run):
    remote = {"places": ()}
    store.ingest(run, [advert("indeed", 1, description_html=TEXT)], DAY)
    store.ingest(run, [advert("linkedin", 1, description_html=TEXT, title="Data Engineer - Ovens", **remote)], DAY)
    assert groups(store) == [["indeed-1", "linkedin-1"]]
    store.ingest(run, [advert("indeed", 2, description_html=OTHER_TEXT, title="Data Engineer - Ovens", **remote)], DAY)
    assert groups(store) == [["indeed-1", "linkedin-1"], ["indeed-2"]]


def test_ingest_when_a_description_came_later_then_the_next_advert_is_compared_by_it(store, run):
    store.ingest(run, [advert("indeed", 1)], DAY)
    store.ingest(run, [advert("indeed", 1, description_html=TEXT)], DAY)
    store.ingest(run, [advert("linkedin", 1, description_html=OTHER_TEXT)], DAY)
    store.ingest(run, [advert("bayt", 1, description_html=TEXT)], DAY)
    assert groups(store) == [["indeed-1", "bayt-1"], ["linkedin-1"]]


def test_ingest_when_values_come_from_several_boards_then_each_is_known_by_its_board(store, run):
    store.ingest(run, [advert("indeed"), advert("linkedin", description_html=TEXT, level="senior")], DAY)
    record = store.job(1)
    assert record.shown.description_html == TEXT
    assert {name: record.origins[name][0] for name in ("title", "description_html", "level")} == {
        "title": "indeed",
        "description_html": "linkedin",
        "level": "linkedin",
    }


def test_ingest_when_a_merge_was_undone_then_a_third_board_that_fits_both_joins_neither(store, run):
    store.ingest(run, [advert("indeed"), advert("linkedin")], DAY)
    store.split(store.job(1).postings[1].id, DAY)
    store.ingest(run, [advert("bayt")], DAY)
    assert groups(store) == [["indeed-1"], ["linkedin-1"], ["bayt-1"]]
