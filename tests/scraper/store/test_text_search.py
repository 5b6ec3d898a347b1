from __future__ import annotations

import contextlib
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.store.text_search import (
    FIRST_DATED,
    docid_ceiling,
    docid_floor,
    exclude_expression,
    match_expression,
)


@pytest.fixture(scope="module")
def index():
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5 (title, company, place, description, "
            "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
        )
        connection.execute("INSERT INTO t VALUES ('Node.js Entwickler', 'Müller', 'Łódź', 'AND OR NOT c++ 東京')")
        yield connection


def finds(index, expression):
    return index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()[0]


# Text that FTS5, SQLite or UTF-8 could stumble over, mixed with any other.
TYPED = st.text() | st.lists(
    st.sampled_from(
        ['"', "'", "*", "^", "-", "(", ")", "{title}", ":", "AND", "OR", "NOT", "NEAR(", "\0", "\ud800", "+"]
    )
    | st.text(max_size=3)
).map(" ".join)


@given(TYPED)
def test_match_expression_when_anything_is_typed_then_the_index_takes_it(index, text):
    expression = match_expression(text)
    if expression is not None:
        finds(index, expression)


@given(st.lists(TYPED, max_size=3).map(tuple), TYPED)
def test_exclude_expression_when_anything_is_typed_then_the_index_takes_it_beside_words(index, words, text):
    excluded, expression = exclude_expression(words), match_expression(text)
    if excluded is not None:
        finds(index, excluded)
        if expression is not None:
            finds(index, f"({expression}) NOT ({excluded})")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("node.js", 1),
        ("entw", 1),
        ("entw ", 0),
        ("entw node", 0),
        ("node ENTW", 1),
        ("muller lodz", 0),
        ("muller", 1),
        ("and or not", 1),
        ("c++", 1),
        ("title:node", 0),
        ("js.node", 0),
        ("東", 1),
    ],
)
def test_match_expression_when_typed_then_words_are_words_and_the_last_may_go_on(index, text, found):
    assert finds(index, match_expression(text)) == found


@pytest.mark.parametrize("text", ["", "   ", "--", '"', "*", "\0"])
def test_match_expression_when_there_is_no_word_then_none(text):
    assert match_expression(text) is None


@given(st.none() | st.integers(-(2**40), 2**62), st.none() | st.integers(-(2**40), 2**62))
def test_docid_floor_when_a_date_is_later_then_its_numbers_are_not_smaller(one, other):
    first, second = docid_floor(one), docid_floor(other)
    assert 0 <= first < docid_ceiling(first) < 2**63
    if one is None:
        assert first < FIRST_DATED
    elif other is not None and one <= other and second >= FIRST_DATED:
        assert first <= second
