"""What a license allows, in every state it may be in; and that nothing waits for it longer than it must."""

from __future__ import annotations

import threading

import pytest
from msgspec.structs import replace

from app import settings
from app.operations import license_words
from app.operations.license_client import license_client
from app.operations.licensing import (
    AS_WITHOUT,
    FREE,
    NO_ANSWER,
    PRACTICE,
    UNREADABLE,
    Asking,
    Step,
    allowance,
    for_search,
    next_step,
    search_sentence,
    unlocked_by_trial,
    within,
)
from app.operations.truth import Cap, SiteResult, Summary, Truth
from app.paths import Folder
from app.ui import license_words as in_the_window
from licensing.client.errors import BadInput as NotUsable
from licensing.client.errors import Declined, FolderTrouble, Unreachable
from licensing.client.state import State
from licensing.protocol.codes import Code
from scraper.errors import BadInput, Expected
from scraper.query import Query
from tests.app.licensed import API, EXPORT, NONE, NOW, PRO, UNLIMITED

EVERY = [NONE, *(replace(PRO, state=state) for state in State), replace(NONE, trouble="The keyring is locked.")]
QUERY = Query(words="nurse", sites=("linkedin",), results=250)


def test_license_client_when_the_settings_name_authorities_then_they_are_believed(tmp_path):
    folder, authorities = Folder(root=tmp_path), tmp_path / "company.pem"
    authorities.write_text("")
    settings.save(folder.settings, settings.Settings(ca_cert=str(authorities)))
    assert license_client(folder)._ca_cert == str(authorities)


@pytest.mark.parametrize("standing", EVERY, ids=lambda standing: str(standing.state))
def test_allowance_when_the_state_unlocks_nothing_then_it_is_that_of_nobody(standing):
    unlocks = standing.state in {State.VALID, State.REFRESH_DUE, State.GRACE}
    assert (allowance(standing) == FREE) is not unlocks


def test_allowance_when_the_license_is_pro_then_there_is_no_cap():
    allowed = allowance(PRO)
    assert (allowed.results, allowed.trial) == (None, False)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ((), 100),
        ((EXPORT,), 100),
        ((UNLIMITED,), None),
        ((API,), 100),
    ],
)
def test_allowance_when_the_server_lists_features_then_they_alone_count(features, expected):
    assert allowance(replace(PRO, features=features)).results == expected


@pytest.mark.parametrize("facts", [license_words.facts, in_the_window.facts], ids=["command line", "window"])
def test_facts_of_a_license_that_was_withdrawn_then_say_since_when_and_not_until_when(facts):
    withdrawn = replace(PRO, state=State.REVOKED, code=Code.REVOKED, refused_at=NOW)
    told = dict(facts(withdrawn))
    assert told["Withdrawn"].startswith("known since ")
    assert f"{NOW:%y}" in told["Withdrawn"]
    assert "Until" not in told
    assert not {"Until", "Withdrawn"} & dict(facts(replace(withdrawn, refused_at=None))).keys()
    suspended = dict(facts(replace(withdrawn, code=Code.SUSPENDED)))
    assert ("Until" in suspended, "Withdrawn" in suspended) == (True, False)


@pytest.mark.parametrize("results", [1, 99, 100])
def test_search_of_a_hundred_then_nobody_needs_a_license(results):
    query = replace(QUERY, results=results)
    assert within(query, FREE) == (query, None)


def test_search_of_more_then_without_a_license_it_is_cut_and_with_one_not():
    asked, cap = within(QUERY, FREE)
    assert (asked.results, cap) == (100, Cap(wanted=250, most=100))
    assert within(QUERY, allowance(PRO)) == (QUERY, None)
    assert within(QUERY, PRACTICE) == (QUERY, None)


def test_search_of_more_when_a_trial_allows_it_then_that_is_known():
    trial = allowance(replace(PRO, trial=True))
    assert unlocked_by_trial(QUERY, trial)
    assert not unlocked_by_trial(QUERY, allowance(PRO))
    assert not unlocked_by_trial(replace(QUERY, results=100), trial)


def summary(*sites, **about):
    return Summary(run=1, sites=tuple(SiteResult(site=site, truth=Truth()) for site in sites), **about)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (summary("linkedin", cap=Cap(250, 100)), "LinkedIn: 100 of 250 asked; more with a license."),
        (
            summary("linkedin", "indeed", cap=Cap(1250, 100)),
            "Each of 2 sites: 100 of 1,250 asked; more with a license.",
        ),
        (summary("linkedin", trial=True), "More than 100 jobs from a site: unlocked by a trial license."),
        (summary("linkedin"), ""),
    ],
)
def test_line_of_truth_when_a_license_had_to_do_with_the_search_then_it_is_told(told, words):
    assert search_sentence(told) == words


def test_asking_when_a_keyring_does_not_answer_then_the_search_goes_on_as_free_and_says_so():
    let_go = threading.Event()

    def blocked():
        let_go.wait()
        return allowance(PRO)

    asking = Asking(blocked)
    assert asking.allowance(wait_s=0.05) == FREE
    assert asking.trouble == f"{NO_ANSWER} {AS_WITHOUT}"
    let_go.set()


def test_asking_when_it_answers_then_that_counts_and_nothing_is_said():
    asking = Asking(lambda: allowance(PRO))
    assert asking.allowance(wait_s=10) == allowance(PRO)
    assert asking.trouble == ""


def test_asking_when_it_cannot_be_read_then_the_sentence_is_told():
    def unreadable():
        raise Expected("The folder is gone: make it again.")

    def broken():
        raise ZeroDivisionError

    for ask, words in ((unreadable, "The folder is gone: make it again."), (broken, UNREADABLE)):
        asking = Asking(ask)
        assert asking.allowance(wait_s=10) == FREE
        assert asking.trouble == f"{words} {AS_WITHOUT}"


def test_asking_for_a_search_when_it_wants_no_more_than_anybody_may_then_no_license_is_looked_at(tmp_path):
    folder = Folder(root=tmp_path / "data")
    folder.own().root.mkdir()
    folder.license.write_text("a file where the folder should be")  # whoever looks at it fails
    few = for_search(folder, replace(QUERY, results=100))
    assert (few.allowance(10), few.trouble) == (FREE, "")
    practice = for_search(folder.practice(), QUERY)
    assert (practice.allowance(10), practice.trouble) == (PRACTICE, "")
    more = for_search(folder, QUERY)
    assert more.allowance(10) == FREE
    assert more.trouble.endswith(AS_WITHOUT)


@pytest.mark.parametrize("standing", [each for each in EVERY if each.state], ids=lambda standing: str(standing.state))
def test_words_of_every_state_then_there_is_a_sentence_and_a_step_where_one_is_needed(standing):
    sentence = license_words.state_sentence(standing, NOW)
    assert sentence.endswith(".")
    fine = standing.state in {State.VALID, State.REFRESH_DUE}
    assert bool(license_words.what_to_do(standing, NOW)) is not fine


def test_words_when_the_license_has_ended_then_the_day_is_told_and_it_is_to_be_renewed():
    ended = replace(PRO, state=State.EXPIRED, expires_at=NOW)
    assert license_words.state_sentence(ended, NOW) == f"The license ended on {NOW:%Y-%m-%d}."
    assert next_step(ended, NOW) is Step.RENEW
    assert next_step(replace(ended, expires_at=None), NOW) is Step.CHECK
    assert next_step(replace(ended, tried=True), NOW) is Step.TRY_AGAIN
    assert next_step(replace(PRO, tried=True, state=State.GRACE), NOW) is Step.TRY_AGAIN
    # Labelled so, yet of a server of its own on this computer: trying out would take its place.
    assert next_step(replace(ended, trial=True), NOW) is Step.RENEW
    assert next_step(replace(PRO, trial=True, state=State.GRACE), NOW) is Step.CHECK
    assert next_step(NONE, NOW) is Step.TRY


@pytest.mark.parametrize("code", list(Code))
def test_words_of_every_code_then_there_is_a_sentence(code):
    assert license_words.code_sentence(code).endswith(".")
    told = license_words.state_sentence(replace(PRO, state=State.REVOKED, code=code), NOW)
    assert told == license_words.code_sentence(code)


def test_words_when_there_are_too_many_machines_then_their_numbers_are_told():
    assert "(3 of 3 are in use)" in license_words.code_sentence(Code.TOO_MANY_MACHINES, used=3, allowed=3)


def test_words_of_what_a_trial_unlocks_then_each_line_of_it_says_so():
    lines = dict(license_words.unlocked_words(replace(PRO, trial=True)))
    assert "(trial)" in lines["Jobs from each site"]
    assert "trial" not in lines["Export of what is stored"]
    assert "trial" not in str(license_words.unlocked_words(NONE))


def test_words_of_what_a_license_unlocks_then_nothing_is_promised_that_the_program_cannot_do_yet():
    assert {name for name, _ in license_words.unlocked_words(PRO)} == {
        "Jobs from each site",
        "Export of what is stored",
    }


def test_errors_of_the_client_then_they_are_those_of_the_program_with_their_sentences():
    from app.operations.license_errors import in_sentences

    for error, kind in ((Unreachable("No answer."), Expected), (NotUsable("No key."), BadInput)):
        with pytest.raises(kind, match=str(error)), in_sentences():
            raise error
    with pytest.raises(Expected) as caught, in_sentences():
        raise FolderTrouble("Locked.")
    assert not isinstance(caught.value, BadInput)
    with pytest.raises(Expected, match="thirty days"), in_sentences():
        raise Declined(Code.TOO_MANY_DEACTIVATIONS, "whatever the server says")
