import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.license_key import ALPHABET, LENGTH, WrongKey, last_letters, new_key, read_key, wrong_characters

KEY = "01234-56789-ABCDE-FGHJK-MNPQR-STD47"


def test_new_key_when_made_then_has_six_groups_and_reads_back():
    made = new_key()
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{5}}[{ALPHABET}]{{5}}", made)
    assert read_key(made) == made
    assert read_key(KEY) == KEY
    assert len({new_key() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "spelled",
    [
        KEY.lower(),
        KEY.replace("-", ""),
        f"  {KEY}\r\n",
        KEY.replace("-", " \u2013 "),
        KEY.replace("0", "o").replace("1", "l"),
        KEY.replace("0", "O").replace("1", "I"),
    ],
)
def test_read_key_when_spelled_otherwise_then_is_the_key(spelled):
    assert read_key(spelled) == KEY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has 30 letters and digits; these are 0"),
        (KEY[:-1], "these are 29"),
        (KEY + "0", "these are 31"),
        ("U" + KEY[1:], "has no U in it"),
        (KEY.replace("-", "/"), "has no / in it"),
    ],
)
def test_read_key_when_it_cannot_be_one_then_says_why(text, said):
    with pytest.raises(WrongKey, match=said):
        read_key(text)


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_read_key_when_one_character_is_another_then_is_found_out(place, letter):
    letters = list(KEY.replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(WrongKey, match="not right"):
        read_key("".join(letters))


@given(st.text())
def test_read_key_when_given_any_text_then_reads_it_or_says_why(text):
    try:
        key = read_key(text)
    except WrongKey:
        return
    assert read_key(key) == key


def test_wrong_characters_when_typed_then_are_told_by_their_places():
    assert wrong_characters("ab-cü ö1!") == (4, 6, 8)
    assert wrong_characters(KEY) == ()


def test_last_letters_are_those_of_the_key():
    assert last_letters(KEY.lower()) == KEY.replace("-", "")[-6:]
