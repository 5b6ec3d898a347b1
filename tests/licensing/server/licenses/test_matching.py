"""Which machine a request comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.components import WEIGHTS, same_machine
from licensing.server.licenses.matching import MOVES, drift_of, machine_of, strong
from tests.licensing.server.licenses.made import FINGERPRINT, known, part, parts, seen

OTHER_FINGERPRINT = "cd" * 32
TODAY = datetime(2031, 5, 17, tzinfo=UTC)


def test_machine_of_when_two_have_one_fingerprint_then_parts_tell_them_apart():
    first, second = known(0, components=parts("a")), known(1, components=parts("b"))
    assert machine_of([first, second], seen(parts("a")), TODAY) == first
    assert machine_of([first, second], seen(parts("b")), TODAY) == second
    assert machine_of([first, second], seen(parts("c")), TODAY) is None


def test_machine_of_when_the_host_was_renamed_then_parts_find_it():
    assert machine_of([known()], seen(parts(), fingerprint=OTHER_FINGERPRINT), TODAY) == known()


def test_machine_of_when_a_client_sends_no_parts_then_the_fingerprint_finds_it():
    with_parts, without = known(0), known(1, components={})
    assert machine_of([with_parts], seen({}), TODAY) == with_parts
    assert machine_of([with_parts, without], seen({}), TODAY) == without
    assert machine_of([with_parts, without], seen({}, fingerprint=OTHER_FINGERPRINT), TODAY) is None


def test_machine_of_when_it_was_activated_without_parts_then_a_client_with_parts_finds_it():
    machine = known(components={})
    assert machine_of([machine], seen(), TODAY) == machine
    assert drift_of(machine, seen()) == parts()


def test_machine_of_when_only_parts_that_many_computers_share_are_known_then_the_fingerprint_decides():
    shared = {name: part(name) for name in ("cpu", "memory", "os")}
    machine = known(components=shared)
    assert machine_of([machine], seen(shared), TODAY) == machine
    assert machine_of([machine], seen(shared, fingerprint=OTHER_FINGERPRINT), TODAY) is None


def test_machine_of_when_parts_cannot_be_read_any_more_then_the_fingerprint_alone_is_not_enough():
    assert machine_of([known()], seen({"cpu": part("cpu")}), TODAY) is None


def test_machine_of_when_several_are_alike_then_the_most_alike_and_oldest():
    drifted = known(0, components=parts("a", disk="b"))
    exact, copy = known(1), known(2)
    assert machine_of([copy, drifted, exact], seen(), TODAY) == exact


@pytest.mark.parametrize("name", ["machine_id", "board", "disk"])
def test_machine_of_when_it_moved_on_lately_then_no_telling_part_may_be_another(name):
    machine = known(moved_at=TODAY - timedelta(days=1))
    moved = seen(parts("a", **{name: "b"}))
    assert machine_of([machine], moved, TODAY) is None
    assert machine_of([machine], moved, TODAY + MOVES) == machine
    assert machine_of([machine], seen(), TODAY) == machine


def test_machine_of_when_it_moved_on_lately_then_other_parts_may_and_some_may_be_unread_or_new():
    machine = known(moved_at=TODAY)
    assert machine_of([machine], seen(parts("a", cpu="b", memory="b")), TODAY) == machine
    unread = {name: value for name, value in parts().items() if name != "disk"}
    assert machine_of([machine], seen(unread), TODAY) == machine
    assert machine_of([known(components=unread, moved_at=TODAY)], seen(), TODAY) is not None


def test_drift_of_when_a_disk_is_new_then_only_the_disk():
    assert drift_of(known(), seen(parts("a", disk="b"))) == {"disk": part("disk", "b")}
    assert drift_of(known(), seen()) == {}
    assert drift_of(known(), seen({})) == {}


PARTS = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.sampled_from("ab")).map(
    lambda chosen: {name: part(name, of) for name, of in chosen.items()}
)
MACHINES = st.lists(st.tuples(PARTS, st.sampled_from([FINGERPRINT, OTHER_FINGERPRINT])), max_size=4).map(
    lambda given: [
        known(number, components=components, hardware_fingerprint=fingerprint)
        for number, (components, fingerprint) in enumerate(given)
    ]
)


@given(MACHINES, PARTS)
def test_machine_of_when_found_then_the_candidates_that_the_query_looks_for_have_it(machines, components):
    asking = seen(components)
    candidates = [
        machine
        for machine in machines
        if machine.hardware_fingerprint == asking.hardware_fingerprint
        or set(strong(machine.components)) & set(strong(components))
    ]
    assert machine_of(machines, asking, TODAY) == machine_of(candidates, asking, TODAY)


@given(PARTS, PARTS)
def test_machine_of_when_both_tell_their_parts_then_it_agrees_with_what_the_client_does(of_machine, components):
    machine = known(components=of_machine)
    if strong(of_machine) and components:
        assert (machine_of([machine], seen(components), TODAY) is not None) == same_machine(of_machine, components)
