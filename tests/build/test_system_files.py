"""What the packages tell the system about the programs is what the programs are."""

from __future__ import annotations

import plistlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import trimming

from app.cli.commands import COMMANDS
from scraper.store.database import APPLICATION_ID

BUILD = Path(__file__).parents[2] / "build"
LINUX = BUILD / "linux"
PROGRAMS = re.findall(r'\("(jobspy-[a-z-]+)", (?:True|False)\)', (BUILD / "jobspy-desktop.spec").read_text())
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def test_spec_when_read_then_it_makes_three_programs():
    assert PROGRAMS == ["jobspy-desktop", "jobspy-desktop-gui", "jobspy-license-server"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_when_it_is_packaged_then_it_has_a_manual_page_and_is_in_the_metadata_and_the_uninstaller(program):
    page = (LINUX / f"{program}.1").read_text()
    assert page.startswith(f".TH {program.upper()} 1 ")
    metadata = ET.parse(LINUX / "org.jobspydesktop.JobSpyDesktop.metainfo.xml")
    assert program in [binary.text for binary in metadata.iter("binary")]
    installer = (BUILD / "windows" / "jobspy-desktop.nsi").read_text(encoding="utf-8")
    assert f'Delete "$INSTDIR\\{program}.exe"' in installer


def test_manual_page_when_it_lists_commands_then_they_are_the_real_ones():
    page = (LINUX / "jobspy-desktop.1").read_text()
    listed = next(line for line in page.splitlines() if line.startswith(".BR search "))
    assert re.findall(r'(?:^\.BR|", ") (\w+)', listed) == [name for name, _, _ in COMMANDS]


def test_mime_type_when_it_looks_into_a_file_then_it_looks_for_our_number():
    inner = next(ET.parse(LINUX / "jobspy-desktop.xml").iter(f"{MIME}magic")).find(f"{MIME}match/{MIME}match")
    assert int(inner.get("value"), 16) == APPLICATION_ID
    assert (inner.get("offset"), inner.get("type")) == ("68", "big32")  # where SQLite has its application_id


def test_lintian_override_when_it_stands_there_then_a_reason_stands_above_it():
    lines = (LINUX / "lintian-overrides").read_text().splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            before = lines[number - 1]
            assert before.startswith(("#", "jobspy-desktop: ")), line
    assert lines[0].startswith("#")


def test_trimming_when_it_leaves_something_out_then_there_is_a_reason_and_no_row_twice():
    for rows in (trimming.MODULES, trimming.FILES, trimming.STRIPPED):
        patterns = [pattern for pattern, _ in rows]
        assert len(set(patterns)) == len(patterns)
        assert all(reason for _, reason in rows)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("libreadline.so.8", False),
        ("libXau.so.6", False),
        ("libcap.so.2", True),
        ("libxcb-cursor.so.0", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("babel/locale-data/de_AT.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("selectolax/lexbor.c", False),
        ("selectolax/lexbor.pyx", False),
        ("selectolax/lexbor.cpython-311-x86_64-linux-gnu.so", True),
        ("licensing/server/database/migrations/env.py", True),
    ],
)
def test_trimming_when_asked_about_a_file_then_it_knows(path, kept):
    assert trimming.wanted(path) is kept


def test_entitlements_when_read_then_they_are_a_property_list():
    assert plistlib.loads((BUILD / "macos" / "entitlements.plist").read_bytes())
