"""The icon in every form the systems want, drawn from the one SVG; and Windows' version resource."""

from __future__ import annotations

import os
import struct
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def make(drawing: Path, out: Path, version: str) -> None:
    """Write NAME-SIZE.png, NAME.ico, NAME.icns and version.txt."""
    out.mkdir(parents=True, exist_ok=True)
    pictures = {size: _drawn(drawing, size, out / f"{drawing.stem}-{size}.png") for size in SIZES}
    _ico({size: data for size, data in pictures.items() if size <= 256}, out / f"{drawing.stem}.ico")
    chunks = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size] for size, kind in _ICNS.items()
    )
    (out / f"{drawing.stem}.icns").write_bytes(b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks)
    _version(out / "version.txt", version)


def _drawn(drawing: Path, size: int, target: Path) -> bytes:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")
    return target.read_bytes()


def _ico(pictures: dict[int, bytes], target: Path) -> None:
    """A Windows icon of PNGs, which Windows reads since Vista."""
    head, place, body = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures), b""
    for size, data in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place + len(body))
        body += data
    target.write_bytes(head + body)


def _version(target: Path, version: str) -> None:
    numbers = (*tuple(int(part) for part in version.split(".")[:3]), 0)
    strings = {"FileDescription": "JobSpy Desktop", "ProductName": "JobSpy Desktop", "ProductVersion": version}
    told = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    target.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=[StringFileInfo([StringTable("
        f"'040904B0', [{told}])]), VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        encoding="utf-8",
    )
