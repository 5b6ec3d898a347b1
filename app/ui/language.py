"""The program's language: the translations of our words and of Qt's own, and the locale of dates and money."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from app.ui import words

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

LANGUAGES = ("en", "de")
_installed: list[QTranslator] = []
_FOLDER = Path(__file__).with_name("translations")  # importlib.resources takes 15 ms to import


def install(app: QCoreApplication, wanted: str) -> str:
    """Use "en", "de", or for "system" the system's language where we speak it, else English; which it is.

    To be called before anything is shown. Where the translations were not built, plurals look like "3 job(s)".
    """
    system = QLocale.system()
    language = _spoken(system) if wanted == "system" else wanted
    # By its name, and not the system's own: that may have the numbers of one language and the days of another.
    locale = QLocale(system.name() if system.name().startswith(language) else language)
    if language == "en" and QLocale.Language.C in {locale.language(), system.language()}:
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    QLocale.setDefault(locale)
    while _installed:
        old = _installed.pop()
        app.removeTranslator(old)
        old.deleteLater()
    _add(app, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}")
    _add(app, str(_FOLDER), f"app_{language}")
    words.forget()
    return language


def _add(app: QCoreApplication, folder: str, name: str) -> None:
    translator = QTranslator()
    if translator.load(name, folder):
        app.installTranslator(translator)
        _installed.append(translator)


def _spoken(locale: QLocale) -> str:
    """The first of the system's languages that we speak."""
    for name in locale.uiLanguages():
        language = name.partition("-")[0]
        if language in LANGUAGES:
            return language
    return "en"
