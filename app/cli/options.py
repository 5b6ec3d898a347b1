"""Options that several commands have. What they are checked against is imported when one is used, not for `--help`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.cli.session import Session
    from scraper.job import JobType
    from scraper.query import Facet, Unstated

F = TypeVar("F", bound="Callable[..., Any]")
R = TypeVar("R")


def _keep_data_dir(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(_session_type()).data_dir = value


def _keep_verbose(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it so
    if value:
        ctx.ensure_object(_session_type()).verbose = True


def _session_type() -> type[Session]:
    from app.cli.session import Session

    return Session


def everywhere(function: F) -> F:
    """The options that every command has, before or after its name; what they say goes into the `Session`."""
    return _all(
        click.option(
            "--data-dir",
            metavar="DIR",
            expose_value=False,
            callback=_keep_data_dir,
            help="Where everything is kept (or set JOBSPY_DESKTOP_DATA_DIR).",
        ),
        click.option(
            "--verbose",
            "--debug",
            is_flag=True,
            expose_value=False,
            callback=_keep_verbose,
            help="Show on standard error what goes into the log.",
        ),
    )(function)


def practising(text: str) -> Callable[[F], F]:
    """`--practice`, with what it means for the command."""
    return click.option("--practice", is_flag=True, help=text)


def replacing(what: str) -> Callable[[F], F]:
    """`--replace`, for a command that writes a file the person names; `must_be_free` is for who did not give it."""
    return click.option("--replace", is_flag=True, help=f"Write over {what} that is there already.")


def must_be_free(path: Path, *, replace: bool) -> None:
    """Raise `click.UsageError` where a file would be lost that may not be; asked before anything else is done."""
    from scraper.target import is_taken

    if not replace and is_taken(path):
        raise click.UsageError(f"{path} is there already: choose another name, or give --replace to write over it")


def must_have_file(output: object, *, replace: bool) -> None:
    """Raise `click.UsageError` where `--replace` stands alone."""
    if replace and output is None:
        raise click.UsageError("--replace is for the file of --output: give --output FILE as well")


def is_standard_output(name: str) -> bool:
    """Whether that is standard output: "-", or the name Unix has for it, which may stand for a file the shell appends to."""
    return name in {"-", "/dev/stdout"}


def filters(function: Callable[..., R]) -> Callable[..., R]:
    """The filters of a search; the function gets them as `criteria`."""
    return _criteria(
        function,
        click.option(
            "--not-stated",
            type=click.Choice(["keep", "drop"]),
            default="keep",
            show_default=True,
            help="What becomes of jobs that do not say what a filter asks about.",
        ),
    )


def filters_of_list(function: Callable[..., R]) -> Callable[..., R]:
    """The same for the list of what is kept; besides, as `unstated`, what becomes of jobs that do not state a facet."""
    from app.cli import kinds

    with_criteria: Callable[..., R] = _criteria(
        function,
        click.option(
            "--not-stated",
            type=kinds.UNSTATED,
            multiple=True,
            metavar="[FIELD=]WHAT",
            help="What becomes of jobs that do not say what a filter asks about: keep, unless drop is given. With a FIELD"
            " (remote, job_types, posted, easy_apply, pay, place or country) for that alone, filtered by or not, and"
            " only for nothing but such jobs: pay=only. May be repeated.",
        ),
    )

    @functools.wraps(with_criteria)
    def with_unstated(*, not_stated: tuple[tuple[Facet | None, Unstated], ...], **rest: Any) -> R:
        chosen = dict(not_stated)
        overall = chosen.pop(None, "keep")
        return with_criteria(not_stated=overall, unstated=chosen, **rest)

    return with_unstated


def _criteria(
    function: Callable[..., R], not_stated: Callable[[Callable[..., R]], Callable[..., R]]
) -> Callable[..., R]:
    """What a search and the list have in common; the option that says what becomes of jobs that do not say is the last."""
    from app.cli import kinds

    @functools.wraps(function)
    def with_criteria(
        *,
        remote: bool,
        job_types: tuple[JobType, ...],
        hours_old: int | None,
        easy_apply: bool,
        exclude_companies: tuple[str, ...],
        exclude_words: tuple[str, ...],
        min_salary: int | None,
        not_stated: str,
        **rest: Any,
    ) -> R:
        from scraper.query import Criteria, NotStated

        criteria = Criteria(
            remote=remote,
            job_types=tuple(dict.fromkeys(job_types)),
            max_age_hours=hours_old,
            easy_apply=easy_apply,
            min_salary=min_salary,
            exclude_companies=exclude_companies,
            exclude_words=exclude_words,
            not_stated=NotStated(not_stated),
        )
        return function(criteria=criteria, **rest)

    return _all(
        click.option("--remote", is_flag=True, help="Only work that can be done from anywhere."),
        click.option(
            "--job-type",
            "job_types",
            type=kinds.JOB_TYPE,
            multiple=True,
            metavar="NAME",
            help="fulltime, parttime, contract, temporary, internship, perdiem, volunteer or other; may be repeated.",
        ),
        click.option("--hours-old", type=kinds.HOURS, metavar="N", help="Only jobs posted in the last N hours."),
        click.option("--easy-apply", is_flag=True, help="Only jobs one applies to on the site itself."),
        click.option(
            "--exclude-company",
            "exclude_companies",
            type=kinds.TEXT,
            multiple=True,
            metavar="TEXT",
            help="Leave out this company; may be repeated.",
        ),
        click.option(
            "--exclude-word",
            "exclude_words",
            type=kinds.TEXT,
            multiple=True,
            metavar="TEXT",
            help="Leave out jobs with this word in title or description; may be repeated.",
        ),
        click.option(
            "--min-salary",
            type=kinds.AT_LEAST_ONE,
            metavar="N",
            help="Only jobs that may pay N or more a year, in their own currency.",
        ),
        not_stated,
    )(with_criteria)


def exporting(function: Callable[..., R]) -> Callable[..., R]:
    """Where the jobs are written, and how; the function gets it as `output`, None if nowhere."""
    from app.cli import kinds

    @functools.wraps(function)
    def with_output(*, output: Path | None, file_format: str | None, replace: bool, **rest: Any) -> R:
        from app.cli.output import output_for

        return function(output=output_for(output, file_format, replace=replace), **rest)

    return _all(
        click.option(
            "--output",
            type=kinds.FILE,
            metavar="FILE|-",
            help="Write the jobs to a file; - for standard output and nothing else there.",
        ),
        click.option(
            "--format",
            "file_format",
            type=click.Choice(["csv", "xlsx", "json", "jsonl"]),
            help="How they are written; by the file's ending if not given, CSV on standard output.",
        ),
        replacing("a file of --output"),
    )(with_output)


def _all(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """One decorator for several; options appear in `--help` in the order given."""

    def decorate(function: F) -> F:
        return functools.reduce(lambda result, decorator: decorator(result), reversed(decorators), function)

    return decorate
