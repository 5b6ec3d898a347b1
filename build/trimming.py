"""What the bundle leaves out, and why; read by `jobspy-desktop.spec`.

Each row is a pattern of a path in the bundle (or a module's name) and the reason it is not needed. A library of this
system goes with the last file that asks for it (`asked_for`): GTK's theme, for one, would bring thirty.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatch

MODULES: tuple[tuple[str, str], ...] = (
    ("tkinter", "another window toolkit; nothing of ours opens it"),
    ("matplotlib", "pandas and pyqtgraph can use it; neither is asked to plot with it"),
    ("IPython", "pyqtgraph's console, which is not opened"),
    ("pytest", "tests are not shipped"),
    ("_pytest", "tests are not shipped"),
    ("hypothesis", "tests are not shipped"),
    ("mypy", "checks are not shipped"),
    ("pandas.tests", "tests are not shipped"),
    ("numpy.tests", "tests are not shipped"),
    ("numpy.f2py", "compiles Fortran"),
    ("pyqtgraph.examples", "examples"),
    ("pyqtgraph.opengl", "three dimensions; our charts have two"),
    ("pyqtgraph.jupyter", "notebooks"),
    ("setuptools", "installs packages; a bundle installs none"),
    ("pip", "installs packages; a bundle installs none"),
    ("readline", "GPL, and nobody types lines at a prompt of ours"),
    ("rlcompleter", "completes what is typed with readline"),
    ("pygments", "colors source code; rich asks for it only where some is shown"),
    ("yaml", "others can be configured with it; ours are not"),
    ("pyqtgraph.flowchart", "charts that are put together by mouse"),
    ("openpyxl", "tests read workbooks with it; ours are written by another library"),
    ("pyarrow", "pandas can use it; JobSpy's tables are small"),
    ("lxml.isoschematron", "validates XML; pages are only parsed"),
    ("PySide6.QtQml", "no QML is loaded"),
    ("PySide6.QtQuick", "no QML is loaded"),
    ("PySide6.QtQuickWidgets", "no QML is loaded"),
    ("PySide6.QtSql", "SQLite is used through Python"),
    ("PySide6.QtTest", "tests are not shipped"),
    ("PySide6.QtDesigner", "draws forms; ours are written"),
    ("PySide6.QtOpenGL", "nothing is drawn with OpenGL"),
    ("PySide6.QtOpenGLWidgets", "nothing is drawn with OpenGL"),
    ("PySide6.QtPrintSupport", "nothing is printed"),
)

FILES: tuple[tuple[str, str], ...] = (
    ("*/libQt6Qml*", "no QML is loaded"),
    ("*/libQt6Quick*", "no QML is loaded"),
    ("*/libQt6VirtualKeyboard*", "a keyboard on the screen; the desktop has its own"),
    ("*/libQt6Pdf*", "no PDF is shown"),
    ("*/libQt6OpenGL*", "nothing is drawn with OpenGL"),
    ("*/libQt6EglF*", "screens without a desktop"),
    ("*/libQt6WlShell*", "a way to speak to Wayland desktops that went out of use"),
    ("*/Qt6Qml*.dll", "no QML is loaded"),
    ("*/Qt6Quick*.dll", "no QML is loaded"),
    ("*/Qt6Pdf*.dll", "no PDF is shown"),
    ("*/Qt6VirtualKeyboard*.dll", "a keyboard on the screen; the desktop has its own"),
    ("*/opengl32sw.dll", "draws OpenGL in software; nothing is drawn with OpenGL"),
    ("*/plugins/platformthemes/libqgtk3*", "needs GTK, which would come with it; the looks are our own"),
    ("*/plugins/platforms/libqeglfs*", "screens without a desktop"),
    ("*/plugins/platforms/libqvnc*", "a remote screen"),
    ("*/plugins/platforms/libqvkkhrdisplay*", "screens without a desktop"),
    ("*/plugins/platforms/libqlinuxfb*", "screens without a desktop"),
    ("*/plugins/platforms/libqminimal*", "draws nothing; without a display it is `offscreen` that is used"),
    ("*/plugins/generic/*evdev*", "keyboards and mice without a desktop"),
    ("*/plugins/networkinformation/*", "whether there is a network is not asked of Qt"),
    ("*/plugins/tls/*", "Qt makes no connection to the network; Python and curl do"),
    ("*/plugins/wayland-graphics-integration-client/*", "nothing is drawn with OpenGL"),
    ("*/plugins/wayland-shell-integration/libfullscreen*", "screens without a desktop"),
    ("*/plugins/wayland-shell-integration/libivi*", "cars"),
    ("*/plugins/wayland-shell-integration/libqt-shell*", "Qt's own desktops"),
    ("*/plugins/wayland-shell-integration/libwl-shell*", "a way to speak to Wayland desktops that went out of use"),
    ("*/plugins/egldeviceintegrations/*", "screens without a desktop"),
    ("*/plugins/platforminputcontexts/*virtualkeyboard*", "a keyboard on the screen"),
    ("*/plugins/imageformats/*qpdf*", "no PDF is shown"),
    ("*/plugins/imageformats/*qtiff*", "no such picture is opened"),
    ("*/plugins/imageformats/*qtga*", "no such picture is opened"),
    ("*/plugins/imageformats/*qwbmp*", "no such picture is opened"),
    ("*/plugins/imageformats/*qicns*", "no such picture is opened"),
    ("*/plugins/sqldrivers/*", "SQLite is used through Python"),
    ("*/plugins/generic/*tuio*", "touch tables"),
    ("*/plugins/qmltooling/*", "no QML is loaded"),
    ("libXau*", "comes with the system's libxcb, which is not in the bundle"),
    ("libXdmcp*", "comes with the system's libxcb, which is not in the bundle"),
    ("libbsd*", "comes with the system's libxcb, which is not in the bundle"),
    ("libmd.*", "comes with the system's libxcb, which is not in the bundle"),
    ("libreadline*", "GPL; the module that needs it is left out"),
    ("selectolax/*.c", "its source"),
    ("selectolax/*.p[xy][ixd]*", "its source"),
    ("selectolax/*/*.p[xy][ixd]*", "its source"),
    ("pyqtgraph/icons/*", "of its own tools, which are not opened"),
    ("pandas/tests/*", "tests are not shipped"),
    ("numpy/*/tests/*", "tests are not shipped"),
    ("pyqtgraph/examples/*", "examples"),
    ("*/direct_url.json", "says where the build machine keeps the source"),
    ("*/uv_cache.json", "says what the build machine has cached"),
    ("*.dist-info/RECORD", "says what pip installed, which is not what is here"),
)

STRIPPED: tuple[tuple[str, str], ...] = (
    ("libpython3*", "23 MB, of which 17 are names for debuggers"),
    ("python3*/lib-dynload/*.so", "a Python that is built from source keeps them"),
    ("uvloop/*.so", "two thirds of it is names for debuggers"),
    ("httptools/*.so", "half of it is names for debuggers"),
    ("sqlalchemy/*.so", "half of it is names for debuggers"),
    ("greenlet/*.so", "half of it is names for debuggers"),
    ("cryptography/*.so", "a fifth of it is names for debuggers"),
    ("curl_cffi/_wrapper*", "38 MB, of which 31 are names for debuggers; numpy's libraries do not survive the same"),
)

LANGUAGES = ("en", "de")
"""What the window speaks: Qt's translations and Babel's names of countries are kept for these alone (30 MB less)."""


def wanted(path: str) -> bool:
    """Whether the file of that path in the bundle is to be in it."""
    path = path.replace("\\", "/")
    if "/translations/" in path and "PySide6" in path:
        return any(path.endswith(f"qtbase_{language}.qm") for language in LANGUAGES)
    if path.startswith("babel/locale-data/"):
        return path.rpartition("/")[2].partition(".")[0].partition("_")[0] in {"root", "LICENSE", *LANGUAGES}
    return not any(fnmatch(path, pattern) or fnmatch("/" + path, pattern) for pattern, _ in FILES)


def asked_for(entries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The files without those libraries of this system that nothing else among them is linked to.

    PyInstaller gathers what a file is linked to before we leave the file out, so what is gathered depends on what the
    machine that builds has installed. `entries` are PyInstaller's: name in the bundle, where it is from, kind.
    """
    if sys.platform != "linux":
        return entries
    from PyInstaller.depend import bindepend

    own = [entry for entry in entries if not _of_system(entry)]
    names = {
        name for _, source, kind in own if kind in {"BINARY", "EXTENSION"} for name, _ in bindepend.get_imports(source)
    }
    return [entry for entry in entries if not _of_system(entry) or entry[0] in names]


def _of_system(entry: tuple[str, str, str]) -> bool:
    name, source, kind = entry
    return kind == "BINARY" and "/" not in name and source.startswith(("/lib", "/usr/lib", "/usr/local/lib"))


def unwanted(module: str) -> bool:
    """Whether a module is left out, by itself or with what it is in."""
    return any(module == name or module.startswith(f"{name}.") for name, _ in MODULES)


def stripped(path: str) -> bool:
    """Whether the names for debuggers are taken out of that file."""
    return any(fnmatch(path.replace("\\", "/"), pattern) for pattern, _ in STRIPPED)
