"""When two lists of parts are the same machine."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.components import THRESHOLD, WEIGHTS, drifted, likeness, same_machine, sound

PARTS = {name: name.encode().hex().ljust(64, "0") for name in WEIGHTS}
OTHER = "f" * 64


def test_same_machine_when_a_disk_and_memory_are_new_then_still_the_same() -> None:
    assert same_machine(PARTS, {**PARTS, "disk": OTHER, "memory": OTHER})


def test_same_machine_when_board_and_machine_id_are_new_then_another() -> None:
    assert not same_machine(PARTS, {**PARTS, "board": OTHER, "machine_id": OTHER})


def test_same_machine_when_only_small_parts_are_alike_then_another() -> None:
    assert not same_machine(PARTS, {name: PARTS[name] for name in ("cpu", "memory", "os")})


def test_same_machine_when_nothing_was_known_or_nothing_is_seen_then_another() -> None:
    assert not same_machine({}, PARTS)
    assert not same_machine(PARTS, {})
    assert not same_machine({}, {})


def test_same_machine_when_only_parts_that_many_share_were_known_then_none_that_can_be_told_apart() -> None:
    shared = {name: PARTS[name] for name in ("cpu", "memory", "os")}
    assert same_machine(shared, shared)
    assert not same_machine(shared, PARTS)
    assert not same_machine({"os": PARTS["os"]}, {"os": PARTS["os"], "disk": OTHER})


def test_drifted_when_parts_changed_then_the_new_ones_and_those_not_seen() -> None:
    seen = {"disk": OTHER, "fan": OTHER}
    assert drifted(PARTS, seen) == {**PARTS, "disk": OTHER}


def test_sound_when_a_name_or_a_hash_is_strange_then_not() -> None:
    assert sound(PARTS)
    assert sound({})
    assert not sound({"fan": OTHER})
    assert not sound({"disk": "x" * 64})
    assert not sound({"disk": OTHER + "\n"})


@given(changed=st.sets(st.sampled_from(sorted(WEIGHTS))))
def test_likeness_when_some_parts_changed_then_the_weight_of_the_rest(changed: set[str]) -> None:
    seen = {name: OTHER if name in changed else value for name, value in PARTS.items()}
    kept = sum(WEIGHTS[name] for name in WEIGHTS if name not in changed)
    assert likeness(PARTS, seen) == kept / sum(WEIGHTS.values())
    assert same_machine(PARTS, seen) == (kept / sum(WEIGHTS.values()) >= THRESHOLD)
    assert likeness(PARTS, drifted(PARTS, seen)) == likeness(PARTS, seen)
