"""Sentences of the rest of the program in the window's language: errors, and what is told of a site.

They are made in English, where nothing is known of windows, and cross processes as text; here they are known again by the
pattern they have. What has no pattern is shown as it is. `tests/app/ui/test_sentences.py` looks for those that have none.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.ui.folder_sentences import FOLDERS
from app.ui.i18n import QT_TRANSLATE_NOOP

_STORED = (
    QT_TRANSLATE_NOOP("Sentences", "The disk is full. Free some space and try again; what was stored before is safe."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be written. Allow this user to write to the file and its folder, or choose another data folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} is damaged. Restore a backup with `restore`; the damaged file is kept beside it.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} is not a data file of this program, or it is damaged. Restore a backup with `restore`, or move "
        "the file away to begin anew.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} is in use by another program for too long. Close it and try again."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be opened. Check that its folder exists and that this user may write to it, or choose "
        "another data folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be read or written: the disk reports an error. Check the disk, and copy the file to another one.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be opened. Allow this user to read and write it, or choose another data folder.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} is the data file itself: choose another file for the backup."),
    QT_TRANSLATE_NOOP("Sentences", "{} is not a file that could be replaced: choose another for the backup."),
    QT_TRANSLATE_NOOP("Sentences", "There is no file {}."),
    QT_TRANSLATE_NOOP("Sentences", "{} is not a backup of this program."),
    QT_TRANSLATE_NOOP("Sentences", "{} is damaged ({}). Use another backup; nothing was changed."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be written: {}."),
    QT_TRANSLATE_NOOP(
        "Sentences", "{} is damaged, or no backup of this program. Choose another file; nothing was changed."
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} is open in another program. Close it to {}."),
    QT_TRANSLATE_NOOP("Sentences", "{} is open in another program. Close it to restore a backup."),
    QT_TRANSLATE_NOOP("Sentences", "{} is open in another program. Close it to begin anew."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder is open in another window or program (process {}). Close it to {}.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder is open in another window or program (process {}). Close it to restore a backup.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder is open in another window or program (process {}). Close it to begin anew.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The data folder is open in another window or program (process {}). Close it to update its data file.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Another program is restoring, moving or updating the data folder. Wait until it is done and try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be written ({}). Allow this user to write to it, or choose another data folder.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} is another program's database. Choose another data folder."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} was written by a newer version of this program. Install that version again, or choose another data folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} holds real jobs, and here are the made-up ones of the practice sites: leave out --practice.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} holds made-up jobs of the practice sites, which never mix with real ones: add --practice.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "There is no {} yet. Search first."),
    QT_TRANSLATE_NOOP("Sentences", "{} is of an older version. Open it once with this one so that it is updated."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} is of an older version, and cannot be updated where nothing can be written. Copy it to a folder of your own, "
        "and open it there.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "The data file is not open."),
    QT_TRANSLATE_NOOP("Sentences", "There is no job {}."),
    QT_TRANSLATE_NOOP("Sentences", "There is no advert {}."),
    QT_TRANSLATE_NOOP("Sentences", "Advert {} is already a job of its own."),
    QT_TRANSLATE_NOOP("Sentences", "Job {} cannot be merged with itself."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The log {} cannot be written ({}): allow this user to write to the data folder, or choose another.",
    ),
)
_STARTING = (
    QT_TRANSLATE_NOOP(
        "Sentences", "There is no home folder here to keep anything in: choose a data folder with --data-dir or {}."
    ),
    QT_TRANSLATE_NOOP("Sentences", "The data folder {} cannot be made ({}): choose another with --data-dir or {}."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "No file can be made in the data folder {}: allow this user to write to it, make room on the disk, or choose "
        "another folder with --data-dir.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Another window has {} open and does not answer: close it, then start again.",
    ),
)
_EXPORTS = (
    QT_TRANSLATE_NOOP("Sentences", "{} is a folder: name a file in it."),
    QT_TRANSLATE_NOOP("Sentences", "The folder {} does not exist: make it, or choose another."),
    QT_TRANSLATE_NOOP("Sentences", "{} does not end in one of {}: rename it, or name the format."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "There is no room left for {}: free some space, then export again. Nothing was changed.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be written: choose a folder of your own."),
    QT_TRANSLATE_NOOP("Sentences", "{} is not a file name: choose another."),
    QT_TRANSLATE_NOOP("Sentences", "{} could not be written: {}."),
)
_LICENSE_FILES = (
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be read ({})."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be written ({}): choose another place."),
)
_SETTINGS = (
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Proxy {} of {} is not an address such as http://host:8080 or socks5h://name:password@host:1080 "
        "(special characters in a password as %40).",
    ),
    QT_TRANSLATE_NOOP("Sentences", "There is no file {} with certificate authorities."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The password of the proxy cannot be kept: this computer has no keyring that is unlocked. Use a proxy"
        " without a password, or unlock the keyring.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The password of the proxy cannot be read: this computer's keyring is locked. Unlock it, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The settings {} cannot be written ({}): allow this user to write to the data folder, or choose another.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be read ({}), so every setting has its default."),
    QT_TRANSLATE_NOOP("Sentences", "The setting {} in {} cannot be used: {}. It has its default now."),
    QT_TRANSLATE_NOOP("Sentences", "The setting {} in {} cannot be used: {}. Mend it."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be read ({}), and with it how the sites are reached. Mend it."),
    QT_TRANSLATE_NOOP("Sentences", "The setting {} in {} can be used in part only, without {}: {}."),
    QT_TRANSLATE_NOOP("Sentences", "the sites are {}"),
    QT_TRANSLATE_NOOP("Sentences", 'it has to be a list of sites, such as ["linkedin", "indeed"]'),
    QT_TRANSLATE_NOOP("Sentences", "it has to be a table of seconds by site"),
    QT_TRANSLATE_NOOP("Sentences", "it has to be one of {}"),
    QT_TRANSLATE_NOOP("Sentences", "it has to be a number from {} to {}"),
    QT_TRANSLATE_NOOP("Sentences", "it has to be a text in quotes"),
    QT_TRANSLATE_NOOP("Sentences", "there is no such file"),
    QT_TRANSLATE_NOOP("Sentences", "it has to be a list of texts"),
)
_ENGINE = (
    QT_TRANSLATE_NOOP("Sentences", "The search is too long to be handed on; ask for less at once."),
    QT_TRANSLATE_NOOP("Sentences", "The search did not stop in time and was ended by force."),
    QT_TRANSLATE_NOOP("Sentences", "The practice sites could not be started; the log may say why."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine could not be started: {}."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine stopped unexpectedly."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine's message was cut short."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine sent a message that is too long."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine was sent something it cannot read."),
    QT_TRANSLATE_NOOP("Sentences", "The search engine sent something that cannot be read."),
    QT_TRANSLATE_NOOP("Sentences", "{} What was found before is kept; search again to go on."),
    QT_TRANSLATE_NOOP("Sentences", "The search was ended. What was found is kept."),
    QT_TRANSLATE_NOOP("Sentences", "The search was stopped. What was found is kept."),
)
_UPDATES = (
    QT_TRANSLATE_NOOP("Sentences", "{} broke off before the end. Try again."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} sends us elsewhere, which is not followed. Ask whoever runs it for the right address.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} has no such file ({}). Check the address, or try again later."),
    QT_TRANSLATE_NOOP("Sentences", "{} packs what it sends, which was not asked for, so it is not read."),
    QT_TRANSLATE_NOOP("Sentences", "{} sends more than it should, so nothing was read."),
    QT_TRANSLATE_NOOP("Sentences", "{} sends more than it should, so all of it was thrown away."),
    QT_TRANSLATE_NOOP("Sentences", "{} takes too long to answer. Try again later."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot prove who it is (its certificate is not trusted), so nothing was read."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be reached ({}). Check the network connection and try again."),
    QT_TRANSLATE_NOOP("Sentences", "The release file would have {} bytes, and {} are read: shorten it."),
    QT_TRANSLATE_NOOP("Sentences", "The release file was refused: it is one of another program."),
    QT_TRANSLATE_NOOP("Sentences", "The release file is of a kind this version cannot read: see the program's page."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Updates come through https only, from an address such as https://example.com/release.json.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "What was answered is no release file of this program. Nothing was changed."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The release file was refused: {}. Nothing was changed; get the program from its own page instead.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "This version does not know where updates are: put the address of a release file into the settings "
        "(Address for updates; update_address in settings.toml).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The release file was refused: a newer one was seen here before. Nothing was changed.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The release file was refused: it is from the future. Is this computer's clock right?",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The release file was refused: it was good until {}. Is this computer's clock right? If it is, "
        "somebody may be keeping newer ones from you.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The release file was refused: it offers version {}, which is older than this one, {}.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Version {} has no installer for this system: see {}."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The installer that came is not the one that was signed, so it was thrown away. Try again.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "The installer cannot be written to {} ({}): choose another folder."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} cannot be written ({}), so an old release file could be shown again unnoticed: allow this user to"
        " write to the data folder.",
    ),
)
_SITES = (
    QT_TRANSLATE_NOOP("Sentences", "{} was stopped. What was found is kept."),
    QT_TRANSLATE_NOOP("Sentences", "{} ended by an error in this program (the log has it). What was found is kept."),
    QT_TRANSLATE_NOOP("Sentences", "{} answered, and nothing could be read."),
    QT_TRANSLATE_NOOP("Sentences", "{} answered, and the page could not be read."),
    QT_TRANSLATE_NOOP("Sentences", "{} answered with an empty page."),
    QT_TRANSLATE_NOOP("Sentences", "{} answered with status {}."),
    QT_TRANSLATE_NOOP("Sentences", "{}'s answer came incomplete."),
    QT_TRANSLATE_NOOP("Sentences", "{} asks for a login."),
    QT_TRANSLATE_NOOP("Sentences", "{} checks whether a person is asking."),
    QT_TRANSLATE_NOOP("Sentences", "{} sends the request elsewhere."),
    QT_TRANSLATE_NOOP("Sentences", "{} no longer has this job."),
    QT_TRANSLATE_NOOP("Sentences", "{} does not accept this search ({})."),
    QT_TRANSLATE_NOOP("Sentences", "{} does not know this place."),
    QT_TRANSLATE_NOOP("Sentences", "{} does not serve {}."),
    QT_TRANSLATE_NOOP("Sentences", "{} asks for fewer requests (429)."),
    QT_TRANSLATE_NOOP("Sentences", "{} refuses the request ({})."),
    QT_TRANSLATE_NOOP("Sentences", "{} has a fault of its own ({})."),
    QT_TRANSLATE_NOOP("Sentences", "{} did not answer in time."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be asked this way; look at the proxy's address."),
    QT_TRANSLATE_NOOP("Sentences", "The connection to {} failed."),
    QT_TRANSLATE_NOOP("Sentences", "The request to {} failed ({})."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The certificate shown for {} is not trusted. Look whether this computer's date is right; if a proxy "
        "or your network inspects connections, give its certificate authority with --ca-cert.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "{} could not be read to the end: {}"),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot be searched at present. {}"),
    QT_TRANSLATE_NOOP("Sentences", "There is no site {}. There are: {}."),
    QT_TRANSLATE_NOOP("Sentences", "No country is called {} here; the names are JobSpy's, such as usa, uk or germany."),
    QT_TRANSLATE_NOOP("Sentences", "{}'s job pages hold no description that could be read."),
    QT_TRANSLATE_NOOP("Sentences", "The site did not show a description."),
    QT_TRANSLATE_NOOP("Sentences", "No further descriptions from {}: {}"),
    QT_TRANSLATE_NOOP("Sentences", "{} gives descriptions with its list only."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} answered with an empty page, and again when asked once more: its list is taken to end there.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "{} answered with an empty page, and again when asked once more: it is taken to have no such jobs.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "One search asks {} for {} descriptions at most; those of other jobs can be fetched when you open them.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The installed JobSpy has changed inside: {}. {} is read in one go, without pages and without being "
        "asked again.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "A job was so long that it is kept without its description."),
    QT_TRANSLATE_NOOP("Sentences", "{} job could not be read: {}."),
    QT_TRANSLATE_NOOP("Sentences", "{} jobs could not be read: {}."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot filter by {}; it is done here."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot filter by {} and {}; it is done here."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot filter by {}, {} and {}; it is done here."),
    QT_TRANSLATE_NOOP("Sentences", "{} cannot filter by {}, {}, {} and {}; it is done here."),
    QT_TRANSLATE_NOOP("Sentences", "remote work"),
    QT_TRANSLATE_NOOP("Sentences", "job type"),
    QT_TRANSLATE_NOOP("Sentences", "age"),
    QT_TRANSLATE_NOOP("Sentences", "easy apply"),
    QT_TRANSLATE_NOOP("Sentences", "{} takes no place; it is not applied."),
    QT_TRANSLATE_NOOP("Sentences", "{} takes no distance; it is not applied."),
    QT_TRANSLATE_NOOP("Sentences", "{} takes a distance only around a place; it is not applied."),
    QT_TRANSLATE_NOOP("Sentences", "{} lists no descriptions; words to leave out are looked for in the titles."),
)
_SYSTEM = (
    QT_TRANSLATE_NOOP("Sentences", "Permission denied"),
    QT_TRANSLATE_NOOP("Sentences", "No such file or directory"),
    QT_TRANSLATE_NOOP("Sentences", "No space left on device"),
    QT_TRANSLATE_NOOP("Sentences", "Read-only file system"),
    QT_TRANSLATE_NOOP("Sentences", "Not a directory"),
    QT_TRANSLATE_NOOP("Sentences", "Is a directory"),
    QT_TRANSLATE_NOOP("Sentences", "File name too long"),
    QT_TRANSLATE_NOOP("Sentences", "Input/output error"),
    QT_TRANSLATE_NOOP("Sentences", "no reason given"),
    QT_TRANSLATE_NOOP("Sentences", "the disk refused"),
)
PATTERNS = (
    *_STORED,
    *_STARTING,
    *FOLDERS,
    *_EXPORTS,
    *_LICENSE_FILES,
    *_SETTINGS,
    *_ENGINE,
    *_UPDATES,
    *_SITES,
    *_SYSTEM,
)
"""The sentences, with {} for what differs."""


def spoken(sentence: object) -> str:
    """The sentence (or the error, by its sentence) in the program's language; as it is where we have no words for it."""
    text = str(sentence)
    lower = text.lower()
    for pattern, piece in _patterns():
        if piece in lower and (found := _expression(pattern).fullmatch(text)):
            return QCoreApplication.translate("Sentences", pattern).format(*map(spoken, found.groups()))
    return text


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    """Each pattern with the longest piece of it that does not differ, in lower case; those that say most come first."""
    most_first = sorted(PATTERNS, key=lambda pattern: -len(pattern.replace("{}", "")))
    return tuple((pattern, max(pattern.lower().split("{}"), key=len)) for pattern in most_first)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """What finds the pattern; made when it is met, as all of them take longer than the window may be busy."""
    return re.compile("(.+?)".join(map(re.escape, pattern.split("{}"))), re.DOTALL | re.IGNORECASE)
