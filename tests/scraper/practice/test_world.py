"""What the made-up world shows to somebody who looks at it for the first time."""

from __future__ import annotations

from itertools import chain

from app.operations.practice import first_query
from scraper.practice.jobs import made_jobs
from scraper.practice.world import World

_ON_SCREEN = 20


def test_newest_jobs_of_the_first_search_are_all_different_and_not_all_of_this_moment():
    world, query = World(), first_query()
    jobs = made_jobs(1, 4000)
    found = chain.from_iterable(world.search(site, query.words, country="US")[: query.results] for site in query.sites)
    newest = sorted(found, key=lambda listing: listing.posted, reverse=True)
    seen = list(dict.fromkeys(listing.truth for listing in newest))[:_ON_SCREEN]
    names = {(jobs[truth].title, jobs[truth].employer.name) for truth in seen}
    assert len(names) == _ON_SCREEN
    assert len({listing.posted for listing in newest[:_ON_SCREEN]}) > _ON_SCREEN // 2


def test_jobs_that_are_easily_mistaken_for_one_another_are_many_and_of_every_kind():
    twins = [job.twin for job in made_jobs(1, 4000) if job.twin]
    assert {kind: twins.count(kind) for kind in set(twins)}.keys() == {"city", "level", "team", "opening", "agency"}
    assert all(twins.count(kind) > 60 for kind in set(twins))
