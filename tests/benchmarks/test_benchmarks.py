"""Every benchmark runs, at a size at which its figures mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import (
    cli_start,
    exports,
    find,
    ingest,
    licenses,
    limits,
    offline_check,
    searching,
    stores,
    window,
)

SIZE = 400


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    monkeypatch.setattr(stores, "FOLDER", tmp_path)
    monkeypatch.setattr(ingest, "SMALL", 200)
    monkeypatch.setattr(ingest, "GROWTH_ROWS", 50)
    monkeypatch.setattr(find, "SMALL", SIZE)
    monkeypatch.setattr(window, "SMALL", SIZE)


@pytest.mark.long
@pytest.mark.parametrize(
    ("run", "names"),
    [
        (lambda: cli_start.run(SIZE, runs=1), ["cli_start"]),
        (lambda: ingest.run(SIZE, rows=50, runs=1), ["ingest", "ingest_growth"]),
        (lambda: find.run(SIZE), ["find_as_you_type"]),
        (lambda: exports.run(SIZE, jobs=300, csv_runs=1), ["export_csv", "export_xlsx", "export_memory"]),
        (
            lambda: window.run(SIZE, runs=1, rounds=3),
            [
                "window_start",
                "window_memory",
                "paint_jump",
                "sort_click",
                "filter_key",
                "palette_switch",
                "stall",
                "slot",
            ],
        ),
        (
            lambda: searching.run(SIZE, results=10, runs=1),
            ["first_row", "search_overhead", "first_row_vs_jobspy"],
        ),
        (lambda: limits.run(SIZE, users=50), ["limiter_memory"]),
        pytest.param(
            lambda: offline_check.run(SIZE, runs=2),
            ["offline_check"],
            marks=pytest.mark.skipif(
                not offline_check.possible(), reason="dbus-daemon or gnome-keyring is not installed"
            ),
        ),
    ],
)
def test_benchmark_when_run_then_it_gives_its_figures(run, names):
    measured = list(run())
    assert [each.name for each in measured] == names
    assert all(each.value > 0 or each.name == "export_memory" for each in measured)
    assert all(each.detail for each in measured)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are measured by /proc")
def test_licenses_when_run_then_they_give_their_figures(postgres, redis_server, monkeypatch):
    monkeypatch.setattr(licenses, "WRITTEN_S", 0.0)
    measured = list(licenses.run(SIZE, many=80, few=40, requests=200))
    assert [each.name for each in measured] == ["validate_cost", "scale_out", "validate_growth"]
    assert all(each.value > 0 and each.detail for each in measured)
