"""Signing a release, and the checks before it is handed out."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import time

import pytest
import release
import release_check
from release_check import Place, Wrong

from app.operations import publisher
from app.operations.release_file import read_release, write_release
from licensing.protocol.signing import to_text

BASE, PAGE = "https://example.com/files/", "https://example.com/download"
VERSION = "9.8.7"
NEWS = "- Finds **more** jobs."


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch):
    monkeypatch.setenv("JOBSPY_RELEASE_PASSPHRASE", "only in this test")


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "safe" / "release-test.pem"
    release.make_key(file)
    return file


@pytest.fixture
def place(tmp_path, key_file):
    """A project with a changelog, and installers of its version."""
    root, out = tmp_path / "project", tmp_path / "project" / ".out"
    out.mkdir(parents=True)
    (root / "pyproject.toml").write_text(f'[project]\nversion = "{VERSION}"\n')
    (root / "CHANGELOG.md").write_text(f"# Changelog\n\n## {VERSION} (2026-11-25)\n\n{NEWS}\n\n## 1.0\n\nOld.\n")
    (out / f"jobspy-desktop_{VERSION}_amd64.deb").write_bytes(b"a package")
    (out / f"jobspy-desktop-{VERSION}-linux-x86_64.tar.xz").write_bytes(b"an archive")
    (out / "jobspy-desktop_1.0_amd64.deb").write_bytes(b"an old one")
    write_sums(out)
    keys = {"release-test": release.load_key(key_file).public, "release-next": b"n" * 32}
    return Place(root, out, keys, "https://example.com/release.json")


def write_sums(out):
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.iterdir())
        if path.suffix in {".deb", ".xz"}
    ]
    (out / "SHA256SUMS").write_text("".join(lines))


def publish(place, key_file):
    return release.publish(key_file, BASE, PAGE, root=place.root, out=place.out)


def test_key_when_it_is_made_then_only_its_owner_reads_it_and_its_line_pins_it(tmp_path):
    file = tmp_path / "safe" / "release-2031.pem"
    line = release.make_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in file.read_bytes()
    assert line == f'"release-2031": "{to_text(release.load_key(file).public)}",'


def test_key_when_there_is_one_already_then_it_is_not_written_over(key_file):
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        release.make_key(key_file)
    assert key_file.read_bytes() == before


def test_key_when_it_would_lie_in_the_repository_then_it_is_not_made():
    inside = release.ROOT / ".out" / "release-test.pem"
    with pytest.raises(ValueError, match="never kept in the folder"):
        release.make_key(inside)
    assert not inside.exists()


def test_sign_when_installers_are_there_then_the_program_believes_the_file_and_finds_each(place, key_file):
    read = read_release(publish(place, key_file).read_bytes(), place.keys)
    assert (read.version, read.page, read.notes) == (VERSION, PAGE, {"en": "- Finds more jobs."})
    assert {(file.system, file.kind): file.url for file in read.files} == {
        ("linux", "deb"): f"{BASE}jobspy-desktop_{VERSION}_amd64.deb",
        ("linux", "tar.xz"): f"{BASE}jobspy-desktop-{VERSION}-linux-x86_64.tar.xz",
    }
    assert {file.sha256 for file in read.files} == {
        hashlib.sha256(content).hexdigest() for content in (b"a package", b"an archive")
    }
    assert 89 < (read.expires_at - time.time()) / 86400 <= 90


def test_sign_when_the_changelog_says_nothing_of_the_version_then_nothing_is_signed(place, key_file):
    (place.root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- A line.\n")
    with pytest.raises(ValueError, match=VERSION):
        publish(place, key_file)
    assert not (place.out / release.FILE).exists()


def test_sign_when_run_as_a_program_then_what_is_wrong_is_a_sentence(tmp_path, capsys):
    assert release.main(["sign", str(tmp_path / "none.pem"), "--base", BASE, "--page", PAGE]) == 1
    assert capsys.readouterr().err.startswith("release: ")


def test_release_file_check_when_it_is_about_what_is_there_then_it_is_fine(place, key_file):
    publish(place, key_file)
    assert "2 installers, good for 90 days" in release_check.release_file(place)


def test_release_file_check_when_anything_differs_then_it_says_what(place, key_file):
    with pytest.raises(Wrong, match="sign it"):
        release_check.release_file(place)
    signed = publish(place, key_file)
    (place.out / f"jobspy-desktop_{VERSION}_amd64.deb").write_bytes(b"built again")
    with pytest.raises(Wrong, match="installers that are there now"):
        release_check.release_file(place)
    publish(place, key_file)
    (place.root / "CHANGELOG.md").write_text(f"## {VERSION}\n\n- Something else.\n")
    with pytest.raises(Wrong, match="what is new"):
        release_check.release_file(place)
    (place.root / "pyproject.toml").write_text('[project]\nversion = "9.9"\n')
    with pytest.raises(Wrong, match=r"says 9\.9"):
        release_check.release_file(place)
    with pytest.raises(Exception, match="not trusted"):
        release_check.release_file(place._replace(keys={"other": b"o" * 32}))
    assert signed.exists()


def test_release_file_check_when_it_has_run_out_then_it_says_so(place, key_file):
    from msgspec.structs import replace

    signed = publish(place, key_file)
    old = replace(read_release(signed.read_bytes(), place.keys), published_at=1000, expires_at=2000)
    signed.write_bytes(write_release(old, release.load_key(key_file)))
    with pytest.raises(Wrong, match="not good today"):
        release_check.release_file(place)


def test_sums_check_when_a_file_changed_or_is_missing_then_it_is_named(place):
    assert release_check.sums(place) == "3 files"
    changed = place.out / f"jobspy-desktop_{VERSION}_amd64.deb"
    changed.write_bytes(b"another")
    with pytest.raises(Wrong, match=changed.name):
        release_check.sums(place)
    (place.out / "SHA256SUMS").write_text("")
    with pytest.raises(Wrong, match="not right"):
        release_check.sums(place)


def test_version_check_when_installed_and_written_differ_then_it_says_so(place):
    with pytest.raises(Wrong, match="what is installed"):
        release_check.version(place)


def test_version_check_when_lines_are_left_under_unreleased_then_it_says_so(place):
    from importlib.metadata import version

    (place.root / "pyproject.toml").write_text(f'[project]\nversion = "{version("jobspy-desktop")}"\n')
    changelog = place.root / "CHANGELOG.md"
    changelog.write_text(f"## Unreleased\n\n- One.\n\n## {version('jobspy-desktop')}\n\n- Two.\n")
    with pytest.raises(Wrong, match="Unreleased"):
        release_check.version(place)
    changelog.write_text(f"## Unreleased\n\n## {version('jobspy-desktop')}\n\n- Two.\n")
    assert version("jobspy-desktop") in release_check.version(place)


@pytest.mark.parametrize(
    ("keys", "address", "words"),
    [
        ({"a": b"a" * 32}, "https://example.com", "two are needed"),
        ({"a": b"a" * 32, "b": b"a" * 32}, "https://example.com", "not two different"),
        ({"a": b"a" * 32, "b": b"b" * 31}, "https://example.com", "not two different"),
        ({"a": b"a" * 32, "b": b"b" * 32}, "", "no ADDRESS"),
        ({"a": b"a" * 32, "b": b"b" * 32}, "http://example.com", "https only"),
    ],
)
def test_pinned_check_when_something_is_missing_then_it_says_what(place, keys, address, words):
    with pytest.raises(Exception, match=words):
        release_check.pinned(place._replace(keys=keys, address=address))


def test_pinned_keys_of_this_program_are_two_different_ed25519_keys():
    assert len(set(publisher.trusted_keys().values())) == 2
    assert all(len(key) == 32 for key in publisher.trusted_keys().values())


def test_secrets_check_when_a_private_key_is_committed_then_it_is_named(place, tmp_path):
    for command in (("init", "-q"), ("add", "pyproject.toml", "CHANGELOG.md")):
        subprocess.run(("git", *command), cwd=place.root, check=True)
    assert release_check.secrets(place) == "none in 2 files"
    (place.root / "oops.pem").write_text("-----BEGIN " + "ENCRYPTED PRIVATE KEY-----\n")
    subprocess.run(("git", "add", "oops.pem"), cwd=place.root, check=True)
    with pytest.raises(Wrong, match=r"oops\.pem"):
        release_check.secrets(place)


AUDITED = {"name": "a", "version": "1", "vulns": []}


@pytest.mark.parametrize(
    ("libraries", "words"),
    [
        ([AUDITED, {"name": "b", "skip_reason": "Dependency not found"}], "1 of 2"),
        ([{"name": "b", "skip_reason": "Dependency not found"}], "could not look up 1 of 1"),
        ([], "0 of 0"),
        ([AUDITED | {"vulns": [{"id": "PYSEC-1"}]}], r"a 1 \(PYSEC-1\)"),
    ],
)
def test_audit_when_a_library_was_skipped_or_has_a_hole_then_it_is_not_fine(libraries, words):
    with pytest.raises(Wrong, match=words):
        release_check.judge_audit(json.dumps({"dependencies": libraries}))


@pytest.mark.parametrize("text", ["", "[]", "Traceback", "{}"])
def test_audit_when_there_is_no_report_then_it_is_not_fine(text):
    with pytest.raises(Wrong, match="no report"):
        release_check.judge_audit(text)


def test_audit_when_all_were_looked_up_then_it_is_fine():
    assert release_check.judge_audit(json.dumps({"dependencies": [AUDITED]})).startswith("1 libraries")


def test_papers_and_bundle_checks_when_nothing_is_built_then_they_say_so(place):
    for check in (release_check.papers, release_check.self_test):
        with pytest.raises(Wrong, match="make package"):
            check(place)


def bundled(place, report, code=0):
    """A program in the bundle's place that reports this."""
    program = place.out / "dist" / "jobspy-desktop" / "jobspy-desktop"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\ncat >\"$2\" <<'END'\n{json.dumps(report)}\nEND\nexit {code}\n")
    program.chmod(0o755)


def test_bundle_check_when_a_part_fails_then_it_is_named(place):
    part = {"fine": False, "words": "x"}
    bundled(place, {"fine": False, "version": VERSION, "parts": {"window": part}}, code=1)
    with pytest.raises(Wrong, match="window"):
        release_check.self_test(place)


def test_bundle_check_when_it_is_of_another_version_then_it_is_not_fine(place):
    bundled(place, {"fine": True, "version": "1.0", "parts": {"window": {"fine": True, "words": "x"}}})
    with pytest.raises(Wrong, match=r"1\.0"):
        release_check.self_test(place)


def test_bundle_check_when_all_parts_are_fine_then_it_is_fine(place):
    bundled(place, {"fine": True, "version": VERSION, "parts": {"window": {"fine": True, "words": "x"}}})
    assert "1 parts" in release_check.self_test(place)
