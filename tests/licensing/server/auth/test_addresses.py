"""E-mail addresses: what is one, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.server.auth.addresses import WrongAddress, typed, usual


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ada@example.com", "ada@example.com"),
        ("  Ada.Lovelace+jobs@Example.COM\n", "Ada.Lovelace+jobs@Example.COM"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
        ("jürgen@münchen.example", "jürgen@münchen.example"),
        ("admin@localhost", "admin@localhost"),
        ("a@xn--mnchen-3ya.example", "a@xn--mnchen-3ya.example"),
    ],
)
def test_typed_when_it_is_an_address_then_it_is_kept_as_typed(text, address):
    assert typed(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@-example.com",
        "ada@example-.com",
        "ada@.com",
        "ada@example..com",
        ".ada@example.com",
        "ada.@example.com",
        "a..b@example.com",
        "ada@example.com.",
        "<ada@example.com>",
        "ada@example.com, b@example.com",
        "ada@example.com\nBcc: all@example.com",
        "ada\u202e@example.com",
        "ada@example.com\x00",
        "a" * 65 + "@example.com",
        "a@" + "b" * 64 + ".com",
        "a@" + ".".join(["b" * 60] * 5),
    ],
)
def test_typed_when_it_is_no_address_then_says_so(text):
    with pytest.raises(WrongAddress):
        typed(text)


@given(st.text())
def test_typed_when_given_anything_then_gives_one_printable_line_of_bounded_length_or_says_no(text):
    try:
        address = typed(text)
    except WrongAddress:
        return
    assert typed(address) == address
    assert address.isprintable()
    assert len(address) <= 254
    assert address.count("@") == 1


@given(st.emails())
def test_usual_when_given_an_address_in_capitals_then_is_the_same(address):
    assert usual(address.upper()) == usual(address.lower()) == usual(usual(address))
