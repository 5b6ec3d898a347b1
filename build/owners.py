"""Who made each file of the bundle, so that the notices and the SBOM leave nobody out.

PyInstaller says where it took a file from; from there: a Python package (by its RECORD), Qt, CPython, or a package of
this system (by `dpkg -S`). A file, or a module in the programs' archives, that belongs to nobody is an error.
"""

from __future__ import annotations

import ast
import platform
import re
import subprocess
import sys
import sysconfig
from functools import cache
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from packageurl import PackageURL
from PyInstaller.archive.readers import CArchiveReader

ROOT = Path(__file__).resolve().parent.parent
OURS = "jobspy-desktop"
_OUR_PACKAGES = ("app", "licensing", "scraper")
_LICENSES = ROOT / "build" / "licenses"
_COMMON = Path("/usr/share/common-licenses")
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_WINDOWS_RUNTIME = re.compile(r"(vcruntime|msvcp|ucrtbase|api-ms-win-|concrt)[^/]*\.dll", re.IGNORECASE)
_SWAGGERS = "fastapi-swagger"
_SWAGGER_VERSION = re.compile(r'PACKAGE_VERSION:"([0-9.]+)"')
# PyInstaller's own modules, and what CPython names by the system it was built for.
_BOOTSTRAP = re.compile(r"pyi|_pyi|_sysconfigdata_")


class Part(NamedTuple):
    """Something of others in the bundle: its licence's name and texts, and the binary files it is in."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    purl: PackageURL
    files: tuple[str, ...] = ()


class Nobody(SystemExit):
    """Files or modules that belong to nobody we know."""


def parts(bundle: Path, table: Path) -> list[Part]:
    """Everything of others in the bundle, by name; `table` is PyInstaller's COLLECT-00.toc.

    Raises:
        Nobody: something in the bundle belongs to nobody.
    """
    owned = _Owned()
    for name, source in sorted(_sources(bundle, table).items()):
        owned.put(name, source)
    modules = modules_of(bundle)
    for package in distributions():
        if _has_module(package, modules):
            owned.packages.setdefault(_key(package), []).extend(())
    owned.nobodys += [f"module {name}" for name in _strangers(modules)]
    if owned.nobodys:
        raise Nobody("These belong to nobody, so the notices would be wrong: " + ", ".join(owned.nobodys))
    return owned.parts()


def modules_of(bundle: Path) -> set[str]:
    """Full names of the modules in the programs' archives."""
    names: set[str] = set()
    for program in sorted(bundle.iterdir()):
        if program.is_file() and not program.is_symlink() and program.name.startswith("jobspy-"):
            reader = CArchiveReader(str(program))
            for entry in reader.toc:
                if entry.endswith(".pyz"):
                    names.update(reader.open_embedded_archive(entry).toc)
    if not names:
        raise Nobody(f"No program with modules was found in {bundle}.")
    return names


def _sources(bundle: Path, table: Path) -> dict[str, Path]:
    """Where each file of the bundle's inner folder was taken from."""
    told = {
        PurePosixPath(name.replace("\\", "/")).as_posix(): Path(source)
        for name, source, kind in _rows(ast.literal_eval(table.read_text(encoding="utf-8")))
        if kind != "SYMLINK"  # to another file of the bundle, which is in the table itself
    }
    inner = bundle / "_internal"
    names = [
        path.relative_to(inner).as_posix() for path in inner.rglob("*") if path.is_file() and not path.is_symlink()
    ]
    return {name: told.get(name, Path(name)) for name in names}


def _rows(value: object) -> list[tuple[str, str, str]]:
    """Every row of three texts, however deep PyInstaller has put it."""
    if not isinstance(value, list | tuple):
        return []
    if len(value) == 3 and all(isinstance(each, str) for each in value):
        return [(value[0], value[1], value[2])]
    return [row for each in value for row in _rows(each)]


class _Owned:
    """Files by whom they belong to."""

    def __init__(self) -> None:
        self.nobodys: list[str] = []
        self.packages: dict[str, list[str]] = {"pyinstaller": []}  # what starts each program is PyInstaller's
        self._qt: list[str] = []
        self._icu: list[str] = []
        self._system: dict[str, list[str]] = {}
        self._windows: list[str] = []
        self._records = _records()
        self._site = Path(sysconfig.get_path("purelib")).resolve()
        self._python = (Path(sysconfig.get_path("stdlib")).resolve(), Path(sys.base_prefix).resolve())

    def put(self, name: str, source: Path) -> None:
        real = source.resolve()
        if real.is_relative_to(self._site):
            self._put_package(name, real)
        elif name == "base_library.zip" or any(real.is_relative_to(place) for place in self._python):
            return  # CPython, which is always there
        elif real.is_relative_to(ROOT):
            return  # ours
        elif package := _debian_package(source):
            self._system.setdefault(package, []).append(name)
        elif _WINDOWS_RUNTIME.fullmatch(PurePosixPath(name).name):
            self._windows.append(name)
        else:
            self.nobodys.append(name)

    def _put_package(self, name: str, real: Path) -> None:
        if "/Qt/" in f"/{name}" and name.startswith("PySide6/"):
            (self._icu if "libicu" in name else self._qt).append(name)
        elif owner := self._records.get(real.as_posix()):
            if owner != OURS:
                self.packages.setdefault(owner, []).append(name)
        else:
            self.nobodys.append(name)

    def parts(self) -> list[Part]:
        found = [_of_package(distribution(name), files) for name, files in self.packages.items()]
        found += [_of_debian(package, files) for package, files in self._system.items()]
        found += [_cpython(), _qt(self._qt)]
        found += [_icu(self._icu)] if self._icu else []
        found += [_windows(self._windows)] if self._windows else []
        found += [_swagger_ui(distribution(_SWAGGERS))] if _SWAGGERS in self.packages else []
        return sorted(found, key=lambda part: (part.name.lower(), part.version))


def _key(package: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


def _records() -> dict[str, str]:
    """The package of each file that was installed, by its path."""
    found = {}
    for package in distributions():
        base, key = Path(str(package.locate_file(""))).resolve().as_posix(), _key(package)
        found.update({f"{base}/{file.as_posix()}": key for file in package.files or () if ".." not in file.parts})
    return found


def _has_module(package: Distribution, modules: set[str]) -> bool:
    return _key(package) != OURS and not _modules_in(package).isdisjoint(modules)


def _modules_in(package: Distribution) -> set[str]:
    return _module_names(tuple(file.as_posix() for file in package.files or () if file.suffix == ".py"))


@cache
def _module_names(paths: tuple[str, ...]) -> set[str]:
    return {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in paths if ".." not in path}


def _strangers(modules: set[str]) -> list[str]:
    """Top names of modules that are neither Python's, nor ours, nor of a package that is installed."""
    tops = {name.partition(".")[0] for name in modules}
    known = {name.partition(".")[0] for package in distributions() for name in _modules_in(package)}
    known |= set(sys.stdlib_module_names) | set(_OUR_PACKAGES)
    return sorted(name for name in tops - known if not _BOOTSTRAP.match(name))


def _of_package(package: Distribution, files: list[str]) -> Part:
    name = _key(package)
    texts = [
        _read(Path(str(file.locate())))
        for file in package.files or ()
        if ".dist-info" in str(file) and _TEXTS.search(PurePosixPath(file).name)
    ]
    if name.startswith(("pyside6", "shiboken6")):
        texts, licence = list(_lgpl()), "LGPL-3.0-only"
    else:
        licence = _licence(package)
    binaries = tuple(file for file in files if ".so" in file or file.endswith((".pyd", ".dll", ".dylib")))
    purl = PackageURL("pypi", name=name, version=package.version)
    return Part(package.metadata["Name"], package.version, licence, tuple(filter(None, texts)), purl, binaries)


def _licence(package: Distribution) -> str:
    told = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    if told and "\n" not in told and len(told) < 100:
        return str(told)
    named = [
        line.rpartition("::")[2].strip() for line in package.metadata.get_all("Classifier") or () if "License" in line
    ]
    return ", ".join(named) or "see the text below"


@cache
def _debian_package(source: Path) -> str | None:
    """The package a file of this system came with; None where there is none, or no dpkg."""
    for path in dict.fromkeys((source, source.resolve())):
        text = str(path)
        for tried in (text, f"/usr{text}", text.removeprefix("/usr")):
            owner = _told("dpkg", "-S", tried)
            if owner:
                return owner.splitlines()[0].rpartition(": ")[0].split(", ")[0]
    return None


def _of_debian(package: str, files: list[str]) -> Part:
    name, version, architecture = _told(
        "dpkg-query", "-W", "-f", "${binary:Package}\n${Version}\n${Architecture}", package
    ).split("\n")
    name = name.partition(":")[0]
    copyright_file = Path("/usr/share/doc") / name / "copyright"
    text = _read(copyright_file.resolve())
    if not text:
        raise Nobody(f"{copyright_file} is not there, so what {name} asks for cannot be kept to.")
    licences = dict.fromkeys(re.findall(r"^License:\s*(\S.*)$", text, re.MULTILINE))
    common = sorted(set(re.findall(rf"{_COMMON}/([A-Za-z0-9.+-]*[A-Za-z0-9])", text)))
    texts = (text, *(f"{name_}:\n{_read(_COMMON / name_)}" for name_ in common))
    purl = PackageURL("deb", _system(), name, version, {"arch": architecture})
    return Part(name, version, ", ".join(licences) or "see the text below", texts, purl, tuple(files))


def _system() -> str:
    told = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    return told.get("ID", "debian").strip('"')


def _cpython() -> Part:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    text = next(filter(None, (_read(place / "LICENSE.txt") for place in places)), "")
    if not text:
        raise Nobody("This Python has no LICENSE.txt, so its licence cannot be passed on.")
    version = platform.python_version()
    return Part("CPython", version, "Python-2.0.1", (text,), PackageURL("generic", name="cpython", version=version))


def _qt(files: list[str]) -> Part:
    from PySide6.QtCore import qVersion

    said = (
        "Qt's libraries are files of their own in _internal/PySide6/Qt and can be replaced by others of the same version.\n"
        "Their source is at https://download.qt.io; what Qt itself contains of others, with each licence, is listed at\n"
        "https://doc.qt.io/qt-6/licenses-used-in-qt.html."
    )
    purl = PackageURL("generic", name="qt", version=qVersion())
    return Part("Qt", qVersion(), "LGPL-3.0-only", (said, *_lgpl()), purl, tuple(files))


def _lgpl() -> tuple[str, ...]:
    """The LGPL is a supplement to the GPL, so both texts belong to it."""
    return tuple(_read(_LICENSES / f"{name}-3.0.txt") for name in ("LGPL", "GPL"))


def _icu(files: list[str]) -> Part:
    version = files[0].rpartition(".so.")[2]
    purl = PackageURL("generic", name="icu", version=version)
    return Part("ICU", version, "Unicode-3.0", (_read(_LICENSES / "ICU.txt"),), purl, tuple(files))


def _windows(files: list[str]) -> Part:
    said = "Redistributed as the license terms of Microsoft Visual Studio allow."
    purl = PackageURL("generic", name="visual-cpp-runtime", version="14")
    return Part("Microsoft Visual C++ runtime", "14", "LicenseRef-Microsoft", (said,), purl, tuple(files))


def _swagger_ui(package: Distribution) -> Part:
    """What fastapi-swagger passes on as it is, without its licence; the text is that of one version."""
    files = [file for file in package.files or () if "/swagger-ui" in file.as_posix()]
    script = next(file for file in files if file.suffix == ".js")
    found = _SWAGGER_VERSION.search(_read(Path(str(script.locate()))))
    if not found:
        raise Nobody(f"{script} does not say which Swagger UI it is.")
    purl = PackageURL("npm", name="swagger-ui-dist", version=found[1])
    names = tuple(file.as_posix() for file in files)
    return Part("Swagger UI", found[1], "Apache-2.0", (_read(_LICENSES / "swagger-ui.txt"),), purl, names)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def _told(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
