from __future__ import annotations

import csv

import pytest

from tests.app.cli.program import program

pytestmark = pytest.mark.measured


def test_first_run_when_nothing_is_passed_then_it_shows_the_main_job_and_what_comes_next(tmp_path):
    done = program(tmp_path / "data", module="app.cli.first_run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stderr.decode()
    assert "made-up jobs, no network" in said
    assert """make run ARGS='search "data engineer" --location Austin'""" in said
    assert "Asked 400, received 400" in done.stdout.decode()
    rows = list(csv.DictReader((tmp_path / "jobs.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 100
    assert {row["made_up"] for row in rows} == {"yes"}


def test_first_run_when_done_again_then_no_file_is_lost_and_the_command_it_names_can_be_given(tmp_path):
    (tmp_path / "jobs.csv").write_text("of the live sites")
    done = program(tmp_path / "data", module="app.cli.first_run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"made-up jobs to jobs-2.csv." in done.stderr
    assert b'search "data engineer" --output jobs-3.csv' in done.stderr
    assert (tmp_path / "jobs.csv").read_text() == "of the live sites"


def test_first_run_when_arguments_are_passed_then_the_program_gets_them(tmp_path):
    done = program(tmp_path, "jobs", "--limit", "0", module="app.cli.first_run")
    assert done.returncode == 2
    assert b"--limit" in done.stderr
