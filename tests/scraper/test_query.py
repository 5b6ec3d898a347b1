"""What a person asks for."""

from __future__ import annotations

import pytest

from scraper.query import words_sought


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("data engineer", ("data", "engineer")),
        ('"Head of Sales" (Berlin OR Potsdam)', ("Head", "Sales", "Berlin", "Potsdam")),
        ('engineer -senior -"sales representative" NOT lead', ("engineer",)),
        ("title:(welder or fitter), pipe", ("welder", "fitter", "pipe")),
        ("python NOT (senior OR lead) -(boss OR chief) go", ("python", "go")),
        ("title:engineer NOT", ("engineer",)),
        ("エンジニア 東京", ("エンジニア", "東京")),
        ("C++ node.js front-end C#", ("C++", "node.js", "front-end", "C#")),
        ("Nurse nurse NURSE", ("Nurse",)),
        ("Koch und Küchenhilfe", ("Koch", "Küchenhilfe")),
        ('- -- () "" "', ()),
        ("", ()),
    ],
)
def test_words_sought_are_those_that_a_job_found_may_have(typed, sought):
    assert words_sought(typed) == sought
