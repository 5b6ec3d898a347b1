"""Sealed texts: they open where they were sealed, and nowhere else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from licensing.server.keys.ring import KeyRing
from licensing.server.keys.sealing import NotOpened, seal, sealed_by, unseal

PLACE = "users.email_sealed"
ROW = UUID(int=1)


@pytest.fixture(scope="module")
def keys(made_keys):
    return KeyRing(made_keys.parent).now


@given(st.text(st.characters(exclude_categories=["Cs"])), st.uuids())
def test_text_when_sealed_then_opens_again_and_does_not_show(keys, text, row):
    sealed = seal(keys, PLACE, row, text)
    assert unseal(keys, PLACE, row, sealed) == text
    assert sealed.startswith(sealed_by(keys.field_kid))
    assert len(text) < 4 or text not in sealed
    assert seal(keys, PLACE, row, text) != sealed


def test_text_when_moved_to_another_row_or_column_then_does_not_open(keys):
    sealed = seal(keys, PLACE, ROW, "ada@example.com")
    for place, row in ((PLACE, uuid4()), ("machines.name_sealed", ROW), ("users.email", ROW)):
        with pytest.raises(NotOpened):
            unseal(keys, place, row, sealed)


def test_text_when_any_character_is_changed_then_does_not_open(keys):
    sealed = seal(keys, PLACE, ROW, "ada@example.com")
    for at in range(len(sealed)):
        changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(NotOpened):
            unseal(keys, PLACE, ROW, changed)


@pytest.mark.parametrize("sealed", ["", "v1", "v1.x.y.z", "v2.x.y.z", "v1....", "ada@example.com", "v1.\x00.é.ü"])
def test_text_when_it_was_never_sealed_then_does_not_open(keys, sealed):
    with pytest.raises(NotOpened):
        unseal(keys, PLACE, ROW, sealed)


def test_text_when_its_key_is_gone_or_only_its_name_is_another_keys_then_does_not_open(keys):
    sealed = seal(keys, PLACE, ROW, "ada@example.com")
    other = next(kid for kid in keys.fields if kid != keys.field_kid)
    with pytest.raises(NotOpened):
        unseal(replace(keys, fields={other: keys.fields[other]}), PLACE, ROW, sealed)
    renamed = replace(keys, fields={other: keys.fields[keys.field_kid]})
    with pytest.raises(NotOpened):
        unseal(renamed, PLACE, ROW, sealed.replace(keys.field_kid, other))


def test_text_when_the_current_key_is_another_then_still_opens(keys):
    sealed = seal(keys, PLACE, ROW, "ada@example.com")
    other = next(kid for kid in keys.fields if kid != keys.field_kid)
    assert unseal(replace(keys, field_kid=other), PLACE, ROW, sealed) == "ada@example.com"
