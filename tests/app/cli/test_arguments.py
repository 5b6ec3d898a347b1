"""What is wrong with the arguments is said in a sentence, before anything is done."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from app.cli.commands import COMMANDS
from app.cli.main import program, run

pytestmark = pytest.mark.measured

# Arguments, and what the sentence must have in it.
WRONG = [
    (["serch"], "did you mean search?"),
    (["search"], "Missing argument 'TERM'"),
    (["search", " "], "TERM is empty"),
    (["search", "x", "--site", "indeeed"], "there is no site 'indeeed'; did you mean indeed?"),
    (["search", "x", "--site", "qqq"], "there are linkedin, indeed"),
    (["search", "x", "--site", "google"], "Google Jobs is not available at present"),
    (["search", "x", "--country", "germny"], "did you mean germany?"),
    (["search", "x", "--country", "qqqq"], "there is no country 'qqqq'"),
    (["search", "x", "--job-type", "fulltme"], "did you mean fulltime?"),
    (["search", "x", "--frmat", "csv"], "--format"),
    (["search", "x", "--results", "0"], "--results"),
    (["search", "x", "--results", "many"], "--results"),
    (["search", "x", "--hours-old", "9" * 15], "is not a whole number from 1 to 876,000"),
    (["search", "\udcff"], "is not text in UTF-8"),
    (["jobs", "--exclude-word", "\udcff"], "is not text in UTF-8"),
    (["show", "9" * 5000], "9999'… is not a whole number from 1 on"),
    (["jobs", "--output", "x" * 300], "cannot be looked for (File name too long)"),
    (["backup", "x" * 300], "cannot be looked for (File name too long)"),
    (["restore", "~nobody-of-that-name/x"], "There is no file ~nobody-of-that-name/x"),
    (["search", "x", "--not-stated", "maybe"], "--not-stated"),
    (["search", "x", "--output", "jobs.foo"], ".csv, .xlsx, .json, .jsonl"),
    (["search", "x", "--output", "nowhere/jobs.csv"], "does not exist"),
    (["search", "x", "--output", "."], "is a folder"),
    (["search", "x", "--format", "csv"], "--output FILE"),
    (["search", "x", "--replace"], "--replace is for the file of --output"),
    (["license", "answer-request", "there.csv", "--replace"], "--replace is for the file of --output"),
    (["search", "x", "--output", "there.csv"], "there.csv is there already: choose another name, or give --replace"),
    (["jobs", "--output", "there.csv"], "there.csv is there already"),
    (["backup", "there.csv"], "there.csv is there already"),
    (["search", "x", "--json-events", "--output", "-"], "both write to standard output"),
    (["search", "x", "--practice", "--proxy", "http://u:canary@h:1"], "leave them out with --practice"),
    (["search", "x", "--practice", "--ca-cert", "ca.pem"], "leave them out with --practice"),
    (["search", "x", "--proxy", "canary://u:canary@h"], "Proxy 1 of 1 is not an address"),
    (["search", "x", "--ca-cert", "nowhere.pem"], "There is no file nowhere.pem"),
    (["jobs", "--sort", "titel"], "did you mean title"),
    (["jobs", "--not-stated", "maybe"], "'maybe' is none of keep, drop, only"),
    (["jobs", "--not-stated", "pey=only"], "there is no 'pey' that jobs may not state; did you mean pay?"),
    (["jobs", "--not-stated", "only"], "for instance pay=only"),
    (["jobs", "--not-stated", "=only"], "there is no '' that jobs may not state"),
    (["search", "x", "--not-stated", "pay=only"], "--not-stated"),
    (["jobs", "--distance", "5"], "No such option '--distance'"),
    (["show", "x"], "'x' is not a whole number from 1 on"),
    (["show", "9" * 30], "is not a whole number from 1 on"),
    (["show", "7"], "There is no job 7"),
    (["restore", "nowhere.db"], "There is no file nowhere.db"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[ascii(" ".join(arguments)[:60]) for arguments, _ in WRONG])
def test_program_when_an_argument_is_wrong_then_one_line_says_what(arguments, words, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text("the work of a week")
    assert run(arguments) == 2
    assert (tmp_path / "there.csv").read_text() == "the work of a week"
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("jobspy-desktop")
    assert words in said.err
    assert "canary" not in said.err


def test_program_when_nothing_is_asked_then_it_prints_the_help(capfd):
    assert run([]) == 0
    assert "Commands:" in capfd.readouterr().out


def test_group_when_no_command_of_it_is_named_then_its_help_is_laid_out_as_ever(capfd):
    assert run(["license"]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("Usage: jobspy-desktop license")
    assert "\n  activate " in said.err


def test_help_when_commands_are_listed_then_the_lines_are_the_commands_own(capfd):
    context = click.Context(program)
    assert run(["--help"]) == 0
    said = capfd.readouterr().out
    for name, _, line in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.get_short_help_str(limit=200) == line
        assert line in said


def test_backup_when_the_shell_left_the_tilde_then_the_file_is_in_the_home_folder(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert run(["backup", "~/kept.sqlite3"]) == 0
    assert (tmp_path / "home" / "kept.sqlite3").is_file()
    assert not (tmp_path / "~").exists()


@pytest.mark.parametrize("place", ["before", "after"])
def test_data_dir_when_given_before_or_after_the_command_then_it_is_used(place, capfd, tmp_path):
    option = ["--data-dir", str(tmp_path / place)]
    assert run([*option, "runs"] if place == "before" else ["runs", *option]) == 0
    assert (tmp_path / place / "jobs.sqlite3").exists()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("option", ["--verbose", "--debug"])
def test_verbose_or_debug_when_given_then_the_log_is_shown(capfd, option):
    assert run(["runs", option]) == 0
    assert "No searches yet" in capfd.readouterr().out


def test_version_when_asked_then_it_is_said(capfd):
    assert run(["--version"]) == 0
    assert capfd.readouterr().out.startswith("jobspy-desktop 0.")


def test_jobs_when_nothing_is_kept_then_it_says_how_to_begin(capfd):
    assert run(["jobs"]) == 0
    assert "jobspy-desktop search" in capfd.readouterr().out


def test_sites_when_asked_then_every_site_is_there_and_google_has_its_reason(capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["sites"]) == 0
    said = capfd.readouterr().out
    for word in ("linkedin", "indeed", "zip_recruiter", "hellowork", "docs/sites.md", "not available at present"):
        assert word in said
    assert max(map(len, said.splitlines())) <= 80
    assert "…" not in said


def test_program_when_something_is_a_bug_then_the_log_has_it_and_the_sentence_its_path(capfd, monkeypatch, tmp_path):
    def broken(*_):
        raise ZeroDivisionError("canary")

    monkeypatch.setattr("scraper.store.store.Store.runs", broken)
    assert run(["runs"]) == 1
    said = capfd.readouterr().err
    log = tmp_path / "data" / "logs" / "jobspy-desktop.log"
    assert said.count("\n") == 1
    assert str(log) in said
    assert "Traceback" not in said
    assert "ZeroDivisionError: canary" in log.read_text()


def test_program_when_the_data_folder_cannot_be_made_then_a_sentence_says_so(capfd, tmp_path):
    (tmp_path / "file").write_text("")
    assert run(["jobs", "--data-dir", str(tmp_path / "file")]) == 1
    said = capfd.readouterr().err
    assert "--data-dir" in said
    assert said.count("\n") == 1


def run_uncovered(probe: str) -> subprocess.CompletedProcess[bytes]:
    """What a fresh Python does with the probe; coverage is kept out of it, whose own imports would be counted."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run([sys.executable, "-P", "-c", probe], capture_output=True, check=False, env=clean)


def test_help_when_asked_for_then_nothing_slow_is_imported():
    probe = (
        "import sys; from app.cli.main import run; run(['--help']); "
        "slow = {'pandas', 'jobspy', 'rich', 'msgspec', 'PySide6', 'sqlite3', 'logging', 'platformdirs'}; "
        "sys.exit(' '.join(slow & set(sys.modules)) or None)"
    )
    done = run_uncovered(probe)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [["jobs"], ["runs"], ["sites"], ["show", "1"]])
def test_command_when_it_only_looks_then_it_imports_no_jobspy(command):
    probe = (
        f"import sys; from app.cli.main import run; run({command!r}); "
        "sys.exit(' '.join({'pandas', 'jobspy', 'PySide6'} & set(sys.modules)) or None)"
    )
    done = run_uncovered(probe)
    assert done.returncode == 0, done.stderr
