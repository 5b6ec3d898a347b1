"""`jobspy-desktop show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli import kinds
from app.cli.options import everywhere, practising

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from app.cli.session import Session
    from scraper.job import Posting
    from scraper.store.records import JobRecord, Link

_FACTS = {
    "company_url": "Company page",
    "company_url_direct": "Company website",
    "company_addresses": "Company address",
    "company_num_employees": "Company size",
    "company_description": "About the company",
}
_MOST_WIDTH = 100  # a longer line is hard to read


@click.command(short_help="Show all that is known about one job.")
@click.argument("number", metavar="ID", type=kinds.AT_LEAST_ONE)
@practising("A made-up job of the practice sites instead.")
@everywhere
@click.pass_obj
def show(session: Session, *, number: int, practice: bool) -> int:
    """Show all that is known about the job with the number ID, as `jobs` lists it."""
    from rich.console import Console

    from app.cli.table import MADE_UP
    from scraper.errors import BadInput

    folder, read_only = session.open_to_read(made_up=practice)
    with session.store(folder, read_only=read_only) as store:
        job = store.job(number)
    if job is None:
        raise BadInput(f"There is no job {number}; `jobspy-desktop jobs` lists those there are.")
    console = Console()
    if console.width > _MOST_WIDTH:
        console = Console(width=_MOST_WIDTH)
    if folder.made_up:
        console.print(f"{MADE_UP}\n", style="italic")
    _print(console, job)
    return 0


def _print(console: Console, job: JobRecord) -> None:
    from rich.table import Table
    from rich.text import Text

    from app.cli.table import one_line

    console.print(Text(f"{job.id}  {one_line(job.shown.title)}", style="bold"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(ratio=1)
    for name, value in _facts(job):
        facts.add_row(name, Text(one_line(value)))
    console.print(facts)
    console.print()
    for link in job.links:
        # On a line of its own, never wrapped or cut, so that a terminal can open it.
        console.print(Text(f"{_link_name(link)}: ", style="dim"), end="")
        console.print(one_line(link.url), markup=False, highlight=False, soft_wrap=True)
    _print_description(console, job.shown.description_html)


def _facts(job: JobRecord) -> Iterator[tuple[str, str]]:
    from app.operations.wording import NOT_STATED, minute, origin_words, pay_words, posted_words, site_name
    from scraper.store.records import Status

    shown = job.shown
    yield "Company", shown.company or NOT_STATED
    yield "Place", "; ".join(place.text for place in shown.places) or NOT_STATED
    yield "Remote", f"{shown.remote}"
    yield "Job type", ", ".join(shown.job_types) or NOT_STATED
    yield "Level", shown.level or NOT_STATED
    pay = pay_words(shown.salary)
    if shown.salary is not None:
        pay += f', {origin_words(shown.salary.origin)}: "{shown.salary.text}"'
    yield "Pay", pay
    yield "Posted", posted_words(shown.posted)
    yield "Easy apply", NOT_STATED if shown.easy_apply is None else "yes" if shown.easy_apply else "no"
    if shown.skills:
        yield "Skills", ", ".join(shown.skills)
    yield from _more(shown)
    for stored in job.postings:
        seen = f"first {minute(stored.first_seen)}, last {minute(stored.last_seen)}"
        yield f"Seen on {site_name(stored.posting.site)}", seen
    yield from _taken_from(job)
    if job.status is not Status.NONE:
        yield "Status", f"{job.status}"
    if job.note:
        yield "Note", job.note


def _more(shown: Posting) -> Iterator[tuple[str, str]]:
    for key, value in shown.facts.items():
        yield _FACTS.get(key) or key.replace("_", " ").capitalize(), value


def _taken_from(job: JobRecord) -> Iterator[tuple[str, str]]:
    """Which site each value came from, where there are several."""
    from app.operations.wording import site_name

    if len(job.postings) < 2:  # noqa: PLR2004 - one: all came from there
        return
    by_site: dict[str, list[str]] = {}
    for name, (site, _) in job.origins.items():
        by_site.setdefault(site, []).append(name.removesuffix("_html").replace("_", " "))
    for site, names in by_site.items():
        yield f"From {site_name(site)}", ", ".join(names)


def _link_name(link: Link) -> str:
    from app.operations.wording import site_name

    return "Apply at the employer" if link.applies else f"At {site_name(link.site)}"


def _print_description(console: Console, html: str | None) -> None:
    from app.cli.table import one_line
    from scraper.normalise.html import plain

    console.print()
    if html is None:
        console.print("No description yet: the site sends none with its list. Search with --describe to fetch it.")
        return
    for line in plain(html).splitlines():
        console.print(one_line(line), markup=False, highlight=False)
