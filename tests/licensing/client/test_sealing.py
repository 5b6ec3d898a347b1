"""Sealed data opens for its own purpose, with its own secret, on its own computer."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.client import keyrings
from licensing.client.sealing import DoesNotOpen, new_secret, seal, seal_here, unseal, unseal_here
from licensing.protocol.signing import to_text
from tests.licensing.client.served import ELSEWHERE, HERE


@given(st.binary(), st.text(max_size=20))
def test_seal_when_opened_for_the_same_purpose_then_gives_the_data(data, purpose):
    secret = new_secret()
    sealed = seal(secret, purpose, data)
    assert unseal(secret, purpose, sealed) == data
    assert seal(secret, purpose, data) != sealed
    for wrong in ((new_secret(), purpose, sealed), (secret, purpose + "x", sealed), (secret, purpose, sealed[:-1])):
        with pytest.raises(DoesNotOpen):
            unseal(*wrong)


@given(st.binary(max_size=200))
def test_unseal_when_given_junk_then_does_not_open(junk):
    for sealed in (junk, b"JDL1" + junk):
        with pytest.raises(DoesNotOpen):
            unseal(new_secret(), "x", sealed)
    with pytest.raises(DoesNotOpen):
        unseal_here(HERE.components, "x", junk)
    slots = msgspec.json.encode({"slots": {"board": to_text(junk)}, "sealed": to_text(junk)})
    with pytest.raises(DoesNotOpen):
        unseal_here(HERE.components, "x", slots)


def test_seal_here_when_two_of_three_parts_are_new_then_it_still_opens_and_not_when_all_are():
    sealed = seal_here(HERE.components, "x", b"data")
    for kept in ("machine_id", "board", "disk"):
        assert unseal_here(ELSEWHERE.components | {kept: HERE.components[kept]}, "x", sealed) == b"data"
    with pytest.raises(DoesNotOpen):
        unseal_here(ELSEWHERE.components, "x", sealed)
    with pytest.raises(DoesNotOpen):
        unseal_here(HERE.components, "y", sealed)


def test_unseal_here_when_sealed_without_a_telling_part_then_opens_with_one_as_long_as_all_others_are_alike():
    weak = {name: HERE.components[name] for name in ("cpu", "memory", "os")}
    sealed = seal_here(weak, "x", b"data")
    assert unseal_here(HERE.components, "x", sealed) == unseal_here(weak, "x", sealed) == b"data"
    for other in (HERE.components | {"cpu": "1" * 64}, ELSEWHERE.components, weak | {"memory": "1" * 64}):
        with pytest.raises(DoesNotOpen):
            unseal_here(other, "x", sealed)
    with pytest.raises(DoesNotOpen):
        unseal_here(weak, "x", seal_here(HERE.components, "x", b"data"))


def test_service_name_when_used_then_it_is_not_the_one_of_the_proxies_passwords():
    from app.operations import secrets

    assert keyrings.SERVICE != secrets._SERVICE
