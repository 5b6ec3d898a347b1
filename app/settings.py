"""The settings: one TOML file a person can read and write, each setting with words and a default.

A value that cannot be used is told by key and file and replaced by its default; keys we do not know are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, structs

from scraper.errors import BadInput, StoreError
from scraper.network import Network, Pace, check

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

V = TypeVar("V")
LOOKS = ("system", "light", "dark")
LANGUAGES = ("system", "en", "de")
TEXT_PERCENT = (75, 200)
_PAUSE_S = (0, 600)


class Settings(Struct, frozen=True, kw_only=True):
    """What the person has set; `more` has keys of other versions of this program.

    Attributes:
        text_percent: size of all text, of the system's.
        sites: keys of those searched unless others are chosen; () for those that serve the country.
        pause_s: least pause between two requests to a site; 0 for the site's own, which is never undercut.
        site_pauses_s: the same for single sites, in the place of `pause_s`.
        proxies: used in turn, without passwords, which the system's keyring keeps.
        ca_cert: file of certificate authorities to trust instead of the built-in ones; "" for those.
        user_agent: the browser we say we are; "" for the usual one.
        update_address: of the release file that is asked for when the person looks for updates; "" for the usual one.
        license_server: where licenses are asked about; "" for the one that the license came from.
    """

    look: str = "system"
    language: str = "system"
    text_percent: int = 100
    sites: tuple[str, ...] = ()
    pause_s: int = 0
    site_pauses_s: dict[str, int] = {}
    proxies: tuple[str, ...] = ()
    ca_cert: str = ""
    user_agent: str = ""
    update_address: str = ""
    license_server: str = ""
    more: dict[str, Any] = {}

    @property
    def pace(self) -> Pace:
        """How fast the sites are asked."""
        return Pace(
            pause_s=_about(self.pause_s) if self.pause_s else None,
            of_sites_s={site: _about(pause_s) for site, pause_s in self.site_pauses_s.items()},
        )

    @property
    def network(self) -> Network:
        """The way to the sites; passwords of proxies are not in it."""
        return Network(proxies=self.proxies, ca_cert=self.ca_cert or None, user_agent=self.user_agent or None)


def _about(pause_s: float) -> tuple[float, float]:
    """At least so long, and at times half as long again: nobody reads as evenly as a clock."""
    return pause_s, pause_s * 1.5


class Item(Struct, frozen=True):
    """One setting: its words in the file, and what makes a value of it; raises `BadInput` for one it cannot use."""

    key: str
    words: str
    read: Callable[[Any], Any]


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise BadInput(f"it has to be one of {', '.join(choices)}")
        return str(value)

    return read


def _within(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadInput(f"it has to be a number from {least} to {most}")
        return value

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadInput("it has to be a text in quotes")
    return value


def _file(value: Any) -> str:
    if _text(value) and not Path(value).is_file():
        raise BadInput("there is no such file")
    return str(value)


def server_address(value: Any) -> str:
    """The address of a license server in its one spelling, "" for none; raises `BadInput` for what is neither."""
    if not _text(value):
        return ""
    from licensing.protocol import key_file

    try:
        return key_file.server_address(value)
    except key_file.WrongKeyFile as error:
        raise BadInput(str(error)) from error


def _site(key: Any) -> str:
    from scraper.sources import registry

    keys = [info.key for info in registry.SOURCES if not info.available]
    if key not in keys:
        raise BadInput(f"the sites are {', '.join(keys)}")
    return str(key)


class _UsableInPart(BadInput):
    """The words say what is wrong with the entries `without`; `rest` can be used."""

    def __init__(self, wrong: Mapping[str, BadInput], rest: Any) -> None:
        super().__init__(str(next(iter(wrong.values()))))
        self.without, self.rest = ", ".join(wrong), rest


def _sites(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise BadInput('it has to be a list of sites, such as ["linkedin", "indeed"]')
    found, wrong = [], {}
    for each in value:
        try:
            found.append(_site(each))
        except BadInput as error:
            wrong[str(each)] = error
    return _whole(tuple(dict.fromkeys(found)), wrong)


def _site_pauses(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise BadInput("it has to be a table of seconds by site")
    found, wrong = {}, {}
    for key, pause_s in value.items():
        try:
            found[_site(key)] = _within(*_PAUSE_S)(pause_s)
        except BadInput as error:
            wrong[str(key)] = error
    return _whole(found, wrong)


def _whole(found: V, wrong: Mapping[str, BadInput]) -> V:
    if wrong:
        raise _UsableInPart(wrong, found)
    return found


def _proxies(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise BadInput("it has to be a list of texts")
    check(Network(proxies=tuple(value)))
    return tuple(value)


ITEMS = (
    Item("look", "How the window looks: system, light or dark.", _one_of(*LOOKS)),
    Item("language", "The language of the window: system, en or de.", _one_of(*LANGUAGES)),
    Item("text_percent", "Size of the text in percent of the system's, 75 to 200.", _within(*TEXT_PERCENT)),
    Item("sites", "Sites searched unless you choose others; none for those that serve the country.", _sites),
    Item("pause_s", "Least pause between two requests to a site in seconds; 0 for the site's own.", _within(*_PAUSE_S)),
    Item("site_pauses_s", "The same for single sites, in its place: {linkedin = 20}.", _site_pauses),
    Item("proxies", 'Proxies, used in turn: ["http://host:8080"]. Passwords are in the system\'s keyring.', _proxies),
    Item("ca_cert", "File of certificate authorities to trust instead of the built-in ones; empty for those.", _file),
    Item("user_agent", "The browser we say we are; empty for the usual one.", _text),
    Item("update_address", "Where to look for updates when you ask for them; empty for the publisher's.", _text),
    Item("license_server", "Address of the license server; empty for the one your license came from.", server_address),
)


WAY = ("proxies", "ca_cert")
"""The settings without which the sites would be reached in a way nobody wanted."""


def load(path: Path, needed: Collection[str] = ()) -> tuple[Settings, list[str]]:
    """The settings in the file, and a sentence for each that cannot be used; the defaults where there is no file.

    Raises `BadInput` where one of the keys `needed` cannot be used: what would be done without it was not wanted.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), []
    except OSError as error:
        return _unread(path, error, needed)
    import tomllib  # most people have no such file, and the window waits for this

    try:
        stored = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return _unread(path, error, needed)
    return _read(stored, path, needed)


def _unread(path: Path, error: Exception, needed: Collection[str]) -> tuple[Settings, list[str]]:
    reason = (isinstance(error, OSError) and error.strerror) or error
    if needed:
        raise BadInput(f"{path} cannot be read ({reason}), and with it how the sites are reached. Mend it.") from error
    return Settings(), [f"{path} cannot be read ({reason}), so every setting has its default."]


def _read(stored: Mapping[str, Any], path: Path, needed: Collection[str]) -> tuple[Settings, list[str]]:
    values, troubles = {}, []
    known = {item.key: item for item in ITEMS}
    for key, value in stored.items():
        if key in known:
            try:
                values[key] = known[key].read(value)
            except _UsableInPart as error:
                values[key] = error.rest
                troubles.append(
                    f"The setting {key} in {path} can be used in part only, without {error.without}: {_bare(error)}."
                )
            except BadInput as error:
                if key in needed:
                    raise BadInput(f"The setting {key} in {path} cannot be used: {_bare(error)}. Mend it.") from error
                troubles.append(f"The setting {key} in {path} cannot be used: {_bare(error)}. It has its default now.")
    more = {key: value for key, value in stored.items() if key not in known}
    return Settings(**values, more=more), troubles


def _bare(error: BadInput) -> str:
    """Its words, to stand within a sentence."""
    return str(error).removesuffix(".")


def save(path: Path, settings: Settings) -> None:
    """Write the file, whole or not at all; raises `StoreError` where it cannot be written."""
    import tempfile  # the window does not wait for it

    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # For its owner alone: a person may have written a password into it.
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        beside = Path(name)
        with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 - it is open already
            file.write(as_toml(settings))
        beside.replace(path)
    except OSError as error:
        if beside:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        raise StoreError(
            f"The settings {path} cannot be written ({(error.strerror or 'no reason given').lower()}): allow this user"
            " to write to the data folder, or choose another."
        ) from error


def as_toml(settings: Settings) -> str:
    """The file's text: every setting with its words, then the keys of others."""
    values = structs.asdict(settings)
    lines = ["# Settings of JobSpy Desktop. The window writes this file anew when something is set there."]
    for item in ITEMS:
        lines += ["", f"# {item.words}", f"{item.key} = {_value(values[item.key])}"]
    if settings.more:
        lines += ["", "# Of another version of this program."]
        lines += [f"{quoted(key)} = {_value(value)}" for key, value in settings.more.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A value in TOML, in one line whatever it is."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)  # "inf" and "nan" are TOML's words as well
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(key)} = {_value(each)}' for key, each in value.items())}}}"
    return str(value.isoformat())  # a date, a time or both


def quoted(text: str) -> str:
    """A text in TOML, which writes it as JSON does, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
