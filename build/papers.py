"""What is really in the bundle: THIRD-PARTY-NOTICES, a CycloneDX SBOM, and the list of files.

A library counts as in the bundle if a module of it is in the programs' archive or a file of it in the folder.
"""

from __future__ import annotations

import platform
import re
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from cyclonedx.builder.this import this_component
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL
from PyInstaller.archive.readers import CArchiveReader

_OURS = "jobspy-desktop"
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def make(bundle: Path, out: Path, version: str) -> None:
    """Write the three into `out`, and the notices into the bundle as well."""
    inside = shipped(bundle)
    if len(inside) < 10:
        raise SystemExit(f"Only {len(inside)} libraries were found in the bundle: the notices would be wrong.")
    notices = _notices(inside)
    for target in (out, bundle):
        (target / "THIRD-PARTY-NOTICES").write_text(notices, encoding="utf-8")
    (out / f"{_OURS}-{version}.cdx.json").write_text(_sbom(inside, version), encoding="utf-8")
    files = sorted(str(path.relative_to(bundle).as_posix()) for path in bundle.rglob("*") if not path.is_dir())
    (out / "files.txt").write_text("\n".join(files) + "\n", encoding="utf-8")
    print(f"  {len(inside)} libraries, {len(files)} files")


def shipped(bundle: Path) -> list[Distribution]:
    """The installed packages of which something is in the bundle, by name."""
    modules = _modules(bundle)
    tops = {path.name for path in (bundle / "_internal").iterdir()}
    found = [
        package
        for package in distributions()
        if package.metadata["Name"].lower() != _OURS and _is_in(package, modules, tops)
    ]
    return sorted(found, key=lambda package: package.metadata["Name"].lower())


def _modules(bundle: Path) -> set[str]:
    """Top names and full names of the modules in the programs' archives."""
    names: set[str] = set()
    for program in sorted(bundle.iterdir()):
        if program.is_file() and program.name.startswith("jobspy-"):
            reader = CArchiveReader(str(program))
            for entry in reader.toc:
                if entry.endswith(".pyz"):
                    names.update(reader.open_embedded_archive(entry).toc)
    return names


def _is_in(package: Distribution, modules: set[str], tops: set[str]) -> bool:
    for file in package.files or ():
        path = PurePosixPath(file)
        if path.parts[0].endswith(".dist-info") or path.parts[0] in {"..", "__pycache__"}:
            continue
        if path.suffix == ".py":
            parts = (*path.parts[:-1], path.stem) if path.stem != "__init__" else path.parts[:-1]
            if ".".join(parts) in modules:
                return True
        elif path.suffix in {".so", ".pyd"} and path.parts[0] in tops:
            return True
    return False


def _notices(inside: list[Distribution]) -> str:
    parts = [
        (
            "JobSpy Desktop contains the following. Qt and PySide6 are used under the LGPL version 3: their libraries are\n"
            "files of their own in _internal/PySide6 and can be replaced by others of the same version.\n"
        ),
        f"{'=' * 100}\nPython {platform.python_version()}\nLicence: PSF-2.0 (https://docs.python.org/3/license.html)\n",
    ]
    for package in inside:
        head = f"{'=' * 100}\n{package.metadata['Name']} {package.version}\nLicence: {_licence(package)}\n"
        texts = [
            text
            for file in package.files or ()
            if ".dist-info" in str(file) and _TEXTS.search(PurePosixPath(file).name)
            for text in [_read(file.locate())]
            if text
        ]
        parts.append(head + "".join(f"\n{text.strip()}\n" for text in texts))
    return "\n".join(parts)


def _read(path: object) -> str:
    file = Path(str(path))
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _licence(package: Distribution) -> str:
    told = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    if told and "\n" not in told and len(told) < 100:
        return str(told)
    named = [
        line.rpartition("::")[2].strip() for line in package.metadata.get_all("Classifier") or () if "License" in line
    ]
    return ", ".join(named) or "see the text below"


def _sbom(inside: list[Distribution], version: str) -> str:
    bom = Bom()
    bom.metadata.component = Component(name=_OURS, version=version, type=ComponentType.APPLICATION)
    bom.metadata.tools.components.add(this_component())
    for package in inside:
        name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
        bom.components.add(
            Component(
                name=package.metadata["Name"],
                version=package.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=name, version=package.version),
                bom_ref=f"{name}@{package.version}",
                licenses=[DisjunctiveLicense(name=_licence(package))],
            )
        )
    bom.register_dependency(bom.metadata.component, list(bom.components))
    return JsonV1Dot5(bom).output_as_string(indent=2)
