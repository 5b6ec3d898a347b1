"""Who made what is in the bundle; where PyInstaller is not installed, as in a checkout for tests alone, nothing is bundled."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

pytest.importorskip("PyInstaller", reason="`make package` installs it")

import owners


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A bundle with these files, as PyInstaller's table has them; whose modules are one of ours and one of click's."""
    monkeypatch.setattr(owners, "modules_of", lambda _: {"app.main", "click.core", "json"})

    def make(**files):
        inner = tmp_path / "bundle" / "_internal"
        inner.mkdir(parents=True)
        rows = []
        for name, source in files.items():
            (inner / name).write_bytes(b"x")
            rows.append((name, str(source), "BINARY"))
        table = tmp_path / "COLLECT-00.toc"
        table.write_text(repr((rows, [("ignored", "too short")])))
        return owners.parts(tmp_path / "bundle", table)

    return make


def test_parts_when_files_are_of_python_of_a_package_and_ours_then_each_has_its_owner(bundle):
    site = Path(sysconfig.get_path("purelib"))
    made = bundle(
        **{
            "libpython.so": Path(sys.base_prefix) / "lib" / "libpython.so",
            "compiled.so": next(site.glob("msgspec/*.so")),
            "window.svg": owners.ROOT / "resources" / "jobspy-desktop.svg",
        }
    )
    named = {part.name: part for part in made}
    assert {"CPython", "Qt", "click", "msgspec", "pyinstaller"} <= set(named)
    assert named["msgspec"].files == ("compiled.so",)
    assert all(part.texts and part.version for part in made)
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in named["Qt"].texts)


def test_parts_when_the_documentations_page_is_inside_then_swagger_ui_is_told_with_its_own_licence(bundle):
    script = Path(sysconfig.get_path("purelib")) / "fastapi_swagger" / "resources" / "swagger-ui-bundle.js"
    named = {part.name: part for part in bundle(**{"swagger-ui-bundle.js": script})}
    assert named["fastapi-swagger"].licence == "MIT"
    swagger = named["Swagger UI"]
    assert f'PACKAGE_VERSION:"{swagger.version}"' in script.read_text(encoding="utf-8")
    assert (swagger.licence, len(swagger.files)) == ("Apache-2.0", 2)
    assert all(text in swagger.texts[0] for text in ("Apache License", "SmartBear", "DOMPurify"))


def test_parts_when_a_file_belongs_to_nobody_then_it_is_named(bundle, tmp_path):
    with pytest.raises(owners.Nobody, match=r"stray\.so"):
        bundle(**{"stray.so": tmp_path / "stray.so"})


def test_parts_when_a_module_belongs_to_nobody_then_it_is_named(bundle, monkeypatch):
    monkeypatch.setattr(owners, "modules_of", lambda _: {"app.main", "unheard_of.inner"})
    with pytest.raises(owners.Nobody, match="module unheard_of"):
        bundle()


@pytest.mark.skipif(sys.platform != "linux", reason="dpkg is asked")
def test_parts_when_a_library_is_of_this_system_then_its_package_and_licence_are_told(bundle):
    if not Path("/usr/bin/dpkg").exists():
        pytest.skip("no dpkg here")
    library = next(Path("/usr/lib").glob("*-linux-gnu/libz.so.1"))
    [part] = [part for part in bundle(**{"libz.so.1": library}) if part.purl.type == "deb"]
    assert part.name.startswith("zlib1g")
    assert part.files == ("libz.so.1",)
    assert "Copyright" in part.texts[0]
