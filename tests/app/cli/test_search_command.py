"""The real program against the practice sites: each search is made once and looked at from many sides."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess

import pytest

from tests.app.cli.program import COMMAND, environment, program

pytestmark = pytest.mark.measured

SENIOR = re.compile("senior|sr", re.IGNORECASE)


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """One search of two sites, with a file."""
    folder = tmp_path_factory.mktemp("searched")
    arguments = ("--practice", "--site", "indeed", "--site", "glassdoor", "--results", "20", "--output", "found.csv")
    return folder, program(folder / "data", "search", "data engineer", *arguments, cwd=folder)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One search that tells JSON."""
    folder = tmp_path_factory.mktemp("told")
    arguments = ("--practice", "--site", "indeed", "--results", "120", "--json-events", "--min-salary", "60000")
    done = program(folder / "data", "search", "data engineer", *arguments, cwd=folder)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def jobs_of(folder, *arguments):
    return program(folder / "data", "jobs", "--practice", *arguments, cwd=folder)


def rows_of(folder, *arguments):
    done = jobs_of(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_search_when_sites_answer_then_it_shows_a_table_and_one_line_of_truth(searched):
    _, done = searched
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("Made-up jobs from the practice sites, none of them real")
    assert lines[1].split()[:4] == ["No.", "Title", "Company", "Place"]
    assert lines[-1].startswith("Asked 40, received 40, unreadable 0, filtered 0, merged ")
    assert lines[-1].endswith("stored 40.")
    assert "not stated" in done.stdout.decode()


def test_search_when_more_is_found_than_is_shown_then_the_command_it_names_lists_the_rest(searched):
    folder, done = searched
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 1 + 1 + 25 + 1 + 1 + 1  # label, header, jobs, the rest, a free line, the truth
    more, _, command = lines[-3].partition(" more. All of them: ")
    arguments = shlex.split(command)
    assert arguments[0] == "jobspy-desktop"
    listed = program(folder / "data", *arguments[1:]).stdout.decode().splitlines()
    assert len(listed) == 2 + 25 + int(more.removeprefix("… and "))
    assert listed[2].split() == lines[2].split()


def test_views_when_the_jobs_are_made_up_then_each_says_so(searched, tmp_path):
    folder, _ = searched
    for command in (("jobs",), ("show", "1"), ("runs",), ("doctor",), ("backup", str(tmp_path / "b.sqlite3"))):
        said = program(folder / "data", *command, "--practice").stdout.decode()
        assert said.startswith("Made-up jobs from the practice sites, none of them real"), command


def test_search_when_standard_error_is_no_terminal_then_progress_is_plain_lines(searched):
    _, done = searched
    said = done.stderr.decode()
    assert "Indeed: asks for 20 jobs" in said
    assert "Indeed: done; found 20 of 20" in said
    assert "\x1b" not in said + done.stdout.decode()


def test_search_when_a_file_is_named_then_its_jobs_are_marked_as_made_up(searched):
    folder, done = searched
    rows = list(csv.DictReader((folder / "found.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows
    assert {row["made_up"] for row in rows} == {"yes"}
    assert list(rows[0])[:4] == ["made_up", "id", "title", "company"]
    assert f"Wrote {len(rows)} made-up jobs to found.csv." in done.stderr.decode()
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_search_when_practising_then_the_real_folder_stays_without_jobs(searched):
    folder, _ = searched
    assert (folder / "data" / "practice" / "jobs.sqlite3").exists()
    assert not (folder / "data" / "jobs.sqlite3").exists()
    done = program(folder / "data", "jobs")
    assert "Made-up" not in done.stdout.decode()


def test_jobs_when_asked_then_they_are_listed_filtered_and_sorted(searched):
    folder, _ = searched
    everything = rows_of(folder, "--output", "-", "--format", "json")
    assert everything[0]["made_up"] is True
    drop = ("--not-stated", "drop", "--output", "-", "--format", "json")
    for arguments, holds in (
        (
            ("--sort", "title"),
            lambda jobs: [j["title"].casefold() for j in jobs] == sorted(j["title"].casefold() for j in everything),
        ),
        (("--limit", "3"), lambda jobs: len(jobs) == 3),
        (("--site", "Glassdoor"), lambda jobs: jobs and all("glassdoor" in j["sites"] for j in jobs)),
        (("--location", "austin"), lambda jobs: jobs and all("Austin" in j["place"] for j in jobs)),
        (("--country", "germany"), lambda jobs: jobs == []),
        (("engineer", "senio"), lambda jobs: jobs and all(SENIOR.search(j["title"]) for j in jobs)),
        (("--remote",), lambda jobs: all(j["remote"] == "yes" for j in jobs)),
    ):
        assert holds(rows_of(folder, *arguments, *drop)), arguments


def test_jobs_when_each_field_has_its_own_choice_for_what_is_not_stated_then_each_holds(searched):
    folder, _ = searched

    def listed(*choices, **filters):
        arguments = [part for choice in choices for part in ("--not-stated", choice)]
        arguments += [part for name, value in filters.items() for part in (f"--{name.replace('_', '-')}", value)]
        return rows_of(folder, *arguments, "--output", "-", "--format", "json")

    everything = listed()
    silent = [job["id"] for job in everything if job["pay"] is None]
    assert 0 < len(silent) < len(everything)
    assert [job["id"] for job in listed("pay=only", min_salary="90000")] == silent
    assert [job["id"] for job in listed("pay=drop")] == [job["id"] for job in everything if job["pay"]]
    both = listed("drop", "PAY=keep", min_salary="90000", job_type="fulltime")
    assert {job["job_types"] is None for job in both} == {False}
    assert {job["pay"] is None for job in both} == {True, False}
    unplaced = listed("remote=only")
    assert {job["remote"] for job in unplaced} == {"not stated"}
    assert [job["id"] for job in listed("job-types=drop")] == [job["id"] for job in everything if job["job_types"]]


def test_jobs_when_shown_then_the_title_says_they_are_made_up(searched):
    folder, _ = searched
    said = jobs_of(folder, "--limit", "2").stdout.decode()
    assert said.startswith("Made-up jobs")
    assert len(said.splitlines()) == 4


def test_jobs_when_the_practice_folder_itself_is_named_then_they_are_still_made_up(searched):
    folder, _ = searched
    assert program(folder / "data" / "practice", "jobs").stdout.decode().startswith("Made-up jobs")


def test_jobs_when_written_to_standard_output_then_nothing_else_is(searched):
    folder, _ = searched
    done = jobs_of(folder, "--output", "-", "--format", "jsonl")
    assert all(json.loads(line)["title"] for line in done.stdout.splitlines())
    assert done.stderr == b""


def test_jobs_when_there_is_a_file_then_it_is_written_over_only_where_that_was_said(searched, tmp_path):
    folder, _ = searched
    made, kept = tmp_path / "made.csv", tmp_path / "kept.csv"
    made.touch()  # as by `mktemp`: nothing is lost
    kept.write_text("mine")
    assert jobs_of(folder, "--output", str(made)).returncode == 0
    assert jobs_of(folder, "--output", str(kept)).returncode == 2
    assert kept.read_text() == "mine"
    assert jobs_of(folder, "--output", str(kept), "--replace").returncode == 0
    assert kept.read_bytes() == made.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="/dev/stdout is Unix's")
def test_jobs_when_the_file_is_the_one_the_shell_appends_to_then_what_is_in_it_stays(searched, tmp_path):
    folder, _ = searched
    line = shlex.join((*COMMAND, "jobs", "--practice", "--format", "jsonl", "--output", "/dev/stdout"))
    (tmp_path / "all.jsonl").write_text('{"title": "before"}\n')
    command = ("sh", "-c", f"{line} >>all.jsonl")
    done = subprocess.run(command, env=environment(folder / "data"), cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 0
    titles = [json.loads(each)["title"] for each in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert titles[0] == "before"
    assert len(titles) > 20


def test_show_when_a_job_is_there_then_all_about_it_is_said(searched):
    folder, _ = searched
    job = rows_of(folder, "--limit", "1", "--output", "-", "--format", "json")[0]
    said = program(folder / "data", "show", str(job["id"]), "--practice").stdout.decode()
    assert said.startswith("Made-up jobs")
    for words in (job["title"], job["company"], job["link"], "Posted", "Pay", "Remote", "Seen on", "first 20"):
        assert words in said


def test_show_when_there_is_no_such_job_then_it_says_how_to_find_one(searched):
    folder, _ = searched
    done = program(folder / "data", "show", "99999", "--practice")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "`jobspy-desktop jobs`" in done.stderr.decode()


def test_runs_when_there_was_one_then_each_site_has_its_outcome(searched):
    folder, _ = searched
    said = program(folder / "data", "runs", "--practice").stdout.decode()
    assert '"data engineer" in USA' in said
    assert "Indeed        found 20 of 20, read 20; done" in said


def test_restore_when_a_backup_is_put_back_then_the_jobs_are_there_and_the_old_file_is_kept(searched, tmp_path):
    folder, _ = searched
    assert program(folder / "data", "backup", str(tmp_path / "copy"), "--practice").returncode == 0
    data = tmp_path / "data"
    for more in ((), ("--yes",)):
        done = program(data, "restore", str(tmp_path / "copy"), "--practice", *more)
        assert done.returncode == 0, done.stderr
    assert "What was there before is now" in done.stdout.decode()
    assert program(data, "jobs", "--practice").stdout == jobs_of(folder).stdout


def test_restore_when_the_backup_holds_made_up_jobs_then_it_is_not_put_among_real_ones(searched, tmp_path):
    folder, _ = searched
    assert program(folder / "data", "backup", str(tmp_path / "copy"), "--practice").returncode == 0
    done = program(tmp_path / "data", "restore", str(tmp_path / "copy"))
    assert done.returncode == 1
    assert "holds made-up jobs" in done.stderr.decode()
    assert not (tmp_path / "data" / "jobs.sqlite3").exists()


def test_doctor_when_all_is_well_then_it_says_so_and_a_damaged_file_is_told(searched, tmp_path):
    folder, _ = searched
    done = program(folder / "data", "doctor", "--practice")
    assert done.returncode == 0, done.stdout
    assert "All is in order." in done.stdout.decode()
    assert "python-jobspy 1.4" in done.stdout.decode()
    shutil.copytree(folder / "data" / "practice", tmp_path / "practice")
    file = tmp_path / "practice" / "jobs.sqlite3"
    page = sqlite3.connect(file).execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[page * 3 : page * 20] = b"\xff" * page * 17
    file.write_bytes(content)
    done = program(tmp_path, "doctor", "--practice")
    assert done.returncode == 1
    assert "WRONG  Data file" in done.stdout.decode()
    assert "restore" in done.stdout.decode()


def test_json_events_when_a_search_runs_then_every_line_is_an_event_in_order(told):
    done, events = told
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    names = [event["event"] for event in events]
    assert names[0] == "source_started"
    assert names[-2:] == ["source_finished", "run_finished"]
    assert {"jobs_found", "source_progress"} <= set(names)
    times = [event["t"] for event in events]
    assert times == sorted(times)
    assert 0 < times[0] < 30


def test_json_events_when_jobs_are_found_then_counts_add_up_to_the_end(told):
    _, events = told
    found = [event for event in events if event["event"] == "jobs_found"]
    assert list(found[0]) == ["t", "event", "site", "count", "total"]
    assert [event["total"] for event in found] == [
        sum(event["count"] for event in found[: index + 1]) for index in range(len(found))
    ]
    end = events[-1]
    site = end["sites"]["indeed"]
    assert end["practice"] is True
    assert site["stored"] == found[-1]["total"]
    assert site["received"] == site["unreadable"] + sum(site["filtered"].values()) + site["stored"]
    assert site["stored"] == site["known"] + site["merged"] + site["new"]
    assert site["asked"] == end["total"]["asked"] == 120
    assert any("60000" in rule or "60,000" in rule for rule in site["filtered"])


def test_output_when_it_is_standard_output_then_truth_and_progress_go_elsewhere(tmp_path):
    arguments = ("--practice", "--site", "indeed", "--results", "5", "--output", "-", "--format", "jsonl")
    done = program(tmp_path, "search", "data engineer", *arguments)
    assert [json.loads(line)["made_up"] for line in done.stdout.splitlines()] == [True] * 5
    assert "Asked 5, received 5" in done.stderr.decode()
    for path in (tmp_path / "practice" / "logs").iterdir():
        assert "Traceback" not in path.read_text()
