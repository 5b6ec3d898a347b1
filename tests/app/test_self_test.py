"""The program's proof of itself, as it is run by a person and by `make package`."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.self_test import Failed, examine, main

pytestmark = pytest.mark.measured


@pytest.mark.long
def test_self_test_when_run_from_source_then_every_part_is_fine_and_told(tmp_path):
    report = tmp_path / "report.json"
    command = (sys.executable, "-P", "-m", "app.main", "--self-test", str(report))
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert {name: part["words"] for name, part in told["parts"].items() if not part["fine"]} == {}
    assert set(told["parts"]) == {
        "window",
        "german",
        "certificates",
        "search",
        "stranger",
        "filter",
        "export",
        "keyring",
        "license",
    }
    assert (done.returncode, told["fine"], told["frozen"]) == (0, True, False)


def test_self_test_when_the_file_is_there_already_then_nothing_is_tried_and_it_stays(tmp_path, capsys):
    report = tmp_path / "letter.txt"
    report.write_text("dear")
    assert main([str(report)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert report.read_text() == "dear"


def test_examine_when_a_part_fails_then_the_others_are_tried_and_the_whole_is_not_fine():
    def broken():
        raise Failed("no such library")

    told = examine((("first", broken), ("second", lambda: "well")))
    assert told["fine"] is False
    assert told["parts"]["first"]["fine"] is False
    assert "no such library" in told["parts"]["first"]["words"]
    assert told["parts"]["second"]["fine"] is True


def test_examine_when_nothing_is_tried_then_nothing_is_proven():
    assert examine(())["fine"] is False
