"""The model: rows in pages, and a selection that stays with its jobs."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt

from app.ui.models.job_table import JobTable
from app.ui.positions import positions, stretches
from app.ui.views.job_view import JobView

DISPLAY = Qt.ItemDataRole.DisplayRole


class Reader:
    """Rows out of nothing, counting how often it is asked; jobs in `gone` are not there."""

    def __init__(self):
        self.asked, self.gone = 0, set()

    def __call__(self, ids, keys):
        self.asked += 1
        values = {
            "status": None,
            "hidden": 0,
            "first_seen": "2026-06-01T10:00:00Z",
            "remote": "not stated",
            "sites": '["indeed"]',
            "company": None,
        }
        return [
            tuple(job if key == "id" else f"Job {job}" if key == "title" else values.get(key) for key in keys)
            for job in ids
            if job not in self.gone
        ]


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def table(qapp, reader):
    table = JobTable()
    table.read_from(reader)
    table.show(array("q", range(1, 1001)), {})
    return table


def test_model_keeps_qts_rules_before_and_after_other_rows_are_shown(table, qtmodeltester):
    qtmodeltester.check(table)
    table.show(array("q", range(500, 2000)), {})
    qtmodeltester.check(table)
    table.show(array("q"), {})
    qtmodeltester.check(table)


def test_rows_are_read_a_screenful_at_a_time(table, reader):
    texts = [table.index(row, 1).data() for row in range(84)]
    assert texts == [f"Job {row + 1}" for row in range(84)]
    assert reader.asked == 3
    assert table.index(999, 1).data() == "Job 1000"
    assert reader.asked == 4


def test_rows_above_are_read_several_at_a_time_when_a_person_scrolls_up(table, reader):
    for row in range(500, 480, -1):
        assert table.index(row, 1).data() == f"Job {row + 1}"
    assert reader.asked == 3
    assert table.index(0, 1).data() == "Job 1"
    assert table.index(1, 1).data() == "Job 2"
    assert reader.asked == 4


def test_what_is_not_stated_is_told_as_such_and_muted(table):
    index = table.index(0, 2)
    assert index.data() == "not stated"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert table.index(0, 1).data(Qt.ItemDataRole.ForegroundRole) is None
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Company: not stated"


def test_a_job_that_has_gone_leaves_an_empty_row(table, reader):
    reader.gone = {3}
    assert table.index(2, 1).data() is None
    assert table.index(3, 1).data() == "Job 4"


def test_selection_moves_with_its_jobs_when_rows_arrive(table):
    selection = QItemSelectionModel(table)
    for row in (10, 20):
        selection.select(
            table.index(row, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )
    selection.setCurrentIndex(table.index(20, 1), QItemSelectionModel.SelectionFlag.NoUpdate)
    table.show(array("q", [2000, 2001, 2002, *range(1, 1001)]), {})
    assert sorted({index.row() for index in selection.selectedIndexes()}) == [13, 23]
    assert selection.currentIndex().row() == 23
    table.show(array("q", [21, 5]), {21: 0})
    assert sorted({index.row() for index in selection.selectedIndexes()}) == [0]
    assert selection.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("selected", "then", "left"),
    [
        (range(1, 1001), [2000, *range(1, 501), 2001, *range(501, 1001)], range(1, 1001)),
        (range(1, 1001), [*range(1, 901), *range(3000, 3100)], range(1, 901)),
        (range(1, 1001), range(300, 400), range(300, 400)),
        (range(5, 800), range(1000, 0, -1), range(5, 800)),
        (range(5, 800), [7, 9, 900], [7, 9]),
        (range(3, 5), [4, 9, 3], [3, 4]),
    ],
)
def test_selected_jobs_are_those_a_person_selected_whatever_rows_come_and_go(table, qtbot, selected, then, left):
    view = JobView(table)
    qtbot.addWidget(view)
    view.choose_row(selected[0] - 1)
    whole = QItemSelection(table.index(selected[0] - 1, 0), table.index(selected[-1] - 1, table.columnCount() - 1))
    view.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    table.show(array("q", then), {})
    assert sorted(view.selected_jobs()) == list(left)
    table.show(array("q", [5000, *then, 5001]), {})
    assert sorted(view.selected_jobs()) == list(left)
    table.show(array("q"), {})
    assert view.selected_jobs() == []


def test_a_new_job_is_new_until_it_is_looked_at(table):
    table.mark_new_since("2026-06-01T10:00:00Z")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert table.index(4, 0).data(spoken) == "New since last time"
    table.look_at(5)
    assert table.index(4, 0).data(spoken) is None
    table.mark_new_since("2026-06-01T10:00:01Z")
    assert table.index(3, 0).data(spoken) is None


def test_columns_can_be_chosen_and_unknown_ones_are_passed_over(table):
    table.choose(["company", "gone_since_an_older_version", "title"])
    assert [table.headerData(section, Qt.Orientation.Horizontal) for section in range(3)] == ["", "Company", "Title"]
    assert table.index(0, 2).data() == "Job 1"
    table.choose([])
    assert table.columnCount() == 2


def test_positions_are_found_for_few_and_for_many():
    ids = array("q", [256, 1, 2**40, 65536, 0x0100000000])
    assert positions(ids, [1, 65536, 7]) == {1: 1, 65536: 3}
    assert positions(ids, [256, 2**40]) == {256: 0, 2**40: 2}
    assert positions(array("q", range(100)), list(range(0, 200, 3))) == {n: n for n in range(0, 100, 3)}
    assert positions(array("q"), [1]) == {}


def test_stretches_are_rows_without_a_gap():
    assert stretches([7, 3, 1, 2, 8]) == [(1, 3), (7, 8)]
    assert stretches([]) == []


def test_children_of_a_cell_are_none(table):
    assert table.rowCount(table.index(0, 0)) == table.columnCount(table.index(0, 0)) == 0
    assert table.rowCount(QModelIndex()) == 1000
