"""Where one works, from labels, titles and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import Remote
from scraper.normalise.work_places import work_place, work_place_in

YES, HYBRID, NO = Remote.YES, Remote.HYBRID, Remote.NO
TITLES = [
    ("Data Engineer - Remote", "", YES),
    ("Remote Data Engineer", "", YES),
    ("Data Engineer (Remote)", "", YES),
    ("Data Engineer (m/w/d) Homeoffice", "", YES),
    ("Work From Home Customer Service", "", YES),
    ("Développeur - Télétravail", "", YES),
    ("Desarrollador (teletrabajo)", "", YES),
    ("Programista zdalnie", "", YES),
    ("リモート可 エンジニア", "", YES),
    ("Engineer, remote-first", "", YES),
    ("Remote/On-site Engineer", "", YES),
    ("Engineer (Hybrid)", "", HYBRID),
    ("Engineer - Hybrid/Remote", "", HYBRID),
    ("Hybride Data Engineer", "", HYBRID),
    ("Analyst – hybrid working", "", HYBRID),
    ("Nurse (On-site)", "", NO),
    ("Nurse - Onsite, Austin", "", NO),
    ("Engineer", "Remote", YES),
    ("Engineer", "Remote - US", YES),
    ("Engineer", "Austin, TX (Hybrid)", HYBRID),
    ("Engineer", "On-site, Austin", NO),
    ("Engineer", "Boston", None),
    ("Remote Sensing Scientist", "", None),
    ("Remote Patient Monitoring Nurse", "", None),
    ("Remotely Piloted Aircraft Operator", "", None),
    ("Control remoto técnico", "", None),
    ("Hybrid Cloud Engineer", "", None),
    ("Hybrid Vehicle Technician", "", None),
    ("Non-remote Engineer", "", None),
    ("No remote: Engineer", "", None),
    ("On-site Manager", "", None),
    ("Home Care Nurse", "", None),
]


@pytest.mark.parametrize(("title", "place", "expected"), TITLES)
def test_work_place_in_when_title_or_place_says_so_in_passing_then_it_is_known(title, place, expected):
    assert work_place_in(title, place) is expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Hybrid", HYBRID),
        ("Télétravail partiel", HYBRID),
        ("Télétravail occasionnel", HYBRID),
        ("REMOTE_OPTIONAL", HYBRID),
        ("Télétravail complet", YES),
        ("WORK_FROM_HOME", YES),
        ("Remote", YES),
        ("Home", YES),
        ("Work from office", NO),
        ("IN_PERSON", NO),
        ("Temporary WFH due to weather", None),
        ("UNSPECIFIED", None),
        ("", None),
    ],
)
def test_work_place_when_a_board_labels_it_then_it_is_known(label, expected):
    assert work_place(label) is expected


@given(st.text(max_size=80), st.text(max_size=40))
def test_work_place_in_when_given_anything_then_it_never_fails(title, place):
    work_place_in(title, place)
    work_place(title)
