"""Names a person types: sites, countries, job types. A wrong one is told with likely ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from typing_extensions import override

if TYPE_CHECKING:
    from scraper.job import JobType
    from scraper.query import Facet, Unstated

EVERY_SITE = "all"
_MOST = 2**63 - 1  # more than SQLite can count is no number of anything here
_SHOWN = 40  # characters of what is wrong


def _bare(name: str) -> str:
    """The name without what people write differently: "Zip-Recruiter" -> "ziprecruiter"."""
    return "".join(char for char in name.casefold() if char.isalnum())


class _Site(click.ParamType[str]):
    name = "site"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key of the site, or "all"."""
        from app.cli.suggest import did_you_mean
        from scraper.sources import registry

        names = {_bare(name): info.key for info in registry.SOURCES for name in (info.key, info.name)}
        key = EVERY_SITE if _bare(value) == EVERY_SITE else names.get(_bare(value))
        if key is None:
            keys = [*(info.key for info in registry.SOURCES), EVERY_SITE]
            self.fail(f"there is no site {value!r}{did_you_mean(value, keys)}", param, ctx)
        return key


class _Country(click.ParamType[str]):
    name = "country"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """JobSpy's name of the country; ISO codes are understood as well."""
        from app.cli.suggest import did_you_mean
        from app.operations.countries import country_named, country_names

        name = country_named(value)
        if name is None:
            self.fail(f"there is no country {value!r} here{did_you_mean(value, country_names())}", param, ctx)
        return name


class _JobType(click.ParamType["JobType"]):
    name = "job type"

    @override
    def convert(self, value: str | JobType, param: click.Parameter | None, ctx: click.Context | None) -> JobType:
        from app.cli.suggest import did_you_mean
        from scraper.job import JobType

        try:
            return JobType(_bare(value))
        except ValueError:
            self.fail(f"there is no job type {value!r}{did_you_mean(value, list(JobType))}", param, ctx)


class _Unstated(click.ParamType["tuple[Facet | None, Unstated]"]):
    name = "unstated"

    @override
    def convert(
        self, value: str | tuple[Facet | None, Unstated], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Facet | None, Unstated]:
        """What a job may not state (None for all that is filtered by), and what becomes of those jobs: "pay=only"."""
        from app.cli.suggest import did_you_mean
        from scraper.query import Facet, Unstated

        if isinstance(value, tuple):
            return value
        name, equals, what = value.lower().rpartition("=")
        key = name.strip().replace("-", "_")
        if equals and key not in list(Facet):
            self.fail(f"there is no {name!r} that jobs may not state{did_you_mean(key, list(Facet))}", param, ctx)
        if what.strip() not in list(Unstated):
            self.fail(f"{what!r} is none of {', '.join(Unstated)}", param, ctx)
        if what.strip() == Unstated.ONLY and not equals:
            self.fail("say what is not to be stated, for instance pay=only", param, ctx)
        return Facet(key) if equals else None, Unstated(what.strip())


SITE = _Site()
COUNTRY = _Country()
JOB_TYPE = _JobType()
UNSTATED = _Unstated()


class _Sorting(click.ParamType[str]):
    name = "field"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key of a column jobs can be sorted by."""
        from app.cli.suggest import did_you_mean
        from scraper.store.columns import SORTABLE

        key = value.strip().lower().replace("-", "_")
        if key not in SORTABLE:
            self.fail(f"jobs cannot be sorted by {value!r}{did_you_mean(value, SORTABLE)}", param, ctx)
        return key


SORTING = _Sorting()


class _Whole(click.ParamType[int]):
    name = "number"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    @override
    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= (self.most or _MOST):
            shown = repr(value) if len(str(value)) <= _SHOWN else f"{str(value)[:_SHOWN]!r}…"
            self.fail(f"{shown} is not a whole number from {self.least} {self._end()}", param, ctx)
        return number

    def _end(self) -> str:
        return "on" if self.most is None else f"to {self.most:,}"


class _Text(click.ParamType[str]):
    name = "text"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text; what is no UTF-8 could neither be sent nor stored."""
        if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
            self.fail(f"{value!r} is not text in UTF-8", param, ctx)
        return value


class _File(click.ParamType[Path]):
    name = "file"

    @override
    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The file, with "~" for the home folder also where no shell saw to it; it need not be there. "-" stays."""
        path = Path(value)
        with suppress(RuntimeError):  # "~somebody" who is not known: a name like another
            path = path.expanduser()
        try:
            path.absolute().is_dir()
        except OSError as error:
            self.fail(f"{str(value)[:_SHOWN]!r} cannot be looked for ({error.strerror})", param, ctx)
        return path


FILE = _File()
TEXT = _Text()
AT_LEAST_ONE = _Whole(1)
HOURS = _Whole(1, 876_000)
"""A century: no job is older, and a date can still be counted back from today."""
AT_LEAST_NONE = _Whole(0)
