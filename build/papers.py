"""What is really in the bundle: THIRD-PARTY-NOTICES, a CycloneDX SBOM, and the list of files; `owners` says whose it is."""

from __future__ import annotations

from pathlib import Path

import owners
from cyclonedx.builder.this import this_component
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot5

_RULE = "=" * 100


def make(bundle: Path, table: Path, out: Path, version: str) -> None:
    """Write the three into `out`, and the notices into the bundle as well; `table` is PyInstaller's COLLECT-00.toc."""
    inside = owners.parts(bundle, table)
    if len(inside) < 10:
        raise SystemExit(f"Only {len(inside)} libraries were found in the bundle: the notices would be wrong.")
    notices = _notices(inside)
    for target in (out, bundle):
        (target / "THIRD-PARTY-NOTICES").write_text(notices, encoding="utf-8")
    (out / f"{owners.OURS}-{version}.cdx.json").write_text(_sbom(inside, version), encoding="utf-8")
    files = sorted(str(path.relative_to(bundle).as_posix()) for path in bundle.rglob("*") if not path.is_dir())
    (out / "files.txt").write_text("\n".join(files) + "\n", encoding="utf-8")
    kinds = {kind: sum(part.purl.type == kind for part in inside) for kind in ("pypi", "deb")}
    told = f"{kinds['pypi']} Python packages, {kinds['deb']} packages of this system, {len(inside) - sum(kinds.values())} others"
    print(f"  {told}; {len(files)} files, each of which has an owner")


def _notices(inside: list[owners.Part]) -> str:
    """A section for each part; a text that several have is printed once, at the first, and named at the others."""
    first: dict[str, str] = {}
    sections = ["JobSpy Desktop contains the following. Each part stays under its own licence.\n"]
    for part in inside:
        lines = [_RULE, f"{part.name} {part.version}", f"Licence: {part.licence}"]
        if part.files:
            lines.append(f"Files: {', '.join(sorted(part.files))}")
        for text in part.texts:
            known = first.setdefault(text, part.name)
            lines += ["", text if known == part.name else f"[the text is under {known} above]"]
        sections.append("\n".join(lines) + "\n")
    return "\n".join(sections)


def _sbom(inside: list[owners.Part], version: str) -> str:
    bom = Bom()
    bom.metadata.component = Component(name=owners.OURS, version=version, type=ComponentType.APPLICATION)
    bom.metadata.tools.components.add(this_component())
    for part in inside:
        bom.components.add(
            Component(
                name=part.name,
                version=part.version,
                type=ComponentType.LIBRARY,
                purl=part.purl,
                bom_ref=str(part.purl),
                licenses=[DisjunctiveLicense(name=part.licence)],
            )
        )
    bom.register_dependency(bom.metadata.component, list(bom.components))
    return JsonV1Dot5(bom).output_as_string(indent=2)
