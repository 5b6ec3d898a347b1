"""Sentences about the data folder and another one, as `sentences.py` knows them again."""

from __future__ import annotations

from app.ui.i18n import QT_TRANSLATE_NOOP

FOLDERS = (
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} holds a copy that was not finished, so nothing in it is used: choose another folder, or delete what is in it. "
        "What was to be copied is where it was.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder {} cannot be used ({}): is its drive plugged in? Nothing was made in its place. Try again, or "
        "choose another folder.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} does not say where the data are ({}): mend it, or choose their folder again."),
    QT_TRANSLATE_NOOP("Sentences", "it is empty"),
    QT_TRANSLATE_NOOP("Sentences", "it is no text"),
    QT_TRANSLATE_NOOP(
        "Sentences", "{} holds a copy that was not finished, and more: delete what is in it, or choose another folder."
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} holds other files: choose an empty folder, or make a new one in it."),
    QT_TRANSLATE_NOOP("Sentences", "{} is where the data are now."),
    QT_TRANSLATE_NOOP("Sentences", "{} lies in the folder where the data are now: choose one outside of it."),
    QT_TRANSLATE_NOOP("Sentences", "{} has the name of the folder for made-up jobs: choose one with another name."),
    QT_TRANSLATE_NOOP("Sentences", "The name of this folder cannot be written as text: choose another folder."),
    QT_TRANSLATE_NOOP("Sentences", "{} is no folder: choose one."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be used ({}): choose a folder of your own."),
    QT_TRANSLATE_NOOP("Sentences", "{} is open in another window or program (process {}): close it, then try again."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder is open in another window or program (process {}). Close it to move the data.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Another program is changing the license: wait until it is done, then try again."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The license server for trying out runs in another window or terminal: close that one first.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} is damaged, so it cannot be taken along: restore a backup first, or start empty in the other folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} did not arrive as it is: the disk may be at fault. Choose a folder on another one.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "There is too little room for the data in {}: they take {} MB, and {} MB are free. Make room, or choose a folder "
        "on another disk.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "There is no room left in {}: make room, or choose a folder on another disk. Nothing was changed.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be copied ({}), so nothing was changed. Choose another folder."),
    QT_TRANSLATE_NOOP("Sentences", "Which folder you chose cannot be kept in {} ({}): allow this user to write to it."),
)
